// The sites that the page tests look at: the repository's own, one of minimal files, one of everything.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { thousand } from "./thousand.mjs";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Texts that would end a title, a script, an attribute, an entry, a cell or a line. */
export const HOSTILE = [
  `</title></script><script>alert(1)</script><!-- "quoted" & 'so'`,
  String.raw`=HYPERLINK("https://evil.example") END:VEVENT, a; b\n ]]> &amp; <b>`,
  `{{ 1 }} {% raw %} \u2028 \u202eright to left\u202c {"@id": "x"} &#x3c;i>`,
];

/** Builds all sites into `folder`; gives [{name, out, base, origin}]: `base` is the path under which it is served. */
export function buildSites(dateline, folder) {
  const build = (name, root, base, origin, ...more) => {
    const out = join(folder, `${name}-out`);
    execFileSync(dateline, ["build", "--root", root, "--output", out, ...more], { stdio: ["ignore", "ignore", "inherit"] });
    return { name, out, base, origin, ...readSite(out) };
  };
  return [
    build("own", REPOSITORY, "/", "https://example.org"),
    build("minimal", minimalSite(join(folder, "minimal")), "/", null, "--as-of", "2026-06-01"),
    build("full", fullSite(join(folder, "full")), "/team/", "https://host.example", "--as-of", "2026-06-01"),
  ];
}

/** A site of a thousand briefings, which is read by programs only, in the same form; JSON-LD is expanded of every twentieth page. */
export function buildThousand(dateline, folder) {
  const root = thousand(join(folder, "many"));
  const out = join(folder, "many-out");
  // Whatever looks odd in generated texts is meant to; what is wrong ends the build.
  execFileSync(dateline, ["build", "--root", root, "--output", out, "--as-of", "2026-12-01"], { stdio: "ignore" });
  return { name: "many", out, base: "/desk/", origin: "https://many.example", every: 20, ...readSite(out) };
}

/** Every HTML file of an output with its kind, and which of each kind to look at. */
function readSite(out) {
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(out.length + 1).replaceAll("\\", "/"))
    .sort();
  const pages = files.filter((file) => file.endsWith(".html")).map((file) => {
    const html = readFileSync(join(out, file), "utf8");
    const moved = /<meta http-equiv="refresh" content="0; url=([^"]*)"/.exec(html);
    let kind = moved ? "redirect" : (/<body class="kind-([\w-]+)/.exec(html)?.[1] ?? "unknown");
    if (/^timeline\/-?\d+\//.test(file)) kind = "year";
    if (/\/page\/|\/\d+\/index\.html$/.test(file) && kind !== "year") kind += "-later";
    if (html.includes("known here by name only")) kind += "-by-name";
    const path = file === "index.html" ? "" : file.replace(/(^|\/)index\.html$/, "$1");
    return { file, path, kind, html };
  });
  // Of each kind the longest page and the shortest: what is full and what is bare.
  const looked = new Map();
  for (const page of pages) looked.set(page.kind, [...(looked.get(page.kind) ?? []), page]);
  const chosen = [];
  for (const [kind, list] of [...looked].sort(([a], [b]) => (a < b ? -1 : 1))) {
    list.sort((a, b) => b.html.length - a.html.length || (a.file < b.file ? -1 : 1));
    chosen.push({ ...list[0], longest: true });
    if (list.length > 1 && kind !== "redirect") chosen.push(list.at(-1));
  }
  return { files, pages, chosen };
}

