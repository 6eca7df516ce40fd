"""The pages that pairs are made of, where the site has another theme: in this package's look."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editions.bilingual.pages import is_paired
from editions.files.replacing import replace_file
from editions.files.trees import remove_tree
from editions.languages import Edition, Publication
from editions.translations.block_ids import FOR_PAIRS
from editions.workflows.sphinx_run import OutdatedReadingError, WatchedReading, call_sphinx

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What belongs to the other theme, and would be refused or misunderstood by this one.
_OVERRIDES: dict[str, Any] = {
    "html_theme": "editions",
    "html_theme_options": {},
    "html_sidebars": {},
    "html_additional_pages": {},
    "html_style": None,
    "html_css_files": [],
    "html_js_files": [],
    "html_static_path": [],
    "html_extra_path": [],
}
#: File that says why there are no pages.
_REASON = "reason.txt"


def own_pages(publication: Publication, edition: Edition) -> Path:
    """Return the folder of the pages of *edition* that are made for its pairs alone."""
    return publication.cache(edition, "html") / "pairs"


def missing_reason(publication: Publication, edition: Edition) -> str:
    """Return why there are no such pages; empty if nobody has tried to make them."""
    path = own_pages(publication, edition) / _REASON
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def is_paired_folder(folder: Path) -> bool:
    """Tell whether pages in *folder* say where their pairs are, so that pairs are made of them."""
    return any(is_paired(path.read_bytes()) for path in sorted(folder.rglob("*.html")))


def write_own_pages(
    publication: Publication,
    edition: Edition,
    output: Path,
    doctrees: Path,
    reading: WatchedReading | None = None,
    apart: Path | None = None,
) -> None:
    """Write the pages for the pairs of *edition*, if those in *output* are of another theme.

    The documents in *doctrees* have been read for *output*, and every warning has been given.
    Where they are of a *reading*, and would be read otherwise for these pages, they are, into
    the folder *apart*.
    """
    folder = own_pages(publication, edition)
    remove_tree(folder)
    paired = any(edition in pair for pair in publication.pairs)
    if not paired or is_paired_folder(output):
        return
    call = partial(
        call_sphinx,
        publication,
        edition,
        "html",
        folder,
        prepare=_leave_out_templates,
        tags=(FOR_PAIRS,),
        overrides=_OVERRIDES,
    )
    try:
        try:
            call(doctrees, reading=reading)
        except OutdatedReadingError:
            if apart is None:
                raise
            call(apart)
    except Exception as error:  # extensions may ask for their own theme in any way
        remove_tree(folder)
        folder.mkdir(parents=True)
        message = " ".join(str(error).split()) or type(error).__name__
        replace_file(folder / _REASON, message.encode())


def _leave_out_templates(app: Sphinx) -> None:
    """Let templates of the project, which are written for its theme, not replace this theme's."""
    builder: Any = app.builder
    app.config.templates_path = []
    builder.templates.init(builder, builder.theme)
