"""Multilingual editions of one Sphinx publication: checked catalogs, HTML, PDF and EPUB.

Add ``"editions"`` to ``extensions`` in ``conf.py``, or run the ``editions`` command.  What
``conf.py`` needs is here: `Edition` declares one language, and `locale_folder` the folder of the
catalogs.  All other names are the toolkit's own, and may change with any version.
"""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False  # so that nobody waits for the import of typing
if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from editions.catalogs.files import locale_folder
    from editions.languages import Edition

__all__ = ["Edition", "__version__", "locale_folder", "setup"]

__version__ = "0.1.0"

#: Where the public names are, which are loaded when somebody asks for one: ``make`` runs a part
#: of this package before anything is installed.
_HOMES = {"Edition": "editions.languages", "locale_folder": "editions.catalogs.files"}


if not TYPE_CHECKING:  # which knows the names, and would take any other for one of them

    def __getattr__(name):
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


if "sphinx.cmd.build" in sys.modules:
    # Here, so that a mistake in the editions of conf.py is shown by its text, too.
    from editions.borrowed.sphinx_log import show_own_errors_alone

    show_own_errors_alone()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    from editions.extension import setup as setup_extension

    return setup_extension(app)
