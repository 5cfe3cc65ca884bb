//! `dateline templates`: the templates and the files of words that the binary holds.

use std::borrow::Cow;

use super::Outcome;
use super::args::TemplatesArgs;
use super::report::{fail, out};
use crate::model::{LANGUAGES, closest};
use crate::render::theme::BUILTIN;

/// The files of `templates/` by their names.
fn builtin() -> impl Iterator<Item = (Cow<'static, str>, &'static str)> {
    let words = LANGUAGES.iter().map(|words| (format!("words/{}.yaml", words.lang).into(), words.text));
    BUILTIN.iter().map(|(name, text)| (Cow::Borrowed(*name), *text)).chain(words)
}

/// Prints a template that the binary holds, or which there are.
pub(super) fn templates(args: &TemplatesArgs) -> Outcome {
    let names: Vec<_> = builtin().map(|(name, _)| name).collect();
    let Some(wanted) = &args.name else {
        out(&names.join("\n"));
        return Outcome::Done;
    };
    let wanted = wanted.strip_prefix("builtin/").unwrap_or(wanted);
    match builtin().find(|(name, _)| *name == wanted) {
        Some((_, text)) => {
            out(text.trim_end_matches('\n'));
            Outcome::Done
        }
        None => {
            let near = closest(wanted, names.iter().map(|name| &**name))
                .map_or_else(String::new, |near| format!(" (did you mean {near}?)"));
            fail(&format!("there is no built-in template {wanted}{near}: `dateline templates` lists them"));
            Outcome::BadCommandLine
        }
    }
}
