//! Doing the same small work on many files, on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::error::WriteError;

/// More threads than this only wait for one another in the file system.
const THREADS: usize = 8;

/// Small enough to share out evenly, large enough that sharing costs nothing.
const BATCH: usize = 64;

/// A batch number behind every batch, with room to count on.
const STOP: usize = usize::MAX / 2;

/// Does `work` on each item, in no order; after the first failure no new batch is begun.
pub(super) fn each<T: Sync>(items: &[T], work: impl Fn(&T) -> Result<(), WriteError> + Sync) -> Result<(), WriteError> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS).min(items.len().div_ceil(BATCH));
    if threads < 2 {
        return items.iter().try_for_each(work);
    }
    let next = AtomicUsize::new(0);
    let take_batches = || {
        loop {
            let batch = next.fetch_add(1, Ordering::Relaxed);
            let Some(items) = items.chunks(BATCH).nth(batch) else {
                return Ok(());
            };
            if let Err(error) = items.iter().try_for_each(&work) {
                next.store(STOP, Ordering::Relaxed);
                return Err(error);
            }
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take_batches)).collect();
        let mut outcome = take_batches();
        for other in others {
            let theirs = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            outcome = outcome.and(theirs);
        }
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;

    #[test]
    fn each_item_is_worked_on_once() {
        for length in [0, 1, BATCH, BATCH + 1, 10 * BATCH + 7] {
            let items: Vec<AtomicUsize> = (0..length).map(|_| AtomicUsize::new(0)).collect();
            each(&items, |item| {
                item.fetch_add(1, Ordering::Relaxed);
                Ok(())
            })
            .expect("no failure");
            assert!(items.iter().all(|item| item.load(Ordering::Relaxed) == 1));
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        let items: Vec<usize> = (0..100 * BATCH).collect();
        let outcome = each(&items, |item| match item {
            70 => Err(WriteError::because("x", "do", ErrorKind::Other, "no")),
            _ => Ok(()),
        });
        assert!(outcome.is_err());
    }
}
