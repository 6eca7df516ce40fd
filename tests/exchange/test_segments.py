"""What travels, and the names that it travels under."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.entries import Entry
from editions.catalogs.reading import parse_catalog
from editions.exchange.segments import Returned, base_of, message_id, returned_entries, segments_of
from tests.catalogs import HEADER

ENTRIES = """\
# mine
#. theirs
#: a.rst:1
#, fuzzy
#| msgid "Old"
msgid "New"
msgstr "Neuf"

msgctxt "menu"
msgid "day"
msgid_plural "days"
msgstr[0] "jour"
msgstr[1] " "

#~ msgid "gone"
#~ msgstr "parti"
"""


def test_each_form_of_what_the_source_holds_travels() -> None:
    catalog = parse_catalog(Path("a.po"), (HEADER + ENTRIES).encode(), "a.po")
    first, one, many = segments_of(catalog)
    assert (first.source, first.target, first.state) == ("New", "Neuf", "outdated")
    assert (first.comments, first.extracted, first.references) == (
        ("mine",), ("theirs",), ("a.rst:1",),
    )  # fmt: skip
    assert (first.previous, first.context) == ("Old", None)
    assert [(s.source, s.target, s.state) for s in (one, many)] == [
        ("day", "jour", "current"),
        ("days", " ", "missing"),
    ]
    assert one.context == "menu"
    (name, form, base), (same, second, _) = (s.id.split(".") for s in (one, many))
    assert (name, form, second) == (same, "0", "1")
    assert (len(name), len(base)) == (12, 8)


def test_name_of_a_message_is_its_own() -> None:
    def entry(msgid: str, context: str | None = None, msgstr: str = "") -> Entry:
        return Entry(1, msgid, (msgstr,), context)

    assert message_id(entry("a")) == message_id(entry("a", msgstr="b"))
    assert len({message_id(entry("a", context)) for context in (None, "", "b")}) == 3


def test_what_came_back_from_no_known_line_has_none() -> None:
    returned = Returned("a", "i", "A", None, None)
    assert (returned.line, returned.comments, returned.problem) == (0, (), "")


def test_base_tells_translations_and_states_apart() -> None:
    assert len({base_of(text, fuzzy) for text in ("", "a") for fuzzy in (False, True)}) == 4


def test_catalog_that_came_back_is_compared_with_the_project_s() -> None:
    standing = parse_catalog(
        Path("a.po"), (HEADER + 'msgid "A"\nmsgstr "Ah"\n\nmsgid "B"\nmsgstr ""\n').encode(), "a.po"
    )
    came = 'msgid "A"\nmsgstr "Oh"\n\n# why?\n#, fuzzy\nmsgid "B"\nmsgstr "Bé"\n'
    came += '\nmsgid "C"\nmsgid_plural "Cs"\nmsgstr[0] "Cé"\nmsgstr[1] "Cés"\n'
    catalog = parse_catalog(Path("b.po"), (HEADER + came).encode(), "b.po")
    first, second, *unknown = returned_entries(catalog, "a", standing)
    own = [segment.id for segment in segments_of(standing)]
    assert [first.id, second.id] == own
    assert (first.target, first.fuzzy, first.domain) == ("Oh", None, "a")
    assert (second.target, second.fuzzy, second.comments) == ("Bé", True, ("why?",))
    assert [(found.source, found.target) for found in unknown] == [("C", "Cé"), ("Cs", "Cés")]
