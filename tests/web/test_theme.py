"""The theme: what every page has, in a publication and in a project of its own."""

from __future__ import annotations

import shutil
from importlib.metadata import entry_points
from io import StringIO
from pathlib import Path

import pytest
import tinycss2
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

import editions
from editions.borrowed.sphinx import forget_translations
from editions.catalogs.ids import is_message_id
from editions.web.pages import contact_address
from tests.building import build, edit
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text

STATIC = Path(editions.__file__).parent / "theme" / "static"

#: Some of what Spanish and French, money and the list of works want.
LETTERS = "áéíóúñüçàâêîôœŒÿ«»“”’–—\u00a0\u202f¿¡€↑"
#: All fonts that a page can ask for, in bytes.
FONT_BUDGET = 200 * 1024


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The pages of a project that has the theme alone."""
    source = Path(shutil.copytree(ROOTS / "plain-theme", tmp_path / "plain"))
    warnings = StringIO()
    forget_translations()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source, source, tmp_path / "out", tmp_path / "doctrees", "html",
            status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    assert warnings.getvalue() == ""
    return tmp_path / "out"


def test_theme_is_an_ordinary_sphinx_theme(plain: Path) -> None:
    assert [point.value for point in entry_points(group="sphinx.html_themes", name="editions")] == [
        "editions.theme"
    ]
    page = read_page(plain / "chapter.html")
    assert page.get("lang") == "pt-BR"
    assert text(one(page, "//h1")) == "Chapter"
    assert select(page, "//nav[@class='languages']") == []
    assert select(page, "//link[@rel='alternate'][@hreflang]") == []


def test_depth_of_the_contents_is_an_option(plain: Path, two_shores: Path) -> None:
    page = read_page(plain / "chapter.html")
    assert [text(a) for a in select(page, "//nav[@id='site--contents']//a")] == ["Chapter"]
    edit(two_shores / "source/shore.rst", "Shore\n=====", "Shore\n=====\n\nSand\n----\n\nGrains.")
    page = read_page(build(two_shores, "en") / "shore.html")
    current = one(page, "//nav[@id='site--contents']//li[contains(@class, 'current')]")
    assert [a.get("href") for a in select(current, ".//a")] == ["#", "#sand"]
    others = select(page, "//nav[@id='site--contents']//li[contains(@class, 'toctree-l2')]")
    assert len(others) == 1


def test_tables_scroll_in_regions_with_names(plain: Path) -> None:
    page = read_page(plain / "chapter.html")
    regions = select(page, "//table/parent::*")
    # A box without a name of its own is no landmark.
    found = [(r.get("role"), r.get("tabindex")) for r in regions]
    assert found == [("region", "0"), ("group", "0")]
    named, unnamed = regions
    table = one(page, f"//table[@id='{named.get('aria-labelledby')}']")
    assert text(one(table, "./caption")) == "Two & three"
    assert unnamed.get("aria-label") == "Table"


def test_sections_and_paragraphs_link_to_themselves(two_shores: Path) -> None:
    edit(two_shores / "conf.py", "html_permalinks = False\n", "")
    site = build(two_shores, "fr")
    page = read_page(site / "shore.html")
    paragraphs = [p for p in select(page, "//main//p[@id]") if is_message_id(p.attrib["id"])]
    assert len(paragraphs) == 4
    heading = one(page, "//main//h1")
    links = [one(paragraph, "./a[@class='headerlink']") for paragraph in paragraphs]
    links.insert(0, one(heading, "./following-sibling::*[1][@class='headerlink']"))
    names = [f"Lien vers «\u00a0{text(heading)}\u00a0»"]
    names += [f"Lien vers le paragraphe {number}" for number in range(1, 5)]
    assert [link.get("aria-label") for link in links] == names
    for link, element in zip(links, [heading.getparent(), *paragraphs], strict=True):
        assert text(link) == ""
        assert element.get("id") == link.attrib["href"].removeprefix("#")
    assert select(read_page(site / "index.html"), "//a[@class='headerlink']") == []


def test_links_to_places_can_be_switched_off(two_shores: Path) -> None:
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert select(page, "//a[@class='headerlink']") == []


def test_code_is_coloured_where_there_is_some(plain: Path) -> None:
    def sheets(name: str) -> list[str]:
        links = select(read_page(plain / name), "//link[@rel='stylesheet']")
        return [Path(link.attrib["href"].partition("?")[0]).name for link in links]

    assert sheets("chapter.html") == ["pygments.css", "paper.css"]
    assert sheets("index.html") == ["paper.css", "cover.css"]


def scripts(page: Path) -> list[str]:
    """Return the names of the scripts that a page loads."""
    found = select(read_page(page), "//script[@src]")
    return [script.attrib["src"].partition("?")[0].rpartition("/")[2] for script in found]


def test_scripts_of_other_extensions_are_loaded(plain: Path, two_shores: Path) -> None:
    assert scripts(plain / "chapter.html") == ["reading.js"]
    (two_shores / "_static").mkdir(exist_ok=True)
    (two_shores / "_static/own.js").write_text("// nothing", encoding="utf-8")
    with (two_shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write("\nhtml_static_path = ['_static']\nhtml_js_files = ['own.js']\n")
    names = scripts(build(two_shores, "en") / "shore.html")
    assert "own.js" in names
    assert names.index("doctools.js") < names.index("own.js")


def test_fonts_are_small_and_do_not_bear_the_reserved_name() -> None:
    fonts = sorted((STATIC / "fonts").glob("*.woff2"))
    assert len(fonts) == 6
    assert sum(path.stat().st_size for path in fonts) <= FONT_BUDGET
    for path in fonts:
        with TTFont(path) as font:
            letters = font.getBestCmap()
            assert all(
                ord(letter) in letters for letter in "áéíóúñüçàâêîôœŒÿ«»“”’–—\u00a0\u202f¿¡€↑"
            )
            for number in (1, 3, 4, 6):
                assert "Source" not in str(font["name"].getName(number, 3, 1))


def test_every_font_of_the_style_sheet_is_there() -> None:
    sheet = tinycss2.parse_stylesheet((STATIC / "paper.css").read_text(encoding="utf-8"))
    faces = [rule for rule in sheet if rule.type == "at-rule" and rule.at_keyword == "font-face"]
    urls = [
        token.arguments[0].value
        for rule in faces
        for token in rule.content
        if token.type == "function" and token.name == "url"
    ]
    assert len(urls) == 6
    for url in urls:
        assert (STATIC / url).is_file()


def test_statement_on_accessibility_names_whom_to_write_to(two_shores: Path) -> None:
    with (two_shores / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('editions_accessibility_contact = "ferry@example.org"\n')
    site = build(two_shores, "fr")
    page = read_page(site / "accessibility.html")
    assert text(one(page, "//main//h1")) == "Accessibilité"
    link = one(page, "//main//a")
    assert (text(link), link.get("href")) == ("ferry@example.org", "mailto:ferry@example.org")
    assert select(page, "//main//*[contains(., 'axe-core') and contains(., 'veraPDF')]")
    lead = "//footer//a[@href='accessibility.html']"
    assert text(one(read_page(site / "shore.html"), lead)) == "Accessibilité"


def test_nobody_is_invented_to_write_to(two_shores: Path) -> None:
    site = build(two_shores, "fr")
    assert not (site / "accessibility.html").exists()
    assert select(read_page(site / "shore.html"), "//footer//a[contains(@href, 'access')]") == []


def test_a_project_s_own_statement_stays(two_shores: Path) -> None:
    with (two_shores / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('editions_accessibility_contact = "ferry@example.org"\n')
    own = two_shores / "source/accessibility.rst"
    own.write_text(":orphan:\n\nOurs\n====\n\nText.\n", encoding="utf-8")
    page = read_page(build(two_shores, "en") / "accessibility.html")
    assert text(one(page, "//main//h1")) == "Ours"


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("ferry@example.org", "mailto:ferry@example.org"),
        ("mailto:ferry@example.org", "mailto:ferry@example.org"),
        ("https://example.org/write", "https://example.org/write"),
        ("Ferry Company, 1 Shore Road", ""),
        ("javascript:alert(1)", ""),
        ("call: a@b", ""),
    ],
)
def test_only_addresses_are_links(contact: str, address: str) -> None:
    assert contact_address(contact) == address
