"""What is said where there is no book."""

from sphinx.errors import SphinxError


class EpubError(SphinxError):
    """The EPUB edition cannot be made."""

    category = "EPUB error"
