// Page tests: the built sites in Chromium. `node run.mjs`, with DATELINE and CHROMIUM from the environment.
// The last line is "N passed, N failed"; a failure is told once, with the places where it was seen.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { reading } from "./briefing.mjs";
import { CHROMIUM, datelineBinary, launch } from "./browser.mjs";
import { sentAlike } from "./headers.mjs";
import { RULES } from "./htmlvalidate.mjs";
import { measure } from "./lighthouse.mjs";
import { nastiest } from "./nasty.mjs";
import { pictures } from "./pictures.mjs";
import { serving } from "./serve.mjs";
import { mapJobs } from "./map.mjs";
import { serve } from "./server.mjs";
import { scripts, searchJobs } from "./search.mjs";
import { buildSites, buildThousand } from "./sites.mjs";
import { timelineJobs } from "./timeline.mjs";
import { nuHtmlChecker, schemaOrg } from "./validators.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const KINDS = ["404", "actor", "actor-by-name", "actors", "briefing", "briefings", "briefings-later", "home", "location", "locations", "page", "publisher", "publishers", "redirect", "timeline", "year"];
const started = performance.now();

let passed = 0;
let failed = 0;
const failures = new Map();
/** One check: `problems` is empty when it holds. `where` is told with the failure. */
function check(what, where, problems) {
  if (!problems.length) return void passed++;
  failed++;
  for (const problem of new Set(problems)) {
    const key = `${what}: ${problem}`;
    failures.set(key, [...(failures.get(key) ?? []), where]);
  }
}
const say = (text) => console.log(`[${((performance.now() - started) / 1000).toFixed(0).padStart(3)} s] ${text}`);

const work = mkdtempSync(join(tmpdir(), "dateline-pages-"));
let browser;
try {
  const sites = buildSites(datelineBinary(), work);
  for (const site of sites) Object.assign(site, await serve(site.out, site.base).then((server) => ({ server })));
  browser = await launch();
  const has = new Set(sites.flatMap((site) => site.chosen.map((page) => page.kind)));
  check("kinds", "all sites", KINDS.filter((kind) => !has.has(kind)).map((kind) => `no page of kind ${kind}`));

  say("html-validate");
  const validator = new HtmlValidate(new StaticConfigLoader(RULES));
  for (const site of sites) {
    for (const page of site.pages) {
      const report = await validator.validateString(page.html, page.file);
      const found = report.results.flatMap((result) => result.messages.map((m) => `${m.ruleId}: ${m.message} [${m.selector ?? ""}]`));
      check("html", `${site.name}/${page.file}`, found);
    }
  }

  say("links");
  for (const site of sites) await links(site);

  say("headers");
  for (const site of sites) await sentAlike(site, check);

  say("pictures");
  await pictures(browser, check, datelineBinary(), work);
  say("serve");
  await serving(browser, check, datelineBinary(), work);

  say("the nastiest site");
  await nastiest(browser, check, datelineBinary(), work);

  say("search");
  await scripts(open, check, datelineBinary(), work);

  say("pages");
  const jobs = [];
  for (const site of sites) {
    for (const page of site.chosen) {
      if (page.kind === "redirect") continue;
      for (const width of [390, 1440]) for (const scripts of [true, false]) jobs.push(() => look(site, page, width, scripts));
    }
  }
  for (const site of sites) {
    for (const page of site.chosen) {
      if (page.kind === "redirect") jobs.push(() => redirect(site, page));
      else if (page.longest) for (const width of [390, 1440]) jobs.push(() => keyboard(site, page, width));
    }
    jobs.push(() => notFound(site));
    if (site.name === "own") {
      jobs.push(...searchJobs(site, open, check), () => reading(site, open, check), ...timelineJobs(site, open, check));
      jobs.push(...mapJobs(browser, site).map((job) => async () => check("map and graph", ...(await job()))));
    }
  }
  await parallel(jobs, 3);

  say("paper");
  const papers = join(work, "paper");
  mkdirSync(papers);
  const paperJobs = sites.flatMap((site) => site.chosen.filter((page) => page.kind !== "redirect").map((page) => () => paper(site, page, papers)));
  await parallel(paperJobs, 3);
  say("lighthouse");
  await measure(sites.find((site) => site.name === "own"), CHROMIUM, check, say);
  for (const site of sites) weigh(site);
  for (const site of sites) await site.server.close();

  say("a thousand briefings");
  const all = [...sites, buildThousand(datelineBinary(), work)];
  say("vnu");
  nuHtmlChecker(all, check);
  say("schema.org");
  schemaOrg(all, check, work);
  say("feeds, sitemap, sheets of paper, calendars, tables, metadata, workflows");
  writeFileSync(join(work, "sites.json"), JSON.stringify(all.map(({ name, out, base, origin, every }) => ({ name, out, base, origin, every }))));
  for (const script of [["feeds.py", papers], ["data.py"], ["metadata.py"], ["workflows.py", datelineBinary()]]) {
    const [name, ...more] = script;
    const python = spawnSync(process.env.PYTHON || "python3", [join(HERE, name), join(work, "sites.json"), ...more], { encoding: "utf8", maxBuffer: 1 << 28 });
    const lines = python.stdout.split("\n").filter(Boolean);
    for (const line of lines) {
      const [what, where, ...problems] = JSON.parse(line);
      check(what, where, problems);
    }
    check(name, "", python.status === 0 ? [] : [`exit ${python.status}: ${python.stderr.trim().split("\n").at(-1)}`]);
  }
} catch (error) {
  failed++;
  console.error(error);
} finally {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
}

