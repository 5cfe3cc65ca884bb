// What there is on the timeline: an index with counts, and the entries in files that are read when they are asked for.
import { monthStart, read, yearStart } from "./scale.js";

export const FACETS = ["actor", "place", "type", "tag"];
const COLUMN = { actor: "actors", place: "places", type: "types", tag: "tags" };

/** Lets the page breathe between two pieces of work. */
export const pause = () => (globalThis.scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done)));

export async function open(address) {
  const index = await (await fetch(address)).json();
  const part = (counted, name, more) => ({ ...more, name, files: counted.files, count: counted.count, counts: Object.fromEntries(FACETS.map((facet) => [facet, counted[COLUMN[facet]]])), loaded: null });
  const years = index.years.map((year) => part(year, year.slug, { year: year.year, label: year.label, first: yearStart(year.year), last: yearStart(year.year + 1) - 1, months: year.months }));
  const spanning = part(index.spanning, "spanning", { spans: index.spanning.spans });
  const undated = part(index.undated, "undated", {});
  const parts = [...years, spanning, undated];
  const dictionary = (facet) => {
    const { id, name } = facet === "type" ? { id: index.types, name: index.types } : index[COLUMN[facet]];
    const seen = new Map();
    for (const each of name) seen.set(each, (seen.get(each) ?? 0) + 1);
    const folder = { actor: "actors/", place: "locations/", tag: "tags/" }[facet];
    // What two share is told apart by the id.
    return name.map((text, i) => ({ id: id[i] || text, name: text, apart: seen.get(text) > 1 ? id[i] : "", url: folder && id[i] ? `${index.base}${folder}${id[i]}/` : null }));
  };
  const names = Object.fromEntries(FACETS.map((facet) => [facet, dictionary(facet)]));
  return { address, base: index.base, newest: index.order === "newest", years, spanning, undated, parts, names, within: index.places.within, total: parts.reduce((sum, each) => sum + each.count, 0), bounds: bounds(years, spanning), inhabited: inhabited(years, spanning) };
}

/** The first and the last day that anything dated lies on, as far as the index knows. */
function bounds(years, spanning) {
  let [first, last] = [Infinity, -Infinity];
  const add = (from, until) => ([first, last] = [Math.min(first, from), Math.max(last, until)]);
  for (const { year, months, first: start, last: end } of years) {
    if (months[0]) add(start, end);
    for (let month = 1; month <= 12; month++) if (months[month]) add(monthStart(year * 12 + month - 1), monthStart(year * 12 + month) - 1);
  }
  for (const [from, until] of spanning.spans) {
    if (from !== null) add(yearStart(from), yearStart(from + 1) - 1);
    if (until !== null) add(yearStart(until), yearStart(until + 1) - 1);
  }
  return [first, last];
}

/** The years in which something begins or ends. */
const inhabited = (years, { spans }) => [...new Set([...years.map(({ year }) => year), ...spans.flatMap(([from, until]) => [from, until])])].filter((year) => year !== null).sort((a, b) => a - b);

/** The longest stretches of a span in which nothing begins or ends: two at most, each a third of what else there is. */
export function gaps({ inhabited }, from, until) {
  let free = until - from + 1;
  const empty = inhabited.slice(1).map((year, i) => [Math.max(from, yearStart(inhabited[i] + 1)), Math.min(until, yearStart(year) - 1)]);
  empty.sort(([a, b], [c, d]) => d - c - (b - a));
  const long = empty.slice(0, 2).filter(([first, last]) => {
    const folds = last - first > Math.max(3650, free / 3);
    if (folds) free -= last - first + 1;
    return folds;
  });
  return long.sort(([a], [b]) => a - b);
}

/** The entries of a part, read once. */
export function load(timeline, part) {
  part.loading ??= Promise.all(Array.from({ length: part.files }, async (_, i) => {
    const file = new URL(`${part.name}${i ? `-${i + 1}` : ""}.json`, timeline.address);
    const columns = await (await fetch(file)).json();
    return decoded(timeline, columns);
  })).then((files) => (part.loaded = files.flat()), (error) => {
    part.loading = null;
    throw error;
  });
  return part.loading;
}

function decoded(timeline, file) {
  const { dates, briefings } = file;
  const early = dates.earliest.map((text) => (text ? read(text) : -Infinity));
  const late = dates.latest.map((text) => (text ? read(text) : Infinity));
  const number = (named) => (typeof named === "number" ? named : named[0]);
  return file.n.map((n, i) => {
    const date = file.date[i];
    const briefing = file.briefing[i];
    const actors = file.actors[i];
    const places = file.places[i];
    const around = new Set();
    for (let place of places.map(number)) for (; place !== null && !around.has(place); place = timeline.within[place]) around.add(place);
    const url = `${timeline.base}briefings/${briefings.id[briefing]}/`;
    return {
      n, actors, places,
      title: file.title[i] ?? briefings.title[briefing],
      own: file.title[i] === null,
      url: file.anchor[i] ? `${url}#${file.anchor[i]}` : url,
      briefing: briefings.title[briefing], from: url, lang: briefings.lang[briefing],
      text: dates.text[date], note: dates.note[date], datetime: dates.datetime[date], edtf: dates.edtf[date], certainty: dates.certainty[date],
      year: dates.year[date], month: dates.month[date],
      earliest: dates.earliest[date], latest: dates.latest[date],
      // Without a year, it has no place in time; without one bound, it has no end there.
      first: dates.year[date] === null ? null : early[date], last: late[date],
      has: { actor: [...new Set(actors.map(number))], place: [...around], type: file.type[i] === null ? [] : [file.type[i]], tag: briefings.tags[briefing] },
    };
  });
}

/** A name as an entry has it: its number, and how it is written there. */
export function named(timeline, facet, name) {
  const [number, written] = typeof name === "number" ? [name] : name;
  const known = timeline.names[facet][number];
  return { number, name: written ?? known.name, url: known.url };
}
