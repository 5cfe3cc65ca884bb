// A view is what a reader asks for: a span of time, names, words, and how it is drawn. The address holds it, so that it can be
// sent; the timeline answers it: which entries remain, in which months, and for each name how many there would be with it.
import { FACETS, load, named, pause } from "./data.js";
import { monthOf, read, write, yearStart } from "./scale.js";

const MODES = ["actor", "place"];

/** What the address says, in whatever letter case; `home` is the span of the page itself, `unknown` what nothing here is called. */
export function recall(timeline, home) {
  const asked = new URLSearchParams(location.search);
  const view = { mode: MODES.includes(asked.get("view")) ? asked.get("view") : "list", words: asked.get("q") ?? "", unknown: [] };
  const day = (name, isEnd) => {
    const text = asked.get(name);
    const asRead = text ? read(text, isEnd) : undefined;
    if (text && asRead === undefined) view.unknown.push(text);
    return asRead ?? home[isEnd ? 1 : 0];
  };
  view.from = day("from", false);
  view.until = day("until", true);
  if (view.from > view.until) [view.from, view.until] = home;
  for (const facet of FACETS) {
    const by = (like) => timeline.names[facet].flatMap(({ id }, number) => (like(id) ? [number] : []));
    view[facet] = new Set(asked.getAll(facet).flatMap((text) => {
      const exactly = by((id) => id === text);
      const found = exactly.length ? exactly : by((id) => fold(id) === fold(text));
      if (!found.length && text) view.unknown.push(text);
      return found;
    }));
  }
  return view;
}

export function remember(timeline, view, home) {
  const url = new URL(location);
  const params = url.searchParams;
  const set = (name, value) => (value ? params.set(name, value) : params.delete(name));
  set("from", view.from === home[0] ? "" : write(view.from));
  set("until", view.until === home[1] ? "" : write(view.until, true));
  set("view", view.mode === "list" ? "" : view.mode);
  set("q", view.words.trim());
  for (const facet of FACETS) {
    params.delete(facet);
    for (const number of view[facet]) params.append(facet, timeline.names[facet][number].id);
  }
  if (url.href === location.href) return;
  // What follows at once is one step; after a rest, the way back leads to what was seen then.
  const now = performance.now();
  history[now - asked > 1500 ? "pushState" : "replaceState"](history.state, "", url);
  asked = now;
}
let asked = -Infinity;

/** Whether names or words are asked for. */
export const filtered = (view) => view.words.trim() !== "" || FACETS.some((facet) => view[facet].size);
export const atHome = (view, home) => view.from === home[0] && view.until === home[1] && !filtered(view);

/** Letters without their marks, small. */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Null where a newer question came before this one was answered. */
export async function sift(timeline, view, isOld) {
  const active = FACETS.filter((facet) => view[facet].size);
  const words = fold(view.words).split(/\s+/).filter(Boolean);
  const found = { count: 0, counts: Object.fromEntries(FACETS.map((facet) => [facet, new Map()])), parts: [], exact: new Map(), days: new Map(), vague: [], whole: true };
  const [home, end] = timeline.bounds;
  const everywhere = view.from <= home && view.until >= end;
  const plan = timeline.parts.filter((part) => part.count).map((part) => {
    if (part.first !== undefined && (part.first > view.until || part.last < view.from)) return null;
    const within = part === timeline.undated || everywhere || (part.first >= view.from && part.last <= view.until);
    const absent = active.filter((facet) => !has(part, facet, view[facet]));
    if (!within) return { part, needs: true };
    if (!active.length && !words.length) return { part };
    if (absent.length > 1) return null;
    if (absent.length === 1 && active.length === 1 && !words.length) return { part, only: absent[0] };
    return { part, needs: true };
  }).filter(Boolean);
  // All at once are asked for, one after the other is worked on.
  for (const { part, needs } of plan) if (needs) load(timeline, part).catch(() => {});
  let since = performance.now();
  const rest = async () => {
    if (performance.now() - since < 12) return;
    await pause();
    since = performance.now();
  };
  for (const { part, needs, only } of plan) {
    if (only) tally(found.counts[only], part.counts[only]);
    else if (!needs && !part.loaded) {
      for (const facet of FACETS) tally(found.counts[facet], part.counts[facet]);
      found.parts.push({ part, count: part.count, rows: null });
      found.count += part.count;
      found.whole = false;
      outline(found, part);
    } else {
      await load(timeline, part);
      const rows = [];
      for (const [i, row] of part.loaded.entries()) {
        if (i % 1000 === 999) await rest();
        if (row.first !== null && !(row.first <= view.until && row.last >= view.from)) continue;
        let failed = words.length && !says(timeline, row, words) ? "words" : null;
        let fails = failed ? 1 : 0;
        for (const facet of active) {
          if (row.has[facet].some((number) => view[facet].has(number))) continue;
          failed = facet;
          fails++;
        }
        if (fails > 1 || failed === "words") continue;
        for (const facet of failed ? [failed] : FACETS) for (const number of row.has[facet]) add(found.counts[facet], number, 1);
        if (!failed) {
          rows.push(row);
          place(found, row);
        }
      }
      found.parts.push({ part, count: rows.length, rows });
      found.count += rows.length;
    }
    await rest();
    if (isOld()) return null;
  }
  return found;
}

