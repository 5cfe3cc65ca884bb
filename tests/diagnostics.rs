//! A site for each kind of mistake, and what its author is told.
//!
//! The snapshots in `tests/snapshots/` are the reports as they stand in a terminal without colour.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use dateline::codes::Code;
use harness::{DOT, Run, Site};

/// Files of a site.
type Files = &'static [(&'static str, &'static str)];

/// A briefing without a mistake.
const GOOD: (&str, &str) = ("content/briefings/good.md", "---\ntitle: Good\ndate: 2026-01-01\nactors: [NATO]\n---\n");

/// A site for each code. What no literal can write is made in [`site`].
const MISTAKES: &[(Code, Files)] = &[
    (Code::NotText, &[("content/briefings/bell.md", "---\ntitle: Bell\ndate: 2026-01-01\n---\nA bell:\u{7}.\n")]),
    (Code::TooLarge, &[GOOD]),
    (Code::NotOrdinary, &[GOOD, ("static", "A file where a folder is read.\n")]),
    (Code::BadFileName, &[GOOD, ("static/aux.txt", "A device's name.\n")]),
    (Code::SymbolicLink, &[GOOD]),
    (
        Code::StrayFile,
        &[
            GOOD,
            ("content/breifings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n"),
            ("content/notes.md", "Where does this go?\n"),
        ],
    ),
    (
        Code::NoFrontMatter,
        &[
            ("content/briefings/bare.md", "# Only a heading\n\nText.\n"),
            ("content/briefings/open.md", "---\ntitle: Open\ndate: 2026-01-01\n\nText.\n"),
        ],
    ),
    (
        Code::Leak,
        &[
            GOOD,
            ("dateline.yaml", "base_url: https://example.org/\n"),
            // No page says it but in data for machines.
            (
                "content/briefings/a.md",
                "---\ntitle: A creativeWorkStatus\nstatus: draft\ndate: 2026-01-01\ntags: [datePublished]\n---\n",
            ),
        ],
    ),
    (
        Code::BadYaml,
        &[
            ("content/briefings/colon.md", "---\ntitle: War: a history\ndate: 2026-01-01\n---\n"),
            ("content/briefings/quote.md", "---\ntitle: \"Never closed\ndate: 2026-01-01\n---\n"),
            ("content/briefings/tab.md", "---\ntitle: Tab\ndate: 2026-01-01\nactors:\n\t- NATO\n---\n"),
            ("content/briefings/list.md", "---\ntitle: List\ndate: 2026-01-01\nactors: [NATO, EU\n---\n"),
        ],
    ),
    (
        Code::UnknownKey,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nsumary: Typed too fast.\nactors:\n  - {name: NATO, roll: speaker}\ndates:\n  - {dat: 2025, title: X}\n---\n",
            ),
            ("content/actors/nato.md", "---\nname: NATO\nfounded: 1949\n---\n"),
            ("dateline.yaml", "titel: Desk\nchecks: {broken-lnik: warn}\n"),
        ],
    ),
    (
        Code::RepeatedKey,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\ntags: [one]\nactors: [NATO]\ntags: [two]\n---\n",
            ),
            ("dateline.yaml", "title: One\ntitle: Two\n"),
        ],
    ),
    (
        Code::MissingKey,
        &[
            (
                "content/briefings/a.md",
                "---\nactors: [NATO]\nclaims:\n  - {id: c1, said_by: NATO}\nsources:\n  - {id: s1}\n---\n",
            ),
            (
                "content/briefings/b.md",
                "---\ntitle: B\ndate: 2026-01-01\nupdated: 2026-01-02\nstatus: retracted\n---\n",
            ),
            ("content/actors/nato.md", "---\ntype: organization\n---\n"),
        ],
    ),
    (
        Code::BadValue,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nstatus: publishd\ntlp: ORANGE\nactors: NATO\nkey_judgments:\n  - {text: X, likelihood: probable-ish}\nclaims:\n  - {text: X, credibility: 7}\nsources:\n  - {title: X, url: ftp://example.org/x}\naliases: [old page]\n---\n",
            ),
            ("content/publishers/p.md", "---\nname: P\nreliability: G\nwikidata: 7184\n---\n"),
            ("dateline.yaml", "base_url: example.org\ntimezone: Kyiv\nchecks: {bad-date: warn}\n"),
        ],
    ),
    (
        Code::BadDate,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 31.12.2025\nupdated: 2026-02-30\ndates:\n  - 2025-13: No such month\n  - Dec 2025: In words\n  - {date: 2025-02-29, title: No leap year}\n  - {date: ca. 1950, title: About}\n  - 19 December 2025: Day first\n---\n",
        )],
    ),
    (
        Code::BadCoordinates,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nlocations:\n  - {name: Minsk, coordinates: [153.9, 27.57]}\n  - {name: Hidden, precision: undisclosed, coordinates: [53.9, 27.57]}\n---\n",
            ),
            ("content/locations/brest.md", "---\nname: Brest\ncoordinates: [52.1]\n---\n"),
        ],
    ),
    (
        Code::BadId,
        &[
            ("content/briefings/a.md", "---\nid: Über uns\ntitle: A\ndate: 2026-01-01\n---\n"),
            ("content/briefings/b.md", "---\nid: ../secret\ntitle: B\ndate: 2026-01-01\n---\n"),
            ("content/briefings/!!!.md", "---\ntitle: C\ndate: 2026-01-01\n---\n"),
        ],
    ),
    (
        Code::RepeatedId,
        &[
            ("content/briefings/a.md", "---\nid: same\ntitle: A\ndate: 2026-01-01\n---\n"),
            ("content/briefings/b.md", "---\nid: same\ntitle: B\ndate: 2026-01-02\n---\n"),
            ("content/briefings/2025/report.md", "---\ntitle: C\ndate: 2026-01-03\n---\n"),
            ("content/briefings/2026/report.md", "---\ntitle: D\ndate: 2026-01-04\n---\n"),
            (
                "content/briefings/e.md",
                "---\ntitle: E\ndate: 2026-01-05\nsources:\n  - {id: s, title: One}\n  - {id: s, title: Two}\nclaims:\n  - {id: c, text: One, said_by: Ann}\n  - {id: c, text: Two, said_by: Bo}\n---\n",
            ),
        ],
    ),
    (
        Code::AmbiguousName,
        &[
            ("content/actors/john-smith-mp.md", "---\nname: John Smith\n---\n"),
            ("content/actors/john-smith-general.md", "---\nname: J. Smith\naliases: [John Smith]\n---\n"),
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nactors: [John Smith]\n---\nSays [[john smith]].\n",
            ),
        ],
    ),
    (
        Code::SharedName,
        &[
            ("content/actors/john-smith-mp.md", "---\nname: John Smith\n---\n"),
            ("content/actors/john-smith-general.md", "---\nname: J. Smith\naliases: [John Smith]\n---\n"),
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nactors: [john-smith-mp, john-smith-general]\n---\n",
            ),
        ],
    ),
    (
        Code::UnsureName,
        &[
            ("content/actors/john-smith-general.md", "---\nname: John Smith\n---\n"),
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [John Smith]\n---\n"),
        ],
    ),
    (
        Code::NameWithoutAddress,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [\"Jean Luc\", \"???\"]\n---\n"),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-02\nactors: [Jean-Luc]\n---\n"),
        ],
    ),
    (
        Code::ConflictingPlace,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-02\nlocations: [{name: Brest, within: Belarus}]\n---\n",
            ),
            (
                "content/briefings/b.md",
                "---\ntitle: B\ndate: 2026-01-01\nlocations: [{name: Brest, within: France}]\n---\n",
            ),
        ],
    ),
    (
        Code::VaguerPrecision,
        &[
            (
                "content/locations/villa.md",
                "---\nname: The Villa\nprecision: exact\ncoordinates: [53.91234, 27.54321]\n---\n",
            ),
            ("content/locations/depot.md", "---\nname: Depot\nprecision: undisclosed\n---\n"),
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nlocations:\n  - {name: The Villa, precision: undisclosed}\n  - {name: Gate, within: Depot, coordinates: [53.9666, 27.5666]}\n---\n",
            ),
        ],
    ),
    (
        Code::CircularPlace,
        &[
            ("content/locations/minsk.md", "---\nname: Minsk\nwithin: Belarus\n---\n"),
            ("content/locations/belarus.md", "---\nname: Belarus\nwithin: Minsk\n---\n"),
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nlocations: [Minsk]\n---\n"),
        ],
    ),
    (
        Code::UnknownReference,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-01-02\nstatus: superseded\nstatus_reason: New.\nsuperseded_by: nothing-here\nkey_judgments:\n  - {text: J, claims: [c2]}\ndates:\n  - {date: 2025, title: X, sources: [cgnt]}\nclaims:\n  - {id: c1, text: X, contradicts: [c9], sources: [nobody]}\nsources:\n  - {id: cgtn, publisher: CGTN}\n---\n",
        )],
    ),
    (
        Code::HeldBackOriginal,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nlang: fr\ntranslation_of: b\n---\n"),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\nstatus: draft\n---\n"),
        ],
    ),
    (
        Code::HeldBackReference,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-01-02\nstatus: superseded\nstatus_reason: New.\nsuperseded_by: b\n---\n",
            ),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-02\nstatus: draft\n---\n"),
        ],
    ),
    (
        Code::BrokenLink,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nactors: [NATO]\n---\nTo [a page](/breifings/a/), [a file](b.md), [[Nato HQ]] and\n<a href=\"/nowhere/\">raw</a>. Also [far](../../../etc/passwd) and [hidden](draft.md).\n",
            ),
            ("content/briefings/draft.md", "---\ntitle: Draft\ndate: 2026-01-01\nstatus: draft\n---\n"),
            ("dateline.yaml", "navigation: [{title: About, url: /about/}]\n"),
        ],
    ),
    (
        Code::BrokenAnchor,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\n---\n## What happened\n\n[Up](#what-happend), [there](b.md#second).\n",
            ),
            (
                "content/briefings/b.md",
                "---\ntitle: B\ndate: 2026-01-01\n---\n## First\n\nSee [A](/briefings/a/#nowhere).\n",
            ),
        ],
    ),
    (
        Code::MissingAsset,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\n---\n![Map](mpa.png) and ![far](https://example.org/x.png) and\n<img src=\"raw.png\" alt=\"\">, a [report](report.pdf).\n",
            ),
            ("content/briefings/map.png", "not really"),
        ],
    ),
    (
        Code::ActiveFile,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\n---\n![The pier](pier.svg), a [page](page.html).\n",
            ),
            ("content/briefings/page.html", "<script>alert(1)</script>"),
            ("content/briefings/pier.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
        ],
    ),
    (
        Code::BadImage,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n![The pier](pier.jpg)\n"),
            ("content/briefings/pier.jpg", "not really"),
        ],
    ),
    (
        Code::NoAlt,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\n---\n![](pier.svg)\n\n<img src=\"pier.svg\"> <img src=\"pier.svg\" alt=\"\">\n",
            ),
            ("content/briefings/pier.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ],
    ),
    (
        Code::ImageMetadata,
        &[GOOD, ("static/scan.tif", "II\u{2a}\u{0}\u{8}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}")],
    ),
    (
        Code::MissingFootnote,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nsources:\n  - {id: cgtn, publisher: CGTN}\n---\nIt says so.[^cgtn] And so.[^cgnt] Und für alle.[^x]\n",
        )],
    ),
    (
        Code::MisplacedMarking,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nsummary: \"The port will close\nstatus: draft\nseries: Harbour\"\n---\nText.\n",
            ),
            ("content/briefings/b.md", "---\ntitle: B\n tlp:RED\ndate: 2026-01-01\n---\nText.\n"),
            (
                "content/briefings/c.md",
                "---\ntitle: C\ndate: 2026-01-01\nextra:\n  desk: North\n  publish_at: 2099-01-01\n---\n",
            ),
            ("content/actors/d.md", "---\nname: D\nstandalone: true\naliases: [E,\n  status:draft]\n---\n"),
            (
                "content/briefings/e.md",
                "---\ntitle: E\ndate: 2026-01-01\nsummary: >-\n  The port closes.\n\n  tlp: RED\n---\n",
            ),
            (
                "content/briefings/g.md",
                "---\ntitle: G\ndate: 2026-01-01\nstatus: published\n# status: draft\nsummary: Its status is a draft; the tlp was red\n---\n",
            ),
        ],
    ),
    (
        Code::UnusedFootnote,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nsources:\n  - {id: cgtn, publisher: CGTN}\n---\nIt says so.[^cgtn] And so.[^2]\n\n[^1]: One.\n[^2]: Two.\n[^cgtn]: Three.\n",
        )],
    ),
    (
        Code::UnattributedClaim,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nclaims:\n  - text: The pier is closed.\n  - {text: It is open., said_by: {anonymous: true}}\n  - {text: It will open., sources: [s1]}\nsources: [{id: s1, title: T}]\n---\n",
        )],
    ),
    (
        Code::UnsafeLink,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\n---\n[One](javascript:alert(1)), [two](//example.org/), [three](ftp://example.org/),\n<a href=\"data:text/html,x\">four</a>.\n",
            ),
            ("dateline.yaml", "navigation: [{title: Mail, url: \"javascript:alert(1)\"}]\n"),
        ],
    ),
    (
        Code::RouteCollision,
        &[
            ("content/pages/timeline.md", "---\ntitle: Our own timeline\n---\n"),
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\naliases: [/briefings/b/, /old/]\n---\n"),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\naliases: [/OLD/]\n---\n"),
            ("static/404.html", "<p>Mine</p>"),
        ],
    ),
    (
        Code::BadTemplate,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\ntemplate: wide.html\n---\n"),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\n"),
            (
                "templates/briefing.html",
                "{% extends \"base.html\" %}\n{% block main %}\n{{ briefing.titel }}\n{% endblock %}\n",
            ),
        ],
    ),
    (
        Code::UnusedTemplate,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\ntemplate: wide.html\n---\n"),
            ("templates/wide.html", "{% extends \"own.html\" %}\n"),
            ("templates/own.html", "{% extends \"builtin/base.html\" %}\n"),
            ("templates/actro.html", "An actor\n"),
            ("templates/home.htm", "Home\n"),
            ("templates/print.css", "p {}\n"),
            ("templates/components/date.html", "{% component day(d) %}{{ d.text }}{% endcomponent day %}\n"),
        ],
    ),
    (
        Code::YamlPitfall,
        &[(
            "content/briefings/a.md",
            "---\ntitle: Operation #3 in Minsk\ndate: 2026-01-01\nsummary: !urgent Troops moved\nactors:\n  - NATO\n    - EU\n---\n",
        )],
    ),
    (
        Code::AmbiguousDate,
        &[("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\ndates:\n  - 2025-26: A season\n---\n")],
    ),
    (
        Code::DatesOutOfOrder,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nupdated: 2025-01-01\nactors: [Ann]\nsources:\n  - {title: X, published: 2025-06-01, retrieved: 2025-01-01}\ncorrections:\n  - {date: 2025-02-01, text: Mended}\nclaims:\n  - {text: T, said_by: Ann, history: [{date: 2025-03-01, status: disputed}, {date: 2025-02-01, status: refuted}]}\n---\n",
            ),
            ("content/actors/ann.md", "---\nname: Ann\nroles:\n  - {title: Chair, from: 2025, to: 2020}\n---\n"),
        ],
    ),
    (
        Code::CircularReference,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-01-02\nstatus: superseded\nstatus_reason: Newer\nsuperseded_by: b\n---\n",
            ),
            (
                "content/briefings/b.md",
                "---\ntitle: B\ndate: 2026-01-01\nupdated: 2026-01-02\nstatus: superseded\nstatus_reason: Older\nsuperseded_by: a\n---\n",
            ),
        ],
    ),
    (
        Code::DoubtfulTranslation,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nupdated: 2026-01-02\nstatus: retracted\nstatus_reason: It was wrong.\n---\n",
            ),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\ntranslation_of: a\n---\n"),
        ],
    ),
    (
        Code::RepeatedName,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nactors: [NATO, {name: nato, role: speaker}, the Alliance]\ntags: [war, War]\n---\n",
            ),
            ("content/actors/nato.md", "---\nname: NATO\naliases: [the Alliance]\n---\n"),
        ],
    ),
    (
        Code::RemovedHtml,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\n---\nSee <video src=\"a.mp4\"></video> and <font color=\"red\">this</font>.\n",
        )],
    ),
    (
        Code::MarkupInText,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nsummary: \"As [[NATO]] said\"\nclaims:\n  - {text: \"See [this](b.md)\", said_by: Ann}\n---\n",
        )],
    ),
    (
        Code::NearMiss,
        &[
            ("content/actors/viktor-khrenin.md", "---\nname: Viktor Khrenin\nstandalone: true\n---\n"),
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [Viktor Khrennin]\n---\n"),
        ],
    ),
    (
        Code::AmbiguousPlace,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nlocations: [Georgia, Birmingham, Minsk, {name: Tripoli, within: Libya}]\n---\n",
        )],
    ),
    (
        Code::OnePlaceTwice,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nlocations: [Kyiv]\n---\n"),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\nlocations: [Kiev]\n---\n"),
        ],
    ),
    (
        Code::PlaceholderName,
        &[(
            "content/briefings/a.md",
            "---\ntitle: A\ndate: 2026-01-01\nactors: [unknown]\nlocations: [Undisclosed]\nclaims:\n  - {text: X, said_by: Anonymous}\nsources:\n  - {title: Y, publisher: n/a}\n---\n",
        )],
    ),
    (
        Code::NoArchive,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nsources: [{url: \"https://example.org/\", retrieved: 2026-01-01}]\n---\n",
            ),
            ("dateline.yaml", "checks: {no-archive: warn}\n"),
        ],
    ),
    (Code::NoWords, &[GOOD, ("dateline.yaml", "language: de\nchecks: {no-words: warn}\n")]),
    (
        Code::NoRetrieved,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nsources: [{url: \"https://example.org/\", archive_url: \"https://archive.example/1\"}]\n---\n",
            ),
            ("dateline.yaml", "checks: {no-retrieved: warn}\n"),
        ],
    ),
    (
        Code::MixedConfidence,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nsummary: It will likely rain, with high confidence.\nkey_judgments: [{text: Rain is very unlikely (low confidence)., claims: [c]}]\nclaims: [{id: c, text: It rains., sources: [s]}]\nsources: [{id: s, title: A gauge}]\n---\nWe assess with high confidence that it will *probably* rain.\n",
            ),
            ("dateline.yaml", "checks: {mixed-confidence: warn}\n"),
        ],
    ),
    (
        Code::UnsourcedClaim,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nclaims: [{text: It rains., said_by: NATO}]\n---\n",
            ),
            ("dateline.yaml", "checks: {unsourced-claim: warn}\n"),
        ],
    ),
    (
        Code::UnsourcedJudgment,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nclaims: [{id: c, text: It rains., said_by: NATO, sources: [s]}]\nsources: [{id: s, title: A gauge}]\nkey_judgments: [{text: It pours.}, {text: It rains., claims: [c]}]\n---\n",
            ),
            ("dateline.yaml", "checks: {unsourced-judgment: warn}\n"),
        ],
    ),
    (
        Code::DoubtfulStatus,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nstatus: corrected\nclaims: [{text: It rains., said_by: NATO, status: reported, history: [{date: 2025-12-02, status: disputed}, {date: 2025-12-03, status: refuted}]}]\nsuperseded_by: b\n---\n",
            ),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\n"),
        ],
    ),
    (
        Code::OrphanProfile,
        &[
            GOOD,
            ("content/actors/nobody.md", "---\nname: Nobody\n---\n"),
            ("dateline.yaml", "checks: {orphan-profile: warn}\n"),
        ],
    ),
];

