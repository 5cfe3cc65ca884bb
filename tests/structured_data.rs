//! JSON-LD: what pages say to machines in the words of schema.org, and that it is no more than the
//! author did.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail loudly, in a folder of its own"
)]

mod harness;

use harness::{Run, Site};
use serde_json::{Value, json};

const BASE: &str = "title: Desk\nbase_url: https://host.example/\n";

/// What a page says, by the types of its things.
fn graph(run: &Run, page: &str) -> Vec<Value> {
    let page = run.page(page);
    let data: Value = serde_json::from_str(harness::html::data(page.text()).unwrap()).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().unwrap().clone()
}

fn of_type(graph: &[Value], kind: &str) -> Vec<Value> {
    graph.iter().filter(|node| node["@type"] == kind).cloned().collect()
}

/// A briefing with this front matter, on a site with an address.
fn briefing(front: &str) -> Vec<Value> {
    let site = Site::briefing(&format!("title: A\ndate: 2026-01-01\n{front}"), "");
    site.write("dateline.yaml", BASE);
    graph(site.build().succeeds(), "briefings/a/")
}

#[test]
fn a_briefing_is_a_report_with_all_that_its_front_matter_says() {
    let run = Site::case("full").build();
    let graph = graph(&run, "briefings/crane-falls/");
    let at = "https://host.example/watch/";
    let report = &of_type(&graph, "Report")[0];
    assert_eq!(report["@id"], format!("{at}briefings/crane-falls/#briefing"));
    assert_eq!(report["url"], format!("{at}briefings/crane-falls/"));
    assert_eq!(report["mainEntityOfPage"], report["url"]);
    assert_eq!(report["headline"], "A crane falls at pier three");
    assert_eq!(report["description"], "One crane fell. Two parties say why, and they do not agree.");
    assert_eq!(report["datePublished"], "2026-02-10T14:30:00+02:00");
    assert_eq!(report["dateModified"], "2026-02-12");
    assert_eq!(report["inLanguage"], "en");
    assert_eq!(report["version"], "2");
    assert_eq!(report["creativeWorkStatus"], "corrected");
    assert_eq!(report["author"], json!(["Ann Author", "Bo Writer"]));
    assert_eq!(
        report["publisher"],
        json!({"@type": "Organization", "@id": format!("{at}#publisher"), "name": "Harbour Desk"})
    );
    let series =
        json!({"@type": "CreativeWorkSeries", "@id": format!("{at}series/pier-three/#series"), "name": "Pier three"});
    assert_eq!(report["isPartOf"], json!([{"@id": format!("{at}#site")}, series]));
    assert_eq!(report["position"], 1);
    let page = self::graph(&run, "series/pier-three/");
    assert_eq!(page[0]["@id"], series["@id"]);
    assert_eq!(page[0]["isPartOf"], json!({"@id": format!("{at}#site")}));
    assert_eq!(report["license"]["@id"], "https://creativecommons.org/licenses/by/4.0/");
    // Who may read the site, and for what, its author does not say.
    assert!(report.get("isAccessibleForFree").is_none());
    assert_eq!(report["keywords"], json!(["cranes", "pier three"]));
    assert_eq!(report["about"][0]["@type"], "GovernmentOrganization");
    assert_eq!(
        report["about"][1],
        json!({"@type": "Person", "@id": format!("{at}actors/dana-kovac/#actor"), "name": "Dana Kovač"})
    );
    // No profile says what it is.
    assert_eq!(report["about"][2]["@type"], "Thing");
    assert_eq!(
        report["contentLocation"][0],
        json!({"@type": "Country", "@id": format!("{at}locations/alderland/#location"), "name": "Alderland"})
    );
    assert_eq!(report["locationCreated"]["@id"], format!("{at}locations/port-alder/#location"));
    assert_eq!(
        report["correction"],
        json!([{"@type": "CorrectionComment", "@id": format!("{at}briefings/crane-falls/#correction-2026-02-12"), "text": "The pier is number three; we wrote two.", "datePublished": "2026-02-12"}])
    );
    assert_eq!(report["translationOfWork"], json!({"@id": format!("{at}briefings/krane/#briefing")}));
    let source = &report["citation"][0];
    assert_eq!(source["@id"], format!("{at}briefings/crane-falls/#source-gazette"));
    assert_eq!(source["url"], "https://gazette.example/crane?a=1&b=2");
    assert_eq!(source["archivedAt"], "https://archive.example/crane");
    assert_eq!(source["publisher"]["@type"], "Organization");
    // Published in February: no day is made of that.
    assert_eq!(source["datePublished"], "2026-02");
    // Persons and organizations publish; which of them this is nobody says.
    let of_nobody = json!({"@id": format!("{at}publishers/nobodys-paper/#publisher"), "name": "Nobody's Paper"});
    assert_eq!(report["citation"][2]["publisher"], of_nobody);
}

