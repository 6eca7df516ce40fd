"""Tests of the citations."""
