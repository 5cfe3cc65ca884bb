// The nastiest site: every payload in every text that a file can hold, in every kind of file, in file names and pictures.
// No page shows a dialog, asks for anything that is not the site's, reports a breach of its policy, or has an element that a
// payload made. `node nasty.mjs` runs it alone.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { alone, opener } from "./browser.mjs";
import { serve } from "./server.mjs";

// What a payload would run says its number; what it would load is of a host that no page may ask.
const run = "window.pwned=(window.pwned||0)+1;alert(1)";
const host = "https://evil.example/x";

/** Texts for the values of keys, for names and for words of a text. */
const TEXTS = [
  `<script>${run}</script>`, `"><script>${run}</script>`, `'><img src=x onerror="${run}">`, `</script><script>${run}</script>`,
  `</title><svg onload="${run}">`, `</textarea><iframe src="javascript:${run}">`, `<!--><script>${run}</script>-->`,
  `" onmouseover="${run}" x="`, `' onfocus='${run}' autofocus='`, `\`-${run}-\``, `javascript:${run}`, `${"${"}${run}}`,
  `{{ site.title }}{% for i in range(end=9) %}`, `{{constructor.constructor('${run}')()}}`, `]]><x:script xmlns:x="http://www.w3.org/1999/xhtml">${run}</x:script>`,
  `--><nasty-el a=1>`, `&lt;script&gt;${run}&lt;/script&gt;`, `&#60;script&#62;${run}&#60;/script&#62;`, `\\u003cscript>${run}</script>`,
  `<style>@import "${host}";</style>`, `<link rel=stylesheet href=${host}>`, `<base href=${host}>`, `<meta http-equiv=refresh content="0;url=${host}">`,
  `<form action=${host}><button>x</button></form>`, `<math><mtext></form><form><mglyph><style></math><img src onerror="${run}">`,
  `<noscript><p title="</noscript><img src=x onerror='${run}'>">`, `<a href="jav&#x09;ascript:${run}">x</a>`, `<details open ontoggle="${run}">`,
  `\u2028${run}\u2029`, `\u202eevil\u202c <b>`, `=cmd|' /C calc'!A0`, `+1+1`, `@SUM(1)`, `-2+3`, `a\\,b;c:d"e`, `BEGIN:VEVENT`,
];

/** Pieces of Markdown; each that is refused is left out, and is tried alone in tests/safety.rs. */
const MARKDOWN = [
  ...TEXTS,
  ...["javascript:", "JaVaScRiPt:", " javascript:", "java\tscript:", "javascript&colon;", "&#106;avascript:", "&#x6A;avascript&#x3a;", "\\javascript:", "data:text/html,", "data:image/svg+xml,", "vbscript:", "view-source:", "feed:javascript:", "//evil.example/", "\\\\evil.example/", "/\\evil.example/", "https:evil", "blob:", "file:///"].flatMap((scheme) => [
    `[x](${scheme}${run})`, `[x](<${scheme}${run}>)`, `![x](${scheme}${run})`, `<${scheme}${run}>`, `[x]\n\n[x]: ${scheme}${run}`, `<a href="${scheme}${run}">x</a>`, `[[x|${scheme}${run}]]`,
  ]),
  `[x](https://ok.example "\\"><script>${run}</script>")`, `[x](https://ok.example '" onmouseover="${run}')`, `[x](https://ok.example/?"onmouseover="${run})`,
  `![x" onerror="${run}](picture.png "\\" onload=\\"${run}")`, `![<script>${run}</script>](picture.png)`, `![x](picture.png "</figure><script>${run}</script>")`,
  "```js\" onmouseover=\"" + run + "\ncode\n```", "```<script>" + run + "</script>\ncode\n```", "~~~ \"><img src=x onerror=" + run + ">\ncode\n~~~", "```html\n<script>" + run + "</script>\n```",
  `# Head {#x" onmouseover="${run}}`, `# Head {#a .b" onclick="${run}}`, `# Head {onclick="${run}"}`, `# <script>${run}</script> {#toString}`, `# [x](javascript:${run})`, `## __proto__`, `## constructor`,
  `Text[^<script>].\n\n[^<script>]: <img src=x onerror="${run}">`, `Text[^"onclick="${run}].\n\n[^"onclick="${run}]: x`, `[[<script>${run}</script>]]`, `[[A|<img src=x onerror="${run}">]]`, `[[" onmouseover="${run}]]`,
  `<svg><script>${run}</script></svg>`, `<svg><a xlink:href="javascript:${run}"><text>x</text></a></svg>`, `<svg><animate onbegin="${run}" attributeName=x dur=1s>`, `<svg><style><img src=x onerror="${run}"></style></svg>`,
  `<img src="${host}">`, `<img srcset="${host} 1x">`, `<picture><source srcset="${host}"><img></picture>`, `<video src="${host}" autoplay></video>`, `<audio src="${host}"></audio>`, `<object data="${host}"></object>`, `<embed src="${host}">`, `<iframe srcdoc="<script>${run}</script>"></iframe>`,
  `<p style="background:url(${host})">x</p>`, `<p style="position:fixed;inset:0">x</p>`, `<input type=image src=${host} formaction=javascript:${run}>`, `<button formaction="javascript:${run}">x</button>`, `<table background="${host}"><tr><td>x</table>`,
  `<b id="site">x</b><a name="body">x</a><img name="cookie">`, `<p id="Query"></p><p class="vh" id="Results">x</p>`, `<template><script>${run}</script></template>`, `<xmp><script>${run}</script></xmp>`, `<plaintext>`, `<marquee onstart="${run}">x</marquee>`, `<a href="#" target="_blank" onclick="${run}">x</a>`, `<a ping="${host}" href="#x" id="x">x</a>`,
  `| a |\n|---|\n| <img src=x onerror="${run}"> |`, `> [!NOTE]\n> <script>${run}</script>`, `- [x] <script>${run}</script>`, `&<script>${run}</script>;`, `\\<script>${run}</script>`, `<scr\0ipt>${run}</script>`.replaceAll("\0", ""), `<ſcript>${run}</ſcript>`, `<img/src=x/onerror=${run}>`, `<IMG SRC=x OnErRoR=${run}>`,
];

