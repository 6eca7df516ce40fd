"""Specifications of an editor's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editions.charts.drawing import DrawingError
from editions.charts.plans import ChartError
from editions.charts.specs import draw_specification, read_specification
from editions.findings import FindingsError
from tests.charts.drawings import size
from tests.charts.samples import goods
from tests.tables.packages import forms_of

SPEC = {
    "height": 80,
    "mark": "point",
    "encoding": {
        "x": {"field": "when", "type": "quantitative", "title": "when", "scale": {"zero": False}},
        "y": {"field": "sold", "type": "quantitative", "title": "sold"},
        "text": {"field": "sold_text"},
    },
}


def read(folder: Path, content: Any, locale: str = "en_CA") -> dict[str, Any]:
    words = None if locale == "en_CA" else {"Sold": "Vendu", "Apples": "Pommes"}
    data = goods(folder)
    path = folder / "own.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return read_specification(path, "own.json", data.tables["goods"], forms_of(data, locale, words))


def test_data_and_titles_are_those_of_the_table_in_the_edition(tmp_path: Path) -> None:
    found = read(tmp_path, SPEC, "fr_CA")
    assert found["encoding"]["y"]["title"].startswith("Vendu (")
    first = found["data"]["values"][0]
    assert (first["good"], first["sold"], first["sold_text"]) == ("Pommes", 40.0, "40")
    assert (first["when"], first["when_text"]) == (2008.0, "2008")
    assert found["data"]["values"][3]["sold"] is None
    assert found["config"]["aria"] is False


def test_it_is_drawn_in_two_widths(tmp_path: Path) -> None:
    drawn = draw_specification(read(tmp_path, SPEC), "en-CA")
    assert (size(drawn.wide)[0], size(drawn.narrow)[0]) == (560, 290)
    assert ">Sold (C$ million)<" in drawn.wide
    assert drawn == draw_specification(read(tmp_path, SPEC), "en-CA")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "expected a specification of Vega-Lite, an object"),
        ({"data": {"url": "https://example.org/a.csv"}}, "'data' is refused; the data are those"),
        ({"layer": [{"mark": {"type": "image", "url": "a.png"}}]}, "'url' is refused"),
        ({"encoding": {"href": {"value": "x"}}}, "'href' is refused"),
        ({"title": "A title"}, "the title 'A title' is no column of the table; its columns are"),
        ({"mark": {"type": "text", "text": "words"}}, "'text' holds words that are in no catalog"),
        ({"encoding": {"x": {"axis": {"labelExpr": "'a'"}}}}, "'labelExpr' holds words"),
        ({"encoding": {"x": {"title": ["Two", "lines"]}}}, "'title' holds words"),
        ({"title": {"text": ["Two", "lines"]}}, "'text' holds words"),
        ({"transform": [{"sample": 2}]}, "'sample' is refused"),
        ({"transform": [{"calculate": "1 + random ()", "as": "a"}]}, "'random ()' is refused; the"),
        ({"params": [{"name": "a", "expr": "now()"}]}, "'now()' is refused; the same data give"),
    ],
)
def test_what_is_not_of_the_table_is_refused(tmp_path: Path, content: Any, said: str) -> None:
    with pytest.raises(ChartError) as caught:
        read(tmp_path, content)
    assert said in str(caught.value)


def test_what_is_no_json_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        read(tmp_path, '{\n"mark": }')
    assert (caught.value.findings[0].file, caught.value.findings[0].line) == ("own.json", 2)


def test_what_is_no_chart_is_said(tmp_path: Path) -> None:
    with pytest.raises(DrawingError):
        draw_specification(read(tmp_path, {"mark": "nothing"}), "en-CA")


@pytest.mark.parametrize(
    "mark",
    [
        {"fill": "url(https://evil.example/a#b)"},
        {"fill": "URL( 'https://evil.example/a#b')"},
        {"fill": "u\\72l(https://evil.example/a#b)"},
        {"fill": "url(#a) url(https://evil.example/a#b)"},
        {"fill": {"expr": "'url(https://evil.' + 'example/a#b)'"}},
        {"cursor": "url(https://evil.example/a)", "stroke": "url(//evil.example/a#b)"},
        {"type": "image"},
    ],
)
def test_a_drawing_leads_nowhere(tmp_path: Path, mark: dict[str, Any]) -> None:
    """It is judged as it is drawn, whatever has been computed of what."""
    content = {**SPEC, "mark": {"type": "point", "filled": True, **mark}}
    with pytest.raises(DrawingError, match=r"lead elsewhere|draws 'image'"):
        draw_specification(read(tmp_path, content), "en-CA")


def test_gradient_of_the_drawing_itself_is_kept(tmp_path: Path) -> None:
    stops = [{"offset": 0, "color": "red"}, {"offset": 1, "color": "blue"}]
    mark = {"type": "area", "color": {"gradient": "linear", "stops": stops}}
    assert "url(#" in draw_specification(read(tmp_path, {**SPEC, "mark": mark}), "en-CA").wide


def test_what_the_library_says_when_it_breaks_down_is_not_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = {"type": "text", "text": {"expr": "'\u0001'"}}
    with pytest.raises(DrawingError, match="has ended with status -6; simplify it"):
        draw_specification(read(tmp_path, {**SPEC, "mark": text, "encoding": {}}), "en-CA")
    assert capfd.readouterr() == ("", "")
