// A briefing's page: a card on each name, sources beside the text, citations to copy. Without it names and citations are links.

/** Cards: two lines of who or where, from what the page holds. */
const names = document.getElementById("Names");
if (names) {
  const cards = new Map([...names.content.children].map((card) => [card.dataset.of, card]));
  const shown = document.createElement("div");
  shown.className = "hover-card";
  shown.id = "Card";
  shown.role = "tooltip";
  shown.hidden = true;
  document.body.append(shown);
  let link, timer;

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    shown.hidden = true;
    link = undefined;
  };
  const show = (over) => {
    hide();
    link = over;
    shown.replaceChildren(...cards.get(over.getAttribute("href")).cloneNode(true).childNodes);
    shown.hidden = false;
    over.setAttribute("aria-describedby", shown.id);
    // Of a name that goes over two lines, the card stands at the first.
    const [at] = over.getClientRects();
    const { offsetWidth: width, offsetHeight: height } = shown;
    const above = at.bottom + height + 8 > innerHeight && at.top > height + 8;
    const start = getComputedStyle(over).direction === "rtl" ? at.right - width : at.left;
    shown.style.left = `${scrollX + Math.max(8, Math.min(start, document.documentElement.clientWidth - width - 8))}px`;
    shown.style.top = `${scrollY + (above ? at.top - height - 4 : at.bottom + 4)}px`;
  };
  const later = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  const over = (target) => {
    const found = target.closest?.("main a[href]");
    return found && cards.has(found.getAttribute("href")) ? found : undefined;
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const found = over(event.target);
    if (found && found !== link) {
      // Its own title would stand over the card.
      found.removeAttribute("title");
      later(() => show(found), 250);
    } else if (!found && !shown.contains(event.target)) later(hide, 200);
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const found = over(event.target);
    if (found?.matches(":focus-visible")) show(found);
    else if (!shown.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}

/** Sources: a citation opens what it cites beside its paragraph, and closes it again. */
const open = new Map();
function close(link) {
  open.get(link)?.remove();
  open.delete(link);
  link.setAttribute("aria-expanded", "false");
}
for (const link of document.querySelectorAll(".prose .citation > a, .prose .footnote-ref > a")) {
  const cited = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!cited) continue;
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (open.has(link)) return close(link);
    for (const other of [...open.keys()]) close(other);
    const note = document.createElement("aside");
    note.className = "beside-note";
    note.id = `${cited.id}-beside`;
    note.setAttribute("aria-label", link.getAttribute("aria-label") ?? link.textContent);
    note.append(...cited.cloneNode(true).childNodes);
    for (const part of note.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const back of note.querySelectorAll(".footnote-backref")) back.remove();
    const block = link.closest("p, li, blockquote, table, dl, h2, h3, h4") ?? link;
    const holder = block.closest("li, table, blockquote") ?? block;
    // Beside the line that cites it where there is a margin, else below its paragraph.
    note.style.setProperty("--line", `${link.getBoundingClientRect().top - holder.getBoundingClientRect().bottom}px`);
    holder.matches("li") ? holder.append(note) : holder.after(note);
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", note.id);
    open.set(link, note);
    note.scrollIntoView({ block: "nearest" });
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const link of [...open.keys()]) {
    if (open.get(link).contains(document.activeElement)) link.focus();
    close(link);
  }
});

/** Citations for reference managers. */
for (const button of document.querySelectorAll(".cite-code > button")) {
  if (!navigator.clipboard) continue;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 2000);
  });
}
