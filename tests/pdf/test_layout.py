"""WeasyPrint, shut in."""

from __future__ import annotations

import logging
import os
import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from editions.pdf.builder import RTL, STYLESHEETS
from editions.pdf.layout import BASE_URL, NO_SYSTEM_FONTS, LayoutError, write_pdf
from editions.pdf.pages import BILINGUAL
from tests.conftest import PROJECT
from tests.pdf.letters import NO_FONTS_LETTER


def lay_out(content: str, files: dict[str, Path] | None = None) -> bytes:
    page = f"<!DOCTYPE html><html lang=en><title>T</title><body>{content}</body></html>"
    return write_pdf(page, files or {}, system_fonts=True)


def test_page_becomes_pdf() -> None:
    assert lay_out("<p>A sentence.</p>").startswith(b"%PDF-")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x.png",
        "data:image/png;base64,AAAA",
        "missing.png",
        "../../../../etc/passwd",
        f"{BASE_URL}../etc/passwd",
    ],
)
@pytest.mark.parametrize(
    "template",
    [
        '<img src="{}" alt="x">',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({});</style>",
        '<p style="background: url({})">x</p>',
        '<link rel="attachment" href="{}">',
        "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style><p>x",
    ],
)
def test_nothing_else_is_fetched(template: str, address: str) -> None:
    with pytest.raises(LayoutError, match="is not a part of the publication"):
        lay_out(template.format(address))


def test_listed_file_is_read(tmp_path: Path) -> None:
    picture = tmp_path / "a.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    assert lay_out('<img src="_images/a.svg" alt="x">', {"_images/a.svg": picture})


def test_picture_cannot_reach_outside(tmp_path: Path) -> None:
    picture = tmp_path / "a.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' width="9" height="9"><image width="9" height="9" xlink:href="file:///etc/passwd"/></svg>'
    )
    with pytest.raises(LayoutError):
        lay_out('<img src="_images/a.svg" alt="x">', {"_images/a.svg": picture})


@pytest.mark.parametrize("reference", ["file:///etc/passwd", "https://example.org/x", "x.dtd"])
def test_picture_cannot_name_an_external_entity(tmp_path: Path, reference: str) -> None:
    picture = tmp_path / "a.svg"
    picture.write_text(
        f'<!DOCTYPE svg [<!ENTITY outside SYSTEM "{reference}">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&outside;</text></svg>'
    )
    with pytest.raises(LayoutError, match=r"a\.svg: not a picture"):
        lay_out('<img src="_images/a.svg" alt="x">', {"_images/a.svg": picture})


def own_font(folder: Path) -> tuple[str, dict[str, Path]]:
    """Return a page whose style sheet brings a font, and its files."""
    font = next((PROJECT / "_static" / "fonts").glob("*.ttf"))
    sheet = folder / "a.css"
    sheet.write_text(
        f'@font-face {{ font-family: "own"; src: url({font.name}) }} body {{ font-family: "own" }}'
    )
    page = '<html lang=en><title>T</title><link rel=stylesheet href="a.css"><body><p>{}</p></body>'
    return f"<!DOCTYPE html>{page}", {"a.css": sheet, font.name: font}


@pytest.mark.parametrize("before", [None, "/somewhere/fonts.conf"])
def test_machine_fonts_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    if before is not None:
        monkeypatch.setenv("FONTCONFIG_FILE", before)
    page, files = own_font(tmp_path)
    assert write_pdf(page.format("word"), files, system_fonts=False)
    with pytest.raises(LayoutError, match=r"no font has .* \(U\+18B00\)"):
        write_pdf(page.format(f"word {NO_FONTS_LETTER}"), files, system_fonts=False)
    assert os.environ.get("FONTCONFIG_FILE") == before


def test_translucent_text_is_refused() -> None:
    with pytest.raises(LayoutError, match="a style sheet makes <em> translucent"):
        lay_out('<p>A <em style="opacity: .5">pale</em> word.</p>')


def test_place_is_that_of_the_nearest_element() -> None:
    letter = NO_FONTS_LETTER
    placed = f'<div data-source="a.rst:3"><p data-source="b.rst:7"><b>{letter}</b></p></div>'
    for content, place in (
        (f"{placed}<p>{letter}</p>", ("b.rst", 7)),
        (f"<p>{letter}</p>", ("pdf", 0)),
    ):
        with pytest.raises(LayoutError) as caught:
            lay_out(content)
        assert [(f.file, f.line) for f in caught.value.findings] == [place]
        assert ("in 2 texts" in caught.value.findings[0].message) is (place[1] == 7)


