"""What was found in a catalog, kept under a name made of all that it depends on.

Several runs may share the folder: a file is written aside and renamed, and one that cannot be
read is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import editions
from editions.catalogs.safety import SafetyCheck
from editions.files.kept import read_kept
from editions.files.replacing import replace_file
from editions.phrases import packed, unpacked
from editions.rules.examining import CatalogProblem, Examined, Variant
from editions.rules.registry import Context
from editions.rules.waivers import Waiver

#: What reads Markdown and tells languages, where it is installed.
_READERS = ("myst-parser", "markdown-it-py", "mdit-py-plugins", "linkify-it-py", "py3langid")
#: What was not used for so long, in seconds, is deleted.
_KEEP = 30 * 24 * 3600


def user_cache() -> Path:
    """Return the folder for what this user's programs can make again."""
    if sys.platform == "darwin":
        default = Path.home() / "Library" / "Caches"
    else:
        default = Path.home() / ".cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or default) / "editions" / "check"


@cache
def _program() -> bytes:
    """Return a digest of the rules, all they are made of, and the data that they ask."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("babel", "docutils", "publicsuffixlist", *_READERS):
        with contextlib.suppress(PackageNotFoundError):  # not all have them
            digest.update(f"{name} {version(name)}\0".encode())
    folder = Path(editions.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".py", ".csv", ".json", ".txt", ".toml"}:
            digest.update(f"\0{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.digest()


class Cache:
    """Results of a run's options in a folder, or nowhere for None."""

    def __init__(self, folder: Path | None, context: Context, inputs: Iterable[Path]) -> None:
        self.folder = folder
        digest = hashlib.sha256(_program())
        options = (context.locale, context.source_locale, sorted(context.skipped))
        digest.update(f"{options!r}{_shown(context.safety)}".encode())
        for path in inputs:
            digest.update(f"\0{path}\0".encode())
            digest.update(path.read_bytes() if path.is_file() else b"\0none")
        self.options = digest.digest()

    def path(self, data: bytes, named_locale: str, shown: str) -> Path | None:
        """Return where the result for a catalog is kept."""
        if self.folder is None:
            return None
        digest = hashlib.sha256(self.options)
        digest.update(f"{named_locale}\0{shown}\0".encode() + data)
        name = digest.hexdigest()
        return self.folder / name[:2] / f"{name[2:34]}.json"

    def load(self, path: Path | None) -> Examined | None:
        """Return what is kept, or None where there is nothing to rely on."""
        if path is None:
            return None
        try:
            content = read_kept(path)
            result = Examined(
                content["locale"],
                content["translations"],
                tuple(_problem_of(problem) for problem in content["problems"]),
                tuple(Waiver(**waiver) for waiver in content["waivers"]),
                tuple(_variant(variant) for variant in content["variants"]),
                _pairs(content["titles"]),
            )
        except (ValueError, TypeError, KeyError):
            return None  # not there, half written by a machine that went down, or of another form
        return result

    def save(self, path: Path | None, result: Examined) -> None:
        """Keep a result; a folder that cannot be written keeps nothing."""
        if path is None:
            return
        content = asdict(result)
        for kept, problem in zip(content["problems"], result.problems, strict=True):
            kept["message"] = packed(problem.message)
        data = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            replace_file(path, data)
        except OSError:
            return  # a full disk or a read-only home costs time, not the check

    def tidy(self) -> None:
        """Delete what nobody has asked for in a long time."""
        if self.folder is None or not self.folder.is_dir():
            return
        stamp = self.folder / "tidied"
        oldest = time.time() - _KEEP
        try:
            if stamp.is_file() and stamp.stat().st_mtime > time.time() - 24 * 3600:
                return
            stamp.touch()
            for path in _files(self.folder):
                if path.stat().st_mtime < oldest:
                    path.unlink()
        except OSError:
            return  # another run tidies as well, or the folder is not ours


def _shown(safety: SafetyCheck | None) -> str:
    """Return what a safety check asks, the same in each process: sets have no order."""
    if safety is None:
        return ""
    policy = safety.policy
    roles, patterns = sorted(policy.roles), sorted(safety.patterns)
    own = (policy.default_role, policy.gentle, roles, sorted(policy.counterparts.items()))
    facts = safety.facts
    known = (sorted(facts.metadata), sorted(facts.formulas), sorted(facts.default_roles))
    return repr((own, patterns, safety.fuzzy, known, safety.syntax.fingerprint()))


def _files(folder: Path) -> Iterator[Path]:
    return folder.glob("??/*.json")


def _problem_of(content: dict[str, object]) -> CatalogProblem:
    content = {**content, "message": unpacked(content["message"])}
    problem = CatalogProblem(**content)  # type: ignore[arg-type]  # a wrong one is caught by what follows
    if not isinstance(problem.line, int) or not isinstance(problem.message, str):
        raise TypeError("not a problem")
    return CatalogProblem(
        problem.rule,
        problem.message,
        problem.line,
        problem.column,
        problem.key,
        _pairs(problem.unless),
    )


def _variant(content: dict[str, object]) -> Variant:
    variant = Variant(**content)  # type: ignore[arg-type]  # a wrong one is caught by what follows
    places = tuple((int(line), int(column), str(key)) for line, column, key in variant.places)
    return replace(variant, count=int(variant.count), first=int(variant.first), places=places)


def _pairs(content: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(first), str(second)) for first, second in content)
