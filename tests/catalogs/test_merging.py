"""A merge loses no translation and, run twice, changes nothing."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.merging import Merge, MergeOutcome, merge_language, write_merges
from editions.catalogs.projects import project_of
from editions.catalogs.reading import read_catalog
from editions.catalogs.templates import read_templates
from editions.catalogs.wrapping import BABEL, GETTEXT, Manner
from editions.findings import FindingsError
from editions.languages import Edition, Publication
from tests.catalogs import HEADER, write_catalog
from tests.catalogs.test_reading import MSGFMT, random_text

POT_HEADER = r"""# SOME DESCRIPTIVE TITLE.
# Copyright (C) 2010, A PUBLISHER
# This file is distributed under the same license as the Shores package.
# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.
#
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: Shores \n"
"Report-Msgid-Bugs-To: \n"
"POT-Creation-Date: {date}\n"
"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"
"Last-Translator: FULL NAME <EMAIL@ADDRESS>\n"
"Language-Team: LANGUAGE <LL@li.org>\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""

LONG = (
    "The Canadian Foundation for the Americas (FOCAL) is an independent, non-partisan"
    " think-tank dedicated to strengthening well-known Canadian relations with Latin America"
)


class Project:
    """A publication whose templates and catalog are written by hand."""

    def __init__(self, root: Path) -> None:
        self.edition = Edition("es", "es_MX", "Español", "Orillas")
        original = Edition("en", "en_CA", "English", "Shores", "An essay")
        self.publication = Publication(
            root, root / "source", root / "locale", (original, self.edition), "shores"
        )
        self.templates = root / "build" / "gettext"
        self.path = self.publication.catalog_folders(self.edition)[0] / "x.po"
        (root / "source").mkdir()
        (root / "source" / "x.rst").touch()
        self.runs = 0

    def source(self, *messages: str) -> None:
        """Write a template as Sphinx's gettext builder does, at another time and other lines."""
        self.runs += 1
        text = POT_HEADER.replace("{date}", f"2026-01-{self.runs:02} 10:00+0000")
        for number, message in enumerate(messages):
            escaped = message.replace("\\", r"\\").replace('"', r"\"").replace("\n", '\\n"\n"')
            line = self.runs + 10 * number
            text += f'#: ../../source/x.rst:{line}\nmsgid "{escaped}"\nmsgstr ""\n\n'
        write_catalog(self.templates / "x.pot", "", text)

    def standing(self, entries: str, header: str = HEADER) -> None:
        write_catalog(self.path, entries, header)

    def prepare(self) -> Merge:
        """Merge, and write nothing."""
        project = project_of(self.publication, [self.edition])
        return merge_language(project, project.languages[0], read_templates(self.templates))

    def update(self) -> MergeOutcome:
        merge = self.prepare()
        write_merges([merge])
        (catalog,) = merge.catalogs
        return catalog.outcome

    def merge(self, *messages: str) -> Catalog:
        """Merge the source made of *messages*; assert that doing so again changes nothing."""
        self.source(*messages)
        self.update()
        once = self.path.read_bytes()
        assert self.update() is MergeOutcome.UNCHANGED
        self.source(*messages)
        assert self.update() is MergeOutcome.UNCHANGED
        assert self.path.read_bytes() == once
        return self.catalog

    def translate(self, **translations: str) -> None:
        """Write translations into the catalog as an editor does, through polib."""
        file = polib.pofile(str(self.path), wrapwidth=60)
        for entry in file:
            if entry.msgid in translations:
                entry.msgstr = translations[entry.msgid]
        file.save(str(self.path))

    @property
    def catalog(self) -> Catalog:
        return read_catalog(self.path, self.publication.root)

    @property
    def lines(self) -> list[str]:
        return self.path.read_text(encoding="utf-8").split("\n")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def only(entries: Iterable[Entry]) -> Entry:
    (entry,) = entries
    return entry


