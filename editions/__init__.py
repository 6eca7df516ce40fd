"""Multilingual editions of one Sphinx publication: checked catalogs, HTML and PDF.

Add ``"editions"`` to ``extensions`` in ``conf.py``, or run the ``editions`` command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    from editions.extension import setup as setup_extension

    return setup_extension(app)
