"""The versions of the publication in an edition: its page of them, and the feed of new ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from editions.citations.publication import publication_work
from editions.files.replacing import replace_file
from editions.findings import FindingsError
from editions.interface import load_interface
from editions.translations.block_ids import FOR_PAIRS
from editions.translations.configuration import settings_of
from editions.translations.edition import compiled_folder, current_edition
from editions.web.declared import declared_versions
from editions.web.pages import site_address
from editions.web.theme import uses_this_theme
from editions.web.version_list import ListedVersion, as_text, list_versions
from editions.web.versions import Version, render_feed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Builders whose pages name the feed.
_WEB = ("html", "dirhtml")
FEED = "feed.xml"
#: Name of the page of versions.
VERSIONS = "versions"


def listed_versions(
    config: Config, doctrees: Path, versions: Sequence[Version]
) -> list[ListedVersion]:
    """Return *versions* in the words of the edition that is built into *doctrees*."""
    edition = current_edition(config)
    words = load_interface(compiled_folder(doctrees), edition)
    return list_versions(versions, edition, settings_of(config).editions, words.gettext)


class Feed:
    """The versions of the publication in one run."""

    def __init__(self) -> None:
        #: The newest first; empty where the publication declares none.
        self.versions: tuple[Version, ...] = ()

    def load(self, app: Sphinx) -> None:
        """Read the versions before anything is built, so that a problem stops the run."""
        try:
            self.versions = declared_versions(app.config, Path(app.srcdir), Path(app.confdir))
        except FindingsError as error:
            raise ConfigError(str(error)) from error

    def tell(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: object,
    ) -> None:
        """Let every page of this theme name the feed."""
        if self.versions and uses_this_theme(app.builder):
            context["feed"] = FEED
            context["versions_page"] = VERSIONS if self.has_page(app) else ""

    def has_page(self, app: Sphinx) -> bool:
        """Tell whether the edition has a page of versions.

        It has where the theme is this package's, and no document of the publication is called so.
        """
        own = bool(self.versions) and uses_this_theme(app.builder) and app.builder.name in _WEB
        return own and FOR_PAIRS not in app.tags and VERSIONS not in app.env.found_docs

    def collect(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the page of versions."""
        if self.has_page(app):
            listed = listed_versions(app.config, Path(app.doctreedir), self.versions)
            yield VERSIONS, {"versions": listed}, "versions.html"

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the feed beside the pages."""
        if exception is not None or not self.versions or app.builder.name not in _WEB:
            return
        edition, settings = current_edition(app.config), settings_of(app.config)
        site = site_address(app, edition)
        authors = [author.name for author in publication_work(app.env, edition).authors]
        content = render_feed(
            self.versions,
            edition,
            settings.editions[0],
            authors or [edition.title],
            slug=settings.editions_slug,
            address=site and f"{site}{edition.code}/",
            page=f"{VERSIONS}.html" if self.has_page(app) else "index.html",
            texts={
                listed.number: as_text(listed)
                for listed in listed_versions(app.config, Path(app.doctreedir), self.versions)
            },
        )
        replace_file(Path(app.outdir, FEED), content)


def setup_feed(app: Sphinx) -> None:
    """Register the steps of a build."""
    feed = Feed()
    app.connect("builder-inited", feed.load)
    app.connect("html-page-context", feed.tell)
    app.connect("html-collect-pages", feed.collect)
    app.connect("build-finished", feed.write)
