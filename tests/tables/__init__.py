"""Tests of the tables' core, on packages written in the tests."""
