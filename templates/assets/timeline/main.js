// The timeline's graphic: the strip, the filters, the lanes and the list are parts of one view, which the address holds.
import { FACETS, load, open, pause } from "./data.js";
import { read, wording, write } from "./scale.js";
import { facets } from "./facets.js";
import { MOST, lanes } from "./lanes.js";
import { list } from "./list.js";
import { atHome, filtered, outline, recall, remember, sift } from "./sift.js";
import { strip } from "./strip.js";

const root = document.querySelector(".chronograph");
const listing = document.querySelector(".listing");
// With a view in the address the page's own list gives way at once: it is not shown before, so that nothing jumps.
const waits = (on) => root.parentElement.classList.toggle("waits", on);
waits(location.search !== "");
// The page is painted first.
await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
const timeline = await open(new URL(root.dataset.index, location)).catch((error) => {
  waits(false);
  throw error;
});
const { lang } = document.documentElement;
const words = { ...root.dataset, lang };
const say = wording(lang);
const [first, last] = timeline.bounds;
const year = timeline.years.find(({ name }) => name === root.dataset.year);
const home = year ? [year.first, year.last] : [first, last];

timeline.newest ||= "newest" in root.dataset;
root.hidden = false;
const status = root.querySelector("[role=status]");
const [fromField, untilField, found] = root.querySelectorAll("[name=from], [name=until], .words");
const place = document.createElement("div");
place.hidden = true;
const nothing = document.createElement("p");
nothing.className = "nothing";
nothing.textContent = words.none;
nothing.hidden = true;
listing.after(nothing, place);
let view = recall(timeline, home);
const all = { exact: new Map(), days: new Map(), vague: [], whole: false };
for (const part of timeline.parts) outline(all, part);

const drawing = strip(root, timeline, say, (from, until) => ask({ from, until }, 100));
const choices = facets(root, timeline, words, () => view, () => ask({}));
const inLanes = lanes(root.querySelector(".lanes"), timeline, words, say);
const inList = list(place, timeline, words, say);

let number = 0;
let waiting;
let answer = all;
/** Changes the view; what is drawn by hand follows at once, what takes work a moment later. */
function ask(change, wait = 0) {
  Object.assign(view, { unknown: [] }, change);
  remember(timeline, view, home);
  controls();
  drawing.show(view, all, answer);
  clearTimeout(waiting);
  waiting = setTimeout(show, wait);
}

/** The fields say what is in view; where that is all there is, nothing. */
function controls() {
  const same = !year && view.from === home[0] && view.until === home[1];
  fromField.value = same ? "" : write(view.from);
  untilField.value = same ? "" : write(view.until, true);
  for (const field of [fromField, untilField]) field.setAttribute("aria-invalid", false);
  if (found.value.trim() !== view.words.trim()) found.value = view.words;
  for (const input of root.querySelectorAll("[name=mode]")) input.checked = input.value === view.mode;
  const [begun, ended] = [view.from <= first, view.until >= last];
  const spent = { out: begun && ended, earlier: begun, later: ended, in: view.until - view.from < 2, reset: atHome(view, home) };
  for (const [what, none] of Object.entries(spent)) root.querySelector(`[data-do=${what}]`).disabled = none;
}

async function show() {
  const asked = ++number;
  const isOld = () => asked !== number;
  root.setAttribute("aria-busy", "true");
  try {
    let sifted = await sift(timeline, view, isOld);
    if (!sifted) return;
    // So few are read, that each may be drawn where it lies.
    const few = sifted.count <= MOST;
    if (few && !sifted.whole) {
      await Promise.all(sifted.parts.map(({ part }) => load(timeline, part)));
      sifted = isOld() ? null : await sift(timeline, view, isOld);
      if (!sifted) return;
    }
    answer = atHome(view, home) && !year && !sifted.whole ? all : sifted;
    drawing.show(view, all, answer);
    await pause();
    choices(sifted);
    await pause();
    if (isOld()) return;
    const plain = atHome(view, home);
    if (view.mode === "list") inLanes.clear();
    else if (few) inLanes.show({ ...view }, sifted.parts.flatMap(({ rows }) => rows));
    else inLanes.clear(words.many.replace("{most}", MOST.toLocaleString(lang)));
    listing.hidden = !plain;
    place.hidden = plain;
    nothing.hidden = plain || sifted.count > 0;
    if (plain) inList.clear();
    else await inList.show(sifted);
    const shown = !plain && words.shown.replace("{shown}", sifted.count.toLocaleString(lang)).replace("{all}", timeline.total.toLocaleString(lang));
    const unknown = view.unknown.length > 0 && words.unknown.replace("{names}", () => view.unknown.join(", "));
    tell([shown, unknown].filter(Boolean).join(" · "));
  } catch {
    tell(words.failed);
  } finally {
    if (!isOld()) {
      await pause();
      waits(false);
      root.removeAttribute("aria-busy");
    }
  }
}

let telling;
/** Says how many there are, when the reader has come to rest. */
function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => (status.textContent = text), 150);
}

for (const field of [fromField, untilField]) field.addEventListener("input", span);
/** What is typed holds as soon as it is a span. */
function span() {
  const [from, until] = [fromField.value ? read(fromField.value) : home[0], untilField.value ? read(untilField.value, true) : home[1]];
  fromField.setAttribute("aria-invalid", from === undefined);
  untilField.setAttribute("aria-invalid", until === undefined || from > until);
  if (from === undefined || until === undefined) return tell(words.unread);
  if (from > until) return tell(words.reversed);
  const typed = [fromField.value, untilField.value];
  ask({ from, until }, 200);
  [fromField.value, untilField.value] = typed;
}
found.addEventListener("input", () => ask({ words: found.value }, 200));
root.addEventListener("change", (event) => event.target.name === "mode" && ask({ mode: event.target.value }));
root.addEventListener("click", (event) => {
  const what = event.target.closest("[data-do]")?.dataset.do;
  if (what !== "reset") drawing[what]?.();
  else ask({ from: home[0], until: home[1], words: "", ...Object.fromEntries(FACETS.map((facet) => [facet, new Set()])) });
});
addEventListener("popstate", () => ask(recall(timeline, home)));

// On a small screen the filters wait until they are asked for.
const filters = root.querySelector("details.filters");
filters.open = matchMedia("(min-width: 48rem)").matches || filtered(view);
controls();
drawing.show(view, all, all);
show();
