"""Names of documents in sources and messages, written anew where one is renamed."""

from __future__ import annotations

import time

import pytest
from sphinx.util.matching import patmatch

from editions.catalogs.docnames import Renaming, included_files
from editions.catalogs.source_lines import find_toctrees, shown_lines

DOCUMENTS = {"index", "shore", "crossing", "annex/tides", "annex/isle"}


def renaming(old: str = "shore", new: str = "coast", suffix: str = ".rst") -> Renaming:
    return Renaming(old, new, suffix, frozenset(DOCUMENTS), patmatch)


@pytest.mark.parametrize(
    ("document", "before", "after"),
    [
        ("index", ":doc:`shore`", ":doc:`coast`"),
        ("index", ":doc:`/shore` and :any:`shore`", ":doc:`/coast` and :any:`coast`"),
        ("index", ":doc:`the shore <shore>`", ":doc:`the shore <coast>`"),
        ("index", ":doc:`shore's\n<shore>`", ":doc:`shore's\n<coast>`"),
        ("annex/isle", ":doc:`../shore`", ":doc:`../coast`"),
        ("annex/isle", ":doc:`tides`", ":doc:`tides`"),
        ("index", "``:doc:`shore``` and \\:doc:`shore`", "``:doc:`shore``` and \\:doc:`shore`"),
        ("index", ":ref:`shore` shore :doc:`shores`", ":ref:`shore` shore :doc:`shores`"),
        ("index", ":std:doc:`shore` :external+sea:doc:`shore` :external:any:`shore`",
         ":std:doc:`coast` :external+sea:doc:`shore` :external:any:`shore`"),
        ("index", "``see :doc:`shore` `` or ``a :download:`x <shore.rst>` ``", None),
        ("index", "An odd `` here.\n\n:doc:`shore` ``", "An odd `` here.\n\n:doc:`coast` ``"),
        (
            "index",
            ".. toctree::\n   :name: shore\n\n   shore\n   shore <shore>\n   /shore\n   *\n\nshore",
            ".. toctree::\n   :name: shore\n\n   coast\n   shore <coast>\n   /coast\n   *\n\nshore",
        ),
        ("index", "* .. toctree::\n\n     shore\n\n  x", "* .. toctree::\n\n     coast\n\n  x"),
        ("index", ".. toctree::\n\n   shore.rst\n", ".. toctree::\n\n   coast.rst\n"),
        ("index", ".. include:: shore.rst\n", ".. include:: coast.rst\n"),
        ("annex/isle", ".. literalinclude:: ../shore.rst\n", ".. literalinclude:: ../coast.rst\n"),
        ("index", ":download:`it <shore.rst>`", ":download:`it <coast.rst>`"),
        ("index", "As in::\n\n   .. toctree::\n\n      shore\n", None),
        ("index", ".. code-block:: rst\n\n   :doc:`shore`\n\n:doc:`shore`\n",
         ".. code-block:: rst\n\n   :doc:`shore`\n\n:doc:`coast`\n"),
    ],
)  # fmt: skip
def test_references_of_other_documents(document: str, before: str, after: str | None) -> None:
    expected = before if after is None else after
    assert renaming().rewrite(before, document) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[the shore](shore.md#tide)", "[the shore](coast.md#tide)"),
        ("[the shore](shore)", "[the shore](coast)"),
        ("[x]: shore.md", "[x]: coast.md"),
        ("[x](https://example.org/shore.md)", "[x](https://example.org/shore.md)"),
        ("{doc}`shore` and {doc}`it <shore>`", "{doc}`coast` and {doc}`it <coast>`"),
        (
            "```{toctree}\n:maxdepth: 1\n\nshore\n```\n",
            "```{toctree}\n:maxdepth: 1\n\ncoast\n```\n",
        ),
        ("`[x](shore.md)` [x](shore.md)", "`[x](shore.md)` [x](coast.md)"),
        (
            "<project:shore.md> [x](project:shore.md#a)",
            "<project:coast.md> [x](project:coast.md#a)",
        ),
        ("<path:shore.md> <shore.md>", "<path:coast.md> <shore.md>"),
        ("```{include} shore.md\n```", "```{include} coast.md\n```"),
        ("```\n{doc}`shore`\n```\n{doc}`shore`", "```\n{doc}`shore`\n```\n{doc}`coast`"),
    ],
)
def test_references_of_markdown(before: str, after: str) -> None:
    assert renaming(suffix=".md").rewrite(before, "index", markdown=True) == after


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("shore", "annex/shore", ".. image:: tide.png", ".. image:: ../tide.png"),
        ("shore", "annex/shore", ".. image:: /tide.png", ".. image:: /tide.png"),
        ("shore", "annex/shore", ":doc:`annex/isle`, :any:`index`", ":doc:`isle`, :any:`../index`"),
        ("annex/isle", "isle", ".. |a| image:: a.svg", ".. |a| image:: annex/a.svg"),
        ("annex/isle", "isle", ":doc:`tides`", ":doc:`annex/tides`"),
        ("annex/isle", "annex/rock", ".. image:: a.svg", ".. image:: a.svg"),
        ("annex/isle", "annex/rock", ":doc:`tides`", ":doc:`tides`"),
        ("shore", "annex/shore", ":doc:`shore`", ":doc:`shore`"),
        ("shore", "annex/shore", "   :file: fares.csv", "   :file: ../fares.csv"),
        ("shore", "annex/shore", ".. include:: <isonum.txt>", ".. include:: <isonum.txt>"),
    ],
)  # fmt: skip
def test_document_that_goes_to_another_folder_keeps_what_it_leads_to(
    old: str, new: str, before: str, after: str
) -> None:
    assert renaming(old, new).rewrite(before, old) == after


