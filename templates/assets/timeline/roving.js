// One stop of the Tab key for a whole drawing; the arrow keys go on from mark to mark.

/** `lanes` are lists of marks from the earliest to the latest. */
export function roving(drawing, lanes) {
  const filled = lanes.filter((marks) => marks.length);
  let at;
  const go = (mark) => {
    at?.setAttribute("tabindex", -1);
    at = mark;
    at?.setAttribute("tabindex", 0);
  };
  go(filled[0]?.[0]);
  const left = (mark) => mark.getBoundingClientRect().left;
  const nearest = (marks) => marks?.reduce((best, mark) => (Math.abs(left(mark) - left(at)) < Math.abs(left(best) - left(at)) ? mark : best));
  drawing.addEventListener("focusin", (event) => go(event.target.closest("a") ?? at));
  drawing.addEventListener("keydown", (event) => {
    const lane = filled.findIndex((marks) => marks.includes(at));
    const marks = filled[lane];
    const sides = ["ArrowRight", "ArrowLeft"];
    if (document.documentElement.dir === "rtl") sides.reverse();
    const i = marks.indexOf(at);
    const to = { [sides[0]]: marks[i + 1], [sides[1]]: marks[i - 1], ArrowDown: nearest(filled[lane + 1]), ArrowUp: nearest(filled[lane - 1]), Home: marks[0], End: marks.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    go(to);
    to.focus();
  });
}
