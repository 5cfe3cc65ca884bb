// `node shots.mjs OUT [SITE]`: pictures of every kind of page, for people to look at.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { datelineBinary, launch } from "./browser.mjs";
import { serve } from "./server.mjs";
import { buildSites } from "./sites.mjs";

const [out, only] = process.argv.slice(2);
if (!out) {
  console.error("usage: node shots.mjs OUT [own|minimal|full]");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "dateline-shots-"));
const browser = await launch();
const VIEWS = [
  ["390-light", 390, "light", "screen"], ["390-dark", 390, "dark", "screen"],
  ["1440-light", 1440, "light", "screen"], ["1440-dark", 1440, "dark", "screen"], ["print", 660, "light", "print"],
];
try {
  for (const site of buildSites(datelineBinary(), work)) {
    if (only && site.name !== only) continue;
    const server = await serve(site.out, site.base);
    await Promise.all(VIEWS.map(async ([name, width, colorScheme, media]) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      await page.emulateMedia({ media, colorScheme });
      for (const each of site.chosen) {
        if (each.kind === "redirect") continue;
        await page.goto(server.url + (each.path === "404.html" ? "no-such-page/" : each.path));
        const slug = each.path.replace(/\/$/, "").replace(/[^\w.-]+/g, "-").slice(0, 60) || "home";
        await page.screenshot({ path: join(out, `${site.name}-${each.kind}-${slug}-${name}.png`), fullPage: true });
        if (media === "print") await page.pdf({ path: join(out, `${site.name}-${each.kind}-${slug}.pdf`), format: "A4", preferCSSPageSize: true });
      }
      await context.close();
    }));
    await server.close();
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
