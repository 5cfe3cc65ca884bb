"""Feeds with their archives by feedparser and the rules of RFC 4287, RFC 5005 and JSON Feed 1.1, JSON-LD by pyld, the
sitemap, the description of the search, pages in other languages, and the marking on every sheet of paper.

`feeds.py SITES PAPERS`: SITES is a JSON list of {name, out, base, origin} and, where not all pages are to be expanded by
pyld, every how many; PAPERS a folder of PDF files with what they must be marked with. Prints one JSON list a check: [what, where, *problems].
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
from pyld import jsonld
from pypdf import PdfReader

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SCHEMA = "https://schema.org/"
# As much of schema.org's own context as pages use: every word is its, and these hold addresses.
ADDRESSES = ["url", "sameAs", "image", "logo", "mainEntityOfPage", "archivedAt"]
CONTEXT = {"@context": {"@vocab": SCHEMA, **{word: {"@type": "@id"} for word in ADDRESSES}}}
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")


def tell(what, where, problems):
    """Print one check."""
    print(json.dumps([what, where, *problems]))


def absolute(address):
    """Whether an address stands by itself."""
    parts = urlsplit(address or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def file_of(site, address):
    """The file of the output that an address of the site means; none for other sites."""
    parts = urlsplit(address)
    if not site["origin"] or f"{parts.scheme}://{parts.netloc}" != site["origin"] or not parts.path.startswith(site["base"]):
        return None
    inside = unquote(parts.path[len(site["base"]) :])
    return Path(site["out"]) / inside / "index.html" if inside.endswith("/") or not inside else Path(site["out"]) / inside


def links(element, rel):
    """The addresses of an element's links of one relation."""
    return [link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == rel]


