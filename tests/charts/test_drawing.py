"""Drawings: the same bytes, the page's own ink, nothing that is not needed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from editions.charts.drawing import (
    RESOLUTION,
    DrawingError,
    described,
    draw,
    picture,
    standalone,
)
from editions.charts.keeping import kept_drawings
from editions.charts.palette import INK_ON_PAPER, PAPER, SERIES
from editions.charts.planning import ChartOptions
from tests.charts.drawings import SVG, shapes
from tests.charts.samples import plan_of, specification


@pytest.fixture
def drawing(tmp_path: Path) -> str:
    return draw(specification(plan_of(tmp_path, ChartOptions())))


def test_the_same_source_gives_the_same_bytes(tmp_path: Path, drawing: str) -> None:
    assert draw(specification(plan_of(tmp_path / "again", ChartOptions()))) == drawing


def test_a_drawing_has_ink_of_the_page_and_colours_of_series_alone(drawing: str) -> None:
    root = etree.fromstring(drawing)
    colours = {item.get(name) for item in root.iter() for name in ("fill", "stroke")} - {None}
    assert colours == {"currentColor", "none", SERIES[0]}
    assert not [item for item in root.iter() if item.get("font-family") or item.get("style")]
    names = {str(name) for item in root.iter() for name in item.attrib}
    assert not [name for name in names if name.startswith("aria")]
    assert len(drawing) < 1200


def test_texts_without_translation_bear_their_language(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions(), locale="fr_CA", words={"Apples": "Pommes"})
    root = etree.fromstring(draw(specification(made), made.untranslated, "en-CA"))
    langs = {str(text.text): text.get("lang") for text in root.iter(f"{SVG}text")}
    assert langs["Fish"] == "en-CA"
    assert langs["Pommes"] is None


def test_right_to_left_text_runs_so(tmp_path: Path) -> None:
    root = etree.fromstring(
        draw(specification(plan_of(tmp_path, ChartOptions(), "a,سمك,,,1,,,\n")))
    )
    said = {str(text.text): text for text in root.iter(f"{SVG}text")}
    assert said["سمك"].get("direction") == "rtl"
    assert said["1"].get("direction") is None


def test_words_stand_in_the_drawing(drawing: str) -> None:
    first = etree.fromstring(described(drawing, "wide", "c", ("Title & more", "Long <text>")))
    assert (first.get("role"), first.get("class")) == ("img", "wide")
    assert [(child.tag, child.text) for child in list(first)[:2]] == [
        (f"{SVG}title", "Title & more"),
        (f"{SVG}desc", "Long <text>"),
    ]
    second = etree.fromstring(described(drawing, "narrow", "c"))
    assert second.get("aria-labelledby") == first[0].get("id")
    assert second.get("aria-describedby") == first[1].get("id")


def test_a_file_of_its_own_brings_ink_and_paper(drawing: str) -> None:
    root = etree.fromstring(standalone(drawing, "Title", "fr-CA"))
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr-CA"
    assert root.findtext(f"{SVG}title") == "Title"
    style = root.findtext(f"{SVG}style") or ""
    assert INK_ON_PAPER in style
    assert "prefers-color-scheme:dark" in style
    assert (root.get("width"), root.get("height")) == tuple(root.get("viewBox", "").split()[2:])


def test_a_picture_is_sharp_and_on_paper(drawing: str) -> None:
    data = picture(drawing)
    assert data == picture(drawing)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.width == 560 * RESOLUTION
    colours = {colour: count for count, colour in image.getcolors(1 << 20) or ()}
    assert tuple(bytes.fromhex(PAPER[1:])) == max(colours, key=lambda c: colours[c])
    assert colours[tuple(bytes.fromhex(SERIES[0][1:]))] > 1000


def test_a_picture_is_kept_beside_the_drawings(
    drawing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept_drawings(tmp_path):
        data = picture(drawing)
        monkeypatch.setattr("editions.charts.drawing.draw_png", lambda svg, scale: b"another")
        assert picture(drawing) == data
        assert picture(drawing.replace("<svg ", '<svg class="x" ', 1)) == b"another"


def ink_of(data: bytes, drawing: str) -> dict[str, bool]:
    """Tell of each line of text whether anything but paper is in its place in the picture."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    found = {}
    for shape in shapes(drawing):
        if shape.text:
            left, top, right, bottom = (max(edge * RESOLUTION, 0) for edge in shape.box)
            place = image.crop((left, top, right, bottom))
            found[shape.text] = len(place.getcolors(1 << 20) or ()) > 8
    return found


def test_a_picture_shows_every_text(tmp_path: Path, drawing: str) -> None:
    assert len(found := ink_of(picture(drawing), drawing)) > 5
    assert all(found.values())
    bare = re.sub("<text.*?</text>", "", drawing)
    assert not any(ink_of(picture(bare), drawing).values())


@pytest.mark.parametrize(("written", "drawn"), [("", "start"), ("middle", "middle")])
def test_a_picture_places_text_that_runs_to_the_left(
    monkeypatch: pytest.MonkeyPatch, written: str, drawn: str
) -> None:
    asked: list[str] = []

    def draw_png(svg: str, _scale: float) -> bytes:
        asked.append(svg)
        return b""

    monkeypatch.setattr("editions.charts.drawing.draw_png", draw_png)
    anchor = f' text-anchor="{written or "end"}"'
    picture(f'<svg xmlns="{SVG[1:-1]}"><g{anchor}><text direction="rtl">سمك</text></g></svg>')
    (text,) = etree.fromstring(asked[0]).iter(f"{SVG}text")
    assert (text.get("text-anchor"), text.get("direction")) == (drawn, None)


def test_what_the_library_refuses_is_said() -> None:
    with pytest.raises(DrawingError):
        draw({"mark": "no such mark", "data": {"values": []}})