#[test]
fn events_and_claims_have_ids_that_are_places_of_the_page() {
    let run = Site::case("full").build();
    let graph = graph(&run, "briefings/crane-falls/");
    let page = "https://host.example/watch/briefings/crane-falls/";
    let (events, claims) = (of_type(&graph, "Event"), of_type(&graph, "Claim"));
    assert_eq!((events.len(), claims.len()), (2, 5));
    for thing in events.iter().chain(&claims) {
        let anchor = thing["@id"].as_str().unwrap().strip_prefix(&format!("{page}#")).unwrap();
        run.page("briefings/crane-falls/").has(&format!("id=\"{anchor}\""));
    }
    let fall = events.iter().find(|event| event["name"] == "The crane falls").unwrap();
    assert_eq!((&fall["startDate"], &fall["endDate"]), (&json!("2026-02-09"), &json!("2026-02-09")));
    assert_eq!(fall["subjectOf"], json!([{"@id": format!("{page}#briefing")}]));
    let vague = events.iter().find(|event| event["name"] == "An inspector looks at the brake").unwrap();
    assert!(vague.get("startDate").is_none() && vague.get("endDate").is_none());
    assert_eq!(vague["about"][0]["name"], "Dana Kovač");
    assert_eq!(vague["location"][0]["name"], "Pier three");
    let told = ["briefing", "source-gazette", "source-log"].map(|part| json!({"@id": format!("{page}#{part}")}));
    assert_eq!(vague["subjectOf"], json!(told));
    assert_eq!(
        claims[0],
        json!({
            "@type": "Claim",
            "@id": format!("{page}#claim-brake"),
            "text": "The brake failed.",
            "inLanguage": "en",
            "author": {"@type": "Person", "@id": "https://host.example/watch/actors/dana-kovac/#actor", "name": "Dana Kovač"},
            "dateCreated": "2026-02-09",
            "appearance": {"@id": format!("{page}#briefing")},
            "creativeWorkStatus": "disputed",
            "citation": [{"@id": format!("{page}#source-gazette")}],
        })
    );
    // No profile says whether the works are a person or an organization.
    let works = json!({"@id": "https://host.example/watch/actors/crane-works/#actor", "name": "Crane Works"});
    assert_eq!(claims[1]["author"], works);
    // Two anonymous speakers, and one of whom nothing is said.
    assert!(claims[2..].iter().all(|claim| claim.get("author").is_none()));
}

