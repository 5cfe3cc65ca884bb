// Maps: pan, zoom, choose. Without it each map stands as it was drawn, and its marks lead to the list.
const SVG = "http://www.w3.org/2000/svg";
/** The least distance between two marks, in pixels, and the nearest view. */
const APART = 24;
const NEAREST = 16;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const list = document.querySelector(".gazette-list");
const entryOf = (id) => list?.querySelector(`li[data-place="${CSS.escape(id)}"]`);

function make(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent?.append(element);
  return element;
}

/** What a map marks, in parts of its width and height: from the list beside it, or from its own marks. */
function placesOf(figure) {
  const entries = figure.matches(".atlas-site") ? [...document.querySelectorAll("li[data-at]")] : [];
  const listed = entries.map(({ dataset: { place, at, r, shape }, firstElementChild: name }) => {
    const [x, y] = at.split(" ").map((part) => part / 100);
    return { id: place, x, y, r: +r, shape, name: name.querySelector("bdi").textContent, href: `#Place-${place}`, here: "" };
  });
  if (listed.length) return listed.sort((a, b) => b.r - a.r);
  return [...figure.querySelectorAll(".marks-wide > .pin")].map((pin) => {
    const link = pin.querySelector("a");
    const dot = pin.querySelector("circle.dot");
    const part = (key) => parseFloat(pin.getAttribute(key)) / 100;
    const [, shape, here = ""] = pin.getAttribute("class").split(/ pin-| (?=here)/);
    const name = pin.querySelector(".name").textContent;
    return { id: link.dataset.place, x: part("x"), y: part("y"), r: dot ? +dot.getAttribute("r") : 5, shape, name, href: link.getAttribute("href"), here };
  });
}

/** The mark of a place, for views that are not the whole map. */
function markOf(place, layer) {
  const pin = make("svg", { class: `pin pin-${place.shape} ${place.here}` }, layer);
  const link = make("a", { href: place.href, "data-place": place.id }, pin);
  make("title", {}, link).textContent = place.name;
  if (place.shape === "exact") make("path", { class: "dot", d: "M0-1.15L1.15 0 0 1.15-1.15 0z", transform: `scale(${place.r})` }, link);
  else if (place.shape !== "country") {
    const hatch = place.shape === "area" ? { fill: "url(#Hatch)" } : {};
    place.dot = make("circle", { class: "dot", r: place.r, ...hatch }, link);
  }
    place.label = make("text", { class: "name", dy: 4 }, link);
  place.label.textContent = place.name;
  place.number = make("text", { class: "number", dy: 4, "aria-hidden": "true" }, pin);
  return pin;
}

