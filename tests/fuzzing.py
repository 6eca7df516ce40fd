"""Inputs made at random for whatever reads files from outside, and what must not come of them.

Each input is made of a seed and a number, and of nothing else: the same two make it again.
``scripts/fuzz.py`` tries them for as long as it is told, the tests a few of them in every run.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from editions.catalogs.policy import Policy
from editions.catalogs.reading import read_catalog
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.termbase import read_termbase
from editions.exchange.applying import apply_returned
from editions.exchange.memory import read_tmx
from editions.exchange.xliff import parse_xml, read_xliff, target_languages
from editions.files.reading import read_bytes
from editions.findings import FindingsError, printable
from editions.languages import Edition
from editions.references.adding import add_works
from editions.references.importing import READERS
from editions.references.reading import check_references
from editions.rules.examining import examine
from editions.rules.registry import Context
from editions.rules.spelling import read_words
from editions.rules.waivers import read_waivers
from editions.tables.export import export_package
from editions.tables.reading import read_data
from tests.catalogs import HEADER
from tests.fuzzed_sites import (
    FORMATS,
    PAGE,
    SERIES,
    TABLE,
    read_declaration,
    read_manifest,
    read_page,
    read_table,
)

#: Most seconds and bytes that one input may take.
PATIENCE = 5
MEMORY = 500_000_000
#: Bytes of the largest input.
LARGEST = 2_000_000

EN = Edition("en", "en_CA", "English", "Two Shores")
FR = Edition("fr", "fr_CA", "Français", "Deux rives")


class TooSlowError(Exception):
    """An input has taken more than `PATIENCE`."""


@dataclass(frozen=True)
class Subject:
    """What reads one kind of file."""

    #: Name of the file, as its reader knows it.
    file: str
    #: Sound files, which are spoilt.
    sound: Sequence[str]
    #: Pieces that mean something to the reader.
    pieces: Sequence[str]
    #: Reads the file in a folder; a finding is what it may end in.
    read: Callable[[Path], object]


# What reads.


def _catalog(path: Path) -> None:
    shown = path.name
    examine(path, path.read_bytes(), shown, Context("fr_CA"), "fr_CA")
    catalog = read_catalog(path, path.parent)
    SafetyCheck(Policy(), patterns={"x"}).examine("x", catalog, path.parent)


def _xliff(path: Path) -> None:
    root = parse_xml(read_bytes(path, "x.xlf", "exchange"), "x.xlf")
    target_languages(root, "en-CA")
    read_tmx(root, "en-CA", "fr-CA")
    catalog = path.with_name("shore.po")
    catalog.write_text(f'{HEADER}msgid "Tide"\nmsgstr ""\n', encoding="utf-8")
    standing = {"shore": read_catalog(catalog, path.parent)}
    apply_returned(standing, read_xliff(root, "fr-CA", "x.xlf"), "x.xlf", lambda domain, entry: ())


def _references(path: Path) -> None:
    check_references(path, path.parent, [EN, FR])


def _imported(form: str) -> Callable[[Path], None]:
    def read(path: Path) -> None:
        text = read_bytes(path, path.name, "import").decode("utf-8", "replace")
        works = READERS[form](text, path.name, EN)
        add_works("references:\n", "references.yaml", works, path.name, EN)

    return read


def _data(path: Path) -> None:
    if path.suffix == ".csv":
        path.with_name("datapackage.json").write_text(DESCRIPTION, encoding="utf-8")
    else:
        path.with_name("fares.csv").write_text(FARES, encoding="utf-8")
    export_package(read_data(path.with_name("datapackage.json"), path.parent))


def _terms(path: Path) -> None:
    terms = read_termbase(path, "en_CA", path.name)
    list(terms.find("The tide of the northern shore, the Tides and tide-s. " * 50))


def _waivers(path: Path) -> None:
    read_waivers(path, path.name)


def _words(path: Path) -> None:
    read_words.cache_clear()
    read_words(path, path.name)


# What is read.

XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="shore" source-language="en-CA" target-language="fr-CA" datatype="x-gettext"><body>
<trans-unit id="3a1b.0.5d1e" xml:space="preserve" approved="no"><source>Tide <ph id="1">`x`_</ph>
</source><target state="translated">Marée <ph id="1">`x`_</ph></target>
<note from="translator">a note</note><alt-trans><source>a</source></alt-trans></trans-unit>
<trans-unit id="a.0.b"><source><g id="1">Tide</g></source><target><x id="1"/></target></trans-unit>
</body></file></xliff>
"""
TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
<tu><tuv xml:lang="en-CA"><seg>Tide</seg></tuv><tuv xml:lang="fr-CA"><seg>Marée</seg></tuv></tu>
</body></tmx>
"""
CATALOG = f"""{HEADER}
#: shore.rst:1
#, fuzzy, python-brace-format
#| msgid "Old"
msgid "The *tide* of 1,200 boats, see :ref:`pier <pier>` and `a <https://example.org/>`_."
msgstr "La *marée* de 1 200 bateaux, voir :ref:`quai <pier>` et `a <https://example.org/>`_."