def test_new_catalog_is_complete(project: Project) -> None:
    catalog = project.merge("Crossing", "Twice a day.")
    created = catalog.header.pop("POT-Creation-Date")
    assert not created.startswith("2026-01-")
    assert catalog.header == {
        "Project-Id-Version": "Shores — An essay",
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "Spanish (Mexico)",
        "Language": "es_MX",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "X-Source-Language": "en_CA",
    }
    assert catalog.text.startswith("# Español: Shores\nmsgid ")
    assert [(e.msgid, e.msgstr, e.references) for e in catalog.entries] == [
        ("Crossing", "", ("source/x.rst",)),
        ("Twice a day.", "", ("source/x.rst",)),
    ]


HEAD = (
    "# Title\n#\n#   Ana <ana@example.org>, 2026.\n# Ana\n# Ana\n"
    '#, fuzzy\nmsgid ""\nmsgstr ""\n'
    '"X-Generator: Poedit \\"3\\"\\n"\n"Last-Translator: Ana <ana@example.org>\\n"\n'
    '"PO-Revision-Date: 2026-11-23\\n"\n"POT-Creation-Date: long ago\\n"\n'
    '"content-type: text/plain; charset=utf-8\\n"\n'
)


def test_header_is_kept_and_completed(project: Project) -> None:
    project.standing('msgid "One"\nmsgstr "Uno"\n', f"{HEAD}\n")
    header = project.merge("One").header
    assert header["Language"] == "es_MX"
    assert header["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    added = '"Language: es_MX\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    assert project.path.read_text().startswith(f'{HEAD}{added}\n#: source/x.rst\nmsgid "One"')


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ('"Language: es\\n"', "es_MX"),
        ('"Language: es_MX@new\\n"', "es_MX@new"),
        ('"Language: \\n"', "es_MX"),
        ('"Language: not a locale\\n"', "es_MX"),
    ],
)
def test_language_of_the_header_is_that_of_the_catalog(
    project: Project, line: str, language: str
) -> None:
    project.standing("", f'{HEAD}{line}\n"Plural-Forms: nplurals=1; plural=0;\\n"\n')
    header = project.merge("One").header
    assert (header["Language"], header["Plural-Forms"]) == (language, "nplurals=1; plural=0;")


