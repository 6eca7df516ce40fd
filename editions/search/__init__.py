"""Searching an edition: the index of its text, and the page that searches it."""
