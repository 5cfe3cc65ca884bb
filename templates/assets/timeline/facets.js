// Filters: for each name how many entries would remain with it; several of one kind are "or", kinds are "and".
import { FACETS } from "./data.js";
import { html } from "./scale.js";
import { fold } from "./sift.js";

const SHOWN = 12;

/** `change()` is called when a choice was made in `view()`; the answer is a function that shows an answer's counts. */
export function facets(root, timeline, words, view, change) {
  const write = (number) => number.toLocaleString(words.lang);
  const choose = (facet, number, on) => {
    view()[facet][on ? "add" : "delete"](number);
    change();
  };
  const kinds = FACETS.map((facet) => {
    const box = root.querySelector(`[data-facet=${facet}]`);
    const [list, rest, find, number] = ["ul", ".rest", ".find", "summary .count"].map((name) => box.querySelector(name));
    const names = timeline.names[facet];
    const lines = new Map();
    let counts = new Map();
    box.hidden = !names.length;
    find.hidden = names.length <= SHOWN;

    /** The line of a name, made when it is first shown. */
    const lineOf = (which) => {
      const { name, apart } = names[which];
      const input = html("input", { type: "checkbox" });
      const count = html("span", { class: "count" });
      input.addEventListener("change", () => choose(facet, which, input.checked));
      return { input, count, line: html("li", {}, html("label", {}, input, html("bdi", { class: facet === "type" && "kind" }, name), apart && html("span", { class: "apart" }, apart), " ", count)) };
    };
    function draw() {
      const asked = view()[facet];
      number.textContent = asked.size ? write(asked.size) : "";
      if (!box.open) return;
      const wanted = fold(find.querySelector("input").value.trim());
      const of = (which) => counts.get(which) ?? 0;
      const possible = [...new Set([...asked, ...counts.keys()])].filter((which) => fold(names[which].name).includes(wanted));
      // What is chosen comes first, then what would leave most.
      possible.sort((a, b) => asked.has(b) - asked.has(a) || of(b) - of(a) || a - b);
      const shown = possible.splice(0, Math.max(SHOWN, asked.size));
      const focus = document.activeElement;
      list.replaceChildren(...shown.map((which) => {
        if (!lines.has(which)) lines.set(which, lineOf(which));
        const { input, count, line } = lines.get(which);
        input.checked = asked.has(which);
        count.textContent = write(of(which));
        return line;
      }));
      if (list.contains(focus)) focus.focus();
      rest.hidden = !possible.length;
      rest.textContent = words.rest.replace("{count}", write(possible.length));
    }
    find.addEventListener("input", draw);
    box.addEventListener("toggle", draw);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      box.querySelector("summary").focus();
    });
    return (found) => {
      counts = found.counts[facet];
      draw();
    };
  });

  // Where the names lie over the page, a click beside them puts them away.
  addEventListener("pointerdown", ({ target }) => {
    const open = root.querySelector(".facets > details[open]");
    if (open && !open.contains(target) && getComputedStyle(open.querySelector(".panel")).position === "absolute") open.open = false;
  });

  const chosen = root.querySelector(".chosen");
  return (found) => {
    for (const show of kinds) show(found);
    chosen.replaceChildren(...FACETS.flatMap((facet) => [...view()[facet]].map((which) => {
      const { name } = timeline.names[facet][which];
      const button = html("button", { type: "button", "aria-label": words.without.replace("{name}", name) }, html("bdi", { class: facet === "type" && "kind" }, name), " ×");
      button.addEventListener("click", () => {
        choose(facet, which, false);
        root.querySelector(`[data-facet=${facet}] summary`).focus();
      });
      return html("li", {}, button);
    })));
    chosen.hidden = !chosen.children.length;
  };
}
