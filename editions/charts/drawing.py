"""From a specification to SVG: drawn by Vega-Lite, and cut down to what a page needs."""

from __future__ import annotations

import base64
import re
from collections.abc import Set
from typing import TYPE_CHECKING, Any

from editions.charts.engine import EngineError, draw_png, draw_svg
from editions.charts.keeping import drawn_once
from editions.charts.measuring import FAMILY, is_right_to_left
from editions.charts.palette import DARK, INK, INK_ON_DARK, INK_ON_PAPER, PAPER
from editions.charts.sketch import SIZE
from editions.findings import described as described_value

if TYPE_CHECKING:
    from lxml import etree

SVG = "http://www.w3.org/2000/svg"
_TAG = f"{{{SVG}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: How Vega names the group of a layer's marks.
_LAYER = re.compile(r"mark-\w+ role-mark (.+?)_marks")
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
#: A line that has nowhere to go.
_POINT = re.compile(r"M[-\d.,]+Z?")
#: A circle, as Vega draws points.
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
#: What a drawing is made of.  Pictures and links would lead elsewhere.
_ELEMENTS = frozenset(
    ("circle", "clipPath", "defs", "g", "line", "linearGradient", "path", "radialGradient", "rect",
     "stop", "text", "tspan")
)  # fmt: skip
#: What leads elsewhere as a paint: an address, or what may be one when its escapes are read.
_ELSEWHERE = re.compile(r"url\((?!#[\w-]+\))|\\", re.IGNORECASE)
#: What a drawing has unless a mark says otherwise: said once, or by SVG itself.
_USUAL = {
    "font-family": FAMILY,
    "font-size": f"{SIZE:g}px",
    "fill": INK,
    "stroke-width": "1",
    "opacity": "1",
    "text-anchor": "start",
}
#: Attributes that hold places.
_PLACES = frozenset({"d", "transform", "x", "y", "x2", "y2", "width", "height"})
#: What a layer says of all its marks.
_SHARED = ("fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor", "font-weight")
_ANCHORS = {"start": "end", "end": "start"}
#: Dots to a unit of a drawing, for a picture of dots: sharp on paper as well.
RESOLUTION = 2.5


class DrawingError(Exception):
    """The library cannot draw a specification; the text says why."""


def draw(specification: dict[str, Any], foreign: Set[str] = frozenset(), lang: str = "") -> str:
    """Return the drawing as SVG, to stand in a page: its ink is that of the text around it.

    The texts in *foreign* are marked as being in the language *lang*.  The same specification
    gives the same bytes.

    Raises:
        DrawingError: it cannot be drawn.
    """
    try:
        drawn = draw_svg(specification)
    except EngineError as error:
        # What follows is where Vega's own script has noticed it.
        raise DrawingError(str(error).partition("\n    at ")[0].strip()) from error
    return _cleaned(drawn, foreign, lang)


def described(
    drawing: str,
    name: str,
    id_: str,
    words: tuple[str, str] | None = None,
    *,
    is_long: bool = True,
) -> str:
    """Return a drawing for a page, of the class *name*, with its title and its description.

    Without *words* they are those of the drawing of the same *id_* that has them, the
    description if there is one, *is_long*.
    """
    from lxml import etree

    root = etree.fromstring(drawing)
    ids = f"{id_}-title", f"{id_}-desc"
    root.set("class", name)
    root.set("role", "img")
    if words is None:
        root.set("aria-labelledby", ids[0])
        if is_long:
            root.set("aria-describedby", ids[1])
    for place, text in enumerate(filter(None, words or ())):
        element = etree.Element(f"{_TAG}{('title', 'desc')[place]}", id=ids[place])
        element.text = text
        root.insert(place, element)
    return etree.tostring(root, encoding="unicode")


def height_of(drawing: str) -> float:
    """Return the height of a drawing, in its own unit."""
    from lxml import etree

    return float(etree.fromstring(drawing).get("viewBox", "").split()[3])


def standalone(drawing: str, title: str, lang: str) -> bytes:
    """Return a drawing as a file of its own, with its title, its ink and its paper.

    Where a reader's machine is set to dark, they follow.
    """
    from lxml import etree

    root = etree.fromstring(drawing)
    _, _, width, height = root.get("viewBox", "").split()
    root.set("width", width)
    root.set("height", height)
    root.set(_LANG, lang)
    root.set("font-family", f"'{FAMILY}', 'Source Sans 3', system-ui, sans-serif")
    inverse = f"svg{{color:{INK_ON_DARK};background:{DARK}}}"
    style = f"svg{{color:{INK_ON_PAPER};background:{PAPER}}}"
    style += f"@media(prefers-color-scheme:dark){{{inverse}}}"
    for place, (name, text) in enumerate((("title", title), ("style", style))):
        element = etree.Element(f"{_TAG}{name}")
        element.text = text
        root.insert(place, element)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def picture(drawing: str) -> bytes:
    """Return a drawing as PNG, on paper."""
    from lxml import etree

    root = etree.fromstring(drawing)
    root.set("font-family", f"'{FAMILY}', sans-serif")
    for text in root.iter(f"{_TAG}text"):
        # What draws the picture knows no direction, and measures all texts from the left.
        if text.get("direction") is not None:
            del text.attrib["direction"]
            anchor = str(text.xpath("string(ancestor-or-self::*[@text-anchor][1]/@text-anchor)"))
            text.set("text-anchor", _ANCHORS.get(anchor or "start", anchor))
    paper = etree.Element(f"{_TAG}rect", width="100%", height="100%", fill=PAPER)
    root.insert(0, paper)
    svg = etree.tostring(root, encoding="unicode").replace(INK, INK_ON_PAPER)

    def draw() -> list[str]:
        return [base64.b64encode(draw_png(svg, RESOLUTION)).decode("ascii")]

    return b"".join(map(base64.b64decode, drawn_once((svg, RESOLUTION), draw)))


