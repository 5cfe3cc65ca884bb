// Makes `atlas.bin`, the shapes of land and countries that are embedded in Dateline, from Natural Earth.
//
// Run by hand, from this folder; the output is committed:
//
//     npm install --no-save world-atlas@2.0.2 i18n-iso-countries@7.14.0 && node make.mjs && rm -r node_modules
//
// - world-atlas: countries of Natural Earth (public domain) at 1:110 and 1:50 million, as TopoJSON.
// - i18n-iso-countries: the letters of ISO 3166-1 for its numbers. What they stand for is Node's (Unicode CLDR): in
//   English, as the gazetteer has it too, and in the other languages that the interface speaks.
//
// Natural Earth draws who holds the land. Where the United Nations see it otherwise, this follows them: Crimea
// (resolution 68/262), Northern Cyprus, Somaliland. What has no shape of its own at 1:50 million is not here.
//
// The format is described in `mod.rs`, which reads it.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const iso = require("i18n-iso-countries");

/** Coordinates are hundredths of a degree. */
const PER_DEGREE = 100;
/** The most steps of a piece of a line: pieces out of sight are passed over whole. */
const LONGEST = 48;
/** The languages of the names, in the order of `mod.rs`: English first. */
const LANGUAGES = ["en", "fr", "uk", "ar"];
/** Shapes that belong to another country here. */
const PART_OF = { "N. Cyprus": "Cyprus", Somaliland: "Somalia" };
/** Shapes that nothing is told of. */
const LEFT_OUT = ["Siachen Glacier", "Indian Ocean Ter.", "Ashmore and Cartier Is."];

const numbers = (text) => JSON.parse(readFileSync(require.resolve(text), "utf8"));

/** The lines of a topology, each continuous: beyond 180 degrees where it goes on there. */
function linesOf({ arcs, transform: { scale, translate } }) {
  return arcs.map((arc) => {
    let [x, y] = [0, 0];
    let before;
    return arc.map(([dx, dy]) => {
      [x, y] = [x + dx, y + dy];
      let lon = Math.round((x * scale[0] + translate[0]) * PER_DEGREE);
      const lat = Math.max(-90 * PER_DEGREE, Math.round((y * scale[1] + translate[1]) * PER_DEGREE));
      if (before !== undefined) lon += 360 * PER_DEGREE * Math.round((before - lon) / (360 * PER_DEGREE));
      before = lon;
      return [lon, lat];
    });
  });
}

const same = (a, b) => a[0] === b[0] && a[1] === b[1];

/** The points of a ring of lines, continuous. */
function pointsOf(ring, lines) {
  const points = [];
  for (const ref of ring) {
    const line = ref < 0 ? lines[~ref].toReversed() : lines[ref];
    const last = points.at(-1);
    const shift = last ? 360 * PER_DEGREE * Math.round((last[0] - line[0][0]) / (360 * PER_DEGREE)) : 0;
    for (const [lon, lat] of line.slice(last ? 1 : 0)) points.push([lon + shift, lat]);
  }
  return points;
}

function level(name, countryNumber) {
  const topology = numbers(name);
  const lines = linesOf(topology);
  const polygonsOf = ({ type, arcs }) => (type === "Polygon" ? [arcs] : arcs);
  const countries = new Map();
  for (const geometry of topology.objects.countries.geometries) {
    const own = geometry.properties.name;
    if (LEFT_OUT.includes(own)) continue;
    const country = PART_OF[own] ?? own;
    const polygons = countries.get(country) ?? countries.set(country, []).get(country);
    polygons.push(...polygonsOf(geometry));
  }
  const inCrimea = ([outer]) => {
    const points = pointsOf(outer, lines).map(([lon, lat]) => [lon / PER_DEGREE, lat / PER_DEGREE]);
    return points.every(([lon, lat]) => lon > 32 && lon < 37 && lat > 44 && lat < 46.5);
  };
  const crimea = countries.get("Russia").filter(inCrimea);
  if (crimea.length !== 1) throw new Error(`${name}: Crimea is ${crimea.length} shapes`);
  countries.set("Russia", countries.get("Russia").filter((polygon) => !inCrimea(polygon)));
  countries.get("Ukraine").push(...crimea);

  // Who has a line on which side: between two countries it is a border.
  const owners = new Map();
  for (const [country, polygons] of countries) {
    for (const ref of polygons.flat(2)) {
      const line = ref < 0 ? ~ref : ref;
      (owners.get(line) ?? owners.set(line, new Set()).get(line)).add(country);
    }
  }
  const borders = [...owners].filter(([, all]) => all.size > 1).map(([line]) => line).sort((a, b) => a - b);

  // Lines become pieces.
  const pieces = [];
  const piecesOf = lines.map((line) => {
    const points = line.filter((point, i) => i === 0 || i === line.length - 1 || !same(point, line[i - 1]));
    const own = [];
    for (let i = 0; i < points.length - 1; i += LONGEST) {
      own.push(pieces.length);
      pieces.push(points.slice(i, i + LONGEST + 1));
    }
    return own;
  });
  const inPieces = (ring) => ring.flatMap((ref) => (ref < 0 ? piecesOf[~ref].toReversed().map((p) => ~p) : piecesOf[ref]));
  const ringsOf = (polygons) => polygons.flat().map((ring) => {
    const points = pointsOf(ring, lines);
    const refs = inPieces(ring);
    const [first, last] = [points[0], points.at(-1)];
    if (Math.abs(last[0] - first[0]) > 180 * PER_DEGREE) {
      // A ring around the pole, closed along it.
      refs.push(pieces.length);
      pieces.push([last, [last[0], -90 * PER_DEGREE], [first[0], -90 * PER_DEGREE], first]);
    }
    return refs;
  });
  const land = ringsOf(topology.objects.land.geometries.flatMap(polygonsOf));
  const shapes = [...countries].map(([country, polygons]) => [countryNumber(country, topology), ringsOf(polygons)]);
  shapes.sort(([a], [b]) => a - b);
  return { pieces, land, shapes, borders: borders.flatMap((line) => piecesOf[line]) };
}

