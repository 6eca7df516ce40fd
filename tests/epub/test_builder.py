"""EPUB editions of small projects: their contents, metadata, bytes, and what EPUBCheck says."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from sphinx.testing.util import SphinxTestApp

from editions.findings import FindingsError
from editions.web.content import XHTML
from tests.building import build, edit
from tests.conftest import ROOTS
from tests.epub.checker import check_files
from tests.epub.test_book import values

#: 8 June 2010, 12:26:40 UTC.
DATE = "1276000000"


@pytest.fixture(autouse=True)
def date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the source a date, as ``editions build`` does."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DATE)


def build_plain(root: Path, *, warned: bool = False, **settings: Any) -> Path:
    """Build a project with nothing but the extension, as ``sphinx-build -b epub`` does."""
    app = SphinxTestApp("epub", srcdir=root, confoverrides=settings)
    try:
        app.build()
        assert bool(app.warning.getvalue()) is warned
    finally:
        app.cleanup()
    (path,) = Path(app.outdir).glob("*.epub")
    return path


def plain_project(folder: Path, text: str, conf: str = "") -> Path:
    folder.mkdir()
    (folder / "conf.py").write_text(f"extensions = ['editions']\nproject = 'Plain'\n{conf}")
    (folder / "index.rst").write_text(text, encoding="utf-8")
    return folder


def unpack(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(files: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(files[name])


@pytest.fixture
def french(two_shores: Path) -> Path:
    return build(two_shores, "fr", "epub") / "two-shores-fr.epub"


def test_metadata_is_that_of_the_edition(french: Path) -> None:
    package = xml(unpack(french), "package.opf")
    assert values(package, "//dc:title/text()") == ["Deux rives", "Essai"]
    assert values(package, "//dc:language/text()") == ["fr-FR"]
    assert values(package, "//dc:creator/text()") == ["The Ferry Company"]
    assert values(package, "//o:meta[@property='dcterms:modified']/text()") == [
        "2010-06-08T12:26:40Z"
    ]
    assert values(package, "//dc:identifier/text()")[0].startswith("urn:uuid:")


def test_editions_have_identifiers_of_their_own(two_shores: Path) -> None:
    found = set()
    for code in ("en", "fr"):
        files = unpack(build(two_shores, code, "epub") / f"two-shores-{code}.epub")
        found |= set(values(xml(files, "package.opf"), "//dc:identifier/text()"))
    assert len(found) == 2


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


def test_same_source_gives_the_same_bytes(two_shores: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(two_shores, tmp_path / "elsewhere" / "deeper"))
    for path in other.rglob("*"):
        os.utime(path, (1, 1))
    first = (build(two_shores, "fr", "epub") / "two-shores-fr.epub").read_bytes()
    assert (build(other, "fr", "epub") / "two-shores-fr.epub").read_bytes() == first


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


#: Pictures that no book can hold, alone, in a figure, as links and in running text.
LOST_PICTURES = """Lost
====

.. _here:

.. figure:: gone.png
   :target: here_
   :alt: Gone

   A caption.

.. image:: https://example.org/far.png
   :alt: Far

|badge| at the quay
-------------------

Built |badge| and |gone|.

.. |badge| image:: https://example.org/badge.svg
   :target: https://example.org/
   :alt: Badge

