"""What an EPUB says of itself, as programs that list books show it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from editions.epub.description import cite_source
from editions.languages import Publication
from editions.references.works import Author, Work
from tests.epub.test_book import values
from tests.site.pages import CODES

WORK = Work(
    key="x",
    type="report",
    language="en-CA",
    foreign=False,
    authors=(Author(literal="Ferry Board"), Author("Sand", "George")),
    title="Two Shores",
    genre="Report",
    publisher="A press",
    publisher_place="Portsea",
    issued="2010-10",
)


@pytest.mark.parametrize(
    ("work", "line"),
    [
        (WORK, "Ferry Board; Sand, George. Two Shores. Report. Portsea: A press, 2010-10"),
        (Work("x", "book", "en", False, (), "Two Shores"), "Two Shores"),
        (
            Work("x", "book", "en", False, (), "Two Shores", publisher_place="Portsea"),
            "Two Shores",
        ),
        (
            Work("x", "book", "en", False, (), "Two Shores", publisher="A press"),
            "Two Shores. A press",
        ),
    ],
)
def test_source_is_cited_in_one_line(work: Work, line: str) -> None:
    assert cite_source(work) == line


@pytest.mark.parametrize("code", CODES)
def test_book_says_what_the_web_says(site: Path, project: Publication, code: str) -> None:
    """The references are the one declaration: two authors, the press, the date of the paper."""
    path = site / "downloads" / project.download_name(project.edition(code), "epub")
    with ZipFile(path) as archive:
        package = etree.fromstring(archive.read("package.opf"))
        pages = [
            etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xhtml")
        ]
    cover = etree.parse(site / code / "index.html", etree.HTMLParser())

    def web(name: str) -> list[str]:
        found = cover.xpath(f"//meta[@name='DC.{name}']/@content")
        assert isinstance(found, list)
        return [str(item) for item in found]

    for name in ("creator", "publisher", "description", "date", "language"):
        assert values(package, f"//dc:{name}/text()") == web(name) != [], name
    assert len(web("creator")) == 2
    assert web("date") == ["2010-10"]
    (source,) = values(package, "//dc:source/text()")
    original = project.editions[0]
    assert original.title in source
    assert "2010-10" in source
    tags = "//h:*[@lang or @xml:lang]"
    for page in pages:
        assert values(page, f"{tags}/@lang") == values(page, f"{tags}/@xml:lang") != []
