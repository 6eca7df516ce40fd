"""More single defects: of figures, languages, downloads and PDFs, and how many there are."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml.html import HtmlElement

from editions.verification.rules import site_rules
from editions.verification.site import BuiltSite, read_site
from editions.verification.verifying import check_book, verify_site
from tests.reading import select
from tests.verification import test_site
from tests.verification.planting import drop, narrow, plant, put, replace, swap

OTHERS = ("es", "fr")
PROSE = "//main//p[starts-with(@id, 'b-')]"
#: What both languages have in their own words, and what is planted in their place.
WORDS = {
    "décembre": "novembre",
    "diciembre": "noviembre",
}


def word(*names: str) -> tuple[str, Callable[[re.Match[str]], str]]:
    return "|".join(names), lambda found: WORDS[found[0]]


def unmark(root: HtmlElement) -> None:
    """Take the language from a long title in another one."""
    phrases = [e for e in select(root, "//main//*[@lang]") if len(e.text_content().split()) >= 15]
    del phrases[0].attrib["lang"]


def leftover(root: HtmlElement) -> None:
    """Leave a sentence of the original behind a paragraph."""
    paragraph = select(root, PROSE)[0]
    last = paragraph[-1] if len(paragraph) else None
    words = " It is to be hoped that both governments will go on with this work next year."
    if last is None:
        paragraph.text = (paragraph.text or "") + words
    else:
        last.tail = (last.tail or "") + words


Change = Callable[[HtmlElement], object]
#: Page, change, rule: for each edition that is not the original.
DEFECTS: dict[str, tuple[str, Change, str]] = {
    "another scale": (
        "economy.html",
        replace(PROSE, r"(?<=9,6\s)milliards|(?<=9,600\s)millones", "mille"),
        "figures",
    ),
    "another month": (
        "introduction.html",
        replace(PROSE, *word("décembre", "diciembre")),
        "figures",
    ),
    "a leftover sentence": ("people.html", leftover, "other-language"),
    "a lost mark of language": ("bibliography.html", unmark, "other-language"),
    "a lost item": ("initiative.html", drop("//main//li"), "missing-block"),
    "items exchanged": ("index.html", swap("//main//p[starts-with(@id, 'b-')]"), "moved-block"),
    "another level of the title": (
        "people.html",
        lambda root: setattr(select(root, "//main//h1")[0], "tag", "h2"),
        "other-kind",
    ),
    "another build": (
        "people.html",
        put("//meta[@name='editions-build']", "content", "x"),
        "stale",
    ),
    "no build": (
        "people.html",
        lambda root: select(root, "//meta[@name='editions-build']")[0].drop_tree(),
        "stale",
    ),
    "a lost picture of the head": (
        "index.html",
        put("//link[@rel='icon']", "href", "_static/none.svg"),
        "dead-link",
    ),
    "a switch that leads nowhere": (
        "people.html",
        put("//nav[contains(@class, 'languages')]//a", "href", "../en/persons.html"),
        "dead-link",
    ),
    "a pair that leads nowhere": (
        "people.html",
        put(
            "//header//a[contains(@href, '-')][contains(@href, '/people.html')]", "href", "../a-b/"
        ),
        "dead-link",
    ),
}


@pytest.fixture(scope="module")
def good(site: Path) -> BuiltSite:
    return read_site(site)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_of_a_page_is_found(good: BuiltSite, code: str, name: str) -> None:
    page, change, rule = DEFECTS[name]
    found = plant(good, code, page, change)
    rules = {finding.rule for finding in found if finding.file == f"{code}/{page}"}
    assert rule in {name.replace("figures-doubtful", "figures") for name in rules}


#: Of the page of downloads: the text that is changed, and into what.
FACTS = {
    "another size": (r"\d+(?=\skB|\sko)", "13"),
    "another number of pages": (r"(?<=: )\d+", "4"),
    "another checksum": (r"[0-9a-f]{8}(?=[0-9a-f]{56}$)", "00000000"),
}


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", FACTS)
def test_a_wrong_fact_of_a_download_is_found(good: BuiltSite, code: str, name: str) -> None:
    path = "//main//li//p[@class='facts'] | //main//li//code"
    change = replace(path, *FACTS[name])
    good.printed_pages.clear()
    for book in (good.root / "downloads").glob("*.pdf"):
        with pikepdf.open(book) as pdf:
            good.printed_pages[book.name] = len(pdf.pages)
    assert verify_site(narrow(good, "downloads.html", {})) == ()
    found = plant(good, code, "downloads.html", change)
    assert ("download-facts", f"{code}/downloads.html") in {(f.rule, f.file) for f in found}


# PDFs: files of a good build, changed without a builder


def pdf_of(good: BuiltSite, folder: str) -> Path:
    return min((good.root / "downloads").glob(f"*-{folder}.pdf"), key=lambda path: len(path.name))


def without_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[8]


def without_last_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[-1]


def pages_exchanged(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[8]
    del pdf.pages[8]
    pdf.pages.insert(5, page)


def page_empty(pdf: pikepdf.Pdf) -> None:
    pdf.pages[9].Contents = pdf.make_stream(b"")


PDFS: dict[str, tuple[Callable[[pikepdf.Pdf], None], set[str]]] = {
    "a lost page": (without_page, {"format-missing"}),
    "a lost last page": (without_last_page, {"format-missing"}),
    "pages exchanged": (pages_exchanged, {"format-order", "format-missing"}),
    "an empty page": (page_empty, {"format-missing"}),
}


@pytest.mark.parametrize("folder", ["fr", "es", "en"])
@pytest.mark.parametrize("name", PDFS)
def test_a_defect_of_a_pdf_is_found(
    good: BuiltSite, tmp_path: Path, folder: str, name: str
) -> None:
    change, rules = PDFS[name]
    path = tmp_path / "it.pdf"
    with pikepdf.open(pdf_of(good, folder)) as pdf:
        change(pdf)
        pdf.save(path)
    found = list(check_book(good, folder, "pdf", path))
    assert {f.rule for f in found} & rules
    assert {f.file for f in found} == {str(path)}


# Files on disk: a copy of the downloads, and of what leads to them


@pytest.fixture
def copy(good: BuiltSite, tmp_path: Path) -> BuiltSite:
    """The site with files of its own; its pages are known already."""
    for name in ("downloads", "fr/feed.xml"):
        source = good.root / name
        (tmp_path / name).parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    site = narrow(good, "people.html", {})
    site.root = tmp_path
    site.formats = {"fr": ["epub", "pdf"]}
    return site


def stale_pdf(root: Path) -> None:
    (path,) = (root / "downloads").glob("*p-fr.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        changed = re.sub(rb"VersionID>[0-9a-f]{16}", b"VersionID>0000000000000000", metadata)
        assert changed != metadata
        pdf.Root.Metadata = pdf.make_stream(changed, Type=pikepdf.Name.Metadata)
        pdf.save(path)


def stale_epub(root: Path) -> None:
    (path,) = (root / "downloads").glob("*-fr.epub")
    rewritten = path.with_suffix(".new")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rewritten, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name,
                data.replace(b'content="', b'content="0', 1) if b"editions-build" in data else data,
            )
    rewritten.replace(path)


def dead_feed(root: Path) -> None:
    path = root / "fr/feed.xml"
    text = path.read_text(encoding="utf-8")
    assert "versions.html" in text
    path.write_text(text.replace("versions.html", "gone.html"), encoding="utf-8")


def broken_feed(root: Path) -> None:
    path = root / "fr/feed.xml"
    path.write_bytes(path.read_bytes()[:-20])


def dead_map(root: Path) -> None:
    (root / "sitemap.xml").write_text(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url>"
        "<loc>fr/nobody.html</loc></url></urlset>",
        encoding="utf-8",
    )


def garbled_sums(root: Path) -> None:
    path = root / "downloads/SHA256SUMS"
    path.write_text("not a sum\n" + path.read_text(encoding="utf-8"), encoding="utf-8")


FILES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a stale PDF": (stale_pdf, "stale", "fr.pdf"),
    "a stale EPUB": (stale_epub, "stale", "fr.epub"),
    "a dead link of a feed": (dead_feed, "site-list", "fr/feed.xml"),
    "a broken feed": (broken_feed, "unreadable", "fr/feed.xml"),
    "a dead link of the site map": (dead_map, "site-list", "sitemap.xml"),
    "a list of checksums with another line": (garbled_sums, "checksum", "SHA256SUMS"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_defect_of_a_file_is_found(copy: BuiltSite, name: str) -> None:
    change, rule, file = FILES[name]
    change(copy.root)
    found = {(f.rule, f.file.endswith(file)) for f in verify_site(copy)}
    assert (rule, True) in found


def test_there_are_enough_of_each_kind() -> None:
    """Planted in two editions each, where they are of pages."""
    pages = test_site.DEFECTS.keys() | DEFECTS.keys()
    kinds = pages | FACTS.keys() | PDFS.keys() | FILES.keys()
    mutants = 2 * (len(pages) + len(FACTS)) + 3 * len(PDFS) + len(FILES)
    assert len(kinds) >= 60
    assert mutants >= 130
    rules = {rule for _, _, rule in (test_site.DEFECTS | DEFECTS).values()}
    assert rules <= site_rules().keys()
