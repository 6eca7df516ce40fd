"""What only the finished pages show: letters that no font has, and what runs out of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from editions.borrowed.weasyprint import page_box, placed_box
from editions.findings import Finding
from editions.pdf.glyphs import MissingText, group_by_font
from editions.phrases import phrase

#: Attribute of an element that says where it stands in the source, as ``file:line``.
SOURCE = "data-source"

#: CSS pixels to a millimetre.
_MM = 96 / 25.4

#: Longest piece of a text that a message quotes.
_QUOTED = 60


def place_of(element: Element | None, parents: Mapping[Element, Element]) -> tuple[str, int]:
    """Return the file and line of what holds *element*; ``pdf`` and 0 where nothing says."""
    while element is not None:
        if place := element.get(SOURCE):
            file, _, line = place.rpartition(":")
            return file, int(line)
        element = parents.get(element)
    return "pdf", 0


def find_missing_glyphs(
    pages: list[Any], letters: set[str], parents: Mapping[Element, Element], *, system_fonts: bool
) -> Iterator[Finding]:
    """Yield a finding for each kind of *letters* that no font has, with the first of its texts."""
    for group in group_by_font(_find_texts(pages, letters, parents)):
        # A title stands in the table of contents as well, which says nothing of its place.
        first = next((text for text in group.texts if text.line), group.texts[0])
        message = group.message(system_fonts=system_fonts)
        yield Finding(first.file, first.line, message, "missing-glyph")


def _find_texts(
    pages: list[Any], letters: set[str], parents: Mapping[Element, Element]
) -> Iterator[MissingText]:
    """Yield each text that wants one of *letters*."""
    if not letters:
        return
    reported: set[tuple[Element, str]] = set()
    for page in pages:
        for box in _walk(page_box(page)):
            text = getattr(box, "text", "")
            for letter in [letter for letter in dict.fromkeys(text) if letter in letters]:
                element = _block(box.element, parents)
                if element is None or (element, letter) in reported:
                    continue
                reported.add((element, letter))
                words = " ".join("".join(element.itertext()).split())
                file, line = place_of(element, parents)
                yield MissingText(letter, file, line, _around(words, letter))


def find_oversized(pages: list[Any], parents: Mapping[Element, Element]) -> Iterator[Finding]:
    """Yield a finding for each table and picture that is wider than its page's text."""
    reported: set[Element] = set()
    for page in pages:
        frame = page_box(page)
        right = frame.content_box_x() + frame.width
        for box in _walk(frame, margins=False):
            tag = None if box.element is None else box.element_tag
            if tag not in ("table", "img", "pre") or box.element in reported:
                continue
            excess = (box.position_x + box.margin_width() - right) / _MM
            inner = max(
                (child.position_x + child.width for child in _walk(box) if hasattr(child, "text")),
                default=0,
            )
            excess = max(excess, (inner - right) / _MM) if tag != "img" else excess
            if excess > 1 and not _is_free(box):
                reported.add(box.element)
                file, line = place_of(box.element, parents)
                what = _WIDE[tag]
                yield Finding(
                    file,
                    line,
                    phrase(
                        "{what} is {excess:.0f} mm wider than the page's text; shorten it, "
                        "give it narrower columns, or split it",
                        what=what,
                        excess=excess,
                    ),
                    "oversized",
                )


#: What may be wider than a page, by the tag of its element.
_WIDE = {"table": phrase("the table"), "img": phrase("the picture"), "pre": phrase("the code")}


def find_translucent(pages: list[Any], parents: Mapping[Element, Element]) -> Iterator[Finding]:
    """Yield a finding for each element that a style sheet makes translucent.

    Such content lies in a group of its own, where PDF/UA's structure does not reach it.
    """
    reported: set[Element] = set()
    for page in pages:
        for box in _walk(page_box(page)):
            if box.element is None or box.element in reported or box.style["opacity"] == 1:
                continue
            reported.add(box.element)
            file, line = place_of(box.element, parents)
            yield Finding(
                file,
                line,
                phrase(
                    "a style sheet makes <{element}> translucent, which hides it from "
                    "blind readers; choose a paler colour instead of 'opacity'",
                    element=box.element_tag,
                ),
                "opacity",
            )


def _is_free(box: Any) -> bool:
    """Tell whether a style sheet has put *box* where it stands."""
    return bool(box.style["position"] in ("absolute", "fixed"))


def _walk(box: Any, *, margins: bool = True) -> Iterator[Any]:
    """Yield *box* and all boxes in it, except those that a style sheet places freely."""
    waiting = [placed_box(box)]
    while waiting:
        box = waiting.pop()
        yield box
        children = [placed_box(child) for child in getattr(box, "children", ())]
        waiting += (
            child
            for child in reversed(children)
            if margins or not (type(child).__name__ == "MarginBox" or _is_free(child))
        )


def _block(element: Element | None, parents: Mapping[Element, Element]) -> Element | None:
    """Return the nearest element around a text that has a place, or the text's own."""
    start = element
    while element is not None:
        if element.get(SOURCE):
            return element
        element = parents.get(element)
    return start


def _around(words: str, letter: str) -> str:
    """Return the piece of *words* around *letter*."""
    if len(words) <= _QUOTED:
        return words
    middle = max(words.find(letter), 0)
    start = max(0, min(middle - _QUOTED // 2, len(words) - _QUOTED))
    end = start + _QUOTED
    return f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"
