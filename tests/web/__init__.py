"""Tests of the web editions."""
