from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editions.languages import Edition
from editions.search.index import Stemming, read_script
from editions.series.cards import Card, read_card
from editions.series.searching import series_index
from tests.series.sites import STEMMER, write_site

FR = Edition("fr", "fr_CA", "Français", "Cahiers")


def cards(output: Path) -> list[Card]:
    found = [read_card(output / name, name) for name in ("papers/a", "papers/b", "papers/c")]
    return [card for card in found if card is not None]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Three papers, of which two are in French and one of these has another theme."""
    write_site(
        tmp_path / "papers/a", {"en": "Shores", "fr": "Rives"}, text="Un bac &lt;/script> part"
    )
    write_site(tmp_path / "papers/b", {"fr": "Moulins"}, search=False)
    for name in ("search.html", "_static/a.html"):
        path = tmp_path / "papers/b/fr" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("<html><body><main><h1>No</h1><p>text</p></main></body></html>")
    write_site(tmp_path / "papers/c", {"en": "Ice"})
    return tmp_path


def data_of(script: str, name: str) -> Any:
    """Return what a script gives to a variable, or to a function."""
    (line,) = (line for line in script.splitlines() if line.startswith(name))
    return json.loads(line.removeprefix(name).removesuffix(";").removesuffix(")"))


def test_a_language_is_searched_in_all_papers(output: Path) -> None:
    files = series_index(output, cards(output), FR)
    assert list(files) == ["searchindex.js", "searchtexts/0.js", "searchtexts/1.js"]
    assert not any("</script>" in script for script in files.values())
    index = data_of(files["searchindex.js"], "var seriesIndex = ")
    assert index["papers"] == ["Rives", "Moulins"]
    assert (index["stems"], index["stopwords"]) == (True, ["the"])
    words = dict(index["words"])
    assert words["un"] == [0]
    assert words["ferry"] == [1]
    assert words["moulins"] == [1]
    assert files["searchindex.js"].startswith(STEMMER)
    assert files["searchindex.js"].endswith("seriesIndex.Stemmer = Stemmer;\n")
    assert data_of(files["searchtexts/0.js"], "seriesText(0,") == [
        ["../papers/a/fr/index.html", "Rives", [["top", "Rives", ["b-1", "Un bac </script> part"]]]]
    ]
    (page,) = data_of(files["searchtexts/1.js"], "seriesText(1,")
    assert page[:2] == ["../papers/b/fr/index.html", "Moulins"]


def test_pages_of_any_name_are_found_and_empty_ones_are_none(output: Path) -> None:
    folder = output / "papers/b/fr"
    (folder / "index.html").rename(folder / "50 % #1.html")
    (folder / "proof.html").touch()  # which some service has asked for
    (folder / "searchindex.js").write_bytes(b"\xff")
    card = Card("papers/b", cards(output)[0].editions)
    (name,) = set(series_index(output, [card], FR)) - {"searchindex.js"}
    (page,) = data_of(series_index(output, [card], FR)[name], "seriesText(0,")
    assert page[0] == "../papers/b/fr/50%20%25%20%231.html"


def test_results_name_the_paper(output: Path) -> None:
    index = output / "papers/a/fr/searchindex.js"
    index.write_text(index.read_text().replace('"index.html","Rives"', '"two.html","Le bac"'))
    files = series_index(output, cards(output), FR)
    (page,) = data_of(files["searchtexts/0.js"], "seriesText(0,")
    assert page[:2] == ["../papers/a/fr/two.html", "Le bac · Rives"]


def test_nothing_to_search_is_an_index_too(output: Path) -> None:
    files = series_index(output, [], FR)
    assert list(files) == ["searchindex.js"]
    assert "class Stemmer" in files["searchindex.js"]
    assert data_of(files["searchindex.js"], "var seriesIndex = ")["papers"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("«\N{NO-BREAK SPACE}L’Été\N{NO-BREAK SPACE}», (dit-on).", {"l’été", "dit-on"}),
        (
            "1\N{NARROW NO-BREAK SPACE}234,5\N{NO-BREAK SPACE}$ — 50 %",
            {"1\N{NARROW NO-BREAK SPACE}234,5", "50"},
        ),
        ("re\u0301 कि·", {"re\u0301", "कि"}),
        ("… ·", set()),
    ],
)
def test_words_are_what_stands_between_spaces(tmp_path: Path, text: str, words: set[str]) -> None:
    write_site(tmp_path / "papers/a", {"fr": "Titre"}, text=text)
    files = series_index(tmp_path, cards(tmp_path), FR)
    found = {word for word, _ in data_of(files["searchindex.js"], "var seriesIndex = ")["words"]}
    assert found == words | {"titre"}


def index(pages: str, rest: str = '"stems":true,"stopwords":[]') -> str:
    data = f'{{"pages":{pages},{rest}}}'
    return f"\nvar editionIndex = {data};\neditionIndex.Stemmer = Stemmer;\n"


@pytest.mark.parametrize(
    "script",
    [
        *("", "var editionIndex = {};\n", "Search.setIndex({})"),
        *(index("3"), index('[["a.html","A"]]'), index('[["a.html","A",[["x","y",3]]]]')),
        *(index("[" * 100_000), index("[]", '"stems":true,"stopwords":3')),
    ],
)
def test_other_scripts_are_none(script: str) -> None:
    assert read_script(script) is None
    assert read_script(index("[]")) == ([], Stemming("\n", stems=True, stopwords=[]))
