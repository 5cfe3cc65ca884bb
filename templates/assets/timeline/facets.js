// Filters: for each name how many entries would remain with it; several of one kind are "or", kinds are "and".
import { FACETS } from "./data.js";
import { html } from "./list.js";
import { fold } from "./sift.js";

const SHOWN = 12;

/** `change()` is called when a choice was made in `view()`. */
export function facets(root, timeline, words, view, change) {
  const chosen = root.querySelector(".chosen");
  const kinds = FACETS.map((facet) => {
    const box = root.querySelector(`[data-facet=${facet}]`);
    const names = timeline.names[facet];
    box.hidden = !names.length;
    const find = box.querySelector(".find");
    const list = box.querySelector("ul");
    const rest = box.querySelector(".rest");
    const items = new Map();
    let counts = new Map();
    find.hidden = names.length <= SHOWN;

    /** The line of a name, made when it is first shown. */
    function item(number) {
      if (!items.has(number)) {
        const { name, apart } = names[number];
        const input = html("input", { type: "checkbox" });
        const count = html("span", { class: "count" });
        input.addEventListener("change", () => {
          view()[facet][input.checked ? "add" : "delete"](number);
          change();
        });
        items.set(number, { input, count, line: html("li", {}, html("label", {}, input, html("bdi", {}, name), apart ? html("span", { class: "apart" }, ` ${apart}`) : null, " ", count)) });
      }
      return items.get(number);
    }
    function draw() {
      const wanted = fold(find.querySelector("input").value.trim());
      const asked = view()[facet];
      const possible = [...counts.keys(), ...[...asked].filter((number) => !counts.has(number))].filter((number) => !wanted || fold(names[number].name).includes(wanted));
      // Numbers go by how often a name stands on the whole timeline; what is chosen comes first.
      possible.sort((a, b) => asked.has(b) - asked.has(a) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
      const shown = possible.slice(0, Math.max(SHOWN, asked.size));
      const focus = document.activeElement;
      list.replaceChildren(...shown.map((number) => {
        const { input, count, line } = item(number);
        input.checked = asked.has(number);
        count.textContent = (counts.get(number) ?? 0).toLocaleString(words.lang);
        return line;
      }));
      if (list.contains(focus)) focus.focus();
      rest.hidden = possible.length <= shown.length;
      rest.textContent = words.rest.replace("{count}", (possible.length - shown.length).toLocaleString(words.lang));
      box.querySelector("summary .count").textContent = asked.size ? asked.size.toLocaleString(words.lang) : "";
    }
    find.addEventListener("input", draw);
    box.addEventListener("toggle", draw);
    return { facet, show(now) {
      counts = now;
      if (box.open) draw();
      else box.querySelector("summary .count").textContent = view()[facet].size ? view()[facet].size.toLocaleString(words.lang) : "";
    } };
  });

  return (found) => {
    for (const kind of kinds) kind.show(found.counts[kind.facet]);
    const tags = FACETS.flatMap((facet) => [...view()[facet]].map((number) => {
      const { name } = timeline.names[facet][number];
      const button = html("button", { type: "button", "aria-label": words.without.replace("{name}", name) }, html("bdi", {}, name), html("span", { "aria-hidden": "true" }, " ×"));
      button.addEventListener("click", () => {
        view()[facet].delete(number);
        change();
        root.querySelector(`[data-facet=${facet}] summary`).focus();
      });
      return html("li", {}, button);
    }));
    chosen.replaceChildren(...tags);
    chosen.hidden = !tags.length;
  };
}
