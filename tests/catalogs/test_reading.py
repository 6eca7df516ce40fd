"""What the parser accepts, polib and msgfmt read the same; everything else is refused."""

from __future__ import annotations

import gettext
import os
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

import polib
import pytest

from editions.catalogs import parsing
from editions.catalogs.compiling import compile_entries
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.parsing import MAX_FINDINGS, parse_entries
from editions.catalogs.reading import MAX_BYTES, examine_catalog, read_catalog, read_leniently
from editions.findings import Finding, FindingsError
from tests.catalogs import HEADER, write_catalog

#: A test that needs it fails where it is missing: "make test" installs it.
MSGFMT = shutil.which("msgfmt") or "msgfmt"


def refuse(path: Path) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as caught:
        read_catalog(path, path.parent)
    assert all(finding.file == path.name for finding in caught.value.findings)
    return caught.value.findings


def read(folder: Path, entries: str) -> Catalog:
    return read_catalog(write_catalog(folder / "x.po", entries), folder)


#: Entries, that stand from line 4 on; the line and the rule of the first finding; its words.
BROKEN = {
    "conflict": (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> x\n',
        5,
        "po-syntax",
        "merge conflict",
    ),
    "conflict base": ('msgid "a"\nmsgstr "b"\n||||||| base\n', 6, "po-syntax", "merge conflict"),
    "no opening quote": ('msgid a"\nmsgstr "b"\n', 4, "po-syntax", "keyword"),
    "no closing quote": ('msgid "a"\nmsgstr "b\n', 5, "po-syntax", 'begin and end with "'),
    "closing quote escaped": ('msgid "a"\nmsgstr "b\\"\n', 5, "po-syntax", "begin and end"),
    "inner quote": ('msgid "a"\nmsgstr "b "c" d"\n', 5, "po-syntax", 'written \\"'),
    "two strings": ('msgid "a" "b"\nmsgstr "c"\n', 4, "po-syntax", 'written \\"'),
    "text after a string": ('msgid "a"\nmsgstr "b" c\n', 5, "po-syntax", "begin and end"),
    "junk word": ('msgid "a"\nmsgstr "b"\njunk\n', 6, "po-syntax", "'junk' is not a keyword"),
    "wrong keyword": ('msgid "a"\nmsgstrr "b"\n', 5, "po-syntax", "'msgstrr' is not a keyword"),
    "upper case": ('MSGID "a"\nmsgstr "b"\n', 4, "po-syntax", "'MSGID' is not a keyword"),
    "domain": ('domain "a"\n', 4, "po-syntax", "'domain' is not a keyword"),
    "no space": ('msgid "a"\nmsgstr"b"\n', 5, "po-syntax", "keyword"),
    "no-break space": ('msgid\u00a0"a"\nmsgstr "b"\n', 4, "po-syntax", "keyword"),
    "indented by form feed": ('\fmsgid "a"\nmsgstr "b"\n', 4, "po-syntax", "keyword"),
    "broken line": ('msgid "a"\nmsgstr "b\nc"\n', 5, "po-syntax", "begin and end"),
    "two msgstr": ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 6, "po-syntax", "msgstr stands twice"),
    "two msgctxt": ('msgctxt "a"\nmsgctxt "b"\nmsgid "c"\nmsgstr ""\n', 5, "po-syntax", "twice"),
    "msgstr first": ('# c\nmsgstr "b"\nmsgid "a"\n', 5, "po-syntax", "before its msgid"),
    "plural first": ('# c\nmsgid_plural "b"\nmsgid "a"\n', 5, "po-syntax", "before its msgid"),
    "msgctxt below": ('msgid "a"\nmsgctxt "c"\nmsgstr "b"\n', 4, "po-syntax", "no msgstr"),
    "plural below": (
        'msgid "a"\nmsgstr[0] "b"\nmsgid_plural "c"\n',
        6,
        "po-syntax",
        "msgid_plural stands after msgstr",
    ),
    "no msgstr": ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 4, "po-syntax", "no msgstr"),
    "no msgstr at the end": ('msgid "b"\nmsgstr "c"\n\nmsgid "a"\n', 7, "po-syntax", "no msgstr"),
    "no msgid": ('msgctxt "a"\n', 4, "po-syntax", "no msgid"),
    "comment inside": ('msgid "a"\n# b\nmsgstr "c"\n', 5, "po-syntax", "move it above its msgid"),
    "previous inside": (
        'msgid "a"\n#| msgid "b"\nmsgstr "c"\n',
        5,
        "po-syntax",
        "move it above its msgid",
    ),
    "comment below previous": (
        '#| msgid "b"\n#, fuzzy\nmsgid "a"\nmsgstr "c"\n',
        5,
        "po-syntax",
        "#, stands below #|",
    ),
    "previous msgstr": (
        '#| msgid "a"\n#| msgstr "c"\nmsgid "a"\nmsgstr "c"\n',
        5,
        "po-syntax",
        "previous msgstr",
    ),
    "previous context only": ('#| msgctxt "a"\nmsgid "a"\nmsgstr "c"\n', 5, "po-syntax", "msgid"),
    "previous context below": (
        '#| msgid "a"\n#| msgctxt "a"\nmsgid "a"\nmsgstr "c"\n',
        5,
        "po-syntax",
        "msgctxt stands after msgid",
    ),
    "previous at the end": ('#| msgid "a"\n', 4, "po-syntax", "belongs to no entry"),
    "comment at the end": ('msgid "a"\nmsgstr "b"\n\n# c\n\n', 7, "po-syntax", "no entry"),
    "empty previous": ('#|\nmsgid "a"\nmsgstr "b"\n', 4, "po-syntax", "'' is not a keyword"),
    "comment without space": ('#a\nmsgid "a"\nmsgstr "b"\n', 4, "po-syntax", "write a space"),
    "flag without space": ('#,fuzzy\nmsgid "a"\nmsgstr "b"\n', 4, "po-syntax", "write a space"),
    "flags without comma": ('#, no fuzzy\nmsgid "a"\nmsgstr "b"\n', 4, "po-syntax", "comma"),
    "previous in part": (
        '#| msgid "b"\n#~ msgid "a"\n#~ msgstr "c"\n',
        5,
        "po-syntax",
        "#~ in part",
    ),
    "msgid obsolete only": ('#~ msgid "a"\nmsgstr "b"\n', 5, "po-syntax", "#~ in part"),
    "string obsolete only": ('msgid "a"\nmsgstr ""\n#~ "b"\n', 6, "po-syntax", "#~ in part"),
    "comment in obsolete": ('#~ msgid "a"\n#~ # b\n#~ msgstr ""\n', 5, "po-syntax", "keyword"),
    "unknown escape": ('msgid "a"\nmsgstr "\\q"\n', 5, "po-syntax", "\\q is not an escape"),
    "bell": ('msgid "a"\nmsgstr "\\a"\n', 5, "po-syntax", "\\a is not an escape"),
    "octal": ('msgid "a"\nmsgstr "\\101"\n', 5, "po-syntax", "\\1 is not an escape"),
    "hexadecimal": ('msgid "a"\nmsgstr "\\x41"\n', 5, "po-syntax", "\\x is not an escape"),
    "string after a comment": (
        'msgid "a"\nmsgstr "b"\n# c\n"d"\n',
        7,
        "po-syntax",
        "outside an entry",
    ),
    "string after previous": (
        '#| msgid "a"\n"b"\nmsgid "c"\nmsgstr "d"\n',
        5,
        "po-syntax",
        "outside an entry",
    ),
    "plural without form": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n',
        4,
        "po-syntax",
        "write msgstr[0] instead of msgstr",
    ),
    "form without plural": ('msgid "a"\nmsgstr[0] "c"\n', 4, "po-syntax", "write msgstr instead"),
    "form left out": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[2] "d"\n',
        4,
        "po-syntax",
        "write msgstr[0], msgstr[1] instead",
    ),
    "other digits": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[\u0660] "c"\n',
        6,
        "po-syntax",
        "is not a keyword",
    ),
    "duplicate": (
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
        7,
        "po-duplicate",
        "already on line 4",
    ),
    "duplicate among the obsolete": (
        'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n',
        7,
        "po-duplicate",
        "already on line 4",
    ),
    "second header": ('msgid ""\nmsgstr "x"\n', 4, "po-duplicate", "second header"),
    "second header with context": (
        'msgctxt "c"\nmsgid ""\nmsgstr "x"\n',
        5,
        "po-duplicate",
        "second header",
    ),
    "obsolete header": ('#~ msgid ""\n#~ msgstr "x"\n', 4, "po-duplicate", "second header"),
    "empty context": ('msgctxt ""\nmsgid "a"\nmsgstr "b"\n', 5, "po-syntax", "msgctxt is empty"),
    "newline at the end": ('msgid "a"\nmsgstr "b\\n"\n', 4, "po-newline", "both end"),
    "newline at the beginning": ('msgid "\\na"\nmsgstr "b"\n', 4, "po-newline", "both begin"),
    "newline of the plural": (
        'msgid "a"\nmsgid_plural "b\\n"\nmsgstr[0] "c"\n',
        4,
        "po-newline",
        "both end",
    ),
    "NUL": ('msgid "a"\nmsgstr "b\0c"\n', 5, "po-file", "NUL"),
    "EOT": ('msgid "a"\nmsgstr "b\4c"\n', 5, "po-file", "EOT"),
    "lone CR": ('msgid "a"\nmsgstr "b"\n# c\rmsgid "d"\n', 6, "po-file", "lone carriage return"),
    "CR twice": ('msgid "a"\r\r\nmsgstr "b"\n', 4, "po-file", "lone carriage return"),
}


