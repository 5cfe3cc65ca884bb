// Graphs: what is pointed at or has the focus stays, the rest steps back, and a card tells what its title tells.
for (const figure of document.querySelectorAll("figure.graph")) {
  const card = figure.querySelector(".graph-card");
  const nodes = [...figure.querySelectorAll(".node")];
  const sheet = figure.querySelector(".graph-sheet");
  const ties = [...figure.querySelectorAll(".tie")];
  // The card stands for the titles: both would hide each other.
  const told = new Map(nodes.map((node) => {
    const title = node.querySelector("title");
    title.remove();
    const lines = title.textContent.split("\n").map((line) => line.trim()).filter(Boolean);
    node.setAttribute("aria-label", lines[0]);
    return [node, lines];
  }));

  /** Whether all of a drawing of the site is in view; else the card stands below it. */
  const isWide = () => figure.matches(".graph-site") && sheet.scrollWidth <= sheet.clientWidth;
  function show(node) {
    figure.classList.toggle("pointed", Boolean(node));
    card.hidden = !node;
    const id = node?.dataset.node;
    const near = new Set([id]);
    for (const tie of ties) {
      const { one, other } = tie.dataset;
      const lit = Boolean(node) && (one === id || other === id);
      tie.classList.toggle("lit", lit);
      if (lit) near.add(one).add(other);
    }
    for (const each of nodes) each.classList.toggle("lit", near.has(each.dataset.node));
    if (!node) return;
    card.replaceChildren(...told.get(node).map((line, i) => {
      const element = document.createElement(i ? "p" : "b");
      element.textContent = line;
      element.dir = "auto";
      return element;
    }));
    if (isWide()) stand();
    else card.removeAttribute("style");
  }

  /** Puts the card of a wide drawing to one of its sides, at the height in view where it hides least. */
  function stand() {
    const around = sheet.getBoundingClientRect();
    const [above, below] = [Math.max(0, 8 - around.top), Math.min(around.height, innerHeight - 8 - around.top)];
    const boxes = [...figure.querySelectorAll(".node .mark, .node text")].map((part) => part.getBoundingClientRect());
    const { offsetWidth: wide, offsetHeight: high } = card;
    const places = [];
    for (const left of [0, around.width - wide]) {
      for (let top = above; top <= Math.max(above, below - high); top += 16) {
        const [x, y] = [around.left + left - 6, around.top + top - 6];
        const hides = boxes.filter((box) => box.left < x + wide + 12 && box.right > x && box.top < y + high + 12 && box.bottom > y);
        places.push({ left, top, hides: hides.length });
      }
    }
    const best = places.reduce((best, place) => (place.hides < best.hides ? place : best), places[0] ?? { left: 0, top: 0 });
    card.style.left = `${sheet.offsetLeft + best.left}px`;
    card.style.top = `${sheet.offsetTop + best.top}px`;
  }

  /** Where the drawing is wider than its place, the middle of what matters comes into view. */
  function centre(node) {
    const [mark, around] = [node.querySelector(".mark").getBoundingClientRect(), sheet.getBoundingClientRect()];
    if (mark.left < around.left + 24 || mark.right > around.right - 24) sheet.scrollLeft += mark.left + mark.width / 2 - around.left - around.width / 2;
  }
  // One stop of the Tab key for a whole drawing; the arrow keys go on to what lies that way.
  const reach = (to) => nodes.forEach((node) => node.setAttribute("tabindex", node === to ? 0 : -1));
  reach(nodes[0]);
  figure.addEventListener("keydown", (event) => {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    const from = event.target.closest?.(".node");
    if (!way || !from) return;
    event.preventDefault();
    const middle = (node) => {
      const { left, top, width, height } = node.querySelector(".mark").getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    };
    const [x, y] = middle(from);
    const far = (node) => {
      const [right, down] = [middle(node)[0] - x, middle(node)[1] - y];
      const along = right * way[0] + down * way[1];
      return along > 1 ? along + 2 * Math.abs(right * way[1] + down * way[0]) : Infinity;
    };
    const [least, next] = nodes.map((node) => [far(node), node]).reduce((best, each) => (each[0] < best[0] ? each : best));
    if (least < Infinity) next.focus();
  });
  const focused = () => (figure.contains(document.activeElement) ? document.activeElement.closest(".node") : null);
  figure.addEventListener("pointerover", ({ target }) => show(target.closest(".node") ?? focused()));
  figure.addEventListener("pointerleave", () => show(focused()));
  figure.addEventListener("focusin", ({ target }) => {
    const node = target.closest(".node");
    show(node);
    if (!node) return;
    reach(node);
    centre(node);
  });
  figure.addEventListener("focusout", () => show(null));
  addEventListener("keydown", ({ key }) => key === "Escape" && show(null));
}
