// The field in the head of each page: a slash leads to it from anywhere, as on most sites that can be searched.
addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
  const field = document.querySelector("#Query, #Seek");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
