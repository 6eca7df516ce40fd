"""The EPUB edition: Sphinx's pages, cleaned and packed as one EPUB 3 publication."""

from sphinx.errors import SphinxError

#: The name of the theme of books among those of Sphinx.
THEME = "editions-epub"


class EpubError(SphinxError):
    """The EPUB edition cannot be made."""

    category = "EPUB error"
