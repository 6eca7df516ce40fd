"""What stands on one line of a page."""

from __future__ import annotations

from html import unescape

import pytest
from babel import Locale
from lxml.html import fragment_fromstring

from editions.web.wrapping import (
    Unbroken,
    keep_dashes,
    keep_date,
    keep_end_of_date,
    keep_end_of_heading,
    keep_end_of_paragraph,
    keep_marks_of_address,
    keep_word_before_bracket,
    part_address,
)


def marked(*parts: str) -> str:
    """Return a text with every second part of it marked, from the second one on."""
    return "".join(
        f'<span class="together">{part}</span>' if number % 2 else part
        for number, part in enumerate(parts)
    )


@pytest.mark.parametrize(
    "parts",
    [
        ("The tide : a view ", "of both shores"),
        ("A tide between ", "both shores"),
        # With the short word before them, they might leave the line before bare.
        ("A ferry of ", "international companies"),
        ("A relation at the heart of ", "North American affairs"),
        ("Ports of North American ", "coastal ferries"),
        ("Une mer partagée : ", "la rive opposée"),
        ("Introduction",),
        ("", "Two words"),
        # Longer than half a line, it might leave the line before it bare.
        ("Telecommunications infrastructures internationally",),
        # What is marked already is left alone.
        ('The <span class="dashed">North-South</span>',),
    ],
)
def test_last_two_words_of_a_heading_stay_together(parts: tuple[str, ...]) -> None:
    assert keep_end_of_heading("".join(parts)) == marked(*parts)


def test_a_long_last_word_of_a_heading_is_known_as_one() -> None:
    kept = keep_end_of_heading("Les marées au cœur des affaires nord-américaines")
    assert kept.endswith('des <span class="together long">affaires nord-américaines</span>')


@pytest.mark.parametrize(
    "parts",
    [
        ("The crossing took place ", "in 2009."),
        ("Il s’agit de leur ", "part d’ABC."),
        ("A ferry (seen on ", "22\u00a0September 2010)", ".\n"),
        ("The shores share an area of ", "co-operation."),
        ("Une relation au cœur des affaires ", "nord-américaines"),
        ("It is a matter of representation.",),
        ("Broken are internationalization-minded so.",),
        ("Yes.",),
        # A word that another element has begun.
        ("s so.",),
    ],
)
def test_no_short_word_ends_a_paragraph_alone(parts: tuple[str, ...]) -> None:
    whole = "".join(parts)
    kept = keep_end_of_paragraph(whole)
    assert kept.replace('<span class="together">', "").replace("</span>", "") == whole
    assert ("together" in kept) == (len(parts) > 1)
    if len(parts) > 1:
        assert kept.startswith(f'{parts[0]}<span class="together">')


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Conseil des affaires internationales (", "internationales ("),
        ("the Council [", "Council ["),
        ("(", ""),
        ("the Council", ""),
        ("a word of twenty-one letters and more: internationalizations (", ""),
    ],
)
def test_word_before_the_bracket_of_an_acronym(text: str, kept: str) -> None:
    assert keep_word_before_bracket(text) == text.replace(kept, marked("", kept)) if kept else text


@pytest.mark.parametrize(
    "text", ["December 6–9, 2009", "6\u00a0au 9\u00a0décembre 2009", "mai 2010"]
)
def test_date_stands_on_one_line(text: str) -> None:
    assert keep_date(text) == marked("", text)


@pytest.mark.parametrize(
    "parts",
    [
        ("January 1999–", "June 2010"),
        ("enero de\u00a01999 a ", "junio de\u00a02010"),
        ("janvier 1999 à ", "juin 2010"),
        ("1999–2010",),
        ("in June 2010 there",),
    ],
)
def test_last_month_of_a_span_keeps_its_year(parts: tuple[str, ...]) -> None:
    assert keep_end_of_date("".join(parts)) == marked(*parts)


@pytest.mark.parametrize("text", ["2009", "the population of both shores in 2009", "in 2009 there"])
def test_what_is_no_short_date_may_be_broken(text: str) -> None:
    assert keep_date(text) == text


