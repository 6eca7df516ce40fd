"""Charts in documents of the second publication."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from editions.findings import FindingsError
from tests.building import build, edit
from tests.charts.drawings import shapes
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text
from tests.tables.packages import write_package
from tests.tables.test_directives import WORDS, append, write_words

CHART = """\
.. data-table:: fares

.. data-chart:: fares

.. data-chart:: fares
   :name: short
   :rows: north south
   :kind: dots
   :caption: Two of the fares
   :alt: Two dots, *one* far to the right
   :notes: A note of the editor’s.
   :source: The editor
   :class: special

.. data-chart:: fares
   :name: own
   :spec: own.json
   :alt: Dots of an editor’s own

See :ref:`short` and :ref:`chart-fares`.
"""


def prepared(folder: Path) -> Path:
    root = Path(shutil.copytree(ROOTS / "two-shores", folder / "two-shores"))
    write_package(root / "source" / "data")
    write_words(root, WORDS)
    return root


def write_own(root: Path) -> None:
    """Write the specification that `CHART` names."""
    axis = {"field": "fare", "type": "quantitative", "title": "fare"}
    content = {"mark": "point", "height": 60, "encoding": {"x": axis}}
    (root / "source/own.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of both editions."""
    root = prepared(tmp_path_factory.mktemp("charts"))
    append(root, "crossing", CHART)
    write_own(root)
    catalog = root / "locale/fr/LC_MESSAGES/crossing.po"
    with catalog.open("a", encoding="utf-8") as file:
        for original, translated in (
            ("Two of the fares", "Deux des tarifs"),
            ("Two dots, *one* far to the right", "Deux points, dont *un* loin à droite"),
        ):
            file.write(f'\nmsgid "{original}"\nmsgstr "{translated}"\n')
    return {code: build(root, code) for code in ("en", "fr")}


@pytest.fixture(scope="module")
def pages(built: dict[str, Path]) -> dict[str, HtmlElement]:
    return {code: read_page(folder / "crossing.html") for code, folder in built.items()}


def test_a_chart_is_a_figure_with_its_caption_and_words(pages: dict[str, HtmlElement]) -> None:
    for code, caption, kind in (
        ("en", "Fares of the ferry", "Bar chart: "),
        ("fr", "Tarifs du traversier", "Graphique à barres\u00a0: "),
    ):
        figure = one(pages[code], "//figure[@id='chart-fares']")
        assert [child.tag for child in figure] == ["figcaption", "div"]
        assert text(one(figure, "figcaption")) == caption
        wide, narrow = select(figure, "div/*")
        assert [drawing.get("class") for drawing in (wide, narrow)] == ["wide", "narrow"]
        assert text(one(wide, "title")) == kind + caption
        described = pages[code].get_element_by_id(narrow.attrib["aria-describedby"])
        assert described is one(wide, "desc")
        assert ("457" in text(described)) is True


def test_words_of_an_editor_are_translated(pages: dict[str, HtmlElement]) -> None:
    for code, caption, words in (
        ("en", "Two of the fares", "Two dots, one far to the right"),
        ("fr", "Deux des tarifs", "Deux points, dont un loin à droite"),
    ):
        box = one(pages[code], "//figure[@id='short']")
        assert text(one(box, "figcaption")) == caption
        assert text(one(box, ".//title")) == words
        assert "special" in box.attrib["class"]
    around = one(pages["en"], "//figure[@id='short']/..")
    assert text(one(around, "p[@class='data-note']")) == "A note of the editor’s."
    assert [text(line) for line in select(around, "p[@class='data-source']")] == [
        "The editor", "Drawn from: Fares of the ferry",
    ]  # fmt: skip


def test_the_table_is_one_link_away(pages: dict[str, HtmlElement]) -> None:
    box = one(pages["fr"], "//figure[@id='chart-fares']/..")
    source, origin = select(box, "p[@class='data-source']")
    assert text(source) == "Source\u00a0: Capitainerie"
    assert one(origin, "a").attrib["href"] == "#table-fares"
    assert text(origin).startswith("Données tirées de\u00a0: ")
    links = select(pages["en"], "//p[starts-with(., 'See ')]//a")
    assert [text(link) for link in links] == ["Two of the fares", "Fares of the ferry"]