function map(figure) {
  const sheet = figure.querySelector(".atlas-sheet");
  const base = figure.querySelector(".atlas-base");
  const { width, height } = base.viewBox.baseVal;
  const pattern = figure.querySelector("pattern");
  const inset = figure.querySelector(".atlas-inset");
  const drawn = [...figure.querySelectorAll(".atlas-marks")];
  const tools = figure.querySelector(".atlas-tools");
  const places = placesOf(figure);
  const view = { k: 1, x: 0.5, y: 0.5 };
  let layer;

  function within(value, k) {
    return Math.min(1 - 0.5 / k, Math.max(0.5 / k, value));
  }

  function show() {
    const { k } = view;
    const whole = k === 1;
    const [left, top] = [view.x - 0.5 / k, view.y - 0.5 / k];
    base.setAttribute("viewBox", `${left * width} ${top * height} ${width / k} ${height / k}`);
    pattern?.setAttribute("patternTransform", `rotate(45) scale(${1 / k})`);
    sheet.classList.toggle("near", !whole);
    tools.querySelector("[data-do=out]").disabled = whole;
    tools.querySelector("[data-do=all]").disabled = whole;
    tools.querySelector("[data-do=in]").disabled = k >= NEAREST;
    if (!whole && !layer) {
      layer = make("svg", { class: "atlas-marks" }, sheet);
      sheet.insertBefore(layer, inset);
      for (const place of places) place.pin = markOf(place, layer);
    }
    for (const svg of drawn) svg.classList.toggle("off", !whole);
    layer?.classList.toggle("off", whole);
    if (!whole) arrange(left, top, k);
    light();
  }

  /** Marks what is in view; what would lie on another is counted there. */
  function arrange(left, top, k) {
    const { width: wide, height: high } = sheet.getBoundingClientRect();
    const shown = [];
    for (const place of places) {
      const [x, y] = [(place.x - left) * k * wide, (place.y - top) * k * high];
      const seen = x > -8 && y > -8 && x < wide + 8 && y < high + 8;
      const near = seen && place.shape !== "country" && shown.find((other) => other.shape !== "country" && Math.hypot(other.at[0] - x, other.at[1] - y) < APART);
      place.pin.classList.toggle("off", !seen || Boolean(near));
      if (near) near.others.push(place);
      if (!seen || near) continue;
      Object.assign(place, { at: [x, y], others: [] });
      place.pin.setAttribute("x", x);
      place.pin.setAttribute("y", y);
      shown.push(place);
    }
    const taken = shown.filter(({ shape }) => shape !== "country").map(({ at: [x, y], r }) => [x - r, y - r, x + r, y + r]);
    for (const { at: [x, y], r, others, dot, number, label, shape, name } of shown) {
      const size = others.length ? Math.max(r, 8.5) : r;
      dot?.setAttribute("r", size);
      number.textContent = others.length ? others.length + 1 : "";
      const long = (label.long ??= label.getComputedTextLength() || name.length * 7);
      const middle = shape === "country";
      const ways = middle ? [[0, "middle", -long / 2]] : [[size + 4, "start", 0], [-size - 4, "end", -long]];
      const free = ways.find(([dx, , from]) => {
        const box = [x + dx + from, y - 8, x + dx + from + long, y + 6];
        const fits = box[0] > 0 && box[2] < wide && taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
        if (fits) taken.push(box);
        return fits;
      });
      label.classList.toggle("quiet", !free);
      label.setAttribute("x", free ? free[0] : 0);
      label.setAttribute("dy", free ? 4 : -13);
      label.setAttribute("text-anchor", free ? free[1] : "middle");
    }
  }

  /** Zooms so that a point of the sheet, in parts of it, stays where it is. */
  function zoom(by, px = 0.5, py = 0.5) {
    const k = Math.min(NEAREST, Math.max(1, view.k * by));
    const [x, y] = [view.x + (px - 0.5) / view.k, view.y + (py - 0.5) / view.k];
    go(k < 1.05 ? 1 : k, x - (px - 0.5) / k, y - (py - 0.5) / k);
  }

  function go(k, x, y) {
    Object.assign(view, { k, x: within(x, k), y: within(y, k) });
    show();
  }

  const partOf = ({ clientX, clientY }) => {
    const { left, top, width: wide, height: high } = sheet.getBoundingClientRect();
    return [(clientX - left) / wide, (clientY - top) / high];
  };

  sheet.tabIndex = 0;
  sheet.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 0.2 / view.k;
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const way = view.k > 1 && ways[event.key];
    if (way) go(view.k, view.x + way[0], view.y + way[1]);
    else if (event.key === "+" || event.key === "=") zoom(1.6);
    else if (event.key === "-") zoom(1 / 1.6);
    else if (event.key === "0") go(1, 0.5, 0.5);
    else return;
    event.preventDefault();
  });
  sheet.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !sheet.contains(document.activeElement)) return;
    event.preventDefault();
    zoom(2 ** (-event.deltaY / (event.ctrlKey ? 80 : 300)), ...partOf(event));
  }, { passive: false });
  sheet.addEventListener("dblclick", (event) => zoom(2, ...partOf(event)));

  // One pointer drags, two pinch.
  const pointers = new Map();
  let dragged = false;
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!pointers.size) dragged = false;
    pointers.set(event.pointerId, partOf(event));
  });
  sheet.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = partOf(event);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const far = ([x, y]) => Math.hypot(x - other[0], y - other[1]) || 0.01;
      zoom(far(now) / far(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
      dragged = true;
    } else if (view.k > 1 && (dragged || Math.hypot(now[0] - before[0], now[1] - before[1]) > 0.008)) {
      dragged = true;
      sheet.setPointerCapture(event.pointerId);
      go(view.k, view.x - (now[0] - before[0]) / view.k, view.y - (now[1] - before[1]) / view.k);
    } else return;
    pointers.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel"]) sheet.addEventListener(end, (event) => pointers.delete(event.pointerId));
  sheet.addEventListener("dragstart", (event) => event.preventDefault());

  sheet.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    const shape = event.target.closest?.(".shade");
    if (dragged) event.preventDefault();
    else if (link) {
      // A mark that stands for many opens up.
      const several = link.parentNode.querySelector(".number")?.textContent;
      const place = several && places.find(({ id }) => id === link.dataset.place);
      if (!place || view.k >= NEAREST) return;
      event.preventDefault();
      go(Math.min(NEAREST, view.k * 2.5), place.x, place.y);
    } else if (shape && entryOf(shape.dataset.place)) location.hash = `Place-${shape.dataset.place}`;
  });
  tools.addEventListener("click", ({ target }) => {
    const what = target.closest("button")?.dataset.do;
    if (what === "all") go(1, 0.5, 0.5);
    else if (what) zoom(what === "in" ? 1.6 : 1 / 1.6);
  });
  tools.hidden = false;
  addEventListener("resize", show);

  /** Brings a place into view. */
  function find(id) {
    const place = places.find((place) => place.id === id);
    if (!place) return;
    if (view.k > 1) go(view.k, place.x, place.y);
    figure.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
  }
  show();
  return find;
}

/** Lights up what is chosen, and what is pointed at, on the map and in the list. */
let chosen;
let pointed;
function light() {
  for (const element of document.querySelectorAll("[data-place]")) {
    const { place } = element.dataset;
    const target = element.matches("a") ? element.closest(".pin") : element;
    target.classList.toggle("chosen", place === chosen || place === pointed);
  }
}

const finds = [...document.querySelectorAll(".atlas-site, .atlas-place")].map(map);
function follow() {
  const [, what, id] = /^#(Pin|Place)-(.+)$/.exec(location.hash) ?? [];
  chosen = id;
  light();
  if (what === "Pin") for (const find of finds) find(id);
}
addEventListener("hashchange", follow);
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    const over = target.closest?.("[data-place]")?.dataset.place;
    if (over === pointed) return;
    pointed = over;
    light();
  });
}
follow();
