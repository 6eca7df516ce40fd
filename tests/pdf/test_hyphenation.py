"""Where words are broken: the rules one by one, and on pages that are laid out."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from weasyprint.text import line_break

from editions.borrowed.weasyprint_lines import BreakingPoint, patterns_chosen
from editions.pdf.hyphenation import MOST_IN_A_ROW, may_break, patterns_of
from editions.pdf.layout import write_pdf

ORDINARY = BreakingPoint("a word that is ordi", "nary may be broken.", 0, ends_page=False)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("a word that is ordi", "nary may be broken.", True),
        ("a word that is ordi", "nary.", False),
        ("los países de las Amé", "ricas y otros países", False),
        ("el Tratado de l’Amé", "rique du Nord que", False),
        ("la frontière de Basse-Cali", "fornie et le reste", False),
        ("(Cana", "dian firms have", False),
        ("l’intégration nord-améri", "caine est un", False),
        ("a two-dec", "ade collaboration between", False),
        ("con 21,300 mil", "lones de dólares", False),
        ("con 21,300 millones de dóla", "res canadienses, después", False),
        ("con 4,850\u00a0millones de dólares cana", "dienses. De hecho,", False),
        ("en 2010) que atien", "den tanto al mercado", True),
        ("en 2009, the econo", "mic relation has", True),
        ("from 24.2 per cent, respec", "tively, and others", True),
        ("el 9 de diciem", "bre de 2009 puso", False),
        ("between jan", "vier 2009 et juillet", False),
        ("entre ene", "ro de 2009 y julio", False),
        ("des mots tels que «\u00a0envi", "ron\u00a0», « plus de »", False),
        ("and words like “approx", "imately,” follow", False),
        ("the paper “is approx", "imately” so", True),
        ("a few percen", "tages between 10 and", True),
        ("ordi", "nary words follow", True),
    ],
)
def test_word_is_judged_by_what_stands_around_it(before: str, after: str, allowed: bool) -> None:
    assert may_break(BreakingPoint(before, after, 0, ends_page=False)) is allowed


def test_page_and_rows_are_judged() -> None:
    assert may_break(ORDINARY)
    assert not may_break(BreakingPoint(ORDINARY.before, ORDINARY.after, 0, ends_page=True))
    row = [
        may_break(BreakingPoint(ORDINARY.before, ORDINARY.after, number, ends_page=False))
        for number in range(MOST_IN_A_ROW + 2)
    ]
    assert row == [True] * MOST_IN_A_ROW + [False] * 2


@pytest.mark.parametrize(
    ("tag", "word", "parts"),
    [
        ("en-CA", "important", "im-por-tant"),
        ("en", "important", "im-por-tant"),
        ("en-US", "important", "im-por-tant"),
        ("en-AU", "important", "im-port-ant"),
        ("en-GB", "important", "im-port-ant"),
        ("es-MX", "importante", "im-por-tan-te"),
        ("fr-CA", "important", "im-por-tant"),
        ("pt-AO", "facto", "fac-to"),
        ("sr-Latn", "zajednica", "za-jed-ni-ca"),
    ],
)
def test_words_are_broken_as_the_region_does(tag: str, word: str, parts: str) -> None:
    with patterns_chosen(patterns_of):
        patterns = line_break.pyphen.language_fallback(tag)
    assert line_break.pyphen.Pyphen(lang=patterns).inserted(word) == parts


def test_patterns_are_those_of_the_language_and_of_the_region_where_it_has_any() -> None:
    names = line_break.pyphen.LANGUAGES
    with patterns_chosen(patterns_of):
        found = {name: str(line_break.pyphen.language_fallback(name)) for name in names}
        assert line_break.pyphen.language_fallback("tlh-XX") is None
    for name, patterns in found.items():
        assert patterns == name if "_" in name else patterns.partition("_")[0] == name


WORDS = "international organization considerable understanding Constantinople collaboration"


def lines_of(style: str, text: str) -> list[list[str]]:
    """Return the lines of each page of *text*, laid out narrow enough to break many words."""
    css = "@page { size: 55mm 90mm; margin: 8mm } p { font: 10pt/1.2 sans-serif; margin: 0;"
    page = (
        f"<!DOCTYPE html><html lang=en><title>T</title><style>{css} hyphens: auto;"
        f" hyphenate-character: '-'; {style} }}</style><body><p>{text}</p>"
    )
    document = pypdfium2.PdfDocument(BytesIO(write_pdf(page, {}, system_fonts=True)))
    # PDFium has a sign of its own for a hyphen and the end of its line.
    texts = (sheet.get_textpage().get_text_range() for sheet in document)
    return [text.replace("\ufffe", "-\n").split("\n") for text in map(_unified, texts)]


def _unified(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


@pytest.mark.parametrize("style", ["text-align: left", "text-align: justify"])
def test_pages_keep_to_the_rules(style: str) -> None:
    pages = lines_of(style, " ".join([WORDS] * 40) + " understanding")
    assert len(pages) > 2
    lines = [line for page in pages for line in page]
    broken = [line.endswith("-") for line in lines]
    assert sum(broken) > 5
    marks = "".join("-" if hyphen else "." for hyphen in broken)
    assert "-" * (MOST_IN_A_ROW + 1) not in marks
    assert not any(page[-1].endswith("-") for page in pages)
    assert not broken[-2]
    assert " ".join(lines).replace("- ", "").split() == [*WORDS.split() * 40, "understanding"]
    assert sum("Constantinople" in line for line in lines) == 40


def test_word_longer_than_its_line_is_broken_all_the_same() -> None:
    (page,) = lines_of("width: 9mm", "understanding Constantinople")
    assert all(len(line) < len("understanding") for line in page)


def test_what_floats_stands_once_however_often_its_line_was_tried() -> None:
    box = "<b style='float: right; width: 4mm'>x</b>"
    pages = lines_of("text-align: justify", f"{WORDS} {box} {WORDS} Constantinople {WORDS}")
    assert sum(line.split().count("x") for page in pages for line in page) == 1


@pytest.mark.parametrize("hyphens", ["manual", "auto"])
def test_lines_are_filled_whatever_ends_with_them(hyphens: str) -> None:
    """A text may end, with a space, just where its line does, and another element follow."""
    words = "one of the lines that a text in another voice may well end with, or not"
    starts = (words.index(f" {word}") for word in ("of", "lines", "that", "text", "voice", "well"))
    text = " ".join(f"{words[start:]} <b>understanding</b>" for start in starts)
    css = "p { font: 10pt/1.2 'DejaVu Sans Mono', monospace; text-align: left; break-before: page }"
    measures = range(20, 46)
    paragraphs = (f"<p style='width: {measure + 0.1}ch'>{text}</p>" for measure in measures)
    page = (
        f"<!DOCTYPE html><html lang=en><title>T</title><style>{css} p {{ hyphens: {hyphens};"
        f" hyphenate-character: '-' }}</style><body>{''.join(paragraphs)}"
    )
    document = pypdfium2.PdfDocument(BytesIO(write_pdf(page, {}, system_fonts=True)))
    assert len(document) == len(measures)
    for measure, sheet in zip(measures, document, strict=True):
        found = sheet.get_textpage().get_text_range().replace("\ufffe", "-\n")
        lines = _unified(found).split("\n")
        assert all(len(line) <= measure for line in lines)
        for line, following in pairwise(lines):
            room = measure - len(line) - 1
            assert line.endswith("-") or len(following.split()[0]) > room, (measure, lines)


@pytest.mark.parametrize(
    ("text", "align", "expected"),
    [
        # A word that is to stay whole would leave three words, and then two, wide apart.
        ("aaaa bbbb cccc dd ee ffff gggg hhhhhhhhhhhhhh ii", "justify", "cccc/gggg/ii"),
        ("aaaa bbbb cccc dd ee ffff gggg hhhhhhhhhhhhhh ii", "left", "ee/gggg/ii"),
        ("aaaa bbbb <b>cccc dd</b> ee ffff gggg hhhhhhhhhhhhhh ii", "justify", "cccc/gggg/ii"),
        # Nothing is won where the line above would be as loose.
        ("aaaaaaaa bbbbbbbb cc dddd hhhhhhhhhhhhhhhh ii", "justify", "cc/dddd/ii"),
        # The last line is not justified.
        ("aaaa bbbb cccc dd ee ffff gggg", "justify", "ee/gggg"),
    ],
)
def test_a_line_gives_words_to_a_loose_one_behind_it(text: str, align: str, expected: str) -> None:
    mono = "font-family: 'DejaVu Sans Mono', monospace; hyphens: manual"
    (page,) = lines_of(f"{mono}; font-weight: 400; text-align: {align}; width: 20.1ch", text)
    assert [line.split()[-1] for line in page] == expected.split("/")
