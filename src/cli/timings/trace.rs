//! The account in the Trace Event Format, which chrome://tracing and Perfetto read.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use super::{Span, What};
use crate::pipeline::Phase;

/// The file as a whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trace<'a> {
    display_time_unit: &'static str,
    trace_events: Vec<Event<'a>>,
}

/// A span (`X`), a reading (`C`), or a name (`M`).
#[derive(Serialize)]
struct Event<'a> {
    name: &'a str,
    cat: &'static str,
    ph: &'static str,
    /// In microseconds, as all times.
    ts: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dur: Option<f64>,
    pid: u32,
    tid: usize,
    #[serde(skip_serializing_if = "Value::is_null")]
    args: Value,
}

/// Writes a lane for each thread.
#[expect(clippy::disallowed_methods, reason = "the trace goes where the command line says")]
pub(super) fn write(file: &Path, lanes: &[Vec<Span>], made: &BTreeMap<Phase, String>) -> io::Result<()> {
    let mut to = BufWriter::new(File::create(file)?);
    let trace_events = events(lanes, made);
    serde_json::to_writer(&mut to, &Trace { display_time_unit: "ms", trace_events })?;
    to.flush()
}

fn events<'a>(lanes: &'a [Vec<Span>], made: &BTreeMap<Phase, String>) -> Vec<Event<'a>> {
    let mut events = vec![named("process_name", 0, "dateline build")];
    for (tid, spans) in lanes.iter().enumerate() {
        let thread = if tid == 0 { "main".to_owned() } else { format!("worker {tid}") };
        events.push(named("thread_name", tid, &thread));
        for Span { what, began, took } in spans {
            let (name, cat, args) = match what {
                What::Phase(phase, _) => {
                    (phase.name(), "phase", made.get(phase).map_or(Value::Null, |made| json!({ "made": made })))
                }
                What::Page(kind, route) => (*kind, "page", json!({ "route": route })),
                What::Render(_) => ("render", "render", Value::Null),
                What::Write(_, bytes) => ("write", "write", json!({ "bytes": bytes })),
            };
            events.push(Event { name, cat, ph: "X", ts: micros(*began), dur: Some(micros(*took)), pid: 1, tid, args });
            if let What::Phase(_, Some(peak)) = what {
                let args = json!({ "MiB": peak >> 20 });
                let ts = micros(*began + *took);
                events.push(Event { name: "peak memory", cat: "memory", ph: "C", ts, dur: None, pid: 1, tid, args });
            }
        }
    }
    events
}

/// What the process or one of its threads is called.
fn named<'a>(what: &'a str, tid: usize, name: &str) -> Event<'a> {
    Event { name: what, cat: "", ph: "M", ts: 0.0, dur: None, pid: 1, tid, args: json!({ "name": name }) }
}

fn micros(time: Duration) -> f64 {
    time.as_nanos() as f64 / 1000.0
}
