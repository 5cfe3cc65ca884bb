// Maps: pan, zoom, choose. Without it each map stands as it was drawn, and its marks lead to the list.
const SVG = "http://www.w3.org/2000/svg";
/** The least distance between two marks, in pixels, half of the width of one that stands for several, and the nearest views. */
const APART = 24;
const NUMBERED = 9.5;
const NEAREST = { world: 24, region: 16 };
const still = matchMedia("(prefers-reduced-motion: reduce)");
/** The view that the address asks for: middle, zoom, and what is chosen. */
const asked = (new URLSearchParams(location.search).get("view") ?? "").split("_");
let chosen = asked.slice(3).join("_") || undefined;
let pointed = [];
/** What the page's maps can do from outside: find a place, keep the view, put the card in its place. */
const maps = [];
const idsOf = ({ dataset: { place, joined } }) => [place, ...(joined ? joined.split(" ") : [])];
const card = document.querySelector(".atlas-card");
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
  const listed = entries.map(({ dataset: { place, at, r, shape, rank }, firstElementChild: name }) => {
    const [x, y] = at.split(" ").map((part) => part / 100);
    return { id: place, x, y, r: +r, shape, rank: +rank, name: name.querySelector("bdi").textContent, href: `#Place-${place}`, here: "" };
  });
  // The most told of first: it names the mark that others join, here as where the site was built.
  if (listed.length) return listed.sort((a, b) => a.rank - b.rank);
  return [...figure.querySelectorAll(".marks-wide > .pin")].map((pin) => {
    const link = pin.querySelector("a");
    const part = (key) => parseFloat(pin.getAttribute(key)) / 100;
    const { shape, r } = pin.dataset;
    const here = pin.classList.contains("here") ? "here" : "";
    return { id: link.dataset.place, x: part("x"), y: part("y"), r: +r, shape, name: pin.dataset.name, href: link.getAttribute("href"), here };
  });
}

/** The mark of a place, for views that are not the whole map. */
function markOf(place, layer) {
  const pin = make("svg", { class: `pin pin-${place.shape} ${place.here}` }, layer);
  const link = make("a", { href: place.href, "data-place": place.id }, pin);
  place.link = link;
  place.title = make("title", {}, link);
  if (place.shape === "exact") make("path", { class: "dot", d: "M0-1.15L1.15 0 0 1.15-1.15 0z", transform: `scale(${place.r})` }, link);
  else if (place.shape !== "country") {
    const hatch = place.shape === "area" ? { fill: "url(#Hatch)" } : {};
    make("circle", { class: "dot", r: place.r, ...hatch }, link);
  }
  make("circle", { class: "dot ring", r: NUMBERED }, link);
  place.label = make("text", { class: "name", dy: 4 }, link);
  place.number = make("text", { class: "number", dy: 4, "aria-hidden": "true" }, pin);
  return pin;
}

/** Chooses a place on the map, where it is told of then: the list may be far below. With it, those that stand with it. */
function choose(ids) {
  chosen = ids[0];
  tell(ids);
  light();
  for (const { keep } of maps) keep();
}

