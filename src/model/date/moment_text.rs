//! The written form of a moment: ISO 8601 as authors write it, read strictly.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::day::Day;
use super::error::DateError;
use super::mend;

const MAX_BYTES: usize = 64;

/// What is wrong with a text, and where in it.
pub(super) struct Fault {
    offset: usize,
    message: String,
    help: Option<String>,
}

impl Fault {
    pub(super) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// As its author sees it: a miss that we know goes before what the parser found.
    pub(super) fn shown(self, text: &str, start: usize) -> DateError {
        if self.help.is_none()
            && text.len() <= MAX_BYTES
            && let Some(mend) = mend::of_moment(text)
        {
            return DateError::of_mend(mend, start);
        }
        let help = self.help.unwrap_or_else(|| {
            if mend::is_edtf(text) {
                "write a day; a vague date of what happened stands under `dates`".to_owned()
            } else {
                "write 2025-12-22, or 2025-12-22T06:00Z with a time".to_owned()
            }
        });
        DateError { offset: start + self.offset, message: self.message, help: Some(help) }
    }
}

/// The numbers of a moment as they are written, not yet known to be in range.
pub(super) struct Written {
    day: [u16; 3],
    time: [u16; 3],
    pub(super) has_time: bool,
    pub(super) offset: Option<Offset>,
}

impl Written {
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        if text.is_empty() {
            return Err(Fault::new(0, "the date is empty"));
        }
        if text.len() > MAX_BYTES {
            return Err(Fault::new(0, format!("the date is longer than {MAX_BYTES} bytes")));
        }
        let mut rest = Rest { text, at: 0 };
        let fault = |rest: &Rest<'_>| {
            Fault::new(rest.at, "a publication date needs year, month and day, such as 2025-12-22, and nothing vague")
        };
        let mut day = || Some([rest.number(4)?, rest.after('-')?.number(2)?, rest.after('-')?.number(2)?]);
        let Some(day) = day() else {
            return Err(fault(&rest));
        };
        let mut written = Self { day, time: [0; 3], has_time: false, offset: None };
        if rest.is_done() {
            return Ok(written);
        }
        if !rest.take(['T', 't', ' ']) {
            return Err(fault(&rest));
        }
        written.has_time = true;
        rest.read_time(&mut written.time)
            .ok_or_else(|| Fault::new(rest.at, "a time is written with two digits each, 06:00 or 06:00:30"))?;
        let at = rest.at;
        written.offset = rest
            .read_offset()
            .ok_or_else(|| Fault::new(at, "an offset from UTC is written Z, +01:00 or -05:00, up to 14 hours"))?;
        Ok(written)
    }

    /// The day and time that the numbers name.
    pub(super) fn civil(&self) -> Result<(Day, DateTime), Fault> {
        let [year, month, day] = self.day;
        if year == 0 {
            return Err(Fault::new(0, "a publication date lies in the years 1 to 9999"));
        }
        // Four and two digits: neither conversion can fail.
        let narrow = |number: u16| i8::try_from(number).unwrap_or(i8::MAX);
        let of_year = i16::try_from(year).unwrap_or(i16::MAX);
        let no_day = || Fault::new(5, "there is no such day in the calendar");
        let date = Date::new(of_year, narrow(month), narrow(day)).map_err(|_| no_day())?;
        let part = |number: u16| u8::try_from(number).unwrap_or(u8::MAX);
        let day = Day::new(year.into(), part(month), part(day)).ok_or_else(no_day)?;
        let [hour, minute, second] = self.time.map(narrow);
        let time = Time::new(hour, minute, second, 0)
            .map_err(|_| Fault::new(11, "there is no such time of day: it runs from 00:00:00 to 23:59:59"))?;
        Ok((day, date.to_datetime(time)))
    }
}

/// What of a text is still to be read.
struct Rest<'a> {
    text: &'a str,
    at: usize,
}

impl Rest<'_> {
    fn left(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn is_done(&self) -> bool {
        self.left().is_empty()
    }

    fn take<const N: usize>(&mut self, any: [char; N]) -> bool {
        let found = self.left().starts_with(any);
        self.at += usize::from(found);
        found
    }

    fn after(&mut self, separator: char) -> Option<&mut Self> {
        self.take([separator]).then_some(self)
    }

    /// A number of just so many digits.
    fn number(&mut self, digits: usize) -> Option<u16> {
        let text = self.left().get(..digits)?;
        let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
        self.at += digits;
        Some(number)
    }

    fn read_time(&mut self, time: &mut [u16; 3]) -> Option<()> {
        time[0] = self.number(2)?;
        time[1] = self.after(':')?.number(2)?;
        if self.take([':']) {
            time[2] = self.number(2)?;
            if self.take(['.', ',']) {
                let digits = self.left().bytes().take_while(u8::is_ascii_digit).count();
                self.at += digits;
                return (digits > 0).then_some(());
            }
        }
        Some(())
    }

    /// The offset up to the end of the text; the inner `None` where there is none.
    fn read_offset(&mut self) -> Option<Option<Offset>> {
        if self.is_done() {
            return Some(None);
        }
        self.take([' ']);
        if self.take(['Z', 'z']) {
            return self.is_done().then_some(Some(Offset::UTC));
        }
        let sign = if self.take(['-']) { -1 } else { self.take(['+']).then_some(1)? };
        let hours = i32::from(self.number(2)?);
        self.take([':']);
        let minutes = if self.is_done() { 0 } else { i32::from(self.number(2)?) };
        let total = hours * 3600 + minutes * 60;
        if !self.is_done() || minutes > 59 || total > 14 * 3600 {
            return None;
        }
        Offset::from_seconds(sign * total).ok().map(Some)
    }
}
