"""The revision that a release is made from: that of a tree in which nothing else stands."""

from __future__ import annotations

import subprocess
from pathlib import Path

from editions.findings import Finding, FindingsError, printable
from editions.phrases import phrase, phrases

RULE = "release-source"
_SHOWN = 10


def clean_revision(root: Path) -> str:
    """Return the name of the commit that the tree around *root* is, and is alone.

    Raises:
        FindingsError: it is in no repository, or something in it is not committed.
    """
    revision = _git(root, "rev-parse", "--verify", "HEAD").strip()
    entries = _git(
        root, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"
    ).split("\0")
    changed = [entry for entry in entries if entry]
    if changed:
        names = [printable(entry[3:] or entry) for entry in changed[:_SHOWN]]
        more = len(changed) - _SHOWN
        message = phrase("it is not committed; commit it, remove it, or let .gitignore name it")
        findings = [Finding(name, 0, message, RULE) for name in names]
        if more > 0:
            message = phrases(
                more, "{number} more is not committed", "{number} more are not committed"
            )
            findings.append(Finding("…", 0, message, RULE))
        raise FindingsError(findings)
    return revision


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, encoding="utf-8", errors="replace"
        )
    except OSError as error:
        message = phrase(
            "cannot be run ({strerror}); a release is made from a commit", strerror=error.strerror
        )
        raise FindingsError.for_file("git", message, RULE) from error
    if done.returncode:
        said = printable(" ".join(done.stderr.split()))
        message = phrase(
            "git says: {said}; a release is made from a commit of a repository", said=said
        )
        raise FindingsError.for_file(str(root), message, RULE)
    return done.stdout
