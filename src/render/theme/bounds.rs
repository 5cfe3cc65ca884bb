//! What one page may cost. Templates are a site's own and are trusted, but a loop in one can be wrong, and a build that
//! never ends tells nobody where.

use std::cell::Cell;
use std::io::{self, ErrorKind, Write};

use tera::{Error, Kwargs, State, Tera, TeraResult};

/// The most bytes of a page.
pub(super) const LONGEST: usize = 64 << 20;

/// The most steps of all `range()`s of a page together: the only loops that end at no list of the site.
const MOST_STEPS: usize = 100_000;

thread_local! {
    /// The steps that the page has left. A page is made by one thread, and Tera gives a function nothing to count in.
    static STEPS: Cell<usize> = const { Cell::new(MOST_STEPS) };
}

/// Where a page is written, up to its bound.
pub(super) struct Page(Vec<u8>);

impl Page {
    /// A new page, with all its steps before it.
    pub(super) fn new(capacity: usize) -> Page {
        STEPS.set(MOST_STEPS);
        Page(Vec::with_capacity(capacity))
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts a `range` with a bound in the place of Tera's.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("range", range);
}

/// `range(end=…, start=…, step_by=…)`, as Tera has it; its own bound is for each call, and two in each other have none.
fn range(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Vec<i128>> {
    let start = kwargs.get::<i128>("start")?.unwrap_or_default();
    let end = kwargs.must_get::<i128>("end")?;
    let step = kwargs.get::<i128>("step_by")?.unwrap_or(1);
    let span = match step {
        0 => return Err(Error::message("`range` takes no `step_by` of 0")),
        1.. if start > end => return Err(Error::message("`range` has a `start` after its `end`")),
        1.. => end.checked_sub(start),
        _ => Some(start.saturating_sub(end).max(0)),
    };
    let steps = span.and_then(|span| usize::try_from(span.unsigned_abs().div_ceil(step.unsigned_abs())).ok());
    let left = steps.and_then(|steps| STEPS.get().checked_sub(steps)).ok_or_else(|| {
        Error::message(format!("the ranges of this page have more than {MOST_STEPS} steps: does this loop end?"))
    })?;
    STEPS.set(left);
    Ok((0..steps.unwrap_or_default() as i128).map(|number| start + number * step).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn page(template: &str) -> Result<String, String> {
        let mut tera = Tera::new();
        register(&mut tera);
        let mut page = Page::new(0);
        tera.render_str_to(template, &Context::new(), true, &mut page).map_err(|error| error.to_string())?;
        String::from_utf8(page.into_bytes()).map_err(|error| error.to_string())
    }

    fn of(range: &str) -> Result<String, String> {
        page(&format!("{{% for i in range({range}) %}}{{{{ i }}}} {{% endfor %}}"))
    }

    #[test]
    fn a_range_is_as_teras() {
        assert_eq!(of("end=3"), Ok("0 1 2 ".into()));
        assert_eq!(of("start=2, end=7, step_by=2"), Ok("2 4 6 ".into()));
        assert_eq!(of("start=7, end=2, step_by=-2"), Ok("7 5 3 ".into()));
        assert_eq!(of("start=2, end=7, step_by=-2"), Ok(String::new()));
        assert!(of("start=7, end=2").is_err_and(|told| told.contains("a `start` after its `end`")));
        assert!(of("end=2, step_by=0").is_err_and(|told| told.contains("`step_by` of 0")));
        let (least, most) = (i128::MIN, i128::MAX);
        assert!(of(&format!("start={least}, end={most}")).is_err());
    }

    #[test]
    fn ranges_in_each_other_end() {
        let loops = |times: usize| {
            page(&format!("{}x{}", "{% for i in range(end=300) %}".repeat(times), "{% endfor %}".repeat(times)))
        };
        assert_eq!(loops(2).map(|page| page.len()), Ok(300 * 300));
        assert!(loops(3).is_err_and(|told| told.contains("more than 100000 steps")));
        assert!(of("end=100000").is_ok() && of("end=100001").is_err());
    }

    #[test]
    fn a_page_ends() {
        let text = "x".repeat(1 << 20);
        let page = |times: usize| page(&format!("{{% for i in range(end={times}) %}}{text}{{% endfor %}}"));
        assert!(page(64).is_ok());
        assert!(page(65).is_err());
    }
}
