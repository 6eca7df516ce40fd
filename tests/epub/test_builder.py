"""EPUB editions of small projects: their contents, metadata, bytes, and what EPUBCheck says."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from editions.findings import FindingsError
from editions.web.content import XHTML
from tests.building import build, edit
from tests.epub.books import DAMAGE, DATE, NAMES, Books, build_plain, plain_project
from tests.epub.test_book import values


@pytest.fixture(autouse=True)
def date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the source a date, as ``editions build`` does."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATE)


def unpack(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(files: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(files[name])


@pytest.fixture
def french(books: Books) -> Path:
    return books.path("french")


def test_metadata_is_that_of_the_edition(french: Path) -> None:
    package = xml(unpack(french), "package.opf")
    assert values(package, "//dc:title/text()") == ["Deux rives", "Essai"]
    assert values(package, "//dc:language/text()") == ["fr-FR"]
    assert values(package, "//dc:creator/text()") == ["The Ferry Company"]
    assert values(package, "//o:meta[@property='dcterms:modified']/text()") == [
        "2010-06-08T12:26:40Z"
    ]
    assert values(package, "//dc:identifier/text()")[0].startswith("urn:uuid:")


def test_editions_have_identifiers_of_their_own(french: Path, two_shores: Path) -> None:
    english = build(two_shores, "en", "epub") / "two-shores-en.epub"
    found = [
        values(xml(unpack(path), "package.opf"), "//dc:identifier/text()")
        for path in (french, english)
    ]
    assert [len(identifiers) for identifiers in found] == [1, 1]
    assert found[0] != found[1]


def test_contents_are_nested_and_in_the_language(french: Path) -> None:
    nav = xml(unpack(french), "nav.xhtml")
    top = "//h:nav[@epub:type='toc']/h:ol/h:li"
    assert values(nav, f"{top}/h:a/@href") == ["index.xhtml", "shore.xhtml", "crossing.xhtml"]
    assert values(nav, f"{top}/h:a/text()") == ["Deux rives", "Rive", "Traversée"]
    assert values(nav, f"{top}/h:ol/h:li/h:a/@href") == ["crossing.xhtml#later"]


def test_package_holds_nothing_of_the_web(french: Path) -> None:
    names = set(unpack(french))
    assert not {name for name in names if name.endswith((".js", ".woff2", ".inv", ".html"))}
    assert not {name for name in names if "search" in name or "genindex" in name}


def test_pages_bear_the_language_and_no_scripts(french: Path) -> None:
    files = unpack(french)
    for name in (name for name in files if name.endswith(".xhtml")):
        page = xml(files, name)
        assert page.get("lang") == "fr-FR"
        assert values(page, "//h:script | //@translated | //h:a[starts-with(@href, '../')]") == []


def test_text_without_translation_bears_its_language(two_shores: Path) -> None:
    path = two_shores / "locale/fr/LC_MESSAGES/shore.po"
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr "Rive"', 'msgstr ""'))
    files = unpack(build(two_shores, "fr", "epub") / "two-shores-fr.epub")
    assert values(xml(files, "shore.xhtml"), "//h:h1/h:span/@lang") == ["en-GB"]
    assert values(xml(files, "nav.xhtml"), "//h:a[@lang='en-GB']/text()") == ["Shore"]


def test_fonts_are_cut_down_to_the_letters_of_the_book(french: Path) -> None:
    files = unpack(french)
    fonts = [name for name in files if name.endswith(".ttf")]
    assert len(fonts) == 6
    for name in fonts:
        with TTFont(BytesIO(files[name])) as font:
            known = set(font.getBestCmap())
        assert {ord("R"), ord("é")} <= known
        assert ord("Ž") not in known
        assert Path(name).name in files["_static/epub.css"].decode()


def test_cover_is_a_picture(french: Path) -> None:
    files = unpack(french)
    (name,) = values(xml(files, "package.opf"), "//o:item[@properties='cover-image']/@href")
    assert files[name].startswith(b"\xff\xd8\xff")


def test_same_source_gives_the_same_bytes(french: Path, two_shores: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(two_shores, tmp_path / "elsewhere" / "deeper"))
    for path in other.rglob("*"):
        os.utime(path, (1, 1))
    assert (build(other, "fr", "epub") / "two-shores-fr.epub").read_bytes() == french.read_bytes()


def test_source_without_a_date_bears_that_of_its_newest_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    root = plain_project(tmp_path / "x", "Plain\n=====\n\nText.\n")
    os.utime(root / "index.rst", (int(DATE), int(DATE)))
    package = xml(unpack(build_plain(root)), "package.opf")
    modified = values(package, "//o:meta[@property='dcterms:modified']/text()")
    assert modified == ["2010-06-08T12:26:40Z"]


def test_formula_is_mathml_with_its_source(tmp_path: Path) -> None:
    text = "Sums\n====\n\n:math:`a < b`\n\n.. math:: \\frac{1}{2}\n"
    files = unpack(build_plain(plain_project(tmp_path / "x", text)))
    page = xml(files, "index.xhtml")
    found = page.iter("{http://www.w3.org/1998/Math/MathML}math")
    assert [math.get("alttext") for math in found] == ["a < b", "\\frac{1}{2}"]
    package = xml(files, "package.opf")
    assert values(package, "//o:item[@href='index.xhtml']/@properties") == ["mathml"]
    assert "MathML" in values(package, "//o:meta/text()")


def test_formula_that_cannot_be_set_is_named(two_shores: Path) -> None:
    edit(two_shores / "source/shore.rst", "Shore\n=====", "Shore\n=====\n\n:math:`\\nonsense{x}`")
    with pytest.raises(FindingsError, match=r"source/shore\.rst:\d+: .*in LaTeX"):
        build(two_shores, "en", "epub")


def test_raw_html_with_tags_alone_is_named(two_shores: Path) -> None:
    raw = ".. raw:: html\n\n   <p>a<br><b>b</p>"
    edit(two_shores / "source/shore.rst", "Shore\n=====", f"Shore\n=====\n\n{raw}")
    with pytest.raises(FindingsError, match=r"source/shore\.rst: .*<b> has no end"):
        build(two_shores, "en", "epub")


def test_pictures_that_are_not_there_are_words_and_never_fetched(books: Books) -> None:
    assert books.fetched == []
    assert books.messages("lost") == ()
    page = xml(unpack(books.path("lost")), "index.xhtml")
    assert values(page, "//h:img/@alt") == ["Dot"]
    links = [(link.get("href"), link.text) for link in page.iter(f"{{{XHTML}}}a")]
    assert links == [
        ("#here", "Gone"),
        ("https://example.org/far.png", "Far"),
        ("https://example.org/", "Badge"),
        ("https://example.org/", "Badge"),
    ]
    assert "and gone." in "".join(str(part) for part in page.itertext())


def test_raw_html_that_is_no_xml_makes_a_book_nevertheless(books: Books) -> None:
    assert books.messages("raw") == ()
    page = xml(unpack(books.path("raw")), "index.xhtml")
    paragraphs = [" ".join(map(str, p.itertext())).split() for p in page.iter(f"{{{XHTML}}}p")]
    assert [" ".join(words) for words in paragraphs] == [
        "Quay one A & B", "Quay two", "After.",
    ]  # fmt: skip


def test_settings_of_sphinx_are_kept(tmp_path: Path) -> None:
    settings = {
        "epub_title": "Own & title",
        "epub_author": "Somebody",
        "epub_publisher": "A press",
        "epub_copyright": "CC0",
        "epub_identifier": "urn:isbn:9780000000002",
        "epub_description": "About",
        "epub_basename": "own",
    }
    conf = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    path = build_plain(plain_project(tmp_path / "x", "Plain\n=====\n\nText.\n", conf))
    assert path.name == "own.epub"
    package = xml(unpack(path), "package.opf")
    for name in ("title", "creator", "publisher", "rights", "identifier", "description"):
        setting = {"creator": "author", "rights": "copyright"}.get(name, name)
        assert values(package, f"//dc:{name}/text()") == [settings[f"epub_{setting}"]]


def test_language_that_runs_from_right_to_left(tmp_path: Path) -> None:
    root = plain_project(tmp_path / "x", "שלום\n====\n\nשלום.\n")
    files = unpack(build_plain(root, language="he"))
    package = xml(files, "package.opf")
    assert values(package, "//@page-progression-direction") == ["rtl"]
    assert xml(files, "index.xhtml").get("dir") == "rtl"


def test_epubcheck_has_nothing_to_say_and_notices_damage(books: Books) -> None:
    assert [books.messages(name) for name in ("french", "sink", "plain")] == [()] * 3
    assert [name for name in DAMAGE if books.messages(f"damaged-{name}")] == list(DAMAGE)


def test_documents_and_pictures_may_have_any_name(books: Books) -> None:
    assert books.messages("names") == ()
    files = unpack(books.path("names"))
    pages = [name for name in files if name.endswith(".xhtml")]
    assert len(pages) == len(NAMES) + 2  # the root and the contents
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in files)
    followed = 0
    for name in pages:
        for link in values(xml(files, name), "//h:a[@class='reference internal']/@href"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link.split("#")[0]))
            assert target in pages
            followed += 1
    assert followed >= len(NAMES)


def test_pictures_and_styles_of_any_project_are_valid(books: Books) -> None:
    assert books.messages("pictures") == ()
    files = unpack(books.path("pictures"))
    pictures = {name for name in files if name.startswith("_images/")}
    assert pictures == {
        f"_images/{n}" for n in ("boat-.png", "boat.png", "drawing.svg", "drawing-.svg")
    }
    page = etree.tostring(xml(files, "index.xhtml"), encoding="unicode")
    assert "words.png" in page
    assert "cut.svg" in page
    assert page.count("<img") == 4


def test_books_of_extensions_and_of_careless_html_are_valid(books: Books) -> None:
    names = ("extensions", "extensions-tabs", "careless", "rtl")
    assert {name: found for name in names if (found := books.messages(name))} == {}
    page = etree.tostring(xml(unpack(books.path("careless")), "index.xhtml"), encoding="unicode")
    assert "<p>Words behind the field.</p>" in re.sub(r" id=\"[^\"]*\"", "", page)
    assert "Last words." in page
    files = unpack(books.path("extensions"))
    design, films = (etree.tostring(xml(files, f"{name}.xhtml")) for name in ("design", "films"))
    assert b'class="tab-text"' in design
    assert b"<input" not in design
    assert b"https://www.youtube.com/watch?v=a1b2c3d4e5f" in films
    assert b"https://example.org/boat.mp4" in films
