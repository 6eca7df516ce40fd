"""The EPUB edition: Sphinx's pages, cleaned and packed as one EPUB 3 publication."""
