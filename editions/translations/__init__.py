"""The road of a translation into a page: loaded, parsed, guarded, marked."""
