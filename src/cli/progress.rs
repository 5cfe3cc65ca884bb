//! A bar for what takes a while, on a terminal only.

use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::clock::Stopwatch;

/// What takes less than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// Tells how far a build or a publish is.
pub(super) struct Progress {
    bar: ProgressBar,
    since: Stopwatch,
    shown: OnceLock<()>,
}

impl Progress {
    /// A bar over a number of things, such as "Writing" so many "pages"; nothing is drawn yet.
    pub(super) fn new(doing: &'static str, number: usize, things: &str, since: Stopwatch) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(number as u64), ProgressDrawTarget::hidden());
        // The template is ours and always right; without it indicatif draws its own.
        if let Ok(style) =
            ProgressStyle::with_template(&format!("{{msg}} {{bar:32}} {{pos}}/{{len}} {things}, {{eta}} left"))
        {
            bar.set_style(style);
        }
        bar.set_message(doing);
        Progress { bar, since, shown: OnceLock::new() }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        if self.shown.get().is_none() && self.since.elapsed() > PATIENCE {
            self.shown.get_or_init(|| {
                if is_terminal() {
                    self.bar.set_draw_target(ProgressDrawTarget::stderr());
                }
            });
        }
    }

    /// The bar goes; what it stood for is told by the closing line.
    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }
}

#[expect(clippy::disallowed_methods, reason = "progress goes to the terminal")]
fn is_terminal() -> bool {
    std::io::stderr().is_terminal()
}
