"""The EPUB edition: Sphinx's pages, cleaned and packed as one EPUB 3 publication."""

#: The name of the theme of books among those of Sphinx.
THEME = "editions-epub"
