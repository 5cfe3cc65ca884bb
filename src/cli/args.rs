//! What may be asked on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns a folder of briefings into a site that says who, where, when, and says who.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, arg_required_else_help = true, max_term_width = 96)]
#[command(after_help = "A site is a folder with content/briefings/*.md. `dateline build` makes public/ of it.")]
pub struct Cli {
    /// The site's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the site into its output folder
    ///
    /// Reads content/, templates/ and static/, and writes public/ in one go: until the new site is
    /// whole, the old one stays. With a mistake in the content nothing is written.
    #[command(after_help = BUILD_HELP)]
    Build(BuildArgs),
    /// Look for mistakes without writing anything
    ///
    /// Does all that a build does, in memory, and reports every mistake of every file at once.
    #[command(after_help = EXIT_HELP)]
    Check(CheckArgs),
}

const EXIT_HELP: &str =
    "Exit status: 0 done; 1 the content has errors; 2 the command line is wrong; 3 the machine failed.";
const BUILD_HELP: &str = "Drafts, briefings of the future, embargoed ones and those marked above the site's `tlp` are left out \
with all that only they mention. The last line says what was held back.\n\n\
Exit status: 0 done; 1 the content has errors; 2 the command line is wrong; 3 the machine failed.";

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// Write to this folder instead of the one in dateline.yaml (public/)
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Args)]
pub(super) struct CommonArgs {
    /// The address where the site will stand, instead of the one in dateline.yaml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Show drafts too, for a look
    #[arg(long)]
    pub(super) drafts: bool,
    /// Show what is dated in the future or under embargo too, for a look
    #[arg(long)]
    pub(super) future: bool,
    /// Build as if it were this moment: 2026-01-05, or 2026-01-05T06:00Z
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,
    /// How mistakes are reported
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people: the line with its place underlined, to standard error
    Text,
    /// For programs: one JSON object, to standard output
    Json,
    /// For GitHub: annotations of a workflow, to standard output
    Github,
}
