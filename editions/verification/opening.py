"""Open the files of a site that anybody may have built: within limits, and none outside of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from editions.files.reading import NotRegularError, TooLargeError, open_regular, read_regular
from editions.findings import Finding
from editions.phrases import phrase, told

RULE = "unreadable"
#: Why a link is not followed.
OUTSIDE = phrase("it leads out of the site")
#: Bytes of a page, or of a list that goes with the pages.
MAX_PAGE = 20_000_000
#: Bytes of a book or a PDF, and of any other file of which the checksum is compared.
MAX_BOOK, MAX_SUMMED = 200_000_000, 2_000_000_000
#: Files of one folder and those in it, and folders in one another.
MAX_FILES, MAX_DEPTH = 100_000, 60


@dataclass(frozen=True)
class FileFacts:
    """What a page of downloads says of a file."""

    #: In bytes.
    size: int
    #: SHA-256, in hexadecimal digits.
    digest: str


@dataclass
class SiteFiles:
    """The files of a site, by their paths in it."""

    #: The folder of the site, with no link in it.
    root: Path
    #: Why files are not read, by their paths.
    refused: dict[str, Finding] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict, repr=False)

    def shown(self, path: Path) -> str:
        """Return what findings call a file."""
        is_inside = path.is_relative_to(self.root)
        return path.relative_to(self.root).as_posix() if is_inside else str(path)

    def refuse(self, path: Path, reason: str) -> None:
        """Note that a file is not read, and why."""
        shown = self.shown(path)
        self.refused.setdefault(
            shown, Finding(shown, 0, phrase("it cannot be read: {reason}", reason=reason), RULE)
        )

    def holds(self, path: Path) -> bool:
        """Tell whether *path* lies in the site, and no link leads out of it."""
        key = os.fspath(path)
        if key not in self._known:
            try:
                found = os.path.realpath(path)
            except (OSError, ValueError):  # no file can have such a name
                found = ""
            self._known[key] = Path(found) == self.root or self.root in Path(found).parents
        return self._known[key]

    def is_file(self, path: Path) -> bool:
        """Tell whether *path* is a file of the site."""
        return os.path.isfile(path) and self.holds(path)  # noqa: PTH113  # Path's fails for some

    def read(self, path: Path, most: int = MAX_PAGE) -> bytes | None:
        """Return what a file of the site holds, or None; where it is refused, that is noted."""
        return self.read_any(path, most) if self._may_read(path) else None

    def read_any(self, path: Path, most: int) -> bytes | None:
        """Return the same of a file that may lie anywhere, since the user has named it."""
        try:
            return read_regular(path, most, links=True)
        except (OSError, ValueError) as error:
            self.refuse(path, _reason(error, most))
        return None

    def read_text(self, path: Path, most: int = MAX_PAGE) -> str | None:
        """Return the same as text, whatever is no UTF-8 in it replaced."""
        data = self.read(path, most)
        return None if data is None else data.decode("utf-8", "replace")

    def facts(self, path: Path) -> FileFacts | None:
        """Return size and checksum of a file of the site, or None, as `read` does."""
        if not self._may_read(path):
            return None
        try:
            with open_regular(path, MAX_SUMMED, links=True) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                return FileFacts(file.tell(), digest)
        except (OSError, ValueError) as error:
            self.refuse(path, _reason(error, MAX_SUMMED))
        return None

    def _may_read(self, path: Path) -> bool:
        if not os.path.lexists(path):
            return False
        if not self.holds(path):
            self.refuse(path, OUTSIDE)
            return False
        return True

    def find(self, folder: Path, ending: str) -> Iterator[Path]:
        """Yield the files in *folder* and in those below it that have an ending, in order.

        Links to other folders are not followed.
        """
        if not folder.is_dir():
            return
        if not self.holds(folder):
            self.refuse(folder, OUTSIDE)
            return
        waiting = [(folder, 0)]
        count = 0
        while waiting:
            here, depth = waiting.pop()
            try:
                with os.scandir(here) as scanned:
                    entries = sorted(scanned, key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                self.refuse(here, _reason(error, 0))
                continue
            count += len(entries)
            if count > MAX_FILES or depth > MAX_DEPTH:
                self.refuse(here, phrase("the site has too many files, or folders in one another"))
                return
            waiting += [(Path(e), depth + 1) for e in entries if e.is_dir(follow_symlinks=False)]
            yield from (
                Path(entry)
                for entry in reversed(entries)
                if entry.name.endswith(ending) and not entry.is_dir(follow_symlinks=False)
            )


def _reason(error: Exception, most: int) -> str:
    if isinstance(error, NotRegularError):
        return phrase("it is {kind}", kind=told(error))
    if isinstance(error, TooLargeError):
        return phrase("it is larger than {most:,} bytes", most=most)
    return str(error.strerror or error) if isinstance(error, OSError) else told(error)
