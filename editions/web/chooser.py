"""The page at the root of a site, where a reader chooses an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editions.languages import DOWNLOADS, Edition, Publication
from editions.words import template_environment, template_words


@dataclass(frozen=True)
class Choice:
    """One edition on the page where a reader chooses."""

    edition: Edition
    #: Address of the web edition, or None where there is none.
    page: str | None
    #: Address of the PDF edition, or None where there is none.
    pdf: str | None
    #: Translates the page's own words.
    word: Callable[[str], str]


def render_chooser(publication: Publication, available: dict[str, set[str]], words: Path) -> str:
    """Return the root page, with links to what is *available*: edition code to formats.

    *words* holds the compiled words of the templates, ``<code>/LC_MESSAGES/theme.mo``.
    """
    choices = []
    for edition in publication.editions:
        formats = available.get(edition.code, set())
        choices.append(
            Choice(
                edition=edition,
                page=f"{edition.code}/index.html" if "html" in formats else None,
                pdf=f"{DOWNLOADS}/{publication.pdf_name(edition)}" if "pdf" in formats else None,
                word=template_words(words, edition.code),
            )
        )
    web = [code for code, formats in available.items() if "html" in formats]
    names = ("paper.css", *publication.stylesheets)
    template = template_environment().get_template("chooser.html")
    return template.render(
        original=publication.original,
        choices=choices,
        stylesheets=[f"{web[0]}/_static/{name}" for name in names] if web else [],
    )
