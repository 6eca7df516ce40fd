"""XLIFF as it is written, and as other tools return it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from editions.exchange import xliff
from editions.exchange.segments import Returned, Segment
from editions.exchange.xliff import (
    line_of,
    names_language,
    parse_xml,
    read_xliff,
    target_languages,
    write_xliff,
)
from editions.findings import FindingsError

NS = {"x": xliff.NAMESPACE}
FOLDER = Path(__file__).parent


@cache
def schema() -> etree.XMLSchema:
    """The transitional schema of the standard."""
    found = etree.parse(FOLDER / "xliff-1.2" / "xliff-core-1.2-transitional.xsd")
    # It imports the schema of XML's own attributes from the web.
    copy = FOLDER / "xliff-2.1/informativeCopiesOf3rdPartySchemas/w3c/xml.xsd"
    for imported in found.iter("{http://www.w3.org/2001/XMLSchema}import"):
        imported.set("schemaLocation", copy.as_uri())
    return etree.XMLSchema(found)


def written(segment: Segment) -> etree._Element:
    again = replace(segment, id="again")
    root = etree.fromstring(write_xliff({"a": [segment, again], "b": [segment]}, "en-GB", "fr-FR"))
    schema().assertValid(root)
    return next(iter(root.iter("{*}trans-unit")))


def returned(unit: str, attributes: str = "", target: str = "fr-FR") -> Returned:
    text = (
        f'<xliff version="1.2" xmlns="{xliff.NAMESPACE}"><file original="a" {attributes}><body>\n'
        f"{unit}\n</body></file></xliff>"
    )
    (found,) = read_xliff(parse_xml(text.encode(), "x.xlf"), target, "x.xlf")
    return found


@pytest.mark.parametrize(
    ("state", "approved", "written_state"),
    [("current", "yes", "translated"), ("outdated", "no", "needs-review-translation"),
     ("missing", None, None)],
)  # fmt: skip
def test_state_is_written(state: str, approved: str | None, written_state: str | None) -> None:
    unit = written(Segment("i", "A", "B", state))
    target = unit.find("x:target", NS)
    assert target is not None
    assert (unit.get("approved"), target.get("state")) == (approved, written_state)


def test_what_stands_around_a_message_is_written() -> None:
    unit = written(
        Segment("i", "A :ref:`b`", "C :ref:`b`", "outdated", ("mine",), ("theirs",),
                ("a.rst:7", "b.rst", "c:d"), "Was", "menu")
    )  # fmt: skip
    contexts = [
        (group.get("purpose"), [(c.get("context-type"), c.text) for c in group])
        for group in unit.findall("x:context-group", NS)
    ]
    assert contexts == [
        (None, [("x-gettext-msgctxt", "menu")]),
        ("location", [("sourcefile", "a.rst"), ("linenumber", "7")]),
        ("location", [("sourcefile", "b.rst")]),
        ("location", [("sourcefile", "c:d")]),
    ]
    assert [(note.get("from"), note.text) for note in unit.findall("x:note", NS)] == [
        ("developer", "theirs"),
        ("translator", "mine"),
    ]
    earlier = unit.find("x:alt-trans", NS)
    assert earlier is not None
    assert earlier.get("alttranstype") == "previous-version"
    assert ["".join(map(str, part.itertext())) for part in earlier] == ["Was", "C :ref:`b`"]
    (code,) = unit.findall("x:target/x:ph", NS)
    assert (code.get("id"), code.text) == ("1", ":ref:`b`")


@pytest.mark.parametrize(
    ("approved", "state", "fuzzy"),
    [
        (None, None, None), ("yes", None, False), ("no", None, True),
        (None, "translated", False), (None, "final", False), (None, "signed-off", False),
        (None, "new", True), (None, "needs-translation", True),
        ("yes", "needs-review-translation", False), ("no", "translated", False),
    ],
)  # fmt: skip
def test_state_is_read(approved: str | None, state: str | None, fuzzy: bool | None) -> None:
    unit = "".join(f' approved="{approved}"' if approved else "")
    target = f' state="{state}"' if state else ""
    found = returned(
        f'<trans-unit id="i"{unit}><source>A</source><target{target}>B</target></trans-unit>'
    )
    assert (found.target, found.fuzzy) == ("B", fuzzy)


def test_unit_without_a_target_says_nothing() -> None:
    found = returned('<trans-unit id="i" approved="no"><source>A</source></trans-unit>')
    assert found == Returned("a", "i", "A", None, None, (), 2)


def test_codes_come_back_by_their_numbers() -> None:
    unit = '<trans-unit id="i"><source>{}</source><target>{}</target></trans-unit>'
    source = "See *a* {n}"
    for target, text in (
        ('<g id="1">b</g> <x id="2"/>.', "*b* {n}."),
        ('<bpt id="1"/>b<ept id="1"/> <ph id="2"/>', "*b* {n}"),
        ('<bx id="1"/>b<ex rid="1"/> <it id="2">{n}</it>', "*b* {n}"),
        ('<mrk mtype="seg">b</mrk><!-- no --> c<x id="2"/>', "b c{n}"),
        ('<ph id="7">*b*</ph>', "*b*"),
    ):
        found = returned(unit.format(source, target))
        assert (found.target, found.problem) == (text, "")
    for target in ('<x id="3"/>', '<g id="2">b</g>', '<ex id="2"/>'):
        found = returned(unit.format(source, target))
        assert (found.target, found.problem[:24]) == (None, "the message has no code ")
    assert returned(unit.format("none", 'b<x id="1"/>')).target == "b"


def test_notes_of_the_extractor_do_not_come_back() -> None:
    notes = '<note from="developer">a</note><note from="Ann">b</note><note>c</note><note/>'
    found = returned(f'<trans-unit id="i"><source>A</source>{notes}</trans-unit>')
    assert found.comments == ("b", "c")


def test_file_for_another_language_or_of_another_version_is_refused() -> None:
    unit = '<trans-unit id="i"><source>A</source></trans-unit>'
    assert returned(unit, 'target-language="fr"').source == "A"
    with pytest.raises(FindingsError, match=r"x.xlf:1: the file is for 'de', the edition is 'fr"):
        returned(unit, 'target-language="de"')
    for version in ("2.0", ""):
        root = etree.fromstring(f'<xliff version="{version}"/>')
        with pytest.raises(FindingsError, match=r"^x\.xlf:1: XLIFF .*; save it as XLIFF 1\.2"):
            read_xliff(root, "fr", "x.xlf")
    for version in ("1.0", "1.1", "1.2"):
        assert read_xliff(etree.fromstring(f'<xliff version="{version}"/>'), "fr", "") == []


def test_file_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FindingsError, match=r"x:2: is not well-formed XML"):
        parse_xml(b"<a>\n<b></a>", "x")
    entities = b'<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>'
    with pytest.raises(FindingsError, match=r"x:1: declares entities"):
        parse_xml(entities, "x")
    monkeypatch.setattr(xliff, "MAX_BYTES", 4)
    assert parse_xml(b"<a/>", "x").tag == "a"
    with pytest.raises(FindingsError, match="x: is larger than 4 bytes"):
        parse_xml(b"<a/> ", "x")


def test_languages_of_a_file() -> None:
    files = "".join(f'<file target-language="{code}"/>' for code in ("fr", "es-MX", ""))
    assert target_languages(etree.fromstring(f"<x>{files}<file/></x>"), "en") == {"fr", "es-MX"}
    memory = '<tmx><tuv xml:lang="en-GB"/><tuv lang="fr"/><tuv/></tmx>'
    assert target_languages(etree.fromstring(memory), "en-GB") == {"fr"}


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [("es", "es-MX", True), ("ES_mx", "es-MX", True), ("es-MX", "es", False),
     ("es-AR", "es-MX", False), ("MX", "es-MX", False), ("pt-PT", "pt-BR", False),
     ("pt-pt", "pt-PT", True), ("zh-Hant", "zh-Hant-TW", True)],
)  # fmt: skip
def test_tags_that_name_a_language(found: str, wanted: str, same: bool) -> None:
    assert names_language(found, wanted) is same


def test_each_part_of_a_unit_stands_on_a_line_of_its_own() -> None:
    segments = [
        Segment("i", "A  *b*", " C", "current", ("mine",)),
        Segment("j", "D", "", "missing"),
    ]
    lines = write_xliff({"a": segments}, "en-GB", "fr-FR").decode().splitlines()
    starts = [line.partition(" ")[0].partition(">")[0].strip("<") for line in lines[1:]]
    unit = ["trans-unit", "source", "target", "note", "/trans-unit"]
    empty = ["trans-unit", "source", "target/", "/trans-unit"]
    assert starts == [
        "xliff", "file", "body", *unit, *empty, "/body", "/file", "/xliff",
    ]  # fmt: skip
    assert '<source>A  <bpt id="1">*</bpt>b<ept id="1">*</ept></source>' in lines


def test_line_of_an_element_that_was_made() -> None:
    assert line_of(etree.Element("a")) == 0
    assert line_of(etree.fromstring("\n<a/>".strip())) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<a>" + "<b/>" * 2_500_000 + "</a>", "x: holds more than 2,500,000 tags and attributes"),
        ("<a " + 'b=""' * 2_500_000 + "/>", "x: holds more than 2,500,000 tags and attributes"),
        ("<!DOCTYPE a SYSTEM 'x'><a>" + "&b;" * 2_500_000 + "</a>", "x: holds more than 2,500,000"),
        ("<a>" * 1000, "x:1: is not well-formed XML: Excessive depth"),
        ("<?xml version='1.0' encoding='UTF-7'?><a/>", "x:1: is in an encoding that no"),
        ("", "x:1: is not well-formed XML"),
    ],
    ids=["tags", "attributes", "entities", "depth", "encoding", "empty"],
)
def test_a_file_that_is_a_trap_is_refused(content: str, message: str) -> None:
    with pytest.raises(FindingsError) as caught:
        parse_xml(content.encode(), "x")
    assert str(caught.value).startswith(message)


def test_a_file_of_another_program_may_be_in_its_encoding() -> None:
    for encoding in ("UTF-8", "UTF-16", "ISO-8859-1"):
        head = f'<?xml version="1.0" encoding="{encoding}"?>'
        root = parse_xml(f"{head}<a>é</a>".encode(encoding), "x")
        assert root.text == "é"


def test_more_messages_than_can_be_parsed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xliff, "MAX_UNITS", 2)
    unit = "<trans-unit id='a'><source>a</source></trans-unit>"
    files = f"<file>{unit}</file>\n<file>{unit}{unit}</file>"
    with pytest.raises(FindingsError, match="x:2: holds more than 2 messages"):
        read_xliff(parse_xml(f"<xliff version='1.2'>{files}</xliff>".encode(), "x"), "fr", "x")


def test_a_source_whose_codes_are_lost_is_a_problem_of_its_segment() -> None:
    unit = "<trans-unit id='a'><source><g id='1'>a</g></source><target>b</target></trans-unit>"
    root = parse_xml(f"<xliff version='1.2'><file>{unit}</file></xliff>".encode(), "x")
    (returned,) = read_xliff(root, "fr", "x")
    assert returned.problem == "the message has no code '1'; keep the codes of the message"


def test_codes_that_stand_often_make_no_endless_text() -> None:
    """200 kB would be 10 GB."""
    code, targets = f"``{'a' * 100_000}``", '<x id="1"/>' * 100_000
    unit = f'<trans-unit><source><ph id="1">{code}</ph></source><target>{targets}</target>'
    found = returned(f"{unit}</trans-unit>")
    assert (found.target, found.problem[:39]) == (None, "the codes of the file make more than 10")


@pytest.mark.parametrize("target", ["", "<target>a</target>", "<target><x id='1'/></target>"])
def test_a_message_of_nothing_but_codes_is_not_parsed(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docutils would take five seconds for 2 MB; no catalog has such a message."""
    monkeypatch.setattr(xliff, "split_codes", pytest.fail)
    source = '<ph id="1">[1]_</ph> ' * 62_500
    found = returned(f"<trans-unit><source>{source}</source>{target}</trans-unit>")
    assert (found.source, found.problem) == ("[1]_ " * 62_500, "")
    assert found.target in (None, "a", "")
