"""Finished papers, kept by what they were made from, so that no machine makes them again.

An entry is a file whose name is the key: a line of JSON with the digest of the rest, and the rest.
It is never run, and never trusted: what is not what its line says is made anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from pathlib import Path
from typing import Any, Protocol

from editions.extras import require_extra
from editions.files.kept import parse_kept
from editions.findings import EditionsError
from editions.phrases import phrase

#: The form of entries, part of every key.
FORM = 1
_KEY = re.compile(r"[0-9a-f]{64}")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(::|://)")
_LONGEST_LINE = 4096


class DamagedEntryError(Exception):
    """An entry is not what its first line says."""


class Store(Protocol):
    """Keeps bytes by name."""

    def read(self, name: str) -> bytes | None:
        """Return what is kept as *name*, or None."""

    def write(self, name: str, data: bytes) -> None:
        """Keep *data*, all of it or nothing."""


class FolderStore:
    """Keeps bytes in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes | None:
        """Return what is kept as *name*, or None."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Keep *data*, all of it or nothing."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{_mark()}")  # other machines write here, too
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


class UrlStore:
    """Keeps bytes wherever fsspec reaches, such as ``s3://papers/cache``."""

    def __init__(self, url: str) -> None:
        """Find the place.

        Raises:
            MissingExtraError: fsspec is not installed.
            EditionsError: it does not know such a place, or cannot reach it.
        """
        require_extra("cluster", phrase("a cache on another machine"))
        import fsspec

        try:
            self.files, self.folder = fsspec.url_to_fs(url)
        except (ImportError, ValueError, OSError) as error:
            raise EditionsError(f"--cache {url}: {error}") from error

    def read(self, name: str) -> bytes | None:
        """Return what is kept as *name*, or None."""
        try:
            return bytes(self.files.cat_file(f"{self.folder}/{name}"))
        except FileNotFoundError:
            return None
        except Exception as error:  # of whatever reaches the store
            raise OSError(f"{type(error).__name__}: {error}") from error

    def write(self, name: str, data: bytes) -> None:
        """Keep *data*, all of it or nothing."""
        path = f"{self.folder}/{name}"
        temporary = f"{path}.{_mark()}"
        try:
            self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.files.pipe_file(temporary, data)
            self.files.mv(temporary, path)
        except Exception as error:  # of whatever reaches the store
            raise OSError(f"{type(error).__name__}: {error}") from error


def open_store(place: str) -> Store:
    """Return the store at *place*: a folder, or a URL for fsspec.

    Raises:
        EditionsError: it cannot be reached.
    """
    place = absolute_place(place)
    return UrlStore(place) if _URL.match(place) else FolderStore(Path(place))


def absolute_place(place: str) -> str:
    """Return *place* so that it is the same one wherever a project makes its process go."""
    return place if _URL.match(place) else str(Path(place).absolute())


def _mark() -> str:
    return secrets.token_hex(8)


def key_of(value: Any) -> str:
    """Return the key for what is made from *value*, which JSON can hold."""
    text = json.dumps([FORM, value], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def read_entry(store: Store, key: str) -> tuple[dict[str, Any], bytes] | None:
    """Return what was kept for *key*, a description and bytes; None if nothing was.

    Raises:
        DamagedEntryError: it is not what was kept.
        OSError: the store cannot be read.
    """
    data = store.read(_name(key))
    if data is None:
        return None
    line, _, rest = data[:_LONGEST_LINE].partition(b"\n")
    rest = data[len(line) + 1 :]
    try:
        digest = parse_kept(line)["sha256"]
    except (KeyError, TypeError) as error:
        raise DamagedEntryError("its first line cannot be read") from error
    if hashlib.sha256(rest).hexdigest() != digest:
        raise DamagedEntryError("it is not what was kept")
    head, _, content = rest.partition(b"\n")
    described = parse_kept(head)
    if not isinstance(described, dict):
        raise DamagedEntryError("its description is none")
    return described, content


def write_entry(store: Store, key: str, described: dict[str, Any], content: bytes) -> None:
    """Keep a description and bytes for *key*.

    Raises:
        OSError: the store cannot be written to.
    """
    rest = json.dumps(described).encode() + b"\n" + content
    line = json.dumps({"sha256": hashlib.sha256(rest).hexdigest()}).encode()
    store.write(_name(key), line + b"\n" + rest)


def _name(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(key)
    return f"{key[:2]}/{key[2:]}.paper"
