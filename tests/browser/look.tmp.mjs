import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";
const [folder, base, out, ...paths] = process.argv.slice(2);
const b = await launch(); const s = await serve(folder, base);
const views = (process.env.VIEWS || "390-light,1440-light").split(",");
for (const v of views) {
  const [w, c] = v.split("-");
  const ctx = await b.newContext({ viewport: { width: +w, height: 900 }, colorScheme: c === "dark" ? "dark" : "light" });
  const p = await ctx.newPage();
  for (const path of paths) {
    await p.goto(s.url + path);
    const name = path.replace(/[^\w]+/g, "-") || "home";
    await p.screenshot({ path: `${out}/${name}-${v}.png`, fullPage: !process.env.FOLD });
    const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) console.log("OVERFLOW", path, v, over);
    if (process.env.PDF) await p.pdf({ path: `${out}/${name}.pdf`, format: "A4", preferCSSPageSize: true });
  }
  await ctx.close();
}
await s.close(); await b.close();