def test_picture_wider_than_the_page_is_refused(tmp_path: Path) -> None:
    picture = tmp_path / "a.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    page = '<img style="width: 400mm" src="a.svg" alt="x" data-source="a.rst:3">'
    with pytest.raises(LayoutError, match=r"^a\.rst:3: the picture is \d+ mm wider"):
        lay_out(page, {"a.svg": picture})


def test_document_without_any_font_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "<!DOCTYPE html><html lang=en><title>T</title><body><p>word</p></body></html>"
    with pytest.raises(LayoutError, match="no style sheet brings a font"):
        write_pdf(page, {}, system_fonts=False)
    # A machine without fonts, too.
    monkeypatch.setenv("FONTCONFIG_FILE", str(NO_SYSTEM_FONTS))
    with pytest.raises(LayoutError, match="this machine has no fonts"):
        write_pdf(page, {}, system_fonts=True)
    page, files = own_font(tmp_path)
    assert write_pdf(page.format("word"), files, system_fonts=True)


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"gone\.svg"):
        lay_out('<img src="a.svg" alt="x">', {"a.svg": tmp_path / "gone.svg"})


@pytest.mark.parametrize(
    "content",
    [
        '<p style="color: no-such-colour">x</p>',
        '<p id="twice">x</p><p id="twice">y</p>',
        '<a href="#nowhere">x</a>',
    ],
)
def test_warning_of_weasyprint_is_an_error(content: str) -> None:
    with pytest.raises(LayoutError):
        lay_out(content)


