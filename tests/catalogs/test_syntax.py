"""Messages are read in the markup of their documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editions.borrowed.myst import MarkdownOptions
from editions.catalogs.entries import Entry
from editions.catalogs.markup import InlineKind
from editions.catalogs.sources import document_text
from editions.catalogs.syntax import (
    MYST,
    RST,
    Markdown,
    SourceSyntax,
    document_suffixes,
    syntax_of,
)


def entry(*references: str) -> Entry:
    return Entry(1, "a", ("b",), references=references)


@pytest.mark.parametrize(
    ("references", "syntax"),
    [
        (("../../a.rst:3",), RST),
        (("../../a.md:3",), MYST),
        (("docs/a.ipynb:10002",), MYST),
        (("docs/A.MD",), MYST),
        (("docs/a.md.rst",), RST),
        ((), RST),
    ],
)
def test_places_tell_the_syntax(references: tuple[str, ...], syntax: object) -> None:
    assert syntax_of(references) == syntax


@pytest.fixture
def source(tmp_path: Path) -> SourceSyntax:
    for name in ("a.md", "sub/b.rst", "sub/c.md", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# A\n", encoding="utf-8")
    settings = {"extensions": ["myst_parser"], "source_suffix": {".rst": "restructuredtext"}}
    return SourceSyntax.of_project(tmp_path, settings)


@pytest.mark.parametrize(
    ("domain", "references", "kinds"),
    [
        ("a", (), [Markdown]),
        ("sub/b", (), [type(RST)]),
        ("sub", ("../../sub/b.rst:1",), [type(RST)]),
        ("sub", ("../../sub/b.rst:1", "sub/c.md:2"), [type(RST), Markdown]),
        ("gone", ("../../gone.md:1",), [Markdown]),
        ("theme", (), [type(RST)]),
    ],
)
def test_a_catalog_is_read_as_its_documents(
    source: SourceSyntax, domain: str, references: tuple[str, ...], kinds: list[type]
) -> None:
    assert [type(s) for s in source.of(domain, entry(*references))] == kinds


def test_a_document_says_what_its_markdown_is(source: SourceSyntax) -> None:
    assert source.folder is not None
    path = source.folder / "a.md"
    before, print_ = source.of_file(path), source.fingerprint()
    path.write_text(
        "---\nmyst:\n  enable_extensions: [dollarmath]\n---\n\n# A\n\n[b]: https://b.example\n",
        encoding="utf-8",
    )
    after = source.of_file(path)
    assert before.parse("$x$ [b]").inlines == ()
    kinds = [inline.kind for inline in after.parse("$x$ [b]").inlines]
    assert kinds == [InlineKind.ROLE, InlineKind.LINK]
    assert source.fingerprint() != print_


def test_a_part_of_a_document_may_be_in_the_other_markup(source: SourceSyntax) -> None:
    assert source.folder is not None
    (source.folder / "a.md").write_text(
        "# A\n\nSee *it*.\n\n```{eval-rst}\nRead :doc:`this\none <c>`.\n```\n", encoding="utf-8"
    )
    (source.folder / "sub/b.rst").write_text(
        "B\n=\n\nSee *it*.\n\n.. include:: /etc/passwd\n\n.. include:: part.txt\n"
        "   :start-line: 1\n   :parser: myst_parser.sphinx_\n",
        encoding="utf-8",
    )
    (source.folder / "sub/part.txt").write_text("Take [that](c.md).\n", encoding="utf-8")
    own, other = source.folder / "a.md", source.folder / "sub/b.rst"
    assert isinstance(source.of_message(own, "See *it*."), Markdown)
    assert source.of_message(own, "Read :doc:`this one <c>`.") == RST
    assert source.of_message(other, "See *it*.") == RST
    assert isinstance(source.of_message(other, "Take [that](c.md)."), Markdown)
    entry_ = Entry(1, "Read :doc:`this one <c>`.", ("b",), references=("../../a.md:5",))
    assert source.of("a", entry_) == (RST,)


def test_settings_are_those_of_the_project(tmp_path: Path) -> None:
    settings = {
        "extensions": ["myst_nb"],
        "source_suffix": {".rst": "restructuredtext", ".text": "markdown"},
        "myst_enable_extensions": {"substitution"},
        "myst_substitutions": {"a": object()},
    }
    found = SourceSyntax.of_project(tmp_path, settings)
    assert found.rst == (".rst",)
    assert set(found.markdown) == {".md", ".ipynb", ".myst", ".text"}
    assert found.options.settings == (("enable_extensions", ("substitution",)),)
    assert ".txt" not in found.options.documents


def test_settings_that_make_no_sense_are_myst_s_to_report() -> None:
    options = MarkdownOptions.of({"enable_extensions": ("no_such_thing",), "sub_delimiters": 3})
    assert Markdown(options).parse("*a*").inlines[0].kind is InlineKind.EMPHASIS


def test_notebooks_hold_markdown() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# A\n", "b"]},
        {"cell_type": "code", "source": "c"},
        {"cell_type": "markdown", "source": "d"},
    ]
    assert document_text(json.dumps({"cells": cells})) == "# A\nb\n\nd"
    assert document_text("{{ a }}\n") == "{{ a }}\n"


@pytest.mark.parametrize(
    "value", [".rst", [".rst"], (".rst",), {".rst": "restructuredtext"}, {".rst": None}]
)
def test_suffixes_are_one_mapping_in_whatever_form_a_project_writes_them(value: Any) -> None:
    assert document_suffixes(value) == {".rst": "restructuredtext"}
