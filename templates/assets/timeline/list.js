// The list of what was found, set as the page's own list is, a hundred at a time.
import { named, pause } from "./data.js";
import { dayOf, html } from "./scale.js";
import { inOrder } from "./sift.js";

const AT_ONCE = 100;

/** Where answers are listed: `show(found)` begins anew, `clear()` empties it. */
export function list(place, timeline, words, say) {
  const body = html("div");
  const more = html("button", { type: "button", class: "more-rows" }, words.more);
  place.append(body, more);
  let years, left, number = 0, section, events, heading;

  /** The list that a row of a year belongs to, with its headings where they are new. */
  function under(year, row) {
    const label = year?.label ?? words.undated;
    if (heading?.label !== label) {
      section = html("section", { class: year ? "year" : "year undated" }, html("h2", { class: "year-label" }, label));
      body.append(section);
      heading = { label };
    }
    if (heading.month !== row.month || !events) {
      heading.month = row.month;
      events = html("ol", { class: "events" });
      const name = row.month ? say(dayOf(2001, row.month, 1), { month: "long" }) : words.unmonthed;
      section.append(year ? html("section", { class: "month" }, html("h3", { class: "month-label" }, name.charAt(0).toLocaleUpperCase() + name.slice(1)), events) : events);
    }
    return events;
  }

  async function draw() {
    const asked = number;
    for (let free = AT_ONCE; free > 0; ) {
      if (!left?.rows.length) {
        const next = await years.next();
        if (asked !== number) return;
        if (next.done) return void (more.hidden = true);
        left = { year: next.value.year, rows: [...next.value.rows] };
        events = null;
      }
      for (const row of left.rows.splice(0, Math.min(free, 25))) {
        under(left.year, row).append(rowOf(timeline, row, words));
        free--;
      }
      await pause();
      if (asked !== number) return;
    }
    more.hidden = false;
  }

  more.addEventListener("click", async () => {
    const before = body.querySelectorAll(".event").length;
    await draw();
    // Whoever reads on by keyboard goes on where the new rows begin.
    body.querySelectorAll(".event")[before]?.querySelector(".what a").focus();
  });
  return {
    show(found) {
      number++;
      years = inOrder(timeline, found);
      left = section = events = heading = null;
      body.replaceChildren();
      more.hidden = true;
      return draw();
    },
    clear() {
      number++;
      body.replaceChildren();
      more.hidden = true;
    },
  };
}

function rowOf(timeline, row, words) {
  const names = (facet, list) => list.flatMap((name, i) => {
    const { name: text, url } = named(timeline, facet, name);
    return [i ? ", " : "", url ? html("a", { href: url }, html("bdi", {}, text)) : html("bdi", {}, text)];
  });
  const kind = row.own ? words.briefing : timeline.names.type[row.has.type[0]]?.name;
  const [before, after] = words.within.split("{briefing}");
  const spans = [
    kind && html("span", { class: "kind" }, kind),
    row.actors.length > 0 && html("span", {}, ...names("actor", row.actors)),
    row.places.length > 0 && html("span", {}, ...names("place", row.places)),
    !row.own && html("span", {}, before, html("a", { class: "from", href: row.from }, html("bdi", {}, row.briefing)), after),
  ].filter(Boolean);
  const when = row.datetime ? html("time", { datetime: row.datetime }, row.text) : html("span", { class: "date" }, row.text);
  return html("li", { class: `event is-${row.certainty}${spanning(row) ? " is-span" : ""}${row.own ? " is-briefing" : ""}`, "data-earliest": row.earliest, "data-latest": row.latest },
    html("p", { class: "when" }, when, " ", row.note && html("span", { class: "certainty" }, row.note)),
    html("div", { class: "entry" },
      html("p", { class: "what" }, html("a", { href: row.url }, html("bdi", { lang: row.lang }, row.title))),
      spans.length > 0 && html("p", { class: "meta" }, ...spans)));
}

/** Whether more days than one are meant, as far as is known. */
export const spanning = (row) => !row.latest || row.earliest !== row.latest;
