"""Pairs in a site: made with their editions, kept or refused where those do not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import FindingsError
from editions.languages import Edition, Pair, Publication
from editions.workflows.build import build_site
from editions.workflows.pairing import offered
from editions.workflows.publishing import MANIFEST
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication
from tests.building import add_for_one_edition, edit, set_translation
from tests.reading import one, pdf_pages, read_page, select, text

#: What has come from the second edition.
SECOND = "//main//*[contains(concat(' ', @class, ' '), ' second ')]"

FOR_SOME = """
.. only:: en

   For English alone.

.. only:: not en

   Not for English.

   Not so
   ------

   A *second* part, of `pdf <https://example.org/>`_.

.. only:: fr or en

   - For both.

.. ifconfig:: language == "fr"

   By another condition.
"""


def build(root: Path, *codes: str) -> tuple[Path, list[str]]:
    """Build web editions; return the site and what the build had to say."""
    publication = load_publication(root)
    said: list[str] = []

    class Listener(Reporter):
        def notice(self, message: str) -> None:
            said.append(message)

    output, chosen = root / "build/site", publication.select(codes)
    site = build_site(publication, chosen, ["html"], output, reporter=Listener())
    return site, said


def add(root: Path, text: str) -> None:
    with (root / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write(text)


def test_both_orders_are_made(two_shores: Path) -> None:
    site, said = build(two_shores)
    assert said == []
    for folder, heading, second in (("en-fr", "Shore", "Rive"), ("fr-en", "Rive", "Shore")):
        page = read_page(site / folder / "shore.html")
        assert text(one(page, "//h1")) == heading
        assert text(one(page, "//p[contains(@class, 'like-h1')]")) == second
        assert {p.name for p in (site / folder).glob("*.html")} == {
            "index.html",
            "shore.html",
            "crossing.html",
        }


def test_a_block_in_one_edition_only_stops_the_build(two_shores: Path) -> None:
    site, _ = build(two_shores)
    before = (site / "en/shore.html").read_bytes()
    add(two_shores, "\n")  # or Sphinx does not read it again
    add_for_one_edition(two_shores, "shore", "en", "\n\nFor English alone.\n")
    with pytest.raises(FindingsError) as caught:
        build(two_shores)
    assert {finding.rule for finding in caught.value.findings} == {"pair"}
    (finding,) = caught.value.findings
    assert finding.file == "en-fr/shore.html"
    assert "For English alone." in finding.message
    assert "'en' and not in 'fr'" in finding.message
    assert (site / "en/shore.html").read_bytes() == before


def test_what_is_meant_for_one_edition_stands_in_its_column(two_shores: Path) -> None:
    add(two_shores, FOR_SOME)
    edit(two_shores / "conf.py", "extensions = [", 'extensions = ["sphinx.ext.ifconfig", ')
    assert main(["update", "--quiet", "--project", str(two_shores)]) == 0
    for words in ("Not for English.", "Not so", "For both."):
        set_translation(two_shores, "shore", words, f"[{words}]")
    publication = load_publication(two_shores)
    site = build_site(publication, publication.editions, ["html", "pdf"], two_shores / "site")
    page = read_page(site / "en-fr/shore.html")
    alone = {text(row): row[0].get("lang") for row in select(page, "//div[@class='pair alone']")}
    assert alone == {
        "For English alone.": None,
        "[Not for English.]": "fr-FR",
        "[Not so] A second part, of pdf. [anglais]": "fr-FR",
        "By another condition. [anglais]": "fr-FR",  # Sphinx does not extract it
    }
    assert text(one(page, "//li[contains(., 'For both')]/div")) == "For both. [For both.]"
    (path,) = (site / "downloads").glob("*en-fr.pdf")
    printed = " ".join(" ".join(pdf_pages(path)).split())
    assert printed.count("[Not so]") == 2  # in the table of contents, too
    assert printed.count("For English alone.") == 1


def test_one_edition_alone_makes_its_pairs_anew(two_shores: Path) -> None:
    site, _ = build(two_shores)
    edit(two_shores / "locale/fr/LC_MESSAGES/shore.po", 'msgstr "Rive"', 'msgstr "Rivage"')
    _, said = build(two_shores, "fr")
    assert said == []
    assert text(one(read_page(site / "fr-en/shore.html"), "//h1")) == "Rivage"


def test_an_edition_of_a_newer_text_leaves_the_pair_as_it_was_and_says_so(
    two_shores: Path,
) -> None:
    site, _ = build(two_shores)
    before = (site / "en-fr/shore.html").read_bytes()
    add(two_shores, "\nOne more.\n")
    _, said = build(two_shores, "en")
    assert "One more." in text(read_page(site / "en/shore.html"))
    assert (site / "en-fr/shore.html").read_bytes() == before
    (message,) = said
    assert "en-fr: stays as it was" in message
    assert "build fr, too" in message


def test_the_first_edition_alone_has_no_pair(two_shores: Path) -> None:
    site, said = build(two_shores, "en")
    assert said == []
    assert not (site / "en-fr").exists()


def test_pairs_can_be_turned_off_and_then_disappear(two_shores: Path) -> None:
    site, _ = build(two_shores)
    assert (site / "en-fr").is_dir()
    with (two_shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write("\neditions_pairs = False\n")
    build(two_shores)
    assert not any((site / folder).exists() for folder in ("en-fr", "fr-en"))
    assert json.loads((site / MANIFEST).read_text(encoding="utf-8"))["pairs"] == {}
    assert select(read_page(site / "en/shore.html"), "//nav[@class='beside']") == []


def test_a_right_to_left_edition_beside_another(two_shores: Path) -> None:
    edit(two_shores / "conf.py", 'code="fr", locale="fr_FR"', 'code="ar", locale="ar_EG"')
    (two_shores / "locale/fr").rename(two_shores / "locale/ar")
    for path in ("source/shore.rst", "locale/ar/LC_MESSAGES/shore.po"):
        edit(two_shores / path, ":lang-fr:", ":lang-ar:")
    site, _ = build(two_shores)
    page = read_page(site / "en-ar/shore.html")
    assert page.get("dir") == "ltr"
    seconds = select(page, SECOND)
    assert seconds
    assert {element.get("dir") for element in seconds} == {"rtl"}
    other = read_page(site / "ar-en/shore.html")
    assert other.get("dir") == "rtl"
    assert {e.get("dir") for e in select(other, SECOND)} == {"ltr"}


def test_pairs_that_are_offered_begin_with_the_language_of_the_page(tmp_path: Path) -> None:
    a, b, c, d = (Edition(code, "en_CA", code, code) for code in ("aa", "bb", "cc", "dd"))
    pairs = tuple(Pair(*two) for two in ((a, b), (a, c), (b, c), (c, d)))
    publication = Publication(tmp_path, tmp_path, tmp_path, (a, b, c, d), "x", pairs=pairs)
    assert list(map(str, offered(Pair(b, a), publication))) == ["bb-aa", "aa-cc", "bb-cc"]
