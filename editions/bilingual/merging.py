"""Merge a part of one edition with the same part of another, block by block.

Finished pages are merged: numbers, notes, references and links are what they are in the
editions.  The blocks of the first edition stay where they are and keep their ids; beside each
comes its counterpart, with the class `SECOND`, its language and ids of its own.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from itertools import zip_longest
from urllib.parse import unquote

from lxml.html import HtmlElement
from lxml.html.builder import E

from editions.bilingual.elements import (
    HEADINGS,
    Block,
    Matching,
    add_class,
    alike,
    blocks_of,
    classes,
    folded,
    is_container,
    is_furniture,
    is_picture,
    match,
    wrap_lines,
)
from editions.bilingual.tables import UnlikeTablesError, lines_to_add, paired_cells
from editions.findings import Finding, quoted
from editions.languages import Edition
from editions.phrases import phrase, told

#: Class of what holds a block and its counterpart.
PAIR = "pair"
#: Class of a pair that has but one half: the other edition leaves it out by intention.
ALONE = "alone"
#: Class of the counterpart.
SECOND = "second"
#: Class of a block that says the same in both editions, and stands once.
SHARED = "shared"
#: Class of the alternative text of a picture in the second language, which is heard only.
UNSEEN = "unseen"

#: Rule of the findings.
RULE = "pair"

#: Attributes that name ids of the same page.
_REFERENCES = ("aria-controls", "aria-describedby", "aria-labelledby", "for", "headers")
#: Elements that their parents ask for, so that the pair goes inside.
_HELD = frozenset({"dt", "summary"})
_ITEMS = frozenset({"dd", "dt", "li"})


@dataclass
class Merger:
    """Merges parts of one page, and keeps what it finds out on the way."""

    first: Edition
    second: Edition
    #: What findings call the page.
    page: str
    findings: list[Finding] = field(default_factory=list)
    #: The outermost elements that come from the second edition.
    added: list[HtmlElement] = field(default_factory=list)
    #: Addresses at which each edition has a file of its own, such as a picture by language.
    differing: Set[str] = frozenset()

    def merge(self, one: HtmlElement, other: HtmlElement) -> None:
        """Set the blocks of *other*, which is used up, beside those of *one*."""
        wrap_lines(one)
        wrap_lines(other)
        matching = match(blocks_of(one), blocks_of(other))
        self.set_alone(one, other, matching)
        for ours, theirs in matching.pairs:
            for element, counterpart in zip_longest(ours.elements, theirs.elements):
                if element is None or counterpart is None or element.tag != counterpart.tag:
                    self.report(ours, self.first, self.second)
                else:
                    self.merge_element(ours.name, element, counterpart)
        for block in matching.only_ours:
            if not block.is_optional:
                self.report(block, self.first, self.second)
        for block in matching.only_theirs:
            if not block.is_optional:
                self.report(block, self.second, self.first)

        self.merge_furniture(one, other)

    def merge_furniture(self, one: HtmlElement, other: HtmlElement) -> None:
        """Put together what a template has added to the text; one edition alone may have it."""
        ours = {str(item.get("class")): item for item in one if is_furniture(item)}
        last: HtmlElement | None = None
        for theirs in filter(is_furniture, list(other)):
            mine = ours.get(str(theirs.get("class")))
            if mine is not None:
                self.set_beside(mine, theirs)
                last = mine.getparent()
            elif last is None:
                one.append(self.adopt(theirs))
            else:
                added = self.adopt(theirs)
                last.addnext(added)
                last = added

    def merge_element(self, name: str, one: HtmlElement, other: HtmlElement) -> None:
        """Set one block beside its counterpart in the way that suits it."""
        if one.tag == "table":
            self.merge_tables(name, one, other)
        elif is_container(one) and is_container(other):
            self.merge(one, other)
        elif one.tag not in HEADINGS and alike(one, other) and not self.shows_differing(one):
            add_class(one, SHARED)
        elif is_picture(one) and self.is_same_picture(one, other):
            self.merge_pictures(one, other)
        elif is_picture(one):  # which is no cell of a row by itself
            self.set_beside(_boxed(one), _boxed(other))
        elif one.tag in _HELD:
            self.merge_lines(one, other)
        else:
            self.set_beside(one, other)

    def set_alone(self, one: HtmlElement, other: HtmlElement, matching: Matching) -> None:
        """Give what one edition alone has, by intention, a row with an empty column."""
        before = {theirs.elements[-1]: ours.elements[-1] for ours, theirs in matching.pairs}
        ours, theirs = (
            {element for block in blocks if block.is_optional for element in block.elements}
            for blocks in (matching.only_ours, matching.only_theirs)
        )
        at = 0
        for element in list(other):
            if element in before:
                at = one.index(before[element]) + 1
            if element not in theirs:
                continue
            while at < len(one) and one[at] in ours:
                at += 1
            one.insert(at, _alone(self.adopt(element)))
            at += 1
        for element in ours:
            at = one.index(element)
            one.insert(at, _alone(element))

    def set_beside(self, one: HtmlElement, other: HtmlElement) -> None:
        """Put a block and its counterpart into one row."""
        row = E.div({"class": PAIR})
        link = one.getnext() if one.tag in HEADINGS else None
        first = one
        if link is not None and "headerlink" in classes(link):
            first = E.div(link)  # the heading and the link to it are in one column
        else:
            link = None
        row.tail, one.tail, other.tail = one.tail, "\n", "\n"
        row.text = "\n"
        one.getparent().replace(one, row)
        if link is not None:
            link.tail, first.tail = None, "\n"
            first.insert(0, one)
        if one.tag in HEADINGS:
            add_class(row, "headings")
            one.set("data-second", folded(other.text_content()))
            # One outline: the second heading looks like one, and is none.
            add_class(other, f"like-{other.tag}")
            other.tag = "p"
        row.extend([first, self.adopt(other)])

    def merge_lines(self, one: HtmlElement, other: HtmlElement) -> None:
        """Put the text of an element and of its counterpart into one row inside the element."""
        mine, theirs = E.div(one.text or ""), E.div(other.text or "")
        mine.extend(list(one))
        theirs.extend(list(other))
        one.text = None
        one.append(E.div({"class": PAIR}, mine, self.adopt(theirs)))

    def is_same_picture(self, one: HtmlElement, other: HtmlElement) -> bool:
        """Tell whether two pictures differ in nothing but their alternative texts."""
        pictures = [list(item.iter("img")) for item in (one, other)]
        sources = [[image.get("src") for image in images] for images in pictures]
        same = bool(sources[0]) and sources[0] == sources[1]
        return same and not self.shows_differing(one)

    def shows_differing(self, element: HtmlElement) -> bool:
        """Tell whether *element* shows a file that is another one in the second edition."""
        return any(
            unquote(str(image.get("src"))) in self.differing for image in element.iter("img")
        )

    def merge_pictures(self, one: HtmlElement, other: HtmlElement) -> None:
        """Show a picture once, and say in both languages what it shows."""
        add_class(one, SHARED)
        for image, counterpart in zip(one.iter("img"), other.iter("img"), strict=True):
            alt = str(counterpart.get("alt", ""))
            if alt and alt != image.get("alt"):
                words = self.adopt(E.span({"class": UNSEEN}, alt))
                words.tail, one.tail = one.tail, None
                one.addnext(words)

    def merge_tables(self, name: str, one: HtmlElement, other: HtmlElement) -> None:
        """Make one table of two: where a cell says the same in both, it says it once."""
        try:
            pairs = paired_cells(one, other)
        except UnlikeTablesError as error:
            message = phrase(
                "table {name!r} differs between {first!r} and {second!r}: {problem}",
                name=name,
                first=self.first.code,
                second=self.second.code,
                problem=told(error),
            )
            self.findings.append(Finding(self.page, 0, message, RULE))
            return
        add_class(one, "bilingual")
        captions = [table.find("caption") for table in (one, other)]
        if captions[0] is not None and captions[1] is not None:
            pairs.insert(0, (captions[0], captions[1]))
        for cell, counterpart in pairs:
            for line in lines_to_add(cell, counterpart):
                cell.append(self.adopt(line))

    def adopt(self, element: HtmlElement) -> HtmlElement:
        """Make an element of the second edition one of the page; return it."""
        add_class(element, SECOND)
        element.set("lang", self.second.lang)
        if self.second.direction != self.first.direction:
            element.set("dir", self.second.direction)
        for item in element.iter():
            if item.get("id"):
                item.set("id", self.second_id(str(item.get("id"))))
            for attribute in _REFERENCES:
                if item.get(attribute):
                    names = str(item.get(attribute)).split()
                    item.set(attribute, " ".join(map(self.second_id, names)))
        self.added.append(element)
        return element

    def second_id(self, name: str) -> str:
        """Return the id in the page of what has the id *name* in the second edition."""
        return f"{self.second.code}-{name}"

    def report(self, block: Block, has: Edition, lacks: Edition) -> None:
        """Note that a block stands in one edition only."""
        words = " ".join(" ".join(e.text_content() for e in block.elements).split())
        shown = f"{words[:40]}…" if len(words) > 40 else words
        message = phrase(
            "block {name!r} ({shown}) has no counterpart: it is in the edition "
            "{code!r} and not in {other!r}; look for what leaves it out of one "
            "of them, such as '.. only::'",
            name=block.name,
            shown=quoted(shown),
            code=has.code,
            other=lacks.code,
        )
        self.findings.append(Finding(self.page, 0, message, RULE))


def _alone(element: HtmlElement) -> HtmlElement:
    """Return a row that holds *element* alone, or is held by it where its parent asks for it."""
    row = E.div({"class": f"{PAIR} {ALONE}"})
    element.tail = row.tail = "\n"
    if element.tag not in _ITEMS:
        row.append(element)
        return row
    words = E.div(element.text or "")
    words.extend(list(element))
    if SECOND in classes(element):
        add_class(words, SECOND)
    element.text = None
    row.append(words)
    element.append(row)
    return element


def _boxed(element: HtmlElement) -> HtmlElement:
    """Put *element* into a box, in its place; return the box."""
    box = E.div()
    box.tail, element.tail = element.tail, None
    element.getparent().replace(element, box)
    box.append(element)
    return box
