"""What of the static files is for print alone."""

from __future__ import annotations

from pathlib import Path

from editions.web.print_files import print_only
from tests.building import build, edit

SHEETS = {
    "print.css": '@import "part/faces.css"; p { background: url(paper.png) }',
    "part/faces.css": "@font-face { src: url('../fonts/A.ttf') }@font-face { src: url(B.otf?v=1) }",
    "screen.css": '@font-face { src: url("fonts/C.woff2") format("woff2"), url(part/B.otf) }',
}


def test_style_sheets_and_fonts_that_nothing_else_loads() -> None:
    assert print_only(SHEETS, ["print.css"]) == {"print.css", "part/faces.css", "fonts/A.ttf"}
    assert print_only(SHEETS, []) == set()
    assert print_only(SHEETS, ["absent.css"]) == {"absent.css"}


def test_a_sheet_that_loads_itself() -> None:
    assert print_only({"a.css": "@import 'a.css';"}, ["a.css"]) == {"a.css"}


def test_pages_have_what_they_load(two_shores: Path) -> None:
    (two_shores / "own/fonts").mkdir(parents=True)
    for name in ("both.css", "paper.css", "fonts/face.ttf", "seal.txt"):
        (two_shores / "own" / name).write_text("", encoding="utf-8")
    face = '@font-face { font-family: Face; src: url("fonts/face.ttf") }'
    (two_shores / "own/paper.css").write_text(face, encoding="utf-8")
    settings = (
        'html_static_path = ["own"]\nhtml_css_files = ["both.css"]\n'
        'pdf_stylesheets = ["both.css", "paper.css"]\n'
    )
    edit(two_shores / "conf.py", "html_static_path = []", settings)
    static = build(two_shores, "en") / "_static"
    names = {path.name for path in static.rglob("*")}
    assert {"both.css", "seal.txt"} <= names
    assert names.isdisjoint({"paper.css", "face.ttf"})
