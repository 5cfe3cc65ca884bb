// The timeline's graphic: what is dragged, typed, chosen and sent on, with and without its script.
// `node timeline.mjs` runs it alone, on the repository's own site and on one in Arabic.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { alone, opener } from "./browser.mjs";
import { serve } from "./server.mjs";
import { REPOSITORY } from "./sites.mjs";

/** `open(site, options)` gives {context, page, noise}; `check(what, where, problems)` takes what is wrong. */
export function timelineJobs(site, open, check) {
  const at = (path) => `${site.server.url}${path}`;
  const shown = (page) => page.evaluate(() => [...document.querySelectorAll("ol.events > li")].filter((li) => li.checkVisibility()).map((li) => [li.dataset.earliest ?? "", li.dataset.latest ?? "9999"]));
  const rest = (page) => page.waitForFunction(() => document.querySelector(".chronograph:not([hidden]):not([aria-busy])")).then(() => page.waitForTimeout(400)).then(() => page.waitForFunction(() => !document.querySelector(".chronograph[aria-busy]")));
  const visit = async (path, options, use) => {
    const { context, page, noise } = await open(site, options);
    try {
      await page.goto(at(path));
      await use(page);
      check("timeline", `${path} console`, noise);
    } finally {
      await context.close();
    }
  };
  const is = (where, good, otherwise) => check("timeline", where, good ? [] : [otherwise]);
  // It is told a moment after the answer, once the reader has come to rest.
  const told = (page) => page.waitForTimeout(300).then(() => page.locator("#Shown").textContent());

  /** Typing: what may have happened in the span stays, the address keeps it, and a reset shows all. */
  const typing = () => visit("timeline/2025/", {}, async (page) => {
    await rest(page);
    const all = (await shown(page)).length;
    const days = await page.locator(".handle").evaluateAll((handles) => handles.map((handle) => handle.dataset.day.slice(0, 4)));
    is("year", days.join() === "2025,2025", `the page of a year draws ${days.join(" to ")}`);
    const typed = () => page.locator(".span input").evaluateAll((fields) => fields.map((field) => field.value).join());
    is("year's fields", (await typed()) === "2025,2025", `the fields on the page of 2025 say ${await typed()}`);
    await page.locator("#From").fill("2025-12-19");
    await page.locator("#Until").fill("2025-12");
    await rest(page);
    const within = await shown(page);
    const outside = within.filter(([first, last]) => first > "2025-12-31" || last < "2025-12-19");
    is("typed span", within.length && !outside.length, `${within.length} rows, ${outside.length} of them outside`);
    is("status", (await told(page)).startsWith(`${within.length} of `), `says ${await told(page)}, with ${within.length} rows`);
    await page.reload();
    await rest(page);
    is("reload", (await shown(page)).length === within.length && page.url().includes("from=2025-12-19"), "the span is gone after a reload");
    for (const wrong of ["2025-13", "2025-02-30", "2025-22", "2027", "last week"]) {
      await page.locator("#From").fill(wrong);
      await rest(page);
      const invalid = await page.locator(".span [aria-invalid=true]").count();
      is(wrong, invalid && (await shown(page)).length === within.length, `${wrong} is taken for a beginning`);
    }
    await page.locator("[data-do=reset]").click();
    await rest(page);
    is("reset", (await shown(page)).length === all && !new URL(page.url()).search, "a reset does not show all");
  });

  /** Dragging over the strip, the buttons, and a handle by the keyboard. */
  const dragging = (options) => () => visit("timeline/", options, async (page) => {
    await rest(page);
    const rtl = await page.evaluate(() => document.documentElement.dir === "rtl");
    const box = await page.locator(".plot").boundingBox();
    const x = (share) => box.x + box.width * (rtl ? 1 - share : share);
    await page.mouse.move(x(0.5), box.y + 30);
    await page.mouse.down();
    await page.mouse.move(x(0.6), box.y + 30, { steps: 4 });
    await page.mouse.move(x(0.75), box.y + 30, { steps: 4 });
    await page.mouse.up();
    await rest(page);
    const span = () => page.evaluate(() => [...document.querySelectorAll(".handle")].map((handle) => handle.dataset.day));
    const number = () => page.locator(".handle").first().getAttribute("aria-valuenow").then(Number);
    const [from, until] = await span();
    is("drag", from < until && page.url().includes("from=") && page.url().includes("until="), `dragging shows ${from} to ${until}`);
    const rows = await shown(page);
    is("drag rows", rows.length && rows.every(([a, b]) => !a || (a <= until && b >= from)), "rows outside of what was dragged over");
    const url = page.url();
    const first = page.locator(".handle").first();
    await first.focus();
    await page.keyboard.press(rtl ? "ArrowLeft" : "ArrowRight");
    await rest(page);
    const [later] = await span();
    is("arrow", later > from, `the arrow key moves the beginning from ${from} to ${later}`);
    const words = await first.getAttribute("aria-valuetext");
    is("valuetext", /\d{4}/.test(words) && !/^[\d-]+$/.test(words), `the handle says ${words}`);
    await page.keyboard.press(rtl ? "ArrowRight" : "ArrowLeft");
    await page.keyboard.press("Home");
    await rest(page);
    const start = await number();
    is("home", String(start) === (await first.getAttribute("aria-valuemin")), "Home does not lead to the beginning");
    await page.locator("[data-do=in]").click();
    await rest(page);
    const inside = await number();
    await page.locator("[data-do=out]").click();
    await rest(page);
    is("zoom", inside > start && (await number()) < inside, `zooming in and out leads from day ${start} to ${inside} to ${await number()}`);
    await page.goto(url);
    await rest(page);
    is("sent", (await span()).join() === [from, until].join(), `an address that was sent shows ${await span()}, not ${from}, ${until}`);
    await page.goto(at(""));
    await page.goBack();
    await rest(page);
    is("back", (await span()).join() === [from, until].join(), "going back does not show the view again");
  });

  /** A filter's number is what is shown once it is chosen; two of one kind are "or", two kinds "and". */
  const filters = (options) => () => visit("timeline/", options, async (page) => {
    await rest(page);
    if (!(await page.locator(".filters").getAttribute("open") !== null)) await page.locator(".filters > summary").click();
    const count = (facet, i) => page.locator(`[data-facet=${facet}] li`).nth(i).locator(".count").textContent().then(Number);
    const choose = async (facet, i) => {
      const expected = await count(facet, i);
      await page.locator(`[data-facet=${facet}] input[type=checkbox]`).nth(i).click();
      await rest(page);
      return expected;
    };
    const number = async () => Number(/\d+/.exec(await told(page))[0]);
    await page.locator("[data-facet=actor] > summary").click();
    const one = await choose("actor", 0);
    is("one filter", (await number()) === one && (await shown(page)).length === Math.min(one, 100), `${one} were promised, ${await number()} are shown`);
    await page.locator("[data-facet=place] > summary").click();
    const both = await choose("place", 0);
    is("two kinds", (await number()) === both && both <= one, `with a place ${both} were promised, ${await number()} are shown`);
    await page.locator("[data-facet=actor] > summary").click();
    await choose("actor", 1);
    is("two of a kind", (await number()) >= both, "a second name shows fewer");
    is("address", page.url().includes("actor=") && page.url().includes("place="), `the address is ${page.url()}`);
    const before = await number();
    await page.reload();
    await rest(page);
    is("filters reload", (await number()) === before, "the filters are gone after a reload");
    is("chosen", (await page.locator(".chosen button").count()) === 3, "what is chosen is not named");
    await page.locator(".chosen button").first().click();
    await rest(page);
    is("taken back", (await page.locator(".chosen button").count()) === 2, "a choice can't be taken back");
    await page.locator("[data-do=reset]").click();
    await page.locator("#Words").fill("zzzzqq");
    await rest(page);
    is("words", (await number()) === 0 && (await shown(page)).length === 0, "words that stand nowhere are found");
  });

  /** An address is read in any letter case; what nothing is called is told, and left out. */
  const addressed = () => visit("timeline/?type=STATEMENT&actor=Nobody&from=soon", {}, async (page) => {
    await rest(page);
    const chosen = await page.locator(".chosen button").allTextContents();
    is("letter case", chosen.length === 1 && /statement/i.test(chosen[0]), `${chosen.length} names are chosen`);
    is("unknown", /Nobody/.test(await told(page)) && /soon/.test(await told(page)), `says ${await told(page)}`);
    await page.locator("[data-do=reset]").click();
    await rest(page);
    is("forgotten", !/Nobody/.test(await told(page)) && !new URL(page.url()).search, "a reset keeps what is unknown");
  });

  /** Names in a gutter at the side where reading begins, marks beside it, the axis in view wherever the page is scrolled to;
      when a briefing was published is drawn apart. */
  const gutter = (options) => () => visit("timeline/?view=actor", { ...options }, async (page) => {
    await rest(page);
    const wrong = await page.evaluate(() => {
      const rtl = document.documentElement.dir === "rtl";
      const names = [...document.querySelectorAll(".lane-name bdi")].map((name) => name.getBoundingClientRect());
      const marks = [...document.querySelectorAll(".lanes .mark")].map((mark) => mark.getBoundingClientRect());
      const lines = [...document.querySelectorAll(".lanes-grid line")].map((line) => line.getBoundingClientRect());
      const edge = rtl ? Math.min(...names.map((box) => box.left)) : Math.max(...names.map((box) => box.right));
      const beside = (box) => (rtl ? box.right <= edge + 1 : box.left >= edge - 1);
      const rows = document.querySelector(".lanes-rows").getBoundingClientRect().height;
      return [
        !(marks.length && marks.every(beside)) && "marks lie under names",
        !(lines.length && lines.every((box) => beside(box) && Math.abs(box.height - rows) < 2)) && "no lines through all lanes",
        [...document.querySelectorAll(".lanes .mark")].some((mark) => mark.row.own !== Boolean(mark.querySelector(".published"))) && "a briefing's day is drawn as an event",
        document.documentElement.scrollWidth > innerWidth && "the page is too wide",
      ].filter(Boolean);
    });
    check("timeline", "gutter", wrong);
    await page.locator(".lane").last().evaluate((lane) => scrollTo(0, scrollY + lane.getBoundingClientRect().top - 60));
    const top = () => page.locator(".lanes-axis").evaluate((axis) => axis.getBoundingClientRect().top);
    // A page that is scrolled is drawn anew a moment later.
    for (let tries = 20; tries && Math.abs(await top()) >= 1; tries--) await page.waitForTimeout(100);
    is("axis stays", Math.abs(await top()) < 1, `the axis is at ${await top()} when lanes scroll`);
  });

  /** Lanes: marks with names, one stop of the Tab key, what is not sure is a bar. */
  const lanes = () => visit("timeline/?view=actor&from=1953&until=1965", {}, async (page) => {
    await rest(page);
    const marks = await page.evaluate(() => [...document.querySelectorAll(".lanes .mark")].map((mark) => ({ name: mark.getAttribute("aria-label"), tab: mark.getAttribute("tabindex"), bar: Boolean(mark.querySelector(".bar")), dot: Boolean(mark.querySelector("circle")), sure: mark.row.certainty === "exact", link: mark.getAttribute("href"), long: mark.row.earliest !== mark.row.latest })));
    is("marks", marks.length > 10 && marks.every(({ name, link }) => name && link), `${marks.length} marks, not all with a name and a link`);
    is("one stop", marks.filter(({ tab }) => tab === "0").length === 1, "not one stop of the Tab key");
    is("bars", marks.some(({ bar }) => bar) && !marks.some(({ dot, sure, long }) => dot && (!sure || long)), "an uncertain or long date is a dot");
    await page.locator(".lanes .mark[tabindex='0']").focus();
    const name = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    const first = await name();
    is("note", await page.locator(".mark-note").isVisible(), "a focused mark does not tell what it is");
    await page.keyboard.press("ArrowRight");
    const second = await name();
    await page.keyboard.press("ArrowDown");
    const third = await name();
    is("arrows", second && second !== first && third && third !== second, `the arrows lead from ${first} to ${second} to ${third}`);
    await page.locator("[name=mode][value=place]").click();
    await rest(page);
    is("places", page.url().includes("view=place") && (await page.locator(".lane-name").count()) > 1, "no lanes by place");
  });

  /** Without a script, the list is whole and nothing else asks for one. */
  const plain = () => visit("timeline/", { javaScriptEnabled: false }, async (page) => {
    is("no script", (await page.locator("ol.events > li").count()) > 50 && !(await page.locator(".chronograph").isVisible()), "without a script it is not the plain list");
  });

  /** The small drawing: a mark leads to its row. */
  const mini = () => visit("actors/john-f-kennedy/", {}, async (page) => {
    await page.locator(".mini svg[role=group]").waitFor();
    await page.locator(".mini .mark[tabindex='0']").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    const there = await page.evaluate(() => document.querySelector("li.event:target") !== null);
    is("small drawing", there, "a mark does not lead to its row");
  });

  /** The scripts as they are published stay small. */
  const small = async () => {
    const files = readdirSync(site.out, { recursive: true }).filter((file) => /^assets.timeline\.\w+.\w+\.js$/.test(file));
    const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(site.out, file)), { level: 9 }).length, 0);
    is("size", files.length === 2 && size < 16_500, `${files.length} scripts take ${size} bytes`);
  };

  const phone = { viewport: { width: 390, height: 900 } };
  return site.name === "own" ? [small, typing, dragging({}), dragging(phone), filters({}), filters(phone), addressed, lanes, gutter({}), gutter(phone), plain, mini] : [dragging({}), filters({}), gutter({}), gutter(phone)];
}

