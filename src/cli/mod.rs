//! The command line: what may be asked, and how it is answered.

mod answers;
mod args;
mod build;
mod clock;
mod closing;
mod completions;
mod create;
mod init;
mod inputs;
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
    Done = 0,
    ContentHasErrors = 1,
    BadCommandLine = 2,
    MachineFailed = 3,
}

/// Reads the command line, does what it asks, and says how that went.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Init(args) => init::init(&cli.root, &args),
        Command::New(args) => new::new(&cli.root, &args),
        Command::Build(args) => build::build(&cli.root, &args),
        Command::Check(args) => build::check(&cli.root, &args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::serve(&cli.root, &args),
        Command::Publish(args) => publish::publish(&cli.root, &args),
        Command::Schema(args) => schema::schema(&args),
        Command::Templates(args) => templates::templates(&args),
        Command::Completions(args) => completions::completions(&args),
    };
    // A script that got half a result must not take it for whole.
    let outcome = if report::all_written() { outcome } else { Outcome::MachineFailed };
    ExitCode::from(outcome as u8)
}
