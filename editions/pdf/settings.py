"""The settings of the PDF edition: declared once, checked before anything is built."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from editions.findings import Finding

#: What the names of these settings begin with.
PREFIX = "pdf_"

#: Sizes of pages, as CSS calls them.
PAGE_SIZES = ("letter", "A4")


@dataclass(frozen=True)
class Setting:
    """One setting of ``conf.py``."""

    name: str
    default: object
    #: Types that its value may have.
    types: tuple[type, ...]
    #: What it is for.
    help: str


SETTINGS = (
    Setting(
        "pdf_stylesheets",
        [],
        (list, tuple),
        "names of files in html_static_path, read after the package's own style sheets",
    ),
    Setting("pdf_system_fonts", True, (bool,), "whether the fonts of this machine may be used"),
    Setting("pdf_page_size", "letter", (str,), "letter or A4"),
    Setting("pdf_contents_depth", 2, (int,), "levels of headings in the table of contents"),
)


def check_settings(
    values: Mapping[str, object],
    registered: Sequence[str],
    static: Sequence[Path],
    conf: Path | None,
) -> list[Finding]:
    """Return what is wrong with the settings that begin with `PREFIX`.

    *values* is what ``conf.py`` sets, *registered* what some extension knows, and *static* the
    folders of the publication's own files.
    """
    lines = assigned_lines(conf) if conf is not None else {}
    file = conf.name if conf is not None else "conf.py"
    findings = []

    def wrong(name: str, message: str) -> None:
        findings.append(Finding(file, lines.get(name, 0), message, "setting"))

    known = {setting.name: setting for setting in SETTINGS}
    for name in sorted(name for name in values if name.startswith(PREFIX)):
        value = values[name]
        if name not in registered:
            close = difflib.get_close_matches(name, known, 1)
            wrong(name, f"there is no setting {name!r}; {_advice(close, known)}")
        elif name not in known:
            continue  # of another extension
        elif not isinstance(value, known[name].types) or (
            isinstance(value, bool) and bool not in known[name].types
        ):
            wanted = " or ".join(kind.__name__ for kind in known[name].types)
            wrong(name, f"{name!r} must be a {wanted}, {known[name].help}; it is {value!r}")
    depth = values.get("pdf_contents_depth")
    if isinstance(depth, int) and not isinstance(depth, bool) and not 1 <= depth <= 6:
        wrong("pdf_contents_depth", f"'pdf_contents_depth' must be from 1 to 6; it is {depth}")
    size = values.get("pdf_page_size")
    if isinstance(size, str) and size not in PAGE_SIZES:
        wrong("pdf_page_size", f"'pdf_page_size' must be {' or '.join(PAGE_SIZES)}; it is {size!r}")
    sheets = values.get("pdf_stylesheets")
    for sheet in sheets if isinstance(sheets, (list, tuple)) else ():
        if not any((folder / str(sheet)).is_file() for folder in static):
            message = (
                f"'pdf_stylesheets' names {sheet!r}, which is in no folder of html_static_path"
            )
            wrong("pdf_stylesheets", message)
    return findings


def _advice(close: Sequence[str], known: Mapping[str, Setting]) -> str:
    return f"did you mean {close[0]!r}?" if close else f"those there are: {', '.join(known)}"


def assigned_lines(conf: Path) -> dict[str, int]:
    """Return the line of ``conf.py`` at which each name gets its value."""
    try:
        tree = ast.parse(conf.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return {}
    return {
        target.id: node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