const fine = numbers("world-atlas/countries-50m.json");
const ids = new Map();
for (const { id, properties } of fine.objects.countries.geometries) {
  if (!LEFT_OUT.includes(properties.name) && !PART_OF[properties.name]) ids.set(properties.name, id);
}
const regions = LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: "region" }));
// Kosovo has no number, and letters that are not in ISO 3166.
const lettersOf = (own, id) => (id ? iso.numericToAlpha2(id) : { Kosovo: "XK" }[own]);
// On a map one name is enough: what CLDR adds in brackets is left out, but in English, by which the gazetteer knows them.
// The apostrophe of Ukrainian is set as everywhere else.
const plain = (name) => name.replace(/ \(.*\)$/, "").replaceAll("ʼ", "’");
const namesOf = (letters) => regions.map((of, i) => (i ? plain(of.of(letters)) : of.of(letters)));
const named = [...ids].map(([own, id]) => [own, ...namesOf(lettersOf(own, id))]);
named.sort(([, a], [, b]) => (a < b ? -1 : 1));
const numberOf = new Map(named.map(([own], number) => [own, number]));
const countryNumber = (own) => {
  if (!numberOf.has(own)) throw new Error(`${own} is only at 1:110 million`);
  return numberOf.get(own);
};

const bytes = [];
const u8 = (n) => bytes.push(n & 255);
const u16 = (n) => (u8(n), u8(n >> 8));
const u32 = (n) => (u16(n), u16(n >>> 16));
const varint = (n) => {
  for (n = n < 0 ? -2 * n - 1 : 2 * n; n > 127; n >>>= 7) u8(n | 128);
  u8(n);
};
const rings = (all) => {
  u16(all.length);
  for (const refs of all) {
    u16(refs.length);
    refs.forEach(u16);
  }
};
u16(named.length);
for (const [, ...names] of named) {
  let before;
  for (const name of names) {
    // None where it is as in English.
    const text = Buffer.from(name === before ? "" : name);
    before ??= name;
    u8(text.length);
    bytes.push(...text);
  }
}
for (const name of ["world-atlas/countries-110m.json", "world-atlas/countries-50m.json"]) {
  const { pieces, land, shapes, borders } = level(name, countryNumber);
  if (pieces.length > 32767) throw new Error("too many pieces");
  const at = bytes.length;
  u32(0);
  u16(pieces.length);
  for (const points of pieces) {
    u8(points.length);
    let before = [0, 0];
    for (const [lon, lat] of points) {
      varint(lon - before[0]);
      varint(lat - before[1]);
      before = [lon, lat];
    }
  }
  rings(land);
  u16(shapes.length);
  for (const [number, shape] of shapes) {
    u16(number);
    rings(shape);
  }
  rings([borders]);
  const length = bytes.length - at - 4;
  [0, 8, 16, 24].forEach((shift, i) => (bytes[at + i] = (length >> shift) & 255));
  console.log(name, pieces.length, "pieces", pieces.flat().length, "points", land.length, "rings", length, "bytes");
}
writeFileSync(new URL("atlas.bin", import.meta.url), Uint8Array.from(bytes));