/// The site of a row, with what is no text.
fn site(code: Code, files: Files) -> Site {
    let site = Site::of(files);
    match code {
        Code::NotText => {
            site.write("content/briefings/latin1.md", b"---\ntitle: Caf\xe9\ndate: 2026-01-01\n---\n");
        }
        Code::TooLarge => {
            site.write("content/briefings/huge.md", "x".repeat((8 << 20) + 1));
        }
        #[cfg(unix)]
        Code::SymbolicLink => {
            std::os::unix::fs::symlink("good.md", site.root().join("content/briefings/link.md")).unwrap();
        }
        _ => {}
    }
    site
}

/// The report, without what each run says anew.
fn told(run: &Run) -> &str {
    &run.stderr
}

/// What tells of a kind of mistake: advice is `check`'s.
fn command(code: Code) -> &'static str {
    if code.is_advice() { "check" } else { "build" }
}

#[test]
fn every_code_has_a_case() {
    for code in Code::ALL {
        assert!(MISTAKES.iter().any(|(of, _)| of == code), "no case makes `{code}`: add one to MISTAKES");
    }
}

#[test]
fn every_mistake_is_told_with_place_and_help() {
    for (code, files) in MISTAKES {
        if cfg!(not(unix)) && *code == Code::SymbolicLink {
            continue;
        }
        let run = site(*code, files).run(&[command(*code)]);
        assert!(run.codes().contains(&code.as_str()), "the case of `{code}` reports {:?}\n{}", run.codes(), run.stderr);
        insta::assert_snapshot!(code.as_str(), told(&run));
    }
}

