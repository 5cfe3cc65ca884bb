// `dateline serve` in a browser: pages follow what is written, and tell of mistakes. `node serve.mjs` runs it alone.
import { spawn } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { alone } from "./browser.mjs";

const briefing = (title, body, more = "") => `---\ntitle: ${title}\ndate: 2026-01-05\n${more}actors: [{name: Mara Quill, role: guard}]\n---\n${body}\n`;

/** Writes a site, serves it, changes it, and looks; `check` is run.mjs's. */
export async function serving(browser, check, dateline, folder) {
  const root = join(folder, "serving");
  const at = (name) => join(root, name);
  const put = (name, text) => {
    mkdirSync(join(at(name), ".."), { recursive: true });
    writeFileSync(at(name), text);
  };
  put("dateline.yaml", "title: Harbour Watch\nbase_url: https://briefings.example/team/\n");
  put("content/briefings/a.md", briefing("One", `First words. [Two](b.md)\n\n${"A long text to scroll in. ".repeat(900)}`));
  put("content/briefings/b.md", briefing("Two", "Other words.", "status: draft\n"));
  put("content/briefings/late.md", briefing("Late", "[Nowhere](nowhere.md)"));
  let child = spawn(dateline, ["serve", "--root", root, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let errors = "";
  child.stderr.on("data", (data) => (errors += data));
  const url = await new Promise((done, fail) => {
    child.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/\S+\/team\//);
      if (found) done(found[0]);
    });
    child.on("exit", () => fail(new Error(`serve ended: ${said}${errors}`)));
    setTimeout(() => fail(new Error(`serve is not ready: ${said}${errors}`)), 20000);
  });
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const page = await context.newPage();
  const console_ = [];
  page.on("console", (message) => console_.push(message.text()));
  page.on("pageerror", (error) => console_.push(String(error)));
  /** What `look` finds wrong within some seconds. */
  const soon = async (what, look, seconds = 10) => {
    const end = Date.now() + seconds * 1000;
    let wrong = "it did not come to it";
    while (Date.now() < end) {
      wrong = await look().catch((error) => String(error).split("\n")[0]);
      if (!wrong) break;
      await new Promise((done) => setTimeout(done, 40));
    }
    check("serve", what, wrong ? [wrong] : []);
  };
  /** What the page says; one that is just being loaded anew is waited for. */
  const text = () => page.evaluate(() => document.querySelector("main").textContent).catch(async () => {
    await page.waitForLoadState("domcontentloaded");
    return page.evaluate(() => document.querySelector("main").textContent);
  });
  const says = (words) => async () => ((await text()).includes(words) ? "" : `the page does not say ${words}`);
  const overlay = () => page.evaluate(() => {
    const dialog = document.querySelector("dateline-serve")?.shadowRoot.querySelector("dialog");
    return dialog?.open ? dialog.textContent : "";
  });
  const corner = () => page.evaluate(() => document.querySelector("dateline-serve")?.shadowRoot.querySelector(".corner").textContent ?? "");
  try {
    await page.goto(`${url}briefings/a/`);
    await soon("the page is there", says("First words"));
    await soon("what was wrong at the start is told", async () => ((await overlay()).includes("content/briefings/late.md") ? "" : "no word of it"));
    rmSync(at("content/briefings/late.md"));
    await soon("until it is mended", overlay);
    // A change is in the page, which stays where the reader is.
    await soon("the reader scrolls", async () => {
      await page.evaluate(() => scrollTo(0, 1500));
      await new Promise((done) => setTimeout(done, 400));
      return (await page.evaluate(() => scrollY)) === 1500 ? "" : "the page was loaded anew";
    });
    put("content/briefings/a.md", briefing("One", `Second words. [Two](b.md)\n\n${"A long text to scroll in. ".repeat(900)}`));
    await soon("a saved file shows", says("Second words"));
    await soon("the reader stays", async () => {
      const top = await page.evaluate(() => scrollY);
      return Math.abs(top - 1500) < 5 ? "" : `the page is at ${top}`;
    });
    // Editors that write another file and rename it.
    writeFileSync(at("content/briefings/.a.md.swp"), "nothing");
    writeFileSync(at("content/briefings/a.md.tmp"), briefing("One", "Renamed words. [Two](b.md)"));
    renameSync(at("content/briefings/a.md.tmp"), at("content/briefings/a.md"));
    await soon("a file that is renamed over another shows", says("Renamed words"));
    // A mistake: the last good page stays, and says what is wrong.
    put("content/briefings/a.md", briefing("One", "Wrong words.", "actors: nobody: [\n"));
    await soon("a mistake shows over the page", async () => ((await overlay()).includes("content/briefings/a.md") ? "" : `the overlay says ${await overlay()}`));
    check("serve", "the last good page stays", (await text()).includes("Renamed words") ? [] : ["it is gone"]);
    await page.reload();
    await soon("a page that is opened now tells it too", async () => ((await overlay()).includes("error") ? "" : "no overlay"));
    await page.goto(`${url}nowhere/`);
    await soon("so does one that is not there", async () => ((await overlay()).includes("error") ? "" : "no overlay"));
    await page.goto(`${url}briefings/a/`);
    await soon("it covers the page", async () => ((await overlay()) ? "" : "no overlay"));
    await page.keyboard.press("Escape");
    check("serve", "Escape puts it away", (await overlay()) ? ["it is still there"] : []);
    await page.reload();
    await soon("the corner tells that it is there", async () => ((await corner()).includes("Mistakes") ? "" : "no word of it"));
    check("serve", "what was put away stays so", (await overlay()) ? ["it is there again"] : []);
    put("content/briefings/a.md", briefing("One", "Mended words. [Two](b.md)"));
    await soon("what is mended shows", says("Mended words"));
    await soon("and the overlay goes", overlay);
    check("serve", "the terminal told it once", errors.split("a.md:").length === 2 ? [] : [`it told ${errors}`]);
    // A template that breaks only some pages.
    put("templates/briefing.html", '{% extends "builtin/briefing.html" %}{% block footer %}{{ nothing.here }}{% endblock %}');
    await soon("a template's mistake shows", async () => ((await overlay()).includes("templates/briefing.html") ? "" : `the overlay says ${await overlay()}`));
    check("serve", "and its last good page stays", (await text()).includes("Mended words") ? [] : ["it is gone"]);
    rmSync(at("templates"), { recursive: true });
    await soon("without it the overlay goes", overlay);
    // A style sheet is exchanged in the page: what the page knows stays.
    put("templates/assets/style.css", "body { color: rgb(1, 2, 3); }");
    await soon("a first style sheet shows", async () => ((await page.evaluate(() => getComputedStyle(document.body).color)) === "rgb(1, 2, 3)" ? "" : "another colour"));
    await page.evaluate(() => (globalThis.kept = true));
    put("templates/assets/style.css", "body { color: rgb(4, 5, 6); }");
    await soon("a changed style sheet shows", async () => ((await page.evaluate(() => getComputedStyle(document.body).color)) === "rgb(4, 5, 6)" ? "" : "another colour"));
    check("serve", "without a reload", (await page.evaluate(() => globalThis.kept)) ? [] : ["the page was loaded anew"]);
    rmSync(at("templates"), { recursive: true });
    await soon("without it the theme's own is back", async () => ((await page.evaluate(() => getComputedStyle(document.body).color)) === "rgb(4, 5, 6)" ? "still the old" : ""));
    // One that only now is there, as the documentation has it.
    put("templates/base.html", '{% extends "builtin/base.html" %}{% block head_extra %}{% if site.assets["own.css"] %}<link rel="stylesheet" href="{{ site.assets["own.css"] }}">{% endif %}{% endblock %}');
    const color = (wanted) => async () => ((await page.evaluate(() => getComputedStyle(document.body).color)) === wanted ? "" : "another colour");
    put("templates/assets/own.css", "body { color: rgb(7, 8, 9) !important; }");
    await soon("a new style sheet shows", color("rgb(7, 8, 9)"));
    rmSync(at("templates/assets/own.css"));
    await soon("one that went is gone", async () => ((await color("rgb(7, 8, 9)")()) ? "" : "it is still there"));
    rmSync(at("templates"), { recursive: true });
    // Who is not looked at asks for nothing, and is told when it is.
    await page.goto(`${url}briefings/a/`);
    await soon("the page is as it was", says("Mended words"));
    const look = (hidden) => page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    await look(true);
    put("content/briefings/a.md", briefing("One", "Words for later. [Two](b.md)"));
    await soon("an edition is made", async () => ((await (await page.request.get(`${url}briefings/a/`)).text()).includes("Words for later") ? "" : "not yet"));
    check("serve", "a page that nobody sees waits", (await text()).includes("Words for later") ? ["it was loaded anew"] : []);
    await look(false);
    await soon("until it is seen", says("Words for later"));
    put("content/briefings/a.md", briefing("One", "Mended words. [Two](b.md)"));
    await soon("and then it follows again", says("Mended words"));
    // A draft bears its mark.
    await page.goto(`${url}briefings/b/`);
    await soon("a draft is marked", async () => ((await page.evaluate(() => document.querySelector("main .status")?.textContent)) === "Draft" ? "" : "no mark"));
    // A folder that is moved, a burst, a site that goes and comes.
    mkdirSync(at("content/briefings/later"));
    for (let i = 0; i < 1000; i++) writeFileSync(at(`content/briefings/later/n${i}.md`), briefing(`Number ${i}`, `Words ${i}.`));
    await page.goto(`${url}briefings/n999/`).catch(() => {});
    await soon("a thousand files show", async () => {
      if (!(await text()).includes("Words 999")) await page.reload();
      return (await text()).includes("Words 999") ? "" : "not yet";
    }, 40);
    renameSync(at("content/briefings/later"), at("content/briefings/moved"));
    put("content/briefings/moved/n999.md", briefing("Number 999", "Moved words."));
    await soon("a file in a moved folder shows", says("Moved words"), 40);
    rmSync(at("content/briefings/moved"), { recursive: true });
    // The page that is open may just be loading itself anew, for it is gone.
    await page.goto(`${url}briefings/a/`).catch(() => page.goto(`${url}briefings/a/`));
    await soon("a removed folder is gone", async () => ((await page.request.get(`${url}briefings/n999/`)).status() === 404 ? "" : "it is still there"));
    renameSync(root, `${root}-away`);
    await soon("a site that is gone is told", async () => ((await overlay()).includes("no site") ? "" : "no word of it"));
    check("serve", "and its last edition stays", (await text()).includes("Mended words") ? [] : ["it is gone"]);
    renameSync(`${root}-away`, root);
    await soon("when it is back, the overlay goes", overlay);
    put("content/briefings/a.md", briefing("One", "Words after all. [Two](b.md)"));
    await soon("and changes show again", says("Words after all"));
    // Who may ask.
    const status = async (path, options) => (await page.request.fetch(new URL(path, url).href, options)).status();
    const expected = [
      ["/", {}, 200], ["/team", {}, 200], ["/elsewhere/", {}, 404], ["briefings/a", {}, 200], ["briefings/%2e%2e/dateline.yaml", {}, 404],
      ["..%2f..%2fdateline.yaml", {}, 404], ["%ff", {}, 400], ["%zz", {}, 404], ["briefings/a/", { method: "POST" }, 405],
      ["briefings/a/", { headers: { origin: "http://evil.example" } }, 403], ["briefings/a/", { headers: { host: "evil.example" } }, 403],
      ["/__dateline/", {}, 200], ["/__dateline/nothing", {}, 404],
    ];
    for (const [path, options, wanted] of expected) {
      const found = await status(path, options);
      check("serve", `${path} ${JSON.stringify(options)}`, found === wanted ? [] : [`${found} instead of ${wanted}`]);
    }
    // The same address served anew: what is open is of another process.
    await page.goto(`${url}briefings/a/`);
    await soon("the page is there before that", says("Words after all"));
    const ended = new Promise((done) => child.on("exit", done));
    child.kill();
    await ended;
    put("content/briefings/a.md", briefing("One", "Words of another day. [Two](b.md)"));
    child = spawn(dateline, ["serve", "--root", root, "--port", new URL(url).port], { stdio: "ignore" });
    await soon("a page that was open shows what is served now", says("Words of another day"), 20);
    // The page for authors, by keyboard and eye.
    await page.goto(new URL("/__dateline/", url).href);
    const told = await text();
    for (const words of ["Not published now", "it is a draft", "content/briefings/b.md", "Mara Quill", "content/briefings/a.md"]) {
      check("serve", `for authors: ${words}`, told.includes(words) ? [] : ["it is not there"]);
    }
    await page.getByRole("link", { name: "Mara Quill" }).click();
    await page.waitForURL(`${url}actors/mara-quill/`);
    check("serve", "the console is silent", console_.filter((line) => !/status of (4|5)\d\d|ERR_/.test(line)));
  } finally {
    child.kill();
    await context.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone("serve", serving);
