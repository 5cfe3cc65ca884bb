// Pictures: they come without moving the text, undistorted, in a width that fits. `node pictures.mjs` runs it alone.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync } from "node:zlib";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { alone } from "./browser.mjs";
import { RULES } from "./htmlvalidate.mjs";
import { serve } from "./server.mjs";

/** A PNG of one colour with a band across it. */
function png(width, height) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const word = (number) => Buffer.from(new Uint32Array([number]).buffer).swap32();
    return Buffer.concat([word(data.length), body, word(crc32(body))]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + width * 3), 90);
  for (let y = 0; y < height; y++) rows[y * (1 + width * 3)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

const BODY = `---
title: Pictures
date: 2026-01-01
actors: [{name: Mara Quill, role: guard}]
---
Text.

![A wide quay](wide.png)

![A tall crane](tall.png "The crane. Photograph: nobody")

![A small buoy](small.png "A buoy")

In a line ![a dot](small.png) of text.

<p><img src="wide.png" alt="" width="200"></p>

${"A paragraph of the text that stands below. ".repeat(30)}
`;

/** Builds a site with pictures below `folder` and looks at it; `check` is run.mjs's. */
export async function pictures(browser, check, dateline, folder) {
  const root = join(folder, "pictures");
  for (const kind of ["briefings", "actors"]) mkdirSync(join(root, "content", kind), { recursive: true });
  const put = (name, content) => writeFileSync(join(root, "content", name), content);
  put("briefings/a.md", BODY);
  put("briefings/wide.png", png(2000, 900));
  put("briefings/tall.png", png(900, 1800));
  put("briefings/small.png", png(200, 120));
  put("actors/mara-quill.md", "---\nname: Mara Quill\nimage: mara.png\n---\n");
  put("actors/mara.png", png(700, 1400));
  const out = join(root, "public");
  execFileSync(dateline, ["build", "--root", root, "--as-of", "2026-06-01", "--strict"], { stdio: ["ignore", "ignore", "inherit"] });
  const validator = new HtmlValidate(new StaticConfigLoader(RULES));
  const server = await serve(out, "/");
  for (const path of ["briefings/a/", "actors/mara-quill/"]) {
    const report = await validator.validateString(readFileSync(join(out, path, "index.html"), "utf8"), path);
    check("html of pictures", path, report.results.flatMap((result) => result.messages.map((m) => `${m.ruleId}: ${m.message}`)));
    for (const width of [390, 1440]) {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      // Whether a picture moves the text is asked, not whether a face does.
      await page.route(/\.woff2$/, (route) => route.abort());
      await page.addInitScript(() => {
        globalThis.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.moved += entry.value))).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(server.url + path);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let y = 0; y < height; y += 300) {
        await page.evaluate((top) => scrollTo({ top, behavior: "instant" }), y);
        await page.waitForTimeout(60);
      }
      await page.waitForLoadState("networkidle");
      const found = await page.evaluate(() => {
        const wrong = [];
        // A face that comes late moves a line by a hair.
        if (globalThis.moved > 0.001) wrong.push(`the text moved by ${globalThis.moved}`);
        if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page is wider than its window");
        for (const image of document.querySelectorAll("main img")) {
          const { width, height } = image.getBoundingClientRect();
          const name = image.currentSrc.split("/").at(-1);
          if (!image.complete || !image.naturalWidth) wrong.push(`${name} did not come`);
          const shape = (width / height) * (image.naturalHeight / image.naturalWidth);
          if (Math.abs(shape - 1) > 0.02 && getComputedStyle(image).objectFit === "fill") wrong.push(`${name} is distorted by ${shape}`);
          if (name.startsWith("wide") && !/-(480|960)\./.test(name)) wrong.push(`${name} is larger than its place`);
        }
        return wrong;
      });
      check("pictures", `${path} at ${width}`, found);
      await context.close();
    }
  }
  server.close?.();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await alone("pictures", pictures);
