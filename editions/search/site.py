"""The search of a web edition, in place of Sphinx's: its page, and the index that it loads.

Sphinx's search compares words with their accents, and fetches every page that it finds to show
a few words of it, which a browser refuses where there is no server.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.search import SearchLanguage

from editions.borrowed.sphinx import page_path, rewrite_index, search_language
from editions.files.replacing import replace_file
from editions.interface import load_interface
from editions.phrases import localized, phrase
from editions.search.saying import search_words
from editions.search.untagged import without_tags
from editions.translations.block_ids import FOR_PAIRS, PREVIEW
from editions.translations.edition import compiled_folder, current_edition
from editions.web.theme import uses_this_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from editions.search.index import Stemming
    from editions.search.passages import SearchedPage
    from editions.translations.loading import LoadedCatalogs

#: Marks documents that are not searched, as in Sphinx.
_NOT_SEARCHED = frozenset(("nosearch", "no-search"))

#: What the search page of a preview says, where the theme leads to one.
NO_SEARCH = phrase("The preview has no search; the built edition has one")


class Search:
    """The search of one run, where the theme is the package's."""

    def __init__(self) -> None:
        self.builder: StandaloneHTMLBuilder | None = None
        #: A builder whose theme leads to a search that the preview does without.
        self.without: StandaloneHTMLBuilder | None = None

    def take_over(self, app: Sphinx) -> None:
        """Keep Sphinx from making a search of its own, where it would make one."""
        builder = app.builder
        if not isinstance(builder, StandaloneHTMLBuilder) or not builder.search:
            return
        if isinstance(builder, SingleFileHTMLBuilder):  # one page, which browsers search
            return
        # Every save would write the index of all pages; and pairs have no search of their own.
        if PREVIEW in app.tags or FOR_PAIRS in app.tags:
            builder.search = False
            if PREVIEW in app.tags and not uses_this_theme(builder):
                self.without = builder
            return
        if uses_this_theme(builder):
            builder.search = False
            self.builder = builder

    def pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the search page."""
        if self.builder is not None:
            edition = current_edition(app.config)
            words = load_interface(compiled_folder(app.doctreedir), edition)
            yield "search", {"search_words": search_words(edition, words)}, "search.html"
        if self.without is not None and "search" not in app.env.all_docs:
            said = localized(NO_SEARCH, current_edition(app.config).locale)
            yield "search", {"title": said, "body": f"<h1>{escape(said)}</h1>"}, "page.html"

    def write_index(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the index of what has been built."""
        if exception is None and self.without is not None:
            # Themes load it in every page.
            path = Path(self.without.outdir, self.without.searchindex_filename)
            replace_file(path, f"// {NO_SEARCH}\n".encode())
        if self.builder is None or exception is not None:
            return
        from editions.search.index import index_script

        script = index_script(read_pages(app, self.builder), find_stemming(app))
        path = Path(self.builder.outdir, self.builder.searchindex_filename)
        replace_file(path, script.encode())


def read_pages(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[SearchedPage]:
    """Yield the pages of all documents, in reading order."""
    from editions.search.passages import read_page

    order = dict.fromkeys([*app.env.collect_relations(), *sorted(app.env.all_docs)])
    for docname in order:
        if _NOT_SEARCHED.isdisjoint(app.env.metadata.get(docname, ())):
            content = page_path(builder, docname).read_bytes()
            page = read_page(content, builder.get_target_uri(docname))
            if page is not None:
                yield page


def find_stemming(app: Sphinx) -> Stemming:
    """Return what Sphinx knows of the language; of one that it does not know, nothing."""
    from editions.search.index import Stemming

    code = app.config.html_search_language or app.config.language
    known = search_language(app.env, code, app.config.html_search_options)
    if known is None:
        return Stemming(SearchLanguage.js_stemmer_code, stems=False)
    return Stemming(known.script, stems=known.stems, stopwords=known.stopwords)


def setup_search(app: Sphinx) -> None:
    """Register what makes the search."""
    search = Search()
    app.connect("builder-inited", search.take_over)
    app.connect("html-collect-pages", search.pages)
    app.connect("build-finished", search.write_index)


def setup_sphinx_search(app: Sphinx, loaded: LoadedCatalogs) -> None:
    """Register what keeps HTML of translations out of the search that Sphinx makes."""

    def untag(app: Sphinx) -> tuple[()]:
        """Keep HTML out of Sphinx's index; in an edition without translations, all is trusted."""
        if loaded.catalogs:
            rewrite_index(app.builder, without_tags)
        return ()

    # By now, the index holds all pages, and it has not been written.
    app.connect("html-collect-pages", untag)
