"""Names of documents in sources and messages, written anew where one is renamed."""

from __future__ import annotations

import pytest

from editions.catalogs.docnames import Renaming

DOCUMENTS = {"index", "shore", "crossing", "annex/tides", "annex/isle"}


def renaming(old: str = "shore", new: str = "coast", suffix: str = ".rst") -> Renaming:
    return Renaming(old, new, suffix, frozenset(DOCUMENTS))


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
    ],
)  # fmt: skip
def test_document_that_goes_to_another_folder_keeps_what_it_leads_to(
    old: str, new: str, before: str, after: str
) -> None:
    assert renaming(old, new).rewrite(before, old) == after


def test_there_and_back_is_the_same() -> None:
    text = "See :doc:`the shore <shore>`.\n\n.. toctree::\n\n   shore\n   annex/isle\n"
    there = renaming("shore", "annex/coast")
    back = Renaming("annex/coast", "shore", ".rst", {*DOCUMENTS, "annex/coast"} - {"shore"})
    assert back.rewrite(there.rewrite(text, "index"), "index") == text