for (const [problem, places] of failures) {
  const more = places.length > 3 ? ` and ${places.length - 3} more` : "";
  console.log(`FAILED ${problem}\n       in ${places.slice(0, 3).join("; ")}${more}`);
}
say("done");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

/** Scripts before search are at most 30 kB on the way, a briefing with its style, its scripts and a face at most 100 kB. */
function weigh(site) {
  const size = (file) => (file.endsWith(".woff2") ? statSync(join(site.out, file)).size : gzipSync(readFileSync(join(site.out, file))).length);
  const sum = (files) => files.reduce((all, file) => all + size(file), 0);
  const scripts = site.files.filter((file) => /^assets\/.*\.m?js$/.test(file) && !/\/search\./.test(file));
  const all = sum(scripts);
  check("weight", site.name, all > 30_000 ? [`scripts take ${all} bytes`] : []);
  for (const page of site.chosen.filter((page) => page.kind === "briefing")) {
    const linked = [...page.html.matchAll(/(?:href|src)="([^"]*\/assets\/[^"]*\.(?:css|js|woff2))"/g)].map(([, url]) => url.slice(site.base.length));
    const faces = linked.filter((file) => file.endsWith(".woff2")).slice(1);
    const bytes = sum([page.file, ...new Set(linked.filter((file) => !faces.includes(file)))]);
    check("weight", `${site.name}/${page.file}`, bytes > 100_000 ? [`a briefing takes ${bytes} bytes`] : []);
  }
}

async function parallel(jobs, width) {
  const queue = [...jobs];
  await Promise.all(Array.from({ length: width }, async () => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      try {
        await within(60_000, job());
      } catch (error) {
        check("the test itself", "", [String(error?.message ?? error).split("\n").slice(0, 3).join(" ")]);
      }
    }
  }));
}

function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`took longer than ${milliseconds / 1000} s`)), milliseconds)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A context whose requests and console are watched. */
async function open(site, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const noise = [];
  const outside = [];
  page.on("console", (message) => noise.push(`${message.type()}: ${message.text().slice(0, 200)}`));
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  await context.route((url) => url.origin !== site.server.origin && url.protocol !== "data:", (route) => {
    outside.push(route.request().url());
    return route.abort();
  });
  page.on("requestfailed", (request) => {
    // What a page was still asking for when the test went on is nobody's failure.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    if (!outside.includes(request.url())) noise.push(`failed: ${new URL(request.url()).pathname}`);
  });
  return { context, page, noise, outside };
}

function address(site, page) {
  return site.server.url + (page.path === "404.html" ? "no-such-page/" : page.path);
}