.. |gone| image:: also-gone.png
"""
#: A red dot.
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38G"
    "IAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
)


def test_pictures_that_are_not_there_are_words_and_never_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    monkeypatch.setattr("sphinx.util.requests.get", lambda url, **_: fetched.append(url))
    dot = f"\n.. image:: {DOT}\n   :alt: Dot\n"
    path = build_plain(plain_project(tmp_path / "x", LOST_PICTURES + dot), warned=True)
    assert fetched == []
    assert check_files([path]) == {path: ()}
    page = xml(unpack(path), "index.xhtml")
    assert values(page, "//h:img/@alt") == ["Dot"]
    links = [(link.get("href"), link.text) for link in page.iter(f"{{{XHTML}}}a")]
    assert links == [
        ("#here", "Gone"),
        ("https://example.org/far.png", "Far"),
        ("https://example.org/", "Badge"),
        ("https://example.org/", "Badge"),
    ]
    assert "and gone." in "".join(str(part) for part in page.itertext())


def test_raw_html_that_is_no_xml_makes_a_book_nevertheless(tmp_path: Path) -> None:
    raw = "<hr>\n   <p>Quay<br>one &nbsp; <IMG src=x.png alt='A & B' hidden>\n   <p>Quay two"
    text = f"Raw\n===\n\n.. raw:: html\n\n   {raw}\n\nAfter.\n"
    path = build_plain(plain_project(tmp_path / "x", text))
    assert check_files([path]) == {path: ()}
    page = xml(unpack(path), "index.xhtml")
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


def damaged(path: Path, target: Path, name: str, old: bytes, new: bytes) -> Path:
    """Copy an EPUB with something in one of its files replaced."""
    with ZipFile(path) as source, ZipFile(target, "w") as copy:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == name:
                assert old in data
                data = data.replace(old, new)
            copy.writestr(info, data, compress_type=info.compress_type or ZIP_STORED)
    return target


DAMAGE = {
    "manifest": ("package.opf", b'href="shore.xhtml"', b'href="gone.xhtml"'),
    "date": ("package.opf", b"2010-06-08T12:26:40Z", b"June 2010"),
    "link": ("nav.xhtml", b"#later", b"#sooner"),
    "page": ("shore.xhtml", b"<h1>", b"<h1 oops='1'>"),
    "type": ("mimetype", b"epub", b"pub"),
}


def test_epubcheck_has_nothing_to_say_and_notices_damage(
    two_shores: Path, french: Path, tmp_path: Path
) -> None:
    sink = Path(shutil.copytree(ROOTS / "kitchen-sink", tmp_path / "sink"))
    right = [french, build_plain(sink), build_plain(plain_project(tmp_path / "x", "A\n=\n\nB.\n"))]
    wrong = [damaged(french, tmp_path / f"{name}.epub", *what) for name, what in DAMAGE.items()]
    found = check_files([*right, *wrong])
    assert [found[path] for path in right] == [()] * len(right)
    assert [path.stem for path in wrong if found[path]] == list(DAMAGE)


def test_documents_and_pictures_may_have_any_name(tmp_path: Path) -> None:
    names = ["a page", "été/île", "北/東", "a[1]", "100%", "b & c", "x#y", "d'accord", "q?"]
    lines = "\n   ".join(f"/{name}" for name in names)
    root = plain_project(tmp_path / "plain", f"Book\n====\n\n.. toctree::\n\n   {lines}\n")
    for at, name in enumerate(names):
        path = root / f"{name}.rst"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(ROOTS / "hostile" / "boat.png", path.with_suffix(".png"))
        address = name.replace(" ", "\\ ")
        picture = f".. image:: /{address}.png\n   :alt: A boat\n"
        following = names[(at + 1) % len(names)]
        text = f"Page {at}\n======\n\n.. _l{at}:\n\nPart\n----\n\nSee :doc:`/{following}`.\n\n"
        path.write_text(text + picture, encoding="utf-8")
    path = build_plain(root)
    assert check_files([path]) == {path: ()}
    files = unpack(path)
    pages = [name for name in files if name.endswith(".xhtml")]
    assert len(pages) == len(names) + 2  # the root and the contents
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", name) for name in files)
    followed = 0
    for name in pages:
        for link in values(xml(files, name), "//h:a[@class='reference internal']/@href"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link.split("#")[0]))
            assert target in pages
            followed += 1
    assert followed >= len(names)


#: HTML that browsers put up with, of many kinds.
CARELESS = """One
---

.. raw:: html

   <div align=center id="x"><p>A <b>word</b><br>y<div>block</div></p><hr noshade size=1></div>
   <p id="x" foo="bar">twice</p><input type=checkbox checked> <input type="radio" checked="true">
   <table border=1 width=100%><tr><td width=30 align=right nowrap>1<td>2</table><td>lost</td>
   <center>c</center><font color=red>f</font><tt>t</tt><marquee>m</marquee><my-own>e</my-own>
   <a name=old>old</a> <a href="https://example.org/a b"><div>b</div></a> <a href="#nowhere">n</a>
   <span>a<div>b</div></span><h3>Head<p>p</p></h3><ul><p>not li</p>text<li>li</ul><li>alone</li>
   <details open><summary>Sum</summary>In it</details><button onclick="x()">Press</button>
   <video controls src="https://example.org/v.mp4"></video><iframe src="https://example.org/">
   </iframe><svg viewBox="0 0 1 1" width=10 height=10><path d="M0 0h1v1z"/></svg>
   <style>p {color: red}</style><img src="https://example.org/x.png" alt="remote">
   <script>alert(1)</script><label for="z">l</label>
   <p aria-describedby="z">d</p><dd>d</dd><a href="x"><img width="50%" src="no.png"></a>
   <object data="x.swf">o</object><select><option selected>o1<option>o2</select>
   <acronym title="t">A</acronym><em>a<p>b</p></em><pre>x<div>y</div></pre>
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the extensions' own
def test_books_of_extensions_and_of_careless_html_are_valid(tmp_path: Path) -> None:
    roots = [
        Path(shutil.copytree(ROOTS / name, tmp_path / name))
        for name in ("extensions", "extensions-tabs")
    ]
    roots.append(plain_project(tmp_path / "careless", f"Careless\n========\n\n{CARELESS}"))
    roots.append(plain_project(tmp_path / "rtl", "A\n=\n\n``b(1)``\n", "language = 'he'\n"))
    books = [build_plain(root) for root in roots]
    assert {path.name: found for path, found in check_files(books).items() if found} == {}
    design, films = (
        etree.tostring(xml(unpack(books[0]), f"{n}.xhtml")) for n in ("design", "films")
    )
    assert b'class="tab-text"' in design
    assert b"<input" not in design
    assert b"https://www.youtube.com/watch?v=a1b2c3d4e5f" in films
    assert b"https://example.org/boat.mp4" in films
