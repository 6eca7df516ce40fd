"""Abbreviations of the data, and what they stand for, where a text first has them.

A field of the data says that it holds abbreviations; the names in its rows say what each stands
for in the language of an edition, with its abbreviation there in brackets if it has another one:
``Tratado de Libre Comercio de América del Norte (TLCAN)``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from editions.tables.environment import Exhibits
from editions.tables.figures import Data
from editions.translations.edition import current_edition

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: A name with its abbreviation behind it.
_OWN = re.compile(r"(?P<name>.*\S)\s*\((?P<short>[^()\s]+)\)")
#: Elements whose text is no running text, or is called by what it says.
_APART = (nodes.title, nodes.rubric, nodes.caption, nodes.entry, nodes.term, nodes.reference)
_AS_WRITTEN = (nodes.literal, nodes.literal_block, nodes.math, nodes.raw, nodes.abbreviation)


def find_abbreviations(data: Data, code: str) -> dict[str, str]:
    """Return what each abbreviation of the edition called *code* stands for."""
    found: dict[str, str] = {}
    for table in data.tables.values():
        fields = table.resource.fields
        shorts = [field.name for field in fields if field.abbreviations]
        names = [field.name for field in fields if field.role == "name" and field.language == code]
        for row in table.rows if shorts and names else ():
            short, name = row.cells[shorts[0]], row.cells[names[0]]
            if own := _OWN.fullmatch(name):
                short, name = own["short"], own["name"]
            if short and name:
                found.setdefault(short, name)
    return found


def mark_abbreviations(doctree: nodes.document, meanings: Mapping[str, str]) -> None:
    """Say of each abbreviation what it stands for, where it first stands in running text.

    A dash that is set close would be parted from it, and is left alone.
    """
    left = dict(meanings)
    for text in list(doctree.findall(nodes.Text)):
        if not left:
            return
        if _is_running(text):
            shorts = "|".join(sorted(map(re.escape, left), key=len, reverse=True))
            _mark(text, re.compile(rf"(?<![\w—-])(?:{shorts})(?![\w—-])"), left)


def _mark(text: nodes.Text, pattern: re.Pattern[str], left: dict[str, str]) -> None:
    pieces: list[nodes.Node] = []
    done = 0
    for match in pattern.finditer(text):
        if match[0] not in left:
            continue  # twice in one text
        pieces.append(nodes.Text(text[done : match.start()]))
        pieces.append(nodes.abbreviation("", match[0], explanation=left.pop(match[0])))
        done = match.end()
    if pieces:
        pieces.append(nodes.Text(text[done:]))
        text.parent.replace(text, [piece for piece in pieces if piece.astext()])


def _is_running(text: nodes.Text) -> bool:
    """Tell whether *text* is of a paragraph, and in the language of the edition."""
    around: nodes.Element | None = text.parent
    while around is not None and not isinstance(around, nodes.document):
        classes = around["classes"]
        if isinstance(around, (*_APART, *_AS_WRITTEN)) or "notranslate" in classes:
            return False
        if any(name.startswith("language-") for name in classes):
            return False
        around = around.parent
    return isinstance(text.parent, (nodes.paragraph, nodes.emphasis, nodes.strong, nodes.inline))


def setup_abbreviations(app: Sphinx, exhibits: Exhibits) -> None:
    """Register what marks abbreviations in every format that is made of HTML.

    LaTeX and plain text would print what they stand for once more.
    """

    def note(app: Sphinx, _doctree: nodes.document) -> None:
        if exhibits.forms is None:
            return
        tables = exhibits.forms.data.tables.items()
        names = [name for name, t in tables if any(f.abbreviations for f in t.resource.fields)]
        if names:
            exhibits.note(app.env, names)

    def mark(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
        if exhibits.forms is not None and app.builder.format == "html":
            code = current_edition(app.config).code
            mark_abbreviations(doctree, find_abbreviations(exhibits.forms.data, code))

    app.connect("doctree-read", note)
    app.connect("doctree-resolved", mark, priority=700)
