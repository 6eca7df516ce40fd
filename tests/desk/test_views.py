"""What the desk shows of a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel import Locale

from editions.catalogs.reading import read_catalog
from editions.catalogs.syntax import RST
from editions.catalogs.termbase import Term, Termbase
from editions.changes.differences import Comparer
from editions.desk.memory import remember
from editions.desk.views import DeskKnowledge, describe_entry
from editions.rules.waivers import Waiver, message_key
from tests.catalogs import write_catalog

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)
ENTRIES = """\
# sure?
# editions: ignore numbers a misprint
#. for pilots
#: a.rst:3
#, fuzzy
#| msgid "The old ferry takes 12 cars to :ref:`isle`."
msgid "The ferry takes 14 cars to the :ref:`island <isle>`."
msgstr "Le vieux bac mène 12 voitures à l’:ref:`île <isle>`."

msgctxt "menu"
msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} jour"
msgstr[1] ""
"""
TERMS = Termbase(
    (Term({"en": ("ferry",), "fr": ("bac", "bacs")}, "thing", "not traversier"),),
    "en",
    ("en", "fr"),
)


def view(tmp_path: Path, number: int) -> dict[str, Any]:
    catalog = read_catalog(write_catalog(tmp_path / "a.po", ENTRIES, HEADER), tmp_path)
    old = read_catalog(
        write_catalog(
            tmp_path / "b.po",
            'msgid "The ferry takes 14 cars to the :ref:`shore`."\nmsgstr "À la :ref:`shore`."\n',
        ),
        tmp_path,
    )
    entry = list(catalog)[number]
    waiver = Waiver("waivers.toml", 3, "length", "short", message_key(entry.msgid), "*.po")
    known = DeskKnowledge(
        Locale("fr"),
        Comparer(Locale("en"), TERMS),
        TERMS,
        "fr",
        remember({"a": catalog, "b": old}, {}),
        (waiver,),
    )
    return describe_entry("a", entry, catalog, "a.po", RST, known)


def shown(pieces: list[dict[str, Any]]) -> str:
    signs = {"both": "%s", "old": "[-%s-]", "new": "{+%s+}"}
    return "".join(signs[piece["side"]] % piece["text"] for piece in pieces)


def test_outdated_message_shows_what_changed(tmp_path: Path) -> None:
    found = view(tmp_path, 0)
    assert (found["state"], found["fuzzy"], found["line"]) == ("outdated", True, 12)
    assert shown(found["previous"]["difference"]) == (
        "The [-old -]ferry takes [-12-]{+14+} cars to {+the +}:ref:`{+island <+}isle{+>+}`."
    )
    assert found["previous"]["reasons"] == ["numbers changed: 12 → 14"]
    marked = [p["text"] for p in found["previous"]["translation"] if p["mark"] == "number"]
    assert marked == ["12"]


def test_codes_are_those_of_the_export(tmp_path: Path) -> None:
    found = view(tmp_path, 0)
    (source,) = found["sources"]
    assert [piece["text"] for piece in source] == [
        "The ferry takes 14 cars to the ", ":ref:`", "island", " <isle>`", "."
    ]  # fmt: skip
    (form,) = found["forms"]
    codes = [(p["text"], p["kind"], p["number"]) for p in form["pieces"] if "kind" in p]
    assert codes == [(":ref:`", "open", 1), (" <isle>`", "close", 1)]


def test_all_that_is_known_is_shown(tmp_path: Path) -> None:
    found = view(tmp_path, 0)
    assert found["comments"] == "sure?\neditions: ignore numbers a misprint"
    assert (found["extracted"], found["references"]) == (["for pilots"], ["a.rst:3"])
    assert [(w["rule"], w["reason"], w["place"]) for w in found["waivers"]] == [
        ("numbers", "a misprint", "a.po:12"), ("length", "short", "waivers.toml:3")
    ]  # fmt: skip
    assert found["terms"] == [
        {"source": "ferry", "name": "bac", "forms": ["bacs"], "kind": "thing",
         "note": "not traversier"}
    ]  # fmt: skip
    (similar,) = found["similar"]
    assert (similar["target"], similar["place"]) == ("À la :ref:`shore`.", "b.po:4")
    assert 60 <= similar["percent"] < 100
    assert "[-shore-]{+island <isle>+}" in shown(similar["difference"])


def test_plural_forms_name_their_numbers(tmp_path: Path) -> None:
    found = view(tmp_path, 1)
    assert (found["context"], found["state"], found["previous"]) == ("menu", "missing", None)
    assert len(found["sources"]) == 2
    forms = [(f["source"], f["numbers"], f["more"], f["msgstr"]) for f in found["forms"]]
    assert forms == [(0, (0, 1), False, "{n} jour"), (1, (2, 3, 4, 5), True, "")]
