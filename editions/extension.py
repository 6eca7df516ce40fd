"""The Sphinx extension: registration, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import editions
from editions.translation import setup_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part of the toolkit with Sphinx."""
    setup_translation(app)
    return {
        "version": editions.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