/// A mistake is told once, as what it is.
#[track_caller]
fn is_told_once(code: Code) {
    let (_, files) = MISTAKES.iter().find(|(of, _)| *of == code).unwrap();
    let run = site(code, files).run(&[command(code)]);
    // A name that may not be used is a shared one too: the profiles say so, the briefing says so.
    let known = if code == Code::AmbiguousName { Some("shared-name") } else { None };
    let others: Vec<&str> =
        run.codes().into_iter().filter(|other| *other != code.as_str() && Some(*other) != known).collect();
    assert!(others.is_empty(), "the case of `{code}` reports {others:?} too\n{}", run.stderr);
}

#[test]
fn a_case_is_about_its_code() {
    let spoilt = [Code::BadId, Code::RepeatedId, Code::NameWithoutAddress];
    Code::ALL.iter().filter(|code| !spoilt.contains(code)).for_each(|code| is_told_once(*code));
}

#[test]
fn a_bad_id_is_a_bad_id() {
    is_told_once(Code::BadId);
}

#[test]
fn a_repeated_id_is_told_once() {
    is_told_once(Code::RepeatedId);
}

#[test]
fn two_names_of_one_address_are_told_once() {
    is_told_once(Code::NameWithoutAddress);
}

#[test]
fn a_broken_anchor_of_another_file_has_its_line() {
    let site = Site::of(&[
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nTo [there](b.md#secnd).\n"),
        ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\n## Second\n"),
    ]);
    site.run(&["check"]).ends(1).reports(&["broken-anchor"]).says("content/briefings/a.md:5:4").says("`#second`");
}

#[test]
fn mistakes_of_templates_are_told_with_those_of_the_content() {
    let site = Site::of(&[
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nsumary: X\n---\n"),
        ("templates/home.html", "{{ nothing.here }}\n"),
    ]);
    site.run(&["check"]).ends(1).reports(&["unknown-key", "bad-template"]);
}

/// Every key of every kind of file, without a mistake.
const WHOLE: Files = &[
    (
        "dateline.yaml",
        "title: Desk\nbase_url: https://host.example/team/\ndescription: D\nlanguage: en\npublisher: {name: P, url: \"https://p.example/\", logo: logo.svg}\nlicence: {name: L, url: \"https://l.example/\"}\ntlp: GREEN\noutput: public\ntimezone: UTC\ntimeline_order: oldest\nauto_link: first\noutputs: {search: true, images: true, entity_feeds: true, data: true}\nnavigation: [{title: About, url: /about/}]\ntheme: {accent: \"#8a1c1c\", logo: logo.svg, footer: F}\nfeeds: {items: 50, content: full}\nchecks: {broken-link: error, orphan-profile: warn}\npublish:\n  live: {kind: git, remote: origin, branch: gh-pages}\n  share: {kind: directory, path: /srv/www}\n  bucket: {kind: s3, bucket: b, prefix: \"\", endpoint: \"https://s.example/\"}\nextra: {any: thing}\n",
    ),
    (
        "content/briefings/a.md",
        "---\ntitle: A\ndate: 2025-12-22\nsummary: S\nid: a-new-id\nupdated: 2026-01-04\nversion: 2\nstatus: superseded\nstatus_reason: R\nsuperseded_by: b\npublish_at: 2026-01-05T06:00:00Z\ntlp: CLEAR\nlang: fr\ntranslation_of: b\nfiled_from: Minsk\nauthors: [Name]\ntags: [missiles]\nseries: s\ntemplate: wide.html\naliases: [/old/path/]\nextra: {k: v}\nkey_judgments:\n  - {text: T, likelihood: likely, confidence: moderate, claims: [c1]}\nactors:\n  - NATO\n  - {name: Viktor Khrenin, role: speaker, stance: supports}\nlocations:\n  - {name: Launch site, within: Belarus, precision: undisclosed}\n  - {name: Minsk, coordinates: [53.9, 27.57], precision: city}\ndates:\n  - 2025-12-19: The short form\n  - date: \"2025-12~\"\n    date_text: late December\n    title: T\n    type: statement\n    actors: [NATO]\n    locations: [Belarus]\n    sources: [cgtn]\nclaims:\n  - id: c1\n    text: T\n    said_by: NATO\n    date: \"2025-12-19\"\n    status: disputed\n    history: [{date: 2025-12-20, status: disputed, note: N}]\n    credibility: 3\n    contradicts: [c2]\n    sources: [cgtn]\n  - {id: c2, text: T, said_by: {anonymous: true, description: D}, sources: [cgtn]}\nsources:\n  - {id: cgtn, publisher: CGTN, title: T, url: \"https://c.example/\", archive_url: \"https://a.example/\", published: \"2025-12\", retrieved: 2025-12-22}\ncorrections:\n  - {date: 2026-01-04, text: T}\n---\nIt says so.[^cgtn]\n",
    ),
    (
        "content/briefings/b.md",
        "---\ntitle: B\ndate: 2025-12-23\nactors: [NATO]\nlocations: [Minsk]\nsources: [{publisher: CGTN}]\n---\n",
    ),
    (
        "content/actors/nato.md",
        "---\nid: nato\nname: NATO\ntype: organization\nnative_name: {text: OTAN, lang: fr}\naliases: [Alliance]\nweak_aliases: [The West]\nprevious_names: [{name: Old, until: 1950}]\nroles: [{title: T, organization: O, from: 2001, to: \"2009~\"}]\nmember_of: [Viktor Khrenin]\nwikidata: Q7184\nimage: nato.png\nlinks: [{title: T, url: \"https://n.example/\"}]\nstatus: published\ntlp: CLEAR\nstandalone: true\nextra: {k: v}\n---\nProse.\n",
    ),
    ("content/actors/nato.png", DOT),
    (
        "content/locations/minsk.md",
        "---\nid: minsk\nname: Minsk\naliases: [Mensk]\nwithin: Belarus\ncoordinates: [53.9, 27.57]\nprecision: city\ncountry: BY\nwikidata: Q2280\nstatus: published\ntlp: CLEAR\nstandalone: false\nextra: {k: v}\n---\n",
    ),
    (
        "content/publishers/cgtn.md",
        "---\nid: cgtn\nname: CGTN\naliases: [China Global]\nurl: https://c.example/\ncountry: CN\nreliability: D\nreliability_note: N\nstatus: published\ntlp: CLEAR\nstandalone: true\nextra: {k: v}\n---\n",
    ),
    (
        "content/pages/about.md",
        "---\nid: about\ntitle: About\nsummary: S\nstatus: published\ntlp: CLEAR\nlang: en\ntemplate: wide.html\naliases: [/us/]\nextra: {k: v}\n---\n",
    ),
    ("templates/wide.html", "{% extends \"base.html\" %}"),
    ("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
];

#[test]
fn every_key_of_every_file_is_known() {
    Site::of(WHOLE).run(&["build", "--strict"]).succeeds().quiet().links_lead_somewhere("/team/");
}

/// One unknown key in a file that is else without a mistake is told, and nothing else.
#[track_caller]
fn only_the_unknown_key_is_told(files: &[&str]) {
    for (path, text) in WHOLE.iter().filter(|(path, _)| files.contains(path)) {
        let wrong = match text.strip_prefix("---\n") {
            Some(rest) => format!("---\nzzzzzz: 1\n{rest}"),
            None => format!("zzzzzz: 1\n{text}"),
        };
        let site = Site::of(WHOLE);
        site.write(path, wrong);
        site.run(&["build"]).ends(1).reports(&["unknown-key"]);
    }
}

#[test]
fn one_mistake_in_a_document_is_told_alone() {
    only_the_unknown_key_is_told(&[
        "content/briefings/a.md",
        "content/actors/nato.md",
        "content/locations/minsk.md",
        "content/publishers/cgtn.md",
        "content/pages/about.md",
    ]);
}

#[test]
fn one_mistake_in_the_configuration_is_told_alone() {
    only_the_unknown_key_is_told(&["dateline.yaml"]);
}

#[test]
fn a_wrong_kind_of_target_is_told_once_and_in_words() {
    for (kind, code) in [("kind: gti, path: x", "bad-value"), ("path: x", "missing-key")] {
        let site = Site::of(&[GOOD, ("dateline.yaml", &format!("publish: {{live: {{{kind}}}}}\n"))]);
        let run = site.run(&["check"]);
        run.ends(1).reports(&[code]);
        assert!(!run.stderr.contains("2000-01-01") && !run.stderr.contains("variant"), "{}", run.stderr);
    }
}

#[test]
fn the_checks_of_the_products_example_are_known() {
    let site =
        Site::of(&[GOOD, ("dateline.yaml", "checks: {broken-link: error, no-archive: off, orphan-profile: warn}\n")]);
    site.run(&["check"]).succeeds();
}

/// Mistakes in the configuration, a profile, two briefings and between them.
fn many() -> Site {
    Site::of(&[
        ("dateline.yaml", "title: Desk\nlanguge: en\n"),
        ("content/actors/nato.md", "---\nname: NATO\ntype: alliance\n---\n"),
        ("content/briefings/a.md", "---\ntitle: \"Ängste, 100 %\"\ndate: 2026-02-30\nactors: [NATO]\n---\nText.\n"),
        (
            "content/briefings/b.md",
            "---\ntitle: Ü\ndate: 2026-01-01\nclaims:\n  - {text: Ä, sources: [x]}\n---\nTo ü [nowhere](/x/) and[^y].\n",
        ),
        ("content/stray.md", "Lost.\n"),
    ])
}

#[test]
fn all_mistakes_of_all_files_are_told_in_one_run() {
    let run = many().run(&["build"]);
    run.ends(1).reports(&[
        "bad-value",
        "bad-date",
        "unknown-reference",
        "broken-link",
        "missing-footnote",
        "stray-file",
        "unknown-key",
    ]);
    assert!(run.files.is_empty());
    insta::assert_snapshot!("many", told(&run));
}

#[test]
fn as_json() {
    let run = many().run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.ends(1).stdout).unwrap();
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        let keys: Vec<&str> = diagnostic.as_object().unwrap().keys().map(String::as_str).collect();
        let mut wanted = ["code", "severity", "message", "help", "file", "line", "column", "end_line", "end_column"];
        wanted.sort_unstable();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, wanted);
    }
    insta::assert_snapshot!("many-json", run.stdout);
}

