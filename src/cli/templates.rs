//! `dateline templates`.

use super::Outcome;
use super::args::TemplatesArgs;
use super::report::{fail, out};
use crate::model::closest;
use crate::render::theme::BUILTIN;

/// Prints a template that the binary holds, or which there are.
pub(super) fn templates(args: &TemplatesArgs) -> Outcome {
    let names = || BUILTIN.iter().map(|(name, _)| *name);
    let Some(wanted) = &args.name else {
        out(&names().collect::<Vec<_>>().join("\n"));
        return Outcome::Done;
    };
    let wanted = wanted.strip_prefix("builtin/").unwrap_or(wanted);
    match BUILTIN.iter().find(|(name, _)| *name == wanted) {
        Some((_, text)) => {
            out(text.trim_end_matches('\n'));
            Outcome::Done
        }
        None => {
            let near = closest(wanted, names()).map_or_else(String::new, |near| format!(" (did you mean {near}?)"));
            fail(&format!("there is no built-in template {wanted}{near}: `dateline templates` lists them"));
            Outcome::BadCommandLine
        }
    }
}
