// Lanes: what is in view, a row for each actor or place; days as marks, all else as bars over what they may mean.
import { gaps, named } from "./data.js";
import { axis, hatching, scale, svg } from "./draw.js";
import { html, spanning } from "./list.js";
import { roving } from "./roving.js";

/** The most entries that lanes hold, and the most lanes. */
export const MOST = 300;
const LANES = 12;
const [NAME, ROW, MARK, DEEPEST] = [20, 14, 9, 8];

export function lanes(place, timeline, words, say) {
  const note = html("div", { class: "mark-note", hidden: "" });
  const figure = html("div", { class: "lanes-body" });
  place.append(figure, note);
  const rtl = getComputedStyle(place).direction === "rtl";
  let shown = null;

  function clear(text = "") {
    shown = null;
    note.hidden = true;
    figure.replaceChildren(...(text ? [html("p", { class: "aside-note" }, text)] : []));
  }

  function draw() {
    if (!shown) return;
    const { view, rows } = shown;
    const width = Math.round(place.clientWidth);
    const s = scale(view.from, view.until, width, rtl, gaps(timeline, view.from, view.until));
    const groups = grouped(rows, view);
    const parts = [];
    const marks = [];
    let top = 0;
    for (const group of groups) {
      const { boxes, depth } = packed(group.rows, s);
      const height = NAME + depth * ROW + 6;
      const own = boxes.map(({ row, left, width: wide, depth: deep }) => {
        const mark = svg("a", { href: row.url, class: `mark is-${row.certainty}`, tabindex: -1, "aria-label": `${row.text}: ${row.title}` }, shape(row, left, wide, top + NAME + deep * ROW, s));
        mark.row = row;
        return mark;
      });
      parts.push(svg("g", {}, svg("path", { d: `M0 ${top + height + 0.5}h${width}`, class: "lane-line" }), svg("text", { x: rtl ? width : 0, y: top + 14, class: "lane-name" }, group.name), ...own));
      marks.push(own);
      top += height;
    }
    const drawing = svg("svg", { width, height: top + 24, role: "group", "aria-label": words.lanes }, hatching("Lane-hatch"), ...parts, axis(s, top + 2, say));
    figure.replaceChildren(drawing);
    roving(drawing, marks, rtl);
  }

  /** A day is a mark; what may be any of several days is a bar over them, hatched where it is not sure. */
  function shape(row, left, width, top, s) {
    const middle = top + ROW / 2;
    if (isDay(row)) {
      if (row.own) return svg("rect", { x: left + width / 2 - 3.5, y: middle - 3.5, width: 7, height: 7, class: "day is-own" });
      return svg("circle", { cx: left + width / 2, cy: middle, r: 4, class: "day" });
    }
    // Where it goes on, beyond what is in view or without a bound, the bar has no end.
    const [x, w] = [left + 0.5, Math.max(7, width - 1)];
    const open = [row.first < s.from, row.last > s.until];
    if (rtl) open.reverse();
    const d = `M${x} ${middle + 4}${open[0] ? "m" : "l"}0 -8l${w} 0${open[1] ? "m" : "l"}0 8l${-w} 0`;
    return svg("path", { d, class: "bar", fill: row.certainty === "exact" ? "none" : "url(#Lane-hatch)" });
  }

  /** Rows by name, the most frequent first; what is left goes together. */
  function grouped(rows, view) {
    const by = new Map();
    const rest = [];
    const put = (key, row) => by.set(key, [...(by.get(key) ?? []), row]);
    const facet = view.mode;
    const numbers = (row) => [...new Set((facet === "actor" ? row.actors : row.places).map((name) => named(timeline, facet, name).number))];
    for (const row of rows) for (const number of numbers(row)) put(number, row);
    const ranked = [...by].sort(([a, x], [b, y]) => view[facet].has(b) - view[facet].has(a) || y.length - x.length || a - b);
    const kept = new Set(ranked.slice(0, LANES).map(([number]) => number));
    for (const row of rows) if (!numbers(row).some((number) => kept.has(number))) rest.push(row);
    const named_ = ranked.slice(0, LANES).map(([number, own]) => ({ name: timeline.names[facet][number].name, rows: own }));
    return rest.length ? [...named_, { name: words.others, rows: rest }] : named_;
  }

  const tell = (mark) => {
    const { row } = mark;
    note.replaceChildren(html("p", { class: "when" }, row.text, row.note ? ` · ${row.note}` : ""), html("p", { class: "what", lang: row.lang, dir: "auto" }, html("a", { href: row.url, tabindex: -1 }, row.title)));
    note.hidden = false;
    const [box, around] = [mark.getBoundingClientRect(), place.getBoundingClientRect()];
    const wide = note.offsetWidth;
    const left = Math.max(0, Math.min(around.width - wide, box.left + box.width / 2 - around.left - wide / 2));
    note.style.left = `${left}px`;
    note.style.top = `${box.bottom - around.top + 4}px`;
  };
  let told;
  const show = (event) => {
    const mark = event.target.closest?.(".mark");
    if (mark) tell((told = mark));
  };
  place.addEventListener("focusin", show);
  place.addEventListener("pointerover", show);
  place.addEventListener("pointerleave", () => (note.hidden = true));
  place.addEventListener("focusout", () => (note.hidden = true));
  place.addEventListener("keydown", (event) => event.key === "Escape" && (note.hidden = true));
  // A finger has no hovering: its first tap tells, the note's link leads on.
  let before;
  place.addEventListener("pointerdown", (event) => (before = event.pointerType === "touch" && !note.hidden ? told : null), true);
  place.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".mark");
    if (mark && event.pointerType === "touch" && before !== mark) {
      event.preventDefault();
      tell(mark);
    }
  });
  new ResizeObserver(draw).observe(place);
  return {
    clear,
    show(view, rows) {
      shown = { view: { ...view }, rows };
      note.hidden = true;
      draw();
    },
  };
}

/** Puts boxes into as few lines as hold them without touching, but no more than a few: days first, below them what spans more. */
function packed(rows, s) {
  const boxes = rows.filter((row) => row.first !== null).map((row) => {
    let [left, width] = s.box(Math.max(row.first, s.from), Math.min(row.last, s.until));
    // A mark takes its room in the middle of its day.
    if (width < MARK) [left, width] = [left + width / 2 - MARK / 2, MARK];
    return { row, left: Math.max(0, Math.min(s.width - MARK, left)), width, bar: !isDay(row) };
  });
  boxes.sort((a, b) => a.bar - b.bar || a.left - b.left || b.width - a.width);
  let [above, ends] = [0, []];
  for (const box of boxes) {
    if (box.bar && !ends.bars) {
      above = ends.length;
      ends = Object.assign([], { bars: true });
    }
    let depth = ends.findIndex((end) => end <= box.left);
    if (depth < 0) depth = ends.length < DEEPEST ? ends.length : ends.indexOf(Math.min(...ends));
    ends[depth] = Math.max(ends[depth] ?? 0, box.left + box.width + 1);
    box.depth = above + depth;
  }
  boxes.sort((a, b) => (a.left - b.left) * (s.rtl ? -1 : 1));
  return { boxes, depth: Math.max(1, above + ends.length) };
}

/** Whether it is one day, of which nobody doubts. */
const isDay = (row) => !spanning(row) && row.certainty === "exact";
