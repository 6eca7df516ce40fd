"""Files for print alone, which no web page loads: they stay out of the editions on the web."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from editions.translations.configuration import settings_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_STATIC = "_static"
_FONTS = (".ttf", ".otf", ".woff", ".woff2")
_ADDRESS = re.compile(r"""(?:\burl\(\s*|@import\s+)["']?([^"'()\s]+)""")


def print_only(sheets: Mapping[str, str], printed: Iterable[str]) -> set[str]:
    """Return the names of style sheets and fonts that only the *printed* style sheets load.

    *sheets* holds every style sheet by its name, and its text; names are relative to one folder.
    """
    for_print = _loaded(sheets, printed)
    others = _loaded(sheets, (name for name in sheets if name not in for_print))
    kinds = (".css", *_FONTS)
    return {name for name in for_print - others if name.endswith(kinds)}


def _loaded(sheets: Mapping[str, str], names: Iterable[str]) -> set[str]:
    """Return *names* of style sheets, and those of all files that they load."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        folder = posixpath.dirname(name)
        for address in _ADDRESS.findall(sheets.get(name, "")):
            path = unquote(re.split("[?#]", address)[0])
            waiting.append(posixpath.normpath(posixpath.join(folder, path)))
    return found


def leave_out_print_files(app: Sphinx, exception: Exception | None) -> None:
    """Take what only the PDF loads out of the finished pages of an edition."""
    if exception is not None or app.builder.name not in ("html", "dirhtml"):
        return
    settings = settings_of(app.config)
    if not settings.editions:
        return
    static = Path(app.outdir, _STATIC)
    sheets = {
        path.relative_to(static).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in static.rglob("*.css")
    }
    loaded = {item if isinstance(item, str) else item[0] for item in app.config.html_css_files}
    printed = [name for name in settings.pdf_stylesheets if name not in loaded]
    for name in print_only(sheets, printed):
        (static / name).unlink(missing_ok=True)


def setup_print_files(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("build-finished", leave_out_print_files)
