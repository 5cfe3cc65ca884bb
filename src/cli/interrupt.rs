//! Signals: a build that is asked to end clears its stage away first, and a limit on files is an error as any other.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

/// The signal that asked a build to end; none is 0.
static ASKED: AtomicU8 = AtomicU8::new(0);

/// Whether there is something to clear away.
static IS_CLEARING: AtomicBool = AtomicBool::new(false);

/// The signal that asked a build to end, once one did.
pub(super) fn interrupted() -> Option<u8> {
    Some(ASKED.load(Ordering::Relaxed)).filter(|signal| *signal != 0)
}

/// While it lives, a signal is waited out: whoever writes sees by [`interrupted`] that it has to end.
pub(super) struct Clearing(());

impl Clearing {
    pub(super) fn begin() -> Clearing {
        IS_CLEARING.store(true, Ordering::Relaxed);
        Clearing(())
    }
}

impl Drop for Clearing {
    fn drop(&mut self) {
        IS_CLEARING.store(false, Ordering::Relaxed);
    }
}

/// Takes Ctrl-C and SIGTERM from now on: the process ends at once, or as soon as it has cleared away, and at the second
/// signal in any case. Where that can't be set up, they end it as they always do, and the next build clears away.
#[cfg(unix)]
pub(super) fn listen() {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    let Some(runtime) = runtime() else { return };
    let wait = |number: u8, mut signals: Signal| {
        runtime.spawn(async move {
            while signals.recv().await.is_some() {
                if !IS_CLEARING.load(Ordering::Relaxed) || ASKED.swap(number, Ordering::Relaxed) != 0 {
                    std::process::exit(128 + i32::from(number));
                }
            }
        })
    };
    {
        let _entered = runtime.enter();
        for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
            if let (Ok(signals), Ok(number)) = (signal(kind), u8::try_from(kind.as_raw_value())) {
                drop(wait(number, signals));
            }
        }
    }
    let waiting = std::thread::Builder::new().name("signals".to_owned());
    // Without a thread nobody would hear them: then the process has too little to do anything else.
    let _ = waiting.spawn(move || runtime.block_on(std::future::pending::<()>()));
}

#[cfg(not(unix))]
pub(super) fn listen() {}

/// What listens to signals; none where this process may not open as many files as that takes, which `tokio` takes for
/// granted.
#[cfg(unix)]
fn runtime() -> Option<tokio::runtime::Runtime> {
    use std::os::unix::net::UnixStream;
    let room: Result<Vec<_>, _> = (0..4).map(|_| UnixStream::pair()).collect();
    drop(room.ok()?);
    tokio::runtime::Builder::new_current_thread().enable_io().build().ok()
}

/// A file that grows beyond the limit of its process (`ulimit -f`) is an error with a path from now on, and not the end of
/// the process without a word.
#[cfg(unix)]
pub(super) fn outlive_limits() {
    use tokio::signal::unix::{SignalKind, signal};
    let Some(runtime) = runtime() else { return };
    let _entered = runtime.enter();
    // Once something listened to a signal, it ends the process no more.
    drop(signal(SignalKind::from_raw(rustix::process::Signal::XFSZ.as_raw())));
}

#[cfg(not(unix))]
pub(super) fn outlive_limits() {}