def atom(site, path):
    """What is wrong with one Atom feed."""
    problems = []
    parsed = feedparser.parse(path.read_bytes())
    if parsed.bozo:
        problems.append(f"feedparser: {parsed.get('bozo_exception')}")
    if parsed.version != "atom10":
        problems.append(f"feedparser takes it for {parsed.version!r}")
    root = ElementTree.parse(path).getroot()
    if root.tag != f"{ATOM}feed":
        return [*problems, f"root is {root.tag}"]
    entries = root.findall(f"{ATOM}entry")
    if len(parsed.entries) != len(entries):
        problems.append(f"feedparser sees {len(parsed.entries)} entries of {len(entries)}")
    for element, name in [(root, "the feed"), *((entry, f"entry {n}") for n, entry in enumerate(entries, 1))]:
        for tag in ("id", "title", "updated"):
            if len(element.findall(f"{ATOM}{tag}")) != 1:
                problems.append(f"{name} has not one {tag}")
        for tag in ("updated", "published"):
            for moment in element.findall(f"{ATOM}{tag}"):
                if not RFC3339.match(moment.text or ""):
                    problems.append(f"{name}: {tag} is no RFC 3339 moment: {moment.text}")
        if not urlsplit(element.findtext(f"{ATOM}id") or "").scheme:
            problems.append(f"{name}: id is no IRI: {element.findtext(f'{ATOM}id')}")
        for link in element.findall(f"{ATOM}link"):
            if not absolute(link.get("href")):
                problems.append(f"{name}: link is not absolute: {link.get('href')}")
            target = file_of(site, link.get("href") or "")
            if target and not target.is_file():
                problems.append(f"{name}: no such file: {link.get('href')}")
        alternates = [(link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if len(alternates) != len(set(alternates)):
            problems.append(f"{name}: two alternates of one type and language")
        for category in element.findall(f"{ATOM}category"):
            if not category.get("term"):
                problems.append(f"{name}: a category without a term")
        for person in [*element.findall(f"{ATOM}author"), *element.findall(f"{ATOM}contributor")]:
            if not person.findtext(f"{ATOM}name"):
                problems.append(f"{name}: a person without a name")
    own = links(root, "self")
    if len(own) != 1 or file_of(site, own[0]) != path:
        problems.append(f"self is {own}")
    if not links(root, "alternate"):
        problems.append("the feed has no alternate")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        problems.append("two entries of one id")
    with_author = root.find(f"{ATOM}author") is not None
    for n, entry in enumerate(entries, 1):
        content = entry.find(f"{ATOM}content")
        if content is None and not links(entry, "alternate"):
            problems.append(f"entry {n}: neither content nor alternate")
        if entry.find(f"{ATOM}author") is None and not with_author:
            problems.append(f"entry {n}: no author, nor has the feed")
        for text in [*entry.findall(f"{ATOM}content"), *entry.findall(f"{ATOM}summary"), *entry.findall(f"{ATOM}title")]:
            if text.get("type", "text") == "text" and len(text):
                problems.append(f"entry {n}: elements in plain text")
            if text.get("type") == "html":
                for address in re.findall(r"(?:href|src)=\"([^\"]*)\"", text.text or ""):
                    if not absolute(address) and not address.startswith(("mailto:", "tel:")):
                        problems.append(f"entry {n}: address in content is not absolute: {address}")
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if moments and (root.findtext(f"{ATOM}updated") or "") < max(moments):
        problems.append("the feed's updated is before an entry's")
    return problems


def json_feed(site, path):
    """What is wrong with one JSON Feed; its Atom sister tells of the same entries, and may keep some more: what is older is in
    archives there, and nowhere here."""
    problems = []
    feed = json.loads(path.read_bytes())
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        problems.append(f"version is {feed.get('version')!r}")
    known = {"version", "title", "home_page_url", "feed_url", "description", "authors", "language", "items"}
    problems += [f"unknown key {key}" for key in feed.keys() - known]
    if not isinstance(feed.get("title"), str) or not feed["title"]:
        problems.append("no title")
    if file_of(site, feed.get("feed_url") or "") != path:
        problems.append(f"feed_url is {feed.get('feed_url')}")
    if not (file_of(site, feed.get("home_page_url") or "") or path.parent / "none").is_file():
        problems.append(f"home_page_url is {feed.get('home_page_url')}")
    known = {"id", "url", "title", "content_html", "content_text", "summary", "date_published", "date_modified", "authors", "tags", "language"}
    for number, item in enumerate(feed.get("items", []), 1):
        problems += [f"item {number}: unknown key {key}" for key in item.keys() - known]
        # A change has a fragment of its own; without it, the id is where the item is read.
        if not absolute(item.get("id")) or item["id"].split("#")[0] != (item.get("url") or "").split("#")[0]:
            problems.append(f"item {number}: id is {item.get('id')}, url {item.get('url')}")
        elif not (file_of(site, item["url"]) or path.parent / "none").is_file():
            problems.append(f"item {number}: no such file: {item['url']}")
        if not (item.get("content_html") or item.get("content_text")):
            problems.append(f"item {number}: no content")
        for address in re.findall(r"(?:href|src)=\"([^\"]*)\"", item.get("content_html", "")):
            if not absolute(address) and not address.startswith(("mailto:", "tel:")):
                problems.append(f"item {number}: address in content is not absolute: {address}")
        for key in ("date_published", "date_modified"):
            if key in item and not RFC3339.match(item[key]):
                problems.append(f"item {number}: {key} is no RFC 3339 moment: {item[key]}")
        for author in [*feed.get("authors", []), *item.get("authors", [])]:
            if not author.get("name"):
                problems.append(f"item {number}: an author without a name")
    sister = path.with_suffix(".xml")
    entries = ElementTree.parse(sister).getroot().findall(f"{ATOM}entry") if sister.is_file() else []
    told = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title")) for entry in entries]
    items = [(item.get("id"), item.get("title")) for item in feed.get("items", [])]
    in_atom = iter(told)
    if told[:1] != items[:1] or not all(item in in_atom for item in items):
        problems.append("Atom and JSON Feed differ")
    return problems


def archives(site, path):
    """What is wrong with a feed's archives, walked as feedparser tells of them, and which documents were met."""
    problems, met = [], [path]
    told = {}
    newer, at = None, path
    while at is not None:
        parsed = feedparser.parse(at.read_bytes())
        link = {link.rel: file_of(site, link.href) for link in parsed.feed.links}
        name = at.relative_to(site["out"])
        if at != path:
            if "fh_archive" not in parsed.feed:
                problems.append(f"{name} is not marked as an archive")
            if link.get("current") != path:
                problems.append(f"{name}: current is {link.get('current')}")
            if link.get("next-archive") != newer:
                problems.append(f"{name}: next-archive is {link.get('next-archive')}")
            newer = at
        elif {"current", "next-archive"} & link.keys() or "fh_archive" in parsed.feed:
            problems.append(f"{name} is told to be an archive")
        for entry in parsed.entries:
            told.setdefault(entry.id, []).append((at, entry.updated, entry.title, entry.get("summary")))
        at = link.get("prev-archive")
        if at in met or (at is not None and not at.is_file()):
            problems.append(f"{name}: prev-archive leads to {at}")
            at = None
        if at is not None:
            met.append(at)
    for entry, places in told.items():
        # What changed since is told again in the document that readers ask for, in the same words.
        archived = [place for place in places if place[0] != path]
        if len(archived) > 1 or len({told for _, *rest in places for told in [tuple(rest)]}) > 1:
            problems.append(f"{entry} is in {len(places)} documents of one feed")
    if path == Path(site["out"]) / "feed.xml":
        pages = [page for page in (path.parent / "briefings").glob("*/index.html") if 'class="kind-briefing"' in page.read_text(encoding="utf-8")]
        there = {re.search(r'<link rel="canonical" href="([^"]*)">', page.read_text(encoding="utf-8"))[1] for page in pages}
        problems += [f"in no document of the feed: {page}" for page in sorted(there - told.keys())]
        problems += [f"not a briefing: {page}" for page in sorted(told.keys() - there)]
    return problems, met


def languages(site, path):
    """What is wrong with a page's links to itself in other languages: each must lead back; none where it has no such links."""
    def of(page):
        html = page.read_text(encoding="utf-8")
        return dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html))

    own = of(path)
    if not own:
        return None
    problems = [] if any(file_of(site, url) == path for url in own.values()) else ["it does not name itself"]
    for lang, url in own.items():
        target = file_of(site, url)
        if target is None or not target.is_file():
            problems.append(f"no such page: {url}")
        elif of(target) != own:
            problems.append(f"the page in {lang} leads to other languages than this one")
    return problems


