"""The pages of a site that belong to no edition: the choice of one, and what was not found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from editions.interface import template_environment, template_interface
from editions.languages import DOWNLOADS, Edition, Publication
from editions.web.addresses import alternates
from editions.web.covers import Cover, read_cover
from editions.web.wrapping import Unbroken

#: Style sheet of this package's theme in the root of a site whose editions have another theme.
STYLESHEET = "_static/paper.css"


@dataclass(frozen=True)
class Choice:
    """One edition on the page where a reader chooses."""

    edition: Edition
    #: The cover of the web edition, or None where there is none.
    cover: Cover | None
    #: Address of the PDF edition, or None where there is none.
    pdf: str | None
    #: Address of the list of files, or None where there is none.
    downloads: str | None
    #: Translates the page's own words.
    interface_text: Callable[[str], str]

    @property
    def page(self) -> str | None:
        """Address of the web edition, relative to the site."""
        return f"{self.edition.code}/index.html" if self.cover else None

    def kept(self, text: str) -> Markup:
        """Return *text* with marks around what stands on one line."""
        lines = Unbroken.of(self.edition.cldr)
        return Markup(lines.keep_lightly(str(escape(text))))  # noqa: S704  # escaped


def choices(
    publication: Publication, site: Path, available: Mapping[str, set[str]], words: Path
) -> list[Choice]:
    """Return what a reader can choose in *site*, by what is *available*: code to formats.

    *words* holds the compiled words of the templates, ``<code>/LC_MESSAGES/theme.mo``.
    """
    found = []
    for edition in publication.editions:
        pdf = f"{DOWNLOADS}/{publication.pdf_name(edition)}"
        downloads = f"{edition.code}/{DOWNLOADS}.html"
        found.append(
            Choice(
                edition=edition,
                cover=_dressed(read_cover(site / edition.code), site),
                pdf=pdf if "pdf" in available.get(edition.code, ()) else None,
                downloads=downloads if (site / downloads).is_file() else None,
                interface_text=template_interface(words, edition),
            )
        )
    return found


def _dressed(cover: Cover | None, site: Path) -> Cover | None:
    """Let a cover of another theme have this one's style, where the site holds it for the pairs."""
    if cover is None or not (site / STYLESHEET).is_file():
        return cover
    return replace(cover, stylesheets=(STYLESHEET,))


def first_cover(found: list[Choice]) -> Cover | None:
    """Return the cover whose picture, style sheets and sign the whole site has."""
    return next((choice.cover for choice in found if choice.cover), None)


def render_chooser(editions: Sequence[Edition], address: str, found: list[Choice]) -> str:
    """Return the root page of a site that is at *address*, or wherever it is."""
    others = alternates(editions, "index.html", "", address, cover=True)
    template = template_environment().get_template("chooser.html")
    return template.render(
        original=editions[0],
        choices=found,
        cover=first_cover(found),
        canonical=f"{address}index.html" if address else "",
        alternates=others if address else (),
    )


def render_missing(publication: Publication, found: list[Choice]) -> str:
    """Return the page that a server sends for what is not there, from any folder of the site.

    Its links begin at the root of the server, since nobody knows where it is read.
    """
    base = urlsplit(publication.address).path or "/"
    template = template_environment().get_template("404.html")
    cover = first_cover(found)
    return template.render(original=publication.original, choices=found, base=base, cover=cover)
