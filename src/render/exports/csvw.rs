//! What the tables hold, for machines: "Metadata Vocabulary for Tabular Data" (CSV on the Web, W3C 2015).

use serde_json::{Map, Value, json};

use super::columns::{self, Column, LIST, Type};
use crate::plan::DataFile;
use crate::render::Site;

/// `csv-metadata.json`
pub(super) fn write(site: &Site<'_>) -> Vec<u8> {
    let tables = [
        table(DataFile::EventsCsv, "Dates", &columns::events()),
        table(DataFile::ActorsCsv, "Actors", &columns::actors()),
        table(DataFile::ClaimsCsv, "Claims", &columns::claims()),
    ];
    let mut out = Map::new();
    out.insert("@context".into(), "http://www.w3.org/ns/csvw".into());
    out.insert("dc:title".into(), (*site.config.title).into());
    if let Some(publisher) = &site.config.publisher {
        out.insert("dc:publisher".into(), (*publisher.name).into());
    }
    if let Some(licence) = &site.config.licence {
        let said = licence.url.as_ref().map_or_else(|| json!(*licence.name), |url| json!({"@id": url.as_str()}));
        out.insert("dc:license".into(), said);
    }
    // A mark at the beginning, lines that end as in RFC 4180: both are what the standard expects.
    out.insert("dialect".into(), json!({"encoding": "utf-8", "header": true}));
    out.insert("tables".into(), tables.to_vec().into());
    let mut bytes = serde_json::to_vec_pretty(&Value::Object(out)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn table<R>(file: DataFile, title: &str, columns: &[Column<R>]) -> Value {
    let columns: Vec<Value> = columns.iter().map(described).collect();
    json!({
        "url": file.file(),
        "dc:title": title,
        "tableSchema": {"columns": columns, "primaryKey": "id"},
    })
}

fn described<R>(column: &Column<R>) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), column.name.into());
    out.insert("titles".into(), column.name.into());
    out.insert("dc:description".into(), column.about.into());
    out.insert("required".into(), (column.name == "id").into());
    let datatype = match column.is {
        // A day before the year 1 or after 9999 is none of XML Schema's in every reader.
        Type::Text | Type::Texts | Type::Day => "string",
        Type::Number => "double",
        Type::Count => "nonNegativeInteger",
    };
    out.insert("datatype".into(), datatype.into());
    if column.is == Type::Texts {
        out.insert("separator".into(), LIST.into());
    }
    Value::Object(out)
}
