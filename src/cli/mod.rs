//! The command line: what may be asked, and how it is answered.

mod answers;
mod args;
mod build;
mod check;
mod clock;
mod closing;
mod completions;
mod create;
mod init;
mod inputs;
mod interrupt;
mod mend;
mod new;
mod progress;
mod publish;
mod report;
mod schema;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod teller;
mod templates;
mod timings;

use std::process::ExitCode;

pub use args::Cli;
use args::Command;
use clap::Parser as _;

/// How a run ended (see README, "Exit status").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Done,
    ContentHasErrors,
    BadCommandLine,
    MachineFailed,
    /// It was asked to end, by this signal.
    Interrupted(u8),
}

impl Outcome {
    fn status(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::ContentHasErrors => 1,
            Outcome::BadCommandLine => 2,
            Outcome::MachineFailed => 3,
            Outcome::Interrupted(signal) => 128 + signal,
        }
    }
}

/// Reads the command line, does what it asks, and says how that went.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    interrupt::outlive_limits();
    let outcome = match cli.command {
        Command::Init(args) => init::init(&cli.root, &args),
        Command::New(args) => new::new(&cli.root, &args),
        Command::Build(args) => build::build(&cli.root, &args),
        Command::Check(args) => check::check(&cli.root, &args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::serve(&cli.root, &args),
        Command::Publish(args) => publish::publish(&cli.root, &args),
        Command::Schema(args) => schema::schema(&args),
        Command::Templates(args) => templates::templates(&args),
        Command::Completions(args) => completions::completions(&args),
    };
    // A script that got half a result must not take it for whole.
    let outcome = if report::all_written() { outcome } else { Outcome::MachineFailed };
    ExitCode::from(outcome.status())
}
