"""Tests of the translator's desk."""
