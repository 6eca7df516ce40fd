"""The text of citations, and what a translation has to keep of it."""

from __future__ import annotations

import pytest

from editions.catalogs.citing import CitedWork, cited, described, parse_citation, parse_link


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("smith2001", [CitedWork("smith2001")]),
        ("smith2001, 12", [CitedWork("smith2001", "", "12")]),
        ("see smith2001, chap. five", [CitedWork("smith2001", "see", "chap. five")]),
        ("véase también smith2001", [CitedWork("smith2001", "véase también")]),
        ("smith2001, pp. 12-15 and 20-1", [CitedWork("smith2001", "", "pp. 12–15 and 20–1")]),
        ("see a-b-1, 12–14; jones, 3",
         [CitedWork("a-b-1", "see", "12–14"), CitedWork("jones", "", "3")]),
    ],
)  # fmt: skip
def test_citation_is_parsed(text: str, works: list[CitedWork]) -> None:
    assert list(parse_citation(text)) == works


@pytest.mark.parametrize("text", ["", "Smith", "smith2001;", "12"])
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not of the form"):
        parse_citation(text)


def test_link_is_parsed() -> None:
    assert parse_link("Banque du Canada, 2009 <bank-2009>") == (
        "Banque du Canada, 2009",
        "bank-2009",
    )
    with pytest.raises(ValueError, match="text <key>"):
        parse_link("bank-2009")


@pytest.mark.parametrize(
    ("message", "translation", "same"),
    [
        ("As :cite:`see one, 12` says.", "Comme le dit :cite:`voir one, p. 12`.", True),
        ("As :cite:`one; two` say.", ":cite:`two; one` le disent.", True),
        (":cite:t:`one` and :cite:`two`", ":cite:`two` y :cite:t:`one`", True),
        (":cite:link:`Bank <one>`", ":cite:link:`Banque <one>`", True),
        ("As :cite:`one` says.", "Comme on dit.", False),
        ("As :cite:`one` says.", ":cite:`two`", False),
        ("As :cite:`one, 12` says.", ":cite:`one, 13`", False),
        ("As :cite:`one` says.", ":cite:t:`one`", False),
        ("As :cite:`one` says.", ":cite:`one` :cite:`one`", False),
        (":cite:link:`Bank <one>`", ":cite:link:`Banque <two>`", False),
        ("As {cite}`see one, 12` says.", "Comme le dit {cite}`voir one, p. 12`.", True),
        ("As {cite:p}``one`` says.", "{cite:p}`one` le dit.", True),
        ("As {cite:p}`one` says.", "{cite:p}`two` le dit.", False),
        ("As {cite:p}`one` says.", "{cite:t}`one` le dit.", False),
        ("As {cite:p}`one` says.", "Comme on dit.", False),
    ],
)
def test_translation_keeps_works_and_numbers(message: str, translation: str, same: bool) -> None:
    assert (cited(message) == cited(translation)) is same


def test_citation_is_described_as_it_is_written() -> None:
    assert [described(item) for item in cited(":cite:`see one, 12` :cite:t:`two`")] == [
        ":cite:`one, 12`", ":cite:t:`two`"]  # fmt: skip
    works = cited("{cite}`one, 12` {cite:t}`two`")
    assert [described(work, "{{{}}}".format) for work in works] == [
        "{cite}`one, 12`", "{cite:t}`two`"]  # fmt: skip