#[test]
fn ids_stay_when_something_is_put_in_between() {
    let before = briefing(
        "dates:\n  - 2025-03-01: The pier closes\n  - {date: 2025-05-01, title: It opens, id: opening}\nclaims:\n  - text: It was the wind.\n",
    );
    let after = briefing(
        "dates:\n  - 2025-02-01: A hearing\n  - 2025-03-01: The pier closes\n  - {date: 2025-05-02, title: It opens again, id: opening}\nclaims:\n  - text: It was the brake.\n  - text: It was the wind.\n",
    );
    let ids = |graph: &[Value]| graph.iter().map(|node| node["@id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let after = ids(&after);
    assert!(ids(&before).iter().all(|id| after.contains(id)), "{:?} {after:?}", ids(&before));
}

#[test]
fn a_date_is_said_only_where_it_is_as_exact_as_iso_8601_has_it() {
    for (edtf, start, end) in [
        ("2025-12-19", Some("2025-12-19"), Some("2025-12-19")),
        ("2025-12-19T06:00:00Z", Some("2025-12-19T06:00:00Z"), None),
        ("2025-12-19/2026-01-02", Some("2025-12-19"), Some("2026-01-02")),
        ("2025-12-19/..", Some("2025-12-19"), None),
        ("2025-12-19/", Some("2025-12-19"), None),
        ("2025-12", Some("2025-12"), Some("2025-12")),
        ("1976", Some("1976"), Some("1976")),
        ("2025-12/2026-01", Some("2025-12"), Some("2026-01")),
        ("2025-12-19/2025-12", Some("2025-12-19"), Some("2025-12")),
        ("197X", None, None),
        ("../2025-12-19", None, None),
        ("2025-12-19~", None, None),
        ("2025-12-19?", None, None),
        ("2025-12-XX", None, None),
        ("XXXX-12-19", None, None),
        ("2025-21", None, None),
        ("-0043-03-15", None, None),
        ("[2025-12-19,2025-12-20]", None, None),
    ] {
        let graph = briefing(&format!("dates: [{{date: \"{edtf}\", title: E}}]"));
        let event = &of_type(&graph, "Event")[0];
        let said = (event.get("startDate").and_then(Value::as_str), event.get("endDate").and_then(Value::as_str));
        assert_eq!(said, (start, end), "{edtf}");
    }
}

#[test]
fn an_actor_is_what_its_profile_says_and_else_a_thing() {
    for (kind, wanted) in [
        ("type: person", "Person"),
        ("type: organization", "Organization"),
        ("type: government", "GovernmentOrganization"),
        ("type: military_unit", "Organization"),
        ("type: group", "Organization"),
        ("type: other", "Thing"),
        ("aliases: [B]", "Thing"),
    ] {
        let site = Site::briefing("title: A\ndate: 2026-01-01\nactors: [Someone, No Profile]", "");
        site.write("dateline.yaml", BASE);
        site.write("content/actors/someone.md", format!("---\nname: Someone\n{kind}\n---\n"));
        let run = site.build();
        assert_eq!(graph(&run, "actors/someone/")[0]["@type"], wanted, "{kind}");
        assert_eq!(graph(&run, "actors/no-profile/")[0]["@type"], "Thing");
        let about = &graph(&run, "briefings/a/")[0]["about"];
        assert_eq!((&about[0]["@type"], &about[1]["@type"]), (&json!(wanted), &json!("Thing")));
    }
}

#[test]
fn profiles_give_names_pictures_and_what_is_the_same() {
    let run = Site::case("full").build();
    let at = "https://host.example/watch/";
    assert_eq!(
        graph(&run, "actors/dana-kovac/"),
        [json!({
            "@type": "Person",
            "@id": format!("{at}actors/dana-kovac/#actor"),
            "name": "Dana Kovač",
            "description": "She has held three offices.",
            "mainEntityOfPage": format!("{at}actors/dana-kovac/"),
            "alternateName": ["Дана Ковач", "Dana Kovatch", "Dana Horvat"],
            "image": format!("{at}actors/kovac.svg"),
            "sameAs": "https://www.wikidata.org/wiki/Q1",
            "subjectOf": [{"@type": "CreativeWork", "name": "Her page", "url": "https://kovac.example/"}],
            "memberOf": [{"@id": format!("{at}actors/dock-union/#actor"), "name": "Dock Union"}, "Chess Club"],
            // Of an office without an organization schema.org has no word that holds dates; "2025~" is no day to end on.
            "affiliation": [{
                "@type": "OrganizationRole",
                "roleName": "Harbour master",
                "startDate": "2019-03",
                "affiliation": {"@type": "GovernmentOrganization", "@id": format!("{at}actors/harbour-authority/#actor"), "name": "Harbour Authority"},
            }],
        })]
    );
    let paper = &graph(&run, "publishers/alder-gazette/")[0];
    assert_eq!(paper["@type"], "Organization");
    assert_eq!(paper["@id"], format!("{at}publishers/alder-gazette/#publisher"));
    assert_eq!(paper["url"], "https://gazette.example/");
    let town = &graph(&run, "locations/port-alder/")[0];
    assert_eq!(town["@type"], "Place");
    assert_eq!(town["containedInPlace"]["@id"], format!("{at}locations/alderland/#location"));
    assert_eq!(town["geo"], json!({"@type": "GeoCoordinates", "latitude": 59.91, "longitude": 10.75}));
    let home = graph(&run, "");
    assert_eq!(home[0]["@id"], format!("{at}#site"));
    assert_eq!(
        home[1],
        json!({"@type": "Organization", "@id": format!("{at}#publisher"), "name": "Harbour Desk", "url": "https://desk.example/", "logo": format!("{at}logo.svg")})
    );
}

#[test]
fn a_position_is_said_only_where_it_is_known_to_a_city() {
    for (precision, known) in [
        ("precision: exact", true),
        ("precision: city", true),
        ("precision: area", false),
        ("precision: region", false),
        ("precision: country", false),
        ("country: Alderland", false),
    ] {
        let site = Site::briefing("title: A\ndate: 2026-01-01\nlocations: [Somewhere]", "");
        site.write("dateline.yaml", BASE);
        site.write(
            "content/locations/somewhere.md",
            format!("---\nname: Somewhere\ncoordinates: [53.9, 27.57]\n{precision}\n---\n"),
        );
        let run = site.build();
        assert_eq!(graph(run.succeeds(), "locations/somewhere/")[0].get("geo").is_some(), known, "{precision}");
        // The briefing only refers to it.
        let text = run.page("briefings/a/").text().to_owned();
        assert!(!harness::html::data(&text).unwrap().contains("53.9"), "{precision}");
    }
    let run =
        Site::briefing("title: A\ndate: 2026-01-01\nlocations: [{name: Secret Depot, precision: undisclosed}]", "");
    run.write("dateline.yaml", BASE);
    assert!(graph(&run.build(), "locations/secret-depot/")[0].get("geo").is_none());
}

#[test]
fn of_a_withdrawn_briefing_the_events_and_claims_no_longer_stand() {
    let graph = briefing(
        "status: retracted\nstatus_reason: Forged.\ndates: [2025-01-01: E]\nclaims: [{id: c, text: C}]\nactors: [Ann]",
    );
    assert_eq!(graph.len(), 1);
    assert_eq!(graph[0]["@type"], "Report");
    assert_eq!(graph[0]["creativeWorkStatus"], "retracted");
    assert_eq!(graph[0]["description"], "Forged.");
    // Nobody else names her, so there is no page that could tell of her.
    assert_eq!(graph[0]["about"], json!([{"@type": "Thing", "name": "Ann"}]));
}

/// Machines compare it: it is no word of the site's language.
#[test]
fn where_a_briefing_stands_is_a_key_in_every_language() {
    let site = Site::briefing("title: A\ndate: 2026-01-01\nstatus: superseded\nstatus_reason: Старое.", "");
    site.write("dateline.yaml", format!("{BASE}language: ru\n"));
    assert_eq!(graph(site.build().succeeds(), "briefings/a/")[0]["creativeWorkStatus"], "superseded");
    assert!(briefing("tags: [x]")[0].get("creativeWorkStatus").is_none());
}

#[test]
fn a_correction_changes_a_briefing_where_its_day_is_known() {
    let correction = |date| format!("corrections: [{{date: \"{date}\", text: Wrong.}}]");
    for (front, modified) in [
        (correction("2026-02-03"), Some("2026-02-03")),
        (format!("updated: 2026-03-01\n{}", correction("2026-02-03")), Some("2026-03-01")),
        (format!("updated: 2026-02-01T10:00:00+02:00\n{}", correction("2026-02")), Some("2026-02-01T10:00:00+02:00")),
        (correction("2026-02"), None),
        // An update before the publication is none of it.
        ("updated: 2025-12-01".to_owned(), None),
        (String::new(), None),
    ] {
        let graph = briefing(&front);
        assert_eq!(graph[0].get("dateModified").and_then(Value::as_str), modified, "{front}");
        let told = graph[0]["correction"].as_array().map_or(0, Vec::len);
        assert_eq!(told, front.matches("corrections").count(), "{front}");
    }
}

#[test]
fn what_is_told_in_two_languages_is_the_same() {
    let front = |title: &str, more: &str, date: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2026-01-01\n{more}dates: [{{id: vote, date: 2025-12-01, title: {date}}}]\nclaims: [{{id: c, text: {title}}}]\n---\n"
        )
    };
    let site = Site::of(&[
        ("dateline.yaml", BASE),
        ("content/briefings/one.md", &front("One", "", "A vote")),
        ("content/briefings/un.md", &front("Un", "lang: fr\ntranslation_of: one\n", "Un vote")),
    ]);
    let run = site.build();
    let (one, un) = (graph(run.succeeds(), "briefings/one/"), graph(&run, "briefings/un/"));
    assert_eq!(one[0]["workTranslation"], json!([{"@id": un[0]["@id"]}]));
    assert_eq!(un[0]["translationOfWork"], json!({"@id": one[0]["@id"]}));
    for (counted, other) in one[1..].iter().zip(&un[1..]) {
        assert_eq!(other["sameAs"], counted["@id"]);
        assert!(counted.get("sameAs").is_none());
    }
    assert_eq!(of_type(&un, "Claim")[0]["inLanguage"], "fr");
    run.page("briefings/un/").has(concat!(
        "<meta property=\"og:locale\" content=\"fr\">\n",
        "<meta property=\"og:locale:alternate\" content=\"en\">\n"
    ));
    // The original was taken back: what it told no longer stands, and nobody is led there.
    site.write("content/briefings/one.md", front("One", "status: retracted\nstatus_reason: No.\n", "A vote"));
    let run = site.build();
    assert!(graph(run.succeeds(), "briefings/un/")[1..].iter().all(|node| node.get("sameAs").is_none()));
    run.page("briefings/un/").lacks("og:locale:alternate");
}

