// What `dateline serve` adds to a page: it waits for the next edition, and tells what is wrong with what is written now.
const own = document.querySelector("#Dateline-client");
const { file, opens } = own.dataset;
const authors = new URL(".", own.src);
/** Their page tells all by itself. */
const isForAuthors = location.pathname === authors.pathname;
let { edition, mark } = own.dataset;
edition = Number(edition);

// In a tree of its own, so that neither the site's style nor ours reaches the other.
const host = document.createElement("dateline-serve");
const root = host.attachShadow({ mode: "open" });
const sheet = document.createElement("link");
sheet.rel = "stylesheet";
sheet.href = new URL("overlay.css", own.src);
root.append(sheet);
document.body.append(host);

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};
const link = (href, text) => make("a", { href }, text);

/** The corner: where the page is written, and where all is told. */
const corner = make("p", { class: "corner" });
/** What keeps the page from being that of what is written now. */
const overlay = make("dialog", { "aria-labelledby": "Heading", "aria-live": "polite" });
root.append(corner, overlay);
/** The mistakes that were hidden by hand: they stay so on every page of this tab. */
const HIDDEN = "dateline-hidden";
/** Another site at this address may keep nothing here. */
const hidden = (text) => {
  try {
    if (text === undefined) return sessionStorage.getItem(HIDDEN) ?? "";
    sessionStorage.setItem(HIDDEN, text);
  } catch {}
  return "";
};
addEventListener("keydown", ({ key }) => key === "Escape" && overlay.open && overlay.close());
// A page may not lead to a file: its path is for whoever pastes it.
const copies = (event) => {
  const to = event.target.closest?.("a[href^='file:']");
  if (!to) return;
  event.preventDefault();
  const path = decodeURIComponent(new URL(to.href).pathname);
  const say = (text) => ((to.title = text), to.animate?.([{ opacity: 0.2 }, { opacity: 1 }], 400));
  const show = () => prompt("The path of the file:", path);
  navigator.clipboard ? navigator.clipboard.writeText(path).then(() => say(`The path is copied: ${path}`), show) : show();
};
for (const place of [root, document]) place.addEventListener("click", copies);

function show({ broken, partial, warnings, told, more }) {
  const count = warnings === 1 ? "1 warning" : `${warnings} warnings`;
  const wrong = broken ? [make("button", { type: "button", class: "wrong" }, "Mistakes")] : [];
  wrong[0]?.addEventListener("click", open);
  const source = opens ? [link(opens, "Source")] : [];
  if (opens) source[0].title = file;
  corner.replaceChildren(...wrong, ...source, link(authors, warnings ? count : "For authors"));
  overlay.replaceChildren(make("h2", { id: "Heading" }, partial ? "What is written has mistakes: a part of it is not shown" : "This is the last good edition: what is written now has mistakes"));
  const close = make("button", { type: "button", class: "close" }, "Hide");
  close.addEventListener("click", () => overlay.close());
  overlay.append(close);
  for (const one of told) {
    const where = one.file ? [make("p", { class: "where" }, link(one.opens, one.line ? `${one.file}:${one.line}` : one.file))] : [];
    overlay.append(make("div", { class: one.severity }, ...where, make("pre", { tabindex: "0" }, one.text.trimEnd())));
  }
  if (more) overlay.append(make("p", {}, "And ", link(authors, `${more} more`), "."));
  // What was hidden by hand stays so until it is something else.
  const now = JSON.stringify(told.filter(({ severity }) => severity === "error").map(({ file, text }) => [file, text.split("\n")[0]]));
  if (!broken) {
    overlay.close();
    hidden("");
  } else if (now !== hidden() && !overlay.open) open();
  overlay.onclose = () => broken && hidden(now);
}

function open() {
  // Not `show()`, which would take the focus from where somebody writes or reads.
  overlay.setAttribute("open", "");
  overlay.scrollTop = 0;
}

/** Takes the new style sheets; the page stays as it is. */
function restyle(styles) {
  for (const [name, address] of styles) {
    const stem = name.replace(/\.css$/, "");
    for (const old of document.querySelectorAll("link[rel=stylesheet]")) {
      const { pathname, origin } = new URL(old.href);
      const bare = pathname.replace(/\.[0-9a-f]{10}\.css$/, "");
      if (origin !== location.origin || !bare.endsWith(`/assets/${stem}`) || pathname === address) continue;
      const fresh = old.cloneNode();
      // That of the old one; this machine's own words need none.
      fresh.removeAttribute("integrity");
      fresh.href = address;
      fresh.onload = () => old.remove();
      old.after(fresh);
    }
  }
}

// A page that is on its way elsewhere must not be called back by a reload.
let left = -Infinity;
addEventListener("beforeunload", () => (left = performance.now()));
const reload = () => (performance.now() - left < 3000 ? setTimeout(reload, 3000) : location.reload());

async function renew(message) {
  const from = edition;
  edition = message.edition;
  if (from === 0) return reload();
  // More than one edition may lie between: only the last step is known.
  const change = edition === from + 1 ? message.change : "everything";
  if (change === "styles") return restyle(message.styles);
  if (change === "pages") {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    // With another page the styles may have changed, and their address with them.
    if (answer?.headers.get("etag") === mark) return;
  }
  // Browsers keep the place where the reader is.
  reload();
}

corner.hidden = isForAuthors;
let events;
let heard = "";
function listen() {
  events?.close();
  events = new EventSource(new URL(`events?at=${encodeURIComponent(location.pathname)}`, own.src));
  events.onmessage = ({ data }) => {
    if (isForAuthors) {
      if (heard && heard !== data) reload();
      heard = data;
      return;
    }
    const message = JSON.parse(data);
    show(message);
    if (message.edition !== edition) renew(message);
  };
}
// A browser has six connections to one host: who is not looked at needs none, and learns what it missed when it is.
document.addEventListener("visibilitychange", () => (document.hidden ? events?.close() : listen()));
if (!document.hidden) listen();
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