const add = (map, key, count) => map.set(key, (map.get(key) ?? 0) + count);

/** Adds what an index counts: number, count, number, count … */
function tally(map, flat) {
  for (let i = 0; i < flat.length; i += 2) add(map, flat[i], flat[i + 1]);
}

function has(part, facet, wanted) {
  part.sets ??= {};
  part.sets[facet] ??= new Set(part.counts[facet].filter((_, i) => i % 2 === 0));
  return [...wanted].some((number) => part.sets[facet].has(number));
}

function says(timeline, row, words) {
  row.folded ??= fold([row.title, row.briefing, row.text, ...row.actors.map((name) => named(timeline, "actor", name).name), ...row.places.map((name) => named(timeline, "place", name).name)].join(" "));
  return words.every((word) => row.folded.includes(word));
}

/** Where an entry lies: on a day, in a month, or somewhere in a span. */
function place(found, row) {
  if (row.first === null) return;
  if (row.first === row.last && row.certainty === "exact") add(found.days, row.first, 1);
  const month = Number.isFinite(row.first) ? monthOf(row.first) : NaN;
  if (Number.isFinite(row.last) && month === monthOf(row.last)) add(found.exact, month, 1);
  else found.vague.push([row.first, row.last, 1]);
}

/** The same of a part of which only the index is known. */
export function outline(found, part) {
  if (part.months) {
    for (let month = 1; month <= 12; month++) if (part.months[month]) add(found.exact, part.year * 12 + month - 1, part.months[month]);
    if (part.months[0]) found.vague.push([part.first, part.last, part.months[0]]);
  }
  for (const [first, last, count] of part.spans ?? []) found.vague.push([first === null ? -Infinity : yearStart(first), last === null ? Infinity : yearStart(last + 1) - 1, count]);
}

/** The rows of an answer by year, in the order of lists; those of a part that is not read yet are read when `next` comes to them. */
export async function* inOrder(timeline, found) {
  const rowsOf = async ({ part, rows }) => rows ?? load(timeline, part);
  const of = (part) => found.parts.find((each) => each.part === part);
  const spanning = of(timeline.spanning);
  const byYear = new Map();
  for (const row of spanning ? await rowsOf(spanning) : []) {
    if (!byYear.has(row.year)) byYear.set(row.year, []);
    byYear.get(row.year).push(row);
  }
  const years = timeline.newest ? [...timeline.years].reverse() : timeline.years;
  for (const year of years) {
    const own = of(year);
    const rows = [...(own ? await rowsOf(own) : []), ...(byYear.get(year.year) ?? [])];
    rows.sort((a, b) => (timeline.newest ? b.n - a.n : a.n - b.n));
    if (rows.length) yield { year, rows };
  }
  const undated = of(timeline.undated);
  const rows = undated ? await rowsOf(undated) : [];
  if (rows.length) yield { year: null, rows };
}
