"""The list of files to take along, true whatever has been built."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from editions.languages import Edition
from editions.web.downloads import (
    FileKind,
    checksums,
    classify,
    find_downloads,
    format_size,
    rows,
)
from editions.web.placeholders import fill_placeholder
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from tests.building import build, edit, empty_pdf
from tests.conftest import copy_project
from tests.reading import one, read_page, select, text

EN = Edition("en", "en_GB", "English", "Two Shores")
FR = Edition("fr", "fr_FR", "Français", "Deux rives")
CODES = ("en", "fr", "en-fr")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("two-shores-fr.pdf", (FileKind.PDF, ("fr",))),
        ("two-shores-fr-en.pdf", (FileKind.PDF, ("fr", "en"))),
        ("two-shores-en-fr.pdf", (FileKind.PDF, ("en-fr",))),  # the code of an edition
        ("two-shores-fr.epub", (FileKind.EPUB, ("fr",))),
        ("two-shores-fr-en.epub", None),
        ("two-shores-references-en.bib", (FileKind.WORKS, ("en",))),
        ("two-shores-en.json", (FileKind.CITATION, ("en",))),
        ("two-shores-de.pdf", None),
        ("other-en.pdf", None),
        ("shores.zip", (FileKind.DATA, ())),
        ("SHA256SUMS", None),
        ("two-shores-en.txt", None),
    ],
)
def test_files_are_known_by_their_names(
    name: str, expected: tuple[FileKind, tuple[str, ...]] | None
) -> None:
    assert classify(name, "two-shores", CODES) == expected


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [
        (999, "999 bytes", "999 octets"),
        (1_000, "1 kB", "1 ko"),
        (8_149, "8.1 kB", "8,1 ko"),
        (212_400, "212 kB", "212 ko"),
        (1_234_567, "1.2 MB", "1,2 Mo"),
    ],
)
def test_sizes_are_written_as_readers_write_them(size: int, english: str, french: str) -> None:
    found = [format_size(size, edition).replace("\u202f", " ") for edition in (EN, FR)]
    assert [item.replace("\xa0", " ") for item in found] == [english, french]


def test_own_files_come_first_and_pairs_last(tmp_path: Path) -> None:
    for name in ("s-en.pdf", "s-fr.pdf", "s-en-fr.pdf"):
        (tmp_path / name).write_bytes(empty_pdf(pages=3))
    for name in ("s-fr.epub", "s-references-en.bib", "s-references-fr.bib", "s.zip"):
        (tmp_path / name).write_bytes(b"x")
    downloads = find_downloads(tmp_path, "s", (EN, FR))
    listed = rows(downloads, FR, (EN, FR), "../downloads/")
    assert [row.href.removeprefix("../downloads/") for row in listed] == [
        "s-fr.pdf",
        "s-fr.epub",
        "s-references-fr.bib",
        "s.zip",
        "s-en.pdf",
        "s-en-fr.pdf",
    ]
    assert [row.pages for row in listed] == ["3", "", "", "", "3", "3"]


def test_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "s.zip").write_bytes(b"data")
    found = checksums(find_downloads(tmp_path, "s", (EN,)))
    assert found == f"{hashlib.sha256(b'data').hexdigest()}  s.zip\n"


def test_no_folder_has_no_files(tmp_path: Path) -> None:
    assert find_downloads(tmp_path / "none", "s", (EN,)) == ()


def test_slots_can_be_filled_again() -> None:
    page = "<p><!--slot a--><!--/slot-->, <!--slot b--><!--/slot--></p>"
    page = fill_placeholder(fill_placeholder(page, "a", r"1 \1"), "b", "2")
    assert page == r"<p><!--slot a-->1 \1<!--/slot-->, <!--slot b-->2<!--/slot--></p>"
    assert (
        fill_placeholder(page, "a", "")
        == "<p><!--slot a--><!--/slot-->, <!--slot b-->2<!--/slot--></p>"
    )
    assert fill_placeholder(page, "c", "3") == page


def pdf_links(site: Path) -> list[str]:
    """Return the links to PDF files on all pages."""
    found = []
    for path in sorted(site.rglob("*.html")):
        for link in select(read_page(path), "//a[contains(@href, '.pdf')]"):
            assert (path.parent / link.attrib["href"]).is_file(), path
            found.append(f"{path.relative_to(site)}: {Path(link.attrib['href']).name}")
    return found


def test_pages_link_to_the_files_that_are_there(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    output = two_shores / "build/site"

    def built(formats: list[str], code: str) -> Path:
        return build_site(publication, publication.select([code]), formats, output)

    site = built(["html"], "en")
    assert pdf_links(site) == []
    page = read_page(site / "en/downloads.html")
    assert text(one(page, "//div[@class='downloads']")) == "There are no files yet."
    built(["pdf"], "fr")
    assert pdf_links(site) == [
        "en/downloads.html: two-shores-fr.pdf",
        "index.html: two-shores-fr.pdf",
    ]
    built(["html"], "fr")
    assert len(pdf_links(site)) == 6  # in each list, on the cover, and on the covers of both pairs
    cover = read_page(site / "fr/index.html")
    assert text(one(cover, "//p[@class='download']/a[1]")) == "Édition PDF (Français)"
    assert text(one(cover, "//p[@class='download']/a[2]")) == "Téléchargements"
    pdf = site / "downloads/two-shores-fr.pdf"
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    assert (site / "downloads/SHA256SUMS").read_text() == f"{digest}  two-shores-fr.pdf\n"
    for code in ("en", "fr"):
        page = read_page(site / code / "downloads.html")
        assert text(one(page, "//p[@class='sum']/code")) == digest
        assert text(one(page, "//p[@class='file']/a")) == "Français (PDF)"
        assert text(one(page, "//div[@class='downloads']/h3")) == "Français"


def test_address_of_the_pdf_is_told_to_scholars(two_shores: Path) -> None:
    edit(two_shores / "conf.py", "author =", 'html_baseurl = "https://example.org/s/"\nauthor =')
    publication = load_publication(two_shores)
    formats = ["html", "pdf"]
    site = build_site(publication, publication.editions, formats, two_shores / "build/site")
    found = one(read_page(site / "fr/index.html"), "//head/meta[@name='citation_pdf_url']")
    assert found.get("content") == "https://example.org/s/downloads/two-shores-fr.pdf"
    assert select(read_page(site / "fr/shore.html"), "//meta[@name='citation_pdf_url']") == []


def test_extension_alone_lists_what_it_has_made(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    pages = build(copy_project(tmp_path / "project"), "es")
    page = read_page(pages / "downloads.html")
    links = select(page, "//div[@class='downloads']//a")
    assert len(links) == 8  # data, three formats of each list, checksums
    for link in links[:-1]:
        assert (pages / link.attrib["href"]).is_file()


def test_document_of_the_same_name_stands(two_shores: Path) -> None:
    edit(two_shores / "source/index.rst", "   crossing\n", "   crossing\n   downloads\n")
    (two_shores / "source/downloads.rst").write_text("My files\n========\n", encoding="utf-8")
    page = read_page(build(two_shores, "en") / "downloads.html")
    assert text(one(page, "//h1")) == "My files"
    assert select(page, "//footer//a[text()='Downloads']") == []


def test_files_of_the_publication_are_listed_and_there(site: Path) -> None:
    for code in ("en", "es", "fr"):
        page = read_page(site / code / "downloads.html")
        sums = (site / "downloads/SHA256SUMS").read_text(encoding="ascii").splitlines()
        known = {name: digest for digest, name in (line.split("  ") for line in sums)}
        items = select(page, "//ul[@class='files']/li")
        assert len(items) >= 3 + 1 + 6
        for item in items:
            path = site / code / one(item, ".//a").attrib["href"]
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            assert text(one(item, ".//code")) == digest == known[path.name]
        names = [text(one(item, "./p[@class='file']/a")) for item in items]
        own = {"en": "English", "es": "Español", "fr": "Français"}[code]
        assert names[:2] == [f"{own} (PDF)", f"{own} (EPUB)"]
        # Links with one name within a group would lead to two files.
        for group in select(page, "//ul[@class='files']"):
            grouped = [text(link) for link in select(group, ".//a")]
            assert len(set(grouped)) == len(grouped)
        heads = [text(head) for head in select(page, "//div[@class='downloads']/h3")]
        assert heads[0] == own
        assert len(heads) == 3 + 1