@pytest.mark.parametrize(
    "parts",
    [
        ("", "https://example.org", "/", "north-south", "/", "a_b-c.asp", "?x=1&amp;y=", "2-3"),
        ("", "https://en-shores.example", "/Ferry"),
        ("https://plain/ferry_plain",),
        # As wide as a column.
        ("https://plain/", f"{'long-' * 8}an"),
        # Wider than that, it is broken behind a low line.
        (f"https://plain/{'Ferry_' * 7}by", "_Long-Shore.pdf", " (ref)"),
        # A part that no line might hold may be broken anywhere.
        (f"https://plain/{'long-' * 9}name",),
    ],
)
def test_no_line_of_an_address_ends_with_a_mark_of_the_text(parts: tuple[str, ...]) -> None:
    assert keep_marks_of_address("".join(parts)).replace("<wbr>", "") == marked(*parts)


def test_what_is_wider_than_a_column_goes_on_before_what_has_marks() -> None:
    long = f"{'Ferry_' * 7}by_Long-Shore"
    assert "<wbr>" not in keep_marks_of_address("https://plain/Ferry_by_Long-Shore")
    pieces = keep_marks_of_address(f"https://plain/{long}").split("<wbr>")
    assert pieces == [f"https://plain/{'Ferry_' * 7}by", marked("", "_Long-Shore")]


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            f"https://shore.example/a_b/c.asp?x=1&amp;y=2/{'long-' * 6}",
            ["https://shore.example/", "a", "_b/", "c.asp?x=1&amp;", "y=2/", "long-" * 6],
        ),
        ("http://ferry-boats.shore.example/", ["http://", "ferry-boats.shore.example/"]),
        ("ferry@shore.example", ["ferry@shore.example"]),
        ("f<span>&#64;</span>a/b", ["f<span>&#64;</span>a/b"]),
    ],
)
def test_address_goes_on_behind_its_marks(address: str, parts: list[str]) -> None:
    assert part_address(address).split("<wbr>") == parts


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("larger declines—24.2 per cent", ["declines—"]),
        ("a relationship—, and", ["relationship—"]),
        ("el vínculo —sobre todo— crece", ["—sobre", "todo—"]),
        ("el vínculo —todo— crece", ["—todo—"]),
        ("(—quizá— sí)", ["(—quizá—"]),
        ("la relation — au fond — progresse", []),
        ("———. “Where”", []),
        ("A &amp;—B", []),
        ("no dash", []),
    ],
)
def test_dashes_stay_with_their_words(words: str, held: list[str]) -> None:
    marked = fragment_fromstring(f"<p>{keep_dashes(words)}</p>")
    assert [span.text for span in marked.findall("span")] == held
    assert marked.text_content() == unescape(words)


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("es", "la relación Canadá-México y", ["Canadá-México"]),
        ("fr", "(Asie-Pacifique), l’Inter-American", ["Asie-Pacifique", "l’Inter-American"]),
        ("en", "their co-operation, by e-mail", ["co-operation", "e-mail"]),
        ("en", "decision-makers in the long-term", []),
        ("fr", "celui-ci, peut-être, dit-on", ["celui-ci", "dit-on"]),
        ("en", "people-to-people, Stratford-upon-Avon", []),
        ("fr", "États-Unis-Mexique, le porte-à-faux", ["États-Unis-Mexique"]),
        ("en", "U.S.-Mexico, then-U.S. and North-U.S.", ["U.S.-Mexico", "then-U.S.", "North-U.S."]),
        ("en", "2010-2012, 7–8; x-1, 613-562-0005", ["2010-2012", "7–8", "x-1"]),
        ("en", "the 16-year span, G-20, 3-to-1, x-1-y", ["16-year", "G-20"]),
        ("fr", "l’après-11 septembre 2001", ["l’après-11 septembre"]),
        ("en", "Ottawa, ON K1N 7B7; SW1A 1AA; 06600", ["K1N 7B7", "SW1A 1AA"]),
        ("en", "by 12.7 per cent, 10 percent", ["12.7 per cent", "10 percent"]),
        ("es", "más de 12.7\u00a0por ciento", ["12.7\u00a0por ciento"]),
        ("fr", "de 5 pour cent, 5 pour toi", ["5 pour cent"]),
        ("ja", "K1N 7B7", ["K1N 7B7"]),
        ("ja", "2010–2012", ["2010–2012"]),
        ("es", "del 6 al 9 de diciembre de 2009", ["6 al 9 de diciembre", "de 2009"]),
        ("fr", "(les 27 et 28 mai)", ["27 et 28 mai"]),
        ("en", "July 27 and 28, in 2009 a 3 May", ["July 27 and 28", "3 May"]),
        (
            "es",
            "(consultado el 28\u00a0de septiembre de 2010)",
            ["28\u00a0de septiembre", "de 2010"],
        ),
        ("es", "(septiembre de 2010), mayo 2011", ["de 2010"]),
        ("es", "12 de mayo de 20100, salió de 2010", ["12 de mayo"]),
        ("fr", "1er janvier, le 24 nov. 2009", ["1er janvier", "24 nov"]),
        ("en", "Dec. 6–9, 2009; March 8; 7 May 2010", ["Dec. 6–9", "March 8", "7 May"]),
        ("de", "am 3. Oktober", ["3. Oktober"]),
        ("en", "May 2010, page 12 March, 1,200 march, in March 2009", ["12 March"]),
        ("es", "12 de los marzos, 16 años", []),
        ("ja", "10月8日", []),
    ],
)
def test_names_and_days_stay_on_one_line(language: str, text: str, kept: list[str]) -> None:
    marked = fragment_fromstring(f"<p>{Unbroken.of(Locale.parse(language)).keep(text)}</p>")
    assert [span.text for span in marked.findall("span")] == kept
    assert all(span.get("class") == "dashed" for span in marked.findall("span"))
    assert marked.text_content() == text


