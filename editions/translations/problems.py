"""What docutils could not read, in documents that are about to be written.

docutils marks it, and links the mark with its report.  Sphinx parses every translation as a
document of its own, so that two marks may bear one id, and it leaves the reports out of pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from editions.translations.block_ids import OWN_BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def untangle_problems(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Let no mark of a problem bear an id that stands elsewhere, or lead to what is not there.

    In a project that has asked for nothing, its pages keep the links that Sphinx gives them.
    """
    problems = list(doctree.findall(nodes.problematic))
    if not problems:
        return
    elements = (node for node in doctree.findall(nodes.Element) if node not in problems)
    taken = {name for node in elements for name in node["ids"]}
    for node in problems:
        node["ids"] = [name for name in node["ids"] if name not in taken]
        taken.update(node["ids"])
    if app.config.editions or app.builder.name in OWN_BUILDERS:
        for node in problems:
            if node.get("refid") not in taken:
                node.attributes.pop("refid", None)


def setup_problems(app: Sphinx) -> None:
    """Register the step."""
    app.connect("doctree-resolved", untangle_problems)
