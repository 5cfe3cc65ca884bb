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

/// The stack of each thread that reads and renders, in bytes: components may call each other twenty levels deep, and what
/// lies deep in each other in a text has bounds that are wider than the two megabytes of a thread. Only what is used is taken.
const STACK: usize = 16 << 20;

/// Reads the command line, does what it asks, and says how that went.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    interrupt::outlive_limits();
    // Where there is a pool already, it has its own.
    let _ = rayon::ThreadPoolBuilder::new().stack_size(STACK).build_global();
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