/** One kind of page at one width. Without scripts it is Chromium itself that runs none; axe, being a script, then sees the
    same page with its scripts answered by nothing, where there are any. */
async function look(site, each, width, scripts) {
  const { context, page, noise, outside } = await open(site, { viewport: { width, height: 900 }, javaScriptEnabled: scripts, colorScheme: "light" });
  const where = (scheme) => [`${site.name}/${each.path}`, width, scheme, scripts ? "js" : "no js"].filter(Boolean).join(" ");
  try {
    const answer = await page.goto(address(site, each));
    const wanted = each.kind === "404" ? 404 : 200;
    check("status", where(""), answer.status() === wanted ? [] : [`${answer.status()}, not ${wanted}`]);
    if (scripts) for (const scheme of ["light", "dark"]) check("axe", where(scheme), await axe(page, scheme));
    const wide = await page.evaluate(() => {
      const over = document.scrollingElement.scrollWidth - window.innerWidth;
      if (over <= 0) return [];
      const culprit = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 0.5).at(-1);
      return [`${over} px too wide: ${culprit?.tagName.toLowerCase()}.${culprit?.className} "${culprit?.textContent.trim().slice(0, 40)}"`];
    });
    check("overflow", where(""), wide);
    // Chromium reports the status of the page asked for; for 404.html it has to be that.
    check("console", where(""), noise.filter((line) => !(each.kind === "404" && line.includes("the server responded with a status of 404"))));
    check("origin", where(""), outside);
  } finally {
    await context.close();
  }
  if (scripts || !/<script[^>]+src=/.test(each.html)) return;
  const still = await open(site, { viewport: { width, height: 900 } });
  try {
    await still.page.route((url) => /\.m?js$/.test(url.pathname), (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await still.page.goto(address(site, each));
    for (const scheme of ["light", "dark"]) check("axe", where(scheme), await axe(still.page, scheme));
  } finally {
    await still.context.close();
  }
}

/** What axe finds on the page as it stands, in one colour scheme. */
async function axe(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const told = (v) => v.nodes.map((n) => `${v.id} (${n.target.join(" ")}): ${n.failureSummary.split("\n").slice(1).join(" ").trim().slice(0, 220)}`);
    // Only colours differ in the dark, so there only they are asked about.
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const options = dark ? { runOnly: ["cat.color"], resultTypes: ["violations"] } : { resultTypes: ["violations"] };
    const found = (await window.axe.run(document, options)).violations.flatMap(told);
    // Text to be read at length has the stricter contrast.
    const prose = [".prose p", ".prose li", ".prose td"].filter((selector) => document.querySelector(selector)).map((selector) => [selector]);
    if (prose.length) found.push(...(await window.axe.run({ include: prose }, { runOnly: ["color-contrast-enhanced"], resultTypes: ["violations"] })).violations.flatMap(told));
    return found;
  });
}

async function keyboard(site, each, width) {
  const where = `${site.name}/${each.path} ${width}`;
  const { context, page } = await open(site, { viewport: { width, height: 900 }, reducedMotion: "reduce" });
  try {
    await page.goto(address(site, each));
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => {
      const e = document.activeElement;
      const box = e.getBoundingClientRect();
      const seen = box.left >= 0 && box.top >= 0 && box.right <= window.innerWidth && box.width > 20;
      return e.matches("a.skip") ? (seen ? [] : ["the skip link is not in view when focused"]) : [`Tab reaches ${e.tagName} first, not the skip link`];
    });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    skip.push(...(await page.evaluate(() => {
      const problems = [];
      const target = document.querySelector(location.hash || "#none");
      if (target?.tagName !== "MAIN") problems.push("the skip link does not lead to <main>");
      const after = document.activeElement;
      const main = document.querySelector("main");
      if (main.querySelector("a[href], button, input, summary") && !main.contains(after)) problems.push(`after skipping, Tab goes to "${after.textContent.trim().slice(0, 30)}" outside <main>`);
      return problems;
    })));
    check("skip link", where, skip);

    await page.goto("about:blank");
    await page.goto(address(site, each));
    const focus = [];
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press("Tab");
      const state = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return { end: true };
        const style = getComputedStyle(e);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !/rgba\(.*, 0\)$/.test(style.outlineColor);
        // Of what is drawn, the mark: its name may reach out of view. What holds a drawing is looked at itself.
        const boxes = [...((e.closest("svg") && e.querySelector(".mark")) ?? e).getClientRects()];
        // Any line of it will do: a name may be broken over two.
        const shown = boxes.some((box) => {
          const x = box.left + box.width / 2;
          const y = box.top + box.height / 2;
          if (x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight) return false;
          const hit = document.elementFromPoint(x, y);
          return hit && (e.contains(hit) || hit.contains(e));
        });
        const name = `${e.tagName.toLowerCase()} "${(e.textContent || e.getAttribute("aria-label") || "").trim().slice(0, 40)}"`;
        const problems = [];
        if (!ring) problems.push(`no visible focus on ${name}`);
        if (!shown) problems.push(`focused but hidden or out of view: ${name}`);
        if (!(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length || e.querySelector("img[alt]"))) problems.push(`no name: ${name}`);
        return { problems };
      });
      if (state.end) break;
      focus.push(...state.problems);
    }
    check("focus", where, focus);
  } finally {
    await context.close();
  }
}