def test_links_to_files_are_heard_with_the_caption_in_the_language(
    pages: dict[str, HtmlElement],
) -> None:
    names = {
        code: [text(link) for link in select(page, "//a[contains(@href, 'short')]") if text(link)]
        for code, page in pages.items()
    }
    assert [name.rpartition(": ")[2] for name in names["en"][:2]] == ["Two of the fares"] * 2
    assert [name.rpartition(": ")[2] for name in names["fr"][:2]] == ["Deux des tarifs"] * 2


def test_files_to_download_are_there(built: dict[str, Path], pages: dict[str, HtmlElement]) -> None:
    for code, folder in built.items():
        box = one(pages[code], "//figure[@id='chart-fares']/..")
        names = [link.attrib["href"] for link in select(box, "p[@class='data-download']/a")]
        assert names == [
            "_downloads/chart-fares.svg",
            "_downloads/chart-fares.png",
            "_downloads/fares.csv",
        ]
        assert all((folder / name).stat().st_size for name in names)
    drawing = (built["fr"] / "_downloads/chart-fares.svg").read_text(encoding="utf-8")
    bars = shapes(drawing.partition("?>")[2], "bar", "inexact")
    assert sorted(round(bar.width / bars[0].width, 2) for bar in bars)[-1] > 20


def test_a_specification_of_an_editor_s_own_is_drawn(pages: dict[str, HtmlElement]) -> None:
    for code, title in (
        ("en", "Fare, 2009 (C$ billion)"),
        ("fr", "Tarif, 2009 (milliards de $ CA)"),
    ):
        figure = one(pages[code], "//figure[@id='own']")
        wide, narrow = select(figure, "div/*")
        assert text(one(wide, "title")) == "Dots of an editor’s own"
        assert select(wide, "desc") == []
        assert narrow.get("aria-describedby") is None
        assert title in [text(words) for words in select(wide, ".//text")]


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (".. data-chart:: fares\n   :spec: own.json", "the file says what is drawn, and ':alt:'"),
        (".. data-chart:: fares\n   :spec: no.json\n   :alt: x", "source/no.json"),
        (".. data-chart:: tolls", "there is no table 'tolls'; the tables are fares, traffic"),
        (".. data-chart:: fares\n   :kind: pie", "the chart of 'fares': expected a kind of chart"),
        (".. data-chart:: fares\n   :x: toll", "table 'fares' has no column 'toll'"),
        (".. data-chart:: traffic", "are in count and in percent and in CAD"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_at_its_line(
    tmp_path: Path, chart: str, said: str
) -> None:
    root = prepared(tmp_path)
    line = append(root, "crossing", chart)
    with pytest.raises(FindingsError) as caught:
        build(root, "en")
    (finding,) = caught.value.findings
    assert said in finding.message
    assert (finding.file, finding.line) == ("source/crossing.rst", line)


def test_a_theme_of_others_shows_one_drawing(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    append(root, "crossing", ".. data-chart:: fares")
    edit(root / "conf.py", 'html_theme = "editions"', 'html_theme = "furo"')
    page = read_page(build(root, "en") / "crossing.html")
    (drawing,) = select(page, "//figure[@id='chart-fares']/div/*")
    assert drawing.get("class") == "wide"


@pytest.mark.parametrize(
    ("builder", "name"),
    [("text", "crossing.txt"), ("latex", "*.tex"), ("texinfo", "*.texi"), ("man", "*.1")],
)
def test_other_builders_write_the_words(tmp_path: Path, builder: str, name: str) -> None:
    root = prepared(tmp_path)
    append(root, "crossing", CHART)
    write_own(root)
    (path,) = build(root, "en", builder).glob(name)
    said = " ".join(path.read_text(encoding="utf-8").replace("\\sphinxhyphen{}", "-").split())
    assert "Bar chart: Fares of the ferry" in said
    assert "Two dots, one far to the right" in said


def test_messages_need_no_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = prepared(tmp_path)
    append(root, "crossing", CHART)
    write_own(root)
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    template = (build(root, "en", "gettext") / "crossing.pot").read_text(encoding="utf-8")
    for message in ("Two of the fares", "Two dots, *one* far to the right", "A note of the ed"):
        assert message in template
    assert "Fares of the ferry" not in template