#[test]
fn as_github_annotations() {
    insta::assert_snapshot!("many-github", many().run(&["check", "--format", "github"]).ends(1).stdout);
}

#[test]
fn in_colour_only_where_it_is_asked_for() {
    let site = many();
    assert!(!site.run(&["check"]).ends(1).stderr.contains('\u{1b}'));
    let coloured = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("check")
        .current_dir(site.root())
        .env("CLICOLOR_FORCE", "1")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    assert!(String::from_utf8(coloured.stderr).unwrap().contains("\u{1b}["));
}

#[test]
fn mistakes_in_a_hidden_file_are_warnings_unless_they_leave_in_doubt_that_it_is_hidden() {
    let draft = |line: &str| {
        let text = format!("---\ntitle: D\ndate: 2026-01-01\nstatus: draft\n{line}\n---\n");
        Site::of(&[GOOD, ("content/briefings/d.md", &text)]).run(&["build"])
    };
    for mild in ["sumary: X", "dates: [2025-13: X]", "lang: 7"] {
        let run = draft(mild);
        run.succeeds();
        assert!(run.stderr.contains("warning["), "{mild}: {}", run.stderr);
    }
    for doubtful in ["tlp: ORANGE", "publish_at: soon", "statsu: draft", "publish_att: 2030-01-01", "status: published"]
    {
        draft(doubtful).ends(1);
    }
}

#[test]
fn checks_weigh_what_may_be_weighed() {
    let site = |level: &str| {
        Site::of(&[
            ("dateline.yaml", &format!("checks: {{broken-link: {level}}}\n")),
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\n[X](/x/)\n"),
        ])
        .run(&["build"])
    };
    site("error").ends(1).reports(&["broken-link"]);
    site("warn").succeeds().reports(&["broken-link"]).page("briefings/a/").says("X").lacks("href=\"/x/\"");
    site("off").succeeds().reports(&[]).page("briefings/a/").lacks("href=\"/x/\"");
}

