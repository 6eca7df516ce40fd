"""Editions with another theme: side by side in this package's look, or not, with a sentence."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from editions.workflows.own_pages import missing_reason, own_pages
from editions.workflows.sphinx_run import load_publication
from tests.building import add_for_one_edition, edit
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text
from tests.workflows.test_pairing import add, build

#: Where themes take fragments of templates.
SIDEBARS = 'html_sidebars = {"**": ["globaltoc.html", "editions/languages.html"]}\n'
#: An extension that wants its own theme, at the cost of the build.
SULKY = """
def setup(app):
    app.connect("builder-inited", insist)


def insist(app):
    if app.config.html_theme == "editions":
        raise RuntimeError("this extension wants its own theme")
"""


@pytest.fixture
def guests(two_shores: Path) -> Path:
    """The tiny publication with another theme, and a template of its own for that."""
    conf = two_shores / "conf.py"
    edit(conf, 'html_theme = "editions"', f'html_theme = "classic"\n{SIDEBARS}')
    edit(conf, "html_use_index = False\nhtml_permalinks = False", 'templates_path = ["templates"]')
    (two_shores / "templates").mkdir()
    (two_shores / "templates/layout.html").write_text(
        '{% extends "!layout.html" %}{% block relbar1 %}<p class="own">Ours.</p>{% endblock %}',
        encoding="utf-8",
    )
    shutil.copy(ROOTS / "guest/img/quay.png", two_shores / "source/quay.png")
    add(two_shores, "\n.. image:: quay.png\n   :alt: The quay\n\n.. code-block:: python\n\n   1\n")
    return two_shores


def assert_is_whole(site: Path, folder: str) -> None:
    """Every file and every place that pages in *folder* name is there, and no id stands twice."""
    for path in (site / folder).rglob("*.html"):
        page = read_page(path)
        ids = Counter(item.attrib["id"] for item in select(page, "//*[@id]"))
        assert [name for name, count in ids.items() if count > 1] == [], path
        for item in select(page, "//*[@href or @src or @action]"):
            address = urlsplit(str(item.get("href") or item.get("src") or item.get("action")))
            if address.scheme:
                continue
            target = path.parent / unquote(address.path) if address.path else path
            assert target.exists(), (path, address)
            if address.fragment and target.resolve().parent == path.resolve().parent:
                assert unquote(address.fragment) in {
                    item.get("id") for item in select(read_page(target), "//*[@id]")
                }, (path, address)


def test_editions_of_another_theme_are_set_side_by_side(guests: Path) -> None:
    site, said = build(guests)
    assert said == []
    for folder in ("en-fr", "fr-en"):
        assert_is_whole(site, folder)
        page = read_page(site / folder / "shore.html")
        assert len(select(page, "//div[@class='pair headings']")) == 1
        assert select(page, "//p[@class='own']") == []
        assert [link.get("href") for link in select(page, "//nav[@class='languages']//a")] == [
            "../en/shore.html", "../fr/shore.html",
        ]  # fmt: skip
        sheets = [link.attrib["href"] for link in select(page, "//link[@rel='stylesheet']")]
        names = {Path(urlsplit(sheet).path).name for sheet in sheets}
        assert names >= {"paper.css", "parallel.css", "pygments.css"}
        assert {sheet.rpartition("/")[0] for sheet in sheets} == {"../_static"}
    (font,) = (site / "_static/fonts").glob("PaperSerif-Regular.woff2")
    assert font.stat().st_size > 0


def test_editions_keep_their_theme_and_lead_to_the_pairs(guests: Path) -> None:
    site, _ = build(guests)
    page = read_page(site / "fr/shore.html")
    assert text(one(page, "//p[@class='own']")) == "Ours."
    assert select(page, "//*[starts-with(@id, 'b-')]") == []
    switch = one(page, "//nav[@class='editions-languages']")
    links = select(switch, ".//ul//a")
    assert [(a.get("href"), a.get("hreflang"), a.get("aria-current")) for a in links] == [
        ("../en/shore.html", "en-GB", None),
        ("shore.html", "fr-FR", "true"),
    ]
    assert [a.get("href") for a in select(switch, "./p/a")] == ["../fr-en/shore.html"]
    search = one(read_page(site / "fr/search.html"), "//nav[@class='editions-languages']")
    assert select(search, "./p") == []
    assert len(select(search, ".//ul//a")) == 2


def test_page_of_choice_has_the_look_of_the_pairs(guests: Path) -> None:
    site, _ = build(guests)
    sheets = select(read_page(site / "index.html"), "//link[@rel='stylesheet']")
    assert [sheet.get("href") for sheet in sheets] == ["_static/paper.css", "chooser.css"]


def test_pairs_that_cannot_be_made_are_left_out_with_a_sentence(guests: Path) -> None:
    site, _ = build(guests)
    assert (site / "en-fr").is_dir()
    with (guests / "conf.py").open("a", encoding="utf-8") as file:
        file.write(SULKY)
    site, said = build(guests)
    (sentence,) = said
    assert sentence.startswith("en-fr: not set side by side, because the pages of 'en'")
    assert "this extension wants its own theme" in sentence
    assert not (site / "en-fr").exists()
    assert not (site / "fr-en").exists()
    assert select(read_page(site / "fr/shore.html"), "//nav[@class='editions-languages']/p") == []
    publication = load_publication(guests)
    assert missing_reason(publication, publication.original)


def test_editions_of_another_theme_that_do_not_fit_are_left_out(guests: Path) -> None:
    add_for_one_edition(guests, "shore", "fr", "\n\nFor the French alone.\n")
    site, said = build(guests)
    assert "'fr'" in said[0]
    assert "not set side by side" in said[0]
    assert not (site / "en-fr").exists()
    assert (site / "fr/index.html").is_file()


def test_nothing_is_written_twice_without_need(guests: Path, two_shores: Path) -> None:
    with (guests / "conf.py").open("a", encoding="utf-8") as file:
        file.write("\neditions_pairs = False\n")
    site, said = build(guests)
    publication = load_publication(guests)
    assert said == []
    assert not own_pages(publication, publication.original).exists()
    assert not (site / "_static").exists()


@pytest.mark.parametrize("title", ["Q", "Main", "Contents", "Site search", "Hide second"])
def test_no_id_of_the_theme_is_that_of_a_section(two_shores: Path, title: str) -> None:
    edit(two_shores / "conf.py", "html_permalinks = False\n", "")
    add(two_shores, f"\n{title}\n{'-' * len(title)}\n\nWords.\n")
    site, _ = build(two_shores)
    for folder in ("en", "en-fr"):
        assert_is_whole(site, folder)
