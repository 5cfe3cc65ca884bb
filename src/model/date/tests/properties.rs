//! What holds for every text.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::model::date::{EventDate, Moment};

/// Touches all that a date can do, and checks what holds for each one.
fn examine(text: &str) -> Result<(), TestCaseError> {
    let date = match EventDate::parse(text) {
        Ok(date) => date,
        Err(error) => {
            prop_assert!(error.offset <= text.len());
            prop_assert!(!error.message.is_empty());
            return Ok(());
        }
    };
    prop_assert!(!date.display(&crate::model::LANGUAGES[0].words().dates).trim().is_empty());
    prop_assert_eq!(&EventDate::parse(date.text()).unwrap(), &date);
    prop_assert!(date.earliest().zip(date.latest()).is_none_or(|(first, last)| first <= last));
    prop_assert!(date.year().zip(date.last_year()).is_none_or(|(first, last)| first <= last));
    prop_assert!(date.month().is_none_or(|month| (1..=12).contains(&month)));
    prop_assert!(date.datetime().is_none_or(|value| value.len() >= 4));
    prop_assert!(!date.precision().as_str().is_empty());
    Ok(())
}

/// One date of any level, most of which are valid.
fn one() -> impl Strategy<Value = String> {
    let year = prop_oneof!["[?~%]?(19|20)[0-9X]{2}[?~%]?", "[?~%]?-?0[0-9]{3}", "[0-9X]{4}", Just("XXXX".to_owned()),];
    let rest = prop_oneof![
        Just(String::new()),
        "-[?~%]?(0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|[01X]X)[?~%]?",
        "-[?~%]?(0[1-9]|1[0-2]|XX|1X|0X)[?~%]?-[?~%]?([0-2][1-8]|XX|[0-3]X|X[0-9])[?~%]?",
    ];
    let dated = (year, rest).prop_map(|(year, rest)| year + &rest);
    prop_oneof![6 => dated, 1 => "-?[0-9]{4}S[1-4][?~%]?", 1 => "Y-?[1-9][0-9]{0,18}(E[0-9]{1,3})?(S[1-9])?[?~%]?"]
}

/// A date, span or set.
fn any_kind() -> impl Strategy<Value = String> {
    let end = prop_oneof![
        4 => one(),
        1 => Just("..".to_owned()),
        1 => Just(String::new()),
    ];
    let member = prop_oneof![
        3 => one(),
        1 => one().prop_map(|date| format!("..{date}")),
        1 => one().prop_map(|date| format!("{date}..")),
        1 => (1900..1950, 1950..2000).prop_map(|(from, to)| format!("{from}..{to}")),
    ];
    let members = prop::collection::vec(member, 1..4).prop_map(|members| members.join(","));
    prop_oneof![
        3 => one(),
        2 => (end.clone(), end).prop_map(|(from, to)| format!("{from}/{to}")),
        1 => members.clone().prop_map(|members| format!("[{members}]")),
        1 => members.prop_map(|members| format!("{{{members}}}")),
        1 => "2025-12-1[0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+-]0[1-9](:[0-5][0-9])?)?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// No text of any kind makes the reader panic.
    #[test]
    fn any_text(text in "\\PC{0,40}") {
        examine(&text)?;
        let _ = Moment::parse(&text, &TimeZone::UTC);
    }

    /// Nor does one of the letters of EDTF, which reaches further in.
    #[test]
    fn edtf_letters(text in "[0-9XYESTZ?~%/,.:+\\[\\]{} -]{0,30}") {
        examine(&text)?;
        let _ = Moment::parse(&text, &TimeZone::UTC);
    }

    /// Nor one of the words that authors write.
    #[test]
    fn words(words in prop::collection::vec(prop_oneof![
        "[0-9]{1,4}", "(c|ca|Dec|late|mid|early|q|since|until|to|of|bc|th|century|spring|-|–|/|\\.|é|T|Z|:)",
    ], 1..7), gap in "[ ,.-]?") {
        let text = words.join(&gap);
        examine(&text)?;
        let _ = Moment::parse(&text, &TimeZone::UTC);
    }

    /// Every valid date keeps its promises.
    #[test]
    fn dates(text in any_kind()) {
        examine(&text)?;
    }

    /// What has ended before another begins sorts before it; the order is one of the whole.
    #[test]
    fn order_follows_bounds(one in any_kind(), other in any_kind()) {
        let (Ok(one), Ok(other)) = (EventDate::parse(&one), EventDate::parse(&other)) else { return Ok(()) };
        if one.latest().zip(other.earliest()).is_some_and(|(last, first)| last < first) {
            prop_assert!(one.sort_key() < other.sort_key(), "{one:?} {other:?}");
        }
        if one.year().is_some() && other.year().is_none() {
            prop_assert!(one.sort_key() < other.sort_key(), "{one:?} {other:?}");
        }
        if let Some((first, second)) = one.year().zip(other.year()) && first < second {
            prop_assert!(one.sort_key() < other.sort_key(), "{one:?} {other:?}");
        }
    }

    /// Every publication day of the calendar makes the same round.
    #[test]
    fn moments(year in 1..=9998u16, month in 1..=12u8, day in 1..=28u8, hour in 0..24u8, offset in -14..=14i8) {
        let sign = if offset < 0 { '-' } else { '+' };
        let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:00{sign}{:02}:00", offset.unsigned_abs());
        let moment = Moment::parse(&text, &TimeZone::UTC).unwrap();
        prop_assert_eq!(moment.day().to_string(), &text[..10]);
        prop_assert_eq!(moment.event_date().datetime().unwrap(), &text[..10]);
        let again = Moment::parse(&moment.rfc3339(), &TimeZone::UTC).unwrap();
        prop_assert_eq!(again.at(), moment.at());
        prop_assert_eq!(again.day(), moment.day());
    }
}
