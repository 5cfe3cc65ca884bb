//! Comma-separated values (RFC 4180), in UTF-8 with the mark by which spreadsheets know that.

use std::borrow::Cow;

use super::columns::{Column, Type};

/// The byte order mark.
const MARK: &str = "\u{feff}";

/// A table with its columns' names in the first line.
pub(super) fn write<R>(columns: &[Column<R>], rows: impl Iterator<Item = R>) -> Vec<u8> {
    let mut out = MARK.as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    // Writing to memory can't fail, and every record has as many cells.
    let _ = writer.write_record(columns.iter().map(|column| column.name));
    for row in rows {
        for column in columns {
            let _ = writer.write_field(safe(column.is, (column.cell)(&row)).as_bytes());
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    drop(writer);
    out
}

/// A cell that no spreadsheet takes for a formula: what begins as one gets an apostrophe before it (OWASP, CSV injection).
/// Numbers may have a sign; a day of a year before 1 would be reckoned out.
fn safe(is: Type, cell: Cow<'_, str>) -> Cow<'_, str> {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
    let is_formula = matches!(is, Type::Text | Type::Texts | Type::Day) && cell.starts_with(signs);
    if is_formula { format!("'{cell}").into() } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_never_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"] {
            assert!(safe(Type::Text, text.into()).starts_with('\''), "{text:?}");
            assert!(safe(Type::Texts, text.into()).starts_with('\''), "{text:?}");
        }
        assert_eq!(safe(Type::Text, "a=1".into()), "a=1");
        assert_eq!(safe(Type::Number, "-33.5".into()), "-33.5");
        assert_eq!(safe(Type::Day, "-0043-03-15".into()), "'-0043-03-15");
    }
}
