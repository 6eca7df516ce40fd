"""Read catalogs as they stood at a revision of the project's git repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

from editions.catalogs.entries import Catalog
from editions.catalogs.projects import Language
from editions.findings import EditionsError, UsageError
from editions.phrases import phrase


def catalogs_at(revision: str, language: Language, root: Path) -> dict[str, Catalog]:
    """Return the catalogs of *language* as *revision* has them, by domain.

    Raises:
        UsageError: there is no such revision.
        EditionsError: the project is in no repository.
        FindingsError: a catalog was broken then.
    """
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if commit is None:
        if _git(root, "rev-parse", "--git-dir") is None:
            raise EditionsError(
                phrase("{root}: no git repository, so nothing can be compared with it", root=root)
            )
        raise UsageError(phrase("the repository has no revision {revision!r}", revision=revision))
    name = commit.decode().strip()
    catalogs: dict[str, Catalog] = {}
    for folder in language.folders:
        # Asked from the folder of the project, git names files relative to it.
        place = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
        listed = _git(root, "ls-tree", "-r", "-z", "--name-only", name, "--", place) or b""
        for file in filter(None, listed.decode().split("\0")):
            path = root / file
            domain = path.relative_to(folder).with_suffix("").as_posix()
            if path.suffix == ".po" and domain not in catalogs:
                data = _git(root, "show", f"{name}:./{file}") or b""
                catalogs[domain] = language.parse(path, data, f"{revision}:{file}")
    return catalogs


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints, or None where it fails."""
    try:
        result = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise EditionsError(phrase("git is not installed, so no revision can be read")) from error
    return result.stdout if result.returncode == 0 else None
