// A static host as plain as they come: loopback, index.html, 404.html with status 404, a base path.
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
// What the theme promises: nothing inline, nothing from elsewhere. What breaks it shows on the console.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/** Serves `folder` under `base`; gives {origin, url, close}. */
export async function serve(folder, base) {
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
        "content-security-policy": POLICY,
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
