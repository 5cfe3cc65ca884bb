//! Dates of publication.

use jiff::tz::{TimeZone, db};

use crate::model::date::{Day, EventDate, Moment};

fn zone(name: &str) -> TimeZone {
    db().get(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Every written form gives its point in time, its wording and its machine forms.
#[test]
fn forms() {
    for (text, zone_name, at, words, rfc3339, datetime) in [
        ("2025-12-22", "UTC", "2025-12-22T00:00:00Z", "22 December 2025", "2025-12-22T00:00:00Z", "2025-12-22"),
        (
            "2025-12-22",
            "Europe/Minsk",
            "2025-12-21T21:00:00Z",
            "22 December 2025",
            "2025-12-22T00:00:00+03:00",
            "2025-12-22",
        ),
        (
            "2025-12-22T06:00Z",
            "Europe/Minsk",
            "2025-12-22T06:00:00Z",
            "22 December 2025, 06:00 UTC",
            "2025-12-22T06:00:00Z",
            "2025-12-22T06:00:00Z",
        ),
        (
            "2025-12-22T06:00:00+01:00",
            "UTC",
            "2025-12-22T05:00:00Z",
            "22 December 2025, 06:00 UTC+1",
            "2025-12-22T06:00:00+01:00",
            "2025-12-22T06:00:00+01:00",
        ),
        (
            "2025-12-22 06:00",
            "America/New_York",
            "2025-12-22T11:00:00Z",
            "22 December 2025, 06:00 UTC−5",
            "2025-12-22T06:00:00-05:00",
            "2025-12-22T06:00:00-05:00",
        ),
        (
            "2025-12-22 06:00:30 +0530",
            "UTC",
            "2025-12-22T00:30:30Z",
            "22 December 2025, 06:00:30 UTC+5:30",
            "2025-12-22T06:00:30+05:30",
            "2025-12-22T06:00:30+05:30",
        ),
        (
            "2025-12-22T06:00:00.123z",
            "UTC",
            "2025-12-22T06:00:00Z",
            "22 December 2025, 06:00 UTC",
            "2025-12-22T06:00:00Z",
            "2025-12-22T06:00:00Z",
        ),
        (
            "2025-12-22t06:00-05",
            "UTC",
            "2025-12-22T11:00:00Z",
            "22 December 2025, 06:00 UTC−5",
            "2025-12-22T06:00:00-05:00",
            "2025-12-22T06:00:00-05:00",
        ),
        // Local mean time has odd seconds, which RFC 3339 can't say.
        ("1850-01-01", "Europe/Berlin", "1849-12-31T23:06:32Z", "1 January 1850", "1849-12-31T23:06:32Z", "1850-01-01"),
        // Clocks that skip midnight: the day begins at the instant when they do.
        (
            "2018-11-04",
            "America/Sao_Paulo",
            "2018-11-04T03:00:00Z",
            "4 November 2018",
            "2018-11-04T00:00:00-03:00",
            "2018-11-04",
        ),
        (
            "0001-01-01T00:00+14:00",
            "UTC",
            "0000-12-31T10:00:00Z",
            "1 January AD 1, 00:00 UTC+14",
            "0001-01-01T00:00:00+14:00",
            "0001-01-01T00:00:00+14:00",
        ),
    ] {
        let moment = Moment::parse(&format!(" {text}\n"), &zone(zone_name)).unwrap();
        assert_eq!(moment.text(), text);
        assert_eq!(moment.at().to_string(), at, "{text}");
        assert_eq!(moment.display(&crate::model::Words::english().dates), words, "{text}");
        assert_eq!(moment.rfc3339(), rfc3339, "{text}");
        assert_eq!(moment.datetime(), datetime, "{text}");
        assert_eq!(moment.has_time(), text.len() > 10, "{text}");
    }
}

/// The day is the author's own, even where the zone has no such day, and it can stand on a timeline.
#[test]
fn the_day_is_as_written() {
    for (text, zone_name, day) in [
        ("2025-12-22T23:30-05:00", "Europe/Minsk", Day::new(2025, 12, 22)),
        ("2025-12-22", "Pacific/Auckland", Day::new(2025, 12, 22)),
        ("2011-12-30", "Pacific/Apia", Day::new(2011, 12, 30)),
        ("0009-01-02", "UTC", Day::new(9, 1, 2)),
    ] {
        let moment = Moment::parse(text, &zone(zone_name)).unwrap();
        assert_eq!(Some(moment.day()), day, "{text}");
        assert_eq!(moment.event_date(), EventDate::parse(&text[..10]).unwrap(), "{text}");
    }
}

/// Moments order by the point in time, whatever their offsets.
#[test]
fn order() {
    let texts = ["2025-12-21", "2025-12-22T01:00+02:00", "2025-12-22", "2025-12-21T20:00-05:00"];
    let moments = texts.map(|text| Moment::parse(text, &TimeZone::UTC).unwrap());
    assert!(moments.is_sorted(), "{moments:?}");
    assert!(moments.windows(2).all(|pair| pair[0] < pair[1]));
}

/// What is no point in time is refused with the reason, the place and what to write.
#[test]
fn errors() {
    for (text, offset, message, help) in [
        ("", 0, "the date is empty", "write 2025-12-22"),
        ("2025-12", 7, "a publication date needs year, month and day", "write a day"),
        ("2025-12-22~", 10, "a publication date needs", "write a day"),
        (" 2025-12-22/..", 11, "a publication date needs", "write a day"),
        ("late 2025", 0, "a publication date needs", "write 2025-12-22"),
        ("22.12.2025", 0, "a date starts with the year", "write 2025-12-22"),
        ("05/12/2025", 0, "the date can mean 5 December 2025 or 12 May 2025", "write 2025-12-05 or 2025-05-12"),
        ("22 December 2025", 0, "a date is written in EDTF", "write 2025-12-22"),
        ("2025-2-3", 0, "the parts of a date", "write 2025-02-03"),
        ("2025-12-32", 8, "December 2025 has no day 32", "check the day"),
        ("2025-12-32T06:00Z", 5, "there is no such day", "write"),
        ("2025-12-22T24:00Z", 11, "there is no such time of day", "write"),
        ("2025-12-00", 5, "there is no such day in the calendar", "write 2025-12-22"),
        ("2025-22-12", 5, "there is no month 22", "write 2025-12-22 if it means 22 December 2025"),
        ("2025-12-22T6:00", 11, "a time is written with two digits", "write"),
        ("2025-12-22T06", 13, "a time is written with two digits", "write"),
        ("2025-12-22T06:00 MEZ", 16, "an offset from UTC is written", "write"),
        ("2025-12-22T06:00+15:00", 16, "an offset from UTC is written", "write"),
        ("0000-12-22", 0, "a publication date lies in the years 1 to 9999", "write"),
        ("-0043-03-15", 0, "a publication date needs", "write"),
        ("9999-12-31", 0, "the date is too late", "write"),
    ] {
        let error = Moment::parse(text, &TimeZone::UTC).unwrap_err();
        assert_eq!(error.offset, offset, "{text}: {error:?}");
        assert!(error.message.starts_with(message), "{text}: {error:?}");
        assert!(error.help.as_deref().unwrap_or_default().starts_with(help), "{text}: {error:?}");
    }
}

/// A time that a zone skips or has twice is not guessed at.
#[test]
fn changing_clocks_need_an_offset() {
    let berlin = zone("Europe/Berlin");
    let skipped = Moment::parse("2025-03-30 02:30", &berlin).unwrap_err();
    assert_eq!(skipped.message, "the time zone Europe/Berlin has no such time: its clocks skip it");
    let twice = Moment::parse("2025-10-26 02:30", &berlin).unwrap_err();
    assert_eq!(twice.help.as_deref(), Some("add the offset: +02:00 for the first, +01:00 for the second"));
    assert!(Moment::parse("2025-10-26 02:30+02:00", &berlin).is_ok());
}
