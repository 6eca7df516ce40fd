from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from editions.languages import Edition
from editions.series.cards import Card, PaperEdition, PaperFile, in_order, read_card
from tests.series.sites import write_site

HEAD = """
<meta name="citation_title" content="Two\N{NO-BREAK SPACE}Shores &amp; more">
<meta name="DC.creator" content="Ruiz, Ana">
<meta name="DC.date" content="2026-11">
<script type="application/ld+json">{"author": [
  {"@type": "Person", "givenName": "Ana", "familyName": "Ruiz"},
  {"@type": "Organization", "name": "The  Ferry\\nCompany"}, 7]}</script>
"""


def card(site: Path) -> Card:
    found = read_card(site, "papers/a")
    assert found is not None
    return found


def test_a_paper_says_what_it_is(tmp_path: Path) -> None:
    site = write_site(tmp_path, {"en": "T"}, head=HEAD, formats=("html", "pdf", "epub"))
    (tmp_path / "downloads/paper-fr-en.pdf").touch()  # two side by side
    held = json.loads((site / "editions.json").read_text())
    (site / "editions.json").write_text(json.dumps({**held, "pairs": {"fr-en": ["pdf"]}}))
    (found,) = card(site).editions
    assert found.title == "Two\N{NO-BREAK SPACE}Shores & more"
    assert found.description == "About T."
    assert found.authors == ("Ana Ruiz", "The Ferry Company")
    assert (found.issued, found.day) == ("2026-11", date(2026, 11, 1))
    assert found.files == (
        PaperFile("pdf", "downloads/paper-en.pdf"),
        PaperFile("epub", "downloads/paper-en.epub"),
    )
    assert (found.page, found.name, found.direction) == ("en/index.html", "English", "ltr")


def test_pages_that_say_nothing_to_machines_have_a_title(tmp_path: Path) -> None:
    head = '<meta name="author" content="Ana Ruiz"><script type="application/ld+json">{</script>'
    site = write_site(tmp_path, {"fr": "Rives <em>du</em> nord ¶"}, head=head)
    (found,) = card(site).editions
    assert (found.title, found.authors, found.issued) == ("Rives du nord", ("Ana Ruiz",), "")
    assert found.day is None


def test_what_is_no_text_is_left_out(tmp_path: Path) -> None:
    head = r"""<meta name="citation_title" content="a&#1;b￾&#133;c">
<script type="application/ld+json">{"author": {"name": "d\ud800\u0000e"}}</script>
<script type="application/ld+json">""" + "[" * 100_000 + "</script>"  # fmt: skip
    site = write_site(tmp_path, {"en": "T"}, head=head.replace(r"\ufffe", "\ufffe"))
    (found,) = card(site).editions
    assert (found.title, found.authors) == ("ab\N{HORIZONTAL ELLIPSIS}c", ("de",))


def test_a_comment_is_no_title(tmp_path: Path) -> None:
    (found,) = card(write_site(tmp_path, {"en": "One<!-- no -->"})).editions
    assert found.title == "One"


@pytest.mark.parametrize("content", ["", " ", "<!-- nothing -->"])
def test_an_empty_page_is_no_edition(tmp_path: Path, content: str) -> None:
    site = write_site(tmp_path, {"en": "T", "fr": "R"})
    (site / "en/index.html").write_text(content)
    assert [edition.code for edition in card(site).editions] == ["fr"]


def test_addresses_lead_to_any_folder(tmp_path: Path) -> None:
    name = "papers/50 % of #tides? é & '\udcff"
    site = write_site(tmp_path, {"en": "T"}, formats=("html", "pdf"))
    (site / "downloads/paper-en.pdf").rename(site / "downloads/p#1-en.pdf")
    found = read_card(site, name)
    assert found is not None
    assert found.address == "papers/50%20%25%20of%20%23tides%3F%20%C3%A9%20%26%20%27%FF"
    assert found.editions[0].files == (PaperFile("pdf", "downloads/p%231-en.pdf"),)


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{}", "[" * 100_000, '{"editions": 3}', '{"editions": {"en": []}}'),
        *('{"editions": {"en": 3}}', '{"editions": {"en": null}}', '{"editions": [[1, []]]}'),
    ],
)
def test_what_is_no_site_is_none(tmp_path: Path, content: str) -> None:
    assert read_card(tmp_path, "a") is None
    (tmp_path / "editions.json").write_text(content)
    assert read_card(tmp_path, "a") is None


def test_a_name_that_leads_elsewhere_is_no_edition(tmp_path: Path) -> None:
    write_site(tmp_path / "other", {"en": "Other"})
    site = write_site(tmp_path / "site", {"en": "Own"})
    (site / "editions.json").write_text('{"editions": {"../other/en": ["html"], "en": ["html"]}}')
    assert [edition.title for edition in card(site).editions] == ["Own"]


def paper(code: str, lang: str, issued: str = "") -> PaperEdition:
    return PaperEdition(code, lang, code, "", (), issued, ())


def reader(code: str, locale: str) -> Edition:
    return Edition(code, locale, code, "Papers")


@pytest.mark.parametrize(
    ("code", "locale", "own", "shown"),
    [
        ("en", "en_CA", "en", "en"),
        ("fr", "fr_CA", "fr-ca", "fr-ca"),
        ("es", "es_MX", "mx", "mx"),
        ("de", "de", None, "en"),
    ],
)
def test_readers_are_shown_their_language_or_the_original(
    code: str, locale: str, own: str | None, shown: str
) -> None:
    editions = (paper("en", "en-GB"), paper("fr-ca", "fr-CA"), paper("mx", "es-MX"))
    found = Card("a", editions)
    language = reader(code, locale)
    edition = found.own(language)
    assert (edition and edition.code) == own
    assert found.shown(language).code == shown


@pytest.mark.parametrize(
    ("issued", "day"),
    [
        ("2026", date(2026, 1, 1)),
        ("2026-03", date(2026, 3, 1)),
        ("2026-03-09", date(2026, 3, 9)),
        ("2026-02-31", None),
        ("soon", None),
        ("99999999999", None),
        ("", None),
    ],
)
def test_dates_are_days_where_they_can_be(issued: str, day: date | None) -> None:
    assert paper("en", "en", issued).day == day


def test_the_newest_come_first_and_those_without_a_date_last() -> None:
    days = {"a": "", "b": "2025", "c": "2026-02", "d": "2026-02", "e": "1999-12-31"}
    cards = [Card(name, (paper("en", "en", issued),)) for name, issued in days.items()]
    assert "".join(found.name for found in in_order(cards[::-1])) == "cdbea"
