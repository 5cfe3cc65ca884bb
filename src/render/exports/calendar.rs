//! Dates as a calendar (iCalendar, RFC 5545): those whose days are known, as whole days.
//!
//! A vaguer date has no day, and gets none here. Readers' programs know an entry by its address, so a corrected one
//! takes the place of the old. The format is written here and not by the `icalendar` crate, whose folded lines are one
//! octet longer than the standard has them.

use std::fmt::Write as _;

use super::rows::{address, in_words};
use crate::model::{Day, EventId};
use crate::plan::CalendarOf;
use crate::render::Site;

/// The most octets of a line, without its end (section 3.1).
const WIDTH: usize = 75;

/// The bytes of a calendar.
pub(in crate::render) fn calendar(site: &Site<'_>, of: CalendarOf) -> Vec<u8> {
    let name = match of.of(site.catalog) {
        None => site.config.title.clone(),
        Some(entity) => format!("{} · {}", entity.name, site.config.title),
    };
    let mut out = Lines(String::new());
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", concat!("-//Dateline//Dateline ", env!("CARGO_PKG_VERSION"), "//EN"));
    // RFC 7986, and what programs knew before it.
    out.escaped("NAME", &name);
    out.escaped("X-WR-CALNAME", &name);
    for id in of.events(site.catalog) {
        event(site, id, &mut out);
    }
    out.line("END", "VCALENDAR");
    out.0.into_bytes()
}

fn event(site: &Site<'_>, id: EventId, out: &mut Lines) {
    let event = site.catalog.event(id);
    let Some((first, last)) = event.date.days() else { return };
    // An end is the day after the last (section 3.6.1).
    let (Some(start), Some(end)) = (written(first), written(last.next())) else { return };
    let briefing = site.catalog.briefing(event.briefing);
    let url = address(site, event.briefing, &event.anchor);
    let when = in_words(site, &event.date, event.date_text.as_deref());
    let mut told = vec![format!("{when}: {}", event.title), briefing.title.clone()];
    told.extend(briefing.tlp.map(|tlp| tlp.label().to_owned()));
    told.push(url.clone());
    let changed = briefing.last_change().at().strftime("%Y%m%dT%H%M%SZ").to_string();
    out.line("BEGIN", "VEVENT");
    out.escaped("UID", &url);
    out.line("DTSTAMP", &changed);
    out.line("LAST-MODIFIED", &changed);
    out.line("DTSTART;VALUE=DATE", &start);
    out.line("DTEND;VALUE=DATE", &end);
    out.escaped("SUMMARY", &event.title);
    out.escaped("DESCRIPTION", &told.join("\n"));
    let places: Vec<&str> = event.locations.iter().map(|place| &*place.written).collect();
    if !places.is_empty() {
        out.escaped("LOCATION", &places.join("; "));
    }
    if let Some(kind) = &event.kind {
        out.escaped("CATEGORIES", kind);
    }
    out.line("URL", &url);
    // What happened keeps nobody busy.
    out.line("TRANSP", "TRANSPARENT");
    out.line("END", "VEVENT");
}

/// A day, which the format writes with four digits in the year; none where that can't be.
fn written(day: Day) -> Option<String> {
    let is_written = (1..=9999).contains(&day.year());
    is_written.then(|| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()))
}

/// Content lines (section 3.1).
struct Lines(String);

impl Lines {
    /// A property whose value is no text.
    fn line(&mut self, name: &str, value: &str) {
        let mut line = format!("{name}:{value}");
        line.retain(|c| !c.is_control());
        let mut left = line.as_str();
        let mut room = WIDTH;
        while left.len() > room {
            let at = (0..=room).rev().find(|at| left.is_char_boundary(*at)).unwrap_or(room);
            let (head, rest) = left.split_at(at);
            // The next line begins with a blank, which is one of its octets.
            _ = write!(self.0, "{head}\r\n ");
            (left, room) = (rest, WIDTH - 1);
        }
        _ = write!(self.0, "{left}\r\n");
    }

    /// A property whose value is a text (section 3.3.11).
    fn escaped(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len() + 16);
        let mut rest = value.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\r' if rest.peek() == Some(&'\n') => {}
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c => escaped.push(c),
            }
        }
        self.line(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_comes_back_and_no_line_is_too_long(text in "[ -~àé中\u{1f600}\n]{0,300}") {
            let mut out = Lines(String::new());
            out.escaped("SUMMARY", &text);
            prop_assert!(out.0.split("\r\n").all(|line| line.len() <= WIDTH));
            let unfolded = out.0.replace("\r\n ", "");
            let value = unfolded.strip_prefix("SUMMARY:").and_then(|rest| rest.strip_suffix("\r\n")).unwrap();
            prop_assert!(!value.contains('\n'));
            let mut back = String::new();
            let mut chars = value.chars();
            while let Some(c) = chars.next() {
                back.push(match c {
                    '\\' => match chars.next().unwrap() {
                        'n' => '\n',
                        escaped => escaped,
                    },
                    c => c,
                });
            }
            prop_assert_eq!(back, text);
        }
    }

    #[test]
    fn a_line_of_another_system_ends_as_any_other() {
        let mut out = Lines(String::new());
        out.escaped("SUMMARY", "one\r\ntwo\nthree");
        assert_eq!(out.0, "SUMMARY:one\\ntwo\\nthree\r\n");
    }
}
