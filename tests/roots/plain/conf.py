"""A Sphinx project that knows nothing of editions."""

project = "Plain"
