"""The real publication: its English text is the paper's, and every edition is whole."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import update_catalogs
from tests.building import edit
from tests.conftest import copy_project
from tests.fingerprint import compare, words
from tests.reading import body, chapters, one, read_page, select, text

FINGERPRINT = Path(__file__).parent / "data" / "backgrounder-2010.fingerprint"

#: Headings that the paper does not have; the recovered text begins these chapters without one.
EDITORIAL_HEADINGS = {"introduction": "Introduction", "about": "About FOCAL"}

#: What editions add to the list of works: links to exports and back; and titles of works in the
#: language of the edition, where that is not the work's.
ADDED_TO_BIBLIOGRAPHY = (
    ".//p[@class='exports'] | .//span[@class='back-links'] | .//span[@class='unseen']"
)
WORKS = Path(__file__).parents[1] / "source" / "references.yaml"

#: The paper writes "accessed on" in one entry and "accessed" in twelve; the list is of one form.
PAPER_SAYS, EDITION_SAYS = (
    ["66", "accessed", "on", "oct", "4", "2010"],
    ["66", "accessed", "oct", "4", "2010"],
)
#: What the paper does not have: whole documents, and one line at the end of chapters.
ANNEXES = ("figures", "agreements", "acronyms")
POINTER = ".//p[@class='data-pointer']"

CODES = ("en", "es", "fr")


def expected_words() -> list[str]:
    return FINGERPRINT.read_text(encoding="ascii").split()


def edition_words(site: Path, code: str) -> list[str]:
    found: list[str] = []
    for name in chapters(site, code):
        if name in ANNEXES:
            continue
        main = body(read_page(site / code / f"{name}.html"))
        for pointer in select(main, POINTER):
            pointer.drop_tree()
        if name in EDITORIAL_HEADINGS and code == "en":
            heading = one(main, ".//h1")
            assert text(heading) == EDITORIAL_HEADINGS[name]
            heading.drop_tree()
        for imprint in select(main, ".//*[contains(@class, 'imprint')]"):
            imprint.drop_tree()  # about this edition, not of the paper
        for element in select(main, ADDED_TO_BIBLIOGRAPHY) if name == "bibliography" else ():
            element.drop_tree()
        for element in select(main, ".//*"):
            element.tail = (
                f" {element.tail or ''}" if element.tag not in ("a", "em", "abbr") else element.tail
            )
        content = main.text_content()
        if name == "bibliography":
            content = without_translated_titles(content, code)
        found += words(content)
    return found


def without_translated_titles(content: str, code: str) -> str:
    """Return the text of the list of works without what the titles of foreign ones mean."""
    works = yaml.safe_load(WORKS.read_text(encoding="utf-8"))["references"]
    for work in works:
        title = work.get("title-translation", {}).get(code, "")
        if title and not work["language"].startswith(code):
            content, count = re.subn(re.escape(f"[{title}]"), "", content, flags=re.IGNORECASE)
            assert count == 1, title
    return content


def in_the_paper_s_form(found: list[str]) -> list[str]:
    """Put back the one word that the list of works leaves out."""
    (start,) = (
        index
        for index in range(len(found))
        if found[index : index + len(EDITION_SAYS)] == EDITION_SAYS
    )
    return found[:start] + PAPER_SAYS + found[start + len(EDITION_SAYS) :]


def test_english_edition_is_the_paper_word_for_word(site: Path) -> None:
    found = in_the_paper_s_form(edition_words(site, "en"))
    assert compare(expected_words(), found) == []


def test_lost_sentence_is_noticed(site: Path) -> None:
    found = in_the_paper_s_form(edition_words(site, "en"))
    del found[3000:3012]
    (problem,) = compare(expected_words(), found)
    assert "12 words lost" in problem


def test_added_word_is_noticed(site: Path) -> None:
    found = in_the_paper_s_form(edition_words(site, "en"))
    found.insert(3000, "very")
    (problem,) = compare(expected_words(), found)
    assert "'very'" in problem


def test_fourth_edition_is_one_record_and_one_folder(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    edit(
        root / "conf.py",
        "]\neditions_slug",
        """    Edition(
        code="pt",
        locale="pt_BR",
        name="Português",
        title="A relação Canadá-México",
    ),
]
editions_slug""",
    )
    publication = load_publication(root)
    (edition,) = publication.select(["pt"])
    update_catalogs(publication, [edition])
    site = build_site(publication, [edition], ("html", "pdf"), root / "site")
    page = read_page(site / "pt" / "economy.html")
    assert page.get("lang") == "pt-BR"
    languages = select(page, "//nav[@class='languages']//a")
    assert [link.get("lang") for link in languages] == ["en-CA", "es-MX", "fr-CA", "pt-BR"]
    main = body(page)
    for pointer in select(main, POINTER):
        pointer.drop_tree()
    paragraphs = select(main, ".//p")
    assert len(paragraphs) > 5
    for paragraph in paragraphs:
        words, mark = paragraph
        assert (words.get("lang"), mark.get("lang")) == ("en-CA", None)
        assert mark.get("class", "").startswith("translation-mark")
    assert (site / "downloads" / "canada-mexico-relationship-pt.pdf").is_file()
    works = read_page(site / "pt" / "bibliography.html")
    entry = one(works, "//li[@id='ref-gc2009senate']")
    waiting = select(entry, ".//*[contains(@class, 'untranslated')]")
    assert [text(part) for part in waiting][-1] == "Mexico City"
    assert {part.get("lang") for part in waiting} == {"en-CA"}
