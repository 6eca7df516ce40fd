"""Templates, read for what the source holds today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from editions.catalogs import templates
from editions.catalogs.templates import Message, SourcePlace, read_template, read_templates
from tests.catalogs import write_catalog

UUID = "0123456789abcdef" * 2


def test_all_of_a_message_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.rst").touch()
    path = write_catalog(
        tmp_path / "pot" / "a.pot",
        "#. A heading.\n#. Twice.\n#: ../a.rst:7 ../a.rst:7 ../gone.rst:9\n"
        f'#: {UUID} ../a.rst:8\nmsgctxt "menu"\nmsgid "One"\nmsgid_plural "Many"\n'
        'msgstr[0] ""\nmsgstr[1] ""\n\nmsgid "Two"\nmsgstr ""\n',
    )
    file = (tmp_path / "a.rst").resolve()
    assert read_template(path) == (
        Message(
            "One",
            "menu",
            "Many",
            ("A heading.", "Twice."),
            (
                SourcePlace("../a.rst", 7, file),
                SourcePlace("../gone.rst", 9),
                SourcePlace("../a.rst", 8, file),
            ),
            (UUID,),
        ),
        Message("Two"),
    )
    assert read_template(path)[0].key == ("menu", "One")


def test_place_without_a_line_has_none(tmp_path: Path) -> None:
    path = write_catalog(tmp_path / "a.pot", '#: a.rst b.rst:1\nmsgid "A"\nmsgstr ""\n')
    (message,) = read_template(path)
    assert [(place.name, place.line) for place in message.places] == [("a.rst", 0), ("b.rst", 1)]
    assert SourcePlace("a.rst").line == 0


def test_domains_are_the_paths_below_the_folder(tmp_path: Path) -> None:
    write_catalog(tmp_path / "z.pot", 'msgid "Z"\nmsgstr ""\n')
    write_catalog(tmp_path / "part" / "a.pot", "")
    (tmp_path / "a.po").write_text("no template", encoding="utf-8")
    assert read_templates(tmp_path) == {"part/a": (), "z": (Message("Z"),)}


#: What templates may hold that catalogs of translators do not, and what both read.
TEMPLATES = {
    "usual": '#: ../a.rst:7 ../b.rst\nmsgid "One \\"1\\"\\n"\nmsgstr ""\n',
    "twice": '#. Twice.\n#. Twice.\n#: a.rst:7\n#: a.rst:7\nmsgid "One"\nmsgstr ""\n',
    "colon": '#: c:a.rst a.rst:x b:3\nmsgid "One"\nmsgstr ""\n',
    "spaces": '#: \u2068../a b.rst\u2069:7\nmsgid "One"\nmsgstr ""\n',
    "flags": '#, python-format\nmsgctxt "x"\nmsgid "%s"\nmsgid_plural "%d"\nmsgstr[0] ""\n',
    "escape": 'msgid "\\a bell"\nmsgstr ""\n',
    "obsolete": 'msgid "One"\nmsgstr ""\n\n#~ msgid "Two"\n#~ msgstr ""\n',
    "again": '#: a.rst:7\nmsgid "One"\nmsgstr ""\n\n#. New.\n#: b:1\nmsgid "One"\nmsgstr ""\n',
    "lines": 'msgid ""\n"One "\n"and two."\nmsgstr ""\n',
}


@pytest.mark.parametrize("entries", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_is_read_as_babel_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entries: str
) -> None:
    path = write_catalog(tmp_path / "a.pot", entries)
    read = read_template(path)
    monkeypatch.setattr(templates, "_NEEDS_BABEL", re.compile(""))
    assert read == read_template(path)
    assert read
