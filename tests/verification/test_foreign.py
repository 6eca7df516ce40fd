"""What sites of other tools have, and is no error."""

from __future__ import annotations

import pytest

from editions.findings import Severity
from editions.verification.comparing import compare_pages
from editions.verification.facts import Page
from editions.verification.pages import read_page


def page(code: str, body: str) -> Page:
    text = (
        f"<html lang='{code}'><head><title>x</title></head><body><main>{body}</main></body></html>"
    )
    return read_page(text.encode(), f"{code}/a.html", "a.html")


def errors(english: str, other: str, code: str = "fr") -> list[str]:
    found = compare_pages(page("en", english), page(code, other))
    return [finding.rule for finding in found if finding.severity is Severity.ERROR]


def cell(text: str) -> str:
    return f"<table><tr><td>1</td><td><p>{text}</p></td></tr></table>"


SETUP = "When you set it up it allows you to select one of several tools that build."
SCREEN = "A phone with a screen of four inches at 1,280 points or more."


@pytest.mark.parametrize(
    ("english", "other", "code", "found"),
    [
        ('<p><a href="#id2">Ports</a></p>', '<p><a href="#id1">Ports</a></p>', "fr", []),
        ('<p><a href="#toc-entry-2">A</a></p>', '<p><a href="#toc-entry-3">A</a></p>', "fr", []),
        ('<p><a href="#id2">A</a></p>', "<p>A</p>", "fr", ["links-differ"]),
        ('<p><a href="#one">A</a></p>', '<p><a href="#two">A</a></p>', "fr", ["links-differ"]),
        ("<footer><p>Built 2026.</p></footer>", "<footer><p>Fait en 2023.</p></footer>", "fr", []),
        (
            "<blockquote><footer><p>Built 2026.</p></footer></blockquote>",
            "<blockquote><footer><p>Fait en 2023.</p></footer></blockquote>",
            "fr",
            ["figures"],
        ),
        (cell(SETUP), cell("設定するとき、いくつかのツールから1つを選択できます。"), "ja", []),
        (cell(SCREEN), cell(SCREEN), "fr", []),
        (
            cell(SCREEN),
            cell("Un téléphone dont l'écran de quatre pouces a 1 820 points ou plus."),
            "fr",
            ["table-cell"],
        ),
        (
            cell("The words thousand, million and billion, as each language has them."),
            cell("Les mots thousand, million et billion, comme les a chaque langue."),
            "fr",
            [],
        ),
        (cell("1,280"), cell("1,280"), "fr", ["table-cell"]),
    ],
)
def test_what_editions_may_have_of_their_own(
    english: str, other: str, code: str, found: list[str]
) -> None:
    assert errors(english, other, code) == found


def glossary(*terms: tuple[str, str]) -> str:
    items = "".join(
        f'<dt id="term-{name}">{name}</dt><dd><p>{text}</p></dd>' for name, text in terms
    )
    return f'<dl class="glossary">{items}</dl>'


def test_each_edition_sorts_its_glossary() -> None:
    english = glossary(("address", "It has 4 parts."), ("client", "It has 7 parts."))
    french = glossary(("client", "Il a 7 parties."), ("address", "Il a 4 parties."))
    assert errors(english, french) == []