function put(root, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** Sixty briefings of four lines, no profile at all, names in six scripts, one line of configuration. */
function minimalSite(root) {
  const people = [
    "Anna Kovács", "Bartholomew Featherstonehaugh-Cholmondeley", "Дарья Ивановна Соколова", "Ελένη Παπαδοπούλου", "محمد عبد الله",
    "Nguyễn Thị Minh Khai", "小林 健太", "Østergaard & Sons", "International Committee for the Protection of Inland Waterways",
    ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").flatMap((letter) => [`${letter}ela Norrin`, `Group of ${letter}ast${letter.toLowerCase()}n`]),
  ];
  const places = ["Minsk", "Vilnius", "Київ", "Reykjavík", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "القاهرة", "Harbour", "Old Town"];
  const files = { "dateline.yaml": "title: Harbour Watch\n" };
  for (let i = 0; i < 60; i++) {
    const day = `20${20 + (i % 6)}-${String((i % 12) + 1).padStart(2, "0")}-${String((i % 27) + 1).padStart(2, "0")}`;
    const who = [people[i % people.length], people[(i * 7 + 3) % people.length]];
    if (i % 3 === 0) who.push("Anna Kovács");
    files[`content/briefings/note-${i}.md`] =
      `---\ntitle: Note ${i} on the harbour\ndate: ${day}\n` +
      `actors: [${[...new Set(who)].map((name) => JSON.stringify(name)).join(", ")}]\n` +
      `locations: [${JSON.stringify(places[i % places.length])}]\n---\n`;
  }
  return put(root, files);
}

/** Everything that a file can say, under a base path: standings, markings, scripts, long words, wide tables. */
function fullSite(root) {
  const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
  const files = {
    "dateline.yaml": `title: Team Desk
description: What the team knows of the river, and what it does not.
base_url: https://host.example/team/
tlp: AMBER+STRICT
timeline_order: newest
feeds: {items: 2}
publisher: {name: The River Team, url: "https://host.example/"}
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
navigation:
  - {title: How we work, url: /method/}
  - {title: Elsewhere, url: "https://elsewhere.example/"}
theme: {accent: "#1c4d8a", footer: "Written by hand, built with care."}
`,
    "content/pages/method.md": `---\ntitle: How we work\nsummary: One page with everything that Markdown can do.\n---
## Words\n\n${long} and \`a_rather_long_identifier_in_code_that_goes_on_and_on_and_on_without_a_break()\`.
A link to https://host.example/a/very/long/address/that/does/not/break/anywhere/at/all/because/it/has/no/spaces.html too.

> [!NOTE]\n> A note with **strong** and *quiet* words.\n\n> [!WARNING]\n> Do not read this twice.\n\n> An ordinary quotation.

### A table\n\n| Number | Name | What it says of itself in a fairly long cell | Where | When | By whom | Kept |\n|---:|---|---|---|---|:-:|---|
| 1 | ${long} | one | two | three | four | five |\n| 22 | b | c | d | e | f | g |

### Code\n\n\`\`\`yaml\ntitle: Harbour watch\nsummary: a line of code that is longer than a telephone is wide and so must be scrolled or broken, either way\n\`\`\`

## Lists\n\n1. One\n2. Two\n   - inner\n   - inner too\n\n- [x] done\n- [ ] open

### Footnotes\n\nA statement.[^one] Another.[^two]\n\n[^one]: The first note.\n[^two]: The second note, with a [link](https://elsewhere.example/).

---\n\n#### Fourth level\n\nThe end.\n`,
    "content/actors/river-board.md": `---\nname: River Board\ntype: organization\naliases: [The Board]
previous_names: [{name: Canal Board, until: "1998"}]\nlinks: [{title: The board's own site, url: "https://board.example/"}]\nwikidata: Q42\n---
The board keeps the locks. It met in [[Lock Nine]].\n`,
    "content/actors/hassan.md": `---\nname: حسن الشريف\ntype: person\naliases: [Hassan al-Sharif]
roles:\n  - {title: Keeper of the lock, organization: River Board, from: "2019", to: "2024-05"}\n  - {title: Director, organization: Ministry of Water, from: "2024-06~"}
member_of: [River Board]\n---\nKeeper, then director.\n`,
    "content/locations/lock-nine.md": `---\nname: Lock Nine\naliases: [Ninth Lock]\nwithin: Harbour District\ncoordinates: [53.9, 27.57]\nprecision: exact\n---\nThe ninth of eleven.\n`,
    "content/publishers/herald.md": `---\nname: River Herald\nurl: https://herald.example/\nreliability: C\nreliability_note: Owned by a party to the matter.\n---\nA weekly.\n`,
  };
  const source = (n) => `  - {id: s${n}, publisher: River Herald, title: "Report ${n} on the lock, at some length, and on what followed it", url: "https://herald.example/${n}", archive_url: "https://archive.example/${n}", published: "2025-12", retrieved: 2026-01-02}\n`;
  const body = `The lock was shut.[^s1] [[River Board]] said so, and حسن الشريف denied it.[^s2]\n\n## Background\n\nLong ago.[^s1] [^s3]\n\n### Before\n\nText.\n\n## Since\n\nMore text, and ${long}.\n\n| Point | One | Two |\n|---|---|---|\n| Number | "one machine" | Not just one[^s1] |\n\n## Open questions\n\n- Who?\n- When?\n`;
  const full = (id, title, extra) => `---
id: ${id}
title: ${title}
date: 2026-01-05T06:00:00Z
summary: The lock was shut, the board says why, and the keeper says otherwise.
authors: [Ana Pérez, 山田 太郎]
version: 2
updated: 2026-01-09
lang: en
tags: [locks, water, disputes]
series: The lock affair
filed_from: Minsk
${extra}
key_judgments:
  - {text: The lock will stay shut until spring., likelihood: likely, confidence: low, claims: [c1, c2]}
  - {text: The board knew., likelihood: almost certain, confidence: high}
actors:
  - {name: River Board, role: owner, stance: denies}
  - {name: حسن الشريف, role: keeper}
  - Nguyễn Thị Minh Khai
locations:
  - {name: Lock Nine, within: Harbour District}
  - {name: The hidden sluice, within: Harbour District, precision: undisclosed}
dates:
  - {date: "2025-12~", title: The lock is shut, type: closure, actors: [River Board], locations: [Lock Nine], sources: [s1]}
  - {date: "2025-11-03/2026-02", title: Works on the gates, type: works, locations: [Lock Nine]}
  - {date: "2024-05-06", title: The keeper leaves, actors: [حسن الشريف]}
  - {date: "1998?", title: The board takes its name}
  - {date: "XXXX-12-19", date_text: every 19 December, title: The day of the lock}
claims:
  - {id: c1, text: The gates were worn., said_by: River Board, date: "2025-12-19", status: confirmed, credibility: 2, sources: [s1, s2], history: [{date: 2025-12-20, status: disputed, note: The keeper objected}, {date: 2026-01-03, status: confirmed}]}
  - {id: c2, text: The gates were sound., said_by: حسن الشريف, status: refuted, contradicts: [c1], sources: [s2]}
  - {id: c3, text: Nobody was asked., said_by: {anonymous: true, description: a clerk}, status: withdrawn}
sources:
${source(1)}${source(2)}${source(3)}corrections:
  - {date: 2026-01-09, text: The first version gave a wrong day.}
---
${body}`;
  files["content/briefings/lock-shut.md"] = full("lock-shut", "The lock at the ninth bend is shut, and nobody agrees why", "status: corrected\ntlp: GREEN");
  files["content/briefings/lock-old.md"] = full("lock-old", `An earlier account of the lock with a ${long} in its title`, "status: superseded\nstatus_reason: A fuller account is out.\nsuperseded_by: lock-shut\ntlp: AMBER");
  files["content/briefings/lock-wrong.md"] = full("lock-wrong", "An account that was wrong", "status: retracted\nstatus_reason: The document was forged.\ntlp: AMBER+STRICT");
  files["content/briefings/arabic.md"] = `---\ntitle: أُغلق الهويس التاسع ولا أحد يعرف السبب\nlang: ar\ndate: 2026-02-03\nsummary: ملخص قصير بالعربية.\nactors: [حسن الشريف, River Board]\nlocations: [Lock Nine]\nseries: The lock affair\naliases: [/old/arabic/]\n---\nأغلقت [[River Board]] الهويس. The words «River Board» stand here too.\n\n## خلفية\n\n- أولا\n- ثانيا\n`;
  files["content/briefings/bare.md"] = "---\ntitle: Bare\ndate: 2026-03-01\n---\n";
  const [end, cell, template] = HOSTILE.map((text) => JSON.stringify(text));
  files["content/briefings/hostile.md"] = `---\ntitle: ${end}\ndate: 2026-03-03T08:00:00Z\nsummary: ${cell}\nauthors: [${end}, ${template}]\ntags: [${end}, ${cell}]\nseries: ${template}
filed_from: ${end}\nactors: [{name: ${end}, role: ${cell}, stance: ${template}}, ${cell}]\nlocations: [${cell}, ${template}]\nkey_judgments: [{text: ${end}, likelihood: likely}]
dates: [{date: 2025-02-03, title: ${end}, type: ${cell}, actors: [${end}], locations: [${cell}], date_text: ${template}, sources: [s]}]
claims: [{text: ${template}, said_by: ${end}, sources: [s]}, {text: ${cell}, said_by: {anonymous: true, description: ${end}}}]
sources: [{id: s, title: ${end}, publisher: ${template}, url: "https://herald.example/?a='b'&c=%22d%22"}]\ncorrections: [{date: 2026-03-04, text: ${end}}]
---\n![A "lock" & 'gates' \\<shut>](lock.svg)\n`;
  files["content/briefings/lock.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>\n';
  // Titles that would break out of a table's cell, a calendar's line, a script.
  const hostile = String.raw`  - {date: 2025-01-02, title: '=HYPERLINK("https://evil.example","here")'}
  - {date: 2025-01-03, title: "END:VEVENT; a, b\\n </script><script>alert(1)</script>", type: '+closing, "quoted"', actors: ["@Board of Boats"]}
`;
  files["content/briefings/vague.md"] = `---\ntitle: Something happened\ndate: 2026-03-02\nactors: [River Board]\nlocations: [Harbour District]\ndates:\n  - 2025-12-19: The system goes on duty\n  - "1750~": Somebody digs a canal\n${hostile}---\nOne paragraph only.\n`;
  return put(root, files);
}
