import { chromium } from "playwright-core";
import { serve } from "./server.mjs";
const [,, folder, ...asks] = process.argv;
const server = await serve(folder, "/");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
let n = 0;
for (const a of asks) {
  const [path, w = 1440, scheme = "light", act] = a.split("|");
  const ctx = await browser.newContext({ viewport: { width: +w, height: 900 }, colorScheme: scheme });
  const page = await ctx.newPage();
  page.on("console", (m) => console.log("console:", m.text()));
  page.on("pageerror", (m) => console.log("error:", m.message));
  page.on("requestfailed", (m) => console.log("failed:", m.url()));
  page.on("response", (r) => { if (r.status() >= 400) console.log(r.status(), r.url()); });
  await page.goto(server.url + path);
  await page.waitForTimeout(900);
  if (act) { await page.evaluate(act); await page.waitForTimeout(500); }
  await page.screenshot({ path: `/tmp/look${n}.png`, fullPage: false });
  const texts = await page.evaluate(() => [...document.querySelectorAll("#Results li")].slice(0, 12).map((l) => l.innerText.replace(/\n/g, " | ")));
  console.log(path, await page.evaluate(() => document.querySelector("#Found")?.textContent), texts);
  n++;
}
await browser.close(); server.close?.(); process.exit(0);
