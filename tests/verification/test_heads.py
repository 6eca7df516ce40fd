"""What pages say of themselves."""

from __future__ import annotations

import pytest

from editions.verification.facts import Page
from editions.verification.heads import (
    check_heads,
    check_languages,
    check_stated,
    check_switches,
    compare_heads,
)
from editions.verification.pages import read_page

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Le port — Rivages</title>
<meta name="description" content="Un port."><meta property="og:site_name" content="Rivages">
<meta property="og:locale" content="fr_CA"><link rel="canonical" href="https://x.org/fr/a/b.html">
<script type="application/ld+json">{"inLanguage": "fr"}</script></head><body>
<nav><a href="../../en/a/b.html">English</a><a href="b.html" aria-current="true">Français</a></nav>
<nav><a href="../c.html">C</a></nav><main><h1>Le port</h1></main></body></html>"""


def rules(old: str, new: str) -> set[str]:
    assert old in PAGE
    good = read_page(PAGE.encode(), "fr/a/b.html", "a/b.html")
    bad = read_page(PAGE.replace(old, new, 1).encode(), "fr/a/b.html", "a/b.html")
    other = read_page(PAGE.encode(), "en/a/b.html", "a/b.html")
    pages = {"fr/a/b.html": bad, "en/a/b.html": other, "fr/a/c.html": good}
    found = [*compare_heads(good, bad), *check_heads({"a/b.html": bad}, "fr")]
    found += check_switches(pages, "https://x.org/")
    return {finding.rule for finding in found if finding.file == "fr/a/b.html"}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Rivages", "Les rivages", set()),
        ("fr_CA", "fr", set()),
        ("<title>Le port", "<title>La gare", {"page-title"}),
        ('<meta name="description" content="Un port.">', "", {"page-title"}),
        ("fr_CA", "es_MX", {"page-language"}),
        ('"inLanguage": "fr"', '"inLanguage": "en"', {"page-language"}),
        ('"inLanguage": "fr"', "no JSON", set()),
        ('<html lang="fr">', "<html>", {"page-language"}),
        ("../../en/a/b.html", "../../en/a/c.html", {"switches"}),
        ("x.org/fr/a/b.html", "x.org/fr/a/c.html", {"canonical"}),
        ("x.org/fr/a/b.html", "elsewhere.org/a.html", set()),
    ],
)
def test_what_differs_is_found(old: str, new: str, found: set[str]) -> None:
    assert rules(old, new) == found


@pytest.mark.parametrize(
    ("lang", "title", "found"),
    [
        ("fr", "Rivages", set()),
        ("en", "Rivages", {"page-language"}),
        ("fr", "Shores", {"page-title"}),
        ("fr", "", {"page-title"}),
    ],
)
def test_a_file_states_the_language_and_the_title(lang: str, title: str, found: set[str]) -> None:
    first = read_page(PAGE.encode(), "fr/index.html", "index.html")
    assert {f.rule for f in check_stated(first, "it.pdf", lang, title)} == found


def titled(title: str, heading: str, file: str) -> Page:
    text = (
        f"<html lang='fr'><head><title>{title}</title></head><body><h1>{heading}</h1></body></html>"
    )
    return read_page(text.encode(), file, file.partition("/")[2])


def test_the_first_page_may_have_the_title_of_its_site() -> None:
    editions = [
        [
            titled("Harbours", top, f"{code}/index.html"),
            titled(f"{name} - Harbours", name, f"{code}/a.html"),
        ]
        for code, top, name in (("en", "Harbours", "Ships"), ("fr", "Les ports", "Les navires"))
    ]
    (one, _), (other, _) = editions
    assert not list(compare_heads(one, other, (editions[0], editions[1])))
    alone = list(compare_heads(one, other, ([one], [other])))
    assert [finding.rule for finding in alone] == ["page-title"]
    lost = titled("Harbours", "Les navires", "fr/a.html")
    found = list(compare_heads(editions[0][1], lost, (editions[0], [other, lost])))
    assert [finding.rule for finding in found] == ["page-title"]


def test_editions_say_each_its_own_language() -> None:
    assert not list(check_languages({"en": "en-CA", "gb": "en-GB", "fr": "fr"}))
    found = list(check_languages({"en": "en", "fr": "en", "es": ""}))
    assert [(finding.file, finding.rule) for finding in found] == [("fr/", "page-language")]


def test_a_page_says_its_language_even_where_none_of_its_edition_does() -> None:
    page = read_page(b"<html><body><h1>Ports</h1></body></html>", "fr/a.html", "a.html")
    assert [finding.rule for finding in check_heads({"a.html": page}, "")] == ["page-language"]


@pytest.mark.parametrize(
    ("content", "is_redirect"), [("0; url=a.html", True), ("0;URL='a.html'", True), ("60", False)]
)
def test_a_page_that_leads_on_is_no_document(content: str, is_redirect: bool) -> None:
    text = f'<html><head><meta http-equiv="Refresh" content="{content}"></head><body></body></html>'
    assert read_page(text.encode(), "fr/b.html", "b.html").head.is_redirect is is_redirect
