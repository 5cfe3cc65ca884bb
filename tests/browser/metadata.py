"""What pages say to machines, read back by extruct: Open Graph and JSON-LD, against each other, against what the page
shows, and over all pages of a site.

`metadata.py SITES`: as for feeds.py. Prints one JSON list a check: [what, where, *problems].
"""

import json
import re
import sys
from pathlib import Path

import extruct
import lxml.html

from feeds import absolute, file_of, tell

LOCALE = re.compile(r"^[a-z]{2,3}(_([A-Z]{2}|\d{3}))?$")
# ISO 8601: a year, month or day, or a moment with its offset from UTC.
DATE = re.compile(r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$")
ONCE = {"og:title", "og:type", "og:url", "og:site_name", "og:locale", "og:description", "og:image", "og:image:width", "og:image:height", "og:image:alt", "article:published_time", "article:modified_time"}
MANY = {"og:locale:alternate", "article:tag"}
# The texts of each type that a reader of the page has before them too.
SHOWN = {
    "Report": ["headline"],
    "Event": ["name"],
    "Claim": ["text"],
    "CorrectionComment": ["text"],
    "CreativeWorkSeries": ["name"],
    "Person": ["name"],
    "Organization": ["name"],
    "Place": ["name"],
    "OrganizationRole": ["roleName"],
}


def plain(text):
    """A text without what only its setting asks for: joiners, and which kind of space stands where."""
    return re.sub(r"\s+", " ", re.sub("[\u2060\u200b\u00ad]", "", text)).strip()


def things(value):
    """Everything that is told of, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from things(item)
    elif isinstance(value, dict):
        if "@id" in value or "@type" in value:
            yield value
        for item in value.values():
            yield from things(item)


def open_graph(site, canonical, properties):
    """What is wrong with a page's Open Graph by itself."""
    problems = []
    for key, value in properties:
        if key not in ONCE | MANY:
            problems.append(f"unknown property {key}")
        if not value:
            problems.append(f"{key} is empty")
    keys = [key for key, _ in properties]
    problems += [f"{key} {keys.count(key)} times" for key in ONCE if keys.count(key) > 1]
    said = dict(properties)
    for key in ["og:title", "og:type", "og:site_name", "og:locale"] + (["og:url"] if canonical else []):
        if key not in said:
            problems.append(f"no {key}")
    if said.get("og:url") != canonical:
        problems.append(f"og:url is {said.get('og:url')}, the page {canonical}")
    for key, value in properties:
        if key.startswith("og:locale") and not LOCALE.match(value):
            problems.append(f"{key} is {value}")
        if key.endswith("_time") and not DATE.match(value):
            problems.append(f"{key} is {value}")
    if said.get("og:type") not in ("article", "website"):
        problems.append(f"og:type is {said.get('og:type')}")
    if said.get("og:type") == "website" and any(key.startswith("article:") for key in keys):
        problems.append("an article's properties of what is none")
    image = said.get("og:image")
    if image and not (absolute(image) and (file_of(site, image) or Path("/")).is_file()):
        problems.append(f"no such file: {image}")
    if not image and any(key.startswith("og:image:") for key in keys):
        problems.append("something is said of a picture that is not there")
    return problems


def dates(thing):
    """What is wrong with the dates of one thing."""
    problems = [f"{key} is {value}" for key, value in thing.items() if (key.endswith("Date") or key.startswith("date")) and not DATE.match(value)]
    start, end = thing.get("startDate"), thing.get("endDate")
    # Of an office it may be known only when it ended.
    if end and not start and thing.get("@type") == "Event":
        problems.append("an end without a start")
    if start and end and start[: len(end)] > end[: len(start)]:
        problems.append(f"it ends before it starts: {start} to {end}")
    return problems


def agree(report, properties, canonical):
    """Where Open Graph says another thing of a briefing than its JSON-LD."""
    said = dict(properties)
    pairs = [
        ("og:title", said.get("og:title"), report["headline"]),
        ("og:url", canonical, report["url"]),
        ("the page", canonical, report["mainEntityOfPage"]),
        ("published", said.get("article:published_time"), report["datePublished"]),
        ("modified", said.get("article:modified_time"), report.get("dateModified")),
        ("locale", said.get("og:locale", "").split("_")[0], report["inLanguage"].split("-")[0]),
        ("tags", [value for key, value in properties if key == "article:tag"], report.get("keywords", [])),
        ("the picture", report.get("image", said.get("og:image")), said.get("og:image")),
    ]
    return [f"{what}: Open Graph has {ours!r}, JSON-LD {theirs!r}" for what, ours, theirs in pairs if ours != theirs]


def page(site, path, known, referred):
    """What is wrong with one page; `known` collects what each id is said to be, `referred` which ids are named."""
    html = path.read_text("utf-8")
    tree = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    if tree.xpath("//meta[@http-equiv='refresh']"):
        return []
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
    found = extruct.extract(html, syntaxes=["json-ld", "opengraph"])
    properties = [pair for graph in found["opengraph"] for pair in graph["properties"]]
    problems = open_graph(site, canonical, properties)
    texts = tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")
    shown = plain("".join(texts))
    for document in found["json-ld"]:
        graph = document["@graph"]
        for thing in things(graph):
            problems += dates(thing)
            for key in SHOWN.get(thing.get("@type"), []) if thing.get("@id", "").startswith(canonical or "-") else []:
                if plain(thing[key]) not in shown:
                    problems.append(f"{thing['@type']} says what the page does not: {thing[key][:80]}")
            if "@id" not in thing:
                continue
            if thing not in graph:
                referred.setdefault(thing["@id"], path)
            for key in ("@type", "name", "headline"):
                if key in thing and known.setdefault((thing["@id"], key), thing[key]) != thing[key]:
                    problems.append(f"{thing['@id']} is {thing[key]!r} here, {known[thing['@id'], key]!r} elsewhere")
            if thing in graph or thing["@id"].startswith(f"{canonical}#"):
                known[thing["@id"]] = path
        report = next((thing for thing in graph if thing["@type"] == "Report"), None)
        if report:
            problems += agree(report, properties, canonical)
            if report.get("creativeWorkStatus") in ("retracted", "superseded") and len(graph) > 1:
                problems.append("what no longer stands still tells of dates or claims")
    return problems


def main(sites_file):
    """Check every site."""
    for site in json.loads(Path(sites_file).read_text("utf-8")):
        out = Path(site["out"])
        known, referred = {}, {}
        for path in sorted(out.rglob("*.html")):
            try:
                problems = page(site, path, known, referred)
            except (ValueError, KeyError, TypeError) as error:
                problems = [f"not to be read: {error!r}"]
            tell("metadata", f"{site['name']}/{path.relative_to(out)}", problems)
        own = f"{site['origin']}{site['base']}"
        lost = [identity for identity in referred if identity.startswith(own) and identity not in known]
        tell("metadata", site["name"], [f"no page tells of {identity}, named in {referred[identity].relative_to(out)}" for identity in lost])


if __name__ == "__main__":
    main(sys.argv[1])