def test_header_without_a_last_line_end_is_completed(project: Project) -> None:
    project.standing("", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n')
    assert project.merge("One").header == {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "es_MX",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }


# What nobody changed keeps its bytes.

FULL_HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: es_MX\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
#: Written as no tool of ours would: long lines, strange breaks, blank lines, order of flags.
ODD = (
    "#  mine  \n"
    "#: source/x.rst\n"
    "#, no-wrap, c-format\n"
    f'msgid "{LONG}"\n'
    'msgstr ""\n'
    '"La "\n'
    f'"{LONG.upper()}"\n'
    "\n\n"
    "#, c-format\n"
    "#: source/x.rst\n"
    'msgid ""\n"The ferry "\n"leaves at noon."\n'
    'msgstr    "Sale a mediodía."\n'
    "\n"
    '#: source/x.rst\nmsgid "Three"\nmsgstr "Tres"\n'
    "\n"
    '# gone\n#~ msgid ""\n#~ "Old "\n#~ "words"\n#~ msgstr "Viejas "\n#~ "palabras"'
)


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_untouched_catalog_keeps_its_bytes(project: Project, end: str, line_end: str) -> None:
    project.standing((ODD + end).replace("\n", line_end), FULL_HEADER.replace("\n", line_end))
    before = project.path.read_bytes()
    project.source(LONG, "The ferry leaves at noon.", "Three")
    assert project.update() is MergeOutcome.UNCHANGED
    assert project.path.read_bytes() == before


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_change_of_one_entry_leaves_the_others_and_the_translation(
    project: Project, line_end: str
) -> None:
    project.standing(ODD.replace("\n", line_end), FULL_HEADER.replace("\n", line_end))
    before = project.path.read_bytes().decode().split(line_end)
    project.merge(LONG, "The ferry leaves at nine.", "Three", "Four")
    after = project.path.read_bytes().decode().split(line_end)
    assert [line for line in before if line not in after] == [
        "#, c-format",
        '"The ferry "',
        '"leaves at noon."',
    ]
    assert [line for line in after if line not in before] == [
        "#, c-format, fuzzy",
        '#| msgid "The ferry leaves at noon."',
        'msgid "The ferry leaves at nine."',
        'msgid "Four"',
    ]


def test_obsolete_entry_keeps_its_lines_on_the_way_and_back(project: Project) -> None:
    project.standing(ODD, FULL_HEADER)
    project.merge("The ferry leaves at noon.", "Three")
    lines = ["#  mine  ", "#, no-wrap, c-format", f'#~ msgid "{LONG}"', '#~ msgstr ""', '#~ "La "']
    at = project.lines.index(f'#~ msgid "{LONG}"')
    assert project.lines[at - 2 : at + 3] == lines
    project.merge(LONG, "The ferry leaves at noon.", "Three")
    assert ODD.split("\n\n\n")[0] in project.path.read_text()


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ("../../source/x.rst", ("../../source/x.rst",)),
        ("../../source/x.rst:7", ("../../source/x.rst:1",)),
        ("x.rst:7 x.rst:9", ("x.rst:1",)),
        ("docs/source/x.rst", ("docs/source/x.rst",)),
        ("elsewhere.rst", ("source/x.rst",)),
        ("0123456789abcdef0123456789abcdef", ("source/x.rst", "0123456789abcdef0123456789abcdef")),
    ],
)
def test_places_keep_their_form(project: Project, standing: str, expected: tuple[str, ...]) -> None:
    project.standing(f'#: {standing}\nmsgid "One"\nmsgstr "Uno"\n', FULL_HEADER)
    project.source("One", "Two")
    project.update()
    assert project.update() is MergeOutcome.UNCHANGED
    one, two = project.catalog.entries
    assert one.references == expected
    (name,) = two.references
    assert name.partition("x.rst")[0] == expected[0].partition("x.rst")[0]
    assert (":" in name) == (":" in expected[0])


def test_new_identifiers_do_not_touch_an_entry(project: Project) -> None:
    old, new = "0" * 32, "1" * 32
    project.standing(f'#: source/x.rst {old}\nmsgid "One"\nmsgstr "Uno"\n', FULL_HEADER)
    project.source("One", "Two")
    template = project.templates / "x.pot"
    text = template.read_text(encoding="utf-8").replace("#: ../..", f"#: {new}\n#: ../..")
    template.write_text(text, encoding="utf-8")
    project.update()
    assert [e.references for e in project.catalog.entries] == [
        ("source/x.rst", old),
        ("source/x.rst", new),
    ]
    assert project.update() is MergeOutcome.UNCHANGED


def test_comments_and_flags_are_kept_as_they_stand(project: Project) -> None:
    comments = [
        "# See https://example.org/a-very-long-address/that-no-tool-should-break-or-wrap-anywhere/x",
        f"# {LONG}",
        "#",
        "#   - indented",
        "# twice",
        "# twice",
        "## double",
    ]
    project.standing(
        "\n".join([*comments, "#, no-wrap", 'msgid "We sold 12 % in all."', 'msgstr "12 %."', ""])
    )
    entry = only(project.merge("We sold 12 % in all."))
    assert entry.flags == {"no-wrap"}
    start = project.lines.index(comments[0])
    assert project.lines[start : start + len(comments)] == comments


