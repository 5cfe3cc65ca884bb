//! Bounds, and the order of a timeline.

use super::date;
use crate::model::date::{Certainty, Day};

/// Bounds are the first and last day of all that a date can mean; open, unknown and no year have none.
#[test]
fn bounds() {
    for (text, earliest, latest) in [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12-19?", "2025-12-19", "2025-12-19"),
        ("2025-12-19T23:00:00-05:00", "2025-12-19", "2025-12-19"),
        ("2025-24", "2025-12-01", "2026-02-28"),
        ("2025-35", "2025-07-01", "2025-09-30"),
        ("156X", "1560-01-01", "1569-12-31"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("2025-1X-0X", "2025-10-01", "2025-12-09"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("Y17E7", "170000000-01-01", "170000000-12-31"),
        ("2024-03/2025", "2024-03-01", "2025-12-31"),
        ("2024-03/..", "2024-03-01", ""),
        ("2024-03/", "2024-03-01", ""),
        ("../2025-12-30", "", "2025-12-30"),
        ("/2025", "", "2025-12-31"),
        ("..2024/2025", "", "2025-12-31"),
        ("2024/2025..", "2024-01-01", ""),
        ("[2024,2025-06]", "2024-01-01", "2025-06-30"),
        ("[..2025]", "", "2025-12-31"),
        ("{2025..}", "2025-01-01", ""),
        ("[2024..2026]", "2024-01-01", "2026-12-31"),
        ("XXXX", "", ""),
        ("XXXX-12-19", "", ""),
        ("XXXX-12-19/2025", "", "2025-12-31"),
        ("[XXXX-12-19,2025]", "", ""),
        ("Y1E100", "", ""),
    ] {
        let shown = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(shown(date(text).earliest()), earliest, "{text}");
        assert_eq!(shown(date(text).latest()), latest, "{text}");
    }
}

/// One list in the order of the timeline: each date sorts strictly before the next.
#[test]
fn order() {
    let sorted = [
        "Y-17000",
        "-0043-03-15",
        "156X",
        "2024-12-31",
        "/2025",
        "2025-01-01T09:00:00+01:00",
        "2025-01-01T09:00:00Z",
        "2025-01-01",
        "2025-01-01?",
        "2025-01-01~",
        "2025-01-01%",
        "[2025-01-01]",
        "2025-01-01/2025-01-01",
        "2025-01",
        "2025-01?",
        "2025",
        "2025~",
        "2025/2026-03",
        "2025/..",
        "2025-06",
        "/2025-12",
        "2025-12-01/2025-12-31~",
        "2025-12-19",
        "../2025-12-30",
        "2025-12-30",
        "2025-12-30/",
        "2026",
        "Y1E100",
        "XXXX-01-01",
        "XXXX",
        "XXXX-02-29",
        "XXXX-12-19",
        "XXXX-12-19/XXXX-12-21",
        "XXXX-12-20",
    ];
    for pair in sorted.windows(2) {
        let (first, second) = (date(pair[0]).sort_key(), date(pair[1]).sort_key());
        assert!(first < second, "{} before {}\n{first:?}\n{second:?}", pair[0], pair[1]);
    }
}

/// Dates beyond numbers are equals, so that a stable sort keeps the order they came in; and an
/// open end is no different from an unknown one.
#[test]
fn ties() {
    for (one, other) in [("Y1E100", "Y9E100"), ("2025/", "2025/.."), ("2025-12", "2025-12")] {
        assert_eq!(date(one).sort_key(), date(other).sort_key(), "{one} and {other}");
    }
}

/// The year and month of a timeline page are those of the day that a date sorts by, where known.
#[test]
fn year_and_month() {
    for (text, year, last_year, month) in [
        ("2025-12-19", Some(2025), Some(2025), Some(12)),
        ("2025-12-19T10:00:00Z", Some(2025), Some(2025), Some(12)),
        ("2025-12-XX", Some(2025), Some(2025), Some(12)),
        ("2025-12~", Some(2025), Some(2025), Some(12)),
        ("2025-1X", Some(2025), Some(2025), None),
        ("2025-XX-19", Some(2025), Some(2025), None),
        ("2025", Some(2025), Some(2025), None),
        ("2025-24", Some(2025), Some(2026), None),
        ("156X-12-25", Some(1560), Some(1569), None),
        ("-0043-03-15", Some(-43), Some(-43), Some(3)),
        ("2024-03/2026", Some(2024), Some(2026), Some(3)),
        ("2024/2026-03", Some(2024), Some(2026), None),
        ("2024-03/..", Some(2024), None, Some(3)),
        ("../2025-12-30", Some(2025), Some(2025), Some(12)),
        ("..2024-05/2025-12-30", Some(2024), Some(2025), Some(5)),
        ("..2026/2025", Some(2025), Some(2025), None),
        ("[2025-12,2024-05]", Some(2024), Some(2025), Some(5)),
        ("[..2025-05]", Some(2025), Some(2025), Some(5)),
        ("[XXXX-12-19,2025]", Some(2025), None, None),
        ("XXXX-12-19", None, None, None),
        ("Y1E100", None, None, None),
    ] {
        let date = date(text);
        assert_eq!((date.year(), date.last_year(), date.month()), (year, last_year, month), "{text}");
    }
}

/// The kind and sureness of a date have names for templates.
#[test]
fn precision_and_certainty() {
    for (text, precision, certainty) in [
        ("2025-12-19T10:00:00Z", "moment", Certainty::Exact),
        ("2025-12-19", "day", Certainty::Exact),
        ("2025-12", "month", Certainty::Exact),
        ("2025-12-XX", "month", Certainty::Exact),
        ("2025-21", "season", Certainty::Exact),
        ("2025?", "year", Certainty::Uncertain),
        ("2025-XX~", "year", Certainty::Approximate),
        ("156X", "decade", Certainty::Exact),
        ("156X-12-25", "decade", Certainty::Exact),
        ("15XX", "century", Certainty::Exact),
        ("1XXX", "vague", Certainty::Exact),
        ("1950S2", "vague", Certainty::Exact),
        ("2024~/2025?", "span", Certainty::UncertainApproximate),
        ("[2024,2025]", "choice", Certainty::Exact),
        ("{2024,2025%}", "several", Certainty::UncertainApproximate),
        ("XXXX-12-19", "yearless", Certainty::Exact),
        ("XXXX-12-19/XXXX-12-21", "yearless", Certainty::Exact),
        ("Y17E7", "year", Certainty::Exact),
    ] {
        assert_eq!(date(text).precision().as_str(), precision, "{text}");
        assert_eq!(date(text).certainty(), certainty, "{text}");
    }
    let names = [Certainty::Exact, Certainty::Uncertain, Certainty::Approximate, Certainty::UncertainApproximate];
    assert_eq!(names.map(Certainty::as_str), ["exact", "uncertain", "approximate", "uncertain-approximate"]);
}
