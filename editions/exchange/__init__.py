"""Translations on their way to other tools and back: XLIFF, TMX and glossaries."""
