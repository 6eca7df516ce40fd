"""A git repository for tests, with no settings of the machine's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

#: Nobody in particular, and nothing from outside.
ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_NAME": "Test" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "test@example.org" for who in ("AUTHOR", "COMMITTER")},
}


def commit_all(root: Path) -> None:
    """Commit everything under *root*, in a repository of its own."""
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "All"]):
        subprocess.run(["git", *command], cwd=root, env=os.environ | ENVIRONMENT, check=True)
