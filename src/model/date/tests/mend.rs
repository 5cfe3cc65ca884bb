//! Near misses: the error says what is wrong and the help what to write.

use crate::model::date::{DateError, EventDate};

fn error(text: &str) -> DateError {
    match EventDate::parse(text) {
        Ok(date) => panic!("{text} is EDTF: {date:?}"),
        Err(error) => error,
    }
}

/// What has one reading gets it; what has two gets both; what has none gets what is wrong.
#[test]
fn help_says_what_to_write() {
    for (text, help) in [
        // Orders and separators.
        ("19.12.2025", "write 2025-12-19"),
        ("19. 12. 2025", "write 2025-12-19"),
        ("12/19/2025", "write 2025-12-19"),
        ("19-12-2025", "write 2025-12-19"),
        ("05/12/2025", "write 2025-12-05 or 2025-05-12, whichever it means"),
        ("05.05.2025", "write 2025-05-05"),
        ("31.31.2025", "write year-month-day, such as 2025-12-19"),
        ("19.12.25", "write year-month-day, such as 2025-12-19"),
        ("2025/12/19", "write 2025-12-19"),
        ("2025.12.19", "write 2025-12-19"),
        ("2025-2-3", "write 2025-02-03"),
        ("2025–12–19", "write 2025-12-19"),
        ("20251219", "write 2025-12-19"),
        ("2025-W51", "write 2025-12-15/2025-12-21"),
        ("2025-W51-5", "write 2025-12-19"),
        ("2025-353", "write 2025-12-19"),
        ("--12-19", "write XXXX-12-19"),
        ("-43", "write -0042 for 43 BC, or -0043 for 44 BC"),
        ("-1", "write 0000 for 1 BC, or -0001 for 2 BC"),
        // Months of the languages that Dateline speaks.
        ("19 décembre 2025", "write 2025-12-19"),
        ("1er mars 2025", "write 2025-03-01"),
        ("19 грудня 2025 року", "write 2025-12-19"),
        ("грудень 2025", "write 2025-12"),
        ("19 ديسمبر 2025", "write 2025-12-19"),
        ("2025-2", "write 2025-02"),
        ("2025/12", "write 2025-12"),
        ("12/2025", "write 2025-12"),
        // Out of range.
        ("2025-12-32", "check the day; write 2025-12 where only the month is known"),
        ("2025-02-29", "check the day; write 2025-02 where only the month is known"),
        ("2025-13", "months are 01 to 12; 21 to 24 stand for the seasons"),
        ("2025-13-45", "months are 01 to 12; 21 to 24 stand for the seasons"),
        ("2025-19-12", "write 2025-12-19 if it means 19 December 2025"),
        ("2025-12-00", "write 2025-12"),
        ("2025-00-00", "write 2025"),
        ("2025-00-05", "write 2025-XX-05 where the month is not known"),
        ("44", "write 0044 for the year 44"),
        ("12345", "write Y12345 for the year 12345"),
        ("170000", "write Y170000 for the year 170000"),
        // Names.
        ("December 2025", "write 2025-12"),
        ("Dec. 2025", "write 2025-12"),
        ("2025 december", "write 2025-12"),
        ("19 December 2025", "write 2025-12-19"),
        ("December 19th, 2025", "write 2025-12-19"),
        ("Friday, 19 Dec 2025", "write 2025-12-19"),
        ("2025-Dec-19", "write 2025-12-19"),
        ("19-Dec-2025", "write 2025-12-19"),
        ("2025 December 19", "write 2025-12-19"),
        ("spring 2025", "write 2025-21"),
        ("Q3 2025", "write 2025-35"),
        ("2025-Q3", "write 2025-35"),
        ("H1 2025", "write 2025-40"),
        ("44 BC", "write -0043"),
        ("AD 79", "write 0079"),
        ("79 CE", "write 0079"),
        ("c. 1560s", "write 156X~"),
        ("2025 or 2026", "write [2025,2026]"),
        ("18 December 2025 and 2025-12-19", "write {2025-12-18,2025-12-19}"),
        ("1560s", "write 156X"),
        ("the 1990s", "write 199X"),
        ("16th century", "write 15XX for the years 1500 to 1599, or 1501/1600"),
        ("unknown", "write XXXX"),
        // Vagueness.
        ("c. 2025", "write 2025~"),
        ("c.2025", "write 2025~"),
        ("circa December 2025", "write 2025-12~"),
        ("about 2025-12-19", "write 2025-12-19~"),
        ("~2025~~", "write the EDTF date it means"),
        ("possibly 2025", "write 2025?"),
        ("late 2025", "write the EDTF date it means, such as 2025~, and put the words in date_text"),
        ("mid-December 2025", "write the EDTF date it means, such as 2025-12~, and put the words in date_text"),
        ("before 2025", "write \"[..2025]\" for then or earlier, and put the words in date_text"),
        ("after 19 December 2025", "write \"[2025-12-19..]\" for then or later, and put the words in date_text"),
        ("“2025-12-19”", "write 2025-12-19"),
        ("after the war", "write the EDTF date it means, such as 2025-12~, and put the words in date_text"),
        ("1900s", "write 190X for 1900 to 1909, or 19XX for 1900 to 1999"),
        // Spans.
        ("since March 2024", "write 2024-03/.."),
        ("until 2025", "write ../2025"),
        ("2024-2025", "write 2024/2025"),
        ("2024–2025", "write 2024/2025"),
        ("2025-12-18 - 2025-12-19", "write 2025-12-18/2025-12-19"),
        ("from March 2024 to June 2025", "write 2024-03/2025-06"),
        ("2025-12-18/19", "write 2025-12-18/2025-12-19"),
        ("2025-12-18 / 2025-12-19", "write 2025-12-18/2025-12-19"),
        ("1998-99", "months are 01 to 12; 21 to 24 stand for the seasons; write 1998/1999 if it means a span of years"),
        // Letters and times.
        ("2025-12-xx", "write 2025-12-XX"),
        ("2025-12-??", "write 2025-12-XX"),
        ("2025-12-19 10:00", "write 2025-12-19T10:00:00"),
        ("2025-12-19T10:00Z", "write 2025-12-19T10:00:00Z"),
        ("2025-12-19T10:00+01:00", "write 2025-12-19T10:00:00+01:00"),
        ("2025-12-19T10:00:00+0100", "write 2025-12-19T10:00:00+01:00"),
        // Nothing that we know.
        ("2026/2025", "write 2025/2026"),
        ("2026/2025/2024", "write 2025, 2025-12 or 2025-12-19"),
        ("%%%", "write 2025, 2025-12 or 2025-12-19"),
        ("", "write XXXX where nothing is known about when"),
    ] {
        let error = error(text);
        assert!(!error.message.is_empty());
        assert!(error.help.as_deref().unwrap_or_default().starts_with(help), "{text}: {error:?}");
    }
}

