"""What is borrowed from Sphinx: words of one edition at a time, settings, inventories."""

from __future__ import annotations

import gettext
import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import sphinx.locale
import sphinx.util.nodes
from docutils.core import publish_doctree

from editions.borrowed import sphinx as borrowed
from editions.findings import EditionsError
from tests.borrowed import make_project, run

# Search.


@pytest.mark.parametrize(
    ("script", "chosen"),
    [
        ("var EnglishStemmer=function(){};\nwindow.Stemmer = ChineseStemmer;", "EnglishStemmer"),
        (
            "BaseStemmer=function(){};EnglishStemmer = function(){};\nStemmer = XStemmer;",
            "EnglishStemmer",
        ),
        ("class FrenchStemmer {};\nwindow.Stemmer = FrenchStemmer;", "FrenchStemmer"),
    ],
)
def test_stemmer_that_is_missing_gives_way(script: str, chosen: str) -> None:
    made = borrowed._with_stemmer(script)
    assert made.endswith(f"Stemmer = {chosen};")
    assert made.partition("\n")[0] == script.partition("\n")[0]


def test_script_without_a_choice_stays() -> None:
    script = "var Stemmer = function () {};"
    assert borrowed._with_stemmer(script) == script


# Messages.

DOCUMENT = """:orphan:

Shore
=====

Sand, and *more* sand. [1]_

.. image:: gull.png
   :alt: A gull

.. A comment.

.. code-block:: text

   tide()

.. [1] Grey.
"""


def test_messages_are_those_that_sphinx_finds(caplog: pytest.LogCaptureFixture) -> None:
    document = publish_doctree(DOCUMENT)
    sphinxs = list(sphinx.util.nodes.extract_messages(document))
    said = len(caplog.records)
    with caplog.at_level(logging.DEBUG):
        found = borrowed.messages_of(document)
    assert found == sphinxs
    assert {"Sand, and *more* sand. [1]_", "A gull", "Grey."} <= {text for _, text in found}
    assert len(caplog.records) == said
    assert isinstance(sphinx.util.nodes.logger, logging.LoggerAdapter)  # in its place again


# Words.


def test_catalogs_are_read_anew(tmp_path: Path) -> None:
    folder = tmp_path / "fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    source = Path(sphinx.locale.__file__).parent
    for code in ("fr", "es"):
        (folder / "words.mo").write_bytes((source / code / "LC_MESSAGES/sphinx.mo").read_bytes())
        borrowed.forget_translations()
        words = gettext.translation("words", tmp_path, ["fr"])
        assert words.gettext("Index") == {"fr": "Index", "es": "Índice"}[code]
    assert sphinx.locale.translators == {}


def test_settings_of_conf_are_told_from_defaults(tmp_path: Path) -> None:
    root = make_project(tmp_path / "one", "html_title = 'Shore'\n")
    with borrowed.docutils_of_its_own(root):
        given = borrowed.given_settings(run(root).config)
    assert given["html_title"] == "Shore"
    assert "html_short_title" not in given


def test_configuration_that_moved_is_said_in_a_sentence() -> None:
    with pytest.raises(EditionsError, match="_raw_config is gone; it is needed to tell what"):
        borrowed.given_settings(cast("Any", SimpleNamespace()))