def test_pages_of_the_web_leave_out_what_no_break_spaces_hold() -> None:
    half = "28\u00a0de mayo"
    whole = "1\u00a0de\u00a0julio"
    dates = (
        f"del 6 al 9 de diciembre de 2009 al {half} de 2010 en Norte-Sur,"
        f" {whole} de\u00a02010, mayo de 2011"
    )
    kept = Unbroken.of(Locale.parse("es")).keep_lightly(dates)
    marked = fragment_fromstring(f"<p>{kept}</p>")
    years = [f"de {year}" for year in (2009, 2010, 2011)]
    days = ["6 al 9 de diciembre", years[0], half, years[1]]
    assert [span.text for span in marked] == [*days, "Norte-Sur", years[2]]
    assert marked.text_content() == dates
    marked = fragment_fromstring(
        f"<p>{Unbroken.of(Locale.parse('es')).keep_lightly(dates, years=False)}</p>"
    )
    assert [span.text for span in marked] == [days[0], half, "Norte-Sur"]
    assert marked.text_content() == dates
    held = Unbroken.of(Locale.parse("fr")).keep_lightly("l’après-11\u00a0septembre")
    assert held == '<span class="dashed">l’après-11\u00a0septembre</span>'
    two_days = "les 27 et 28\u00a0mai"
    kept = Unbroken.of(Locale.parse("fr")).keep_lightly(two_days)
    assert kept == 'les <span class="dashed">27 et 28\u00a0mai</span>'


def test_tags_are_no_text() -> None:
    link = '<a href="https://example.org/North-South/2009-2010">'
    kept = Unbroken.of(Locale.parse("en")).keep(f"{link}North-South</a>")
    assert kept == f'{link}<span class="dashed">North-South</span></a>'
    assert Unbroken.of(Locale.parse("en")).keep(kept) == kept


def test_no_part_of_an_address_is_broken_at_its_hyphen() -> None:
    parts = part_address("https://a.example/north-south/2").split("<wbr>")
    assert parts == ["https://a.example/", '<span class="dashed">north-south/</span>', "2"]
