"""The real publication: its works on the page, in the PDF, for machines, and how to cite it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs

import pikepdf
import pytest

from editions.languages import Publication
from editions.references.reading import read_references
from tests.reading import one, pdf_pages, read_page, select, text

CODES = ("en", "es", "fr")
DATA = Path(__file__).parent.parent / "data"


def golden(code: str) -> dict[str, str]:
    """Return the golden entries by key, as plain text."""
    entries = {}
    for line in (DATA / f"references-{code}.txt").read_text(encoding="utf-8").splitlines():
        key, _, content = line.partition(": ")
        for tag in ("{en-CA:", "{es-MX:"):
            content = content.replace(tag, "")
        content = content.replace("}", "").replace("*", "").replace("<", "").replace(">", "")
        entries[key] = content.replace("⍽", "\u00a0")
    return entries


def letters(value: str) -> str:
    return "".join(char for char in value.casefold() if char.isalnum())


@pytest.mark.parametrize("code", CODES)
def test_page_shows_the_golden_list(site: Path, code: str) -> None:
    page = read_page(site / code / "bibliography.html")
    for unseen in select(page, "//*[@class='back-links' or @class='unseen']"):
        unseen.drop_tree()
    entries = select(page, "//div[contains(@class, 'bibliography')]/ul/li")
    found = {entry.attrib["id"].removeprefix("ref-"): text(entry) for entry in entries}
    assert found == golden(code)
    assert list(found) == list(golden(code))


@pytest.mark.parametrize("code", CODES)
def test_titles_carry_their_language_and_their_looks(site: Path, code: str) -> None:
    page = read_page(site / code / "bibliography.html")
    lang = {"en": "en-CA", "es": "es-MX", "fr": "fr-CA"}[code]
    for key, own in (("gc2009senate", "en-CA"), ("gm2010police", "es-MX"), ("gc2009americas", "")):
        entry = one(page, f"//li[@id='ref-{key}']")
        langs = [part.attrib["lang"] for part in select(entry, ".//*[@lang]")]
        own = own or ("fr-CA" if code == "fr" else "en-CA")
        assert langs == ([own] if own[:2] != lang[:2] else [])
    assert text(one(page, "//li[@id='ref-gc2010plan']//em")).startswith("Canada-Mexico Joint")


@pytest.mark.parametrize("code", CODES)
def test_a_repeated_author_is_heard_and_not_the_dash(site: Path, code: str) -> None:
    page = read_page(site / code / "bibliography.html")
    author = ""
    repeated = 0
    for entry in select(page, "//li[starts-with(@id, 'ref-')]"):
        dashes = select(entry, ".//span[@aria-hidden='true' and not(@class)]")
        if not dashes:
            author = text(entry).partition(". ")[0]
            continue
        repeated += 1
        assert [text(dash) for dash in dashes] == ["———"]
        assert text(select(entry, ".//span[@class='unseen']")[0]) == author
    assert repeated == 22


@pytest.mark.parametrize("code", CODES)
def test_pdf_holds_every_entry_with_its_link(site: Path, code: str) -> None:
    path = site / "downloads" / f"canada-mexico-relationship-{code}.pdf"
    printed = letters("".join(pdf_pages(path)[20:]))
    for entry in golden(code).values():
        head = letters(entry.split(" (")[0])[:60]
        assert head in printed, entry
    addresses = set()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for note in page.get("/Annots", pikepdf.Array()):
                if "/A" in note and "/URI" in note["/A"]:
                    addresses.add(str(note["/A"]["/URI"]))
    wanted = {word.strip("().") for entry in golden(code).values() for word in entry.split()
              if word.startswith("http")}  # fmt: skip
    assert len(wanted) == 13
    assert wanted <= addresses


@pytest.mark.parametrize("code", CODES)
def test_machines_find_the_works(site: Path, code: str) -> None:
    page = read_page(site / code / "bibliography.html")
    works = [parse_qs(span.attrib["title"]) for span in select(page, "//span[@class='Z3988']")]
    assert len(works) == 26
    assert all(work.get("rft.btitle") or work.get("rft.title") for work in works)
    items = json.loads(
        (site / "downloads" / f"canada-mexico-relationship-references-{code}.json").read_bytes()
    )
    assert len(items) == 26


@pytest.mark.parametrize("code", CODES)
def test_publication_says_how_it_is_cited(site: Path, project: Publication, code: str) -> None:
    edition = project.edition(code)
    page = read_page(site / code / "index.html")
    aside = one(page, "//aside[@class='cite-this']")
    says = text(one(aside, "./p[not(@class)]"))
    assert edition.title in says
    assert edition.subtitle.casefold() in says.casefold()
    assert says.endswith("2010.")
    coins = parse_qs(one(aside, ".//span[@class='Z3988']").attrib["title"])
    assert edition.title in coins["rft.btitle"][0]
    for link in select(aside, ".//a"):
        path = site / code / link.attrib["href"]
        assert edition.title in path.read_text(encoding="utf-8").replace("\\&", "&").replace(
            "~", " "
        )
    imprint = pdf_pages(site / "downloads" / f"canada-mexico-relationship-{code}.pdf")[1]
    assert letters(says) in letters(imprint)
    assert select(read_page(site / code / "economy.html"), "//aside") == []


def test_publication_s_own_title_is_that_of_conf(project: Publication) -> None:
    assert project.references is not None
    references = read_references(project.references, project.root, project.editions)
    for edition in project.editions:
        work = references.publication_work(edition)
        assert work is not None
        assert letters(work.title) == letters(f"{edition.title}{edition.subtitle}")
