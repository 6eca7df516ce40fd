"""What an EPUB says of itself: the publication's references, unless Sphinx's settings say more."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from editions.borrowed.sphinx import given_settings
from editions.citations.publication import NO_AUTHOR, original_work, publication_work
from editions.epub.book import Metadata
from editions.files.identity import SETTING
from editions.languages import Edition
from editions.references.works import Author, Work
from editions.translations.configuration import settings_of
from editions.web.metadata import shorten
from editions.web.pages import abstract

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def describe_book(
    env: BuildEnvironment,
    edition: Edition,
    modified: datetime,
    interface_text: Callable[[str], str],
) -> Metadata:
    """Return what the package of *edition* says of itself."""
    given = given_settings(env.config)
    settings = settings_of(env.config)

    def setting(name: str) -> str:
        value = str(getattr(env.config, name)).strip()
        return "" if value in NO_AUTHOR else value

    work = publication_work(env, edition)
    original = original_work(env)
    # Sphinx's defaults for the title are the edition's, in one line.
    own_title = "epub_title" in given
    author, publisher = setting("epub_author"), setting("epub_publisher")
    own_author = "epub_author" in given and author
    place = env.config.html_baseurl or f"urn:{settings.editions_slug}/{edition.code}"
    return Metadata(
        identifier=setting("epub_identifier") or uuid.uuid5(uuid.NAMESPACE_URL, place).urn,
        title=setting("epub_title") if own_title else edition.title,
        subtitle="" if own_title else edition.subtitle,
        language=edition.lang,
        direction=edition.direction,
        modified=modified,
        authors=(Author(literal=author),) if own_author else work.authors,
        # Sphinx's default for the publisher is the author.
        publisher=publisher if publisher != author else work.publisher,
        rights=setting("epub_copyright"),
        description=setting("epub_description") or shorten(abstract(env)),
        issued=work.issued,
        source=cite_source(original) if original else "",
        summary=interface_text(
            "The text can be enlarged, restyled and read aloud; headings, contents, tables and"
            " languages are marked."
        ),
        evaluator=settings.editions_epub_evaluator,
        evaluated=settings.editions_epub_evaluated,
        identity=env.config[SETTING],
    )


def cite_source(work: Work) -> str:
    """Return a work in one line, for programs that show no more than that."""
    place = f"{work.publisher_place}: " if work.publisher_place and work.publisher else ""
    imprint = ", ".join(filter(None, (f"{place}{work.publisher}", work.issued)))
    authors = "; ".join(author.inverted for author in work.authors)
    return ". ".join(filter(None, (authors, work.title, work.genre, imprint)))
