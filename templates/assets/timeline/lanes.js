// Lanes: what is in view, a row for each actor or place; days as marks, all else as bars over what they may mean.
import { gaps, named } from "./data.js";
import { spanning } from "./list.js";
import { roving } from "./roving.js";
import { RTL, axis, hatching, html, scale, svg } from "./scale.js";

/** The most entries that lanes hold, and the most lanes. */
export const MOST = 300;
const LANES = 12;
const [NAME, ROW, MARK, DEEPEST, BEFORE] = [20, 14, 9, 8, 24];

export function lanes(place, timeline, words, say) {
  const note = html("div", { class: "mark-note", hidden: "" });
  const figure = html("div", { class: "lanes-body" });
  place.append(figure, note);
  let shown = null;

  function draw() {
    note.hidden = true;
    if (!shown) return;
    const [view, rows] = shown;
    const width = place.clientWidth;
    const s = scale(view.from, view.until, width, gaps(timeline, view.from, view.until));
    let top = 0;
    const marks = [];
    const parts = grouped(rows, view).map(([name, own]) => {
      const [boxes, depth] = packed(own, s);
      const made = boxes.map(({ row, left, width: wide, depth: deep }) => {
        const mark = svg("a", { href: row.url, class: "mark", tabindex: -1, "aria-label": `${row.text}: ${row.title}` }, shape(row, left, wide, top + NAME + (deep + 0.5) * ROW, s));
        mark.row = row;
        return mark;
      });
      marks.push(made);
      const text = svg("text", { x: RTL ? width : 0, y: top + 14, class: "lane-name" }, name);
      top += NAME + depth * ROW + 6;
      return svg("g", {}, svg("path", { d: `M0 ${top + 0.5}h${width}`, class: "lane-line" }), text, ...made);
    });
    const drawing = svg("svg", { width, height: top + 24, role: "group", "aria-label": words.lanes }, hatching("Lane-hatch"), ...parts, axis(s, top + 2, say));
    figure.replaceChildren(drawing);
    roving(drawing, marks);
  }

  /** A day is a mark; what may be any of several days is a bar over them, hatched where it is not sure. */
  function shape(row, left, width, middle, s) {
    if (isDay(row)) {
      const x = left + width / 2;
      return row.own ? svg("rect", { x: x - 3.5, y: middle - 3.5, width: 7, height: 7, class: "day is-own" }) : svg("circle", { cx: x, cy: middle, r: 4, class: "day" });
    }
    // Where it goes on, beyond what is in view or without a bound, the bar has no end.
    const ends = [row.first < s.from ? "m" : "l", row.last > s.until ? "m" : "l"];
    if (RTL) ends.reverse();
    const d = `M${left} ${middle + 4}${ends[0]}0 -8l${width} 0${ends[1]}0 8l${-width} 0`;
    return svg("path", { d, class: "bar", fill: row.certainty === "exact" && !isSet(row) ? "none" : "url(#Lane-hatch)" });
  }

  /** Rows by name, the most frequent first; what is left goes together. */
  function grouped(rows, view) {
    const facet = view.mode;
    const by = new Map();
    for (const row of rows) for (const { number } of names(row)) by.set(number, (by.get(number) ?? new Set()).add(row));
    function names(row) {
      return (facet === "actor" ? row.actors : row.places).map((name) => named(timeline, facet, name));
    }
    const ranked = [...by].sort(([a, x], [b, y]) => view[facet].has(b) - view[facet].has(a) || y.size - x.size || a - b).slice(0, LANES);
    const rest = rows.filter((row) => !ranked.some(([, own]) => own.has(row)));
    return [...ranked.map(([number, own]) => [timeline.names[facet][number].name, [...own]]), ...(rest.length ? [[words.others, rest]] : [])];
  }

  function tell({ target }) {
    const mark = target.closest(".mark");
    if (!mark) return;
    const { row } = mark;
    note.replaceChildren(html("p", { class: "when" }, row.text, row.note && ` · ${row.note}`), html("p", { class: "what", lang: row.lang, dir: "auto" }, html("a", { href: row.url, tabindex: -1 }, row.title)));
    note.hidden = false;
    const [box, around] = [mark.getBoundingClientRect(), place.getBoundingClientRect()];
    const left = box.left + box.width / 2 - around.left - note.offsetWidth / 2;
    note.style.left = `${Math.max(0, Math.min(around.width - note.offsetWidth, left))}px`;
    note.style.top = `${box.bottom - around.top + 4}px`;
  }
  const hide = () => (note.hidden = true);
  place.addEventListener("focusin", tell);
  place.addEventListener("pointerover", tell);
  place.addEventListener("pointerleave", hide);
  place.addEventListener("focusout", (event) => note.contains(event.relatedTarget) || hide());
  place.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  // A finger has no hovering: its tap tells, and the note's link leads on.
  figure.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return;
    event.preventDefault();
    tell(event);
  });
  new ResizeObserver(draw).observe(place);
  return {
    show(...now) {
      shown = now;
      draw();
    },
    /** None are drawn, for a reason or none. */
    clear(text) {
      shown = null;
      hide();
      figure.replaceChildren(...(text ? [html("p", { class: "aside-note" }, text)] : []));
    },
  };
}

/** Puts boxes into as few lines as hold them without touching, but no more than a few: days first, below them what spans more. */
function packed(rows, s) {
  let depth = 0;
  const pack = (isBar) => {
    const ends = [];
    const boxes = rows.filter((row) => row.first !== null && isDay(row) !== isBar).map((row) => {
      // Without a beginning, nobody says that it goes back to that of the drawing.
      const begun = row.first > -Infinity;
      let [left, width] = s.box(begun ? row.first : row.last, row.last);
      if (!begun) [left, width] = [RTL ? left : left - BEFORE, width + BEFORE];
      // A mark takes its room in the middle of its day.
      const spare = Math.max(0, MARK - width) / 2;
      return { row, left: Math.max(0, Math.min(s.width - MARK, left - spare)), width: width + 2 * spare };
    });
    for (const box of boxes.sort((a, b) => a.left - b.left || b.width - a.width)) {
      let line = ends.findIndex((end) => end <= box.left);
      if (line < 0) line = ends.length < DEEPEST ? ends.length : ends.indexOf(Math.min(...ends));
      ends[line] = Math.max(ends[line] ?? 0, box.left + box.width + 1);
      box.depth = depth + line;
    }
    depth += ends.length;
    return boxes;
  };
  const boxes = [...pack(false), ...pack(true)].sort((a, b) => (RTL ? b.left - a.left : a.left - b.left));
  return [boxes, Math.max(1, depth)];
}

/** Whether it is one or all of several times: between its bounds lie days that it does not mean. */
const isSet = (row) => /^[[{]/.test(row.edtf ?? "");
/** Whether it is one day, of which nobody doubts. */
const isDay = (row) => !spanning(row) && row.certainty === "exact";
