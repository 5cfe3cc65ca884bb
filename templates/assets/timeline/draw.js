// Drawing: SVG elements, and columns of counts over a scale of days.
import { civil, monthOf, monthStart, ticks, yearStart } from "./days.js";

export function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const tenth = (number) => Math.round(number * 10) / 10;

const FOLD = 14;

/** From days to pixels and back; time runs the way that the page is read. Of `gaps`, where nothing lies, only a fold is left. */
export function scale(from, until, width, rtl, gaps = []) {
  const days = gaps.reduce((sum, [first, last]) => sum - (last - first + 1), until - from + 1);
  const perDay = (width - gaps.length * FOLD) / days;
  const knots = [[from, 0]];
  for (const [first, last] of gaps) {
    const at = knots.at(-1)[1] + (first - knots.at(-1)[0]) * perDay;
    knots.push([first, at], [last + 1, at + FOLD]);
  }
  knots.push([until + 1, width]);
  // Between two knots, from one of their coordinates to the other.
  const between = (value, a, b) => {
    const i = Math.max(1, knots.findIndex((knot) => knot[a] > value));
    const [low, high] = [knots[i - 1], knots[i]];
    return low[b] + ((value - low[a]) / (high[a] - low[a])) * (high[b] - low[b]);
  };
  const x = (day) => (day < from ? -4 : day > until + 1 ? width + 4 : day === until + 1 ? width : between(day, 0, 1));
  return {
    from, until, width, rtl, days, perDay,
    isFolded: (day) => gaps.some(([first, last]) => first <= day && day <= last),
    folds: gaps.map(([first]) => x(first) + FOLD / 2),
    /** Where a day begins, as far from the page's beginning. */
    x,
    /** A box over days, as it is drawn: its left edge and its width. */
    box: (first, last) => [tenth(rtl ? width - x(last + 1) : x(first)), tenth(x(last + 1) - x(first))],
    at: (left) => tenth(rtl ? width - left : left),
    day(left) {
      const at = rtl ? width - left : left;
      return at <= 0 ? from : at >= width ? until : Math.min(until, Math.floor(between(at, 1, 0)));
    },
  };
}

/** Hatching, in a pattern of its own for each drawing. */
export function hatching(id) {
  const line = svg("path", { d: "M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5", class: "hatch-line" });
  return svg("defs", {}, svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, line));
}

/** Which days one column stands for, so that it is broad enough to be seen. */
function columns(s, hasDays) {
  const { perDay } = s;
  if (hasDays && perDay >= 3) return { of: (day) => day, start: (n) => n };
  if (perDay * 30 >= 2.5) return { of: monthOf, start: monthStart };
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000].find((years) => perDay * 365 * years >= 2.5) ?? 1e5;
  return { of: (day) => Math.floor(civil(day)[0] / step), start: (n) => yearStart(n * step) };
}

/** Counts by column, from those by month or by day. */
function counted(kind, found, byDay) {
  const counts = new Map();
  const add = (column, count) => counts.set(column, (counts.get(column) ?? 0) + count);
  if (byDay) for (const [day, count] of found.days) add(day, count);
  else for (const [month, count] of found.exact) add(kind.of(monthStart(month)), count);
  return counts;
}

/** Columns above a line for what has its month or day, hatching below it for what may lie anywhere in a span. */
export function density(s, height, depth, all, found, hatch) {
  const byDay = found.whole && found !== all;
  const kind = columns(s, byDay);
  const days = kind.of(s.from + 1) - kind.of(s.from) === 1 && kind.start(5) === 5;
  const front = counted(kind, found, days);
  const back = found === all || days ? null : counted(kind, all, false);
  const most = Math.max(6, ...(back ?? front).values());
  // A scale by the logarithm: one is seen beside a thousand.
  const tall = (count) => tenth((Math.log1p(count) / Math.log1p(most)) * (height - 2));
  const path = (counts) => {
    let d = "";
    for (const [column, count] of counts) {
      const first = kind.start(column);
      const last = kind.start(column + 1) - 1;
      if (last < s.from || first > s.until) continue;
      const [left, width] = s.box(Math.max(first, s.from), Math.min(last, s.until));
      const gap = width > 4 ? 1 : width > 2.2 ? 0.5 : 0;
      d += `M${tenth(left + gap / 2)} ${height}v${-tall(count)}h${tenth(Math.max(0.8, width - gap))}V${height}z`;
    }
    return d;
  };
  const parts = [];
  if (back) parts.push(svg("path", { d: path(back), class: "columns-all" }));
  parts.push(svg("path", { d: path(front), class: "columns" }));
  const below = spread(s, found.vague);
  const deepest = Math.max(6, ...below);
  if (below.some(Boolean)) {
    let d = "";
    for (let x = 0; x < below.length; ) {
      let end = x + 1;
      while (end < below.length && below[end] === below[x]) end++;
      const deep = tenth((Math.log1p(below[x]) / Math.log1p(deepest)) * depth);
      if (deep) d += `M${s.rtl ? tenth(s.width - end * 2) : x * 2} ${height + 1}h${(end - x) * 2}v${deep}h${-(end - x) * 2}z`;
      x = end;
    }
    parts.push(svg("path", { d, fill: `url(#${hatch})`, class: "vague" }));
  }
  const fold = (x) => `M${tenth(s.at(x) - 4)} ${height + 5}l4 -9M${tenth(s.at(x))} ${height + 5}l4 -9`;
  parts.push(svg("path", { d: `M0 ${height + 0.5}h${s.width}`, class: "ground" }), svg("path", { d: s.folds.map(fold).join(""), class: "fold" }));
  return parts;
}

/** For every two pixels, how many spans lie there. */
function spread(s, spans) {
  const steps = new Array(Math.ceil(s.width / 2) + 1).fill(0);
  for (const [first, last, count] of spans) {
    if (first > s.until || last < s.from) continue;
    const start = first === -Infinity ? 0 : Math.max(0, Math.floor(s.x(first) / 2));
    const end = last === Infinity ? steps.length - 1 : Math.min(steps.length - 1, Math.max(start + 1, Math.ceil(s.x(last + 1) / 2)));
    steps[start] += count;
    steps[end] -= count;
  }
  let sum = 0;
  return steps.map((step) => (sum += step)).slice(0, -1);
}

/** An axis: marks down from `top`, and what they say below them. */
export function axis(s, top, say, reach = 5) {
  const group = svg("g", { class: "axis", "aria-hidden": true });
  let free = 0;
  for (const tick of ticks(s, say)) {
    const from = s.x(tick.day);
    const x = s.at(from);
    if (from < free || s.isFolded(tick.day)) continue;
    group.append(svg("path", { d: `M${Math.round(x) + 0.5} ${top}v${reach}` }));
    if (s.width - from < 34) continue;
    free = from + 44;
    group.append(svg("text", { x: s.rtl ? x - 3 : x + 3, y: top + 15, class: tick.strong ? "strong" : null, "text-anchor": "start" }, tick.text));
  }
  return group;
}
