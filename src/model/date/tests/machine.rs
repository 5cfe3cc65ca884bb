//! The forms for machines, and what is kept of the author's text.

use super::date;

/// HTML gets a value only for what it can say exactly.
#[test]
fn html_datetime() {
    for (text, value) in [
        ("2025", Some("2025")),
        ("2025-12", Some("2025-12")),
        ("2025-12-19", Some("2025-12-19")),
        ("0900-12-19", Some("0900-12-19")),
        ("XXXX-12-19", Some("12-19")),
        ("XXXX-02-29", Some("02-29")),
        ("2025-12-19T10:00:00Z", Some("2025-12-19T10:00:00Z")),
        ("2025-12-19T10:00:00+03", Some("2025-12-19T10:00:00+03:00")),
        ("2025-12-19T10:00:00-05:30", Some("2025-12-19T10:00:00-05:30")),
        ("2025-12-19T10:00:00", Some("2025-12-19T10:00:00")),
        ("2025-12-31T23:59:60Z", None),
        ("0000-12-19T10:00:00Z", None),
        ("2025-12-19?", None),
        ("2025~", None),
        ("XXXX-12-19?", None),
        ("2025-XX", None),
        ("2025-12-XX", None),
        ("156X", None),
        ("XXXX", None),
        ("XXXX-12", None),
        ("2025-21", None),
        ("0000", None),
        ("-0043-03-15", None),
        ("Y170000", None),
        ("1950S2", None),
        ("2024/2025", None),
        ("[2025]", None),
    ] {
        assert_eq!(date(text).datetime().as_deref(), value, "{text}");
    }
}

/// The text stays as it was written, but for the white space around it.
#[test]
fn text_is_kept() {
    let kept = date(" \t?2004-?06-?11\n");
    assert_eq!(kept.text(), "?2004-?06-?11");
    assert_eq!(kept.edtf().to_string(), "2004-06-11?");
    assert_eq!(kept, date(kept.text()));
}

/// An entry costs little more than its text: there may be hundreds of thousands.
#[test]
fn a_date_is_small() {
    assert!(size_of::<crate::model::date::EventDate>() <= 24);
}