def test_changed_message_becomes_fuzzy_and_names_the_previous_one(project: Project) -> None:
    project.merge("The ferry leaves at noon.", "Other")
    project.translate(**{"The ferry leaves at noon.": "Sale a mediodía."})
    for text in ("The ferry leaves at nine.", "The ferry leaves at nine."):
        entry = next(iter(project.merge(text, "Other")))
        assert entry.fuzzy
        assert (entry.previous, entry.msgstr) == ("The ferry leaves at noon.", "Sale a mediodía.")
    assert not any(e.obsolete for e in project.catalog.entries)


def test_fuzzy_twice_over_keeps_the_oldest_message(project: Project) -> None:
    project.standing('# mine\nmsgid "The ferry leaves at noon."\nmsgstr "Sale."\n')
    project.merge("The ferry leaves at nine.")
    entry = only(project.merge("The ferry leaves at nine sharp."))
    assert (entry.previous, entry.comments) == ("The ferry leaves at noon.", ("mine",))


def test_approved_message_forgets_the_older_one(project: Project) -> None:
    project.standing('#| msgid "Ferry"\nmsgid "The ferry leaves at noon."\nmsgstr "Sale."\n')
    entry = only(project.merge("The ferry leaves at nine."))
    assert entry.previous == "The ferry leaves at noon."
    project.standing('#| msgid "Ferry"\nmsgid "The ferry leaves at noon."\nmsgstr "Sale."\n')
    entry = only(project.merge("The ferry leaves at noon."))
    assert (entry.previous, entry.comments) == (None, ())


@pytest.mark.parametrize("old", [LONG, f"{LONG}\n\n{LONG}", '"quoted" \\ tab\t', f"  {LONG}  x\n"])
def test_previous_message_of_several_lines(project: Project, old: str) -> None:
    file = polib.POFile()
    file.append(polib.POEntry(msgid=old, msgstr=f"T{old}"))
    project.standing(str(file).partition("\n\n")[2])
    new = f"{old[:-1]}!{old[-1]}"
    for _ in range(2):
        entry = only(project.merge(new))
        assert (entry.msgid, entry.previous, entry.msgstr) == (new, old, f"T{old}")
    assert [e.previous_msgid for e in polib.pofile(str(project.path))] == [old]


def test_obsolete_message_is_kept_and_revived(project: Project) -> None:
    project.standing('# mine\n#, no-wrap\nmsgid "One"\nmsgstr "Uno"\n')
    obsolete = only(project.merge("Altogether different").entries[1:])
    assert (obsolete.obsolete, obsolete.msgstr, obsolete.comments) == (True, "Uno", ("mine",))
    assert obsolete.flags == {"no-wrap"}
    one, other = project.merge("One", "Altogether different").entries
    assert (one.msgstr, one.obsolete, one.fuzzy) == ("Uno", False, False)
    assert one.comments == ("mine",)
    assert one.flags == {"no-wrap"}
    assert not other.obsolete


def test_revived_message_is_as_fuzzy_as_before(project: Project) -> None:
    project.standing('#, fuzzy\n#| msgid "First"\nmsgid "One"\nmsgstr "Primero"\n')
    obsolete = only(project.merge("Altogether different").entries[1:])
    assert (obsolete.obsolete, obsolete.fuzzy, obsolete.previous) == (True, True, "First")
    one = only(project.merge("One").entries[:1])
    assert (one.obsolete, one.fuzzy, one.previous, one.usable) == (False, True, "First", False)


def test_obsolete_message_of_another_context_is_not_revived(project: Project) -> None:
    project.standing('#~ msgctxt "menu"\n#~ msgid "One"\n#~ msgstr "Uno"\n')
    one, menu = project.merge("One").entries
    assert (one.msgctxt, one.msgstr, one.fuzzy) == (None, "", False)
    assert (menu.msgctxt, menu.msgstr, menu.obsolete) == ("menu", "Uno", True)


def test_message_moves_between_lines_and_places_without_a_change(project: Project) -> None:
    project.merge("One", "Two")
    once = project.path.read_bytes()
    project.source("One", "Two")
    template = project.templates / "x.pot"
    text = template.read_text(encoding="utf-8")
    place = "#: ../../source/x.rst:"
    template.write_text(text.replace(place, f"{place}7 ../../source/x.rst:9\n{place}"))
    assert project.update() is MergeOutcome.UNCHANGED
    assert project.path.read_bytes() == once


