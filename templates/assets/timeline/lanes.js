// Lanes: what is in view, a row for each actor or place; days as marks, all else as bars over what they may mean. Names have
// a gutter of their own; the axis stays in view, and its marks go on through all lanes.
import { gaps, named } from "./data.js";
import { spanning } from "./list.js";
import { roving } from "./roving.js";
import { RTL, axis, folds, hatching, html, marked, scale, svg } from "./scale.js";

/** The most entries that lanes hold, and the most lanes. */
export const MOST = 1000;
const LANES = 12;
const [HEAD, ROW, MARK, DEEPEST, BEFORE] = [24, 14, 9, 8, 24];

export function lanes(place, timeline, words, say) {
  const key = place.querySelector(".key");
  const note = html("div", { class: "mark-note", hidden: "" });
  const plot = html("div", { class: "lanes-plot" });
  const head = html("div", { class: "lanes-axis", "aria-hidden": true, hidden: "" }, plot);
  const figure = html("div", { class: "lanes-body" });
  place.append(head, figure, note);
  let shown = null;

  function draw() {
    note.hidden = true;
    key.hidden = head.hidden = !shown;
    const width = plot.clientWidth;
    if (!shown || !width) return;
    const [view, rows] = shown;
    const s = scale(view.from, view.until, width, gaps(timeline, view.from, view.until));
    const marks = [];
    const parts = grouped(rows, view).map(([name, own]) => {
      const [boxes, depth] = packed(own, s);
      const made = boxes.map(({ row, left, width: wide, depth: deep }) => {
        const told = [`${row.text}: ${row.title}`, row.own && words.briefing].filter(Boolean).join(" · ");
        const mark = svg("a", { href: row.url, class: "mark", tabindex: -1, "aria-label": told }, ...shape(row, left, wide, (deep + 0.5) * ROW, s));
        mark.row = row;
        return mark;
      });
      marks.push(made);
      return html("div", { class: "lane", role: "group", "aria-label": name }, html("p", { class: "lane-name" }, html("bdi", {}, name)), svg("svg", { width, height: depth * ROW }, ...made));
    });
    plot.replaceChildren(svg("svg", { width, height: HEAD }, axis(s, 0, say, HEAD), folds(s, HEAD - 5)));
    const grid = marked(s, say).map(({ left }) => svg("line", { x1: left, x2: left, y2: "100%" }));
    const drawing = html("div", { class: "lanes-rows", role: "group", "aria-label": words.lanes }, svg("svg", { width, class: "lanes-grid", "aria-hidden": true }, hatching("Lane-hatch"), ...grid), ...parts);
    figure.replaceChildren(drawing);
    roving(drawing, marks);
  }

  /** A day is a mark; what may be any of several days is a bar over them, hatched where it is not sure. A briefing's own day
      is no event: it is only a tick, with room around it for a pointer. */
  function shape(row, left, width, middle, s) {
    if (isDay(row)) {
      const x = left + width / 2;
      if (row.own) return [svg("rect", { x: left, y: middle - ROW / 2, width, height: ROW, class: "near" }), svg("path", { d: `M${x} ${middle - 4}v8`, class: "published" })];
      return [svg("circle", { cx: x, cy: middle, r: 4, class: "day" })];
    }
    // Where it goes on, beyond what is in view or without a bound, the bar has no end.
    const ends = [row.first < s.from ? "m" : "l", row.last > s.until ? "m" : "l"];
    if (RTL) ends.reverse();
    const d = `M${left} ${middle + 4}${ends[0]}0 -8l${width} 0${ends[1]}0 8l${-width} 0`;
    return [svg("path", { d, class: "bar", fill: row.certainty === "exact" && !isSet(row) ? "none" : "url(#Lane-hatch)" })];
  }

  /** Rows by name, those with most events first; what is left goes together. */
  function grouped(rows, view) {
    const facet = view.mode;
    const by = new Map();
    for (const row of rows) for (const { number } of names(row)) by.set(number, (by.get(number) ?? new Set()).add(row));
    function names(row) {
      return (facet === "actor" ? row.actors : row.places).map((name) => named(timeline, facet, name));
    }
    const events = new Map([...by].map(([number, own]) => [number, [...own].filter((row) => !row.own).length]));
    const ranked = [...by].sort(([a, x], [b, y]) => view[facet].has(b) - view[facet].has(a) || events.get(b) - events.get(a) || y.size - x.size || a - b).slice(0, LANES);
    const rest = rows.filter((row) => !ranked.some(([, own]) => own.has(row)));
    return [...ranked.map(([number, own]) => [timeline.names[facet][number].name, [...own]]), ...(rest.length ? [[words.others, rest]] : [])];
  }

  function tell({ target }) {
    const mark = target.closest(".mark");
    if (!mark) return;
    const { row } = mark;
    note.replaceChildren(html("p", { class: "when" }, row.text, row.note && ` · ${row.note}`, row.own && ` · ${words.briefing}`), html("p", { class: "what" }, html("a", { href: row.url, tabindex: -1 }, html("bdi", { lang: row.lang }, row.title))));
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
      draw();
      figure.replaceChildren(...(text ? [html("p", { class: "aside-note" }, text)] : []));
    },
  };
}

/** Puts boxes into as few lines as hold them without touching, but no more than a few: days first, below them what
    spans more, lowest, in one line, the days of briefings. */
function packed(rows, s) {
  let depth = 0;
  const pack = (kind) => {
    const ends = [];
    const most = kind === "own" ? 1 : DEEPEST;
    const boxes = rows.filter((row) => row.first !== null && kindOf(row) === kind).map((row) => {
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
      if (line < 0) line = ends.length < most ? ends.length : ends.indexOf(Math.min(...ends));
      ends[line] = Math.max(ends[line] ?? 0, box.left + box.width + 1);
      box.depth = depth + line;
    }
    depth += ends.length;
    return boxes;
  };
  const boxes = KINDS.flatMap(pack).sort((a, b) => (RTL ? b.left - a.left : a.left - b.left));
  return [boxes, Math.max(1, depth)];
}

const KINDS = ["day", "bar", "own"];
const kindOf = (row) => (row.own ? "own" : isDay(row) ? "day" : "bar");
/** Whether it is one or all of several times: between its bounds lie days that it does not mean. */
const isSet = (row) => /^[[{]/.test(row.edtf ?? "");
/** Whether it is one day, of which nobody doubts. */
const isDay = (row) => !spanning(row) && row.certainty === "exact";
