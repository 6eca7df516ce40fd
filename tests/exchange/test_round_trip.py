"""What leaves as XLIFF comes back the same, and only what was changed changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.xliff import Xliff1File

from editions.catalogs.blocks import comment_line
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import parse_catalog
from editions.catalogs.wrapping import GETTEXT
from editions.exchange.applying import Applied, ImportStatus, apply_returned
from editions.exchange.guards import plain
from editions.exchange.segments import segments_of
from editions.exchange.xliff import NAMESPACE, parse_xml, read_xliff, write_xliff
from editions.findings import FindingsError
from tests.catalogs import HEADER

#: An entry of every kind, as translators and their tools leave them.
EVERY_KIND = r"""# A translator's note.
#  indented, and
#
#. From the source.
#: source/a.rst source/b.rst
msgid "One *word* & <tag>"
msgstr "Un *mot* & <balise>"

#: source/a.rst:12
#, fuzzy, no-wrap
#| msgid ""
#| "Two :ref:`isle` "
#| "words"
msgid "Two :ref:`isle`"
msgstr ""
"Deux "
":ref:`isle`"

msgid "Three"
msgstr ""

msgctxt "menu"
msgid "One *word* & <tag>"
msgstr "Un"

msgid "{number} day"
msgid_plural "{number} days"
msgstr[0] "{number} jour"
msgstr[1] "{number} jours"

msgid "a\tb \\ \"c\"\n"
msgstr "d\te \\ \"f\"\n"

