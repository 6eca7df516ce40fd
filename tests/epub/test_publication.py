"""The real publication's EPUB editions."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree, html
from playwright.sync_api import Browser

from editions.languages import Publication
from tests.browser import serving, visiting
from tests.epub.books import Books
from tests.epub.test_book import values
from tests.reading import body, chapters, read_page, select, text
from tests.site.pages import CODES
from tests.site.test_accessibility import violations


def epub(site: Path, project: Publication, code: str) -> Path:
    return site / "downloads" / project.download_name(project.edition(code), "epub")


@pytest.mark.parametrize("code", CODES)
def test_epubcheck_has_nothing_to_say(
    site: Path, project: Publication, books: Books, code: str
) -> None:
    path = epub(site, project, code)
    assert books.path(path.stem).read_bytes() == path.read_bytes()
    assert books.messages(path.stem) == ()


@pytest.mark.parametrize("code", CODES)
def test_edition_is_whole(site: Path, project: Publication, code: str) -> None:
    edition = project.edition(code)
    with ZipFile(epub(site, project, code)) as archive:
        package = etree.fromstring(archive.read("package.opf"))
        assert values(package, "//dc:title/text()") == [edition.title, edition.subtitle]
        assert values(package, "//dc:language/text()") == [edition.lang]
        names = chapters(site, code)
        spine = values(package, "//o:itemref/@idref")
        assert spine == [f"f-{name}.xhtml" for name in (names[0], "nav", *names[1:])]
        for name in names[1:]:
            page = html.document_fromstring(archive.read(f"{name}.xhtml").split(b"?>", 1)[1])
            web = body(read_page(site / code / f"{name}.html"))
            for extra in select(web, ".//*[@class='exports' or @class='data-download']"):
                extra.drop_tree()
            # Of the two drawings of a chart, books have the one for narrow windows, with the words.
            for extra in (*select(page, "//svg/title"), *select(page, "//svg/desc")):
                extra.drop_tree()
            for extra in select(web, "./aside | ./p | .//svg[@class='wide']"):
                extra.drop_tree()
            assert text(select(page, "//body")[0]) == text(web), name


@pytest.mark.parametrize("code", CODES)
def test_pages_are_accessible_and_fit(
    site: Path, project: Publication, code: str, browser: Browser, tmp_path: Path
) -> None:
    with ZipFile(epub(site, project, code)) as archive:
        archive.extractall(tmp_path)
    wrong = []
    size = {"width": 360, "height": 640}
    with serving(tmp_path) as root, visiting(browser, viewport=size) as visit:
        for path in sorted(tmp_path.glob("*.xhtml")):
            visit.page.goto(root + path.name)
            found = violations(visit.page)
            # A reading system is around the page: landmarks and skip links are its own.
            wrong += [(path.name, *v) for v in found if v[0] not in ("region", "landmark-one-main")]
        assert visit.complaints == []
        assert visit.foreign == []
    assert wrong == []
