// The search page. Names are compared as the build folded them, so that Khrenin, Hrenin and Хрэнін meet; texts are
// found by Pagefind. Names come first; all stands in the address.
const form = document.querySelector("form.search");
const input = form.elements.q;
const box = document.querySelector(".finding");
const [list, found, chosen, more] = ["#Results", "#Found", ".chosen", ".more-results"].map((name) => box.querySelector(name));
const sort = box.querySelector("#Sort");
const facetBoxes = [...box.querySelectorAll("[data-facet]")];
const FACETS = facetBoxes.map((details) => details.dataset.facet);
const PAGE = 20;
const IN_FACET = 12;
const said = JSON.parse(form.dataset.words);
const { lang } = document.documentElement;
const [rules, figures] = [new Intl.PluralRules(lang), new Intl.NumberFormat(lang, { numberingSystem: "latn" })];
// Who and where stand before texts that speak of them; what may mean somebody weighs less.
const RANKING = { metaWeights: { title: 8, also: 6 } };

/** What the interface says under a key, with its holes filled; a count chooses among its forms. */
function say(key, values = {}) {
  const form = said[key]?.[rules.select(values.count)] ?? said[key]?.other ?? said[key];
  return form.replace(/\{(\w+)\}/g, (hole, name) => (typeof values[name] === "number" ? figures.format(values[name]) : values[name] ?? hole));
}

const KINDS = { briefing: "kind_briefing", event: "search_event", claim: "search_claim", page: "search_page", actor: "search_actor", place: "search_place", publisher: "publisher" };