const quoted = (text) => JSON.stringify(text);

/** A file of each kind, with one payload in every text that it may hold. */
function withText(text, number) {
  const t = quoted(text);
  const named = (kind) => quoted(`${kind} ${number} ${text}`);
  return {
    [`content/briefings/text-${number}.md`]: `---
title: ${t}\ndate: 2026-01-01\nsummary: ${t}\nauthors: [${t}]\ntags: [${named("Tag")}]\nseries: ${named("Series")}\nversion: ${t}\nstatus: corrected\nstatus_reason: ${t}\nfiled_from: ${named("Desk")}
actors: [{name: ${named("Actor")}, role: ${t}, stance: ${t}}, profile-${number}]\nlocations: [{name: ${named("Place")}, within: ${named("Land")}}, place-${number}]
key_judgments: [{text: ${t}, likelihood: likely, confidence: low, claims: [c]}]
dates: [{date: 2025-01-0${(number % 9) + 1}, date_text: ${t}, title: ${t}, type: ${t}, actors: [${named("Actor")}], locations: [${named("Place")}], sources: [s]}]
claims: [{id: c, text: ${t}, said_by: ${named("Actor")}, sources: [s], history: [{date: 2025-02-01, status: disputed, note: ${t}}]}, {text: ${t}, said_by: {anonymous: true, description: ${t}}}]
sources: [{id: s, title: ${t}, publisher: ${named("Paper")}, url: ${quoted("https://ok.example/?" + encodeURIComponent(text))}}]\ncorrections: [{date: 2026-01-02, text: ${t}}]\nextra: {x: ${t}}
---\n${named("Actor").slice(1, -1)} was there.[^s]\n`,
    [`content/actors/profile-${number}.md`]: `---\nname: ${named("Profile")}\ntype: person\naliases: [${named("Alias")}]\nweak_aliases: [${named("Weak")}]\nprevious_names: [{name: ${named("Old")}}]\nnative_name: {text: ${t}, lang: be}
roles: [{title: ${t}, organization: ${named("Office")}}]\nmember_of: [${named("Club")}]\nlinks: [{title: ${t}, url: "https://ok.example/"}]\n---\n${named("Place").slice(1, -1)}\n`,
    [`content/locations/place-${number}.md`]: `---\nname: ${named("Spot")}\naliases: [${named("Spot alias")}]\nwithin: ${named("Country")}\ncoordinates: [${10 + number}, ${20 + number}]\n---\n`,
    [`content/publishers/paper-${number}.md`]: `---\nname: ${named("Paper")}\nreliability: C\nreliability_note: ${t}\n---\n`,
    [`content/pages/page-${number}.md`]: `---\ntitle: ${t}\nsummary: ${t}\n---\nText.\n`,
  };
}

