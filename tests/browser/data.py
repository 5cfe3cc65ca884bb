"""What other programs take away, read back by others' readers: calendars by icalendar, tables by csvw and csv, features
by geojson.

`data.py SITES`: as for feeds.py. Prints one JSON list a check: [what, where, *problems].
"""

import csv
import json
import sys
from datetime import date, timedelta
from pathlib import Path

import geojson
import icalendar
from csvw import TableGroup

from feeds import absolute, file_of, tell

FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Cells that may have a sign, because they are numbers or days.
SIGNED = {"latitude", "longitude", "earliest", "latest", "briefing_date"}


def anchor_is_there(site, address):
    """Whether an address of a page and a place on it leads there."""
    page, _, anchor = address.partition("#")
    file = file_of(site, page)
    return file is None or (file.is_file() and f'id="{anchor}"' in file.read_text("utf-8"))


def calendar(site, path):
    """What is wrong with one calendar (RFC 5545)."""
    problems = []
    raw = path.read_bytes()
    if any(len(line) > 75 for line in raw.split(b"\r\n")):
        problems.append("a line is longer than 75 octets")
    if raw.count(b"\n") != raw.count(b"\r\n"):
        problems.append("a line does not end with CR and LF")
    read = icalendar.Calendar.from_ical(raw)
    for key in ("VERSION", "PRODID"):
        if key not in read:
            problems.append(f"no {key}")
    events = read.walk("VEVENT")
    if not events:
        problems.append("no entry")
    seen = set()
    for event in events:
        uid = str(event.get("UID"))
        if uid in seen:
            problems.append(f"two entries of one UID: {uid}")
        seen.add(uid)
        first, end = event.decoded("DTSTART"), event.decoded("DTEND")
        if type(first) is not date or type(end) is not date or end < first + timedelta(days=1):
            problems.append(f"{uid} is not of whole days: {first} to {end}")
        if event.get("DTSTAMP") is None or event.get("SUMMARY") is None:
            problems.append(f"{uid} has no DTSTAMP or no SUMMARY")
        if not absolute(uid) or not anchor_is_there(site, uid):
            problems.append(f"{uid} leads nowhere")
        if event.errors:
            problems.append(f"{uid}: {event.errors}")
    return problems


def table(path):
    """What is wrong with one table (RFC 4180), and its lines."""
    problems = []
    raw = path.read_bytes()
    if not raw.startswith(b"\xef\xbb\xbf"):
        problems.append("no mark by which a spreadsheet knows UTF-8")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, strict=True))
    head = lines[0]
    for line in lines[1:]:
        if len(line) != len(head):
            problems.append(f"{len(line)} cells instead of {len(head)}: {line[:2]}")
        for name, cell in zip(head, line):
            if cell.startswith(FORMULA) and name not in SIGNED:
                problems.append(f"{name} would be run: {cell[:40]!r}")
    return problems, [dict(zip(head, line)) for line in lines[1:]]


def features(path, rows):
    """What is wrong with the features (RFC 7946), beside the table of the same dates."""
    problems = []
    collection = geojson.loads(path.read_text("utf-8"))
    if not collection.is_valid:
        problems.append(f"geojson: {collection.errors()}")
    by_id = {row["id"]: row for row in rows}
    if {feature["id"] for feature in collection["features"]} != set(by_id):
        problems.append("not the dates of the table")
    for feature in collection["features"]:
        geometry, told = feature["geometry"], feature["properties"]["position"]
        if geometry is not None and "undisclosed" in told:
            problems.append(f"{feature['id']} is undisclosed and has a position")
        if geometry is not None and not told:
            problems.append(f"{feature['id']} does not say how exact it is")
        if (geometry is None) != (by_id[feature["id"]]["latitude"] == ""):
            problems.append(f"{feature['id']} has a position in one file alone")
    return problems


def timeline_js(path, rows):
    """What is wrong with what TimelineJS reads."""
    problems = []
    known = {row["id"]: row for row in rows}
    for event in json.loads(path.read_text("utf-8"))["events"]:
        row = known.get(event["unique_id"])
        if row is None:
            problems.append(f"{event['unique_id']} is not in the table")
        elif not event["start_date"].get("year") and event["start_date"].get("year") != 0:
            problems.append(f"{event['unique_id']} has no year")
        if "<script" in json.dumps(event).lower():
            problems.append(f"{event['unique_id']} holds a script")
    return problems


def main(sites_file):
    """Check every site."""
    for site in json.loads(Path(sites_file).read_text("utf-8")):
        out, data = Path(site["out"]), Path(site["out"]) / "data"
        calendars = sorted(out.rglob("*.ics"))
        # Without an address of the site nothing would tell one entry from another for good.
        if site["origin"]:
            tell("calendar", site["name"], [] if (out / "timeline.ics") in calendars else ["no timeline.ics"])
        for path in calendars:
            tell("calendar", f"{site['name']}/{path.relative_to(out)}", calendar(site, path))
        rows = {}
        for name in ("events", "actors", "claims"):
            problems, rows[name] = table(data / f"{name}.csv")
            ids = [row["id"] for row in rows[name]]
            if len(ids) != len(set(ids)):
                problems.append("two lines of one id")
            tell("table", f"{site['name']}/data/{name}.csv", problems)
        group = TableGroup.from_file(data / "csv-metadata.json")
        problems = []
        for described in group.tables:
            name = str(described.url).removesuffix(".csv")
            read = list(described.iterdicts(strict=True))
            if len(read) != len(rows[name]):
                problems.append(f"{name}: {len(read)} lines by its description, {len(rows[name])} without")
        if not group.check_referential_integrity():
            problems.append("an id is not unique")
        tell("csvw", f"{site['name']}/data/csv-metadata.json", problems)
        tell("geojson", f"{site['name']}/data/events.geojson", features(data / "events.geojson", rows["events"]))
        tell("timelinejs", f"{site['name']}/data/timeline.json", timeline_js(data / "timeline.json", rows["events"]))
        whole = json.loads((data / "events.json").read_text("utf-8"))
        same = [event["id"] for event in whole["events"]] == [row["id"] for row in rows["events"]]
        tell("json", f"{site['name']}/data/events.json", [] if same else ["not the dates of the table"])


if __name__ == "__main__":
    main(*sys.argv[1:])