/// The head of a briefing that has no mistake in it, to be followed by one.
macro_rules! a {
    ($rest:literal) => {
        &[("content/briefings/a.md", concat!("---\ntitle: A\ndate: 2026-01-01\n", $rest))]
    };
}

/// The configuration of a site that has no other mistake.
macro_rules! config {
    ($text:literal) => {
        &[("dateline.yaml", $text), GOOD]
    };
}

/// Other causes of a code, each alone in its site.
const CAUSES: &[(&str, Code, Files)] = &[
    ("empty", Code::NoFrontMatter, &[("content/briefings/a.md", "")]),
    ("toml", Code::NoFrontMatter, &[("content/briefings/a.md", "+++\ntitle = \"A\"\n+++\n")]),
    ("second-document", Code::BadYaml, config!("title: A\n---\ntitle: B\n")),
    ("quotation", Code::BadYaml, a!("summary: 'It's fine'\n---\n")),
    ("apostrophe", Code::BadYaml, a!("claims:\n  - text: 'Moscow's fire was it\n    said_by: Ann\n---\n")),
    (
        "open-quotation",
        Code::BadYaml,
        a!("claims:\n  - text: \"It was the fire.\n    said_by: \"Ann\"\nsummary: \"It's so\"\n---\n"),
    ),
    (
        "colon-in-brackets",
        Code::BadYaml,
        a!("sources:\n  - {publisher: TASS, title: The Moskva: What is known?}\n---\n"),
    ),
    ("no-space-below", Code::BadYaml, a!("claims:\n  - text: X\n    said_by:Ann\n    date: 2025\n---\n")),
    ("one-space-less", Code::BadYaml, a!("claims:\n  - text: X\n   said_by: Ann\n---\n")),
    ("tab-below", Code::BadYaml, a!("claims:\n  - text: X\n\tsaid_by: Ann\n---\n")),
    (
        "two-of-them",
        Code::BadYaml,
        a!("claims:\n  - text: X\n   said_by: Ann\nsummary: \"Never closed\ntags: [x\nseries: One: two\n---\n"),
    ),
    ("embargoed", Code::BadValue, a!("status: embargoed\n---\n")),
    ("no-picture", Code::UnknownKey, a!("image: a.jpg\n---\n")),
    ("ids-of-sources", Code::BadValue, a!("claims:\n  - {text: X, said_by: Y, sources: tass}\n---\n")),
    ("description-for-a-name", Code::PlaceholderName, a!("claims: [{text: X, said_by: a Ukrainian officer}]\n---\n")),
    ("quotation-and-more", Code::BadYaml, a!("summary: \"A\" said B\n---\n")),
    ("no-space", Code::BadYaml, a!("tags:[a]\n---\n")),
    ("equals", Code::BadYaml, a!("tags = [a]\n---\n")),
    ("slashes", Code::BadYaml, a!("// a comment\n---\n")),
    ("uneven", Code::BadYaml, a!("actors:\n- name: X\n role: y\n---\n")),
    ("bullet", Code::BadYaml, a!("actors:\n* A\n---\n")),
    ("comma", Code::BadYaml, a!("actors: [{name: X role: y}]\n---\n")),
    ("open-list", Code::BadYaml, a!("tags: [a, b\nsummary: x\n---\n")),
    ("leading-space", Code::BadYaml, a!(" tags: [a]\n---\n")),
    ("no-break-space", Code::BadYaml, a!("actors:\n\u{a0}\u{a0}- X\n---\n")),
    ("lines-for-a-list", Code::BadValue, a!("actors:\n  -A\n  -B\n---\n")),
    ("semicolons", Code::BadValue, a!("actors: A; B\n---\n")),
    ("text-for-mappings", Code::BadValue, a!("claims: The unit is active\n---\n")),
    ("logo", Code::MissingAsset, &[GOOD, ("dateline.yaml", "title: A\ntheme: {logo: logo.svg}\n")]),
    ("marking-in-a-comment", Code::YamlPitfall, a!("summary: The port # tlp: RED\n---\n")),
    ("second-front-matter", Code::MisplacedMarking, a!("---\n---\nStatus: draft\ntlp: RED\n---\nText\n")),
    ("marked-further-down", Code::YamlPitfall, a!("---\nText.\nTLP: RED\nMore\n")),
    ("names-with-commas", Code::BadValue, a!("actors: Ines Harrow, Veldmoor Water Board\n---\n")),
    ("other-words-for-keys", Code::UnknownKey, a!("places: [A]\nclaims:\n  - {text: X, speaker: B}\n---\n")),
    ("no-opposite", Code::BadValue, a!("claims:\n  - {text: X, status: unconfirmed}\n---\n")),
    ("no-word", Code::BadValue, a!("claims:\n  - {text: X, status: false}\n---\n")),
    ("vague-publication", Code::BadDate, &[("content/briefings/a.md", "---\ntitle: A\ndate: 2026-11~\n---\n")]),
    (
        "address-for-a-source",
        Code::UnknownReference,
        a!("claims:\n  - {text: X, sources: [\"https://example.org/\"]}\n---\n"),
    ),
    ("keys-below", Code::YamlPitfall, a!("---\n\ndates:\n  - 2025-12-19: On duty\n")),
    ("draft-below", Code::MisplacedMarking, a!("---\ntags: [a]\nstatus: draft\n")),
    ("doubled-ending", Code::StrayFile, &[GOOD, ("content/briefings/b.md.txt", "---\ntitle: B\n---\n")]),
    (
        "nearly-the-same",
        Code::NearMiss,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [Ines Harrow, Army Group A]\n---\n"),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\nactors: [Ines Harow, Army Group B]\n---\n"),
        ],
    ),
    ("two-names-in-one", Code::YamlPitfall, a!("locations: [C; D]\n---\n")),
    ("degrees", Code::BadValue, a!("locations:\n  - {name: X, coordinates: [53.9N, 27.57E]}\n---\n")),
    ("draft", Code::UnknownKey, a!("draft: true\nembargo: 2999-01-01\nclassification: SECRET\n---\n")),
    ("no-text-for-a-date", Code::BadValue, a!("dates:\n  - 2025-12-19\n---\n")),
    (
        "contradicts-itself",
        Code::UnknownReference,
        a!("claims:\n  - {id: c, text: X, said_by: Y, contradicts: [c]}\n---\n"),
    ),
    ("output", Code::BadValue, config!("output: content\n")),
    ("marker", Code::RouteCollision, &[GOOD, ("static/.dateline", "x")]),
    ("empty-link", Code::BrokenLink, a!("---\nSee [24]().\n")),
    ("space-in-link", Code::BrokenLink, a!("---\nSee [Report](my report.pdf).\n")),
    ("date-with-a-sign", Code::BadYaml, a!("dates:\n  - {date: ?2025-12-19, title: x}\n---\n")),
    ("two-kinds", Code::SharedName, a!("actors: [Larkhaven]\nlocations: [Larkhaven]\n---\n[[Larkhaven]] spoke.\n")),
    (
        "in-other-folder",
        Code::BrokenLink,
        &[GOOD, ("content/briefings/sub/d.md", "---\ntitle: D\ndate: 2026-01-01\n---\nTo [good](good.md).\n")],
    ),
    (
        "static-folder",
        Code::BrokenLink,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nTo [x](/static/x.pdf).\n"),
            ("static/x.pdf", "x"),
        ],
    ),
    (
        "profile",
        Code::HeldBackReference,
        &[
            ("content/actors/hp.md", "---\nname: Ann Hidden\nstatus: draft\n---\n"),
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [hp]\n---\n"),
        ],
    ),
    ("in-mapping", Code::MissingKey, a!("actors:\n  - {role: speaker}\n---\n")),
    ("history", Code::MissingKey, a!("claims:\n  - {text: X, history: [{date: 2025-01-01}]}\n---\n")),
    ("withdrawn-when", Code::DoubtfulStatus, a!("status: retracted\nstatus_reason: X\n---\n")),
    (
        "claim-status",
        Code::DoubtfulTranslation,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\nclaims: [{id: k, text: It rains., said_by: Ann}]\n---\n",
            ),
            (
                "content/briefings/b.md",
                "---\ntitle: B\ndate: 2026-01-01\nlang: fr\ntranslation_of: a\nclaims: [{id: k, text: Il pleut., said_by: Ann, status: refuted}]\n---\n",
            ),
        ],
    ),
    ("status-reason", Code::MissingKey, a!("updated: 2026-01-02\nstatus: superseded\n---\n")),
    ("target", Code::MissingKey, config!("publish:\n  live: {kind: git, remote: origin}\n")),
    ("suggested", Code::BadValue, a!("status: darft\n---\n")),
    ("words", Code::BadValue, a!("key_judgments:\n  - {text: X, confidence: strong}\n---\n")),
    ("speaker", Code::BadValue, a!("claims:\n  - {text: X, said_by: {anonymous: false}}\n---\n")),
    ("two-dates-in-one", Code::BadValue, a!("dates:\n  - {2025: One, 2026: Two}\n---\n")),
    ("alias", Code::BadValue, a!("aliases: [../x, \"https://host.example/\"]\n---\n")),
    ("language", Code::BadValue, a!("lang: plain English\n---\n")),
    ("word-of-config", Code::BadValue, config!("timeline_order: newst\n")),
    ("colour", Code::BadValue, config!("theme: {accent: red}\n")),
    ("level", Code::BadValue, config!("checks: {broken-link: ignore}\n")),
    ("firm-check", Code::BadValue, config!("checks:\n  unknown-key: off\n")),
    ("unknown-check", Code::UnknownKey, config!("checks:\n  broken-lnik: warn\n  headlines: off\n")),
    ("mistyped-status", Code::UnknownKey, a!("statsu: draft\n---\n")),
    ("month", Code::BadDate, a!("sources:\n  - {title: X, retrieved: 2025-13-01}\n---\n")),
    ("american", Code::BadDate, a!("dates:\n  - {date: 12/19/2025, title: X}\n---\n")),
    ("either", Code::BadDate, a!("dates:\n  - {date: 03/04/2025, title: X}\n---\n")),
    ("words", Code::BadDate, a!("dates:\n  - {date: yesterday, title: X}\n---\n")),
    ("unknown", Code::BadDate, a!("dates:\n  - {date: unknown, title: X}\n---\n")),
    ("before-christ", Code::BadDate, a!("dates:\n  - {date: 44 BC, title: X}\n---\n")),
    ("empty", Code::BadDate, a!("dates:\n  - {date: , title: X}\n---\n")),
    ("vague-moment", Code::BadDate, a!("updated: 2025\n---\n")),
    ("embargo", Code::BadDate, a!("publish_at: tomorrow\n---\n")),
    ("number", Code::BadDate, a!("dates:\n  - {date: 1950E3, title: X}\n---\n")),
    ("off-the-globe", Code::BadCoordinates, a!("locations:\n  - {name: X, coordinates: [91, 200]}\n---\n")),
    ("three", Code::BadCoordinates, a!("locations:\n  - {name: X, coordinates: [1, 2, 3]}\n---\n")),
    (
        "profiles",
        Code::RepeatedId,
        &[
            ("content/actors/a.md", "---\nid: same\nname: A\n---\n"),
            ("content/actors/b.md", "---\nid: same\nname: B\n---\n"),
            ("content/briefings/x.md", "---\ntitle: X\ndate: 2026-01-01\nactors: [A, B]\n---\n"),
        ],
    ),
    (
        "itself",
        Code::UnknownReference,
        a!("updated: 2026-01-02\nstatus: superseded\nstatus_reason: X\nsuperseded_by: a\n---\n"),
    ),
    ("translation", Code::UnknownReference, a!("translation_of: original\n---\n")),
    ("no-id-yet", Code::UnknownReference, a!("claims:\n  - {text: X, sources: [cgtn]}\nsources: [{title: X}]\n---\n")),
    ("by-reference", Code::BrokenLink, a!("---\nSee [this][r].\n\n[r]: /nowhere/\n")),
    ("over-two-lines", Code::BrokenLink, a!("---\nA [link\nover two lines](/nowhere/) here.\n")),
    ("raw-html", Code::BrokenLink, a!("---\nTo <a class=\"x\" href='/nowhere/'>there</a>.\n")),
    ("name-mistyped", Code::BrokenLink, a!("actors: [Viktor Khrenin]\n---\nSaid [[Viktor Khrennin]].\n")),
    ("navigation", Code::BrokenLink, config!("navigation:\n  - {title: About, url: /about/}\n")),
    (
        "held-back",
        Code::BrokenLink,
        &[
            (
                "content/briefings/a.md",
                "---\ntitle: A\ndate: 2026-01-01\n---\n[One](draft.md), [two](later.md), [three](red.md).\n",
            ),
            ("content/briefings/draft.md", "---\ntitle: D\ndate: 2026-01-01\nstatus: draft\n---\n"),
            ("content/briefings/later.md", "---\ntitle: L\ndate: 2030-01-01\n---\n"),
            ("content/briefings/red.md", "---\ntitle: R\ndate: 2026-01-01\ntlp: RED\n---\n"),
        ],
    ),
    ("in-table-and-quote", Code::MissingFootnote, a!("---\n| a |\n|---|\n| x[^q] |\n\n> quote [^r]\n")),
    (
        "page-of-our-own",
        Code::RouteCollision,
        &[GOOD, ("content/pages/timeline.md", "---\ntitle: Our timeline\n---\n")],
    ),
    (
        "alias-of-a-page",
        Code::RouteCollision,
        &[GOOD, ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\naliases: [/briefings/good/]\n---\n")],
    ),
    (
        "two-aliases",
        Code::RouteCollision,
        &[
            ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\naliases: [/old/]\n---\n"),
            ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-02\naliases: [/old/]\n---\n"),
        ],
    ),
    ("static-file", Code::RouteCollision, &[GOOD, ("static/404.html", "<p>Mine</p>")]),
];

