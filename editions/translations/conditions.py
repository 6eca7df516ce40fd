"""Parts of a document that are meant for some editions and not for others.

Whoever sets two editions side by side must tell them from parts that one of them has lost.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.tags import Tags

from editions.catalogs.ids import OPTIONAL
from editions.translations.configuration import settings_of
from editions.translations.edition import edition_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from editions.languages import Edition

_LANGUAGE = re.compile(r"\blanguage\b")
#: Words of conditions that are no tags.
_OPERATORS = frozenset(("and", "or", "not"))
#: Conditions that ask for more tags are taken for such as tell editions apart.
_MOST_TAGS = 8


class MarkOptionalBlocks(SphinxTransform):
    """Mark what the conditions of ``only`` and ``ifconfig`` let some editions have, and not all.

    Sphinx puts the content of ``only`` in its place when a document is written, in some builders
    before any transform of that time.
    """

    default_priority = 990

    def apply(self, **kwargs: Any) -> None:
        """Mark the blocks of the document."""
        if not self.config.editions:
            return
        declared = settings_of(self.config).editions
        for node in self.document.findall(addnodes.only):
            if tells_editions_apart(node["expr"], declared):
                _mark(node)
        # Its conditions may say anything in Python, so that none is evaluated for another edition.
        module = sys.modules.get("sphinx.ext.ifconfig")
        for node in self.document.findall(module.ifconfig) if module else ():
            if _LANGUAGE.search(node["expr"]):
                _mark(node)


def tells_editions_apart(condition: str, editions: Sequence[Edition]) -> bool:
    """Tell whether *condition* can hold in one of the *editions* and not in another.

    What it asks of builders, and other tags of the project, may be so or not.
    """
    own = [edition_tags(edition, edition.language) for edition in editions]
    others = sorted(set(re.findall(r"\w+", condition)).difference(_OPERATORS, *own))
    if len(others) > _MOST_TAGS:
        return True
    return any(
        len({_holds(condition, Tags([*tags, *chosen])) for tags in own}) > 1
        for chosen in _subsets(others)
    )


def _subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def _holds(condition: str, tags: Tags) -> bool:
    with suppress(Exception):  # of any class, as Sphinx has it: it warns and keeps the part
        return tags.eval_condition(condition)
    return True


def _mark(condition: nodes.Element) -> None:
    """Give each block the class, and one of its condition: those of others are not the same."""
    own = f"if-{nodes.make_id(condition['expr'])}"
    for block in condition.children:
        if isinstance(block, nodes.Element):
            block["classes"] = [*block["classes"], OPTIONAL, own]


def setup_conditions(app: Sphinx) -> None:
    """Register the transform with Sphinx."""
    app.add_transform(MarkOptionalBlocks)
