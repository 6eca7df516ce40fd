"""Tests of change briefs."""
