// Others' judgment of what is built: the Nu HTML checker (vnu) of every page, and schema.org's own definitions, as types
// of TypeScript, of the JSON-LD.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const VNU = join(dirname(require.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

// What vnu says and nobody has to mend. Its errors are never among them.
const PASSED_OVER = [
  // How a void element is closed is typing; Markdown's own are written by its library.
  /^Trailing slash on void elements has no effect/,
  // The card of a graph is shown by a script, and then what it holds is still the graph's to say.
  /^Attribute “aria-hidden” is unnecessary for elements that have attribute “hidden”\.$/,
];

// vnu reads pages from the disk, where `'self'` is nobody, and takes JSON-LD for a script that runs. What a page's policy
// blocks shows on the console of the browser that opens it.
const OF_POLICY = /^(Resource|Inline script) violates Content Security Policy \(meta tag\)/;

/** Every page of the sites by vnu, in one Java: it takes longer to start than to read a hundred pages. */
export function nuHtmlChecker(sites, check) {
  const java = process.env.JAVA || "java";
  const asked = ["-Xss2m", "-jar", VNU, "--format", "json", "--exit-zero-always", "--skip-non-html", ...sites.map((site) => site.out)];
  const run = spawnSync(java, asked, { encoding: "utf8", maxBuffer: 1 << 28 });
  let messages;
  try {
    ({ messages } = JSON.parse(run.stderr));
  } catch {
    return check("vnu", "", [`${java} ended with ${run.status}: ${String(run.error ?? run.stderr).slice(0, 300)}`]);
  }
  const found = new Map();
  for (const { url, type, message, extract } of messages) {
    if (OF_POLICY.test(message)) continue;
    if (type === "info" && PASSED_OVER.some((pattern) => pattern.test(message))) continue;
    const told = `${message} ${(extract ?? "").replace(/\s+/g, " ").trim()}`;
    found.set(url ?? "", [...(found.get(url ?? "") ?? []), told]);
  }
  for (const site of sites) {
    for (const page of site.pages) {
      // Java writes an address with one slash where Node has three.
      const url = pathToFileURL(join(site.out, page.file)).href.replace("file:///", "file:/");
      check("vnu", `${site.name}/${page.file}`, found.get(url) ?? []);
      found.delete(url);
    }
  }
  // What it says of no page: that it could not read one.
  for (const [url, problems] of found) check("vnu", url, problems);
}

/** The JSON-LD of the sites' pages, of each site every so-many-eth, against the domains and ranges of schema.org's
    properties: schema-dts is made of its vocabulary, and TypeScript tells what is not in it. */
export function schemaOrg(sites, check, work) {
  const folder = join(work, "schema-org");
  mkdirSync(folder);
  const lines = ['import type { Graph } from "schema-dts";'];
  const starts = [];
  for (const site of sites) {
    const told = site.pages.flatMap((page) => {
      const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page.html);
      return data ? [{ where: `${site.name}/${page.file}`, data: JSON.parse(data[1]) }] : [];
    });
    told.filter((_, number) => number % (site.every ?? 1) === 0).forEach(({ where, data }) => {
      starts.push({ line: lines.length + 1, where });
      lines.push(...`export const page${starts.length}: Graph = ${JSON.stringify(data, null, 1)};`.split("\n"));
    });
  }
  writeFileSync(join(folder, "pages.ts"), lines.join("\n"));
  const definitions = join(dirname(fileURLToPath(import.meta.resolve("schema-dts"))), "schema.d.ts");
  const options = { strict: true, noEmit: true, skipLibCheck: true, module: "nodenext", types: [], paths: { "schema-dts": [definitions] } };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["pages.ts"] }));
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  const run = spawnSync(process.execPath, [compiler, "--pretty", "false", "-p", folder], { encoding: "utf8", maxBuffer: 1 << 28 });
  const problems = new Map();
  // A first line has the place; those that are set in say more of it.
  for (const [, line, text] of `\n${run.stdout}`.matchAll(/\npages\.ts\((\d+),\d+\): ([^]*?)(?=\n\S|\n*$)/g)) {
    const { where } = starts.findLast((start) => start.line <= Number(line)) ?? { where: "" };
    const said = `${text.replace(/\s+/g, " ").slice(0, 400)}: ${lines[Number(line) - 1].trim().slice(0, 80)}`;
    problems.set(where, [...(problems.get(where) ?? []), said]);
  }
  for (const { where } of starts) check("schema.org", where, problems.get(where) ?? []);
  const unread = run.status !== 0 && problems.size === 0;
  check("schema.org", "", unread ? [`tsc ended with ${run.status}: ${(run.stdout + run.stderr).slice(0, 300)}`] : starts.length ? [] : ["no page with JSON-LD"]);
}
