#!/usr/bin/env python3
"""Writes invented briefings as a site for Dateline, for Hugo or for Eleventy.

    corpus.py N OUT --for dateline|hugo|eleventy

OUT/content/briefings/YYYY/slug.md holds N briefings of 530 to 770 words each, with actors, locations, dates and
sources. The same N gives the same briefings whoever they are for: only the words of the front matter and what stands
around the briefings differ. For Dateline there is a profile for every name; for a peer the layouts beside this file.
Every name, place, publisher and event is made up. Standard library only.
"""
import argparse
import datetime as dt
import itertools
import json
import random
import re
import shutil
from pathlib import Path

FIRST = "Aldric Bettina Corvin Dalia Emeric Fenna Gorlan Hesper Ivo Junia Kelda Lorin Maris Nadir Oriel Petra Quill Rosalba Soren Talia Ulric Verena Wendel Xandra Yorick Zelie Anselm Brisa Caius Delphine Eamon Filippa Gaspar Honor Ilse Jorun".split()
LAST = "Vantreight Okolisz Marrendo Tessaly Haldane-Roy Quorvin Brandeis-Lund Ostrava Pellicane Ruhmkorf Sandqvist Tchernova Umberley Varga-Lis Wexcombe Yarrowdale Zubrin Achterberg Bélmontez Çelikdağ Dvořáček Ekström Fjällberg Gómezluna Háttarsson Jóźwińska Kõivumägi Lambrière".split()
ORG_A = "Northern Coastal Federal Joint Interim Regional Maritime National United Inland Eastern Strategic Public Central Highland Continental Riverine Provisional".split()
ORG_B = "Transit Energy Harbour Grain Customs Border Fisheries Telecom Water Rail Electoral Minerals Aviation Audit Insurance Refugee Satellite Pipeline".split()
ORG_C = "Authority Council Commission Directorate Consortium Front Assembly Bureau Agency Union Committee Guard Institute Syndicate".split()
CYR_F = "Остромир Велислава Драгомил Яромира Светозар Бажена Ждан Любава Мстибор Радогост Станимира Тверд".split()
CYR_L = "Зареченко Высокогорский Перелесов Камнебродская Туманцев Ледогоров Чернолозов Світличенко Ґалаґанич Їжакевич".split()
ARA_F = "سامر نادين طارق ليان هيثم رزان وسيم دانية فراس ميسون".split()
ARA_L = "الرملاوي البحراني الصخري النهري الوادي القمري الزيتوني الجسري".split()
ZHO_L = "岚 澄 屿 霁 阙 郗 逄 亓 仉".split()
ZHO_F = "远舟 明溪 知行 若谷 景澜 怀川 望舒 清和 思齐 既白".split()
PLACE_A = "Ald Bryn Cor Dun Esk Fal Gar Hol Isk Jar Kel Lor Mar Nor Ost Pel Quar Rav Sel Tor Ulm Ver Wel Yar Zar Östra Três Águas Niž".split()
PLACE_B = "avia enford ingrad omere uskar atheim ovo undra esh istan ombe arrow elund igorsk amar ossa irth ulan eva ayne".split()
PLACE_C = ["", "", "", " Bay", " Strait", " Pass", " Delta", " Heights", " Corridor", " Basin"]
REGIONS = "Littoral Uplands Steppe Archipelago Interior Borderlands".split()
TAGS = "sanctions energy elections shipping ceasefire cyber migration trade food-security telecoms mining aviation disinformation water finance space health arms-control".split()
PUBLISHERS = ["The Harbour Ledger", "Meridian Wire", "Вечерний Маяк", "Saltmarsh Review", "Gazeta Pogranicza", "本地观察报", "Institute for Quiet Diplomacy", "Open Ledger Archive", "صحيفة الميناء", "Tidewater Monitor", "Radio Kelvar", "Ministry gazette"]
HOSTS = "harbour-ledger meridian-wire saltmarsh tidewater open-ledger quiet-diplomacy kelvar-radio gazette".split()