def opensearch(site, path):
    """What is wrong with the description of the search."""
    root = ElementTree.parse(path).getroot()
    if root.tag != f"{OPENSEARCH}OpenSearchDescription":
        return [f"root is {root.tag}"]
    problems = []
    for tag, most in (("ShortName", 16), ("LongName", 48), ("Description", 1024)):
        texts = [element.text or "" for element in root.findall(f"{OPENSEARCH}{tag}")]
        if len(texts) > 1 or (not texts and tag != "LongName") or any(not 0 < len(text) <= most for text in texts):
            problems.append(f"{tag} is {texts}")
    urls = {url.get("rel", "results"): url for url in root.findall(f"{OPENSEARCH}Url")}
    if file_of(site, urls["self"].get("template")) != path or urls["self"].get("type") != "application/opensearchdescription+xml":
        problems.append(f"self is {urls['self'].attrib}")
    page, _, query = urls["results"].get("template").partition("?")
    if query != "q={searchTerms}" or not (file_of(site, page) or path / "none").is_file():
        problems.append(f"the search is {urls['results'].attrib}")
    for image in root.findall(f"{OPENSEARCH}Image"):
        if not (file_of(site, image.text or "") or path / "none").is_file():
            problems.append(f"no such picture: {image.text}")
    return problems


def local_context(url, _options):
    """The one context that pages name, without asking the network."""
    if url.rstrip("/") != SCHEMA.rstrip("/"):
        raise ValueError(f"another context: {url}")
    return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": "application/ld+json"}


def linked_data(site, path):
    """What is wrong with a page's JSON-LD, and whether it has any; its ids are addresses of the site."""
    html = path.read_text(encoding="utf-8")
    found = DATA.findall(html)
    if not found:
        return None
    problems = [] if len(found) == 1 else [f"{len(found)} blocks of data"]
    data = json.loads(found[0])
    things = jsonld.expand(data, {"documentLoader": local_context, "base": ""})
    if len(things) != len(data["@graph"]):
        problems.append(f"{len(things)} things of {len(data['@graph'])}")
    canonical = re.search(r'<link rel="canonical" href="([^"]*)">', html)
    for thing in things:
        page, _, fragment = thing.get("@id", "").partition("#")
        if not fragment or not canonical or page != canonical[1]:
            problems.append(f"@id is {thing.get('@id')}")
        elif fragment.startswith(("claim-", "event-")) and f'id="{fragment}"' not in html:
            problems.append(f"no such place: {thing['@id']}")
        for kind in thing.get("@type", []):
            if not kind.startswith(SCHEMA):
                problems.append(f"@type is {kind}")
    quads = jsonld.to_rdf(data, {"documentLoader": local_context, "base": ""})["@default"]
    for quad in quads:
        for part in ("subject", "predicate", "object"):
            if quad[part]["type"] == "IRI" and not absolute(quad[part]["value"]):
                problems.append(f"{part} is not absolute: {quad[part]['value']}")
        target = file_of(site, quad["object"]["value"]) if quad["object"]["type"] == "IRI" else None
        if target and not target.is_file():
            problems.append(f"no such file: {quad['object']['value']}")
    return problems