GLOB = ".. toctree::\n   :glob:\n\n   {}\n\nText, and :doc:`shore`.\n"


@pytest.mark.parametrize(
    ("entries", "new", "after"),
    [
        ("*", "coast", "*"),
        ("sho*", "coast", "coast"),  # the pattern matches nothing else
        ("s*", "coast", "coast"),
        ("[sc]*", "annex/shore", "[sc]*\n   annex/shore"),  # it still matches the crossing
        ("/[sc]*", "annex/shore", "/[sc]*\n   /annex/shore"),
        ("[sc]*\n   annex/*", "annex/shore", "[sc]*\n   annex/*"),
        ("shore\n   sho*", "coast", "coast\n   sho*"),
        ("sho*\n   coast", "coast", "sho*\n   coast"),  # it was done already
        ("**", "annex/shore", "**"),
    ],
)
def test_patterns_of_a_toctree_lose_no_document(entries: str, new: str, after: str) -> None:
    found = renaming("shore", new).rewrite(GLOB.format(entries), "index")
    assert found == GLOB.format(after).replace(":doc:`shore`", f":doc:`{new}`")
    ends = renaming("shore", new).rewrite(GLOB.format(entries).replace("\n", "\r\n"), "index")
    assert ends == found.replace("\n", "\r\n")


def test_patterns_go_with_their_own_document() -> None:
    text = GLOB.format("*\n   t*")
    after = renaming("annex/isle", "far/isle").rewrite(text, "annex/isle")
    assert "   ../annex/*\n   ../annex/t*\n" in after
    assert renaming("annex/isle", "far/isle").rewrite("*\n", "annex/isle") == "*\n"


def test_line_that_is_added_moves_no_code() -> None:
    text = GLOB.format("[sc]*") + "\nAs in::\n\n   :doc:`shore`\n\n:doc:`shore`\n"
    after = renaming("shore", "annex/shore").rewrite(text, "index")
    assert after.endswith("\nAs in::\n\n   :doc:`shore`\n\n:doc:`annex/shore`\n")


@pytest.mark.parametrize(
    "text",
    [
        ".. include:: shore.rst\n\n:doc:`shore`\n",
        "As in::\n\n   .. toctree::\n\n      shore\n\n:doc:`shore`\n",
        ".. csv-table::\n   :file: shore.rst\n\n.. image:: /shore.rst\n",
        ".. toctree::\n   :caption: a\n\n   shore\n   the shore <shore>\n",
    ],
)
def test_ends_of_lines_make_no_difference(text: str) -> None:
    expected = renaming().rewrite(text, "index").replace("\n", "\r\n")
    assert renaming().rewrite(text.replace("\n", "\r\n"), "index") == expected


def test_files_that_a_document_includes() -> None:
    text = (
        ".. include:: a.inc\n.. include:: <isonum.txt>\n* .. include:: ../b.inc\n"
        ".. include:: /c.inc\n.. literalinclude:: d.py\n\nAs in::\n\n   .. include:: e.inc\n"
    )
    found = ["annex/a.inc", "annex/<isonum.txt>", "b.inc", "c.inc"]
    assert list(included_files(text, "annex/isle")) == found
    assert list(included_files("```{include} a.md\n```\n", "index")) == ["a.md"]


def test_there_and_back_is_the_same() -> None:
    text = "See :doc:`the shore <shore>`.\n\n.. toctree::\n\n   shore\n   annex/isle\n"
    there = renaming("shore", "annex/coast")
    back = Renaming("annex/coast", "shore", ".rst", {*DOCUMENTS, "annex/coast"} - {"shore"})
    assert back.rewrite(there.rewrite(text, "index"), "index") == text


@pytest.mark.parametrize("line", [" " * 20_000 + "a:", "\t" * 20_000, ":: " * 9_000 + "x"])
def test_a_long_line_takes_no_time(line: str) -> None:
    start = time.process_time()
    assert not shown_lines([line])
    assert not list(find_toctrees([line]))
    assert time.process_time() - start < 1