msgctxt "menu"
msgid "{{n}} day"
msgid_plural "{{n}} days"
msgstr[0] "{{n}} jour"
msgstr[1] ""
"{{n}} jours"

#~ msgid "gone"
#~ msgstr "parti"
"""
REFERENCES = """names:
  bank: &bank {en: Bank, fr: Banque}
references:
  - id: one
    type: report
    language: en-CA
    author: [bank, {family: Hall, given: Ann}]
    title: "A title"
    title-translation: {fr: Un titre}
    genre: {en: Report, fr: Rapport}
    publisher: bank
    issued: "2009-12-07"
    URL: http://example.org/one
    accessed: "2010-01-02"
"""
BIBTEX = """@string{sea = "The Sea"}
@article{one, title = {A {Title} of \\emph{x} \\'e}, author = "Hall, Ann and {The Bank} and Bo",
  journal = sea # { and } # "shore", year = 2009, month = dec, pages = {1--2}, doi = {10.1/x}}
"""
RIS = "TY  - JOUR\nID  - one\nTI  - A title\nAU  - Hall, Ann\nPY  - 2009\nSP  - 1\nER  - \n"
CSL = """[{"id": "one", "type": "report", "title": "A <i>title</i>", "author": [{"family": "Hall",
"given": "Ann"}, {"literal": "The Bank"}], "issued": {"date-parts": [[2009, 12, 7]]},
"accessed": {"raw": "2010-01-02"}, "number": 7, "URL": "http://example.org/"}]
"""
DESCRIPTION = """{"name": "shores", "units": {"CAD": {"title": "dollars", "amount": "C${amount}",
"header": "C$", "scaled": "C${scaled}", "scaledHeader": "C$ {scale}"}},
"institutions": {"bank": {"title": "The Bank"}},
"resources": [{"name": "fares", "path": "fares.csv", "title": "Fares", "source": "bank",
"schema": {"primaryKey": ["key"], "fields": [
{"name": "key", "type": "string", "role": "key"},
{"name": "shore", "type": "string", "role": "heading", "title": "Shore",
 "constraints": {"unique": true, "pattern": ".+"}},
{"name": "fare", "type": "number", "role": "number", "title": "Fare", "unit": "CAD",
 "scale": "billion", "period": "2009", "precision": "nearly", "constraints": {"minimum": 0}}]}}]}
"""
FARES = 'key,shore,fare\nnorth,"North, shore",21.3\nsouth,South,457\n'
TERMS = 'en_CA,fr_CA,en_CA_forms,fr_CA_forms,kind,note\ntide,marée,tides|neap,,"a, b",\n'
WAIVERS = '[[waiver]]\nrule = "numbers"\nmessage = """a\nb"""\nfile = \'*\'\nreason = "right"\n'

SUBJECTS: Mapping[str, Subject] = {
    "catalogs": Subject(
        "x.po", [CATALOG], ['msgid "', 'msgstr "', "#, ", "#~ ", "`", "|x|_"], _catalog
    ),
    "xliff": Subject(
        "x.xlf",
        [XLIFF, TMX],
        ["<g id='1'>", "</g>", "<x/>", "&#x10;", "<!--", "<!DOCTYPE a ["],
        _xliff,
    ),
    "references": Subject(
        "references.yaml",
        [REFERENCES],
        ["&a ", "*a", "- ", "{", "[", "? ", "!!int ", "<<: "],
        _references,
    ),
    "bibtex": Subject(
        "x.bib",
        [BIBTEX],
        ["@string{", "@", "#", "{", "}", '"', " and ", "\\", "$"],
        _imported("bibtex"),
    ),
    "ris": Subject("x.ris", [RIS], ["TY  - ", "ER  - \n", "AU  - ", "\n"], _imported("ris")),
    "csl": Subject(
        "x.json", [CSL], ["[", "{", '"', "\\ud800", "1e999", "NaN", "null"], _imported("csl")
    ),
    "data": Subject("fares.csv", [FARES], [",", '"', "\n", "-1e5", "=x", "\0"], _data),
    "descriptions": Subject(
        "datapackage.json", [DESCRIPTION], ["[", "{", '"', "1e999", "null", "\\ud800", "(a"], _data
    ),
    "terms": Subject("terms.csv", [TERMS], [",", "|", '"', "\n", "_forms", "-", "=x"], _terms),
    "waivers": Subject(
        "waivers.toml", [WAIVERS], ["[", "{", "a.", '"""', "'", "= ", "1_"], _waivers
    ),
    "series": Subject(
        "series.toml",
        [SERIES],
        ["[", "[languages.", "'", '"""', "= ", "../", "**", "papers/"],
        read_declaration,
    ),
    "reviews": Subject(
        "document.xml", [TABLE], ["<w:tr>", "<w:tc>", "<w:p>", "‹1›", "‹", "#", "<w:t>"], read_table
    ),
    "sites": Subject(
        "index.html",
        [PAGE],
        ["<p>", "<table>", "<a href='", "<span lang=", "</main>", "<svg>", "9 ", "<!--"],
        read_page,
    ),
    "manifests": Subject(
        "editions.json", [FORMATS], ["[", "{", '"', "../", '"en"', "null", "*"], read_manifest
    ),
    "words": Subject("words.txt", ["marée\nquai\n"], ["\n", " ", "\0"], _words),
}

