//! `dateline completions`.

use clap::CommandFactory as _;

use super::Outcome;
use super::args::{Cli, CompletionsArgs};
use super::report::out;

/// Prints the script that teaches a shell the commands.
pub(super) fn completions(args: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "dateline", &mut script);
    out(String::from_utf8_lossy(&script).trim_end());
    Outcome::Done
}