@pytest.mark.parametrize(("entries", "line", "rule", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_entry_is_refused(
    tmp_path: Path, entries: str, line: int, rule: str, words: str
) -> None:
    first = refuse(write_catalog(tmp_path / "x.po", entries))[0]
    assert (first.line, first.rule) == (line, rule)
    assert words in first.message


BROKEN_HEADERS = {
    "empty file": (b"", 1, "po-header", "begin with its header"),
    "no header": (b'msgid "a"\nmsgstr "b"\n', 1, "po-header", "begin with its header"),
    "late header": (b'msgid "a"\nmsgstr "b"\n' + HEADER.encode(), 1, "po-header", "begin with"),
    "obsolete header": (b'#~ msgid ""\n#~ msgstr "x"\n', 1, "po-header", "begin with"),
    "header with context": (b'msgctxt "c"\n' + HEADER.encode(), 2, "po-header", "begin with"),
    "no charset": (b'msgid ""\nmsgstr "Language: fr\\n"\n', 1, "po-header", "charset=UTF-8"),
    "empty header": (b'msgid ""\nmsgstr ""\n', 1, "po-header", "'Name: value'"),
    "wrong charset": (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n',
        1,
        "po-header",
        "charset=UTF-8",
    ),
    "two charsets": (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=latin-1 charset=UTF-8\\n"\n',
        1,
        "po-header",
        "charset=UTF-8",
    ),
    "charset in a field above": (
        b'msgid ""\nmsgstr "X: charset=latin-1\\nContent-Type: text/plain; charset=UTF-8\\n"\n',
        1,
        "po-header",
        "charset=UTF-8",
    ),
    "charset in a comment": (
        b"# Content-Type: text/plain; charset=latin-1\n" + HEADER.encode(),
        2,
        "po-header",
        "nothing else",
    ),
    "field twice": (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nX: 1\\nx: 2\\n"\n',
        1,
        "po-header",
        "field x stands twice",
    ),
    "no field": (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nhello\\nX: 2\\n"\n',
        1,
        "po-header",
        "'hello'",
    ),
    "BOM": (b"\xef\xbb\xbf" + HEADER.encode(), 1, "po-file", "byte order mark"),
    "Latin-1": (HEADER.encode() + b'msgid "a"\nmsgstr "\xe9"\n', 5, "po-file", "UTF-8"),
    "surrogate": (HEADER.encode() + b'msgid "\xed\xa0\x80"\n', 4, "po-file", "UTF-8"),
    "UTF-16": (HEADER.encode("utf-16"), 1, "po-file", "UTF-8"),
}


@pytest.mark.parametrize(
    ("data", "line", "rule", "words"), BROKEN_HEADERS.values(), ids=BROKEN_HEADERS
)
def test_broken_file_is_refused(
    tmp_path: Path, data: bytes, line: int, rule: str, words: str
) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(data)
    first = refuse(path)[0]
    assert (first.line, first.rule) == (line, rule)
    assert words in first.message


PLURALS = {
    "nplurals=2; plural=(n != 1);": True,
    "nplurals=1; plural=0": True,
    "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;": True,
    "": False,
    "nplurals=2": False,
    "nplurals=INTEGER; plural=EXPRESSION;": False,
    "nplurals=0; plural=0;": False,
    "nplurals=2; plural=(n != 1;": False,
    "nplurals=2; plural=__import__('os');": False,
    "nplurals=2; plural=n; drop": False,
    "nplurals=2; plural=" + "(" * 900 + "n" + ")" * 900: False,
}


@pytest.mark.parametrize(("value", "accepted"), PLURALS.items())
def test_plural_forms(tmp_path: Path, value: str, accepted: bool) -> None:
    header = HEADER.replace("UTF-8\\n", f"UTF-8\\nPlural-Forms: {value}\\n")
    path = write_catalog(tmp_path / "x.po", "", header)
    if accepted:
        assert read_catalog(path, tmp_path).header["Plural-Forms"] == value
    else:
        (finding,) = refuse(path)
        assert (finding.line, finding.rule) == (1, "po-header")
        assert "nplurals=N; plural=EXPRESSION;" in finding.message


def test_link_is_refused(tmp_path: Path) -> None:
    target = write_catalog(tmp_path / "other" / "x.po", "")
    link = tmp_path / "link.po"
    link.symlink_to(target)
    (finding,) = refuse(link)
    assert (finding.line, finding.rule) == (0, "po-file")
    assert "regular file, not a link" in finding.message


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_device_is_refused(tmp_path: Path, device: str) -> None:
    with pytest.raises(FindingsError, match="regular file"):
        read_catalog(Path(device), tmp_path)


def test_pipe_and_folder_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.po")
    (tmp_path / "folder.po").mkdir()
    for name in ("pipe.po", "folder.po", "missing.po"):
        (finding,) = refuse(tmp_path / name)
        assert (finding.line, finding.rule) == (0, "po-file")


def test_large_file_is_refused(tmp_path: Path) -> None:
    path = write_catalog(tmp_path / "x.po", "")
    os.truncate(path, MAX_BYTES + 1)
    (finding,) = refuse(path)
    assert "larger than 5,000,000 bytes" in finding.message


def test_every_broken_place_is_named_up_to_a_limit(tmp_path: Path) -> None:
    path = write_catalog(tmp_path / "x.po", 'msgid "a"\njunk\nmsgstr "b"\nmore\nmsgid "c"\n')
    assert [finding.line for finding in refuse(path)] == [5, 7, 8]
    write_catalog(path, "junk\n" * 100_000)
    assert len(refuse(path)) == MAX_FINDINGS


def test_finding_names_the_file_from_the_root(tmp_path: Path) -> None:
    path = write_catalog(tmp_path / "locale" / "fr" / "x.po", "junk\n")
    with pytest.raises(FindingsError) as caught:
        read_catalog(path, tmp_path)
    assert str(caught.value).startswith("locale/fr/x.po:4: 'junk' is not a keyword")


def test_all_of_an_entry_is_read(tmp_path: Path) -> None:
    catalog = read(
        tmp_path,
        "#  indented\n#\n# twice\n# twice\n## double\n#. for you\n#: a.rst:1 b.rst\n#: c.rst\n"
        '#, fuzzy, no-wrap\n#| msgctxt "old"\n#| msgid ""\n#| "be"\n#| "fore"\n'
        'msgctxt "menu"\n\nmsgid ""\n"a\\tb\\\\n"\n\n"\\"c\\"\\r\\n"\nmsgstr\t"d\\n"\n\n',
    )
    assert catalog.entries == (
        Entry(
            line=19,
            msgid='a\tb\\n"c"\r\n',
            msgstrs=("d\n",),
            msgctxt="menu",
            flags=frozenset({"fuzzy", "no-wrap"}),
            comments=(" indented", "", "twice", "twice", "# double"),
            extracted=("for you",),
            references=("a.rst:1", "b.rst", "c.rst"),
            previous="before",
        ),
    )


def test_obsolete_and_plural_entries_are_read(tmp_path: Path) -> None:
    catalog = read(
        tmp_path,
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "bs"\n'
        '# why\n#, fuzzy\n#~| msgid "z"\n#~ msgid "c"\n#~ msgstr ""\n#~ "d"\n'
        'msgctxt "x"\nmsgid "c"\nmsgstr "e"',
    )
    plural, obsolete, context = catalog.entries
    assert (plural.msgid_plural, plural.msgstrs) == ("as", ("b", "bs"))
    assert (obsolete.obsolete, obsolete.previous, obsolete.msgstr) == (True, "z", "d")
    assert (obsolete.comments, obsolete.fuzzy) == (("why",), True)
    assert context.key == ("x", "c")
    assert list(catalog) == [plural, context]


def test_crlf_and_lf_are_read_the_same(tmp_path: Path) -> None:
    path = write_catalog(tmp_path / "x.po", '# a\nmsgid ""\n"b"\nmsgstr "c\\r"\n')
    expected = read_catalog(path, tmp_path).entries
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_catalog(path, tmp_path).entries == expected


def test_header_is_read_in_order(tmp_path: Path) -> None:
    header = (
        '# Title\n#\n#, fuzzy\nmsgid ""\nmsgstr ""\n"X-Generator: me: 3\\n"\n'
        '"content-type: text/plain; charset=utf-8\\n"\n"Report-Msgid-Bugs-To: \\n"\n\n'
    )
    catalog = read_catalog(write_catalog(tmp_path / "x.po", "", header), tmp_path)
    assert list(catalog.header.items()) == [
        ("X-Generator", "me: 3"),
        ("content-type", "text/plain; charset=utf-8"),
        ("Report-Msgid-Bugs-To", ""),
    ]


USABLE = {
    'msgid "a"\nmsgstr "b"\n': True,
    'msgid "a"\nmsgstr ""\n': False,
    'msgid "a"\nmsgstr " \\t"\n': False,
    '#, fuzzy\nmsgid "a"\nmsgstr "b"\n': False,
    '#, no-wrap\n#,  fuzzy ,\nmsgid "a"\nmsgstr "b"\n': False,
    '#~ msgid "a"\n#~ msgstr "b"\n': False,
    'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "bs"\n': True,
    'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] ""\n': False,
}


@pytest.mark.parametrize(("entry", "usable"), USABLE.items())
def test_what_may_be_published(tmp_path: Path, entry: str, usable: bool) -> None:
    assert read(tmp_path, entry).entries[0].usable is usable


def test_newlines_do_not_matter_where_nothing_is_published(tmp_path: Path) -> None:
    entries = (
        'msgid "a\\n"\nmsgstr ""\n#, fuzzy\nmsgid "b\\n"\nmsgstr "c"\n'
        '#~ msgid "d\\n"\n#~ msgstr "e"\n'
    )
    assert len(read(tmp_path, entries).entries) == 3


PIECES = (
    *"abcXYZ 0127 -.,;:!?#~|%{}[]<>=()/*",
    *'"\\\t\r',
    *"é—’ñ«»中🙂\u00a0\u2028\u0085\u200f",
    *("msgid ", 'msgstr "', "\n", "\\n", "#~ ", "charset=", " word", " hyphen-ated", "\n\n"),
)


def random_text(rng: random.Random, longest: int = 40) -> str:
    return "x" + "".join(rng.choices(PIECES, k=rng.randrange(longest))) + "x"


def random_words(rng: random.Random) -> str:
    return " ".join(rng.choices(("some", "words", "—é", "#", ":", "msgid"), k=rng.randrange(1, 5)))


def random_catalog(rng: random.Random) -> polib.POFile:
    catalog = polib.POFile(wrapwidth=rng.choice((0, 20, 78)))
    catalog.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "X-Generator": random_words(rng),
    }
    for number in range(rng.randrange(6)):
        newline = rng.choice(("", "", "\n"))
        entry = polib.POEntry(
            msgid=f"{number}{random_text(rng)}{newline}",
            msgctxt=rng.choice((None, None, random_text(rng))),
            flags=rng.sample(["fuzzy", "no-wrap", "python-format"], rng.randrange(3)),
            comment=rng.choice(("", random_words(rng))),
            tcomment=rng.choice(("", f"{random_words(rng)}\n{random_words(rng)}")),
            occurrences=rng.choice(([], [("a.rst", "1"), ("b.rst", "")])),
            obsolete=rng.random() < 0.2,
        )
        if rng.random() < 0.2:
            entry.msgid_plural = random_text(rng) + newline
            entry.msgstr_plural = {n: random_text(rng) + newline for n in range(2)}
        elif rng.random() < 0.8:
            entry.msgstr = random_text(rng, 300) + newline
        if entry.fuzzy and not entry.obsolete:
            entry.previous_msgid = random_text(rng, 200)
        catalog.append(entry)
    return catalog


def as_read(catalog: Catalog) -> list[tuple[object, ...]]:
    return [
        (e.msgctxt, e.msgid, e.msgid_plural, e.msgstrs, e.fuzzy, e.obsolete)
        for e in catalog.entries
    ]


def as_polib_reads(path: Path) -> list[tuple[object, ...]]:
    return [
        (
            e.msgctxt,
            e.msgid,
            e.msgid_plural or None,
            tuple(e.msgstr_plural[n] for n in sorted(e.msgstr_plural)) or (e.msgstr,),
            e.fuzzy,
            bool(e.obsolete),
        )
        for e in polib.pofile(str(path))
    ]


def check_msgfmt(path: Path, catalog: Catalog) -> None:
    """Assert that msgfmt compiles what the parser has read."""
    compiled = path.with_suffix(".mo")
    run = subprocess.run([MSGFMT, "-o", compiled, path], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)
    for entry in catalog:
        if entry.msgid_plural is None and (entry.usable or not entry.msgstr or entry.fuzzy):
            found = (
                words.gettext(entry.msgid)
                if entry.msgctxt is None
                else words.pgettext(entry.msgctxt, entry.msgid)
            )
            assert found == (entry.msgstr if entry.usable else entry.msgid)


@pytest.mark.parametrize("seed", range(6))
def test_catalogs_that_polib_writes(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    path = tmp_path / "x.po"
    for number in range(60):
        written = random_catalog(rng)
        written.save(str(path))
        catalog = read_catalog(path, tmp_path)
        assert as_read(catalog) == as_polib_reads(path)
        assert [e.previous for e in catalog] == [
            e.previous_msgid for e in written if not e.obsolete
        ]
        assert [" ".join(e.comments).split() for e in catalog.entries] == [
            e.tcomment.split() for e in polib.pofile(str(path))
        ]
        if number % 6 == 0:
            check_msgfmt(path, catalog)


SNIPPETS = (
    *(bytes([byte]) for byte in b'"\\#~|,:. \t\n\r\0[]0x1na\x04\x0b\x0c\x1c\x1b'),
    *(text.encode() for text in ("\u00a0", "\u2028", "\u0085", "\ufeff", "é")),
    *(b"\xff", b"msgid ", b'msgid "q"\n', b'msgstr "q"\n', b'msgctxt "q"\n', b'msgid_plural "q"\n'),
    *(
        b'msgstr[0] "q"\n',
        b"#~ ",
        b"#| ",
        b"#~| ",
        b"#, fuzzy\n",
        b"# q\n",
        b'"q"\n',
        b"#,",
        b"#:\n",
    ),
    *(b'#| msgid "q"\n', b"charset=latin-1", b"Content-Type: text/plain; charset=latin-1\n"),
)


def mutate(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 4))):
        at = rng.randrange(len(data) + 1)
        lines = data.splitlines(keepends=True) or [b""]
        line = rng.randrange(len(lines))
        match rng.randrange(6):
            case 0:
                data = data[:at] + data[at + 1 :]
            case 1:
                data = data[:at] + rng.choice(SNIPPETS) + data[at + rng.randrange(2) :]
            case 2:
                data = b"".join([*lines[:line], rng.choice(SNIPPETS), *lines[line:]])
            case 3:
                data = b"".join([*lines[:line], *lines[line + 1 :]])
            case 4:
                data = b"".join([*lines[:line], rng.choice(lines), *lines[line:]])
            case 5:
                lines[line], lines[-1] = lines[-1], lines[line]
                data = b"".join(lines)
    return data