NOUN = ["convoy", "tariff schedule", "ceasefire line", "pipeline outage", "grain quota", "customs seizure", "inspection regime", "port closure", "drone sighting", "ballot recount", "reserve drawdown", "fuel shipment", "satellite pass", "radio intercept", "border crossing", "refugee census", "debt swap", "escrow account", "substation fire", "rail spur", "ferry link", "power-sharing text", "airspace notice", "insurance rider", "water release", "mine clearance", "licence transfer", "hostage list", "fibre cut", "troop rotation"]
ADJ = "provisional disputed partial undeclared seasonal opaque reversible costly minor unverified coordinated abrupt symbolic technical durable fragile parallel delayed selective quiet".split()
VERB = "announced postponed confirmed denied expanded suspended renegotiated leaked reviewed ratified contested redrafted monitored withdrew audited rerouted".split()
ADV = "reportedly formally quietly twice again partly abruptly tentatively jointly publicly".split()
MEAS = ["tonnes", "containers", "megawatts", "households", "vehicles", "permits", "vessels", "kilometres"]
TEMPL = [
    "{A} {adv} {v} the {adj} {n} near {L}, according to two officials familiar with the matter.",
    "The {n} at {L} affects roughly {k} {m}, a figure {A} has neither confirmed nor disputed.",
    "Analysts who track the {n} see it as {adj} rather than {adj2}, although the evidence remains thin.",
    "If the {n} continues past {mon}, the {n2} would have to be {v} before the {adj} season begins.",
    "A second {n}, this one closer to {L}, was {v} within days and drew little comment from {A}.",
    "We assess with **moderate confidence** that {A} will seek a {adj} {n2} before the end of {mon}.",
    "Local radio described the {n} as *{adj}*; imagery from the same week shows {k} {m} waiting at {L}.",
    "Neither side has published the text, but a draft seen by [{P}](https://{h}.example/reports/{k}) refers to a {adj} {n}.",
    "The practical effect was small: {k} {m} moved through {L}, against {k2} in the same month a year earlier.",
    "By contrast, the {n2} {v} in {mon} left {A} with fewer options and a more {adj} timetable.",
    "Officials in {L} say the {n} is tied to the {n2}, a link that {A} has {adv} rejected.",
    "What is less clear is who pays for the {adj} {n2}, and whether insurers will treat the {n} as `force majeure`.",
    "Three earlier attempts at a {n} failed for the same reason, and the present one is only slightly less {adj}.",
    "Traders responded by moving {k} {m} inland, which {adv} eased pressure on the {n2}.",
    "There is no independent confirmation of the {n}, and the only photograph in circulation shows {L} on a different day.",
    "The committee {v} its own {adj} estimate and asked {A} to supply the missing records by {mon}.",
]
MONTHS = "January February March April May June July August September October November December".split()
HEADS = ["Key judgements", "What happened", "Background", "Who is involved", "Indicators to watch", "Assessment", "Outlook", "Gaps in the record", "Economic effects", "Military activity", "Diplomatic track", "Humanitarian situation", "Method and caveats"]
SEED = 1
T1 = ["after", "before", "amid", "despite", "and"]


def slugify(s):
    return re.sub(r"[^a-z0-9]+", "-", s.lower()).strip("-")


def distinct(make, n):
    seen, out = set(), []
    for tries in itertools.count():
        name = make(tries)
        key = name.casefold()
        if key not in seen:
            seen.add(key)
            out.append(name)
            if len(out) == n:
                return out