#[test]
fn open_graph_knows_a_language_and_a_region() {
    for (lang, locale) in [
        ("en", "en"),
        ("pt-BR", "pt_BR"),
        ("zh-Hant-TW", "zh_TW"),
        ("sr-Latn", "sr"),
        ("es-419", "es_419"),
        ("de-CH-1996", "de_CH"),
    ] {
        let run = Site::briefing(&format!("title: A\ndate: 2026-01-01\nlang: {lang}"), "").build();
        let wanted = format!("<meta property=\"og:locale\" content=\"{locale}\">");
        run.succeeds().page("briefings/a/").has(&wanted);
    }
}

#[test]
fn no_text_ends_an_attribute_of_open_graph() {
    let hostile = r#"</title><script>alert(1)</script> "x" & ' {{ 1 }}"#;
    let yaml = serde_json::to_string(hostile).unwrap();
    let site = Site::briefing(
        &format!("title: {yaml}\ndate: 2026-01-01\nsummary: {yaml}\ntags: [{yaml}]"),
        r#"![A "b" & 'c' \<d>](p.svg)"#,
    );
    site.write("dateline.yaml", BASE);
    site.write(
        "content/briefings/p.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='640' height='320'><path d='M0 0h2v1z'/></svg>",
    );
    let run = site.build();
    let page = run.succeeds().page("briefings/a/");
    let head = page.text().split("</head>").next().unwrap();
    let said = |property: &str| {
        let rest = head.split(&format!("<meta property=\"{property}\" content=\"")).nth(1).unwrap();
        harness::html::unescaped(rest.split("\">\n").next().unwrap())
    };
    for property in ["og:title", "og:description", "article:tag"] {
        assert_eq!(said(property), hostile, "{property}");
    }
    assert_eq!(said("og:image:alt"), "A \"b\" & 'c' <d>");
    let report = &graph(&run, "briefings/a/")[0];
    assert_eq!((&report["headline"], &report["keywords"][0]), (&json!(hostile), &json!(hostile)));
    assert_eq!(report["image"], said("og:image"));
}

