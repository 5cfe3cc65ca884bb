// Chromium as the tests start it: the system's own, with everything off that would speak to the outside.
import { existsSync } from "node:fs";
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
