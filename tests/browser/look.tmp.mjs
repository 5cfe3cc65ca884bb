import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";
// node look.tmp.mjs FOLDER OUT PATH:WIDTH:SCHEME[:HEIGHT][:media] ...
const [folder, out, ...shots] = process.argv.slice(2);
const server = await serve(folder, "/");
const browser = await launch();
for (const shot of shots) {
  const [path, width, scheme, height = "1200", media = "screen"] = shot.split("|");
  const context = await browser.newContext({ viewport: { width: +width, height: +height }, colorScheme: scheme });
  const page = await context.newPage();
  page.on("console", (m) => console.log(shot, m.text()));
  await page.emulateMedia({ media, colorScheme: scheme });
  await page.goto(server.url + path);
  await page.waitForTimeout(200);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) console.log(shot, "overflows by", over);
  await page.screenshot({ path: `${out}/${path.replace(/\W+/g, "-")}-${width}-${scheme}-${media}.png` });
  await context.close();
}
await browser.close();
server.close?.();
process.exit(0);
