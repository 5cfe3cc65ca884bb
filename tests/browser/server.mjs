// A static host as plain as they come: loopback, index.html, 404.html with status 404, a base path, and `_headers`. So all
// pages are looked at under the policy that is published with them; what breaks it shows on the console.
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json", ".geojson": "application/geo+json", ".jsonld": "application/ld+json", ".xml": "application/xml", ".svg": "image/svg+xml",
  ".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".bib": "text/plain; charset=utf-8",
  ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".wasm": "application/wasm",
};
/**
 * The rules of a `_headers` file, as Cloudflare Pages reads them: [{met, values: [[name, value]]}]. What it would not take is
 * an error here: more than a hundred rules, long lines, two wildcards.
 */
export function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (!line.trim() || line.trimStart().startsWith("#")) continue;
    if (line.length > 2000) throw new Error(`_headers: a line of ${line.length} characters`);
    const value = /^\s+([\w-]+):\s*(.+)$/.exec(line);
    if (value && rules.length) rules.at(-1).values.push([value[1].toLowerCase(), value[2].trim()]);
    else if (/^\/[^\s:*]*\*?[^\s:*]*$/.test(line)) {
      const parts = line.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      rules.push({ met: new RegExp(`^${parts.join(".*")}$`), values: [] });
    } else throw new Error(`_headers: ${line}`);
  }
  if (rules.length > 100) throw new Error(`_headers: ${rules.length} rules`);
  return rules;
}

/** What rules say of a path; a header that several name is theirs together, and here an error: nothing wants that. */
export function headersFor(rules, path) {
  const headers = {};
  for (const [name, value] of rules.filter(({ met }) => met.test(path)).flatMap(({ values }) => values)) {
    if (name in headers) throw new Error(`_headers: ${name} twice for ${path}`);
    headers[name] = value;
  }
  return headers;
}

/** Serves `folder` under `base` with the headers of its `_headers`; gives {origin, url, close}. */
export async function serve(folder, base) {
  const rules = headerRules(await readFile(join(folder, "_headers"), "utf8"));
  const server = createServer(async (request, response) => {
    let file = null;
    try {
      const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
      if (path.startsWith(base)) {
        const inside = normalize("/" + path.slice(base.length));
        file = join(folder, inside);
        if ((await stat(file)).isDirectory()) file = inside.endsWith("/") ? join(file, "index.html") : null;
      }
      if (file) await stat(file);
    } catch {
      file = null;
    }
    try {
      const found = file ?? join(folder, "404.html");
      const bytes = await readFile(found);
      const packed = /\.(html|css|m?js|json|svg|xml|txt)$/.test(found) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
      response.writeHead(file ? 200 : 404, {
        "content-type": TYPES[extname(found)] ?? "application/octet-stream",
        ...headersFor(rules, new URL(request.url, "http://localhost").pathname),
        ...(packed && { "content-encoding": "gzip" }),
      });
      response.end(packed ? gzipSync(bytes) : bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: origin + base, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}
