"""Style rules that no EPUB may have, and files that it has not."""

from __future__ import annotations

import pytest

from editions.epub.declarations import sound_sheet, sound_style

#: Style sheets, and what is left of them where the package holds ``s/here.png`` alone.
SHEETS = {
    "sound": ("p { color: red }", "p { color: red }"),
    "held": ("p { background: url(here.png) }", "p { background: url(here.png) }"),
    "lost": ("p { background: url(gone.png); color: red }", "p { color: red }"),
    "nothing else": ("p { background: url('gone.png') }", ""),
    "elsewhere": ("p { background: url(https://example.org/here.png); a: b }", "p { a: b }"),
    "in the file": ("p { mask: url(#m) }", "p { mask: url(#m) }"),
    "import": ("@import 'gone.css'; @import url(gone.css) print; a { b: c }", "a { b: c }"),
    "under a condition": (
        "@media print { p { background: url(gone.png) } li { a: b } }",
        "@media print { li { a: b } }",
    ),
    "condition for nothing": ("@media print { p { background: url(gone.png) } }", ""),
    "face": ("@font-face { font-family: A; src: url(gone.otf) }", ""),
    "face of several": (
        "@font-face { font-family: A; src: url(gone.eot); src: url(gone.eot), url(here.png) }",
        "@font-face { font-family: A; src: url(here.png) }",
    ),
    "face elsewhere": ("@font-face { font-family: A; src: url(//example.org/a.otf) }", ""),
    "direction": ("p { direction: rtl; unicode-bidi: embed; a: b }", "p { a: b }"),
    "word of direction": ("p { flex-direction: row }", "p { flex-direction: row }"),
    "no value": ("p { color: ; a: b }", "p { a: b }"),
    "no name": ("p { : red; a: b }", "p { a: b }"),
    "for an old browser": ("p { *zoom: 1; a: b }", "p { a: b }"),
    "own property": (":root { --a: ; color: red }", ":root { --a: ; color: red }"),
    "data": (
        """p { background: url("data:image/svg+xml,<svg a='b' />") }""",
        """p { background: url("data:image/svg+xml,%3Csvg%20a='b'%20/%3E") }""",
    ),
    "data in order": ("p { background: url(data:,a%20b) }", "p { background: url(data:,a%20b) }"),
    "data without quotes": ("p { background: url(data:,<a b='c'>); a: b }", "p { a: b }"),
}


@pytest.mark.parametrize(("sheet", "left"), SHEETS.values(), ids=SHEETS)
def test_sheets_keep_what_an_epub_may_say(sheet: str, left: str) -> None:
    made = sound_sheet(sheet, "s/x.css", lambda name: name == "s/here.png")
    assert "".join(made.split()).replace(";}", "}") == "".join(left.split())


@pytest.mark.parametrize(
    ("style", "left"),
    [
        ("color: red", "color: red"),
        ("background: url(gone.png); color: red", "color: red;"),
        ("background: url(gone.png)", ""),
        ("direction: rtl", ""),
        ("background: url(a.png) } b { c: d", ""),
    ],
)
def test_styles_of_elements_keep_what_an_epub_may_say(style: str, left: str) -> None:
    assert sound_style(style, "page.xhtml", lambda _name: False) == left
