// Lighthouse on the pages that readers come to first. What depends on the machine is told, never asserted.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const KINDS = ["home", "briefing", "actor", "timeline"];
const SURE = ["accessibility", "best-practices", "seo"];

/** Measures the fullest page of each kind on a phone; calls `check` for what is sure, `say` with all scores. */
export async function measure(site, chromium, check, say) {
  const chrome = await launch({ chromePath: chromium, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  try {
    for (const page of KINDS.map((kind) => site.chosen.find((page) => page.kind === kind))) {
      const { lhr } = await lighthouse(site.server.url + page.path, { port: chrome.port, output: "json", logLevel: "error" });
      const scores = Object.entries(lhr.categories).map(([name, { score }]) => `${name} ${Math.round(score * 100)}`);
      say(`  ${page.kind}: ${scores.join(", ")}`);
      for (const name of SURE) {
        const { auditRefs } = lhr.categories[name];
        const faults = auditRefs.map(({ id, weight }) => ({ ...lhr.audits[id], weight }))
          .filter(({ score, weight }) => weight > 0 && score !== null && score < 1);
        check(`lighthouse: ${name}`, page.path, faults.map(({ id, title }) => `${id}: ${title}`));
      }
    }
  } finally {
    await chrome.kill();
  }
}
