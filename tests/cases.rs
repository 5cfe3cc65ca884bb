//! A folder per case in `tests/sites/`, each a small site, and what it must produce.

mod harness;

use harness::Site;

#[test]
fn minimal_gets_its_pages_without_a_word() {
    let run = Site::case("minimal").run(&["build", "--strict"]);
    run.succeeds().quiet();
    run.page("briefings/oreshnik/").has_in_order(&[
        "<h1>Belarus puts Oreshnik on combat duty</h1>",
        r#"<a href="/actors/alexander-lukashenko/">"#,
        r#"<a href="/actors/viktor-khrenin/">"#,
        r#"<a href="/locations/belarus/">"#,
        r#"<time datetime="2025-12-22">22 December 2025</time>"#,
        "The president said so on television.",
        r#"<time datetime="2025-12-19">19 December 2025</time>"#,
        "The system goes on combat duty",
    ]);
    for entity in ["actors/alexander-lukashenko/", "actors/viktor-khrenin/", "locations/belarus/"] {
        run.page(entity).has(r#"<a href="/briefings/oreshnik/">"#).has("known here by name only");
    }
}

#[test]
fn minimal_stands_on_the_timeline_with_its_date_and_itself() {
    let run = Site::case("minimal").build();
    for page in ["timeline/", "timeline/2025/"] {
        run.page(page).has_in_order(&[
            r#"<time datetime="2025-12-19">"#,
            r##"<a href="/briefings/oreshnik/#event-1">The system goes on combat duty</a>"##,
            r#"<time datetime="2025-12-22">"#,
            r#"<a href="/briefings/oreshnik/">Belarus puts Oreshnik on combat duty</a>"#,
        ]);
    }
}

#[test]
fn minimal_has_no_address_of_its_own_to_tell() {
    let run = Site::case("minimal").build();
    run.says("Without `base_url`").missing("feed.xml").missing("sitemap.xml").missing("robots.txt");
    for (path, bytes) in &run.files {
        assert!(!String::from_utf8_lossy(bytes).contains("canonical"), "{path} has a canonical link");
    }
    run.links_lead_somewhere("/");
}
