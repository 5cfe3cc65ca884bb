// The strip: what is in view, to drag over; below it the whole span, with a handle at each end of what is in view.
import { gaps } from "./data.js";
import { IN_FULL, RTL, axis, civil, density, hatching, iso, monthOf, monthStart, scale, svg, unit, yearStart } from "./scale.js";

const [HEIGHT, DEPTH, RAIL] = [84, 12, 18];

/** `change(from, until)` is called with each new span. */
export function strip(root, timeline, say, change) {
  const [plot, rail, brushed] = [".plot", ".rail", ".brushed"].map((name) => root.querySelector(name));
  const key = root.querySelector(".key-columns");
  const handles = [...rail.querySelectorAll("[role=slider]")];
  const [first, last] = timeline.bounds;
  const chart = plot.appendChild(svg("svg", { height: HEIGHT + DEPTH + 24, "aria-hidden": true }));
  const small = svg("svg", { height: RAIL + 2, "aria-hidden": true });
  rail.prepend(small);
  let view, all, found, here, whole;

  function draw() {
    const width = plot.clientWidth;
    if (!width || !view) return;
    here = scale(view.from, view.until, width, gaps(timeline, view.from, view.until));
    whole = scale(first, last, width, gaps(timeline, first, last));
    chart.setAttribute("width", width);
    chart.replaceChildren(hatching("Hatch"), axis(here, HEIGHT + DEPTH + 3, say), ...density(here, HEIGHT, DEPTH, all, found));
    const step = unit(here, found);
    key.textContent = { day: root.dataset.byDay, month: root.dataset.byMonth, 1: root.dataset.byYear }[step] ?? root.dataset.byYears.replace("{count}", step.toLocaleString(document.documentElement.lang));
    small.setAttribute("width", width);
    small.replaceChildren(...density(whole, RAIL, 0, all, all), box(whole, view.from, view.until, RAIL, "window"));
    handles.forEach((handle, i) => {
      const value = Math.max(first, Math.min(last, i ? view.until : view.from));
      handle.style.insetInlineStart = `${whole.x(value + i)}px`;
      const told = { valuemin: i ? view.from : first, valuemax: i ? last : view.until, valuenow: value, valuetext: say(value, IN_FULL) };
      for (const [name, text] of Object.entries(told)) handle.setAttribute(`aria-${name}`, text);
      handle.dataset.day = iso(value);
    });
  }
  const box = (s, from, until, height, name) => {
    const [x, width] = s.box(from, until);
    return svg("rect", { x, y: 0.5, width: Math.max(2, width), height, class: name });
  };
  /** As long a span, inside of all that there is, or as far out as it is already. */
  const move = (from, until) => {
    const days = Math.min(until - from, last - first);
    const start = Math.max(Math.min(first, view.from), Math.min(from, Math.max(last - days, view.from)));
    change(start, start + days);
  };

  // Dragging over the strip asks for what lies under it.
  drag(plot, (left) => {
    const start = here.day(left);
    return (now, done, good) => {
      const [a, b] = [start, here.day(now)].sort((x, y) => x - y);
      chart.querySelector(".brush")?.remove();
      brushed.textContent = done ? "" : `${say(a, IN_FULL)} – ${say(b, IN_FULL)}`;
      if (!done) chart.append(box(here, a, b, HEIGHT, "brush"));
      else if (good) change(a, b);
    };
  });
  // A handle takes its end along; the strip below, all that is in view.
  drag(rail, (left, target) => {
    const which = handles.indexOf(target.closest("[role=slider]"));
    const { from, until } = view;
    const start = whole.day(left);
    return (now, done) => {
      const day = whole.day(now);
      if (done) return;
      if (which === 0) change(Math.min(day, until), until);
      else if (which === 1) change(from, Math.max(day, from));
      else move(from + day - start, until + day - start);
    };
  });

  /** Where a handle stops next: at days, months, years or decades, by how much is in view. */
  function step(day, by, isEnd, great) {
    const days = view.until - view.from;
    const unit = (days > 5500 ? 2 : days > 190 ? 1 : 0) + great;
    const edge = day + isEnd;
    const start = [(n) => edge + n, (n) => monthStart(monthOf(edge) + n), (n) => yearStart(civil(edge)[0] + n), (n) => yearStart(civil(edge)[0] + n * 10)][unit];
    return (by > 0 || start(0) === edge ? start(by) : start(0)) - isEnd;
  }
  handles.forEach((handle, i) => handle.addEventListener("keydown", (event) => {
    const by = { ArrowRight: RTL ? -1 : 1, ArrowLeft: RTL ? 1 : -1, ArrowUp: 1, PageUp: 1, ArrowDown: -1, PageDown: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!by) return;
    event.preventDefault();
    const { from, until } = view;
    const to = Number.isFinite(by) ? step(i ? until : from, by, i, event.key.startsWith("Page")) : by;
    if (i) change(from, Math.max(from, Math.min(last, to)));
    else change(Math.max(first, Math.min(until, to)), until);
  }));
  new ResizeObserver(draw).observe(plot);

  return {
    show: (...now) => {
      [view, all, found] = now;
      draw();
    },
    // What is in the middle of the strip, which folds long gaps, stays there.
    in: () => change(...[here.day(here.width / 4), here.day((here.width * 3) / 4)].sort((a, b) => a - b)),
    out: () => move(...around(-0.5, 0.5)),
    earlier: () => move(...around(-0.5, -0.5)),
    later: () => move(...around(0.5, 0.5)),
  };

  /** What is in view, with its ends moved by shares of it. */
  function around(a, b) {
    const days = view.until - view.from + 1;
    return [view.from + Math.floor(a * days), view.until + Math.ceil(b * days)];
  }
}

/** Follows one pointer over an element: what `begin(left, target)` gives is called with its moves, and at their end. */
function drag(element, begin) {
  element.addEventListener("pointerdown", (down) => {
    if (down.button || !down.isPrimary) return;
    const left = (event) => event.clientX - element.getBoundingClientRect().left;
    const follow = begin(left(down), down.target);
    const over = new AbortController();
    let moved = false;
    element.setPointerCapture(down.pointerId);
    for (const name of ["pointermove", "pointerup", "pointercancel"]) {
      element.addEventListener(name, (event) => {
        moved ||= Math.abs(event.clientX - down.clientX) > 5;
        const done = name !== "pointermove";
        if (done) over.abort();
        // A touch that became a scroll of the page asks for nothing.
        if (moved || done) follow(left(event), done, moved && name === "pointerup");
      }, over);
    }
  });
}
