"""Names of files that are the same to some system, or that some system cannot have."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

#: Names of devices, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\xb9\xb2\xb3]) *(\..*)?", re.I | re.S
)
#: Marks that choose between forms of a letter and are passed over, beside all of category Cf.
_SELECTORS = re.compile("[\u034f\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def folded(name: str | PurePath) -> PurePath:
    """Return the same path for all that some file system takes for one.

    That is whatever its letters' case, the form of Unicode, marks that nobody sees, and dots and
    spaces at the end of a part: Windows, macOS, and ext4 with ``casefold`` each pass over some.
    """
    return PurePath(*(_folded(part) for part in PurePath(name).parts))


def _folded(part: str) -> str:
    seen = "".join(c for c in _SELECTORS.sub("", part) if unicodedata.category(c) != "Cf")
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFD", seen).casefold())
    return plain.rstrip(". ") or part


def is_device(part: str) -> bool:
    """Tell whether Windows takes a part of a path for a device."""
    return _DEVICE.fullmatch(part.rstrip(". ")) is not None