def test_places_outside_the_project_keep_their_name(project: Project, tmp_path: Path) -> None:
    project.source("One")
    template = project.templates / "x.pot"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("#: ../../source/x.rst", "#: b/y.html ../../source/x.rst"))
    project.update()
    assert only(project.catalog).references == ("b/y.html", "source/x.rst")


def test_forms_that_the_source_no_longer_has_are_kept(project: Project) -> None:
    project.standing('msgid "day"\nmsgid_plural "days"\nmsgstr[0] "día"\nmsgstr[1] "días"\n')
    entry = only(project.merge("day"))
    assert (entry.msgstr, entry.fuzzy, entry.comments) == ("día", True, ('msgstr[1] "días"',))
    project.standing('msgid "day"\nmsgid_plural "days"\nmsgstr[0] "día"\nmsgstr[1] "días"\n')
    entry = project.merge("Altogether different").entries[1]
    assert (entry.obsolete, entry.msgid_plural, entry.msgstrs) == (True, "days", ("día", "días"))


STRANGE = [
    "\nnewline first",
    "newline last\n",
    "one\n\ntwo\n",
    f"{LONG}\n",
    LONG.replace(" ", "-"),
    LONG.replace(" ", ""),
    f"{LONG} ",
    "x" + " " * 90,
    "x" * 70 + "\n",
    "x" * 68 + " y\n",
    "\\n \\\\ \"'",
    "line\u2028separator\u0085and\x1cmore " * 4,
    "=======",
    '#~ msgid "a"',
    "%(name)s {name} 100 % d",
    "—" * 100,
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_is_kept_exactly(project: Project, text: str) -> None:
    file = polib.POFile()
    file.append(polib.POEntry(msgid=text, msgstr=text))
    project.standing(str(file).partition("\n\n")[2])
    if MSGFMT:
        subprocess.run([MSGFMT, "-o", os.devnull, project.path], check=True)
    entry = only(project.merge(text))
    assert (entry.msgid, entry.msgstr, entry.flags) == (text, text, frozenset())
    obsolete = only(project.merge().entries)
    assert (obsolete.msgid, obsolete.msgstr, obsolete.obsolete) == (text, text, True)
    entry = only(project.merge(text))
    assert (entry.msgid, entry.msgstr, entry.obsolete) == (text, text, False)


def test_broken_catalog_stops_the_update_before_anything_is_written(project: Project) -> None:
    for name in ("a", "y", "z", "x"):
        project.source("One")
        (project.templates / "x.pot").rename(project.templates / f"{name}.pot")
    folder = project.path.parent
    write_catalog(folder / "x.po", "<<<<<<< HEAD\n")
    (folder / "y.po").symlink_to(folder / "nowhere.po")
    before = sorted(folder.iterdir())
    with pytest.raises(FindingsError) as caught:
        project.update()
    assert [(finding.file, finding.line, finding.rule) for finding in caught.value.findings] == [
        ("locale/es/LC_MESSAGES/x.po", 4, "po-syntax"),
        ("locale/es/LC_MESSAGES/y.po", 0, "po-file"),
    ]
    assert sorted(folder.iterdir()) == before


VOCABULARY = ["ferry", "shore", "noon", "crossing", "water", "two", "leaves", "at", "well-known"]


def edit(rng: random.Random, messages: list[str], archive: list[str]) -> list[str]:
    """Return *messages* after a few edits of an author; *archive* holds what was removed."""
    messages = list(messages)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(messages) + 1)
        match rng.randrange(5):
            case 0:
                messages.insert(at, " ".join(rng.choices(VOCABULARY, k=rng.randrange(1, 30))))
            case 1:
                messages.insert(at, random_text(rng, 120))
            case 2 if messages:
                archive.append(messages.pop(at - 1))
            case 3 if messages:
                words = messages[at - 1].split(" ")
                words[rng.randrange(len(words))] = rng.choice(VOCABULARY)
                messages[at - 1] = " ".join(words)
            case 4 if archive:
                messages.insert(at, rng.choice(archive))
    return list(dict.fromkeys(messages))


