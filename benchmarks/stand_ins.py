"""A Sphinx extension for the peers: what this package's directives and roles say, as plain text.

It imports nothing of the package, so that peers pay for nothing of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.tables import CSVTable
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

ROLES = ("cite", "cite:t", "cite:link", "value")


class AnyOption(dict[str, Any]):
    """Takes whatever a directive is told in the publication."""

    def __missing__(self, name: str) -> Any:
        """Keep the text of the option *name*."""
        return directives.unchanged


OPTIONS = AnyOption({"name": directives.unchanged})


class TableOfFile(CSVTable):
    """The file of a table as it is, by the name of the table."""

    option_spec = OPTIONS

    def run(self) -> Sequence[nodes.table | nodes.system_message]:
        """Read ``data/NAME.csv`` beside the source."""
        environment = self.state.document.settings.env
        path = Path(environment.srcdir, "data", f"{self.arguments[0]}.csv")
        if not path.is_file():
            return []
        self.options = {"file": str(path), "header-rows": 1}
        self.arguments = []
        return super().run()


class ListOfWorks(SphinxDirective):
    """The file of references as it is, a paragraph a work."""

    has_content = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        """Read ``references.yaml`` beside the source."""
        path = Path(self.env.srcdir, "references.yaml")
        works = path.read_text(encoding="utf-8").split("\n- ") if path.is_file() else []
        return [nodes.paragraph(work, work) for work in works]


class Nothing(SphinxDirective):
    """What a peer has nothing for."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = OPTIONS

    def run(self) -> list[nodes.Node]:
        """Leave it out."""
        return []


def say_text(_name: str, _raw: str, text: str, *_rest: Any) -> tuple[list[nodes.Node], list[Any]]:
    """Return the text of a role."""
    return [nodes.Text(text)], []


def copy_pictures(app: Sphinx) -> None:
    """Put pictures where typst looks for them, which typsphinx leaves to its users."""
    if app.builder.name.startswith("typst"):
        for path in Path(app.srcdir).glob("*.png"):
            shutil.copy(path, app.outdir)


def write_plainly(app: Sphinx, doctree: nodes.document, _name: str) -> None:
    """Make plain paragraphs and text of lines and notes, which typsphinx cannot write."""
    if not app.builder.name.startswith("typst"):
        return
    for reference in list(doctree.findall(nodes.footnote_reference)):
        reference.parent.replace(reference, nodes.Text(f"[{reference.astext()}]"))
    for line in list(doctree.findall(nodes.line)):
        line.parent.replace(line, nodes.paragraph("", "", *line.children))
    for block in reversed(list(doctree.findall(nodes.line_block))):
        block.parent.replace(block, block.children)
    for note in list(doctree.findall(nodes.footnote)):
        words = [child for child in note.children if not isinstance(child, nodes.label)]
        note.parent.replace(note, words)


def register_languages(app: Sphinx, config: Config) -> None:
    """Register the roles that say in which language a passage is."""
    folders = [path for place in config.locale_dirs for path in Path(place).iterdir()]
    for code in ("en", *(path.name for path in folders)):
        app.add_role(f"lang-{code}", say_text)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register them."""
    for name, directive in (
        ("data-table", TableOfFile),
        ("bibliography", ListOfWorks),
        ("data-chart", Nothing),
        ("data-package", Nothing),
        ("data-pointer", Nothing),
    ):
        app.add_directive(name, directive)
    for name in ROLES:
        app.add_role(name, say_text)
    app.connect("config-inited", register_languages)
    app.connect("builder-inited", copy_pictures)
    app.connect("doctree-resolved", write_plainly)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