#~ # kept
#~ msgid "Gone"
#~ msgstr "Parti"
""".replace("#~ # kept\n", "# kept\n")


def catalog_of(entries: str) -> Catalog:
    return parse_catalog(Path("x.po"), (HEADER + entries).encode(), "x.po")


def export(catalog: Catalog) -> bytes:
    return write_xliff({"x": segments_of(catalog)}, "en-GB", "fr-FR")


def bring_back(
    catalog: Catalog, data: bytes, *, overwrite: bool = False, refuse: Iterable[str] = ()
) -> Applied:
    returned = read_xliff(parse_xml(data, "x.xlf"), "fr-FR", "x.xlf")

    def reasons(_domain: str, entry: Entry) -> Iterator[str]:
        return (f"{word!r} is refused" for word in refuse if word in entry.msgstr)

    return apply_returned({"x": catalog}, returned, "x.xlf", reasons, overwrite=overwrite)


def changed(catalog: Catalog, old: str, new: str) -> Applied:
    """Change the exported file as a tool does, and bring it back."""
    data = export(catalog).decode()
    assert old in data
    return bring_back(catalog, data.replace(old, new, 1).encode())


def test_what_nobody_touched_changes_nothing() -> None:
    catalog = catalog_of(EVERY_KIND)
    applied = bring_back(catalog, export(catalog))
    assert (applied.texts, applied.findings) == ({}, [])
    assert applied.statuses == {ImportStatus.UNCHANGED: 7}


def test_links_that_the_message_has_less_often_are_themselves() -> None:
    catalog = catalog_of(
        '#: a.rst:1\n#, fuzzy\nmsgid "The map_."\nmsgstr "map_, *la* map_, `x`_"\n'
    )
    applied = bring_back(catalog, export(catalog))
    assert (applied.texts, applied.findings) == ({}, [])


def test_everything_is_in_the_file() -> None:
    data = export(catalog_of(EVERY_KIND))
    root = etree.fromstring(data)
    texts = {"".join(map(str, element.itertext())) for element in root.iter("{*}*")}
    for wanted in (
        "One *word* & <tag>", "Un *mot* & <balise>", "A translator's note.", " indented, and",
        "From the source.", "source/b.rst", "12", "Two :ref:`isle` words", "menu",
        "{number} days", "{number} jours", 'a\tb \\ "c"\n',
    ):  # fmt: skip
        assert wanted in texts
    assert b"Gone" not in data


def test_other_programs_read_the_same() -> None:
    parse: Any = Xliff1File.parsestring  # has no types
    store = parse(export(catalog_of(EVERY_KIND)))
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("en-GB", "fr-FR")
    first, second, third, *_ = store.units
    assert (str(first.source), str(first.target)) == ("One *word* & <tag>", "Un *mot* & <balise>")
    assert first.isapproved()
    assert (str(second.source), second.isfuzzy()) == ("Two :ref:`isle`", True)
    assert second.getlocations() == ["source/a.rst:12"]
    assert not third.target


def test_markup_is_protected() -> None:
    root = etree.fromstring(export(catalog_of(EVERY_KIND)))
    source = next(root.iter(f"{{{NAMESPACE}}}source"))
    assert [(etree.QName(child).localname, child.text) for child in source] == [
        ("bpt", "*"), ("ept", "*"),
    ]  # fmt: skip


# What tools do to a file.

EDITS = {
    "a new translation": (
        '<target/>', '<target>Trois</target>',
        'msgid "Three"\nmsgstr ""\n', 'msgid "Three"\nmsgstr "Trois"\n',
    ),
    "a new translation to be reviewed": (
        '<target/>', '<target state="needs-review-translation">Trois</target>',
        'msgid "Three"\nmsgstr ""\n', '#, fuzzy\nmsgid "Three"\nmsgstr "Trois"\n',
    ),
    "another translation": (
        ">Un</target>", ">Une</target>", 'msgstr "Un"\n', 'msgstr "Une"\n',
    ),
    "an outdated translation confirmed": (
        'approved="no"', 'approved="yes"',
        '#, fuzzy, no-wrap\n#| msgid ""\n#| "Two :ref:`isle` "\n#| "words"\n', "#, no-wrap\n",
    ),
    "one form of a plural": (
        "</ph> jours", "</ph> journées",
        'msgstr[1] "{number} jours"', 'msgstr[1] "{number} journées"',
    ),
    "a note": (
        '<note from="developer">', '<note from="translator">Why so?</note><note from="developer">',
        "#\n#. From", "#\n# Why so?\n#. From",
    ),
    "code left as a number": (
        '<bpt id="1">*</bpt>mot<ept id="1">*</ept>', '<bpt id="1"/>terme<ept id="1"/>',
        "Un *mot*", "Un *terme*",
    ),
    "code of another kind": (
        '<bpt id="1">*</bpt>mot<ept id="1">*</ept>', '<g id="1">terme</g>',
        "Un *mot*", "Un *terme*",
    ),
    "a line break lost at the end": (
        'd\te \\ "f"\n', 'd\te \\ "g"', r'msgstr "d\te \\ \"f\"\n"', r'msgstr "d\te \\ \"g\"\n"',
    ),
    "a mark around words": (
        ">Un</target>", '><mrk mtype="seg">Une</mrk></target>', 'msgstr "Un"\n', 'msgstr "Une"\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "before", "after"), EDITS.values(), ids=EDITS)
def test_only_what_changed_changes(old: str, new: str, before: str, after: str) -> None:
    catalog = catalog_of(EVERY_KIND)
    applied = changed(catalog, old, new)
    assert applied.findings == []
    assert catalog.text.count(before) == 1
    assert applied.texts == {"x": catalog.text.replace(before, after)}
    fresh = parse_catalog(Path("x.po"), applied.texts["x"].encode(), "x.po")
    data = export(catalog).decode().replace(old, new, 1).encode()
    again = bring_back(fresh, data)
    assert again.texts == {}, "importing twice changes nothing"


LEFT_OUT = {
    "unknown message": ('id="', 'id="0', "import-unknown"),
    "unknown catalog": ('original="x"', 'original="y"', "import-unknown"),
    "changed source": ("<source>One ", "<source>One  ", "import-source"),
    "code that the message has not": (
        '<bpt id="1">*</bpt>mot<ept id="1">*</ept>', '<x id="9"/>', "import-codes",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_does_not_belong_is_left_out_and_told(old: str, new: str, rule: str) -> None:
    applied = changed(catalog_of(EVERY_KIND), old, new)
    assert applied.texts == {}
    assert {finding.rule for finding in applied.findings} == {rule}
    assert all(finding.file == "x.xlf" and finding.line > 1 for finding in applied.findings)


def test_a_number_of_any_length_is_read() -> None:
    catalog = catalog_of('msgid "One"\nmsgstr "Un"\n')
    applied = changed(catalog, ".0.", f".{'9' * 5000}.")
    assert [finding.rule for finding in applied.findings] == ["import-unknown"]


def test_notes_hold_nothing_for_terminals() -> None:
    catalog = catalog_of('msgid "One"\nmsgstr "Un"\n')
    applied = changed(catalog, "</trans-unit>", "<note>a\x9b2J b</note></trans-unit>")
    assert r"# a\x9b2J b" in applied.texts["x"]


def test_emptied_translation_is_not_deleted() -> None:
    applied = changed(catalog_of(EVERY_KIND), ">Un</target>", "></target>")
    assert applied.texts == {}
    assert applied.statuses[ImportStatus.EMPTY] == 1


def test_refused_translation_is_left_out_and_the_rest_imported() -> None:
    catalog = catalog_of(EVERY_KIND)
    data = export(catalog).decode()
    data = data.replace("<target/>", "<target>Trois</target>").replace(">Un</", ">mal</")
    applied = bring_back(catalog, data.encode(), refuse=["mal"])
    assert [finding.rule for finding in applied.findings] == ["import-refused"]
    assert 'msgstr "Trois"' in applied.texts["x"]
    assert 'msgstr "Un"' in applied.texts["x"]


def test_work_of_others_since_the_export_stays() -> None:
    data = export(catalog_of(EVERY_KIND)).decode()
    now = catalog_of(EVERY_KIND.replace('msgstr "Un"', 'msgstr "Le"'))
    untouched = bring_back(now, data.encode())
    assert (untouched.texts, untouched.findings) == ({}, [])
    both = data.replace(">Un</target>", ">Une</target>").encode()
    conflict = bring_back(now, both)
    assert conflict.texts == {}
    assert [finding.rule for finding in conflict.findings] == ["import-conflict"]
    assert 'msgstr "Une"' in bring_back(now, both, overwrite=True).texts["x"]


def test_line_ends_of_the_catalog_stay() -> None:
    text = (HEADER + EVERY_KIND).replace("\n", "\r\n")
    catalog = parse_catalog(Path("x.po"), text.encode(), "x.po")
    applied = changed(catalog, ">Un</target>", ">Une</target>")
    assert applied.texts == {"x": text.replace('msgstr "Un"', 'msgstr "Une"')}


BAD = {
    "no XML": (b"msgid", "not well-formed"),
    "entities": (
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff version="1.2">&e;</xliff>',
        "declares entities",
    ),
    "XLIFF 2": (b'<xliff version="2.0"/>', "save it as XLIFF 1.2"),
    "another language": (
        b'<xliff version="1.2"><file original="x" target-language="de"/></xliff>', "for 'de'",
    ),
    "another country": (
        b'<xliff version="1.2"><file original="x" target-language="fr-CA"/></xliff>', "'fr-CA'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_file_that_is_none_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FindingsError, match=re.escape(message)):
        read_xliff(parse_xml(data, "x.xlf"), "fr-FR", "x.xlf")


# Any catalog.

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
    | st.sampled_from("\n\t*`|_:<>&{}\\"),
    min_size=1,
).filter(str.strip)  # fmt: skip
MESSAGES = st.lists(
    st.tuples(
        TEXTS, st.none() | TEXTS, st.booleans(), st.none() | TEXTS, st.lists(TEXTS, max_size=2)
    ),
    unique_by=lambda item: item[0], max_size=5,
)  # fmt: skip


def written(items: list[tuple[str, str | None, bool, str | None, list[str]]]) -> str:
    lines: list[str] = []
    for msgid, msgstr, fuzzy, previous, comments in items:
        lines += [comment_line(" ".join(comment.split())) for comment in comments]
        lines += ["#, fuzzy"] if fuzzy else []
        lines += GETTEXT.lines("msgid", previous, "#| ") if previous and fuzzy else ()
        edges = ("\n" if msgid.startswith("\n") else "", "\n" if msgid.endswith("\n") else "")
        translation = "" if msgstr is None else edges[0] + msgstr.strip("\n") + edges[1]
        lines += [*GETTEXT.lines("msgid", msgid), *GETTEXT.lines("msgstr", translation), ""]
    return "\n".join([*lines, ""])


@settings(deadline=None)
@given(MESSAGES)
def test_any_catalog_comes_back_unchanged(
    items: list[tuple[str, str | None, bool, str | None, list[str]]],
) -> None:
    catalog = catalog_of(written(items))
    applied = bring_back(catalog, export(catalog))
    assert (applied.texts, applied.findings) == ({}, [])


@settings(deadline=None)
@given(MESSAGES.filter(bool), TEXTS, st.booleans())
def test_any_translation_arrives(
    items: list[tuple[str, str | None, bool, str | None, list[str]]], text: str, fuzzy: bool
) -> None:
    catalog = catalog_of(written(items))
    segments = list(segments_of(catalog))
    state = "outdated" if fuzzy else "current"
    segments[0] = replace(segments[0], target=text, state=state)
    data = write_xliff({"x": segments}, "en-GB", "fr-FR")
    applied = bring_back(catalog, data)
    rules = {finding.rule for finding in applied.findings}
    assert rules <= {"import-codes", "import-spaces"}
    new = applied.texts.get("x", catalog.text)
    fresh = parse_catalog(Path("x.po"), new.encode(), "x.po")
    assert plain(fresh.entries[0].msgstr.strip("\n")) == plain(text.strip("\n"))
    assert fresh.entries[0].fuzzy is (fuzzy or "import-codes" in rules)
    assert fresh.entries[1:] == tuple(
        replace(entry, line=after.line)
        for entry, after in zip(catalog.entries[1:], fresh.entries[1:], strict=True)
    )