#[test]
fn after_an_entry_that_cannot_be_read_the_places_of_others_are_right() {
    let run = Site::of(a!("actors:\n  - Zeta\n  - [5]\n  - Beta\n  - zeta\nlocations:\n  - 7\n  - Unknown\n---\n"))
        .run(&["check"]);
    for place in ["6:5", "8:5", "10:5", "11:5"] {
        assert!(told(&run).contains(&format!("a.md:{place}\n")), "nothing at {place}:\n{}", told(&run));
    }
}

#[test]
fn each_cause_is_told_in_its_own_words() {
    let mut names = std::collections::BTreeSet::new();
    for (cause, code, files) in CAUSES {
        let name = format!("{code}--{cause}");
        assert!(names.insert(name.clone()), "two cases are called {name}");
        let run = Site::of(files).run(&[command(*code)]);
        assert!(run.codes().iter().all(|told| *told == code.as_str()), "{name} reports {:?}", run.codes());
        assert!(!run.codes().is_empty(), "{name} reports nothing");
        insta::assert_snapshot!(name, told(&run));
    }
}

/// The places of a JSON report: line, column, end of line, end of column.
fn places(site: &Site) -> Vec<[u64; 4]> {
    let run = site.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let number = |of: &serde_json::Value, key: &str| of[key].as_u64().unwrap_or_else(|| panic!("no {key} in {of}"));
    let all = report["diagnostics"].as_array().unwrap().iter();
    all.map(|d| ["line", "column", "end_line", "end_column"].map(|key| number(d, key))).collect()
}

#[test]
fn columns_are_counted_in_characters_whatever_the_script() {
    let site = Site::briefing(
        "title: Віктар Хрэнін 🇧🇾\ndate: 2026-01-01\nactors: [Віктар Хрэнін, {name: Лукашэнка, роль: спікер}]",
        "Прэзідэнт 中文字 [сказаў](/няма/) і[^ы] e\u{301} [x](/y/).\n",
    );
    assert_eq!(places(&site), [[4, 43, 4, 47], [6, 15, 6, 31], [6, 33, 6, 37], [6, 41, 6, 49]]);
    let run = site.run(&["check"]);
    for place in ["a.md:4:43\n", "a.md:6:15\n", "a.md:6:33\n", "a.md:6:41\n"] {
        run.says(place);
    }
    insta::assert_snapshot!("scripts", told(&run));
}

/// A site of one briefing in other bytes than this file's.
fn bytes(text: impl AsRef<[u8]>) -> Site {
    let site = Site::of(&[]);
    site.write("content/briefings/a.md", text);
    site
}

