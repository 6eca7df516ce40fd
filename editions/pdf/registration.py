"""The PDF builder as Sphinx knows it before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform

from editions.web.deferred import deferred_builder
from editions.web.notebooks import choose_outputs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


class WithoutSourceLinks(SphinxPostTransform):
    """Take out what viewcode makes links of, since a PDF has no pages of source code."""

    default_priority = 90  # before viewcode's own
    builders = ("pdf",)

    def run(self, **_options: Any) -> None:
        """Leave each of them out."""
        anchors = [n for n in self.document.findall() if type(n).__name__ == "viewcode_anchor"]
        for node in anchors:
            node.parent.remove(node)


def load_builder(_app: Sphinx) -> type[Builder]:
    """Import the builder, and with it what lays out pages."""
    from editions.pdf.builder import PdfBuilder

    return PdfBuilder


def setup_pdf(app: Sphinx) -> None:
    """Register the builder, and what its documents are without."""
    app.add_builder(deferred_builder("pdf", load_builder))
    app.add_post_transform(WithoutSourceLinks)
    app.connect("config-inited", choose_outputs)
