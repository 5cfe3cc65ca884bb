//! Arguments in, exit status out.

use std::process::ExitCode;

// A build makes and drops millions of small things on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dateline::cli::run()
}
