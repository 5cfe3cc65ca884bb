//! What may be asked on the command line.

#[cfg(feature = "serve")]
use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::model::Slug;

/// Turns a folder of briefings into a site that says who, where, when, and says who.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, arg_required_else_help = true, max_term_width = 96)]
#[command(after_help = "A site is a folder with content/briefings/*.md. `dateline build` makes public/ of it.\n\
To begin one: `dateline init harbour`, then `cd harbour`, then `dateline build`.")]
pub struct Cli {
    /// The site's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Begin a site: a small example that builds at once
    ///
    /// Writes a briefing with its actor, location and publisher, a page about the site, dateline.yaml,
    /// and what VS Code needs to help. Comments in each file say what may be written there. Nothing
    /// that is there already is touched. `--ci` adds what a host needs to build the site.
    #[command(after_help = INIT_HELP)]
    Init(InitArgs),
    /// Write a new briefing, actor, location or publisher
    ///
    /// Makes a file with the keys that are used most, ready to be filled in, and prints where it is.
    /// Its name comes from NAME. A file that is there already is never overwritten.
    #[command(after_help = NEW_HELP)]
    New(NewArgs),
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
    /// Look at the site while you write
    ///
    /// Renders a page when your browser asks for it, and again when a file is saved: the browser follows by itself.
    /// Drafts and what is dated in the future are shown, each with its mark. With a mistake the last good edition
    /// stays, and the page tells of the mistake.
    #[cfg(feature = "serve")]
    #[command(after_help = SERVE_HELP)]
    Serve(ServeArgs),
    /// Build the site and send it to where it is read
    ///
    /// Builds, shows what would change at the target, and sends just that. Targets are named in dateline.yaml; with one
    /// only, TARGET may be left out. Files at the target that Dateline did not publish stay as they are.
    #[command(after_help = PUBLISH_HELP)]
    Publish(PublishArgs),
    /// Print what may be written in a kind of file, for editors
    ///
    /// Prints JSON Schema (draft 2020-12): every key with what it means, which words it takes and which
    /// forms. An editor that reads it completes keys and underlines mistakes. `--format markdown` prints
    /// the same as a text for people. Without KIND, lists the kinds.
    #[command(after_help = SCHEMA_HELP)]
    Schema(SchemaArgs),
    /// Print a built-in template, to begin one of your own with
    ///
    /// `dateline templates briefing.html > templates/briefing.html` takes the whole of it over; what extends
    /// "builtin/briefing.html" changes parts only. Without NAME, lists the templates.
    Templates(TemplatesArgs),
    /// Print what lets your shell complete commands with the Tab key
    #[command(after_help = COMPLETIONS_HELP)]
    Completions(CompletionsArgs),
}

const INIT_HELP: &str = "Examples:\n  dateline init harbour\n  dateline init --ci github\n\n\
Exit status: 0 done; 2 all that would be written is there already; 3 the machine failed.";
const NEW_HELP: &str = "Examples:\n  dateline new briefing \"Ferry berth closes after the storm\"\n  \
dateline new actor Larkhaven Harbour Authority\n\n\
A new briefing is dated today and is a draft: no build shows it until you remove the line `status: draft`, but \
`dateline build --drafts` does.\n\n\
Exit status: 0 done; 2 the command line is wrong, or the file is there already; 3 the machine failed.";
#[cfg(feature = "serve")]
const SERVE_HELP: &str = "What authors should know (mistakes, drafts and embargoes with their times, doubtful names, sources \
without a copy in an archive) is at /__dateline/. Only this machine is answered unless --bind says otherwise.\n\n\
Exit status: 2 the command line is wrong; 3 the machine failed, or no port is free.";
const SCHEMA_HELP: &str = "`dateline init` sets VS Code up with the schema of dateline.yaml. By hand:\n  \
dateline schema config > schemas/config.json\n\
and as the first line of dateline.yaml:\n  # yaml-language-server: $schema=schemas/config.json\n\
In a briefing VS Code completes the keys by the snippets in .vscode/, which `--format snippets` prints.";
const COMPLETIONS_HELP: &str = "Where the output goes:\n  \
bash        ~/.local/share/bash-completion/completions/dateline\n  \
zsh         a file _dateline in a folder of your $fpath\n  \
fish        ~/.config/fish/completions/dateline.fish\n  \
elvish      at the end of ~/.config/elvish/rc.elv\n  \
powershell  at the end of the file that $PROFILE names\n\n\
For example: dateline completions fish > ~/.config/fish/completions/dateline.fish";
const EXIT_HELP: &str =
    "Exit status: 0 done; 1 the content has errors; 2 the command line is wrong; 3 the machine failed.";
