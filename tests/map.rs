//! Maps: what is drawn, what never is, and that it can be read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod harness;

use harness::{Run, Site};
use regex_lite::Regex;

/// A site of one briefing that names some places.
fn naming(places: &str) -> Run {
    Site::briefing(&format!("title: A\ndate: 2026-01-01\nlocations: [{places}]"), "").build()
}

/// The text between two others.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = &text[text.find(start).unwrap_or_else(|| panic!("no {start} in {text}"))..];
    &rest[..rest.find(end).unwrap()]
}

/// A mark as its SVG says it: its place's name, where it stands in pixels of a map of this size, half of its width.
fn marks(layer: &str, (width, height): (f64, f64)) -> Vec<(String, f64, f64, f64)> {
    let number = |text: &str| text.parse::<f64>().unwrap();
    let pin = Regex::new(r#"<svg class="pin[^"]*" x="([-0-9.]+)%" y="([-0-9.]+)%"[^>]*>(?s:.*?)</svg>"#).unwrap();
    let dot = Regex::new(r#"<circle class="dot" r="([0-9.]+)"|transform="scale\(([0-9.]+)\)""#).unwrap();
    let title = Regex::new("<title>([^<]*)</title>").unwrap();
    let mark = |found: regex_lite::Captures<'_>| {
        let dot = dot.captures(&found[0])?;
        let size = number(dot.get(1).or(dot.get(2)).unwrap().as_str());
        let (x, y) = (number(&found[1]) / 100.0 * width, number(&found[2]) / 100.0 * height);
        let name = title.captures(&found[0]).unwrap()[1].to_owned();
        Some((name, x, y, size))
    };
    pin.captures_iter(layer).filter_map(mark).collect()
}

#[test]
fn what_is_undisclosed_is_never_drawn() {
    let hidden = "{name: Safehouse, within: Minsk, precision: undisclosed}";
    let run = naming(hidden);
    run.succeeds().quiet();
    for page in ["map/", "locations/minsk/", "locations/safehouse/", "briefings/a/"] {
        run.page(page).lacks("<figure");
    }
    run.page("map/").says_in_order(&["Minsk", "Undisclosed", "Safehouse"]);
    let run = naming(&format!("{hidden}, Vilnius"));
    for page in ["map/", "locations/vilnius/", "briefings/a/"] {
        let text = run.page(page).text().to_owned();
        let drawn = between(&text, "<figure class=\"atlas", "</figure>");
        assert!(drawn.contains("Vilnius") && !drawn.contains("Safehouse") && !drawn.contains("Minsk"), "{drawn}");
    }
    run.page("map/").has("data-place=\"vilnius\"").lacks("Place-safehouse").lacks("Place-minsk");
    run.page("locations/safehouse/").lacks("atlas");
    run.page("locations/minsk/").lacks("atlas");
}

#[test]
fn an_area_is_never_a_point() {
    let places = "Belarus, Minsk, {name: Camp, coordinates: [53.1, 29.9], precision: area}, \
                  {name: Gate, coordinates: [52.5, 28.3], precision: exact}, {name: Hut, coordinates: [55.1, 28.1]}, \
                  {name: Old Realm, coordinates: [54, 25], precision: country}";
    let run = naming(places);
    run.succeeds();
    let text = run.page("map/").text().to_owned();
    let of = |name: &str| {
        let wide = between(&text, "marks-full", "marks-wide");
        let all: Vec<&str> = wide.split("<svg class=\"pin ").collect();
        (*all.iter().find(|pin| pin.contains(&format!("<title>{name}:"))).unwrap()).to_owned()
    };
    assert!(text.contains("<path class=\"shade\" data-place=\"belarus\""));
    assert!(of("Belarus").starts_with("pin-country") && !of("Belarus").contains("class=\"dot\""));
    assert!(of("Minsk").starts_with("pin-town") && of("Minsk").contains("<circle"));
    assert!(of("Gate").starts_with("pin-exact") && !of("Gate").contains("<circle class=\"dot\""));
    assert!(of("Hut").starts_with("pin-open"));
    // No shape is known of what is none of today's countries.
    for area in ["Camp", "Old Realm"] {
        assert!(of(area).starts_with("pin-area") && of(area).contains("fill=\"url(#Hatch)\""), "{}", of(area));
    }
    run.page("map/").says_in_order(&["exact", "city or town", "nobody says", "somewhere around", "a country"]);
}

#[test]
fn marks_do_not_lie_on_each_other() {
    // Places near each other, some of them named often.
    let site = Site::of(&[]);
    for i in 0..120_u32 {
        let number = i * i % 40;
        let (lat, lon) = (30.0 + f64::from(number * 7 % 40) * 0.5, 20.0 + f64::from(number * 13 % 40) * 0.7);
        let place = format!("{{name: Place {number}, coordinates: [{lat:.2}, {lon:.2}], precision: city}}");
        let front = format!("title: B{i}\ndate: 2026-01-01\nlocations: [{place}, Sydney]");
        site.write(&format!("content/briefings/b{i}.md"), format!("---\n{front}\n---\n"));
    }
    let run = site.build();
    run.succeeds().links_lead_somewhere("/");
    let text = run.page("map/").text().to_owned();
    let layers = [
        ("marks-full", "marks-wide", 1200.0),
        ("marks-wide", "marks-narrow", 760.0),
        ("marks-narrow", "</figure>", 350.0),
    ];
    let mut counted = Vec::new();
    for (start, end, width) in layers {
        let (layer, size) = (between(&text, start, end), (width, width / 2.05));
        let all = marks(layer, size);
        assert!(all.len() > usize::from(width > 1000.0) + 1, "{all:?}");
        for (i, a) in all.iter().enumerate() {
            for b in &all[i + 1..] {
                let apart = (a.1 - b.1).hypot(a.2 - b.2);
                assert!(apart >= (a.3 + b.3).max(23.5), "{a:?} lies on {b:?}");
            }
        }
        // What has no mark of its own is counted in another's.
        let more = Regex::new(r"<title>[^<]* and (\d+) more").unwrap();
        let joined: usize = more.captures_iter(layer).map(|found| found[1].parse::<usize>().unwrap()).sum();
        counted.push(all.len() + joined);
    }
    let places = text.matches("data-at=").count();
    assert_eq!(counted, [places; 3]);
    // Each stands where its place is; what stands for many tells which, and in the list each of these leads to it.
    let full = between(&text, "marks-full", "marks-wide");
    let at = Regex::new(r#"x="([0-9.]+)%" y="([0-9.]+)%" id="Pin-([^"]+)""#).unwrap();
    for pin in at.captures_iter(full) {
        assert!(text.contains(&format!("data-place=\"{}\" data-at=\"{} {}\"", &pin[3], &pin[1], &pin[2])), "{pin:?}");
    }
    let many = Regex::new(r##"data-place="([^"]+)" data-joined="([^"]+)""##).unwrap().captures(full).unwrap();
    for joined in many[2].split(' ') {
        assert!(text.contains(&format!("href=\"#Pin-{}\" data-to=\"{joined}\"", &many[1])), "{joined}");
    }
    // The legend says what sizes and numbers mean.
    run.page("map/").says_in_order(&["briefings and dates", "places close together"]);
}

#[test]
fn a_map_shows_what_the_site_has() {
    let is_world = |places: &str| {
        let run = naming(places);
        run.succeeds();
        let text = run.page("map/").text().to_owned();
        let outside =
            marks(&text, (1.0, 1.0)).into_iter().filter(|m| !(0.0..=1.0).contains(&m.1) || !(0.0..=1.0).contains(&m.2));
        assert_eq!(outside.collect::<Vec<_>>().len(), 0);
        text.contains("atlas-world")
    };
    assert!(!is_world("Minsk, Brest"));
    assert!(is_world("Minsk, Sydney, Lima"));
    // The world has its whole outline, from pole to pole.
    let world = naming("Minsk, Sydney, Lima").page("map/").text().to_owned();
    let numbers = |text: &str| -> Vec<f64> {
        Regex::new("-?[0-9.]+").unwrap().find_iter(text).map(|number| number.as_str().parse().unwrap()).collect()
    };
    let high = numbers(between(&world, "atlas-base\" viewBox=\"", "\" pres"))[3];
    let steps = numbers(between(&world, "class=\"edge\" d=\"", "\" />"));
    let heights = steps.chunks(2).scan(0.0, |y, step| {
        *y += step[1];
        Some(*y)
    });
    let (top, bottom) = heights.fold((f64::MAX, f64::MIN), |(top, bottom), y| (y.min(top), y.max(bottom)));
    assert!((0.0..100.0).contains(&top) && (high - 100.0..=high).contains(&bottom), "{top} {bottom} of {high}");
    // A place amid a country is shown with its neighbours, on a phone too.
    let moscow = naming("Moscow").page("locations/moscow/").text().to_owned();
    assert_eq!(moscow.matches(">Belarus</text>").count(), 2);
    // On both sides of where days begin.
    let across = "{name: Reef, coordinates: [-18.1, 178.4]}, {name: Bay, coordinates: [-13.8, -171.8]}";
    assert!(!is_world(across));
    // A country with its neighbours.
    naming("Minsk").page("map/").has(">Lithuania</text>").has(">Poland</text>");
    // In the language of the site.
    let french = [
        ("dateline.yaml", "language: fr\n"),
        ("content/briefings/a.md", "---\ntitle: A\ndate: 2026-01-01\nlocations: [Minsk]\n---\n"),
    ];
    Site::of(&french).build().page("map/").has(">Lituanie</text>").lacks(">Lithuania</text>");
}

#[test]
fn a_map_is_small_and_the_same_every_time() {
    let (first, second) = (Site::sample().build(), Site::sample().build());
    first.succeeds();
    for (path, bytes) in first.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(second.files.get(path) == Some(bytes), "{path} differs");
        let text = String::from_utf8_lossy(bytes);
        let most = match path.split('/').next() {
            Some("map") => 160_000,
            Some("locations") => 30_000,
            _ => 15_000,
        };
        if text.contains("<figure class=\"atlas") {
            let drawn = between(&text, "<figure class=\"atlas", "</figure>");
            assert!(drawn.len() < most, "{path}: {}", drawn.len());
            assert!(drawn.contains("Natural Earth"), "{path} gives no credit");
        }
    }
}
