//! `dateline schema`.

mod markdown;
mod shape;
mod snippets;

use clap::ValueEnum as _;

use super::Outcome;
use super::args::{SchemaArgs, SchemaFormat, SchemaKind};
use super::report::out;
use crate::config;
use crate::model::schema_of;
use crate::parse::front_matter::{RawActor, RawBriefing, RawLocation, RawPage, RawPublisher};

/// Prints the schema of a kind of file, or which kinds there are.
pub(super) fn schema(args: &SchemaArgs) -> Outcome {
    match args.kind {
        Some(kind) => out(&match args.format {
            SchemaFormat::Json => text(kind),
            SchemaFormat::Markdown => markdown::reference(&of(kind)),
            SchemaFormat::Snippets => snippets(kind),
        }),
        None => {
            let kinds = SchemaKind::value_variants().iter().filter_map(SchemaKind::to_possible_value);
            let lines = kinds.map(|kind| {
                let help = kind.get_help().map(ToString::to_string).unwrap_or_default();
                format!("{:<10} {help}", kind.get_name())
            });
            out(&lines.collect::<Vec<_>>().join("\n"));
        }
    }
    Outcome::Done
}

/// The schema of a kind of file as JSON, without a line break at its end.
pub(super) fn text(kind: SchemaKind) -> String {
    format!("{:#}", of(kind))
}

/// The snippets of a kind of file as JSON, without a line break at its end.
pub(super) fn snippets(kind: SchemaKind) -> String {
    format!("{:#}", snippets::snippets(&of(kind)))
}

fn of(kind: SchemaKind) -> serde_json::Value {
    match kind {
        SchemaKind::Briefing => schema_of::<RawBriefing>(),
        SchemaKind::Actor => schema_of::<RawActor>(),
        SchemaKind::Location => schema_of::<RawLocation>(),
        SchemaKind::Publisher => schema_of::<RawPublisher>(),
        SchemaKind::Page => schema_of::<RawPage>(),
        SchemaKind::Config => config::schema(),
    }
}
