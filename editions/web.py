"""Web editions: language links, the theme's words, and the page where a reader chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from editions.languages import Edition, Publication, check_editions
from editions.translation import compiled_folder, current_edition
from editions.words import template_environment, template_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Folder of the site that holds the PDF files, and those for reference managers.
DOWNLOADS = "downloads"


@dataclass(frozen=True)
class LanguageLink:
    """A link from a page to the same page in one edition."""

    edition: Edition
    #: Address relative to the page.
    href: str
    #: The page itself is of this edition.
    current: bool


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


def language_links(
    editions: Iterable[Edition], current: Edition, page: str, up: str
) -> tuple[LanguageLink, ...]:
    """Return the links from *page* of *current* to every edition.

    Editions lie side by side, in folders named by their codes; *up* leads from the page
    to the folder of its own edition: ``""``, ``"../"``.
    """
    return tuple(
        LanguageLink(
            edition=edition,
            href=up + page if edition == current else f"{up}../{edition.code}/{page}",
            current=edition == current,
        )
        for edition in editions
    )


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


def add_edition_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the theme's templates the edition, the language links and the words."""
    edition = current_edition(app.config)
    editions = check_editions(app.config.editions) if app.config.editions else (edition,)
    page = app.builder.get_target_uri(pagename)
    up = "../" * page.count("/")
    slug = app.config.editions_slug
    context["edition"] = edition
    context["language_links"] = language_links(editions, edition, page, up)
    context["pdf_href"] = f"{up}../{DOWNLOADS}/{slug}-{edition.code}.pdf" if slug else None
    context["word"] = template_words(compiled_folder(app.doctreedir), edition.code)


def drop_translated_mark(app: Sphinx, doctree: nodes.document) -> None:
    """Remove the attribute that Sphinx leaves on ``<meta>`` elements that it translates."""
    for node in doctree.findall(nodes.meta):
        node.attributes.pop("translated", None)


def setup_web(app: Sphinx) -> None:
    """Register the theme and what its templates need."""
    app.add_html_theme("editions", str(Path(__file__).parent / "theme"))
    app.connect("html-page-context", add_edition_context)
    app.connect("doctree-read", drop_translated_mark)