const FOUR: &str = "---\ntitle: A\ndate: 2026-02-30\nactors: NATO\nsumary: X\n---\nTo [x](/x/).\n\n> Über alles[^q]\n";
const FOUR_PLACES: [[u64; 4]; 5] = [[3, 7, 3, 17], [4, 9, 4, 13], [5, 1, 5, 7], [7, 4, 7, 12], [9, 13, 9, 17]];

#[test]
fn lines_of_windows_have_the_same_places() {
    assert_eq!(places(&bytes(FOUR)), FOUR_PLACES);
    assert_eq!(places(&bytes(FOUR.replace('\n', "\r\n"))), FOUR_PLACES);
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    assert_eq!(places(&bytes(format!("\u{feff}{FOUR}"))), FOUR_PLACES);
    let first = bytes("\u{feff}No front matter.\n");
    assert_eq!(places(&first), [[1, 1, 1, 17]]);
    let config = Site::of(&[GOOD, ("dateline.yaml", "\u{feff}titel: A\n")]);
    assert_eq!(places(&config), [[1, 1, 1, 6]]);
}

/// The report of a site's mistakes holds none of these words.
#[track_caller]
fn never_says(files: Files, words: &[&str]) {
    let run = Site::of(files).run(&["check"]);
    run.ends(1);
    for word in words {
        assert!(!run.stderr.contains(word), "{word:?} is no word for an author:\n{}", run.stderr);
    }
}

/// Each mistake of a site comes with a way to mend it.
#[track_caller]
fn helps(files: Files, with: &str) {
    let run = Site::of(files).run(&["check"]);
    run.ends(1);
    let helps: Vec<&str> = run.stderr.lines().filter_map(|line| line.split_once("= help: ")).map(|(_, h)| h).collect();
    assert_eq!(helps.len(), run.codes().len(), "a mistake has no help:\n{}", run.stderr);
    assert!(helps.iter().any(|help| help.contains(with)), "no help holds {with:?}:\n{}", run.stderr);
}

#[test]
fn lines_of_windows_look_the_same() {
    assert_eq!(bytes(FOUR.replace('\n', "\r\n")).run(&["check"]).stderr, bytes(FOUR).run(&["check"]).stderr);
}

#[test]
fn a_byte_order_mark_moves_no_place_in_text() {
    Site::of(&[GOOD, ("dateline.yaml", "\u{feff}titel: A\n")]).run(&["check"]).says("dateline.yaml:1:1\n");
}

#[test]
fn the_column_of_a_very_long_line_is_that_of_the_line() {
    let site = Site::briefing("title: A\ndate: 2026-01-01", &format!("{}[x](/x/)\n", "word ".repeat(200)));
    assert_eq!(places(&site), [[5, 1001, 5, 1009]]);
    site.run(&["check"]).says("a.md:5:1001\n");
}

#[test]
fn every_mistake_is_told_or_their_number_is() {
    let many: String = (0..70).map(|i| format!("  - {{date: 2025-13, title: X{i}}}\n")).collect();
    let run = Site::briefing(&format!("title: A\ndate: 2026-01-01\ndates:\n{many}"), "").run(&["check"]);
    run.ends(1).says("70");
}

#[test]
fn a_tab_that_yaml_allows_is_no_mistake() {
    Site::briefing("title:\tA\ndate: 2026-01-01", "").run(&["check"]).succeeds();
    Site::briefing("title:\tA\ndate: 2026-02-30", "").run(&["check"]).reports(&["bad-date"]);
}

#[test]
fn reports_are_in_authors_words() {
    let words = &["Raw", "usize", "f64", "enum ", "struct", " a a ", "a the ", "a actor", "YAML mapping", "elements"];
    never_says(&[("content/briefings/a.md", "---\n- a\n- b\n---\n")], words);
    never_says(config!("- a\n"), words);
    never_says(a!("actors: [42, [NATO], null, true]\n---\n"), words);
    never_says(a!("locations:\n  - {name: X, coordinates: [\"53.9\", \"27.57\"]}\n---\n"), words);
    never_says(a!("extra: text\n---\n"), words);
    never_says(config!("feeds: {items: many}\n"), words);
    never_says(config!("outputs: {search: \"yes\"}\n"), words);
}

#[test]
fn what_nobody_wrote_is_not_told() {
    never_says(config!("navigation:\n  - About: /about/\n"), &["2000-01-01"]);
}

#[test]
fn one_mistake_is_told_once() {
    let reports = |files: Files, codes: &[&str]| {
        Site::of(files).run(&["check"]).reports(codes);
    };
    reports(a!("locations:\n  - {name: X, coordinates: [north, 27.57]}\n---\n"), &["bad-value"]);
    reports(a!("claims:\n  - {text: X, said_by: {anonymous: \"yes\"}}\n---\n"), &["bad-value"]);
    reports(a!("dates:\n  - 2025.12: X\n---\n"), &["bad-date"]);
    reports(a!("actors:\n  - NATO: speaker\n---\n"), &["unknown-key"]);
}

#[test]
fn a_mistake_in_a_template_is_told_once() {
    for text in ["{{ briefing.title | uper }}\n", "{% extends \"bas.html\" %}\n"] {
        Site::of(&[GOOD, ("templates/briefing.html", text)]).run(&["check"]).ends(1).reports(&["bad-template"]);
    }
}

#[test]
fn help_mends() {
    helps(&[("content/briefings/a.md", "---\n---\nText.\n")], "title");
    helps(a!("dates:\n  - 2025-12-19\n---\n"), "2025-12-19: ");
    helps(a!("dates:\n  2025-12-19: X\n---\n"), "- 2025-12-19: ");
    helps(a!("dates:\n  - {date: 12.2025, title: X}\n---\n"), "2025-12");
    helps(a!("dates:\n  - {date: 2025-12/2025-11, title: X}\n---\n"), "2025-11/2025-12");
    helps(a!("actors: {name: NATO}\n---\n"), "[{name: NATO}]");
    helps(a!("locations:\n  - {name: X, coordinates: 53.9 27.57}\n---\n"), "[53.9, 27.57]");
    helps(a!("key_judgments:\n  - Words only\n---\n"), "{text: ");
    helps(a!("sources:\n  - https://example.org/\n---\n"), "{url: https://example.org/}");
    helps(a!("summary: \"\"\n---\n"), "summary");
    helps(a!("template: ../../etc/passwd\n---\n"), "templates/");
    helps(a!("---\nTo [there](www.example.org).\n"), "https://www.example.org");
    helps(config!("publisher: Desk\n"), "{name: Desk}");
    helps(config!("title: A\n---\ntitle: B\n"), "`---`");
    helps(&[("content/actors/x.md", "No front matter.\n")], "name: …");
    helps(&[("content/briefings/a.md", "\n---\ntitle: A\ndate: 2026-01-01\n---\n")], "first line");
    helps(&[GOOD, ("content/briefings/b.md", "---\ntitle: B\ndate: 2026-01-01\n---\n[G](Good.md)\n")], "`good.md`");
}

#[test]
fn nothing_is_suggested_for_a_single_letter() {
    never_says(a!("claims:\n  - {text: X, credibility: 7}\n---\n"), &["did you mean"]);
    never_says(&[GOOD, ("content/publishers/p.md", "---\nname: P\nreliability: G\n---\n")], &["did you mean"]);
}

#[test]
fn an_address_that_is_held_back_is_told_as_such() {
    let site = Site::of(&[
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nTo [d](/briefings/d/).\n"),
        ("content/briefings/d.md", "---\ntitle: D\ndate: 2026-01-01\nstatus: draft\n---\n"),
    ]);
    site.run(&["check"]).ends(1).reports(&["broken-link"]).says("held back");
}

#[test]
fn links_in_profiles_are_looked_at() {
    let site = Site::of(&[GOOD, ("content/actors/nato.md", "---\nname: NATO\n---\nTo [x](/nowhere/).\n")]);
    site.run(&["check"]).ends(1).reports(&["broken-link"]);
}

#[test]
fn a_footnote_of_a_profile_is_no_source() {
    never_says(&[GOOD, ("content/actors/nato.md", "---\nname: NATO\n---\nSo it is.[^x]\n")], &["source"]);
}

#[test]
fn an_escaped_bracket_is_text() {
    Site::briefing("title: A\ndate: 2026-01-01", "Not a note: \\[^x]\n").run(&["check"]).succeeds().reports(&[]);
}

#[test]
fn an_unsafe_link_in_raw_html_is_told() {
    let site = Site::briefing("title: A\ndate: 2026-01-01", "To <a href=\"javascript:alert(1)\">there</a>.\n");
    site.run(&["check"]).ends(1).reports(&["unsafe-link"]);
}