def sitemap(site, path):
    """What is wrong with the sitemap."""
    problems = []
    root = ElementTree.parse(path).getroot()
    if root.tag == f"{SITEMAP}sitemapindex":
        files = [file_of(site, loc.text or "") or path / "none" for loc in root.iter(f"{SITEMAP}loc")]
        # An index leads to no other index.
        wrong = lambda file: not file.is_file() or ElementTree.parse(file).getroot().tag != f"{SITEMAP}urlset"
        return [f"no sitemap: {file}" for file in files if wrong(file)] or [problem for file in files for problem in sitemap(site, file)]
    if root.tag != f"{SITEMAP}urlset":
        return [f"root is {root.tag}"]
    locs = [url.findtext(f"{SITEMAP}loc") or "" for url in root]
    for loc in locs:
        target = file_of(site, loc)
        if not absolute(loc) or target is None:
            problems.append(f"not an absolute address of this site: {loc}")
        elif not target.is_file():
            problems.append(f"no such file: {loc}")
        elif 'content="noindex"' in target.read_text(encoding="utf-8"):
            problems.append(f"not to be indexed, yet listed: {loc}")
    if len(locs) != len(set(locs)):
        problems.append("an address twice")
    return problems


def main(sites_file, papers):
    """Check every site and every sheet."""
    for site in json.loads(Path(sites_file).read_text(encoding="utf-8")):
        out = Path(site["out"])
        feeds = [path for path in sorted(out.rglob("*.xml")) if b"http://www.w3.org/2005/Atom" in path.read_bytes()[:2000]]
        if site["origin"]:
            tell("feeds", site["name"], [] if feeds else ["no feed"])
            tell("sitemap", site["name"], sitemap(site, out / "sitemap.xml") if (out / "sitemap.xml").is_file() else ["no sitemap.xml"])
        for path in feeds:
            try:
                problems = atom(site, path)
            except ElementTree.ParseError as error:
                problems = [f"not well-formed: {error}"]
            tell("feed", f"{site['name']}/{path.relative_to(out)}", problems)
        met = []
        for path in [path for path in feeds if path.name == "feed.xml"]:
            problems, documents = archives(site, path)
            met += documents
            tell("archives", f"{site['name']}/{path.relative_to(out)}", problems)
        if sorted(met) != feeds:
            tell("archives", site["name"], [f"nothing leads to {path.relative_to(out)}" for path in set(feeds) - set(met)])
        json_feeds = sorted([*out.rglob("feed.json"), *out.rglob("feed/archive-*.json")])
        both = [path for path in feeds if path.name == "feed.xml"]
        if sorted(path.with_suffix(".xml") for path in json_feeds) != both:
            tell("feeds", site["name"], ["not every Atom feed has a JSON Feed beside it, or an archive too many has"])
        for path in json_feeds:
            try:
                problems = json_feed(site, path)
            except ValueError as error:
                problems = [f"not JSON: {error}"]
            tell("json feed", f"{site['name']}/{path.relative_to(out)}", problems)
        if (out / "opensearch.xml").is_file():
            tell("opensearch", site["name"], opensearch(site, out / "opensearch.xml"))
        elif site["origin"] and (out / "search").is_dir():
            tell("opensearch", site["name"], ["no opensearch.xml"])
        for path in sorted(out.rglob("*.html")):
            problems = languages(site, path)
            if problems is not None:
                tell("languages", f"{site['name']}/{path.relative_to(out)}", problems)
        said = 0
        for path in sorted(out.rglob("*.html"))[:: site.get("every", 1)]:
            try:
                problems = linked_data(site, path)
            except (ValueError, KeyError, jsonld.JsonLdError) as error:
                problems = [f"not JSON-LD: {error}"]
            if problems is not None:
                said += 1
                tell("json-ld", f"{site['name']}/{path.relative_to(out)}", problems)
        if bool(said) != bool(site["origin"]):
            tell("json-ld", site["name"], [f"{said} pages with JSON-LD, where the site's address is {site['origin'] or 'unknown'}"])
    for path in sorted(Path(papers).glob("*.pdf")):
        wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        problems = []
        pages = PdfReader(path).pages
        for number, page in enumerate(pages, 1):
            text = re.sub(r"\s+", "", page.extract_text())
            # At the head and at the foot; run.mjs sees to it that what nobody marked bears no marking.
            if wanted["marking"] and text.count(wanted["marking"]) < 2:
                problems.append("a sheet is not marked at head and foot")
        tell("paper", wanted["where"], problems)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