function make(parent, tag, text = "", className = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

// What is asked: the words, the order, and of each facet the chosen ids. It is the address, and nothing else.

function read() {
  const asked = new URLSearchParams(location.search);
  const order = asked.get("sort") ?? "";
  return {
    text: asked.get("q") ?? "",
    sort: [...sort.options].some((option) => option.value === order) ? order : "",
    chosen: Object.fromEntries(FACETS.map((facet) => [facet, new Set(asked.getAll(facet))])),
  };
}

let asked = read();

const { title } = document;
if (asked.text) document.title = `${asked.text} · ${title}`;

let isDraft = false;

function write(isNew) {
  const address = new URL(location);
  for (const key of ["q", "sort", ...FACETS]) address.searchParams.delete(key);
  if (asked.text) address.searchParams.set("q", asked.text);
  if (asked.sort) address.searchParams.set("sort", asked.sort);
  for (const facet of FACETS) for (const id of asked.chosen[facet]) address.searchParams.append(facet, id);
  const isOther = address.href !== location.href;
  // Each question has an entry of its own, to which "Back" leads; while it is typed, it stays in one.
  if (isOther) history[isDraft ? "replaceState" : "pushState"](null, "", address);
  isDraft = !isNew && (isDraft || isOther);
  document.title = [asked.text.trim(), title].filter(Boolean).join(" · ");
}

// Names.

let names;

/** A text as the build folds names, once as it is written and once as it sounds. */
function folded(text) {
  const { letters, rules } = names.folding;
  const plain = text.normalize("NFC").toLowerCase().replace(/[\u2018\u2019\u02bc\uff07]/g, "'").trim().replace(/\s+/g, " ");
  let sound = "";
  for (const c of plain.replace(/['.,\u0300-\u036f-]/g, "")) sound += letters[c] ?? c;
  for (const [from, to] of rules) sound = sound.replaceAll(from, to);
  return [plain, sound.replace(/([a-z])\1+/g, "$1")].filter(Boolean);
}

/** How well a name answers: 0 not at all, 3 as a whole, 2 from its beginning, 1 by the words in it. */
function score(keys, query) {
  let best = 0;
  const words = query.split(" ");
  for (const key of keys) {
    if (key === query) return 3;
    if (key.startsWith(query)) best = 2;
    else if (best < 1) {
      const own = key.split(" ");
      // Scripts without spaces have their words within.
      const has = (word) => own.some((o) => o.startsWith(word)) || (UNSPACED_WORD.test(word) && key.includes(word));
      if (words.every(has)) best = 1;
    }
  }
  return best;
}

/** The names that answer a text, the best first. */
function named(text) {
  if (!names || !text) return [];
  const queries = folded(text);
  const scored = names.names.map((name) => [Math.max(...queries.map((query) => score(name.keys, query))), name]);
  return scored.filter(([points]) => points).sort(([one], [other]) => other - one).map(([, name]) => name);
}

// Texts.

const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3041-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}";
const SIGN = `(?!\\p{M})[${UNSPACED}]`;
// The build parts these signs as they are parted here; what is quoted is put together again, marked or not.
const UNSPACED_WORD = new RegExp(`^[${UNSPACED}]`, "u");
const GAP = new RegExp(`(?<=[${UNSPACED}]\\p{M}*)(?=(?!\\p{M})[\\p{L}\\p{N}])|(?<=[\\p{L}\\p{N}]\\p{M}*)(?=${SIGN})`, "gu");
const CLOSE = new RegExp(`(?<=[${UNSPACED}]\\p{M}*(?:</mark>)?) (?=(?:<mark>)?${SIGN})`, "gu");

let index;
let values;
let isBroken = false;

// Pagefind goes on without what it can't read: then nothing found is no answer.
const { fetch: fetched } = window;
window.fetch = async (address, ...more) => {
  const isOurs = String(address).includes(form.dataset.index);
  try {
    const answer = await fetched(address, ...more);
    if (isOurs && !answer.ok) isBroken = true;
    return answer;
  } catch (error) {
    if (isOurs) isBroken = true;
    throw error;
  }
};

/** Asks the index; of texts in scripts without spaces first for the signs side by side, then for all of them. */
async function ask(text, filters, order) {
  if (!index) return { results: [], filters: {} };
  const options = { filters, sort: order ? { [order]: "asc" } : {} };
  if (!text) return Object.values(filters).length ? index.search(null, options) : { results: [], filters: {} };
  const apart = text.replace(GAP, " ");
  if (apart !== text && !text.includes('"')) {
    const side = await index.search(`"${apart}"`, options);
    if (side.results.length) return side;
  }
  const found = await index.search(apart, options);
  return (await answers(apart, found.results)) ? found : { results: [], filters: {} };
}

/** Whether results answer a text: where no word begins with what is typed, Pagefind takes one with which it begins, however short. */
async function answers(text, [first]) {
  if (!first || first.matchedMetaFields?.length || !first.words.length) return true;
  const bare = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase(lang).replace(/[^\p{L}\p{N}]/gu, "");
  const content = (await first.data()).content.split(/\s+/);
  const hits = [...new Set(first.words)].flatMap((at) => (content[at] ?? "").split(/[^\p{L}\p{N}\p{M}]+/u).concat(content[at] ?? "").map(bare));
  const near = (one, other) => {
    let common = 0;
    while (common < one.length && one[common] === other[common]) common += 1;
    return common >= Math.max(one.length / 2, Math.min(one.length, 3));
  };
  // Elsewhere what words begin with is no part of their stem.
  const asked = text.split(/\s+/).map(bare).filter((word) => /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
  return asked.every((word) => hits.some((hit) => near(word, hit)));
}

/** The values of a facet by their ids: what the index calls them is an id, a space and a name. */
async function loadValues() {
  const all = index ? await index.filters() : {};
  values = Object.fromEntries(FACETS.map((facet) => [facet, new Map(Object.keys(all[facet] ?? {}).map((value) => [value.split(" ", 1)[0], value]))]));
}

const nameOf = (facet, id) => values?.[facet].get(id)?.slice(id.length + 1) ?? id;

/** The filters that the index understands: of one facet any, of all facets each. Ids that it has not match nothing. */
function filters(without) {
  const those = FACETS.filter((facet) => facet !== without && asked.chosen[facet].size);
  return Object.fromEntries(those.map((facet) => [facet, { any: [...asked.chosen[facet]].map((id) => values[facet].get(id) ?? id) }]));
}

// Rows.

/** What a result is, and of when: parts with signs between them that no part's direction carries away. */
function eyebrow(item, parts) {
  const line = make(item, "p", "", "eyebrow");
  parts.filter(Boolean).forEach((part, i) => {
    if (i) line.append("\u00a0· ");
    make(line, "bdi", part);
  });
}

function nameRow({ name, what, url, briefings, apart, others = [], weak = [] }) {
  const item = document.createElement("li");
  // Two of one name are never one.
  eyebrow(item, [what, apart]);
  make(make(item, "a"), "bdi", name).parentElement.href = url;
  const meta = make(item, "p", "", "meta");
  for (const [key, names] of [["search_also", others], ["search_weak", weak]]) {
    if (!names.length) continue;
    const [before, after] = say(key).split("{names}");
    const line = make(meta, "span", before);
    names.forEach((other, i) => { if (i) line.append(say("comma")); make(line, "bdi", other); });
    line.append(after);
  }
  make(meta, "span", say("briefings", { count: briefings }));
  return item;
}

const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");

function textRow({ url, meta: shown, content, excerpt }) {
  const item = document.createElement("li");
  eyebrow(item, [shown.label ?? say(KINDS[shown.kind]), shown.date, shown.status, shown.by, shown.apart]);
  const title = make(make(item, "a"), "bdi", shown.title);
  title.parentElement.href = url;
  if (shown.lang && shown.lang !== lang) title.parentElement.lang = shown.lang;
  // What an event or a claim says is its title; a text is quoted where it speaks of what is asked.
  if (["event", "claim"].includes(shown.kind)) {
    const [before, after] = say("search_within").split("{title}");
    const line = make(item, "p", before, "meta");
    make(line, "bdi", shown.in);
    line.append(after);
  } else if (excerpt && content !== shown.title) {
    const line = make(item, "p", "", "excerpt");
    // Pagefind marks words in a text whose angle brackets it has escaped: here it becomes text again, never HTML.
    excerpt.replace(CLOSE, "").split(/(<mark>.*?<\/mark>)/).forEach((part) => {
      const marked = part.match(/^<mark>(.*)<\/mark>$/);
      if (marked) make(line, "mark", plain(marked[1]));
      else line.append(plain(part));
    });
  }
  return item;
}

// Facets.

const lines = new Map(facetBoxes.map((details) => [details.dataset.facet, {
  details,
  list: details.querySelector("ul"),
  rest: details.querySelector(".rest"),
  find: details.querySelector(".find"),
  number: details.querySelector("summary .count"),
}]));

function choose(facet, id, on) {
  asked.chosen[facet][on ? "add" : "delete"](id);
  show(true);
}

function drawFacet(facet, counts) {
  const { details, list, rest, find, number } = lines.get(facet);
  const chosen = asked.chosen[facet];
  number.textContent = chosen.size ? figures.format(chosen.size) : "";
  const of = (id) => counts.get(id) ?? 0;
  const wanted = find.querySelector("input").value.trim().toLocaleLowerCase(lang);
  const ids = [...new Set([...chosen, ...counts.keys()])].filter((id) => of(id) || chosen.has(id));
  details.hidden = !ids.length && !details.open;
  find.hidden = ids.length <= IN_FACET && !wanted;
  const possible = ids.filter((id) => nameOf(facet, id).toLocaleLowerCase(lang).includes(wanted));
  const byName = new Intl.Collator(lang, { numeric: true }).compare;
  const order = facet === "year" ? (a, b) => byName(b, a) : (a, b) => of(b) - of(a) || byName(nameOf(facet, a), nameOf(facet, b));
  possible.sort((a, b) => chosen.has(b) - chosen.has(a) || order(a, b));
  const shown = possible.splice(0, Math.max(IN_FACET, chosen.size));
  const twins = new Set(shown.map((id) => nameOf(facet, id)).filter((name, i, all) => all.indexOf(name) !== i));
  const focused = list.contains(document.activeElement) && document.activeElement.value;
  list.replaceChildren(...shown.map((id) => {
    const line = document.createElement("li");
    const label = make(line, "label");
    const input = make(label, "input");
    input.type = "checkbox";
    input.value = id;
    input.checked = chosen.has(id);
    input.addEventListener("change", () => choose(facet, id, input.checked));
    make(label, "bdi", nameOf(facet, id));
    // Two of one name are never one.
    if (twins.has(nameOf(facet, id))) make(label, "span", id, "apart");
    make(label, "span", figures.format(of(id)), "count");
    return line;
  }));
  if (focused) list.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  rest.hidden = !possible.length;
  rest.textContent = say("more_by_name", { count: possible.length });
}

function drawChosen() {
  chosen.replaceChildren(...FACETS.flatMap((facet) => [...asked.chosen[facet]].map((id) => {
    const item = document.createElement("li");
    const button = make(item, "button");
    button.type = "button";
    button.setAttribute("aria-label", say("without", { name: nameOf(facet, id) }));
    make(button, "bdi", nameOf(facet, id));
    button.append(" ×");
    button.addEventListener("click", () => {
      choose(facet, id, false);
      lines.get(facet).details.querySelector("summary").focus();
    });
    return item;
  })));
  chosen.hidden = !chosen.children.length;
}

/** Of each value of each facet how many results would be there with it. */
async function drawFacets(text, those, all, ours) {
  const others = (facet) => FACETS.some((other) => other !== facet && asked.chosen[other].size);
  for (const facet of FACETS) {
    // Several of one facet are "or": what is chosen of it does not narrow its own.
    const base = asked.chosen[facet].size ? await ask(text, filters(facet), "") : all;
    if (those !== turn) return;
    const counts = new Map(Object.entries(base.filters[facet] ?? {}).map(([value, count]) => [value.split(" ", 1)[0], count]));
    if (facet === "kind" && !others("kind")) {
      const there = new Set(base.results.map(({ id }) => id));
      for (const { id, kind, what } of ours) {
        if (there.has(id)) continue;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        if (!values.kind.has(kind)) values.kind.set(kind, `${kind} ${what}`);
      }
    }
    drawFacet(facet, counts);
  }
}

// All of it.

let turn = 0;
let rows = [];
let shown = 0;

async function grow() {
  const those = turn;
  const next = await Promise.all(rows.slice(shown, shown + PAGE).map(async (row) => row.name ? nameRow(row) : textRow(await row.data())));
  if (those !== turn) return;
  const first = next[0];
  list.append(...next);
  shown += next.length;
  more.hidden = shown >= rows.length;
  return first;
}

async function show(isNew = false, least = 0) {
  const those = ++turn;
  write(isNew);
  const text = asked.text.trim();
  const isAsked = text || FACETS.some((facet) => asked.chosen[facet].size);
  box.hidden = !isAsked;
  if (!isAsked) {
    list.replaceChildren();
    found.textContent = "";
    return;
  }
  try {
    if (!values) await loadValues();
    const ours = named(text);
    const kinds = asked.chosen.kind;
    const narrowed = FACETS.some((facet) => facet !== "kind" && asked.chosen[facet].size);
    const first = narrowed ? [] : ours.filter(({ kind }) => !kinds.size || kinds.has(kind));
    const all = await ask(text, filters(), asked.sort);
    if (those !== turn) return;
    const known = new Set(first.map(({ id }) => id));
    rows = [...first, ...all.results.filter(({ id }) => !known.has(id))];
    shown = 0;
    // The old results stay until the new ones are there: nothing jumps.
    const old = [...list.children];
    do await grow();
    while (those === turn && shown < Math.min(least, rows.length));
    if (those !== turn) return;
    for (const row of old) row.remove();
    const count = rows.length ? say("search_results", { count: rows.length }) : say("search_none");
    found.textContent = isBroken || !index || !names ? [rows.length && count, say("search_failed")].filter(Boolean).join(". ") : count;
    drawChosen();
    await drawFacets(text, those, all, ours);
  } catch (error) {
    if (those !== turn) return;
    console.error(error);
    found.textContent = say("search_failed");
  }
}

let typing;
input.addEventListener("input", () => {
  asked.text = input.value;
  clearTimeout(typing);
  typing = setTimeout(show, 90);
});
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(typing);
  asked.text = input.value;
  await show(true);
  list.querySelector("a")?.focus();
});
sort.addEventListener("change", () => {
  asked.sort = sort.value;
  show(true);
});
more.querySelector("button").addEventListener("click", async () => (await grow())?.querySelector("a").focus());
for (const [facet, { details, find }] of lines) {
  find.addEventListener("input", () => show());
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}
addEventListener("pointerdown", ({ target }) => {
  const open = box.querySelector(".facets > details[open]");
  if (open && !open.contains(target) && getComputedStyle(open.querySelector(".panel")).position === "absolute") open.open = false;
});
addEventListener("popstate", () => {
  isDraft = false;
  begin();
});
// Who comes back finds as many results as there were, and the place.
addEventListener("pagehide", () => history.replaceState({ shown, top: scrollY }, ""));

async function begin() {
  const before = history.state;
  asked = read();
  input.value = asked.text;
  sort.value = asked.sort;
  await show(false, before?.shown);
  if (before?.top) scrollTo(0, before.top);
}

form.hidden = false;
// Where there is room, filters are in view; on a phone they would be all of it.
box.querySelector(".filters").open = matchMedia("(min-width: 48rem)").matches;
input.value = asked.text;
// The glass at the head of a page leads here without a question.
if (new URLSearchParams(location.search).get("q") === "") input.focus();
sort.value = asked.sort;
const loaded = await Promise.allSettled([
  fetch(form.dataset.names).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    names = await answer.json();
  }),
  import(new URL("pagefind.js", new URL(form.dataset.index, location.href))).then(async (pagefind) => {
    const instance = pagefind.createInstance({ baseUrl: form.dataset.base, noWorker: true, ranking: RANKING, excerptLength: 34 });
    await instance.init();
    index = instance;
  }),
]);
for (const { reason } of loaded) if (reason) console.error(reason);
if (loaded.every(({ status }) => status === "rejected")) {
  box.hidden = false;
  found.textContent = say("search_failed");
} else if (input.value === asked.text) await begin();
else {
  // Somebody typed while it loaded.
  asked.text = input.value;
  await show();
}
