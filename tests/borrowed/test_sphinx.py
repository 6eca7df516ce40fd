"""What is borrowed from Sphinx: words of one edition at a time, settings, inventories."""

from __future__ import annotations

import gettext
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import sphinx.locale

from editions.borrowed import sphinx as borrowed
from editions.findings import EditionsError
from tests.borrowed import make_project, run
from tests.building import build

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


def title_of_the_modules(path: Path) -> str:
    """Return the title of the index of modules in an inventory."""
    content = zlib.decompress(path.read_bytes().split(b"\n", 4)[4]).decode()
    (line,) = (line for line in content.splitlines() if line.startswith("py-modindex std:label"))
    return line.split(" ", 4)[4]


FIRST_THEN_OTHER = """
import sys
from pathlib import Path
from tests.building import build
for code in sys.argv[2:]:
    build(Path(sys.argv[1]), code)
"""


def test_inventory_does_not_know_what_was_built_before(two_shores: Path) -> None:
    """The titles of Sphinx's own pages are those of the edition, in a new process and in an old."""
    made: dict[tuple[str, str], bytes] = {}
    for order in (("fr", "en"), ("en", "fr")):
        root = two_shores.with_name("-".join(order))
        shutil.copytree(two_shores, root)
        subprocess.run(
            [sys.executable, "-c", FIRST_THEN_OTHER, str(root), *order],
            check=True,
            cwd=Path(__file__).parents[2],
        )
        for code in order:
            path = root / "out/html" / code / "objects.inv"
            made[order[0], code] = path.read_bytes()
            title = title_of_the_modules(path)
            assert title == {"en": "Python Module Index", "fr": "Index des modules Python"}[code]
    for code in ("en", "fr"):
        assert made["en", code] == made["fr", code]


def test_built_again_the_inventory_is_the_same(two_shores: Path) -> None:
    first = (build(two_shores, "fr") / "objects.inv").read_bytes()
    build(two_shores, "en")
    assert (build(two_shores, "fr") / "objects.inv").read_bytes() == first
