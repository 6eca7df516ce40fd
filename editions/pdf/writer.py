"""Write the HTML of the printed edition: what paper cannot do is done otherwise, or said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.util import logging

from editions.borrowed.sphinx import standard_domain
from editions.findings import shown_path
from editions.pdf.assembly import NUMBER
from editions.pdf.formulas import set_formula
from editions.pdf.fragments import printable_raw
from editions.pdf.lines import keep_amounts, keep_dates_of_work, keep_leading_letter, keep_years
from editions.translations.edition import current_edition
from editions.translations.loading import CATALOG, place_of_words
from editions.translations.marks import translation_mark
from editions.web.extensions import UnscriptedTranslator, placed
from editions.web.translator import is_of_work, is_whole_cell, is_within
from editions.web.wrapping import (
    keep_date,
    keep_end_of_date,
    keep_end_of_heading,
    keep_end_of_paragraph,
    keep_marks_of_address,
    keep_word_before_bracket,
)

if TYPE_CHECKING:
    from docutils.nodes import Element

logger = logging.getLogger(__name__)

#: Tags of elements that say where their text comes from, for what is found on the pages.
_BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "div", "li", "dt", "dd"}
_PLACED = _BLOCKS | {"table", "caption", "th", "td", "figure", "figcaption", "img", "span"}


#: Latin capitals; those of other scripts are no smaller when they are set as small capitals, or
#: are no capitals.
_CAPITALS = "".join(
    letter
    for letter in map(chr, range(0x2000))
    if unicodedata.category(letter) == "Lu" and unicodedata.name(letter).startswith("LATIN")
)
#: Latin capitals in a row, UN, NAFTA, OÉA, but for those of a currency: US$.
ACRONYM = re.compile(rf"(?<![\w\u0300-\u036f])[{_CAPITALS}]{{2,}}(?![\w\u0300-\u036f$€£])")


#: Characters of a paragraph that is two or three lines long.
_SHORT = 220
#: An acronym with its bracket and its point is no longer.
_SHORT_WORD = 10
#: Class of what is set like a heading elsewhere: lines of the contents and of the cover.
LIKE_HEADING = "like-heading"
#: A table of so many columns has room for a date in each.
_FEW_COLUMNS = 3

#: What is not running text, and keeps its capitals as they are.
_NO_RUNNING_TEXT = (nodes.literal, nodes.literal_block, nodes.table, nodes.title, nodes.line)


#: What ends its lines by its own rules.
_OWN_LINES = (nodes.table, nodes.line)
#: Where lines are too short to hold two words.
_NO_ENDS = (nodes.table, nodes.line, nodes.sidebar)


def leaves_a_word(node: nodes.Text) -> bool:
    """Tell whether what stands behind a text in its block is no more than a short word."""
    behind = node.parent[node.parent.index(node) + 1 :]
    rest = "".join(item.astext() for item in behind).strip()
    return len(rest) <= _SHORT_WORD and not any(map(str.isspace, rest))


def ends_paragraph(node: nodes.Text) -> bool:
    """Tell whether a paragraph ends with a text, which may be in a link or in emphasis."""
    item: nodes.Node = node
    while isinstance(item, (nodes.Text, nodes.Inline)) and item.parent and item.parent[-1] is item:
        item = item.parent
    return isinstance(item, nodes.paragraph)


def _longest_word(node: Element) -> int:
    return max(map(len, node.astext().split()), default=0)


class PrintTranslator(UnscriptedTranslator):
    """Writes HTML that becomes a well-structured PDF.

    A list item, cell or definition with one paragraph holds its text directly: WeasyPrint
    would tag the paragraph as a block inside the label or the body (PDF/UA-1, 7.2).
    """

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if is_closing(node):
            node["classes"].append("closing")
        if not _is_sole_paragraph(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not _is_sole_paragraph(node):
            super().depart_paragraph(node)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils names it so
        """Write text; runs of capitals get a class, so that a style sheet can set them smaller."""
        super().visit_Text(node)
        if self.body and not is_within(node, _NO_RUNNING_TEXT):
            self.body[-1] = ACRONYM.sub(r'<span class="acronym">\g<0></span>', self.body[-1])

    def unbroken(self, node: nodes.Text, markup: str) -> str:
        """Return *markup* with marks around all that stands on one line of paper."""
        return markup if is_within(node, _OWN_LINES) else self.lines.keep(markup)

    def wrapped_address(self, markup: str) -> str:
        """Return the *markup* of an address; its lines end at its marks without others."""
        return keep_marks_of_address(markup)

    def wrapped(self, node: nodes.Text, markup: str) -> str:
        """Return *markup* of a text, dates and amounts kept on one line each."""
        if not is_within(node, _NO_RUNNING_TEXT):
            markup = keep_leading_letter(keep_amounts(markup, current_edition(self.config).cldr))
            markup = keep_dates_of_work(markup) if is_of_work(node) else keep_years(markup)
        return super().wrapped(node, markup)

    def kept_end(self, node: nodes.Text, markup: str) -> str:
        """Return *markup* with a class around what its last line holds at least."""
        keep = self.kept_on_a_line(node)
        return keep(markup) if keep else markup

    def is_of_heading(self, node: nodes.Text) -> bool:
        """Tell whether a text is a heading's, or set like one."""
        return super().is_of_heading(node) or LIKE_HEADING in node.parent.get("classes", ())

    def kept_on_a_line(self, node: nodes.Text) -> Callable[[str], str] | None:
        """Return what keeps parts of a text on one line, if anything does."""
        is_running = isinstance(node.parent, nodes.paragraph) and not is_within(node, _NO_ENDS)
        if node.parent[-1] is not node:
            return keep_word_before_bracket if is_running and leaves_a_word(node) else None
        is_running |= ends_paragraph(node) and not is_within(node, _NO_ENDS)
        if self.is_of_heading(node):
            return keep_end_of_heading
        if is_whole_cell(node.parent):
            tgroup = node.parent.parent.parent.parent.parent
            return keep_date if tgroup.get("cols", 0) <= _FEW_COLUMNS else keep_end_of_date
        return keep_end_of_paragraph if is_running else None

    def starttag(self, node: Element, tagname: str, *args: Any, **kwargs: Any) -> str:
        if tagname == "ol" and "start" in kwargs:
            # WeasyPrint knows the attribute only as a hint that a style sheet may ignore.
            kwargs["style"] = f"counter-reset: list-item {int(kwargs['start']) - 1}"
        if tagname in _PLACED and (place := self.place(node)):
            kwargs["data-source"] = place
        return str(super().starttag(node, tagname, *args, **kwargs))

    def place(self, node: Element) -> str | None:
        """Return where *node* stands in the source, as ``file:line``."""
        # A table has no line of its own, but its title and its cells have.
        below = (item for item in node.findall(nodes.Element) if item.source and item.line)
        placed = next(below, node)
        if isinstance(node, nodes.table):
            widest = max(node.findall(nodes.TextElement), key=_longest_word, default=placed)
            # What a translation has made too wide is not the source's.
            placed = widest if CATALOG in widest else placed
        if CATALOG in placed:
            return str(placed[CATALOG])
        source, line = get_source_line(placed)
        if not source or not line:
            return None
        file = str(source).partition(":<")[0]  # Sphinx adds ":<translated>"
        root = Path(self.builder.confdir)
        return f"{shown_path(root / file, root)}:{line}"

    def visit_start_of_file(self, node: Element) -> None:
        # The section itself carries the id: an anchor between two chapters makes a blank page.
        self.docnames.append(node["docname"])

    def visit_glossary(self, node: Element) -> None:
        # Entries of the index that stand before a glossary lead to it; Sphinx drops its ids.
        self.body += [f'<span id="{self.attval(name)}"></span>' for name in node["ids"]]

    def add_fignumber(self, node: Element) -> None:
        number = node.get(NUMBER)
        figtype = standard_domain(self.builder.env).get_enumerable_node_type(node)
        if number and figtype:
            words = self.config.numfig_format[figtype] % ".".join(map(str, number))
            # In three parts, as Sphinx does: handlers of extensions look for the second.
            self.body += ['<span class="caption-number">', f"{words} ", "</span>"]

    def visit_image(self, node: nodes.image) -> None:
        if "alt" not in node:
            logger.warning(
                "the picture has no alternative text: say with :alt: what it shows,"
                " or give an empty one if it says nothing",
                location=placed(node),
                type="editions",
                subtype="alt",
            )
            node["alt"] = ""
        super().visit_image(node)

    def visit_translation_mark(self, node: translation_mark) -> None:
        # Its text comes from the style sheet: headings go into the outline and running heads.
        label = self.attval(node["mark"].label)
        self.body.append(f' <span class="translation-mark" data-label="{label}"></span>')
        raise nodes.SkipNode

    def visit_repeated_author(self, node: Element) -> None:
        """Write the start of the sign for an author as what is short for the name."""
        self.body.append(f'<abbr class="repeated" title="{self.attval(node["author"])}">')

    def depart_repeated_author(self, node: Element) -> None:
        """Write the end of the sign."""
        self.body.append("</abbr>")

    def visit_problematic(self, node: nodes.problematic) -> None:
        # What it would lead to, docutils' report, is not printed.
        self.body.append(self.starttag(node, "span", "", CLASS="problematic"))

    def depart_problematic(self, node: nodes.problematic) -> None:
        self.body.append("</span>")

    def visit_raw(self, node: nodes.raw) -> None:
        if "html" in node.get("format", "").split():
            self.has_foreign_html = True
            printable = printable_raw(node.astext(), self.place(node) or "")
            self.body.append(printable.markup)
            if printable.lost:
                logger.warning(
                    "of raw HTML, only the words of %s are printed; write it in the markup of the"
                    " document, or keep it to other builders with '.. only:: not pdf'",
                    ", ".join(f"<{name}>" for name in printable.lost),
                    location=node,
                    type="editions",
                    subtype="raw",
                )
        raise nodes.SkipNode

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        self.add_formula(node, "span")

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        self.add_formula(node, "div")

    def add_formula(self, node: nodes.math | nodes.math_block, tag: str) -> None:
        """Write a formula, or several with blank lines between them.

        The source of each is its alternative text.
        """
        self.body.append(self.starttag(node, tag, "", classes=["math"]))
        if number := node.get(NUMBER) or node.get("number"):
            shown = ".".join(map(str, number)) if isinstance(number, tuple) else number
            self.body.append(f'<span class="eqno">({shown})</span>')
        for part in node.astext().strip().split("\n\n"):
            formula = set_formula(part, display=tag == "div")
            if formula.problems:
                logger.warning(
                    "the formula is printed as it is written, in LaTeX: %s",
                    "; ".join(formula.problems),
                    location=place_of_words(node),
                    type="editions",
                    subtype="math",
                )
            text = self.attval(part)
            self.body.append(f'<{tag} role="math" aria-label="{text}">{formula.markup}</{tag}>')
        self.body.append(f"</{tag}>")
        raise nodes.SkipNode

    def visit_hlist(self, node: Element) -> None:
        self.body.append('<div class="hlist">')

    def depart_hlist(self, node: Element) -> None:
        self.body.append("</div>\n")

    def visit_hlistcol(self, node: Element) -> None:
        self.body.append("<div>")

    def depart_hlistcol(self, node: Element) -> None:
        self.body.append("</div>")

    def visit_download_reference(self, node: Element) -> None:
        # The file is attached to the PDF; a link to a file beside it would lead nowhere.
        self.context.append("")

    def visit_reference(self, node: Element) -> None:
        # Sphinx joins documents into one and leaves both anchors: "#document-x#section".
        target = node.get("refuri", "")
        if target.startswith("#document-") and "#" in target[1:]:
            node["refuri"] = "#" + target.rpartition("#")[2]
        super().visit_reference(node)


def is_closing(node: nodes.paragraph) -> bool:
    """Tell whether *node* ends a section, and is too short to stand on a page by itself.

    What points to tables may follow it.
    """
    parent = node.parent
    if not isinstance(parent, nodes.section) or len(node.astext()) >= _SHORT:
        return False
    after = parent[parent.index(node) + 1 :]
    return all(
        isinstance(item, nodes.Element) and "data-pointer" in item["classes"] for item in after
    )


def _is_sole_paragraph(node: Element) -> bool:
    parent = node.parent
    holders = (nodes.list_item, nodes.entry, nodes.definition, nodes.field_body)
    if not isinstance(parent, holders) or parent.index(node) != 0 or node.get("classes"):
        return False
    return sum(isinstance(child, nodes.paragraph) for child in parent) == 1
