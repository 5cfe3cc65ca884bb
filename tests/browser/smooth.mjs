// By hand: is the timeline smooth with 50,000 entries? Writes such a site, builds it, uses the timeline as a reader does, and tells
// for each step how long it took, its longest tasks in CPU milliseconds and by the clock (those over 50 are told), and what was loaded.
// `node smooth.mjs [ENTRIES]`, with DATELINE (a release build) and CHROMIUM from the environment.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { datelineBinary, launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const PER_BRIEFING = 25;

/** Entries of thirty years: most on a day, some of a month or a year, some spans; a few names are in many, most in few. */
function write(root, entries) {
  let seed = 5;
  const random = () => ((seed = (seed * 48271) % 2147483647) / 2147483647);
  const among = (list) => list[Math.floor(random() * list.length)];
  const often = (name, most) => `${name} ${Math.min(most, Math.floor(random() ** -1.6))}`;
  const two = (number) => String(number).padStart(2, "0");
  mkdirSync(join(root, "content/briefings"), { recursive: true });
  writeFileSync(join(root, "dateline.yaml"), "title: Fifty thousand\nauto_link: off\n");
  for (let b = 0; b < entries / PER_BRIEFING; b++) {
    const year = 1996 + Math.floor(30 * random() ** 0.7);
    const day = () => `${year}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
    let text = `---\ntitle: Briefing ${b} on the harbour\ndate: ${day()}\ntags: [${often("topic", 40)}]\ndates:\n`;
    for (let e = 1; e < PER_BRIEFING; e++) {
      const [at, k] = [day(), random()];
      const date = k < 0.85 ? at : k < 0.9 ? `${at.slice(0, 7)}~` : k < 0.94 ? year : k < 0.97 ? `${at.slice(0, 7)}/${year + 1}-03` : `${at}?`;
      const type = among(["statement", "strike", "meeting", "vote", "arrest", "launch"]);
      text += `  - {date: "${date}", title: "Event ${b}.${e} of the ${type} at the quay", type: ${type}, actors: [${[...new Set([often("Actor", 1500), often("Actor", 1500)])].join(", ")}], locations: [${often("Harbour", 300)}]}\n`;
    }
    writeFileSync(join(root, `content/briefings/b${b}.md`), `${text}---\nText.\n`);
  }
}

const work = mkdtempSync(join(tmpdir(), "dateline-smooth-"));
const out = join(work, "out");
write(work, Number(process.argv[2] ?? 50_000));
execFileSync(datelineBinary(), ["build", "--root", work, "--output", out], { stdio: "inherit" });
const server = await serve(out, "/");
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
await page.addInitScript(() => {
  window.long = [];
  new PerformanceObserver((list) => window.long.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: "longtask", buffered: true });
});
let bytes = 0;
page.on("response", async (response) => (bytes += (await response.body().catch(() => "")).length));
const trace = await browser.newBrowserCDPSession();
let events = [];
trace.on("Tracing.dataCollected", ({ value }) => events.push(...value));
const idle = () => page.waitForFunction(() => document.querySelector(".chronograph:not([hidden]):not([aria-busy])"), null, { timeout: 60_000 });

async function step(name, act) {
  await page.evaluate(() => (window.long = []));
  [events, bytes] = [[], 0];
  await trace.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel", "__metadata"] } });
  const start = performance.now();
  await act();
  await page.waitForTimeout(250);
  await idle();
  const took = performance.now() - start - 250;
  await page.waitForTimeout(400);
  const done = new Promise((resolve) => trace.once("Tracing.tracingComplete", resolve));
  await trace.send("Tracing.end");
  await done;
  const main = new Set(events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain").map(({ pid, tid }) => `${pid}:${tid}`));
  const tasks = events.filter(({ name, pid, tid }) => /RunTask/.test(name) && main.has(`${pid}:${tid}`)).map(({ tdur }) => Math.round((tdur ?? 0) / 1000));
  const longest = tasks.sort((a, b) => b - a).slice(0, 3).join(" ");
  console.log(`${name.padEnd(22)} ${took.toFixed(0).padStart(5)} ms   CPU ${longest.padEnd(9)} over 50: ${(await page.evaluate(() => window.long)).join(" ") || "none"}   ${(bytes / 1000).toFixed(0)} kB   ${await page.locator("#Shown").textContent().catch(() => "")}`);
}
const click = (selector) => () => page.locator(selector).first().click();
await step("open", () => page.goto(`${server.url}timeline/`));
const box = await page.locator(".plot").boundingBox();
await step("drag over a third", async () => {
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 12 });
  await page.mouse.up();
});
await step("open a filter", click("[data-facet=actor] > summary"));
await step("choose an actor", click("[data-facet=actor] input[type=checkbox]"));
await step("open another", click("[data-facet=place] > summary"));
await step("choose a place", () => page.locator("[data-facet=place] input[type=checkbox]").nth(3).click());
await step("lanes", click("[name=mode][value=actor]"));
await step("show all", click("[data-do=reset]"));
await step("words", () => page.locator("#Words").fill("vote at the quay"));
await step("more rows", click(".more-rows"));
await step("show all", click("[data-do=reset]"));
await step("a handle by keys", async () => {
  await page.locator(".handle").first().focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
});
await step("type two months", async () => {
  await page.locator("#From").fill("2010-03");
  await page.locator("#Until").fill("2010-04");
});
await browser.close();
await server.close();
rmSync(work, { recursive: true, force: true });