def _cleaned(drawn: str, foreign: Set[str], lang: str) -> str:
    """Return what is seen of a drawing of Vega's, said as shortly as can be."""
    from lxml import etree

    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False))
    clean = etree.fromstring(f'<svg xmlns="{SVG}"/>')
    clean.set("viewBox", root.get("viewBox", ""))
    clean.set("font-size", f"{SIZE:g}")
    clean.set("fill", INK)
    _move(root, clean)
    for text in clean.iter(f"{_TAG}text"):
        _set_direction(text, foreign, lang)
    for layer in list(clean.iter(f"{_TAG}g")):
        _shorten(layer)
    _join(clean)
    return etree.tostring(clean, encoding="unicode")


def _move(source: etree._Element, target: etree._Element) -> None:
    """Copy what is seen, without groups that only Vega needs."""
    from lxml import etree

    for child in source:
        layer = _LAYER.match(child.get("class", ""))
        if child.get("class") in ("background", "foreground") or _POINT.fullmatch(
            child.get("d", "")
        ):
            continue
        if child.tag == f"{_TAG}g" and layer is None and not _is_placed(child):
            _move(child, target)
            continue
        _check(child)
        copy = etree.SubElement(target, child.tag, _said(child))
        copy.text = child.text
        _round(copy)
        if layer is not None:
            copy.set("class", layer[1].rstrip("0123456789_"))
        _move(child, copy)


def _check(element: etree._Element) -> None:
    """Make sure that an element leads nowhere.

    Raises:
        DrawingError: it does, or may.
    """
    name = str(element.tag).removeprefix(_TAG)
    if name not in _ELEMENTS:
        raise DrawingError(f"it draws {described_value(name)}, which a drawing of data has not")
    for name, value in _attributes(element).items():
        if name.lower().startswith(("on", "{")) or name == "href" or _ELSEWHERE.search(value):
            what = described_value(f"{name}={value}")
            raise DrawingError(f"{what} in it may lead elsewhere; name a colour")


def _said(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element that are to be kept."""
    said: dict[str, str] = {}
    for name, value in _attributes(element).items():
        if name.startswith("aria-") or name in ("role", "class") or _USUAL.get(name) == value:
            continue
        place = _PLACE.fullmatch(value) if name == "transform" else None
        if place and element.tag == f"{_TAG}text" and not len(element):
            said |= {n: _rounded(v) for n, v in zip("xy", place.groups(), strict=True) if v != "0"}
        else:
            said[name] = _rounded(value) if name in _PLACES else value
    if element.tag == f"{_TAG}path" and "stroke" in said and "fill" not in element.attrib:
        said["fill"] = "none"
    return said


def _attributes(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def _is_placed(group: etree._Element) -> bool:
    """Tell whether a group says anything of what is in it."""
    moved = group.get("transform", "translate(0,0)") != "translate(0,0)"
    return moved or "clip-path" in group.attrib


def _rounded(value: str) -> str:
    """Return an attribute with numbers of one place, as fine as anybody sees."""
    return _NUMBER.sub(lambda match: f"{round(float(match[0]), 1):.10g}", value)


def _round(mark: etree._Element) -> None:
    """Call a circle a circle, which is shorter than the arcs that Vega draws."""
    circle = _CIRCLE.fullmatch(mark.get("d", ""))
    place = _PLACE.fullmatch(mark.get("transform", ""))
    if circle and place:
        mark.tag = f"{_TAG}circle"
        del mark.attrib["d"], mark.attrib["transform"]
        for name, value in (("cx", place[1]), ("cy", place[2]), ("r", circle[1])):
            mark.set(name, value)


def _set_direction(text: etree._Element, foreign: Set[str], lang: str) -> None:
    """Let text run as its script does, at the same place, and say what language it is in."""
    words = " ".join(filter(None, (str(part).strip() for part in text.itertext())))
    if words in foreign and lang:
        text.set("lang", lang)
    if is_right_to_left(words):
        text.set("direction", "rtl")
        anchor = text.get("text-anchor", "start")
        text.set("text-anchor", _ANCHORS.get(anchor, anchor))


def _shorten(layer: etree._Element) -> None:
    """Say once, of a layer, what all its marks say; lines that are alike become one."""
    from lxml import etree

    marks = list(layer)
    for name in _SHARED:
        values = {mark.get(name) for mark in marks}
        if len(values) == 1 and (value := values.pop()) is not None:
            layer.set(name, value)
            for mark in marks:
                del mark.attrib[name]
    if marks and all(mark.tag == f"{_TAG}line" for mark in marks):
        path = etree.Element(f"{_TAG}path", d="".join(map(_stroke, marks)))
        layer[:] = [path]


def _stroke(line: etree._Element) -> str:
    """Return a line as a piece of a path."""
    place = _PLACE.fullmatch(line.get("transform", "translate(0,0)"))
    if place is None:
        raise AssertionError("Vega moves lines, and does nothing else to them")
    return f"M{place[1]},{place[2]}l{line.get('x2', '0')},{line.get('y2', '0')}"


def _join(root: etree._Element) -> None:
    """Make one layer of neighbours that say the same of their marks, and drop empty ones."""
    before: etree._Element | None = None
    for layer in list(root):
        if layer.tag == f"{_TAG}g" and not len(layer):
            root.remove(layer)
        elif before is not None and _attributes(before) == _attributes(layer):
            before.extend(list(layer))
            root.remove(layer)
        else:
            before = layer