@pytest.mark.parametrize("seed", range(8))
def test_mutated_catalogs_are_refused_or_read_the_same(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    path = tmp_path / "x.po"
    accepted = 0
    for _ in range(250):
        random_catalog(rng).save(str(path))
        data = mutate(rng, path.read_bytes())
        path.write_bytes(data)
        try:
            catalog = read_catalog(path, tmp_path)
        except FindingsError:
            continue
        accepted += 1
        assert as_read(catalog) == as_polib_reads(path), data
        if accepted % 3 == 0:
            check_msgfmt(path, catalog)
    assert 20 < accepted < 230


#: Entries that spoil themselves alone, and what they are between two others.
SPOILT = {
    "quote": 'msgid "c"\nmsgstr "an "x" in it"\nmsgstr_more "x"\n',
    "quote in the message": 'msgid "a "c" in it"\nmsgstr "c"\n',
    "piece of a string": 'msgid "c"\nmsgstr "c"\n"c\n"c"\n',
    "junk": 'msgid "c"\njunk\nmsgstr "c"\n',
    "no translation": 'msgid "c"\n',
    "twice": 'msgid "c"\nmsgstr "c"\n\nmsgid "c"\nmsgstr "d"\n',
    "twice, fuzzy once": 'msgid "c"\nmsgstr "c"\n\n#, fuzzy\nmsgid "c"\nmsgstr "c"\n',
    "twice, begun once": 'msgid "c"\nmsgstr ""\n\nmsgid "c"\nmsgstr "c"\n',
    "flag without a space": '#,fuzzy\nmsgid "c"\nmsgstr "c"\n',
    "empty context": 'msgctxt ""\nmsgid "c"\nmsgstr "c"\n',
    "escape": 'msgid "c"\nmsgstr "c\\q"\n',
    "plural forms": 'msgid "c"\nmsgid_plural "cs"\nmsgstr "c"\n',
    "second header": 'msgid ""\nmsgstr "Language: de\\n"\n',
}


@pytest.mark.parametrize("entry", SPOILT.values(), ids=SPOILT)
def test_lenient_reading_leaves_out_the_faulty_entry_alone(tmp_path: Path, entry: str) -> None:
    before, after = 'msgid "a"\nmsgstr "b"\n\n', '\n# A remark.\nmsgid "y"\nmsgstr "z"\n'
    path = write_catalog(tmp_path / "x.po", before + entry + after)
    catalog, left_out = read_leniently(path, tmp_path)
    assert [(e.msgid, e.msgstr) for e in catalog] == [("a", "b"), ("y", "z")]
    assert left_out
    assert set(left_out) <= set(refuse(path))


HARMLESS = {
    "line break at the end": 'msgid "a"\nmsgstr "b\\n"\n',
    "line break at the beginning": 'msgid "a"\nmsgstr "\\nb"\n',
    "remark without a space": '#remark\nmsgid "a"\nmsgstr "b"\n',
    "place without a space": '#:x.rst:1\nmsgid "a"\nmsgstr "b"\n',
    "twice the same": 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"\n',
    "obsolete below": 'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n',
    "obsolete above": '#~ msgid "a"\n#~ msgstr "c"\n\nmsgid "a"\nmsgstr "b"\n',
}


@pytest.mark.parametrize("entry", HARMLESS.values(), ids=HARMLESS)
def test_lenient_reading_keeps_what_reads_one_way(tmp_path: Path, entry: str) -> None:
    path = write_catalog(tmp_path / "x.po", entry)
    catalog, left_out = read_leniently(path, tmp_path)
    assert [(e.msgid, e.msgstr.strip()) for e in catalog] == [("a", "b")]
    assert left_out == []
    assert refuse(path)


@pytest.mark.parametrize(
    "header",
    [
        "",
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\n',
        f'{HEADER.rstrip()}\n"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n',
        "\ufeff" + HEADER,
    ],
)
def test_lenient_reading_does_without_a_header(tmp_path: Path, header: str) -> None:
    path = tmp_path / "x.po"
    path.write_text(f'{header}\nmsgid "a"\nmsgstr "b"\n', encoding="utf-8")
    catalog, left_out = read_leniently(path, tmp_path)
    assert [(e.msgid, e.msgstr) for e in catalog] == [("a", "b")]
    assert left_out == []
    assert refuse(path)
    compile_entries(catalog)
    assert "Plural-Forms" not in catalog.header


@pytest.mark.parametrize(
    "data",
    [b"junk\n", b"\xff\xfe", b'msgid "a"\nmsgstr "b\0"\n', b'msgid "a"\rmsgstr "b"\n',
     b'x "y"\n' * 60 + b'msgid "a"\nmsgstr "b"\n'],
)  # fmt: skip
def test_lenient_reading_refuses_what_is_no_catalog(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(data)
    with pytest.raises(FindingsError):
        read_leniently(path, tmp_path)


def test_lenient_reading_publishes_nothing_whose_flags_are_lost(tmp_path: Path) -> None:
    broken = 'msgid "a"\nmsgstr * a\n\n#, fuzzy\nmsgid "b"\nmsgstr "x"\n\n'
    path = write_catalog(tmp_path / "x.po", broken + 'msgid "c"\nmsgstr "y"\n')
    catalog, _ = read_leniently(path, tmp_path)
    assert [entry.msgid for entry in catalog.entries] == ["c"]


#: Lines that a catalog may hold anywhere, well or badly.
LINES = (
    *('msgid "a"', 'msgid "b\\n"', 'msgid ""', '"more"', '"a \\"quote\\""', 'msgstr "x"'),
    *('msgstr ""', 'msgstr "x\\n"', '"\\q"', '"in"side"', "", " ", "# c", "#", "#  d ", "#. e"),
    *("#: a:1 b", "#:x", "#, fuzzy", "#, fuzzy, c-format", "#, no flag", '#| msgid "o"'),
    *('#~ msgid "p"', '#~ msgstr "p"', 'msgctxt "k"', 'msgid_plural "z"', 'msgstr[0] "z"'),
    *('msgstr[1] "z"', '#~ "s"', "##", "<<<<<<< a"),
)


def test_an_entry_read_whole_is_what_its_lines_are() -> None:
    """The short cut of the parser gives the same entries, places and findings as its long way."""
    usual = 'msgid "{0}"\nmsgstr "t"\n\n'
    dice = random.Random(11)  # noqa: S311  # the same texts each time
    taken = 0
    for number in range(600):
        lines = [
            dice.choice(LINES) if dice.random() < 0.5 else usual.format(f"{number} {at}")
            for at in range(dice.randrange(1, 12))
        ]
        text = "\n".join(lines).replace("\n", "\r\n" if number % 20 == 0 else "\n")
        found = parse_entries(text, "x.po")
        taken += bool(parsing._USUAL.match(text))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(parsing, "_USUAL", re.compile(r"(?!)"))
            entries, findings = parse_entries(text, "x.po")
        assert found == (entries, findings), text
        assert [entry.span for entry in found[0]] == [entry.span for entry in entries], text
    assert taken > 50


@pytest.mark.parametrize(("ending", "rules"), [("", []), (" charset=latin-1", ["po-header"])])
def test_header_that_names_the_type_countless_times_is_judged_in_one_pass(
    ending: str, rules: list[str]
) -> None:
    field = f"{'Content-Type:' * 150_000}{ending}\\n"
    header = HEADER.replace('msgstr "', f'msgstr "X: {field}', 1)
    begun = time.process_time()
    _, findings = examine_catalog(Path("x.po"), header.encode(), "x.po")
    assert time.process_time() - begun < 5
    assert [finding.rule for finding in findings] == rules
