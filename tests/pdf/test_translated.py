"""A book is made whatever its translations hold, unless it shall stop at them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalogs import HEADER
from tests.pdf.letters import NO_FONTS_LETTER
from tests.reading import pdf_pages, read_warnings

SOURCE = """Tides
=====

Read **me** first.

Read **me** again.

Letters
-------

The :math:`x` sea.

======  =====
one     two
======  =====

The end.
"""
TRANSLATIONS = {
    "Read **me** first.": "Lire **moi d'abord.",
    "Read **me** again.": "Lire **moi encore.",
    "Letters": f"Lettres {NO_FONTS_LETTER}",
    "The :math:`x` sea.": "La mer :math:`x^`.",
    "one": "A" * 150,
    "The end.": "La fin.",
}
#: The rules of what is found, by ``editions_refused``, each with the line of its entry.
FOUND = {
    "fallback": {"inline-markup", "missing-glyph", "oversized", "unsafe-math"},
    "harm": {"missing-glyph", "oversized"},
}


@pytest.mark.parametrize("refused", ["fallback", "harm", "error"])
def test_bad_translations_end_no_book(tmp_path: Path, refused: str) -> None:
    conf = (
        'extensions = ["editions"]\nlanguage = "fr"\nlocale_dirs = ["locale"]\n'
        f"editions_refused = {refused!r}\n"
    )
    catalog = tmp_path / "locale/fr/LC_MESSAGES/index.po"
    catalog.parent.mkdir(parents=True)
    entries = [f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in TRANSLATIONS.items()]
    catalog.write_text(HEADER + "".join(entries), encoding="utf-8")
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    (tmp_path / "index.rst").write_text(SOURCE, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        "pdf",
        str(tmp_path),
        str(tmp_path / "o"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if refused == "error":
        assert done.returncode == 2
        assert "locale/fr/LC_MESSAGES/index.po:" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    lines = catalog.read_text(encoding="utf-8").splitlines()
    rules = set()
    for finding in read_warnings(done.stderr, tmp_path):
        if finding.rule == "editions.refused" and finding.file.endswith(".po"):
            rules.add(finding.message.rpartition("(")[2].rstrip(")"))
            assert lines[finding.line - 1].startswith("msgid")
    assert rules == FOUND[refused]
    (path,) = (tmp_path / "o").glob("*.pdf")
    shown = " ".join(" ".join(pdf_pages(path)).split())
    assert "Lettres" in shown
    assert "La fin." in shown
