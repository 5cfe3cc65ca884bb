// Search, as readers use it: in the repository's own site, and in one whose texts are Chinese, Arabic and Thai.
// `node search.mjs` runs it alone.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { alone, opener } from "./browser.mjs";
import { serve } from "./server.mjs";
import { REPOSITORY } from "./sites.mjs";

/** The checks of the repository's own site, each a function without arguments. */
export const searchJobs = (site, open, check) => [() => sample(site, open, check)];

/**
 * The sample's search: a name is found however it is written, words of texts are, filters and order stand in the
 * address, and nothing is a word too; from any page a slash leads to it.
 */
async function sample(site, open, check) {
  const { context, page, noise } = await open(site, {});
  const rows = () => page.locator("#Results li").evaluateAll((all) => all.map((row) => row.innerText));
  const found = () => page.locator("#Found").textContent();
  // The answer to a question has come when it says so: each question has another number of results than the one before.
  const ask = async (path) => {
    await page.goto(site.server.url + path);
    await page.waitForFunction(() => document.getElementById("Found").textContent, null, { timeout: 10000 }).catch(() => {});
  };
  try {
    for (const typed of ["Khrenin", "hrenin", "Хренин", "Хрэнін", "viktor khren"]) {
      await ask(`search/?q=${encodeURIComponent(typed)}`);
      const [first = "nothing"] = await rows();
      check("search", typed, first.includes("Viktor Khrenin") && first.startsWith("Person") ? [] : [`${typed} does not find Viktor Khrenin first but ${first}`]);
    }
    await ask("search/?q=photographed");
    const kinds = new Set(await page.locator("#Results .eyebrow").evaluateAll((all) => all.map((line) => line.firstChild.textContent)));
    check("search", "texts", ["Briefing", "Event", "Claim"].every((kind) => kinds.has(kind)) ? [] : [`a word finds ${[...kinds]}`]);
    check("search", "quoted", (await page.locator("#Results mark").count()) ? [] : ["no word is marked in what is quoted"]);
    await ask("search/?q=%22combat+duty%22&kind=event&place=belarus&sort=oldest");
    const events = await rows();
    const days = events.map((row) => row.match(/\d+ December/)?.[0]);
    check("search", "filters", events.length > 1 && events.every((row) => row.startsWith("Event")) && days.join() === [...days].sort().join() ? [] : [`filters find ${events}`]);
    await page.locator(".chosen button").first().click();
    await page.waitForFunction(() => !new URLSearchParams(location.search).has("kind"));
    const all = await found();
    await page.reload();
    await page.waitForFunction((all) => document.getElementById("Found").textContent === all, all, { timeout: 10000 }).catch(() => {});
    check("search", "reload", (await found()) === all && (await page.locator("#Sort").inputValue()) === "oldest" ? [] : [`${all} before a reload, ${await found()} after it`]);
    await page.locator('[data-facet="year"] > summary').click();
    const year = page.locator('[data-facet="year"] li').first();
    const promised = Number((await year.locator(".count").textContent()).replace(/\D/g, ""));
    await year.locator("input").check();
    await page.waitForFunction((promised) => document.querySelectorAll("#Results li").length === promised, promised, { timeout: 5000 }).catch(() => {});
    check("search", "counts", (await rows()).length === promised && new URL(page.url()).searchParams.has("year") ? [] : [`a year promises ${promised} results and shows ${(await rows()).length}`]);
    await ask("search/?q=Khrenin");
    await page.locator("#Query").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.closest("#Results"), null, { timeout: 5000 }).catch(() => {});
    const at = await page.evaluate(() => document.activeElement.textContent);
    check("search", "keyboard", at.includes("Khrenin") ? [] : [`Enter leads to ${at}`]);
    await page.locator("#Query").fill("Havana");
    await page.locator("#Query").press("Enter");
    await page.waitForFunction(() => document.activeElement?.textContent.includes("Havana"), null, { timeout: 5000 }).catch(() => {});
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#Results li")?.innerText.includes("Khrenin"), null, { timeout: 5000 }).catch(() => {});
    const back = await page.locator("#Query").inputValue();
    check("search", "back", back === "Khrenin" && (await rows())[0]?.includes("Khrenin") ? [] : [`Back leads to ${back || page.url()}`]);
    await ask("search/?q=24+May+1962&kind=event");
    check("search", "dates", (await rows())[0]?.includes("24 May 1962") ? [] : [`a date finds ${await rows()}`]);
    await page.route("**/pagefind/index/**", (route) => route.abort());
    await ask("search/?q=photographed");
    check("search", "a broken index", (await found()).includes("can't be read") ? [] : [`says ${await found()}`]);
    await page.unroute("**/pagefind/index/**");
    noise.length = 0;
    for (const nothing of ["zzzzqq", "prisoner"]) {
      await ask(`search/?q=${nothing}`);
      check("search", nothing, (await found()).startsWith("Nothing") ? [] : [`${nothing} is answered by ${await found()}`]);
    }
    await page.goto(site.server.url + "actors/");
    await page.keyboard.press("/");
    await page.keyboard.type("Oreshnik");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/\?q=Oreshnik$/, { timeout: 5000 }).catch(() => {});
    check("search", "slash", new URL(page.url()).searchParams.get("q") === "Oreshnik" ? [] : [`a slash leads to ${page.url()}`]);
    check("search", "console", noise);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ["", "actors/"]) {
      await page.goto(site.server.url + path);
      await page.locator(".seek button").click({ timeout: 3000 }).catch(() => {});
      check("search", `the glass on a phone at /${path}`, new URL(page.url()).pathname.endsWith("/search/") ? [] : [`leads to ${page.url()}`]);
    }
  } finally {
    await context.close();
  }
}

