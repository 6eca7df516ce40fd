"""Editions in other scripts, in print and on the web."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from sphinx.testing.util import SphinxTestApp

from editions.pdf.writer import ACRONYM
from tests.reading import pdf_pages

CATALOG = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Chapter"
msgstr "Розділ"

msgid "The ferry leaves at nine."
msgstr "Пором ООН і NATO вирушає о дев’ятій."
"""


def write(folder: Path, language: str, text: str = "", catalog: str = CATALOG) -> Path:
    (folder / "conf.py").write_text(
        "extensions = ['editions']\nproject = 'Ferry'\nlocale_dirs = ['locale']\n"
        f"language = {language!r}\nhtml_theme = 'editions'\n"
    )
    body = f"Ferry\n=====\n\nChapter\n-------\n\nThe ferry leaves at nine.\n\n{text}"
    (folder / "index.rst").write_text(body, encoding="utf-8")
    path = folder / "locale" / language / "LC_MESSAGES" / "index.po"
    path.parent.mkdir(parents=True)
    path.write_text(catalog, encoding="utf-8")
    return folder


def make(folder: Path, builder: str) -> tuple[Path, str]:
    """Build a project; return the folder of the result and the warnings."""
    app = SphinxTestApp(builder, srcdir=folder)
    try:
        app.build()
        return Path(app.outdir), app.warning.getvalue()
    finally:
        app.cleanup()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("NAFTA and OÉA, ŁÓDŹ", ["NAFTA", "OÉA", "ŁÓDŹ"]),
        ("フェリーは毎朝、北の岸", []),
        ("العبّارة كل صباح", []),
        ("США і ООН, ΕΛΛΆΔΑ", []),
        ("źdźbło każdego", []),
        ("ᐃᓄᒃᑎᑐᑦ", []),
        ("CO2X", []),
        ("ABC\u0301D", []),
    ],
)
def test_only_latin_capitals_are_set_smaller(text: str, runs: list[str]) -> None:
    assert ACRONYM.findall(text) == runs


def margins(path: Path, words: str) -> tuple[float, float]:
    """Return how far *words* are from the left and from the right of their page, in points."""
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            text = page.get_textpage()
            found = text.search(words).get_next()
            if found:
                boxes = [text.get_charbox(found[0] + n) for n in range(found[1])]
                left = min(box[0] for box in boxes)
                right = page.get_width() - max(box[2] for box in boxes)
                return left, right
    finally:
        document.close()
    raise AssertionError(words)


def test_text_from_the_right_begins_at_the_right(tmp_path: Path) -> None:
    text = (
        ".. code-block:: python\n\n   go(1)\n\n.. list-table:: Kinds\n   :header-rows: 1\n\n"
        "   * - Shape\n     - Seats\n   * - Round\n     - Six\n\nTerm\n   Meaning\n\n"
        "Some **bold** and *slanted* words.\n\nהמעבורת **Swift** יוצאת.\n\n"
        "An *early* sailing?\n-------------------\n"
    )
    output, warnings = make(write(tmp_path, "he", text, catalog="\n"), "pdf")
    assert warnings == ""
    (path,) = output.glob("*.pdf")
    edge = 34 * 72 / 25.4
    for words in ("Chapter", "Kinds", "Shape", "Term"):
        assert margins(path, words)[1] == pytest.approx(edge, abs=3), words
    left, right = margins(path, "go(1)")
    assert left == pytest.approx(edge, abs=3)
    assert right > 300
    assert margins(path, "Shape")[0] > margins(path, "Seats")[0]
    assert margins(path, "Meaning")[1] > edge + 10
    # What is not translated reads from left to right, its full stop at the end.
    for passage in (("Some", "bold", "and", "slanted", "words."), ("An", "early", "sailing?")):
        parts = [margins(path, words)[0] for words in passage]  # the second in the contents
        assert parts == sorted(parts)
    assert margins(path, "words.")[1] == pytest.approx(edge, abs=3)
    assert margins(path, "Swift")[1] > edge + 10


def test_words_of_print_are_those_of_the_language(tmp_path: Path) -> None:
    output, _warnings = make(write(tmp_path, "uk"), "pdf")
    (path,) = output.glob("*.pdf")
    pages = " ".join(pdf_pages(path))
    assert "Зміст" in pages
    assert "Contents" not in pages


def test_missing_font_is_one_warning_and_there_is_a_pdf(tmp_path: Path) -> None:
    text = "A face 🤓 and 🥸 and 🤠.\n\nAnother 🤓.\n"
    output, warnings = make(write(tmp_path, "en", text), "pdf")
    (line,) = warnings.strip().splitlines()
    assert "index.rst:9: WARNING: no font has '🤓'" in line
    assert "fonts-noto-color-emoji" in line
    assert list(output.glob("*.pdf"))


def test_faulty_translation_leads_to_no_report(tmp_path: Path) -> None:
    catalog = CATALOG.replace("Пором ООН і NATO вирушає", "Пором **ООН")
    output, warnings = make(write(tmp_path, "uk", catalog=catalog), "pdf")
    assert "Inline strong start-string" in warnings
    assert "No anchor" not in warnings
    (path,) = output.glob("*.pdf")
    assert "ООН" in " ".join(pdf_pages(path))
