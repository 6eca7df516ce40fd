"""The PDF edition: a Sphinx builder over WeasyPrint."""