async function paper(site, each, folder) {
  const where = `${site.name}/${each.path}`;
  const { context, page } = await open(site, { viewport: { width: 660, height: 900 } });
  try {
    await page.goto(address(site, each));
    await page.emulateMedia({ media: "print" });
    const problems = await page.evaluate(() => {
      const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().width > 1;
      const problems = [...document.querySelectorAll("nav, .skip, [role=search]")].filter(seen).map((e) => `still on paper: ${e.tagName.toLowerCase()} ${e.getAttribute("aria-label") ?? e.className}`);
      const marks = [...document.querySelectorAll(".print-head .tlp, .print-foot .tlp")].filter(seen);
      // What nobody marked bears no marking; what somebody did, on every sheet.
      const marked = document.querySelector("main .page-head .tlp, .colophon .tlp") !== null;
      if (marked && marks.length < 2) problems.push("no marking at head and foot");
      if (!marked && marks.length > 0) problems.push("a marking that nobody gave");
      const own = document.querySelector("article.briefing .page-head .tlp")?.textContent;
      for (const mark of marks) {
        if (!/^TLP:(CLEAR|GREEN|AMBER|AMBER\+STRICT|RED)$/.test(mark.textContent)) problems.push(`not a marking: ${mark.textContent}`);
        if (own && mark.textContent !== own) problems.push(`marked ${mark.textContent} on paper, ${own} on the screen`);
      }
      const over = document.scrollingElement.scrollWidth - window.innerWidth;
      if (over > 0) problems.push(`${over} px too wide on paper`);
      return problems;
    });
    check("print", where, problems);
    const marking = await page.evaluate(() => document.querySelector(".print-head .tlp")?.textContent ?? "");
    const name = `${site.name}-${each.kind}-${each.path.replace(/[^\w]+/g, "-")}`;
    await page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true });
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ where, marking }));
  } finally {
    await context.close();
  }
}

async function redirect(site, each) {
  for (const scripts of [true, false]) {
    const where = `${site.name}/${each.path} ${scripts ? "js" : "no js"}`;
    const { context, page, noise, outside } = await open(site, { javaScriptEnabled: scripts, viewport: { width: 390, height: 900 } });
    try {
      const target = /url=([^"]*)"/.exec(each.html)[1];
      await page.goto(address(site, each), { waitUntil: "commit" });
      const arrived = await page.waitForURL((url) => url.pathname === target, { timeout: 5000 }).then(() => true, () => false);
      check("redirect", where, arrived ? [] : [`does not lead to ${target}`]);
      check("console", where, noise.filter((line) => !line.startsWith("failed: ")));
      check("origin", where, outside);
      // As a reader sees it whose browser does not follow: the same page, standing still.
      await page.route(address(site, each), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: each.html.replace('http-equiv="refresh"', 'name="still"') }));
      for (const width of scripts ? [390, 1440] : []) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(address(site, each));
        for (const scheme of ["light", "dark"]) check("axe", `${where} ${width} ${scheme}`, await axe(page, scheme));
      }
    } finally {
      await context.close();
    }
  }
}