def pools(n, seed):
    r = random.Random(f"{seed}:pools")
    c = r.choice

    def actor(t):
        # a numeral keeps names distinct once the plain combinations run out
        suffix = "" if t < 2000 else " " + str(t // 2000 + 1)
        k = r.random()
        if k < 0.40:
            return f"{c(FIRST)} {c(LAST)}{suffix}"
        if k < 0.75:
            return f"{c(ORG_A)} {c(ORG_B)} {c(ORG_C)}{suffix}"
        if k < 0.87:
            return f"{c(CYR_F)} {c(CYR_L)}{suffix}"
        if k < 0.94:
            return f"{c(ARA_F)} {c(ARA_L)}{suffix}"
        return f"{c(ZHO_L)}{c(ZHO_F)}{suffix}"

    def place(t):
        return c(PLACE_A) + c(PLACE_B) + c(PLACE_C)

    actors = distinct(actor, max(20, n // 20))
    places = distinct(place, max(15, n // 40))
    table = [(p, round(r.uniform(-60, 72), 4), round(r.uniform(-180, 180), 4), c(REGIONS)) for p in places]
    kinds = [(a, "organization" if a.split()[0] in ORG_A else "person") for a in actors]
    return kinds, table


def zipf(n):
    return list(itertools.accumulate(1 / (i + 1) ** 0.9 for i in range(n)))


def pick(r, pool, cum, k):
    out = []
    while len(out) < k:
        x = r.choices(pool, cum_weights=cum)[0]
        if x not in out:
            out.append(x)
    return out


def heads(n, seed):
    """Title, date and slug of each briefing: known before any body, so that bodies can link."""
    r = random.Random(f"{seed}:heads")
    first = dt.date(2016, 1, 1)
    span = (dt.date(2026, 10, 31) - first).days
    out = []
    for i in range(n):
        day = first + dt.timedelta(days=i * span // max(n, 1))
        title = f"{r.choice(ADJ).capitalize()} {r.choice(NOUN)} {r.choice(T1)} {r.choice(ADJ)} {r.choice(NOUN)}"
        out.append((title, day, f"{slugify(title)}-{i:05d}"))
    return out


def sentence(r, actors, places):
    c = r.choice
    return c(TEMPL).format(
        A=c(actors), L=c(places), n=c(NOUN), n2=c(NOUN), adj=c(ADJ), adj2=c(ADJ), adv=c(ADV), v=c(VERB),
        k=r.randrange(11, 9900), k2=r.randrange(11, 9900), m=c(MEAS), mon=c(MONTHS), P=c(PUBLISHERS), h=c(HOSTS))


def body(r, i, actors, places, events, hs):
    target = r.randrange(530, 770)
    words, blocks, notes = 0, [], 0
    hpool = r.sample(HEADS, len(HEADS))

    def para(k):
        return " ".join(sentence(r, actors, places) for _ in range(k))

    blocks.append(para(3))
    kinds = ["list", "quote", "para", "para", "link", "note", "para", "olist", "sub", "para", "note"]
    if r.random() < 0.35:
        kinds.append("table")
    if r.random() < 0.06:
        kinds.append("code")
    r.shuffle(kinds)
    todo = itertools.chain(kinds, itertools.repeat("para"))
    step = 0
    while words < target:
        if step % 3 == 0 and hpool:
            blocks.append("## " + hpool.pop())
        step += 1
        k = next(todo)
        if k == "para":
            b = para(r.randrange(2, 5))
        elif k == "list":
            b = "\n".join(f"- **{r.choice(NOUN).capitalize()}**: {sentence(r, actors, places)}" for _ in range(r.randrange(3, 5)))
        elif k == "olist":
            b = "\n".join(f"{j}. {sentence(r, actors, places)}" for j in range(1, r.randrange(3, 5)))
        elif k == "quote":
            b = "> " + sentence(r, actors, places) + "\n>\n> -- " + r.choice(actors)
        elif k == "sub":
            b = "### " + r.choice(NOUN).capitalize() + "\n\n" + para(2)
        elif k == "link":
            if i:
                t, d, s = hs[r.randrange(max(0, i - 400), i)]
                b = f"See also [{t}](/briefings/{d.year}/{s}/). " + para(2)
            else:
                b = para(2)
        elif k == "note":
            notes += 1
            b = para(2) + f"[^{notes}]\n\n[^{notes}]: " + sentence(r, actors, places)
        elif k == "table":
            rows = ["| Place | Item | Count | Change |", "|:------|:-----|------:|:------:|"]
            rows += [f"| {r.choice(places)} | {r.choice(NOUN)} | {r.randrange(5, 900)} | {r.randrange(-40, 60):+d}% |" for _ in range(r.randrange(4, 9))]
            b = "\n".join(rows)
        else:
            b = "```json\n" + json.dumps({"report": r.randrange(10**6), "place": places[0], "items": [r.choice(NOUN) for _ in range(3)]}, ensure_ascii=False, indent=2) + "\n```"
        words += len(b.split())
        blocks.append(b)
    return "\n\n".join(blocks) + "\n"


def q(s):
    return json.dumps(s, ensure_ascii=False)  # a JSON string is a YAML string


def front_matter(m, peer):
    L = ["---", f"title: {q(m['title'])}", f"date: {m['date']}", f"summary: {q(m['summary'])}",
         "tags: [" + ", ".join(m["tags"]) + "]"]
    for key in ("actors", "locations"):
        L += [f"{key}:"] + [f"  - {q(x)}" for x in m[key]]
    L.append("dates:" if peer == "dateline" else "events:")
    for d, t in m["events"]:
        # The peers would read a bare month as an instant.
        L += [f"  - date: {d if peer == 'dateline' else q(d)}", f"    title: {q(t)}"]
    L.append("sources:")
    for i, (t, u, p) in enumerate(m["sources"], 1):
        L += [f"  - id: s{i}", f"    title: {q(t)}", f"    url: {u}", f"    publisher: {q(p)}"]
    return "\n".join(L + ["---", ""])


def profiles(folder, prefix, rows):
    """A profile for each name: ASCII names make the file's name, others get a number."""
    folder.mkdir(parents=True)
    taken = set()
    for i, (name, lines) in enumerate(rows):
        slug = (slugify(name) if name.isascii() else "") or f"{prefix}-{i:04d}"
        if slug in taken:
            slug += f"-{i:04d}"
        taken.add(slug)
        text = f"---\nname: {q(name)}\n{lines}\n---\n\nA profile of {name}, who is invented.\n"
        (folder / f"{slug}.md").write_text(text, encoding="utf-8")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("n", type=int)
    ap.add_argument("out", type=Path)
    ap.add_argument("--for", dest="peer", required=True, choices=["dateline", "hugo", "eleventy"])
    a = ap.parse_args()
    actors, table = pools(a.n, SEED)
    anames, pnames = [x[0] for x in actors], [x[0] for x in table]
    acum, pcum = zipf(len(anames)), zipf(len(pnames))
    hs = heads(a.n, SEED)

    if a.peer == "dateline":
        a.out.mkdir(parents=True, exist_ok=True)
        (a.out / "dateline.yaml").write_text("title: Briefing desk\nbase_url: https://briefs.example/\n")
        profiles(a.out / "content/actors", "actor", [(name, f"type: {kind}") for name, kind in actors])
        places = [(name, f"coordinates: [{la}, {lo}]\nprecision: city") for name, la, lo, _ in table]
        profiles(a.out / "content/locations", "place", places)
    else:
        shutil.copytree(Path(__file__).parent / a.peer, a.out, dirs_exist_ok=True)
        data = a.out / ("_data" if a.peer == "eleventy" else "data")
        data.mkdir(parents=True, exist_ok=True)
        geo = {n: {"lat": la, "lon": lo, "region": g} for n, la, lo, g in table}
        (data / "gazetteer.json").write_text(json.dumps(geo, ensure_ascii=False), encoding="utf-8")

    root = a.out / "content" / "briefings"
    for y in sorted({d.year for _, d, _ in hs}):
        (root / str(y)).mkdir(parents=True, exist_ok=True)
    for i, (title, day, slug) in enumerate(hs):
        r = random.Random(f"{SEED}:{i}")
        act = pick(r, anames, acum, r.randrange(2, 7))
        loc = pick(r, pnames, pcum, r.randrange(1, 4))
        events = []
        for _ in range(r.randrange(1, 5)):
            e = day - dt.timedelta(days=r.randrange(0, 120))
            ds = e.isoformat()[:7] if r.random() < 0.2 else e.isoformat()
            events.append((ds, f"{r.choice(NOUN).capitalize()} {r.choice(VERB)} at {r.choice(loc)}"))
        sources = []
        for _ in range(r.randrange(1, 5)):
            st = f"{r.choice(ADJ).capitalize()} {r.choice(NOUN)} in {r.choice(loc)}"
            sources.append((st, f"https://{r.choice(HOSTS)}.example/{day.year}/{r.randrange(10**6)}", r.choice(PUBLISHERS)))
        m = dict(title=title, date=day.isoformat(), summary=sentence(r, act, loc).split(", ")[0].replace("*", "").replace("`", "").split("[")[0].strip().rstrip(".") + ".",
                 tags=r.sample(TAGS, r.randrange(2, 5)), actors=act, locations=loc, events=events, sources=sources)
        text = body(r, i, act, loc, events, hs)
        if a.peer == "dateline":
            text = re.sub(r"\]\(/briefings/\d{4}/", "](/briefings/", text)
        page = front_matter(m, a.peer) + "\n" + text
        (root / str(day.year) / f"{slug}.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