def test_whoever_listens_to_all_libraries_hears_no_steps(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        lay_out("<p>Shore</p>")
        logging.getLogger("weasyprint").info("heard again")
    assert [record.message for record in caplog.records] == ["heard again"]


def test_the_outline_has_no_soft_hyphens() -> None:
    data = lay_out("<h1>Inter\u00adnational trade</h1><p>A sentence.</p>")
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["International trade"]


def test_untranslated_words_stand_at_the_side_of_the_edition_everywhere() -> None:
    sheets = {"print.css": STYLESHEETS[1], "rtl.css": RTL}
    head = "".join(f'<link rel="stylesheet" href="{name}">' for name in sheets)
    places = [
        "<section class='cover'>{}</section>",
        "<main>{}</main>",
        "<main><ul><li>{}</li></ul></main>",
    ]
    for place in places:
        body = place.format("<p class='ltr'>Words.</p>")
        page = f"<html lang='he' dir='rtl'><title>x</title>{head}<body>{body}</body></html>"
        printed = pypdfium2.PdfDocument(write_pdf(page, dict(sheets), system_fonts=True))
        text = printed[0].get_textpage()
        left, *_ = text.get_charbox(text.get_text_range().index("Words."))
        assert left > printed[0].get_width() / 2, place


def as_printed(body: str, *more: Path) -> pypdfium2.PdfDocument:
    """Return *body* laid out by the package's own style sheets, and *more*."""
    sheets = {path.name: path for path in (*STYLESHEETS, *more)}
    head = "".join(f'<link rel="stylesheet" href="{name}">' for name in sheets)
    page = f"<!DOCTYPE html><html lang=en><title>T</title>{head}<body>{body}"
    return pypdfium2.PdfDocument(write_pdf(page, sheets, system_fonts=True))


def test_what_follows_a_table_stands_apart() -> None:
    rows = "<tr><td>{}</td></tr>" * 2
    tables = f"<table>{rows.format('one', 'two')}</table><table>{rows.format('three', 'four')}"
    document = as_printed(f"{tables}</table><p>five</p>")
    texts = document[0].get_textpage()
    tops = [texts.search(word).get_next() for word in ("one", "two", "three", "four", "five")]
    one, two, three, four, five = (texts.get_charbox(begin)[3] for begin, _length in tops)
    document.close()
    assert two - three > 1.5 * (one - two) > 0
    assert four - five > 1.5 * (three - four)


def test_no_page_holds_the_last_sentence_alone() -> None:
    style = "<style>@page { size: 90mm 70mm; margin: 10mm }</style>"
    ends = f"<p>{'line<br>' * 7}end</p><p class=closing>Last.</p>"
    chapters = (
        f"<section><h1>Chapter</h1><p>{'line<br>' * size}end</p>{ends}</section>"
        for size in range(3, 12)
    )
    document = as_printed(f"{style}<main><div>{''.join(chapters)}</div></main>")
    pages = [page.get_textpage().get_text_range().split("\r\n") for page in document]
    document.close()
    last = [page[: page.index("Last.")] for page in pages if "Last." in page]
    assert len(last) == 9
    assert all(len(before) > 3 for before in last)


def test_section_begins_where_its_heading_stands() -> None:
    """Its number in the contents is that page's, at whose top it stands as any line does."""
    style = "<style>@page { size: 90mm 70mm; margin: 10mm } body { margin: 0 }</style>"
    table = f"<div><table>{'<tr><td>row</td></tr>' * 4}</table></div>"
    sizes = range(2, 6)
    entries = "".join(f'<li>at <span class="page" data-target="#s{n}"></span></li>' for n in sizes)
    chapters = (
        f"<section><h1>Chapter</h1><p>{'line<br>' * n}end</p>"
        f'<section id="s{n}">\n<span id="t{n}"></span><h2>Head</h2>{table}</section></section>'
        for n in sizes
    )
    contents = f"<nav class=contents><ol>{entries}</ol></nav>"
    document = as_printed(f"{style}{contents}<main><div>{''.join(chapters)}</div></main>")
    texts = [page.get_textpage() for page in document]
    front, *body = (text.get_text_range().split("\r\n") for text in texts)
    numbers = re.findall(r"\d+", " ".join(front))
    heads = [number for number, page in enumerate(body, 1) if "Head" in page]
    tops = {
        round(text.get_charbox(0)[3])
        for text, page in zip(texts[1:], body, strict=True)
        if page[0] == "Head"
    }
    document.close()
    assert list(map(int, numbers)) == heads
    # Points: the page's margin, and no more than the line's own leading.
    (top,) = tops
    assert top > (70 - 10) / 25.4 * 72 - 10


def test_headings_in_two_languages_stand_apart_but_at_the_top_of_a_page() -> None:
    pair = '<div class="pair{}"><{tag}>{}</{tag}><{tag} class="second like-{tag}">{}</{tag}></div>'
    head = pair.format(" headings", "Head", "Titre", tag="h2")
    text = pair.format("", "one<br>two", "un<br>deux", tag="p")
    section = f'<section><span id="{{}}"></span>{head}{text}</section>'
    broken = section.format("b").replace("<section", '<section style="break-before: page"')
    chapter = f"<section>{text}{section.format('a')}{broken}</section>"
    document = as_printed(f'<div class="bilingual"><main>{chapter}</main></div>', BILINGUAL)
    pages = [page.get_textpage() for page in document]
    first = pages[0]
    one, two = (first.get_charbox(first.get_text_range().index(word))[3] for word in ("one", "two"))
    heads = [page.get_charbox(page.get_text_range().index("Head"))[3] for page in pages]
    document.close()
    assert two - heads[0] > 1.5 * (one - two) > 0
    assert heads[1] > one - (one - two) / 2


def test_text_of_a_drawing_is_set_as_one() -> None:
    """Its letters join, kern and run in their direction; those with places of their own do not."""
    texts = {"AVAVA": "", "abc": 'x="0 30 60"', "שלום": 'direction="rtl" text-anchor="end"'}
    drawn = "".join(f'<text y="20" {said}>{text}</text>' for text, said in texts.items())
    data = lay_out(f'<svg width="99" height="40" role="img"><title>x</title>{drawn}</svg>')
    document = pypdfium2.PdfDocument(data)
    try:
        (page,) = document
        objects = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=9))
        assert len(objects) == 1 + 3 + 1
        textpage = page.get_textpage()
        said = textpage.get_text_range()
        lefts = [textpage.get_charbox(said.index(letter))[0] for letter in "שלום"]
    finally:
        document.close()
    assert lefts == sorted(lefts, reverse=True)


def test_no_heading_is_smaller_than_the_text() -> None:
    levels = range(1, 7)
    body = "".join(f"<h{level}>Head {level}</h{level}><p>Text.</p>" for level in levels)
    (page,) = as_printed(f"<main><section>{body}</section></main>")
    text = page.get_textpage()
    whole = text.get_text_range()
    boxes = [text.get_charbox(whole.index(f"Head {level}")) for level in levels]
    heights = [top - bottom for _left, bottom, _right, top in boxes]
    letter = text.get_charbox(whole.index("Text."))
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] > 0.95 * (letter[3] - letter[1])