const BUILD_HELP: &str = "Drafts, briefings of the future, embargoed ones and those marked above the site's `tlp` are left out \
with all that only they mention. The last line says what was held back.\n\n\
Exit status: 0 done; 1 the content has errors; 2 the command line is wrong; 3 the machine failed.";

const PUBLISH_HELP: &str = "Examples of targets, in dateline.yaml:\n  publish:\n    share: {kind: directory, path: /srv/www/briefings}\n    \
live: {kind: git, remote: origin, branch: gh-pages}\n    \
bucket: {kind: s3, bucket: briefings, region: eu-central-1}\n\n\
Git asks for passwords itself. S3 takes AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile AWS_PROFILE of \
~/.aws/credentials.\n\n\
Exit status: 0 done; 1 the content or dateline.yaml has errors, or the plan was refused; 2 the command line, or what dateline.yaml \
says of the target, can't be used; 3 the target, the network or the machine failed, or credentials are missing";

/// What `publish` may be asked.
#[derive(Debug, Args)]
pub(super) struct PublishArgs {
    /// The target, by its name in dateline.yaml
    #[arg(value_name = "TARGET")]
    pub(super) target: Option<String>,
    /// Show what would be done; nothing at the target is changed
    #[arg(long, short = 'n')]
    pub(super) dry_run: bool,
    /// Remove at most so many files at the target
    #[arg(long, value_name = "NUMBER", default_value_t = 256)]
    pub(super) max_deletes: usize,
    /// Take over files at the target that stand where the site has one
    #[arg(long)]
    pub(super) adopt: bool,
    /// Bring back the version before the last publish; builds nothing
    #[arg(long, conflicts_with_all = ["dry_run", "adopt"])]
    pub(super) rollback: bool,
    /// The address where the site will stand, instead of the one in dateline.yaml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,
    /// How the plan is written
    #[arg(long, value_enum, default_value_t = PlanFormat::Text)]
    pub(super) format: PlanFormat,
}

/// How a plan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanFormat {
    /// For people: how many files of each sort
    Text,
    /// For programs: one JSON object with every route, to standard output
    Json,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder for the site; it is made if it is not there [default: this folder]
    #[arg(value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,
    /// Write also what lets a host check and publish the site by itself; where there is a site already, only that
    #[arg(long, value_enum, value_name = "HOST")]
    pub(super) ci: Option<Host>,
}

/// Who builds and publishes a site when something is pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Host {
    /// GitHub Pages, by a workflow
    Github,
    /// GitLab Pages, by a pipeline
    Gitlab,
    /// Netlify, by netlify.toml
    Netlify,
    /// Cloudflare Pages, by wrangler.toml and a build command
    Cloudflare,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// What to write
    #[arg(value_enum)]
    pub(super) kind: NewKind,
    /// Its title or name; several words need no quotes
    #[arg(required = true, value_name = "NAME")]
    pub(super) name: Vec<String>,
    /// Its id and file name, instead of those made from NAME
    #[arg(long, value_name = "ID", value_parser = slug)]
    pub(super) id: Option<Slug>,
}

fn slug(text: &str) -> Result<Slug, String> {
    Slug::new(text).map_err(|error| {
        let help = error.suggestion.map_or_else(String::new, |slug| format!("; write {slug}"));
        format!("{}{help}", error.message)
    })
}

/// What `new` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// A briefing, in content/briefings/
    Briefing,
    /// The profile of a person, an organization or whoever acts, in content/actors/
    Actor,
    /// The profile of a place, in content/locations/
    Location,
    /// The profile of a source that briefings rely on, in content/publishers/
    Publisher,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// The kind of file
    #[arg(value_enum)]
    pub(super) kind: Option<SchemaKind>,
    /// For whom it is written
    #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
    pub(super) format: SchemaFormat,
}