#[test]
fn no_text_ends_the_block_of_data() {
    let hostile = r#"</script><!-- <script> "x" \ & ' {{ 1 }}"#;
    let yaml = serde_json::to_string(hostile).unwrap();
    let graph = briefing(&format!(
        "summary: {yaml}\nactors: [{yaml}]\ndates: [{{date: 2025, title: {yaml}}}]\nclaims: [{{text: {yaml}}}]\nsources: [{{title: {yaml}}}]"
    ));
    assert_eq!(graph[0]["description"], hostile);
    assert_eq!(graph[0]["about"][0]["name"], hostile);
    assert_eq!(graph[0]["citation"][0]["name"], hostile);
    assert_eq!(graph[1]["name"], hostile);
    assert_eq!(graph[2]["text"], hostile);
}

#[test]
fn every_id_that_is_referred_to_is_told_of_on_its_page() {
    for site in [Site::case("full"), Site::case("withdrawn"), Site::sample()] {
        let run = site.build();
        run.succeeds();
        let mut told = Vec::new();
        let mut referred = Vec::new();
        for (path, bytes) in run.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = String::from_utf8_lossy(bytes);
            let Some(data) = harness::html::data(&html) else { continue };
            let data: Value = serde_json::from_str(data).unwrap();
            for node in data["@graph"].as_array().unwrap() {
                told.push(node["@id"].as_str().unwrap().to_owned());
                references(node, &mut referred);
            }
            assert!(!data.to_string().contains("null"), "{path}");
        }
        let mut once = told.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), told.len(), "a thing is told of twice");
        for id in referred.iter().filter(|id| !id.starts_with("https://creativecommons.org/")) {
            assert!(told.contains(id) || id.contains("#source-"), "nothing tells of {id}");
        }
    }
}

/// The ids below a thing.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(map) => {
            for value in map.values() {
                if let Some(id) = value.get("@id").and_then(Value::as_str) {
                    found.push(id.to_owned());
                }
                references(value, found);
            }
        }
        _ => {}
    }
}

/// Without an address no id would stay.
#[test]
fn without_an_address_and_for_a_look_only_nothing_is_said() {
    let front = "title: A\ndate: 2026-01-01\nactors: [Ann]\nstatus: draft";
    let site = Site::briefing(&front.replace("\nstatus: draft", ""), "");
    for (path, bytes) in site.build().succeeds().files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(harness::html::data(&String::from_utf8_lossy(bytes)).is_none(), "{path}");
    }
    let site = Site::briefing(front, "");
    site.write("dateline.yaml", BASE);
    let run = site.run(&["build", "--drafts"]);
    assert!(harness::html::data(run.page("briefings/a/").text()).is_none());
}
