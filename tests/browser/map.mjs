// The map in Chromium: without its script it stands and its links work; with it one pans, zooms and chooses, by
// mouse, wheel and keyboard. And the graph of an actor: what is pointed at or focused is told. Called by run.mjs with the repository's own site; alone: `node map.mjs`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BASE = ".atlas-site .atlas-base";

/** Jobs, each of which gives what it looked at and what is wrong. */
export function mapJobs(browser, site) {
  const open = async (path, work, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options });
    try {
      const page = await context.newPage();
      const noise = [];
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && noise.push(message.text()));
      page.on("pageerror", (error) => noise.push(String(error)));
      await page.goto(site.server.url + path);
      const problems = [];
      const expect = (holds, problem) => holds || problems.push(problem);
      await work(page, expect);
      return [`${path} ${JSON.stringify(options)}`, [...problems, ...noise.filter((line) => !line.includes("404"))]];
    } finally {
      await context.close();
    }
  };
  const viewOf = (page) => page.locator(BASE).getAttribute("viewBox").then((text) => text.split(" ").map(Number));

  const still = () => open("map/", async (page, expect) => {
    expect(!(await page.locator(".atlas-tools").isVisible()), "tools without a script");
    const pin = page.locator(".marks-full .pin-town a").first();
    const place = await pin.getAttribute("data-place");
    await pin.click();
    expect(new URL(page.url()).hash === `#Place-${place}`, `a mark leads to ${page.url()}`);
    expect((await page.locator("li:target").getAttribute("data-place")) === place, "its place is not marked in the list");
    await page.locator(".to-pin").first().click();
    expect((await page.locator(".pin:target").count()) === 1, "the list leads to no mark");
  }, { javaScriptEnabled: false });

  const zooms = () => open("map/", async (page, expect) => {
    const whole = await viewOf(page);
    await page.locator(".atlas-site .atlas-sheet").hover();
    await page.mouse.wheel(0, -100);
    await page.waitForTimeout(100);
    expect(String(await viewOf(page)) === String(whole), "a page that scrolls by zooms the map");
    await page.mouse.wheel(0, 100);
    await page.getByRole("button", { name: "Zoom in" }).click();
    const near = await viewOf(page);
    expect(near[2] < whole[2], "the button does not zoom");
    expect(await page.locator(".atlas-marks:not(.off) > .pin:not(.off)").count(), "the button zooms to an empty sea");
    await page.waitForURL(/view=/);
    const again = await page.context().newPage();
    await again.goto(page.url());
    expect((await viewOf(again)).every((part, i) => Math.abs(part - near[i]) < 20), `the address leads to ${await viewOf(again)} for ${near}`);
    await again.close();
    const sizes = await page.locator(".atlas-marks:not(.off) > .pin:not(.off) circle.dot").evaluateAll((all) => all.map((dot) => dot.getBoundingClientRect().width));
    expect(sizes.length && sizes.every((size) => size < 30), `marks grow to ${Math.max(...sizes)}`);
    const sheet = page.locator(".atlas-site .atlas-sheet");
    const { x, y, width, height } = await sheet.boundingBox();
    await page.mouse.move(x + width * 0.5, y + height * 0.85);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.4, y + height * 0.8, { steps: 4 });
    await page.mouse.up();
    const moved = await viewOf(page);
    expect(moved[0] > near[0] && moved[1] > near[1] && moved[2] === near[2], `dragging leads from ${near} to ${moved}`);
    await sheet.focus();
    await page.keyboard.press("+");
    expect((await viewOf(page))[2] < moved[2], "+ does not zoom");
    const before = await viewOf(page);
    await page.keyboard.press("ArrowRight");
    expect((await viewOf(page))[0] > before[0], "an arrow does not pan");
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.wheel(0, -300);
    await page.waitForFunction(([selector, width]) => document.querySelector(selector).viewBox.baseVal.width < width, [BASE, before[2]]);
    await page.keyboard.press("0");
    expect(String(await viewOf(page)) === String(whole), "0 does not lead back");
    const touching = await page.evaluate(() => {
      const dots = [...document.querySelectorAll(".atlas-marks:not(.off) .dot")].map((dot) => dot.getBoundingClientRect()).filter((box) => box.width);
      const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
      return dots.some((a, i) => dots.slice(i + 1).some((b) => Math.hypot(middle(a)[0] - middle(b)[0], middle(a)[1] - middle(b)[1]) < (a.width + b.width) / 2));
    });
    expect(!touching, "marks lie on each other");
  });

  const chooses = () => open("map/", async (page, expect) => {
    const pin = page.locator(".marks-full .pin-town:not(:has(.number)) a").first();
    const place = await pin.getAttribute("data-place");
    await pin.focus();
    expect(await page.locator(`li[data-place="${place}"].pointed`).count(), "focus does not light up the list");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("view")?.endsWith(`_${place}`));
    expect(await page.locator(".atlas-card .place-name").count(), "nothing is told of what is chosen");
    await page.mouse.move(5, 5);
    await page.locator("h1").hover();
    expect(await page.locator(`.marks-full .pin.chosen a[data-place="${place}"]`).count(), "what is chosen is not lit");
    const [mark, card] = [await page.locator(`.marks-full .pin.chosen .dot`).first().boundingBox(), await page.locator(".atlas-card").boundingBox()];
    const away = [mark.x + mark.width / 2 - card.x - card.width / 2, mark.y - card.y, mark.y - card.y - card.height].map(Math.abs);
    expect(away[0] < card.width && Math.min(away[1], away[2]) < 60, `the card stands ${away} away from its mark`);
    const other = page.locator("li[data-place]:has(.to-pin)").last();
    await other.hover();
    const named = await other.getAttribute("data-place");
    expect(await page.locator(`.marks-full .pin.pointed:not(.chosen) a[data-place="${named}"]`).count(), "the list does not light up the map");
    const whole = await viewOf(page);
    await page.getByRole("button", { name: "Zoom in" }).click();
    const shown = page.locator(`.atlas-marks:not(.off) > .pin:not(.off) a[data-place="${place}"]`);
    expect(await shown.count(), "the button does not zoom to what is chosen");
    await page.getByRole("button", { name: "Whole map" }).click();
    const several = page.locator(".marks-full .pin-many a").first();
    const joined = (await several.getAttribute("data-joined")).split(" ");
    await several.hover();
    expect(await page.locator(`li[data-place="${joined[0]}"].pointed`).count(), "a mark of many does not light up all of them");
    const counted = async () => page.locator(".atlas-marks:not(.off) > .pin:not(.off) .dot").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    await several.click();
    expect((await viewOf(page))[2] < whole[2], "a mark of many does not open up");
    expect((await counted()) > 1, "marks do not part");
    // What has no mark of its own on the whole map has one when it is looked for.
    await page.getByRole("button", { name: "Whole map" }).click();
    await page.locator(`li[data-place="${joined[0]}"] .to-pin`).click();
    // The address changes first, and then the map.
    const led = page.locator(`.atlas-marks:not(.off) > .pin:not(.off).chosen a[data-place="${joined[0]}"]`).waitFor({ state: "attached", timeout: 5000 });
    expect(await led.then(() => true, () => false), "the list leads to no mark");
    await page.getByRole("button", { name: "Whole map" }).click();
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.search && !url.hash);
    expect(await page.locator(".atlas-card").isHidden(), "Escape does not close the card");
    expect((await page.locator(".chosen").count()) === 0, "Escape leaves something chosen");
  });

  const names = () => open("map/", async (page, expect) => {
    // The names that the whole map shows stay, with fewer and fewer others, while their marks are in view.
    const shown = () => page.locator(".atlas-marks:not(.off) > .pin:not(.off, .pin-country, .joined) .name:not(.quiet)").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent.replace(/ \+\d+$/, "")));
    const whole = await shown();
    for (const first of ["Athens", "Havana"]) expect(whole.includes(first), `the whole map names ${whole}`);
    await page.locator(".atlas-sheet").focus();
    await page.locator(".atlas-sheet").evaluate((sheet) => {
      const { left, top, width, height } = sheet.getBoundingClientRect();
      for (let i = 0; i < 2; i += 1) sheet.dispatchEvent(new WheelEvent("wheel", { deltaY: -102, clientX: left + width * 0.4, clientY: top + height * 0.3, cancelable: true }));
    });
    const [, , wide] = await viewOf(page);
    const near = await shown();
    expect(wide < 9000 && wide > 6000, `the view is ${wide} wide`);
    for (const first of ["Athens", "Havana"]) expect(near.includes(first), `zoomed it names ${near}`);
  });

  const order = () => open("map/", async (page, expect) => {
    const first = await page.evaluate(() => {
      const all = [...document.querySelectorAll("figure.atlas button, figure.atlas a")].filter((one) => one.checkVisibility());
      return all.findIndex((one) => one.matches("a")) > all.findLastIndex((one) => one.matches("button"));
    });
    expect(first, "the buttons come after the marks");
  });

  const phone = () => open("map/", async (page, expect) => {
    expect(await page.locator(".marks-narrow").isVisible(), "no marks for a phone");
    expect((await page.locator(".marks-wide, .marks-full").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)) === 0, "marks twice");
    expect((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, "it is wider than the phone");
    await page.getByRole("button", { name: "Zoom in" }).click();
    expect((await page.locator(".atlas-marks:not(.off) > .pin:not(.off)").count()) > 0, "nothing is marked when near");
  }, { viewport: { width: 390, height: 800 } });

  const ties = () => open("actors/fidel-castro/", async (page, expect) => {
    const node = page.locator(".graph .node").nth(2);
    const told = async (how) => {
      const text = await page.locator(".graph-card").innerText();
      expect(text.includes("in common") && text.trim().split("\n").length > 1, `${how} tells ${JSON.stringify(text)}`);
      expect((await page.locator(".tie.lit").count()) > 0, `${how} lights up no tie`);
    };
    await node.hover();
    await told("pointing");
    await page.mouse.move(5, 5);
    expect(await page.locator(".graph-card").isHidden(), "the card stays");
    await node.focus();
    await told("focus");
    await page.keyboard.press("Escape");
    expect(await page.locator(".graph-card").isHidden(), "Escape does not put the card away");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.includes("/actors/") && !url.pathname.includes("fidel-castro"));
  });

  const web = () => open("graph/", async (page, expect) => {
    const at = (selector) => page.locator(selector).first().boundingBox();
    expect((await page.locator(".graph-sheet").evaluate((sheet) => sheet.scrollLeft)) === 0, "the drawing does not open at its start");
    expect((await at(".graph-scrolls")).y < (await at(".graph-sheet")).y, "what says that it is wider stands below it");
  }, { viewport: { width: 390, height: 800 } });

  const lettering = () => open("graph/", async (page, expect) => {
    const lies = (one, other) => one.left < other.right - 2 && one.right - 2 > other.left && one.top + 2 < other.bottom && one.bottom - 2 > other.top;
    const boxes = (selector) => page.locator(selector).evaluateAll((all) => all.map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      return { of: one.closest(".node")?.dataset.node, left, top, right, bottom };
    }));
    const marks = await boxes(".node .mark");
    const on = (texts) => texts.flatMap((text) => marks.filter((mark) => mark.of !== text.of && lies(text, mark)).map((mark) => `${text.of} on ${mark.of}`));
    const names = on(await boxes(".node text"));
    expect(!names.length, `names lie on marks: ${names}`);
    await page.locator('.node[data-node="john-f-kennedy"] .mark').hover({ force: true });
    expect(await page.locator(".graph-card").isVisible(), "pointing tells nothing");
    const hidden = on(await boxes(".graph-card"));
    expect(!hidden.length, `the card lies on marks: ${hidden}`);
  });

  const mirrored = () => open("locations/havana/", async (page, expect) => {
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    const [tools, inset] = await Promise.all([".atlas-tools", ".atlas-inset"].map((part) => page.locator(part).boundingBox()));
    expect(inset.x + inset.width < tools.x, "from right to left the buttons lie on the map of the world");
  });

  return [still, zooms, chooses, names, order, mirrored, phone, ties, web, lettering];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { datelineBinary, launch } = await import("./browser.mjs");
  const { serve } = await import("./server.mjs");
  const { buildSites } = await import("./sites.mjs");
  const work = mkdtempSync(join(tmpdir(), "dateline-map-"));
  const [site] = buildSites(datelineBinary(), work);
  site.server = await serve(site.out, site.base);
  const browser = await launch();
  for (const job of mapJobs(browser, site)) console.log(...(await job()));
  await browser.close();
  await site.server.close();
  rmSync(work, { recursive: true, force: true });
}
