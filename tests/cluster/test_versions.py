"""Versions: what decides the bytes of a build is compared, and shown where it differs."""

from __future__ import annotations

from editions.cluster.versions import (
    MISSING,
    as_lines,
    differences,
    distributions_of,
    own_versions,
    versions_of,
)


def test_what_decides_the_bytes_is_compared() -> None:
    found = own_versions()
    assert found.keys() >= {
        *("toolkit", "Python", "processor", "fonts", "pango", "harfbuzz", "fontconfig"),
        *("sphinx", "docutils", "babel", "weasyprint", "fonttools", "pypandoc-binary", "pygments"),
    }
    assert found["Python"].count(".") == 1
    assert all(found.values())
    # What only fetches, checks or tests is no matter.
    assert not found.keys() & {"editions", "requests", "certifi", "pytest", "hypothesis", "bagit"}


def test_extensions_are_found_by_their_modules() -> None:
    names = ["sphinx.ext.todo", "editions", "", "sphinx_design", "myst_parser"]
    found = distributions_of(names, own_versions())
    # What an extension itself needs decides the bytes as well.
    assert found >= {"sphinx-design", "myst-parser", "mdit-py-plugins"}
    assert not found & {*own_versions(), "editions", "requests", "certifi", "pytest"}
    assert distributions_of(names) >= found | {"sphinx", "docutils"}
    assert distributions_of(["an_extension_of_the_project"]) == set()
    assert versions_of(["no-such-package"]) == {"no-such-package": MISSING}


def test_only_what_differs_is_shown() -> None:
    here = {"sphinx": "9.0", "pango": "1.50", "weasyprint": "70.0"}
    there = {
        "tcp://one:1": here,
        "tcp://two:2": {"sphinx": "9.1", "pango": "1.50", "weasyprint": "70.0"},
        "tcp://three:3": {"sphinx": "9.0", "pango": "1.50", "pydyf": "0.12"},
    }
    table = differences(here, there)
    assert table == [
        ("", "here", "tcp://two:2", "tcp://three:3"),
        ("pydyf", MISSING, MISSING, "0.12"),
        ("sphinx", "9.0", "9.1", "9.0"),
        ("weasyprint", "70.0", "70.0", MISSING),
    ]
    assert as_lines(table)[2] == "sphinx      9.0   9.1          9.0"
    assert differences(here, {"tcp://one:1": here}) == []