/// The message names what is wrong in plain words; both readings where there are two.
#[test]
fn messages_are_plain() {
    for (text, message) in [
        ("05/12/2025", "the date can mean 5 December 2025 or 12 May 2025"),
        ("2025-12-32", "December 2025 has no day 32: it has 31 days"),
        ("2025-13", "there is no month 13"),
        ("2025-19-12", "there is no month 19"),
        ("late 2025", "`late 2025` is words, not an EDTF date"),
        ("2026/2025", "this interval ends before it begins"),
    ] {
        assert_eq!(error(text).message, message, "{text}");
        assert_eq!(error(text).to_string(), message);
    }
}

/// The offset points at the trouble in the text as given, white space included.
#[test]
fn offsets_point_at_the_trouble() {
    for (text, offset) in [
        ("2025-12-32", 8),
        ("  2025-12-32", 10),
        ("2025-13", 5),
        (" late 2025", 1),
        ("\u{a0}2026/2025", 7),
        ("", 0),
        ("   ", 0),
    ] {
        assert_eq!(error(text).offset, offset, "{text:?}");
    }
}

/// A text without end is refused before anything reads it.
#[test]
fn length_is_bounded() {
    assert!(error(&"2".repeat(257)).message.contains("longer than 256 bytes"));
    assert!(error(&format!("{{{}2025}}", "2025,".repeat(100_000))).message.contains("longer"));
    assert!(EventDate::parse(&format!("{{{}2025}}", "2025,".repeat(50))).is_ok());
}
