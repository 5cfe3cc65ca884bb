"""What `dateline init --ci` writes, read by others: workflows by the schemas of GitHub and GitLab that check-jsonschema
brings, TOML by Python, the script by bash.

`workflows.py SITES DATELINE`: prints one JSON list a check: [what, where, *problems].
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from feeds import tell

GITHUB = ["--builtin-schema", "vendor.github-workflows"]
GITLAB = ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]


def said(*command):
    """What a command says that fails."""
    run = subprocess.run(command, capture_output=True, text=True)
    return [] if run.returncode == 0 else [(run.stdout + run.stderr).strip()]


def toml(path, *keys):
    """What is wrong with a TOML file that has to say something under keys."""
    value = tomllib.loads(path.read_text("utf-8"))
    for key in keys:
        value = value.get(key, {})
    return [] if value else [f"nothing under {keys}"]


def main(dateline):
    schema = [sys.executable, "-m", "check_jsonschema"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for host in ("github", "gitlab", "netlify", "cloudflare"):
            tell("init --ci", host, said(dateline, "init", "--root", str(root / host), "--ci", host))
        github = root / "github/.github/workflows/site.yml"
        tell("init --ci", "its workflow", said(*schema, *GITHUB, str(github)))
        tell("init --ci", "its pipeline", said(*schema, *GITLAB, str(root / "gitlab/.gitlab-ci.yml")))
        tell("init --ci", "netlify.toml", toml(root / "netlify/netlify.toml", "build", "publish"))
        tell("init --ci", "wrangler.toml", toml(root / "cloudflare/wrangler.toml", "pages_build_output_dir"))
        tell("init --ci", "build.sh", said("bash", "-n", str(root / "netlify/ci/build.sh")))


if __name__ == "__main__":
    main(sys.argv[2])
