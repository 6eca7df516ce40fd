"""XLIFF 2.1: valid as it is written, and read as tools return it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from editions.catalogs.entries import Catalog
from editions.exchange import xliff
from editions.exchange.applying import Applied, ImportStatus, apply_returned
from editions.exchange.segments import Returned, Segment, segments_of
from editions.exchange.xliff import parse_xml, target_languages
from editions.exchange.xliff2 import NAMESPACE, read_xliff2, write_xliff2
from editions.findings import FindingsError
from tests.catalogs.test_merging_properties import BOUNDED
from tests.exchange.test_round_trip import EVERY_KIND, MESSAGES, catalog_of, written

NS = {"x": NAMESPACE}


@cache
def schema() -> etree.XMLSchema:
    """The schema of the standard, with the modules that it needs."""
    path = Path(__file__).parent / "xliff-2.1" / "xliff_core_2.0.xsd"
    return etree.XMLSchema(etree.parse(path))


def export(catalog: Catalog) -> bytes:
    data = write_xliff2({"x": segments_of(catalog)}, "en-GB", "fr-FR")
    schema().assertValid(etree.fromstring(data))
    return data


def bring_back(catalog: Catalog, data: bytes) -> Applied:
    returned = read_xliff2(parse_xml(data, "x.xlf"), "fr-FR", "x.xlf")
    return apply_returned({"x": catalog}, returned, "x.xlf", lambda domain, entry: ())


def returned(unit: str, version: str = "2.1") -> Returned:
    text = (
        f'<xliff version="{version}" xmlns="{NAMESPACE}" srcLang="en" trgLang="fr">'
        f'<file id="f" original="a">\n<unit id="i">{unit}</unit></file></xliff>'
    )
    (found,) = read_xliff2(parse_xml(text.encode(), "x.xlf"), "fr-FR", "x.xlf")
    return found


def test_what_nobody_touched_changes_nothing() -> None:
    catalog = catalog_of(EVERY_KIND)
    applied = bring_back(catalog, export(catalog))
    assert (applied.texts, applied.findings) == ({}, [])
    assert applied.statuses == {ImportStatus.UNCHANGED: 7}


@BOUNDED
@given(MESSAGES.filter(bool))
def test_any_catalog_leaves_valid_and_comes_back_unchanged(
    items: list[tuple[str, str | None, bool, str | None, list[str]]],
) -> None:
    catalog = catalog_of(written(items))
    applied = bring_back(catalog, export(catalog))
    assert (applied.texts, applied.findings) == ({}, [])


def test_unit_as_it_is_written() -> None:
    segment = Segment(
        "m.0.b",
        "See :term:`the isle <isle>` *now* {n}",
        "Voir :term:`l’île <isle>`",
        "outdated",
        ("mine",),
        ("theirs",),
        ("a.rst:1",),
        "See it",
        "menu",
    )
    root = etree.fromstring(write_xliff2({"a": [segment]}, "en-GB", "fr-FR"))
    schema().assertValid(root)
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        "2.1", "en-GB", "fr-FR",
    )  # fmt: skip
    notes = [(note.get("category"), note.text) for note in root.iterfind(".//x:note", NS)]
    assert notes == [
        ("context", "menu"), ("location", "a.rst:1"), ("developer", "theirs"),
        ("translator", "mine"), ("previous-source", "See it"),
    ]  # fmt: skip
    (part,) = root.iterfind(".//x:segment", NS)
    assert (part.get("state"), part.get("subState")) == ("initial", "editions:outdated")
    data = {d.get("id"): d.text for d in root.iterfind(".//x:data", NS)}
    first, emphasis, place = part.iterfind("x:source/*", NS)
    assert (etree.QName(first).localname, first.text, first.get("canDelete")) == (
        "pc", "the isle", "no",
    )  # fmt: skip
    assert data[first.get("dataRefStart")] == ":term:`"
    assert data[first.get("dataRefEnd")] == " <isle>`"
    assert (emphasis.text, emphasis.get("canDelete")) == ("now", None)
    assert (etree.QName(place).localname, data[place.get("dataRef")]) == ("ph", "{n}")
    (target,) = part.iterfind("x:target/*", NS)
    assert (target.get("id"), target.text) == (first.get("id"), "l’île")


DATA = '<originalData><data id="a">*</data><data id="b">{n}</data></originalData>'
SOURCE = (
    '<source>See <pc id="1" dataRefStart="a" dataRefEnd="a">it</pc> '
    '<ph id="2" dataRef="b"/></source>'
)


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ('<pc id="1" dataRefStart="a" dataRefEnd="a">la</pc> <ph id="2" dataRef="b"/>', "*la* {n}"),
        ('<pc id="1">la</pc> <ph id="2"/>', "*la* {n}"),  # codes by their numbers
        ('<sc id="1" dataRef="a"/>la<ec startRef="1" dataRef="a"/>', "*la*"),
        ('<mrk id="m" type="term">la</mrk><sm id="s"/> x<em startRef="s"/>', "la x"),
        ("la", "la"),
    ],
)
def test_codes_come_back(target: str, text: str) -> None:
    found = returned(f"{DATA}<segment>{SOURCE}<target>{target}</target></segment>")
    assert (found.source, found.target, found.problem) == ("See *it* {n}", text, "")


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ('<pc id="7">la</pc>', "no code '7'"),
        ('<sc id="1" dataRef="a"/>la', "begins and does not end"),
        ('la<ec startRef="1" dataRef="a"/>', "ends where it has not begun"),
        ('<sc id="1" dataRef="a"/><sc id="3" dataRef="a"/>x<ec startRef="1" dataRef="a"/>'
         '<ec startRef="3" dataRef="a"/>', "crosses"),
        ('<cp hex="001B"/>', "a character that no catalog may"),
    ],
)  # fmt: skip
def test_codes_that_are_torn_are_a_problem(target: str, problem: str) -> None:
    found = returned(f"{DATA}<segment>{SOURCE}<target>{target}</target></segment>")
    assert problem in found.problem


@pytest.mark.parametrize(
    ("attributes", "fuzzy"),
    [
        ('state="translated"', False), ('state="reviewed"', False), ('state="final"', False),
        ('state="initial"', None), ("", None),
        ('state="initial" subState="editions:outdated"', True),
        ('state="final" subState="editions:outdated"', False),
    ],
)  # fmt: skip
def test_state_is_read(attributes: str, fuzzy: bool | None) -> None:
    unit = f"<segment {attributes}><source>a</source><target>b</target></segment>"
    assert returned(unit).fuzzy is fuzzy


def test_unit_that_a_tool_has_cut_into_segments() -> None:
    parts = (
        "<segment><source>One.</source><target>Un.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Two.</source><target>Deux.</target></segment>"
    )
    found = returned(parts)
    assert (found.source, found.target, found.problem) == ("One. Two.", "Un. Deux.", "")
    turned = parts.replace("<target>Un", '<target order="3">Un').replace(
        "<target>De", '<target order="1">De'
    )
    assert returned(turned).target == "Deux. Un."
    half = returned(parts.replace("<target>Deux.</target>", ""))
    assert "1 of its segments have no translation" in half.problem
    none = parts.replace("<target>Deux.</target>", "").replace("<target>Un.</target>", "")
    assert (returned(none).target, returned(none).problem) == (None, "")


def test_notes_of_translators_come_back_alone() -> None:
    unit = (
        '<notes><note category="location">a.rst</note><note category="developer">x</note>'
        '<note category="translator">mine</note><note>also</note></notes>'
        "<segment><source>a</source></segment>"
    )
    assert returned(unit).comments == ("mine", "also")


def test_file_for_another_language_or_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = "<segment><source>a</source></segment>"
    assert returned(unit, "2.0").source == "a"
    with pytest.raises(FindingsError, match=r"XLIFF 3\.0 is not known"):
        returned(unit, "3.0")
    root = parse_xml(write_xliff2({}, "en", "es"), "x.xlf")
    assert target_languages(root, "en") == {"es"}
    with pytest.raises(FindingsError, match="the file is for 'es'"):
        read_xliff2(root, "fr-FR", "x.xlf")
    monkeypatch.setattr(xliff, "MAX_UNITS", 0)
    with pytest.raises(FindingsError, match="holds more than 0 messages"):
        returned(unit)


def test_control_character_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="XML"):
        write_xliff2({"a": [Segment("i", "a\x1b", "", "missing")]}, "en", "fr")


@pytest.mark.parametrize("data", ["<data id='d1'>{}</data>", ""])
def test_codes_that_stand_often_make_no_endless_text(data: str) -> None:
    """By what they stand for, or by the code of the message: 200 kB would be 10 GB."""
    long = f"``{'a' * 100_000}``"
    reference = "dataRef='d1' " if data else ""
    code = f"<ph id='1' {reference}/>"
    source = code if data else long
    found = returned(
        f"<originalData>{data.format(long)}</originalData><segment><source>{source}</source>"
        f"<target>{code * 100_000}</target></segment>"
    )
    assert (found.target, found.problem[:39]) == (None, "the codes of the file make more than 10")


@pytest.mark.parametrize("standing", ["", "Une marée *haute*.", "Une marée haute."])
def test_emphasis_that_a_tool_has_deleted_waits_for_a_human(standing: str) -> None:
    """Unless the translation did without it before."""
    catalog = catalog_of(f'msgid "A *high* tide."\nmsgstr "{standing}"\n')
    root = etree.fromstring(export(catalog))
    (segment,) = root.iter("{*}segment")
    for target in segment.findall("x:target", NS):
        segment.remove(target)
    etree.SubElement(segment, f"{{{NAMESPACE}}}target").text = "Une marée vraiment haute."
    segment.set("state", "translated")
    applied = bring_back(catalog, etree.tostring(root))
    assert ("#, fuzzy" in applied.texts["x"]) == (standing != "Une marée haute.")
    assert ("the emphasis, 1 is missing" in str(applied.findings)) == (
        standing != "Une marée haute."
    )