/** A site in Arabic, whose time runs from right to left. */
function arabic(root) {
  mkdirSync(join(root, "content/briefings"), { recursive: true });
  writeFileSync(join(root, "dateline.yaml"), "title: ميناء\nlanguage: ar\n");
  for (let i = 0; i < 12; i++) {
    const day = `20${10 + i}-${String((i % 12) + 1).padStart(2, "0")}-10`;
    writeFileSync(join(root, `content/briefings/b${i}.md`), `---\ntitle: خبر ${i}\ndate: ${day}\nactors: [حسن, ${i % 2 ? "ليلى" : "سامر"}]\nlocations: [القاهرة]\ndates:\n  - {date: ${day}, title: حدث ${i}, actors: [حسن], locations: [القاهرة]}\n  - {date: "20${10 + i}~", title: سنة ${i}, actors: [ليلى], locations: [القاهرة]}\n---\n`);
  }
  return root;
}

/** All of it, on the repository's own site and on one in Arabic. */
async function timelines(browser, check, dateline, work) {
  const open = opener(browser, { reducedMotion: "reduce" }, (message) => message.includes("404"));
  for (const [name, root] of [["own", REPOSITORY], ["arabic", arabic(join(work, "arabic"))]]) {
    const out = join(work, `${name}-out`);
    execFileSync(dateline, ["build", "--root", root, "--output", out], { stdio: ["ignore", "ignore", "inherit"] });
    const site = { name, out, server: await serve(out, "/") };
    for (const job of timelineJobs(site, open, check)) await job().catch((error) => check(name, "the test itself", [error.message.split("\n").slice(0, 4).join(" ")]));
    await site.server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone("timeline", timelines);