/// How `schema` describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaFormat {
    /// For editors: JSON Schema (draft 2020-12)
    Json,
    /// For people: each key under a heading of its own
    Markdown,
    /// For VS Code and editors that read its snippets: each key with what it may begin with
    Snippets,
}

/// What `schema` describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaKind {
    /// The front matter of content/briefings/**/*.md
    Briefing,
    /// The front matter of content/actors/*.md
    Actor,
    /// The front matter of content/locations/*.md
    Location,
    /// The front matter of content/publishers/*.md
    Publisher,
    /// The front matter of content/pages/**/*.md
    Page,
    /// dateline.yaml
    Config,
}

#[derive(Debug, Args)]
pub(super) struct TemplatesArgs {
    /// The template: briefing.html, components/date.html, assets/style.css, words/en.yaml
    pub(super) name: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    /// Write to this folder instead of the one in dateline.yaml (public/)
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: CommonArgs,
    /// Say how long each phase took, what it made, and the most memory so far, to standard error
    #[arg(long)]
    pub(super) timings: bool,
    /// Write when each phase and each page was made, and by which thread, for chrome://tracing or ui.perfetto.dev
    #[arg(long, value_name = "FILE")]
    pub(super) trace: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,
    /// Say what is held back, why, and when it would appear, instead of looking for mistakes
    #[arg(long)]
    pub(super) embargoed: bool,
    /// Say which briefings lean on an actor, a location or a publisher, and what in them
    #[arg(long, value_name = "ID", conflicts_with = "embargoed")]
    pub(super) affected_by: Option<String>,
}

/// What `serve` may be asked.
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The port; where it is taken, the next free one. 0 takes any
    #[arg(long, short, value_name = "PORT", default_value_t = 4000)]
    pub(super) port: u16,
    /// Open the site in your browser
    #[arg(long, short)]
    pub(super) open: bool,
    /// The address to listen at; 0.0.0.0 answers other machines too
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = bind)]
    pub(super) bind: IpAddr,
    /// Look for changes again and again, where the system does not tell of them: shared folders, containers
    #[arg(long)]
    pub(super) poll: bool,
    /// Leave out drafts and what is dated in the future or under embargo, as a build does
    #[arg(long)]
    pub(super) published: bool,
    /// Show drafts (they are shown unless --published is given)
    #[arg(long, conflicts_with = "published")]
    pub(super) drafts: bool,
    /// Show what is dated in the future or under embargo (it is shown unless --published is given)
    #[arg(long, conflicts_with = "published")]
    pub(super) future: bool,
    /// What links to source files open: vscode, file, or an address with {path} and {line}
    #[arg(long, value_name = "EDITOR", default_value = "vscode", value_parser = editor)]
    pub(super) editor: Editor,
    /// The address where the site will stand, instead of the one in dateline.yaml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
}

/// What opens a file.
#[cfg(feature = "serve")]
#[derive(Debug, Clone)]
pub(super) enum Editor {
    Vscode,
    File,
    Pattern(String),
}

#[cfg(feature = "serve")]
fn editor(text: &str) -> Result<Editor, String> {
    match text {
        "vscode" => Ok(Editor::Vscode),
        "file" => Ok(Editor::File),
        pattern
            if pattern.contains("{path}") && !pattern.trim_start().to_ascii_lowercase().starts_with("javascript:") =>
        {
            Ok(Editor::Pattern(pattern.to_owned()))
        }
        _ => {
            Err("write vscode, file, or an address with {path} in it, such as idea://open?file={path}&line={line}"
                .into())
        }
    }
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
    /// Show the site as it stood at this moment: 2026-01-05, or 2026-01-05T06:00Z; after now for a look only
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

/// An address to listen at.
#[cfg(feature = "serve")]
fn bind(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(IpAddr::from([127, 0, 0, 1])),
        _ => {
            text.parse().map_err(|_| "write an IP address: 127.0.0.1, or 0.0.0.0 for all of this machine's".to_owned())
        }
    }
}
