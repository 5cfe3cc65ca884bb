//! Scripts of the theme that import each other, put into one file: a page asks once, and what they share is packed once.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The script `entry` with all that it imports, each of them in a scope of its own, in the order in which they run.
///
/// `text` gives a script of the same folder by its file name. The scripts keep to two forms, each on one line:
/// `import { name, other } from "./file.js";` and `export const name`, `export function name`,
/// `export async function name`, `export async function* name`. The entry exports nothing and may wait.
pub(super) fn bundled(entry: &str, text: &impl Fn(&str) -> Option<String>) -> String {
    let (mut out, mut done) = (String::new(), BTreeSet::new());
    add(entry, true, text, &mut done, &mut out);
    out
}

/// The scripts that a text imports: their names, and by which file name.
pub(super) fn imports(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| {
        let (names, file) = line.strip_prefix("import {")?.split_once("} from \"./")?;
        Some((names.trim(), file.strip_suffix("\";")?))
    })
}

fn add(
    name: &str,
    is_entry: bool,
    text: &impl Fn(&str) -> Option<String>,
    done: &mut BTreeSet<String>,
    out: &mut String,
) {
    let Some(script) = text(name).filter(|_| done.insert(name.to_owned())) else { return };
    for (_, file) in imports(&script) {
        add(file, false, text, done, out);
    }
    if !is_entry {
        _ = writeln!(out, "const {} = (() => {{", scope(name));
    }
    for (names, file) in imports(&script) {
        _ = writeln!(out, "const {{ {names} }} = {};", scope(file));
    }
    let mut exported = Vec::new();
    for line in script.lines().filter(|line| !line.starts_with("import {")) {
        let line = line.strip_prefix("export ").inspect(|line| exported.push(declared(line))).unwrap_or(line);
        out.push_str(line);
        out.push('\n');
    }
    if !is_entry {
        _ = writeln!(out, "return {{ {} }};\n}})();", exported.join(", "));
    }
}

/// What holds the exports of a script.
fn scope(file: &str) -> String {
    format!("${}", file.trim_end_matches(".js"))
}

/// The name that a line declares.
fn declared(line: &str) -> &str {
    let name = line.trim_start_matches("async ").trim_start_matches("const ").trim_start_matches("function");
    let name = name.trim_start_matches(['*', ' ']);
    name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::bundled;
    use crate::render::theme::BUILTIN;

    #[test]
    fn what_is_imported_comes_first_and_once() {
        let text = |name: &str| match name {
            "main.js" => Some("import { b } from \"./b.js\";\nimport { a, MOST } from \"./a.js\";\nawait b(a, MOST);"),
            "b.js" => {
                Some("import { a } from \"./a.js\";\nconst own = 1;\nexport async function* b() {\nyield a(own);\n}")
            }
            "a.js" => Some("export const MOST = 2;\nexport function a(own) {\nreturn own;\n}"),
            _ => None,
        };
        let text = |name: &str| text(name).map(str::to_owned);
        insta::assert_snapshot!(bundled("main.js", &text), @r#"
        const $a = (() => {
        const MOST = 2;
        function a(own) {
        return own;
        }
        return { MOST, a };
        })();
        const $b = (() => {
        const { a } = $a;
        const own = 1;
        async function* b() {
        yield a(own);
        }
        return { b };
        })();
        const { b } = $b;
        const { a, MOST } = $a;
        await b(a, MOST);
        "#);
    }

    /// Whoever writes another form than these learns it here and not from a reader's browser.
    #[test]
    fn scripts_that_import_keep_to_the_forms_that_are_read() {
        let scripts = BUILTIN.iter().filter(|(name, _)| name.ends_with(".js"));
        let forms = ["export const ", "export function ", "export async function ", "export async function* "];
        for (name, text) in scripts {
            let import = |line: &&str| line.starts_with("import") && super::imports(line).next().is_none();
            let export = |line: &&str| line.starts_with("export") && !forms.iter().any(|form| line.starts_with(form));
            let strange = text.lines().find(|line| import(line) || export(line) || line.contains("import(\""));
            assert_eq!(strange, None, "{name}");
            assert!(!super::imports(text).any(|(names, _)| names.contains(" as ")), "{name} renames what it imports");
        }
    }
}