async function notFound(site) {
  for (const path of ["no-such-page/", "briefings/no-such/", "no/such/page/at/all.html"]) {
    const { context, page, noise } = await open(site, {});
    try {
      const answer = await page.goto(site.server.url + path);
      const problems = answer.status() === 404 ? [] : [`status ${answer.status()}`];
      if (!(await page.locator("body.kind-404").count())) problems.push("not the site's own page");
      // It is served at any depth, so its style must be found from there.
      if ((await page.evaluate(() => document.styleSheets.length)) === 0) problems.push("without its style");
      problems.push(...noise.filter((line) => !line.includes("the server responded with a status of 404")));
      check("not found", `${site.name}/${path}`, problems);
    } finally {
      await context.close();
    }
  }
}

/** Every link of every HTML file: what is of this site answers 200 and holds the fragment. */
async function links(site) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const read = (list) => page.evaluate((files) => files.map(({ html }) => {
    const tree = new DOMParser().parseFromString(html, "text/html");
    const out = [];
    for (const e of tree.querySelectorAll("[href], [src], [srcset], [data-src]")) {
      for (const name of ["href", "src", "data-src"]) if (e.hasAttribute(name)) out.push([e.tagName.toLowerCase(), e.getAttribute(name), e.getAttribute("rel") ?? ""]);
      for (const part of (e.getAttribute("srcset") ?? "").split(",")) if (part.trim()) out.push(["source", part.trim().split(/\s+/)[0], ""]);
    }
    for (const e of tree.querySelectorAll('meta[property="og:url"], meta[property="og:image"]')) out.push(["meta", e.content, e.getAttribute("property")]);
    for (const e of tree.querySelectorAll('meta[http-equiv="refresh"]')) out.push(["refresh", e.content.replace(/^.*url=/, ""), ""]);
    return { links: out, ids: [...tree.querySelectorAll("[id]")].map((e) => e.id) };
  }), list);
  const trees = await read(site.pages.map(({ html }) => ({ html })));
  const ids = new Map(site.pages.map((each, i) => [site.base + each.path, new Set(trees[i].ids)]));
  await context.close();

  const home = site.origin ? site.origin + site.base : null;
  const answers = new Map();
  const reached = new Set([site.base, `${site.base}404.html`]);
  for (const [i, each] of site.pages.entries()) {
    const problems = [];
    for (const [tag, href, rel] of trees[i].links) {
      let url;
      try {
        url = new URL(href, site.server.url + each.path);
      } catch {
        problems.push(`no address: ${href}`);
        continue;
      }
      if (!["http:", "https:", "mailto:", "tel:", "data:"].includes(url.protocol)) problems.push(`${tag} leads to ${url.protocol}`);
      if (home && url.href.startsWith(home)) url = new URL(url.href.replace(home, site.server.url));
      if (url.origin !== site.server.origin) {
        if (tag !== "a" && !rel.includes("license")) problems.push(`${tag} draws on another site: ${href}`);
        continue;
      }
      if (!answers.has(url.pathname)) answers.set(url.pathname, (await fetch(site.server.origin + url.pathname, { method: "GET" })).status);
      if (answers.get(url.pathname) !== 200) problems.push(`${tag} ${href} answers ${answers.get(url.pathname)}`);
      else if (url.hash && tag === "a" && !ids.get(url.pathname)?.has(decodeURIComponent(url.hash.slice(1)))) problems.push(`no such place on the page: ${href}`);
      if (tag === "a" && each.kind !== "redirect") reached.add(url.pathname);
      if (rel === "canonical" && each.kind !== "redirect" && url.pathname !== site.base + each.path) problems.push(`canonical is ${href}`);
    }
    check("links", `${site.name}/${each.file}`, problems);
  }
  const lost = site.pages.filter((each) => each.kind !== "redirect" && !reached.has(site.base + each.path));
  check("reached", site.name, lost.map((each) => `no link leads to ${each.file}`));
}
