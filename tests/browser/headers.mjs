// `_headers` as the hosts read it: Netlify's own reader and ours, which follows Cloudflare's documentation, send the same.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseAllHeaders } from "@netlify/headers-parser";
import { headerRules, headersFor } from "./server.mjs";

/** Compares what both send with every file of a site, and sees that pages are never kept unasked. */
export async function sentAlike(site, check) {
  const path = join(site.out, "_headers");
  const rules = headerRules(await readFile(path, "utf8"));
  const { headers, errors } = await parseAllHeaders({ headersFiles: [path], minimal: false });
  check("headers", site.name, errors.map(String));
  for (const file of site.files) {
    const at = site.base + file.replace(/(^|\/)index\.html$/, "$1");
    const ours = headersFor(rules, at);
    const all = headers.filter(({ forRegExp }) => forRegExp.test(at)).flatMap(({ values }) => Object.entries(values));
    const theirs = Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), value]));
    const problems = [];
    if (all.length !== Object.keys(theirs).length) problems.push("Netlify finds a header twice");
    for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      if (ours[name] !== theirs[name]) problems.push(`${name}: ${ours[name]}, but at Netlify ${theirs[name]}`);
    }
    if (!ours["content-security-policy"]) problems.push("no policy");
    const isNamedByContent = /[._][0-9a-f]{10}(?:[0-9a-f]{2})?[./]/.test(file);
    if (/immutable/.test(ours["cache-control"] ?? "") !== isNamedByContent) problems.push(`kept: ${ours["cache-control"]}`);
    check("headers", `${site.name}/${file}`, problems);
  }
}
