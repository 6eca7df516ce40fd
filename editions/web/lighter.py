"""The theme's own style sheets and scripts without what is for their authors alone.

Every page loads them, most often from a server that does not pack them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from editions.web.theme import THEME, uses_this_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n?", re.M | re.S)
_LINE = re.compile(r"(?:^|(?<=[;,{}()])[ \t]+)//[ \t].*$", re.M)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$|\n+(?=\n|\Z)", re.M)
#: Spaces around the marks of a style sheet, and the last mark of a block; what stands in quotation
#: marks stays.
_AROUND = re.compile(
    r'("[^"\n]*")|\s*;?\s*(\})\s*|\s*([{;])\s*|(,) | (>) (?=[^=])|(?<=[\w)-]:) (?=\S)'
)
#: A text or a pattern of a script, which stays; or spaces around a mark that stands without them.
#: Signs stay as they are, since two of them are another one; and a slash may begin a pattern.
_AROUND_IN_SCRIPT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+/[a-z]*(?=[.,;)]))"""
    r"| *([=<>?:&|!]+|[(){},;*]) *"
)


def lighten(text: str, kind: str) -> str:
    """Return a style sheet (``.css``) or a script (``.js``) without comments and indentation.

    A comment begins a line, or stands behind a mark in a script; no text goes over lines.
    """
    text = _BLOCK.sub("", text)
    if kind == ".css":
        return _AROUND.sub(lambda match: "".join(filter(None, match.groups())), text).strip() + "\n"
    text = _INDENT.sub("", _LINE.sub("", _INDENT.sub("", text))).strip() + "\n"
    return _AROUND_IN_SCRIPT.sub(lambda match: match[1] or match[2], text)


def lighten_files(app: Sphinx, exception: Exception | None) -> None:
    """Lighten the theme's files of a finished web edition; what a project has instead stays."""
    if exception is not None or not uses_this_theme(app.builder):
        return
    for source in sorted(THEME.joinpath("static").glob("*.*s")):
        copy = Path(app.outdir, "_static", source.name)
        content = source.read_text(encoding="utf-8")
        if copy.is_file() and copy.read_text(encoding="utf-8") == content:
            copy.write_text(lighten(content, source.suffix), encoding="utf-8")


def setup_lighter(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("build-finished", lighten_files)
