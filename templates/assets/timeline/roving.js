// One stop of the Tab key for a whole drawing; the arrow keys go on from mark to mark.

/** `lanes` are lists of marks from the earliest to the latest. */
export function roving(drawing, lanes, rtl) {
  const filled = lanes.filter((marks) => marks.length);
  if (!filled.length) return;
  let at = filled[0][0];
  at.setAttribute("tabindex", 0);
  const go = (mark) => {
    at.setAttribute("tabindex", -1);
    at = mark;
    at.setAttribute("tabindex", 0);
  };
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return box.left + box.width / 2;
  };
  drawing.addEventListener("focusin", (event) => {
    const mark = event.target.closest("a");
    if (mark) go(mark);
  });
  drawing.addEventListener("keydown", (event) => {
    const lane = filled.findIndex((marks) => marks.includes(at));
    const marks = filled[lane];
    const i = marks.indexOf(at);
    const near = (other) => other?.reduce((best, mark) => (Math.abs(middle(mark) - middle(at)) < Math.abs(middle(best) - middle(at)) ? mark : best));
    const [next, previous] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const to = { [next]: marks[i + 1], [previous]: marks[i - 1], ArrowDown: near(filled[lane + 1]), ArrowUp: near(filled[lane - 1]), Home: marks[0], End: marks.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    go(to);
    to.focus();
  });
}
