"""The feed of a web edition: tells readers' programs of new versions of the publication."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from editions.citations.publication import publication_work
from editions.files.replacing import replace_file
from editions.findings import FindingsError
from editions.translations.configuration import settings_of
from editions.translations.edition import current_edition
from editions.web.pages import site_address
from editions.web.theme import uses_this_theme
from editions.web.versions import Version, read_versions, render_feed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Builders whose pages name the feed.
_WEB = ("html", "dirhtml")
FEED = "feed.xml"


class Feed:
    """The versions of the publication in one run."""

    def __init__(self) -> None:
        #: The newest first; empty where the publication declares none.
        self.versions: tuple[Version, ...] = ()

    def load(self, app: Sphinx) -> None:
        """Read the versions before anything is built, so that a problem stops the run."""
        settings = settings_of(app.config)
        if not settings.versions_file or not settings.editions:
            return
        path = Path(app.srcdir, settings.versions_file)
        release = app.config.release
        try:
            self.versions = read_versions(path, Path(app.confdir), settings.editions, release)
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
        )
        replace_file(Path(app.outdir, FEED), content)


def setup_feed(app: Sphinx) -> None:
    """Register the steps of a build."""
    feed = Feed()
    app.connect("builder-inited", feed.load)
    app.connect("html-page-context", feed.tell)
    app.connect("build-finished", feed.write)
