#!/usr/bin/env bash
# Builds the site on the host that publishes it; what is given to it is given to `dateline build`.
#
# If the site is not at the root of the repository, add `--root FOLDER` to the last line.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$HOME/.cargo/bin:$PATH"

# Compiles Dateline, which takes some minutes where the host keeps nothing between two builds. It needs Rust @RUST@ or
# newer, and a C compiler. Where Dateline comes from is said here: from crates.io, or in place of `--version @VERSION@`
# from a repository that you trust, by `--git ADDRESS`.
if ! command -v dateline >/dev/null; then
  if ! command -v rustup >/dev/null; then
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal
  fi
  rustup toolchain install stable --profile minimal
  cargo +stable install dateline --version @VERSION@ --locked
fi

# A preview of Cloudflare Pages stands at an address of its own. If your site is not published from the branch main, change
# that here.
if [[ -n ${CF_PAGES_URL:-} && ${CF_PAGES_BRANCH:-main} != main ]]; then
  set -- --base-url "$CF_PAGES_URL" "$@"
fi

dateline build --strict "$@"
