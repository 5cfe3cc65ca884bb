// A thousand generated briefings: those that the peers of the benchmarks build too, with what only Dateline's have
// written into them, each at its own interval, so that most combinations come up somewhere.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { HOSTILE, REPOSITORY } from "./sites.mjs";

const CONFIGURATION = `title: "A thousand briefings & <none> too many"
base_url: https://many.example/desk/
description: 'What a "desk" of a thousand says'
tlp: CLEAR
publisher: {name: The <Many> & Co, url: "https://many.example/"}
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
`;
const STATUSES = ["reported", "confirmed", "disputed", "refuted", "withdrawn"];

/** Writes the site into `root`. */
export function thousand(root) {
  const python = process.env.PYTHON || "python3";
  execFileSync(python, [join(REPOSITORY, "benches/peers/corpus.py"), "1000", root, "--for", "dateline"]);
  writeFileSync(join(root, "dateline.yaml"), CONFIGURATION);
  const folder = join(root, "content/briefings");
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".md")).sort();
  const slugs = files.map((file) => basename(file, ".md"));
  files.forEach((file, i) => writeFileSync(join(folder, file), more(readFileSync(join(folder, file), "utf8"), i, slugs)));
  return root;
}

/** A briefing with more in its front matter. */
function more(text, i, slugs) {
  const day = /^date: (.*)$/m.exec(text)[1];
  const actors = [...text.split("locations:")[0].matchAll(/^ {2}- (".*")$/gm)].map(([, name]) => name);
  const hostile = JSON.stringify(HOSTILE[i % HOSTILE.length]);
  const every = (n, line) => (i % n === 0 ? line : "");
  const claims = [
    `  - {id: c1, text: ${i % 25 ? '"The figures were known."' : hostile}, said_by: ${actors[0]}, date: ${day}, status: ${STATUSES[i % 5]}, sources: [s1]}\n`,
    `  - {text: "Nobody had asked.", said_by: {anonymous: true, description: a clerk}, contradicts: [c1]}\n`,
    every(4, `  - {id: c3, text: "A third party was told.", said_by: ${JSON.stringify(`Speaker of ${i % 12}`)}, date: "2019~"}\n`),
  ];
  const lines = [
    i % 3 ? `authors: [Desk ${i % 9}]\n` : "",
    every(2, `series: ${JSON.stringify(`Series ${i % 40}`)}\n`),
    every(5, `updated: ${day}T23:30:00+02:00\n`),
    every(6, `filed_from: ${JSON.stringify(`Camp ${i % 30}`)}\n`),
    every(7, `corrections:\n  - {date: 2026-11-0${1 + (i % 9)}, text: ${i % 21 ? '"The number was wrong."' : hostile}}\n`),
    // What stands no more says why.
    i % 17 === 3 ? "status: corrected\n" : i % 19 === 3 ? `status: retracted\nstatus_reason: ${hostile}\n` : i % 23 === 3 ? `status: superseded\nstatus_reason: "A fuller one is out."\nsuperseded_by: ${slugs[(i + 1) % slugs.length]}\n` : "",
    i % 20 === 1 ? `translation_of: ${slugs[i - 1]}\nlang: pt-BR\n` : every(13, "lang: ar\n"),
    every(3, `key_judgments:\n  - {text: "It will go on.", likelihood: likely, confidence: low, claims: [c1]}\n`),
    `claims:\n${claims.join("")}`,
  ];
  const dates = `dates:\n${every(4, `  - {date: "${day.slice(0, 3)}X", title: ${hostile}, type: "closing", actors: [${actors[0]}], sources: [s1]}\n`)}${every(9, `  - {date: "${day}/..", title: "It goes on"}\n`)}`;
  const places = `locations:\n${every(10, `  - {name: "Hidden ${i % 50}", precision: undisclosed}\n`)}`;
  return text
    .replace("locations:\n", () => places)
    .replace("dates:\n", () => dates)
    .replace(/^title: .*$/m, (title) => (i % 25 ? title : `title: ${hostile}`))
    .replace(/^tags: \[/m, (tags) => (i % 50 ? tags : `${tags}${hostile}, `))
    .replace("\n---\n", () => `\n${lines.join("")}---\n`);
}
