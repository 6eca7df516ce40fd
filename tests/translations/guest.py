"""A guest's project: nothing but the extension, one document a text, a catalog each."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from unittest import mock

from babel.messages.pofile import escape
from sphinx.cmd.build import main as sphinx_build
from sphinx.locale import translators

from editions.findings import Finding
from tests.catalogs import HEADER
from tests.reading import read_warnings


def write_guest(root: Path, conf: str = "", **documents: Mapping[str, str]) -> Path:
    """Write a project whose documents hold paragraphs, and their French translations."""
    root.mkdir(parents=True, exist_ok=True)
    settings = 'extensions = ["editions"]\nproject = "Guest"\nlocale_dirs = ["locale"]\n'
    (root / "conf.py").write_text(f"{settings}{conf}\n", encoding="utf-8")
    names = "".join(f"   {name}\n" for name in documents)
    front = f"Guest\n=====\n\n.. toctree::\n\n{names}"
    (root / "index.rst").write_text(front, encoding="utf-8")
    for name, texts in documents.items():
        body = "\n\n".join(texts)
        (root / f"{name}.rst").write_text(f"{name}\n{'=' * len(name)}\n\n{body}\n", "utf-8")
        write_po(root, name, texts)
    return root


def write_po(root: Path, name: str, texts: Mapping[str, str]) -> Path:
    """Write the French catalog of a domain."""
    path = root / "locale" / "fr" / "LC_MESSAGES" / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = "\n".join(f"msgid {escape(a)}\nmsgstr {escape(b)}\n" for a, b in texts.items())
    path.write_text(HEADER + entries, encoding="utf-8")
    return path


def run(root: Path, *arguments: str) -> tuple[int, tuple[Finding, ...]]:
    """Build the French edition as its author would; return exit status and warnings."""
    status, said = listen(root, *arguments)
    return status, read_warnings(said, root)


def listen(root: Path, *arguments: str) -> tuple[int, str]:
    """Build the French edition as its author would; return exit status and what is said."""
    options = ["-q", "-b", "html", "-D", "language=fr", *arguments]
    with mock.patch.dict(translators, clear=True), redirect_stderr(StringIO()) as said:
        status = sphinx_build([*options, str(root), str(root / "out")])
    return status, said.getvalue()
