// The timeline's filter: a row stays when what it tells may have happened in the span that is asked for.
const form = document.querySelector("form.span");
const { from, until } = form.elements;
const status = document.getElementById("Shown");
const rows = [...document.querySelectorAll("ol.events > li")];
const groups = [...document.querySelectorAll("section.month, section.year")].reverse();

/** Days in their order as numbers: 2025-12-19 is 20251219; a year or a month fills up with `month` and `day`. Undefined
    for what is no day of the calendar. */
function number(text, month, day) {
  const parts = /^([-\u2212]?\d{1,16})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [year, m, d] = [parts[1].replace("\u2212", "-"), parts[2] ?? month, parts[3] ?? day].map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1];
  if (!longest || d < 1 || (parts[3] && d > longest)) return undefined;
  return year * 10000 + m * 100 + d;
}

/** The days between which a row may lie; one without a bound has no such end. */
function bounds({ dataset: { earliest, latest } }) {
  return [earliest ? number(earliest, 1, 1) : -Infinity, latest ? number(latest, 12, 31) : Infinity];
}
const spans = rows.map(bounds);

function show() {
  const first = from.value ? number(from.value, 1, 1) : -Infinity;
  const last = until.value ? number(until.value, 12, 31) : Infinity;
  for (const [field, value] of [[from, first], [until, last]]) {
    field.setAttribute("aria-invalid", value === undefined);
  }
  if (first === undefined || last === undefined) {
    status.textContent = form.dataset.unread;
    return;
  }
  if (first > last) {
    until.setAttribute("aria-invalid", true);
    status.textContent = form.dataset.reversed;
    return;
  }
  let shown = 0;
  rows.forEach((row, i) => {
    row.hidden = !(spans[i][0] <= last && spans[i][1] >= first);
    if (!row.hidden) shown++;
  });
  for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
  const asked = from.value || until.value;
  status.textContent = asked ? form.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length) : "";
}

function remember() {
  const url = new URL(location);
  for (const field of [from, until]) {
    if (field.value) url.searchParams.set(field.name, field.value);
    else url.searchParams.delete(field.name);
  }
  history.replaceState(null, "", url);
}

/** Back to what the address says. */
function recall() {
  const asked = new URLSearchParams(location.search);
  for (const field of [from, until]) field.value = asked.get(field.name) ?? "";
  show();
}

form.addEventListener("input", () => {
  show();
  remember();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
  remember();
});
form.addEventListener("reset", () => setTimeout(() => {
  for (const field of [from, until]) field.value = "";
  show();
  remember();
}));
addEventListener("popstate", recall);
form.hidden = false;
recall();