#[test]
fn a_raw_address_with_an_entity_has_its_place() {
    let site = Site::briefing("title: A\ndate: 2026-01-01", "<p>\nA <a href=\"x&amp;y.pdf\">file</a>.\n</p>\n");
    site.run(&["check"]).ends(1).says("a.md:6:12\n");
}

#[test]
fn a_shared_name_is_shown_where_it_stands() {
    let (_, files) = MISTAKES.iter().find(|(of, _)| *of == Code::SharedName).unwrap();
    Site::of(files).run(&["check"]).says("john-smith-general.md:3:11\n");
}

#[test]
fn a_tab_is_underlined_itself() {
    let site = Site::of(a!("actors:\n\t- NATO\n---\n"));
    site.run(&["check"]).ends(1).says("a.md:5:1\n");
}

#[test]
fn a_colour_without_quotes_is_told_where_it_stands() {
    Site::of(config!("theme: {accent: #8a1c1c}\n")).run(&["check"]).ends(1).says("dateline.yaml:1:");
}

#[test]
fn a_missing_key_below_the_top_of_a_draft_is_a_warning() {
    let site = Site::of(&[
        GOOD,
        ("content/briefings/d.md", "---\ntitle: D\ndate: 2026-01-01\nstatus: draft\nclaims:\n  - {id: c}\n---\n"),
    ]);
    site.run(&["check"]).succeeds().reports(&["missing-key"]).says("warning[");
}

#[test]
fn a_year_of_two_digits_is_refused() {
    for date in ["25", "\"25\""] {
        let site = Site::briefing(&format!("title: A\ndate: 2026-01-01\ndates:\n  - {{date: {date}, title: X}}"), "");
        site.run(&["check"]).ends(1).reports(&["bad-date"]);
    }
}

#[test]
fn an_empty_marking_leaves_in_doubt() {
    for key in ["tlp", "status", "publish_at"] {
        let run = Site::briefing(&format!("title: A\ndate: 2026-01-01\n{key}:"), "").run(&["check"]);
        run.ends(1).reports(&["bad-value"]);
    }
}

#[test]
fn a_near_miss_of_a_known_name_is_a_warning() {
    let site = Site::of(&[
        ("content/actors/viktor-khrenin.md", "---\nname: Viktor Khrenin\nstandalone: true\n---\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nactors: [Viktor Khrennin]\n---\n"),
    ]);
    site.run(&["check"]).succeeds().says("did you mean");
}

#[test]
fn mistakes_in_a_draft_are_told_as_warnings_and_mistyped_words_that_decide_as_errors() {
    let draft = |line: &str, body: &str| {
        let text = format!("---\ntitle: D\ndate: 2026-01-01\nstatus: draft\n{line}\n---\n{body}");
        Site::of(&[GOOD, ("content/briefings/d.md", &text)]).run(&["check"])
    };
    let mild = draft("sumary: X\nactors: NATO", "Noted.[^n]\n");
    mild.succeeds().reports(&["unknown-key", "bad-value", "missing-footnote"]);
    assert!(!mild.stderr.contains("error["), "{}", mild.stderr);
    insta::assert_snapshot!("draft", told(&mild));
    // What stands in another key can be read, whatever is wrong with this one.
    draft("tags: [a", "").succeeds().reports(&["bad-yaml"]);
    for doubtful in ["satus: x", "state: draft", "tpl: RED", "publsh_at: 2030-01-01", "tlp: AMBR", "tlp: [RED"] {
        let run = draft(doubtful, "");
        run.ends(1);
        assert!(run.stderr.contains("error["), "{doubtful}: {}", run.stderr);
    }
    let file = |front: &str| Site::briefing(front, "").run(&["check"]);
    file("title: D\ndate: 2026-01-01\nStatus: draft\nTLP: RED").ends(1).reports(&["unknown-key", "unknown-key"]);
    file("title: D\ndate: 2026-13-01\nstatus: draft").ends(1).reports(&["bad-date"]);
    file("title: D\ndate: 2026-01-01\nstatus: darft").ends(1).reports(&["bad-value"]);
}

#[test]
fn reports_hold_no_path_of_the_machine() {
    for (code, files) in MISTAKES {
        let site = site(*code, files);
        let root = site.root().to_str().unwrap().to_owned();
        let run = site.run(&["check"]);
        assert!(!run.stderr.contains(&root) && !run.stdout.contains(&root), "{}", run.stderr);
    }
}

#[test]
fn the_same_mistakes_are_told_in_the_same_order() {
    let first = many().run(&["check"]).stderr;
    for _ in 0..5 {
        assert_eq!(many().run(&["check"]).stderr, first);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_alone() {
    let to = "---\ntitle: B\ndate: 2026-01-01\n---\nTo [a](a.md), [a](/briefings/a/) and [[Zed]].\n";
    for (file, code) in [
        ("---\ntitle: A: b\ndate: 2026-01-01\nactors: [Zed]\n---\n", "bad-yaml"),
        ("---\ntitle: A\nactors: [Zed]\n", "no-front-matter"),
    ] {
        let site = Site::of(&[("content/briefings/a.md", file), ("content/briefings/b.md", to)]);
        site.run(&["check"]).ends(1).reports(&[code]);
    }
}

#[test]
fn what_is_closed_is_not_said_to_be_open() {
    never_says(a!("actors: [\"NATO\" HQ, EU]\n---\n"), &["never closed"]);
    never_says(a!("actors:\n  - {name: \"X\" Y, role: speaker}\n---\n"), &["never closed"]);
}

#[test]
fn mistakes_of_what_is_held_back_are_told_before_its_day() {
    let later = "---\ntitle: L\ndate: 2026-01-01\npublish_at: 2999-01-01T06:00:00Z\nupdated: 2026-01-02\nstatus: superseded\nstatus_reason: R\nsuperseded_by: nonesuch\nclaims: [{text: X, sources: [none]}]\n---\nTo [x](nowhere.md), [y](/nowhere/), [[Nobody]] and [z](#nowhere).\n";
    let site = Site::of(&[GOOD, ("content/briefings/later.md", later)]);
    let run = site.run(&["build"]);
    run.succeeds().reports(&[
        "unknown-reference",
        "unknown-reference",
        "broken-link",
        "broken-link",
        "broken-link",
        "broken-anchor",
    ]);
    assert!(!run.stderr.contains("error["), "{}", run.stderr);
    run.nowhere("nonesuch").nowhere("publish_at");
    let twin = Site::of(&[
        GOOD,
        ("content/briefings/b.md", "---\nid: good\ntitle: D\ndate: 2026-01-01\nstatus: draft\n---\n"),
    ]);
    twin.run(&["check"]).succeeds().reports(&["repeated-id"]);
}

#[test]
fn a_draft_without_a_date_is_hidden_all_the_same() {
    let site = Site::of(&[GOOD, ("content/briefings/d.md", "---\ntitle: D\nstatus: draft\n---\n")]);
    site.run(&["build"]).succeeds().reports(&["missing-key"]).missing("briefings/d/index.html");
}

#[test]
fn reports_name_files_as_seen_from_where_the_command_was_given() {
    let site = Site::of(&[("sites/one/content/briefings/a.md", "---\ntitle: A\ndate: 2026-02-30\n---\n")]);
    site.run(&["check", "--root", "sites/one"]).ends(1).says("--> sites/one/content/briefings/a.md:3:7");
    site.run(&["check", "--root", "sites/one", "--format", "github"]).says("file=sites/one/content/briefings/a.md,");
}

#[test]
fn sections_of_a_briefing_are_places_to_link_to() {
    let site =
        Site::briefing("title: A\ndate: 2026-01-01\nclaims: [{text: X, said_by: Y}]", "See [the claims](#claims).\n");
    site.build().succeeds().page("briefings/a/").has("<a href=\"#Claims\">");
}

#[test]
fn hostile_depth_ends_at_once() {
    let site = Site::briefing(&format!("title: A\ndate: 2026-01-01\nextra: {}", "[".repeat(100_000)), "");
    site.run(&["check"]).ends(1).reports(&["bad-yaml"]).says("64 levels deep");
    let site = Site::briefing("title: A\ndate: 2026-01-01", &"<div>".repeat(100_000));
    site.run(&["check"]).ends(1).reports(&["bad-value"]).says("250 levels deep");
}
