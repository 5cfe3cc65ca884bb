//! The one place that reads the wall clock.

#![expect(clippy::disallowed_methods, reason = "the clock and its stand-ins are read here and nowhere else")]

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::Config;
use crate::model::Moment;

/// The moment that `--as-of` names.
///
/// # Errors
/// When it can't be read as a moment, in words.
pub(super) fn as_of(text: &str, config: &Config) -> Result<Timestamp, String> {
    match Moment::parse(text, &config.timezone) {
        Ok(moment) => Ok(moment.at()),
        Err(error) => {
            let help = error.help.map_or_else(String::new, |help| format!(" ({help})"));
            Err(format!("--as-of: {}{help}", error.message))
        }
    }
}

/// The moment that it is now: `SOURCE_DATE_EPOCH`, else the clock.
///
/// # Errors
/// When the variable can't be read as a moment, in words.
pub(super) fn now() -> Result<Timestamp, String> {
    if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        let moment = text.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        return moment.ok_or_else(|| format!("SOURCE_DATE_EPOCH: `{text}` is not a number of seconds"));
    }
    Ok(Timestamp::now())
}

/// The day that it is now in the site's time zone.
///
/// # Errors
/// As [`now`].
pub(super) fn today(config: &Config) -> Result<Date, String> {
    Ok(config.timezone.to_datetime(now()?).date())
}

/// Measures how long a run takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    pub(super) fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    pub(super) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}