def is_compilable(entry: polib.POEntry) -> bool:
    ids, strings = entry.msgid, entry.msgstr
    return all(
        (ids[at] != "\n" and strings[at] != "\n") or ids[at] == strings[at] for at in (0, -1)
    )


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_lose_no_translation(project: Project, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    messages: list[str] = []
    archive: list[str] = []
    written: set[str] = set()
    gone: set[str] = set()
    for step in range(12):
        messages = edit(rng, messages, archive)
        entries = project.merge(*messages).entries
        assert [e.msgid for e in entries if not e.obsolete] == messages
        assert written <= {entry.msgstr for entry in entries}
        # polib, which is the editor here, drops the previous msgid of an obsolete entry.
        assert all(e.previous for e in entries if e.fuzzy and e.msgid not in {*archive, *gone})
        gone |= {entry.msgid for entry in entries if entry.obsolete}
        file = polib.pofile(str(project.path), wrapwidth=rng.choice((0, 40, 78)))
        for number, entry in enumerate(file):
            if not entry.obsolete and not entry.msgstr and rng.random() < 0.8:
                ends = "\n" if entry.msgid.endswith("\n") else ""
                entry.msgstr = f"T{seed}.{step}.{number} {random_text(rng, 60)}{ends}"
                written.add(entry.msgstr)
            elif entry.fuzzy and rng.random() < 0.3 and is_compilable(entry):
                entry.flags.remove("fuzzy")
        file.save(str(project.path))
        if MSGFMT:
            subprocess.run([MSGFMT, "-o", os.devnull, project.path], check=True)


# A file keeps its manner of breaking lines.


@pytest.mark.parametrize("manner", [GETTEXT, BABEL, Manner(width=None)])
def test_new_strings_are_broken_as_those_of_the_file(project: Project, manner: Manner) -> None:
    old, kept = f"{LONG} {LONG} Once.", f"{LONG} {LONG} Twice, in 3."
    entries = [
        line
        for text in (old, kept)
        for line in (*manner.lines("msgid", text), *manner.lines("msgstr", text.upper()), "")
    ]
    project.standing("\n".join(entries))
    changed = old.replace("Once", "Now and then")
    new = "Nobody receives more mail than the doctor, whose letters fill a sack each week or two"
    project.merge(changed, kept, new)
    written = project.path.read_text()
    expected = [
        *manner.lines("msgid", old, "#| "),
        *manner.lines("msgid", changed),
        *manner.lines("msgstr", old.upper()),
    ]
    assert "\n".join(expected) in written
    assert "\n".join([*manner.lines("msgid", new), 'msgstr ""']) in written
    assert GETTEXT.lines("msgid", changed) != BABEL.lines("msgid", changed)


@pytest.mark.parametrize("manner", [GETTEXT, BABEL])
def test_obsolete_strings_keep_the_manner_and_come_back_in_it(
    project: Project, manner: Manner
) -> None:
    text = f"{LONG} {LONG} Once, in a long sentence that must be broken somewhere else."
    lines = [*manner.lines("msgid", text), *manner.lines("msgstr", text.upper())]
    project.standing("\n".join([*lines, "", 'msgid "One"', 'msgstr "Uno"', ""]))
    project.merge("One")
    marked = [
        *manner.lines("msgid", text, "#~ "),
        *manner.lines("msgstr", text.upper(), "#~ "),
    ]
    assert "\n".join(marked) in project.path.read_text()
    project.merge("One", text)
    assert "\n".join(lines) in project.path.read_text()