/** A word in a script without spaces is found wherever it stands, and nowhere else; names in every script find their pages. */
export async function scripts(open, check, dateline, work) {
  const root = join(work, "scripts");
  const files = {
    "dateline.yaml": "title: 文书\nlanguage: zh\n",
    "content/briefings/beijing.md": "---\ntitle: 关于粮食运输的简报\ndate: 2025-03-01\nlang: zh\nactors: [习近平]\nlocations: [北京]\n---\n代表团昨天在北京市政府开会，讨论粮食运输协定。\n",
    "content/briefings/east.md": "---\ntitle: 京都与北海道\ndate: 2025-03-02\nlang: zh\n---\n记者从北海道去了东京。\n",
    "content/briefings/cairo.md": "---\ntitle: بيان الوزارة\ndate: 2025-03-03\nlang: ar\nactors: [حسن الشريف]\n---\nأعلنت الوزارة في القاهرة تأجيل الاجتماع.\n",
    "content/briefings/bangkok.md": "---\ntitle: Bangkok\ndate: 2025-03-04\nlang: th\n---\nช่วยวิกิพีเดียได้ที่นี่\n",
    "content/briefings/hostile.md": "---\ntitle: \"<img src=x onerror=alert(1)> hostile\"\ndate: 2025-03-05\nlang: en\n---\nA hostile `<b>fence</b>` and </mark><script>alert(1)</script>.\n",
    "content/actors/xi.md": "---\nname: 习近平\naliases: [Xi Jinping]\n---\n",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const out = join(work, "scripts-out");
  execFileSync(dateline, ["build", "--root", root, "--output", out], { stdio: "ignore" });
  const server = await serve(out, "/");
  const { context, page, noise } = await open({ server }, {});
  try {
    for (const [typed, first, not] of [
      ["北京", "北京", "京都"],
      ["政府", "粮食运输", "京都"],
      ["协定", "粮食运输", "京都"],
      ["北海道", "京都与北海道", "粮食"],
      ["القاهرة", "بيان الوزارة", "粮食"],
      ["حسن", "حسن الشريف", "粮食"],
      ["วิกิพีเดีย", "Bangkok", "粮食"],
      ["xi jinping", "习近平", "京都"],
    ]) {
      await page.goto(`${server.url}search/?q=${encodeURIComponent(typed)}`);
      await page.waitForFunction(() => document.getElementById("Found").textContent, null, { timeout: 10000 }).catch(() => {});
      const rows = await page.locator("#Results li").evaluateAll((all) => all.map((row) => row.innerText));
      check("search", typed, rows[0]?.includes(first) && !rows.some((row) => row.includes(not)) ? [] : [`${typed} finds ${JSON.stringify(rows)}`]);
    }
    await page.goto(`${server.url}search/?q=${encodeURIComponent("政府")}`);
    const quoted = await page.locator(".excerpt").first().textContent({ timeout: 10000 }).catch(() => "");
    check("search", "a quotation closes its gaps", quoted.includes("北京市政府开会") ? [] : [`quotes ${quoted}`]);
    await page.goto(`${server.url}search/?q=hostile`);
    await page.locator("#Results li").first().waitFor({ timeout: 10000 }).catch(() => {});
    const result = page.locator("#Results");
    const shown = await result.innerText();
    check("search", "hostile texts", shown.includes("<img src=x onerror=alert(1)> hostile") && shown.includes("<b>fence</b>") && !(await result.locator("img, b, script").count()) ? [] : [`shows ${await result.innerHTML()}`]);
    check("search", "console of scripts", noise);
  } finally {
    await context.close();
    await server.close();
  }
}

/** All of it. */
async function searching(browser, check, dateline, work) {
  const open = opener(browser);
  const out = join(work, "own-out");
  execFileSync(dateline, ["build", "--root", REPOSITORY, "--output", out], { stdio: ["ignore", "ignore", "inherit"] });
  const site = { name: "own", out, server: await serve(out, "/") };
  for (const job of searchJobs(site, open, check)) await job();
  await scripts(open, check, dateline, work);
  await site.server.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone("search", searching);
