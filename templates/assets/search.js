// The search page: names are compared as the build folded them, so that Khrenin, Hrenin and Хрэнін meet.
const form = document.querySelector("form.search");
const input = form.elements.q;
const list = document.getElementById("Results");
const found = document.getElementById("Found");
const MOST = 50;
const said = JSON.parse(form.dataset.words);
const { lang } = document.documentElement;
const [rules, figures] = [new Intl.PluralRules(lang), new Intl.NumberFormat(lang, { numberingSystem: "latn" })];
let data;

/** What the interface says under a key, with its holes filled; a count chooses among its forms. */
function say(key, values = {}) {
  const form = said[key]?.[rules.select(values.count)] ?? said[key]?.other ?? said[key];
  return form.replace(/\{(\w+)\}/g, (hole, name) => (typeof values[name] === "number" ? figures.format(values[name]) : values[name] ?? hole));
}

/** A text as the build folds names, once as it is written and once as it sounds. */
function folded(text) {
  const { letters, rules } = data.folding;
  const plain = text.normalize("NFC").toLowerCase().replace(/[\u2018\u2019\u02bc\uff07]/g, "'").trim().replace(/\s+/g, " ");
  let sound = "";
  for (const c of plain.replace(/['.,\u0300-\u036f-]/g, "")) sound += letters[c] ?? c;
  for (const [from, to] of rules) sound = sound.replaceAll(from, to);
  return [plain, sound.replace(/([a-z])\1+/g, "$1")];
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
      const has = (word) => own.some((o) => o.startsWith(word)) || (/[^\u0000-\u024f]/.test(word) && key.includes(word));
      if (words.every(has)) best = 1;
    }
  }
  return best;
}

function row({ name, what, url, briefings, others = [], weak = [] }) {
  const item = document.createElement("li");
  const add = (parent, tag, text, className) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.textContent = text;
    parent.append(element);
    return element;
  };
  add(add(item, "a", ""), "bdi", name).parentElement.href = url;
  const meta = add(item, "p", "", "meta");
  add(meta, "span", what);
  for (const [key, names] of [["search_also", others], ["search_weak", weak]]) {
    if (!names.length) continue;
    const [before, after] = say(key).split("{names}");
    const line = add(meta, "span", before);
    names.forEach((other, i) => { if (i) line.append(say("comma")); add(line, "bdi", other); });
    line.append(after);
  }
  add(meta, "span", say("briefings", { count: briefings }));
  return item;
}

function show() {
  const text = input.value.trim();
  const address = new URL(location);
  if (text !== (address.searchParams.get("q") ?? "")) {
    if (text) address.searchParams.set("q", text);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  }
  if (!text || !data) {
    list.replaceChildren();
    found.textContent = "";
    return;
  }
  const queries = folded(text).filter(Boolean);
  const hits = data.names
    .map((named) => [Math.max(...queries.map((query) => score(named.keys, query))), named])
    .filter(([points]) => points)
    .sort((one, other) => other[0] - one[0]);
  list.replaceChildren(...hits.slice(0, MOST).map(([, named]) => row(named)));
  const key = hits.length > MOST ? "search_most" : hits.length ? "names" : "search_none";
  found.textContent = say(key, { count: hits.length, shown: MOST });
}

form.hidden = false;
input.value = new URLSearchParams(location.search).get("q") ?? "";
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
  list.querySelector("a")?.focus();
});
input.addEventListener("input", show);
try {
  const answer = await fetch(form.dataset.names);
  if (!answer.ok) throw new Error(answer.statusText);
  data = await answer.json();
  show();
} catch {
  found.textContent = say("search_failed");
}
