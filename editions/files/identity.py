"""The identity of a build: what tells whether two files were made from the same things.

It has two parts, joined by a hyphen: that of the text, the data, the works, the styles and the
toolkit, which all editions share, and that of the catalogs of one edition.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

#: Name of the ``<meta>`` element that bears it in pages and books.
META = "editions-build"
#: Name of Sphinx's setting that holds it while files are made; empty where nobody asks for it.
SETTING = "editions_build"
#: How it is written.
IDENTITY = re.compile(r"(?P<shared>[0-9a-f]{16})-(?P<own>[0-9a-f]{16})")

_PACKAGE = Path(__file__).parent.parent
_SIZE = 8  # bytes of each part


def identity_of(shared: Iterable[tuple[str, Path]], own: Iterable[tuple[str, Path]]) -> str:
    """Return the identity of an edition that is made from files, each with its name.

    The names are those that they have in every place where the publication may lie.
    """
    return f"{_digest([toolkit_digest().encode(), *_described(shared)])}-{_digest(_described(own))}"


def _digest(parts: Iterable[bytes]) -> str:
    found = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))  # or two parts might be taken for others
        found.update(part)
    return found.hexdigest()


def _described(files: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    for name, path in sorted(files):
        yield name.encode("utf-8", "surrogateescape")
        yield path.read_bytes()


@cache
def toolkit_digest() -> str:
    """Return the digest of this package, which takes some hundredths of a second."""
    return _digest(_described(files_under(_PACKAGE, "")))


def files_under(folder: Path, name: str, left_out: Iterable[Path] = ()) -> list[tuple[str, Path]]:
    """Return the files under *folder*, which is called *name*, but for hidden ones.

    Nor what lies in folders that are *left_out*, or that Python has made for itself.
    """
    found = []
    unwanted = set(left_out)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        here = f"{name}/{path.name}"
        if path.name.startswith((".", "__pycache__")) or path in unwanted:
            continue
        if path.is_dir():
            if not (path / "pyvenv.cfg").exists():
                found += files_under(path, here, unwanted)
        elif path.is_file():
            found.append((here, path))
    return found
