// Chromium as the tests start it: the system's own, with everything off that would speak to the outside.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { REPOSITORY } from "./sites.mjs";

/** The browser to test with. */
export const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";

export function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** The dateline to test: DATELINE, or what `cargo build --release` left. */
export function datelineBinary() {
  const binary = resolve(process.env.DATELINE || join(resolve(REPOSITORY, process.env.CARGO_TARGET_DIR || "target"), "release/dateline"));
  if (!existsSync(binary)) {
    console.error(`No dateline at ${binary}: run \`cargo build --release\`, or say where it is in DATELINE.`);
    process.exit(2);
  }
  return binary;
}

/** `open(site, options)` gives {context, page, noise}, as run.mjs has it, for what runs alone; `always` are options of each context. */
export const opener = (browser, always = {}, isExpected = () => false) => async (site, options) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...always, ...options });
  const page = await context.newPage();
  const noise = [];
  page.on("console", (message) => isExpected(message.text()) || noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  return { context, page, noise };
};

/** Runs one job of the page tests alone: `job(browser, check, dateline, folder)`. */
export async function alone(name, job) {
  const folder = mkdtempSync(join(tmpdir(), `dateline-${name}-`));
  const browser = await launch();
  let failed = 0;
  const check = (what, where, problems) => {
    failed += problems.length;
    console.log(problems.length ? "FAILED" : "ok", what, where, problems.join("; "));
  };
  try {
    await job(browser, check, datelineBinary(), folder);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit(failed ? 1 : 0);
}
