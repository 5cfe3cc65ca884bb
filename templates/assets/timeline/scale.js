// Days as whole numbers from 1 January 1970, in the calendar that we use now, for all times; how they are said, and where
// they lie in a drawing.

const DAY = 864e5;

/** The number of a day; what lies further off than a clock can count stands at the end of what it can. */
export function dayOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(Math.max(-27e4, Math.min(27e4, year)), month - 1, day);
  return Math.round(date / DAY);
}

/** Year, month and day of a number. */
export function civil(number) {
  const date = new Date(number * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** Months as whole numbers, and the day on which one begins. */
export const monthOf = (day) => {
  const [year, month] = civil(day);
  return year * 12 + month - 1;
};
export const monthStart = (month) => dayOf(Math.floor(month / 12), month - 12 * Math.floor(month / 12) + 1, 1);
export const yearStart = (year) => dayOf(year, 1, 1);

/** The first or the last day of a year, a month or a day as it is typed; undefined for what is none. */
export function read(text, last) {
  const parts = /^([-\u2212]?\d{1,12})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const year = Number(parts[1].replace("\u2212", "-"));
  if (!parts[2]) return last ? yearStart(year + 1) - 1 : yearStart(year);
  const month = year * 12 + Number(parts[2]) - 1;
  if (parts[2] < 1 || parts[2] > 12) return undefined;
  if (!parts[3]) return last ? monthStart(month + 1) - 1 : monthStart(month);
  const day = monthStart(month) + Number(parts[3]) - 1;
  return parts[3] < 1 || day >= monthStart(month + 1) ? undefined : day;
}

/** A day as data files have it. */
export function iso(day) {
  const [year, month, date] = civil(day);
  const two = (number) => String(number).padStart(2, "0");
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${two(month)}-${two(date)}`;
}

/** The shortest text that `read` takes for the day, as a beginning or as an end. */
export function write(day, last) {
  const next = civil(last ? day + 1 : day);
  const text = iso(day);
  return next[2] > 1 ? text : next[1] > 1 ? text.slice(0, -3) : text.slice(0, -6);
}

/** How days are said in the page's language. The calendar and the figures are those of the texts that the site is made of. */
export function wording(page) {
  // Day before month, as the texts have it.
  const lang = page === "en" ? "en-GB" : page;
  const kept = new Map();
  return (day, options) => {
    const before = civil(day)[0] < 1;
    const key = JSON.stringify(options) + before;
    if (!kept.has(key)) {
      const all = { ...options, ...(before && options.year && { era: "short" }), timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
      kept.set(key, new Intl.DateTimeFormat(lang, all));
    }
    return kept.get(key).format(new Date(day * DAY));
  };
}
export const IN_FULL = { year: "numeric", month: "long", day: "numeric" };
const IN_SHORT = { ...IN_FULL, month: "short" };

/** Where the axis of a scale has its marks: [{day, text, strong}]. */
function ticks({ from, until, days, width }, say) {
  const years = [1, 10, 100, 1e3, 1e4, 1e5].flatMap((tens) => [12, 24, 60].map((months) => [months * tens * 30.44, months * tens]));
  const steps = [[1], [2], [5], [10], [30.44, 1], [91, 3], [183, 6], ...years];
  const [step, months] = steps.find(([long]) => days / long <= Math.max(2, width / 58)) ?? years.at(-1);
  const found = [];
  const add = (day, strong, ...parts) => day >= from && day <= until && found.push({ day, strong, parts, text: say(day, Object.fromEntries(parts.map((part) => [part, IN_SHORT[part]]))) });
  if (months) {
    for (let month = Math.ceil(monthOf(from) / months) * months; month <= monthOf(until); month += months) {
      // Round years are counted from year 1, backwards too: 60 BC is -59.
      const day = monthStart(month + (month < 0 && months > 12 ? 12 : 0));
      if (month % 12) add(day, false, "month");
      else add(day, months < 12, "year");
    }
  } else {
    for (let day = from; day <= until; day++) {
      const date = civil(day)[2];
      if ((date - 1) % step === 0 && (step === 1 || date < 29)) add(day, date === 1, "day", "month");
    }
  }
  // The first mark says the year where no other does.
  const [start] = found;
  if (start && !found.some(({ parts }) => parts[0] === "year")) start.text = say(start.day, { ...(months ? {} : { day: "numeric" }), month: "short", year: "numeric" });
  return found;
}

/** Makes elements: attributes and children that are none are left out. */
const made = (create) => (name, attributes = {}, ...children) => {
  const element = create(name);
  for (const [key, value] of Object.entries(attributes)) if ((value ?? false) !== false) element.setAttribute(key, value);
  element.append(...children.filter((child) => child ?? false));
  return element;
};
export const html = made((name) => document.createElement(name));
export const svg = made((name) => document.createElementNS("http://www.w3.org/2000/svg", name));

/** Whether time runs from right to left, as the page does. */
export const RTL = document.documentElement.dir === "rtl";

const tenth = (number) => Math.round(number * 10) / 10;

const FOLD = 14;

/** From days to pixels and back; time runs the way that the page is read. Of `gaps`, where nothing lies, only a fold is left. */
export function scale(from, until, width, gaps) {
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
  const x = (day) => (day <= from ? 0 : day > until ? width : between(day, 0, 1));
  const at = (left) => tenth(RTL ? width - left : left);
  return {
    from, until, width, days, perDay, gaps,
    /** Where a day begins, from the page's beginning; and from the left. */
    x,
    at,
    /** A box over days, as it is drawn: its left edge and its width. */
    box: (first, last) => [at(RTL ? x(last + 1) : x(first)), tenth(x(last + 1) - x(first))],
    day(left) {
      const place = at(left);
      return place <= 0 ? from : place >= width ? until : Math.min(until, Math.floor(between(place, 1, 0)));
    },
  };
}

/** Hatching, in a pattern of its own for each drawing. */
export function hatching(id) {
  const line = svg("path", { d: "M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5", class: "hatch-line" });
  return svg("defs", {}, svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, line));
}

/** What one column stands for, so that it is broad enough to be seen: a day, a month or so many years. */
export function unit(s, found) {
  if (found.whole && s.perDay >= 3) return "day";
  if (s.perDay * 30 >= 2.5) return "month";
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000].find((years) => s.perDay * 365 * years >= 2.5) ?? 1e5;
}

/** How many are in each column. */
function columns(s, found, step) {
  const useDays = step === "day";
  let [of, start] = [(day) => Math.floor(civil(day)[0] / step), (n) => yearStart(n * step)];
  if (useDays) of = start = (day) => day;
  else if (step === "month") [of, start] = [monthOf, monthStart];
  const counts = new Map();
  for (const [n, count] of useDays ? found.days : found.exact) {
    const first = start(of(useDays ? n : monthStart(n)));
    const last = start(of(first) + 1) - 1;
    if (last < s.from || first > s.until) continue;
    const column = counts.get(first) ?? [0, Math.max(first, s.from), Math.min(last, s.until)];
    column[0] += count;
    counts.set(first, column);
  }
  return [...counts.values()];
}

/** Columns above a line for what has its month or day, hatching below it for what may lie anywhere in a span. */
export function density(s, height, depth, all, found) {
  const step = unit(s, found);
  const front = columns(s, found, step);
  const back = found === all || step === "day" ? front : columns(s, all, step);
  // By the square root, as the key says: four times as many are twice as high. One is still seen beside thousands, and one
  // alone does not fill the height.
  const rise = (count, most, high) => tenth(Math.max(Math.min(2, high / 4), Math.sqrt(count / Math.max(5, most)) * high));
  const most = Math.max(...back.map(([count]) => count));
  const path = (counts) => counts.map(([count, first, last]) => {
    const [left, width] = s.box(first, last);
    const gap = Math.min(1, width / 5);
    return `M${left + gap / 2} ${height}v${-rise(count, most, height - 2)}h${Math.max(0.8, width - gap)}V${height}z`;
  }).join("");
  let hatched = "";
  const below = depth ? spread(s, found.vague) : [];
  const deepest = Math.max(...below);
  for (let x = 0, end; x < below.length; x = end) {
    for (end = x + 1; below[end] === below[x]; ) end++;
    const wide = (end - x) * 2;
    if (below[x]) hatched += `M${s.at(RTL ? end * 2 : x * 2)} ${height + 1}h${wide}v${rise(below[x], deepest, depth)}h${-wide}z`;
  }
  // How many the highest column stands for, where there is room beside it.
  const [peak, first, last] = back.find(([count]) => count === most) ?? [0];
  const [at, wide] = peak ? s.box(first, last) : [0, 0];
  const before = at + wide > s.width - 40;
  const label = depth > 0 && peak > 1 && svg("text", { x: before ? at - 4 : at + wide + 4, y: Math.max(11, height - rise(peak, most, height - 2) + 9), class: "peak", "text-anchor": before !== RTL ? "end" : "start" }, peak.toLocaleString(document.documentElement.lang));
  return [
    back !== front && svg("path", { d: path(back), class: "columns-all" }),
    svg("path", { d: path(front), class: "columns" }),
    label,
    svg("path", { d: hatched, fill: "url(#Hatch)" }),
    svg("path", { d: `M0 ${height + 0.5}h${s.width}`, class: "ground" }),
    folds(s, height),
  ].filter(Boolean);
}

/** Marks on a line at `y`, where time is folded. */
export const folds = (s, y) => svg("path", { d: s.gaps.map(([first]) => `M${s.at(s.x(first) + FOLD / 2) - 4} ${y + 5}l4 -9m0 9l4 -9`).join(""), class: "fold" });

/** For every two pixels, how many spans lie there. */
function spread(s, spans) {
  const steps = new Array(Math.ceil(s.width / 2) + 1).fill(0);
  for (const [first, last, count] of spans) {
    if (first > s.until || last < s.from) continue;
    const start = Math.floor(s.x(first) / 2);
    steps[start] += count;
    steps[Math.max(start + 1, Math.ceil(s.x(last + 1) / 2))] -= count;
  }
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** The marks of an axis: where they lie, and what those say that have room to. */
export function marked(s, say) {
  let free = 0;
  return ticks(s, say).flatMap(({ day, strong, text }) => {
    const from = s.x(day);
    if (s.gaps.some(([first, last]) => first <= day && day <= last)) return [];
    // A letter is about this wide.
    const wide = text.length * 6.3 + 8;
    const fits = from >= free && s.width - from >= wide;
    if (fits) free = from + Math.max(44, wide);
    return [{ left: s.at(from), at: s.at(from + 3), strong, text: fits && text }];
  });
}

/** An axis: marks down from `top`, as long as told, and what they say beside them. */
export function axis(s, top, say, long = 5) {
  const group = svg("g", { class: "axis", "aria-hidden": true });
  for (const { left, at, strong, text } of marked(s, say)) {
    // A mark that says nothing may lie under what the one before says: it stays short.
    const down = text ? long : 5;
    group.append(svg("path", { d: `M${left} ${top + long - down}v${down}` }));
    if (text) group.append(svg("text", { x: at, y: top + 15, class: strong && "strong" }, text));
  }
  return group;
}