/** Tells beside the mark what the list says of some places. */
function tell(ids) {
  const entries = ids.map(entryOf).filter(Boolean);
  card.hidden = !entries.length;
  card.replaceChildren(...entries.map((entry) => {
    const line = document.createElement("p");
    line.append(...[...entry.children].map((child) => child.cloneNode(true)));
    line.querySelector(".to-pin")?.remove();
    return line;
  }));
  for (const { stand } of maps) stand();
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
  const marked = places.filter(({ shape }) => shape !== "country");
  const nearest = NEAREST[figure.matches(".atlas-world") ? "world" : "region"];
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
    tools.querySelector("[data-do=in]").disabled = k >= nearest;
    if (!whole && !layer) {
      layer = make("svg", { class: "atlas-marks" }, sheet);
      sheet.insertBefore(layer, inset);
      for (const place of places) place.pin = markOf(place, layer);
    }
    for (const svg of drawn) svg.classList.toggle("off", !whole);
    layer?.classList.toggle("off", whole);
    if (!whole) arrange(left, top, k);
    light();
    stand();
  }

  /** Puts the card beside the mark that it tells of, where it hides least, never beyond the map. */
  function stand() {
    const place = card && !card.hidden && figure.contains(card) && places.find(({ id }) => id === chosen);
    if (!place) return;
    const { clientWidth: wide, clientHeight: high, offsetLeft, offsetTop } = sheet;
    const [x, y] = [(place.x - view.x) * view.k + 0.5, (place.y - view.y) * view.k + 0.5];
    const gap = Math.max(NUMBERED, place.r) + 8;
    const { offsetWidth: across, offsetHeight: tall } = card;
    const into = (at, size, whole) => Math.max(4, Math.min(at, whole - size - 4));
    const { left: west, top: north } = sheet.getBoundingClientRect();
    const marks = [...figure.querySelectorAll(".pin .dot, .pin .name:not(.quiet)")].filter((part) => part.checkVisibility());
    const boxes = marks.map((part) => part.getBoundingClientRect());
    // Under it, over it, to its sides: in parts of the card's own size from the mark.
    const ways = [[-0.5, 0], [-0.5, -1], [0, 0], [-1, 0], [0, -1], [-1, -1], [0, -0.5], [-1, -0.5]].map(([dx, dy]) => {
      const beside = (part) => (part === 0 ? gap : part === -1 ? -gap : 0);
      const left = into(x * wide + dx * across + beside(dx), across, wide);
      const top = into(y * high + dy * tall + beside(dy), tall, high);
      const hides = (box) => box.left - west < left + across && box.right - west > left && box.top - north < top + tall && box.bottom - north > top;
      return { left, top, hidden: boxes.filter(hides).length };
    });
    const { left, top } = ways.reduce((best, way) => (way.hidden < best.hidden ? way : best));
    card.style.left = `${offsetLeft + left}px`;
    card.style.top = `${offsetTop + top}px`;
  }

  /** Marks what is in view; what would lie on another is counted there. */
  function arrange(left, top, k) {
    const { left: west, top: north, width: wide, height: high } = sheet.getBoundingClientRect();
    const shown = [];
    for (const place of places) {
      const [x, y] = [(place.x - left) * k * wide, (place.y - top) * k * high];
      const seen = x > -8 && y > -8 && x < wide + 8 && y < high + 8;
      const far = ({ at, r }) => Math.hypot(at[0] - x, at[1] - y) - Math.max(APART, r + place.r + 2);
      const near = seen && place.shape !== "country" && shown.find((other) => other.shape !== "country" && far(other) < 0);
      place.pin.classList.toggle("off", !seen || Boolean(near));
      if (near) near.others.push(place);
      if (!seen || near) continue;
      Object.assign(place, { at: [x, y], others: [] });
      place.pin.setAttribute("x", x);
      place.pin.setAttribute("y", y);
      shown.push(place);
    }
    const sizeOf = ({ r, others }) => (others.length ? NUMBERED : r);
    const boxOf = (place) => [place.at[0] - sizeOf(place), place.at[1] - sizeOf(place), place.at[0] + sizeOf(place), place.at[1] + sizeOf(place)];
    const [lands, marks] = [true, false].map((is) => shown.filter(({ shape }) => (shape === "country") === is));
    const taken = marks.map(boxOf);
    for (const over of [tools, inset].filter(Boolean)) {
      const box = over.getBoundingClientRect();
      taken.push([box.left - west, box.top - north, box.right - west, box.bottom - north]);
    }
    for (const place of [...marks, ...lands]) {
      const { at: [x, y], others, label, shape, name } = place;
      const count = others.length;
      place.pin.classList.toggle("pin-many", count > 0);
      place.link.dataset.joined = others.map(({ id }) => id).join(" ");
      place.number.textContent = count ? count + 1 : "";
      place.title.textContent = label.textContent = count ? `${name} +${count}` : name;
      const long = label.getComputedTextLength() || name.length * 7;
      const gap = sizeOf(place) + 4;
      const around = [[gap, 4, "start", 0], [-gap, 4, "end", -long], [0, -gap, "middle", -long / 2], [0, gap + 9, "middle", -long / 2]];
      for (const dy of [-gap * 0.6, gap * 0.6 + 8]) around.push([gap * 0.75, dy, "start", 0], [-gap * 0.75, dy, "end", -long]);
      const ways = shape === "country" ? [[0, 4, "middle", -long / 2]] : around;
      const free = ways.find(([dx, dy, , from]) => {
        const box = [x + dx + from, y + dy - 12, x + dx + from + long, y + dy + 2];
        const fits = box[0] > 0 && box[1] > 0 && box[2] < wide && box[3] < high && taken.every((t) => box[2] < t[0] || box[0] > t[2] || box[3] < t[1] || box[1] > t[3]);
        if (fits) taken.push(box);
        return fits;
      });
      const [dx, dy, anchor] = free ?? [0, y < 26 ? gap + 9 : -13, "middle"];
      label.classList.toggle("quiet", !free);
      label.setAttribute("x", dx);
      label.setAttribute("dy", dy);
      label.setAttribute("text-anchor", anchor);
    }
  }

  /** Zooms so that a point of the sheet, in parts of it, stays where it is. */
  function zoom(by, px = 0.5, py = 0.5) {
    const k = Math.min(nearest, Math.max(1, view.k * by));
    const [x, y] = [view.x + (px - 0.5) / view.k, view.y + (py - 0.5) / view.k];
    go(k < 1.05 ? 1 : k, x - (px - 0.5) / k, y - (py - 0.5) / k);
  }

  function go(k, x, y) {
    Object.assign(view, { k, x: within(x, k), y: within(y, k) });
    show();
    keep();
  }

  /** Zooms to what is chosen, else to the mark in the middle of those in view: never to an empty sea. */
  function near(by) {
    const seen = marked.filter(({ x, y }) => Math.max(Math.abs(x - view.x), Math.abs(y - view.y)) <= 0.5 / view.k);
    const mean = (key) => seen.reduce((sum, place) => sum + place[key], 0) / seen.length;
    const [x, y] = [mean("x"), mean("y")];
    const off = (place) => Math.hypot((place.x - x) * width, (place.y - y) * height);
    const to = places.find(({ id }) => id === chosen) ?? seen.sort((a, b) => off(a) - off(b))[0] ?? view;
    go(Math.min(nearest, view.k * by), to.x, to.y);
  }

  /** Zooms until some places part. */
  function open(some) {
    const [xs, ys] = [some.map(({ x }) => x), some.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    // So far that they are some marks' widths apart, and what lies around them is still seen.
    const { width: wide, height: high } = sheet.getBoundingClientRect();
    const k = (APART * 6) / Math.max((right - left) * wide, (bottom - top) * high, 1);
    go(Math.min(nearest, Math.max(view.k * 1.6, k)), (left + right) / 2, (top + bottom) / 2);
  }

  // The view of a map that has a page of its own is in the address, so that it can be sent: middle, zoom, what is chosen.
  const isKept = figure.matches(".atlas-site");
  let waiting;
  function keep() {
    clearTimeout(waiting);
    if (isKept) waiting = setTimeout(() => {
      const url = new URL(location.href);
      const is = [view.x.toFixed(4), view.y.toFixed(4), view.k.toFixed(2), chosen];
      // Not as a fragment: that would lead down to the list.
      if (/^#P(in|lace)-/.test(url.hash) && url.hash.replace(/^#\w+-/, "") !== chosen) url.hash = "";
      if (view.k > 1 || chosen) url.searchParams.set("view", is.filter(Boolean).join("_"));
      else url.searchParams.delete("view");
      try { history.replaceState(history.state, "", url); } catch { /* A page that was opened from a disk. */ }
    }, 150);
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
    else if (event.key === "+" || event.key === "=") near(1.6);
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
      const ids = [link.dataset.place, ...(link.dataset.joined || "").split(" ")];
      const some = places.filter(({ id }) => ids.includes(id));
      const opens = some.length > 1 && view.k < nearest;
      if (opens || card) event.preventDefault();
      if (opens) open(some);
      else if (card) choose(ids);
    } else if (card) choose(shape ? [shape.dataset.place] : []);
  });
  tools.addEventListener("click", ({ target }) => {
    const what = target.closest("button")?.dataset.do;
    if (what === "all") go(1, 0.5, 0.5);
    else if (what === "in") near(1.6);
    else if (what) zoom(1 / 1.6);
  });
  tools.hidden = false;
  addEventListener("resize", show);

  /** Brings a place into view, apart from others. */
  function find(id) {
    const place = places.find((place) => place.id === id);
    if (!place) return;
    const { width: wide, height: high } = sheet.getBoundingClientRect();
    const away = marked.filter((other) => other !== place).map(({ x, y }) => Math.hypot((x - place.x) * wide, (y - place.y) * high));
    const k = place.shape === "country" ? 1 : Math.min(nearest, (APART * 1.1) / Math.max(Math.min(...away), 0.01));
    if (Math.max(view.k, k) > 1) go(Math.max(view.k, k), place.x, place.y);
    figure.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
  }
  const [x, y, k] = (isKept ? asked : []).map(Number);
  if (k > 1 && k <= nearest && x >= 0 && y >= 0) go(k, Math.min(x, 1), Math.min(y, 1));
  else show();
  return { find, keep, stand };
}

/** Lights up what is chosen, and what is pointed at, on the map and in the list: a mark of several with all of them. */
function light() {
  for (const element of document.querySelectorAll("[data-place]")) {
    const target = element.matches("a") ? element.closest(".pin") : element;
    const ids = idsOf(element);
    target.classList.toggle("chosen", ids.includes(chosen));
    target.classList.toggle("pointed", ids.some((id) => pointed.includes(id)));
  }
}

for (const figure of document.querySelectorAll(".atlas-site, .atlas-place")) maps.push(map(figure));
function follow() {
  const [, what, id] = /^#(Pin|Place)-(.+)$/.exec(location.hash) ?? [];
  if (id) chosen = id;
  light();
  if (card && chosen) tell([chosen]);
  if (what === "Pin") for (const { find } of maps) find(id);
}
// Without a script a place leads to the mark that stands for it; here it can be chosen itself.
for (const link of document.querySelectorAll(".to-pin")) link.hash = `Pin-${link.dataset.to}`;
addEventListener("hashchange", follow);
addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && card) choose([]);
});
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    const over = target.closest?.("[data-place]");
    const ids = over ? idsOf(over) : [];
    if (String(ids) === String(pointed)) return;
    pointed = ids;
    light();
  });
}
follow();
