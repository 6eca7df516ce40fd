"""What an editor does wrong is named with its file and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import Finding, FindingsError
from tests.building import build, edit
from tests.pdf.letters import NO_FONTS_LETTER

#: Lines of the chapter before what a test adds, and the blank line between.
SHORE = "source/shore.rst"


def findings(root: Path, addition: str = "") -> list[Finding]:
    """Build the tiny publication's PDF with *addition* to a chapter; return what is wrong."""
    chapter = root / SHORE
    with chapter.open("a", encoding="utf-8") as file:
        file.write(f"\n{addition}")
    with pytest.raises(FindingsError) as caught:
        build(root, "en", "pdf")
    return list(caught.value.findings)


def line_of(root: Path, words: str) -> int:
    lines = (root / SHORE).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def columns(count: int) -> str:
    head = ", ".join(f"column{n}" for n in range(count))
    return f".. csv-table:: Wide table\n   :header: {head}\n\n   {head}\n"


@pytest.mark.parametrize(
    ("addition", "marker", "message"),
    [
        (".. image:: gone.png\n   :alt: x\n", "gone.png", "not readable"),
        (".. image:: a.tiff\n   :alt: x\n", "a.tiff", "tiff"),
        (".. image:: broken.svg\n   :alt: x\n", "broken.svg", r"broken\.svg: not a picture"),
        (".. image:: broken.png\n   :alt: x\n", "broken.png", r"broken\.png: not a picture"),
        (".. image:: good.svg\n", "good.svg", "no alternative text"),
        (
            ".. image:: https://example.org/x.png\n   :alt: x\n",
            "https://example.org/x.png",
            r"https://example\.org/x\.png",
        ),
        (".. raw:: html\n\n   <svg><text>x</text></svg>\n", ".. raw", "only the words of <svg>"),
        (
            ".. raw:: html\n\n   <b>a</b><img src='gone.png'>\n",
            ".. raw",
            r"'gone\.png'.* not in the pub",
        ),
        (
            f"A word in Gothic {NO_FONTS_LETTER} letters.\n",
            "Gothic",
            rf"U\+18B00.*“A word in Gothic {NO_FONTS_LETTER} letters\.”",
        ),
        ("A formula, :math:`\\nosuch{x}`.\n", "A formula", r"nosuch"),
        ("Look: :ref:`search`.\n", "Look:", r"'#document-search' leads nowhere"),
        ("See `it <annex.zip>`__.\n", "annex.zip", r"'annex\.zip' leads nowhere"),
        (columns(60), "Wide table", r"the table is \d+ mm wider"),
    ],
)
def test_place_is_named(two_shores: Path, addition: str, marker: str, message: str) -> None:
    source = two_shores / "source"
    for name in ("a.tiff", "broken.png"):
        (source / name).write_bytes(b"nonsense")
    (source / "broken.svg").write_text("<svg><path", encoding="utf-8")
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    (source / "good.svg").write_text(picture, encoding="utf-8")
    found = findings(two_shores, addition)
    line = line_of(two_shores, marker)
    (one,) = found
    assert (one.file, one.line) == (SHORE, line)
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(one.message)


def test_long_text_is_quoted_around_the_letter(two_shores: Path) -> None:
    words = "word " * 40
    (one,) = findings(two_shores, f"Start {words} {NO_FONTS_LETTER} {words} end.\n")
    assert "…" in one.message
    assert NO_FONTS_LETTER in one.message.partition("“")[2]
    assert "Start" not in one.message


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("pdf_stylesheet = []", "did you mean pdf_stylesheets?"),
        ("pdf_quality = 1", "pdf_stylesheets, pdf_system_fonts"),
        ("pdf_system_fonts = 1", "expected True or False"),
        ("pdf_contents_depth = 'two'", "from 1 to 6"),
        ("pdf_contents_depth = True", "from 1 to 6"),
        ("pdf_contents_depth = 0", "from 1 to 6"),
        ("pdf_stylesheets = 'a.css'", "expected a list"),
        ("pdf_stylesheets = ['gone.css']", "'gone.css', which is in no folder"),
    ],
)
def test_wrong_setting_is_named(two_shores: Path, setting: str, message: str) -> None:
    conf = two_shores / "conf.py"
    edit(conf, "smartquotes", f"{setting}\nsmartquotes")
    line = conf.read_text(encoding="utf-8").splitlines().index(setting) + 1
    found = [f for f in findings(two_shores) if f.rule.endswith("setting")]
    assert [(f.file, f.line) for f in found] == [("conf.py", line)]
    assert message in found[0].message


def test_setting_of_another_extension_is_left_alone(two_shores: Path) -> None:
    (two_shores / "other.py").write_text(
        "def setup(app):\n    app.add_config_value('pdf_documents', [], '')\n"
        "    return {'parallel_read_safe': True, 'parallel_write_safe': True}\n",
        encoding="utf-8",
    )
    conf = two_shores / "conf.py"
    edit(
        conf, 'extensions = ["editions"]', 'extensions = ["editions", "other"]\npdf_documents = [1]'
    )
    edit(conf, "from pathlib", "import sys\nfrom pathlib")
    edit(conf, "editions = [", "sys.path.insert(0, str(Path(__file__).parent))\n\neditions = [")
    assert list(build(two_shores, "en", "pdf").glob("*.pdf"))
