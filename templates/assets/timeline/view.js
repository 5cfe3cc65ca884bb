// What a reader asked for: a span of time, names, words, and how it is drawn; in the address, so that it can be sent.
import { read, write } from "./days.js";
import { FACETS } from "./data.js";

const MODES = ["actor", "place"];

/** What the address says; `home` is the span of the page itself. */
export function recall(timeline, home) {
  const asked = new URLSearchParams(location.search);
  const view = { mode: MODES.includes(asked.get("view")) ? asked.get("view") : "list", words: asked.get("q") ?? "" };
  view.from = read(asked.get("from") ?? "") ?? home[0];
  view.until = read(asked.get("until") ?? "", true) ?? home[1];
  if (view.from > view.until) [view.from, view.until] = home;
  for (const facet of FACETS) {
    const ids = new Set(asked.getAll(facet));
    view[facet] = new Set(timeline.names[facet].flatMap(({ id }, number) => (ids.has(id) ? [number] : [])));
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
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** Whether names or words are asked for. */
export const filtered = (view) => view.words.trim() !== "" || FACETS.some((facet) => view[facet].size);
export const atHome = (view, home) => view.from === home[0] && view.until === home[1] && !filtered(view);
