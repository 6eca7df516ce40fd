"""Outputs of notebooks, for what runs no script: paper and reading systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: What of the outputs of a cell in a notebook is shown, the first there is, where nothing runs.
_OUTPUTS = (
    *("image/svg+xml", "image/png", "image/jpeg", "image/gif"),
    *("text/markdown", "text/html", "text/latex", "text/plain"),
)
#: Outputs that programs draw.
_PROGRAMS = ("application/vnd.jupyter.widget-view+json", "application/javascript")


def choose_outputs(_app: Sphinx, config: Config) -> None:
    """Tell MyST-NB what of a notebook can be printed, before what ``conf.py`` says of it."""
    name = "nb_mime_priority_overrides"
    if name in config:
        known = [(kind, place * 10) for place, kind in enumerate(_OUTPUTS, 1)]
        ours = [
            (builder, kind, place)
            for builder in ("pdf", "epub")
            for kind, place in (*known, *((kind, None) for kind in _PROGRAMS))
        ]
        config[name] = [*ours, *config[name]]