#: Pieces that mean something to every reader, or to none.
COMMON = (
    "",
    " ",
    "\n",
    "\r",
    "\t",
    "\0",
    "\ufeff",
    "\u2028",
    "\u202e",
    "\x1b",
    "é",
    "9",
    "a",
    "½",
    "²",
)


def make_input(subject: Subject, seed: int, number: int) -> bytes:
    """Return the input *number* of a *seed*: a sound file, spoilt in one to eight places."""
    chance = random.Random(f"{subject.file} {seed} {number}")  # noqa: S311  # nothing secret
    data = chance.choice(subject.sound).encode()
    for _ in range(chance.randint(1, 8)):
        data = _spoilt(data, subject, chance)[:LARGEST]
    return data


def _spoilt(data: bytes, subject: Subject, chance: random.Random) -> bytes:
    """Return *data* with one thing wrong."""
    begin, end = sorted(chance.randint(0, len(data)) for _ in range(2))
    pieces = (*subject.pieces, *subject.pieces, *COMMON)
    piece = chance.choice(pieces).encode("utf-8", "surrogatepass")
    kind = chance.randint(0, 9)
    if kind <= 3:
        return data[:begin] + piece + data[begin:]
    if kind <= 5:
        repeated = piece if kind == 4 else data[begin:end]
        times = chance.choice((2, 2, 10, 10, 50, 50, 1000, 100_000))
        times = min(times, LARGEST // (len(repeated) + 1))
        return data[:begin] + repeated * times + data[begin:]
    if kind == 6:
        return data[:begin] + data[end:]
    if kind == 7:
        return data[:begin] + chance.randbytes(chance.randint(1, 4)) + data[begin:]
    if kind == 8:
        return data[:begin] + data[end : end + 50] + data[begin:end] + data[end + 50 :]
    encoding = chance.choice(("utf-16", "latin-1", "utf-8-sig", "cp1252"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Fail where something takes too long."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {PATIENCE} seconds")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def flaw_of(subject: Subject, data: bytes, folder: Path) -> str:
    """Return what must not come of an input, or nothing: a traceback, a hang, a broken line."""
    path = folder / subject.file
    path.write_bytes(data)
    try:
        with patience():
            subject.read(path)
    except FindingsError as error:
        broken = [f for f in error.findings if printable(str(f)) != str(f) or not f.message]
        return f"no line that can be printed: {broken}" if broken else ""
    except Exception:
        return traceback.format_exc()
    return ""


def try_inputs(
    subject: Subject,
    seed: int,
    numbers: Iterator[int] | range,
    report: Callable[[int, bytes, str], None],
) -> int:
    """Try inputs in this process; return how many, and report what must not be."""
    count = 0
    with TemporaryDirectory() as place:
        for number in numbers:
            data = make_input(subject, seed, number)
            flaw = flaw_of(subject, data, Path(place))
            count += 1
            if flaw:
                report(number, data, flaw)
    return count


def try_for(
    name: str, seed: int, seconds: float, report: Callable[[int, bytes, str], None]
) -> tuple[int, int]:
    """Try inputs for some time; return how many, and the most memory that was taken, in bytes.

    To be called in a process of its own, which ends where it takes too much memory.
    """
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, resource.RLIM_INFINITY))
    end = time.monotonic() + seconds
    numbers = itertools.takewhile(lambda _: time.monotonic() < end, itertools.count())
    count = try_inputs(SUBJECTS[name], seed, numbers, report)
    gc.collect()
    factor = 1 if sys.platform == "darwin" else 1024
    return count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) * factor
