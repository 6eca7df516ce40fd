"""Files of another build, and what a page of downloads says of its files."""

from __future__ import annotations

import hashlib

import pytest

from editions.verification.freshness import check_edition, check_offers, check_pair, prevailing
from editions.verification.opening import FileFacts
from tests.verification.examples import block, page

ONE, TWO = "0" * 16, "1" * 16
NOW = f"{ONE}-{TWO}"


def test_a_file_of_another_build_is_named() -> None:
    files = {"fr/a.html": NOW, "fr/b.html": "", "downloads/x-fr.pdf": f"{ONE}-{ONE}"}
    found = list(check_edition("fr", NOW, files, f"{ONE}-{ONE}"))
    assert [(f.file, f.rule) for f in found] == [
        ("fr/b.html", "stale"),
        ("downloads/x-fr.pdf", "stale"),
    ]
    assert "no identity at all" in found[0].message


def test_an_edition_of_another_text_is_named() -> None:
    (found,) = check_edition("fr", NOW, {}, f"{TWO}-{TWO}")
    assert found.file == "fr"
    assert list(check_edition("fr", NOW, {}, "")) == []  # nobody knows


def test_a_pair_is_made_of_both_editions_in_their_order() -> None:
    assert list(check_pair(("a", "b"), {"en-fr/a.html": "a b"})) == []
    for other in ("b a", "a c", "a", ""):
        (found,) = check_pair(("a", "b"), {"en-fr/a.html": other})
        assert found.rule == "stale"


def test_what_most_files_bear_prevails() -> None:
    assert prevailing(["a", "", "b", "b"]) == "b"
    assert prevailing(["", ""]) == ""


PDF = b"%PDF" * 64_000
SUM = hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ((f"Pages : 24 · 256 ko {SUM}",), 0),
        (("Pages : 24 · 250 ko",), 0),
        (("Pages : 24 · 0,3 Mo",), 1),
        (("Pages : 25 · 256 ko",), 1),
        (("Pages : 24 · 312 ko", f"SHA-256 {SUM}"), 1),
        (("Pages : 24 · 256 ko", f"SHA-256 {'0' * 64}"), 1),
        (("Pages : 24 · 256 octets",), 1),
        (("PDF",), 0),
    ],
)
def test_facts_of_downloads_are_those_of_the_files(facts: tuple[str, ...], wrong: int) -> None:
    blocks = [block("Français", "../downloads/x-fr.pdf"), *map(block, facts)]
    shown = page(block("Téléchargements", kind="h1"), *blocks, block("x", "gone.pdf"))
    found = list(check_offers(shown, {"x-fr.pdf": FileFacts(len(PDF), SUM)}, {"x-fr.pdf": 24}))
    assert [f.rule for f in found] == ["download-facts"] * wrong