/** Names of files that a system takes, and addresses might not. */
const NAMES = [`a"onclick="b`, "a'b", "a<script>b", "%2e%2e%2fetc", "..%2f..%2fx", "a&b", "a#b", "a?b", "a b", "javascript:x", "__proto__", "constructor", "ﬁ", "Ａ", "a\u202eb", "CON", "nul.txt", "-rf", "${x}", "{{x}}"];

function nasty(root, dateline) {
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
  const t = quoted(TEXTS[1]);
  const files = {
    "dateline.yaml": `title: ${t}\ndescription: ${t}\nbase_url: https://host.example/\npublisher: {name: ${t}}\nlicence: {name: ${t}}\ntheme: {footer: ${t}}\nnavigation: [{title: ${t}, url: /briefings/}]\nextra: {x: ${t}}
checks: {missing-asset: off, broken-link: off, broken-anchor: off, no-alt: off}\n`,
    "content/briefings/picture.png": png,
  };
  TEXTS.forEach((text, number) => Object.assign(files, withText(text, number)));
  MARKDOWN.forEach((text, number) => (files[`content/briefings/markdown-${number}.md`] = `---\ntitle: Markdown ${number}\ndate: 2026-02-02\n---\nBefore.\n\n${text}\n\nAfter.\n`));
  NAMES.forEach((name, number) => (files[`content/briefings/${name}.md`] = `---\nid: file-${number}\ntitle: File ${number}\ndate: 2026-03-03\n---\n![x](<${name}.png>)\n`));
  NAMES.forEach((name) => (files[`content/briefings/${name}.png`] = png));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  // What is refused is told with its file, and taken out; the rest has to build.
  const refused = [];
  for (let round = 0; round < 12; round++) {
    const told = spawnSync(dateline, ["build", "--format", "json"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
    if (told.status === 0) return { refused, out: join(root, "public") };
    if (told.status !== 1) throw new Error(`exit ${told.status}: ${told.stderr.slice(0, 300)}`);
    const errors = JSON.parse(told.stdout).diagnostics.filter((d) => d.severity === "error");
    if (process.env.NASTY) for (const { code, file, message } of errors) console.log(`refused ${file}: ${code}: ${message}`);
    const wrong = new Set(errors.map((d) => d.file));
    for (const file of wrong) {
      refused.push(file);
      rmSync(join(root, file));
    }
  }
  throw new Error("the nasty site builds in no round");
}

/** What stands on a page that a payload made; run in the page. */
function made() {
  const wrong = [];
  if (window.pwned) wrong.push("a payload ran");
  // What a payload leaves open or closes too early moves what follows it.
  if (document.querySelectorAll("main").length !== 1 || !document.querySelector("h1") || !document.querySelector("body > footer")) wrong.push("the page is broken");
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["nasty-el", "iframe", "object", "embed", "base", "math", "marquee", "video", "audio", "xmp", "plaintext"].includes(name)) wrong.push(`<${name}>`);
    if (name === "script" && !element.src && !["application/ld+json", "application/json"].includes(element.type)) wrong.push(`<script> ${element.textContent.slice(0, 60)}`);
    if (["script", "img", "link"].includes(name) && element.getAttribute(name === "link" ? "href" : "src")?.startsWith("https://evil")) wrong.push(`<${name}> of evil.example`);
    if (name === "template" && !element.matches(".hover-card, [class], [id]")) wrong.push("<template>");
    if (name === "style" || element.hasAttribute("style") && !element.closest("svg, [data-drawn]") && element.getAttribute("style").includes("url")) wrong.push(`style in <${name}>`);
    if (name === "form" && element.action && !element.action.startsWith(location.origin)) wrong.push(`a form to ${element.action}`);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/.test(attribute)) wrong.push(`${attribute} at <${name}>`);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(attribute) && /^[\s\x00-\x1f]*(javascript|data|vbscript|file|blob|view-source|feed)\s*:/i.test(value)) wrong.push(`${attribute}=${value.slice(0, 40)}`);
    }
  }
  return wrong;
}

