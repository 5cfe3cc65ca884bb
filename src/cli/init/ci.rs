//! What lets a host check and publish a site by itself. There is no binary to fetch yet: each file says where Dateline
//! comes from, and that this is for its reader to decide.

use crate::cli::args::Host;

/// The oldest Rust that compiles Dateline.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// The files that a host needs: where each goes, what it is, what stands in it.
pub(super) fn files(host: Host) -> Vec<(&'static str, &'static str, String)> {
    let build = ("ci/build.sh", "how the host builds the site", include_str!("ci/build.sh"));
    let files = match host {
        Host::Github => vec![(
            ".github/workflows/site.yml",
            "for GitHub: checks pull requests, publishes main",
            include_str!("ci/github.yml"),
        )],
        Host::Gitlab => vec![(
            ".gitlab-ci.yml",
            "for GitLab: checks merge requests, publishes the default branch",
            include_str!("ci/gitlab-ci.yml"),
        )],
        Host::Netlify => {
            vec![("netlify.toml", "for Netlify: what it runs and publishes", include_str!("ci/netlify.toml")), build]
        }
        Host::Cloudflare => {
            vec![("wrangler.toml", "for Cloudflare Pages: what it publishes", include_str!("ci/wrangler.toml")), build]
        }
    };
    let filled = |text: &str| text.replace("@VERSION@", env!("CARGO_PKG_VERSION")).replace("@RUST@", RUST);
    files.into_iter().map(|(path, about, text)| (path, about, filled(text))).collect()
}

/// What has to be done by hand, once.
pub(super) fn next(host: Host) -> &'static str {
    match host {
        Host::Github => {
            "\n  1. Read the comments in .github/workflows/site.yml: they say where Dateline comes from.\n  \
             2. In the repository's settings, under Pages, choose \"GitHub Actions\" as the source.\n  \
             3. Commit and push."
        }
        Host::Gitlab => {
            "\n  1. Read the comments in .gitlab-ci.yml: they say where Dateline comes from.\n  2. Commit and push."
        }
        Host::Netlify => {
            "\n  1. Read the comments in ci/build.sh: they say where Dateline comes from.\n  \
             2. Commit, push, and connect the repository at Netlify."
        }
        Host::Cloudflare => {
            "\n  1. Read the comments in ci/build.sh: they say where Dateline comes from.\n  \
             2. Put your project's name into wrangler.toml.\n  \
             3. Commit, push, and connect the repository at Cloudflare Pages with this build command: bash ci/build.sh"
        }
    }
}
