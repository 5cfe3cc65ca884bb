// The strip: what is in view, to drag over; below it the whole span, with a handle at each end of what is in view.
import { IN_FULL, civil, iso, monthOf, monthStart, yearStart } from "./days.js";
import { gaps } from "./data.js";
import { axis, density, hatching, scale, svg } from "./draw.js";

const [HEIGHT, DEPTH, RAIL] = [84, 12, 18];

/** `change(from, until, done)` is called with each new span; `done` is false as long as something is dragged. */
export function strip(root, timeline, say, change) {
  const [plot, rail, brushed] = [root.querySelector(".plot"), root.querySelector(".rail"), root.querySelector(".brushed")];
  const handles = [...rail.querySelectorAll("[role=slider]")];
  const rtl = getComputedStyle(root).direction === "rtl";
  const [first, last] = timeline.bounds;
  let view, all, found;
  let window;
  const chart = plot.appendChild(svg("svg", { height: HEIGHT + DEPTH + 24, "aria-hidden": true }));
  const small = svg("svg", { height: RAIL + 2, "aria-hidden": true });
  rail.prepend(small);
  const brush = svg("rect", { y: 0, height: HEIGHT, class: "brush", visibility: "hidden" });

  function draw() {
    const width = Math.round(plot.clientWidth);
    if (!width || !view) return;
    const s = scale(view.from, view.until, width, rtl, gaps(timeline, view.from, view.until));
    chart.setAttribute("width", width);
    chart.replaceChildren(hatching("Hatch"), axis(s, HEIGHT + DEPTH + 3, say), ...density(s, HEIGHT, DEPTH, all, found, "Hatch"), brush);
    plot.scale = s;
    const whole = scale(first, last, Math.round(rail.clientWidth), rtl, gaps(timeline, first, last));
    rail.scale = whole;
    small.setAttribute("width", whole.width);
    const [left, wide] = whole.box(view.from, view.until);
    window = svg("rect", { x: left, width: Math.max(2, wide), y: 0.5, height: RAIL, class: "window" });
    small.replaceChildren(...density(whole, RAIL, 0, all, all, "Hatch"), window);
    handles.forEach((handle, i) => {
      const value = i ? view.until : view.from;
      handle.style.insetInlineStart = `${whole.x(value + i)}px`;
      handle.setAttribute("aria-valuemin", i ? view.from : first);
      handle.setAttribute("aria-valuemax", i ? last : view.until);
      handle.setAttribute("aria-valuenow", value);
      handle.setAttribute("aria-valuetext", say(value, IN_FULL));
      handle.dataset.day = iso(value);
    });
  }
  const clamp = (from, until) => {
    const days = Math.min(until - from, last - first);
    const start = Math.max(first, Math.min(from, last - days));
    return [start, start + days];
  };

  // Dragging over the strip asks for what lies under it.
  drag(plot, (left) => {
    const start = plot.scale.day(left);
    return {
      move(now) {
        const day = plot.scale.day(now);
        const [a, b] = [Math.min(start, day), Math.max(start, day)];
        const [x, width] = plot.scale.box(a, b);
        brush.setAttribute("x", x);
        brush.setAttribute("width", width);
        brush.setAttribute("visibility", "visible");
        brushed.textContent = a === b ? say(a, IN_FULL) : `${say(a, IN_FULL)} – ${say(b, IN_FULL)}`;
      },
      end(now, moved) {
        brush.setAttribute("visibility", "hidden");
        brushed.textContent = "";
        const day = plot.scale.day(now);
        if (moved) change(Math.min(start, day), Math.max(start, day), true);
      },
    };
  });
  drag(rail, (left, target) => {
    const which = handles.indexOf(target.closest("[role=slider]"));
    const { from, until } = view;
    const start = rail.scale.day(left);
    const inside = which < 0 && start >= from && start <= until;
    const to = (now) => {
      const day = rail.scale.day(now);
      if (which === 0) return [Math.min(day, view.until), view.until];
      if (which === 1) return [view.from, Math.max(day, view.from)];
      return inside ? clamp(from + day - start, until + day - start) : clamp(day - Math.round((until - from) / 2), day + Math.round((until - from) / 2));
    };
    return { move: (now) => change(...to(now), false), end: (now, moved) => (moved || which < 0) && change(...to(now), true) };
  });

  /** The next day at which a handle stops: by years, months or days, as much as is in view. */
  function step(day, by, isEnd, great) {
    const days = view.until - view.from;
    const edge = day + (isEnd ? 1 : 0);
    const unit = (days > 5500 ? 2 : days > 190 ? 1 : 0) + (great ? 1 : 0);
    if (unit === 0) return day + by;
    const starts = unit === 1 ? (n) => monthStart(monthOf(edge) + n) : (n) => yearStart(civil(edge)[0] + n * (unit === 3 ? 10 : 1));
    const at = starts(0) === edge || by > 0 ? starts(by) : starts(0);
    return at - (isEnd ? 1 : 0);
  }
  handles.forEach((handle, i) => {
    handle.addEventListener("keydown", (event) => {
      const forward = rtl ? "ArrowLeft" : "ArrowRight";
      const by = { [forward]: 1, ArrowUp: 1, PageUp: 1, [rtl ? "ArrowRight" : "ArrowLeft"]: -1, ArrowDown: -1, PageDown: -1 }[event.key];
      const value = i ? view.until : view.from;
      let day;
      if (by) day = step(value, by, Boolean(i), event.key.startsWith("Page"));
      else if (event.key === "Home") day = i ? view.from : first;
      else if (event.key === "End") day = i ? last : view.until;
      else return;
      event.preventDefault();
      if (i) change(view.from, Math.max(view.from, Math.min(last, day)), true);
      else change(Math.max(first, Math.min(view.until, day)), view.until, true);
    });
  });
  new ResizeObserver(draw).observe(plot);

  return {
    show: (...now) => {
      [view, all, found] = now;
      draw();
    },
    zoom(factor) {
      const { width, day } = plot.scale;
      const days = view.until - view.from;
      // What is in the middle of the strip, which folds long gaps, stays there.
      if (factor < 1) change(...[day(width / 4), day((width * 3) / 4)].sort((a, b) => a - b), true);
      else change(...clamp(view.from - Math.ceil(days / 2) - 1, view.until + Math.ceil(days / 2) + 1), true);
    },
    pan(direction) {
      const by = Math.max(1, Math.round((view.until - view.from + 1) / 2)) * direction;
      change(...clamp(view.from + by, view.until + by), true);
    },
  };
}

/** Follows one pointer over an element; `begin(left, target)` gives what is done with its moves. */
function drag(element, begin) {
  element.addEventListener("pointerdown", (down) => {
    if (down.button || !down.isPrimary) return;
    const left = (event) => event.clientX - element.getBoundingClientRect().left;
    const doing = begin(left(down), down.target);
    let moved = false;
    element.setPointerCapture(down.pointerId);
    const move = (event) => {
      moved ||= Math.abs(event.clientX - down.clientX) > 5;
      if (moved) doing.move(left(event));
    };
    const end = (event) => {
      for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
      // A touch that became a scroll of the page asks for nothing.
      doing.end(left(event.type === "pointercancel" ? down : event), moved && event.type !== "pointercancel");
    };
    const listeners = { pointermove: move, pointerup: end, pointercancel: end };
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener);
  });
}