export async function nastiest(browser, check, dateline, folder) {
  const root = join(folder, "nasty");
  const { refused, out } = nasty(root, dateline);
  check("nasty", "texts", refused.filter((file) => /text-|profile-|place-|paper-|page-/.test(file)).map((file) => `${file} is refused, though any text may be one`));
  const server = await serve(out, "/");
  const site = { server };
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(out.length + 1)).sort();
  const pages = paths.filter((path) => path.endsWith(".html"));
  check("nasty", "pages", pages.length > 400 ? [] : [`only ${pages.length} pages`]);
  const open = opener(browser);
  /** A page that remembers what it should not do, and tells of it `after` each place that it was at. */
  const watched = async () => {
    const { context, page, noise } = await open(site, {});
    const seen = [];
    page.on("dialog", (dialog) => (seen.push("a dialog"), dialog.dismiss()));
    page.on("request", (request) => new URL(request.url()).origin === server.origin || /^data:/.test(request.url()) || seen.push(`asks for ${request.url().slice(0, 80)}`));
    page.on("framenavigated", (frame) => new URL(frame.url()).origin === server.origin || seen.push(`goes to ${frame.url()}`));
    await page.addInitScript(() => addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`)));
    // What a payload links to on the site itself may not be there.
    const after = async (what) => check("nasty", what, [...(await page.evaluate(made)), ...seen.splice(0), ...noise.splice(0).filter((line) => !/Failed to load resource.*404/.test(line))]);
    return { context, page, noise, seen, after };
  };
  const one = await watched();
  const { page, noise, seen, after } = one;
  try {
    // A page that moves its reader has nothing else to show.
    const queue = pages.filter((path) => !readFileSync(join(out, path), "utf8").includes('http-equiv="refresh"'));
    await Promise.all(Array.from({ length: 3 }, async () => {
      const other = await watched();
      for (let path = queue.shift(); path; path = queue.shift()) {
        await other.page.goto(server.url + path.split("/").map(encodeURIComponent).join("/").replace(/(^|\/)index\.html$/, "$1"), { waitUntil: "load" });
        await other.after(path);
      }
      await other.context.close();
    }));
    // Hover cards, the timeline's marks, the map's, and what search shows of each text.
    for (const path of ["briefings/text-0/", "briefings/text-1/", "briefings/text-7/"]) {
      await page.goto(server.url + path);
      for (const link of (await page.locator("main a:visible").all()).slice(0, 40)) await link.hover({ timeout: 500 }).catch(() => {});
      await after(`${path}, hovered`);
    }
    for (const path of ["timeline/", "map/", "graph/"]) {
      await page.goto(server.url + path);
      await page.waitForTimeout(400);
      for (const mark of (await page.locator("svg a, svg [tabindex], .chronograph *:visible").all()).slice(0, 60)) await mark.hover({ timeout: 200, force: true }).catch(() => {});
      for (const facet of await page.locator("main summary:visible").all()) await facet.click({ timeout: 500 }).catch(() => {});
      await after(`${path}, hovered`);
    }
    for (const text of [...TEXTS, "Actor", "Markdown"]) {
      await page.goto(`${server.url}search/?q=${encodeURIComponent(text)}`);
      await page.waitForFunction(() => document.getElementById("Found")?.textContent, null, { timeout: 5000 }).catch(() => {});
      await after(`search for ${text}`);
    }
    // Files that a browser shows by themselves.
    for (const path of paths.filter((path) => /\.(xml|svg|json|geojson|txt)$/.test(path) && !path.startsWith("pagefind/")).slice(0, 60)) {
      const response = await page.goto(server.url + path, { waitUntil: "load" }).catch((error) => error);
      if (response instanceof Error) check("nasty", path, /Download/.test(response.message) ? [] : [response.message]);
      else check("nasty", path, [...((await page.evaluate(() => window.pwned || document.querySelector("parsererror"))) ? ["runs, or is no XML"] : []), ...seen.splice(0)]);
      noise.length = 0;
    }
  } finally {
    await one.context.close();
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone("nasty", nastiest);
