"""Read gettext catalogs strictly: what this parser accepts, every other tool reads the same.

Grammar and escapes follow "The Format of PO Files" in the GNU gettext manual.  Where tools
disagree (conflict markers, junk, unescaped quotes, two headers, a lone carriage return,
another encoding), the file is refused with the line, never guessed at.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_string
from pathlib import Path

from editions.findings import Finding, FindingsError, shown_path

#: A catalog larger than this is not a catalog of one document.
MAX_BYTES = 5_000_000

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)", re.DOTALL)
_SIMPLE_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\",
    "a": "\a", "b": "\b", "f": "\f", "v": "\v",
}  # fmt: skip
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s*(?=\")")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")


@dataclass(frozen=True)
class Entry:
    """One message and its translation."""

    #: Line of ``msgid``, from 1.
    line: int
    msgid: str
    #: One translation, or one a plural form.
    msgstrs: tuple[str, ...]
    msgctxt: str | None = None
    msgid_plural: str | None = None
    flags: frozenset[str] = frozenset()
    #: Lines of ``#``, written by translators.
    comments: tuple[str, ...] = ()
    #: Lines of ``#.``, written by the extractor.
    extracted: tuple[str, ...] = ()
    #: Words of ``#:``, ``file`` or ``file:line``.
    references: tuple[str, ...] = ()
    #: The ``#| msgid`` for which the translation was made.
    previous: str | None = None
    #: Marked ``#~``: the source no longer holds the message.
    obsolete: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """What must be unique in a catalog: context and message."""
        return self.msgctxt, self.msgid

    @property
    def msgstr(self) -> str:
        """The translation, or its first plural form."""
        return self.msgstrs[0]

    @property
    def fuzzy(self) -> bool:
        """The translation was made for another msgid and wants a human."""
        return "fuzzy" in self.flags

    @property
    def usable(self) -> bool:
        """The translation may be published."""
        return not self.obsolete and not self.fuzzy and all(s.strip() for s in self.msgstrs)


@dataclass(frozen=True)
class Catalog:
    """One catalog file."""

    path: Path
    #: Header fields in file order, names as written.
    header: dict[str, str]
    #: Comment lines above the header.
    header_comments: tuple[str, ...]
    #: Entries in file order, the obsolete ones included, the header left out.
    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if not entry.obsolete)


@dataclass
class _Draft:
    """The entry being read; becomes an `Entry` when it is complete."""

    comments: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    #: Fields read so far: keyword -> pieces of its string.
    fields: dict[str, list[str]] = field(default_factory=dict)
    #: The same after ``#|``.
    previous: dict[str, list[str]] = field(default_factory=dict)
    line: int = 0
    obsolete: bool = False

    @property
    def has_translation(self) -> bool:
        return any(name.startswith("msgstr") for name in self.fields)


class _SyntaxProblem(Exception):
    """A line that cannot be understood; carries the message."""


class _Parser:
    """Reads one catalog line by line and notes every problem."""

    def __init__(self, path: Path, shown: str) -> None:
        self.path = path
        self.shown = shown
        self.findings: list[Finding] = []
        self.entries: list[Entry] = []
        self.draft = _Draft()
        #: Where a bare string line goes: the pieces of the field last opened.
        self.target: list[str] | None = None
        self.lineno = 0

    def note(self, line: int, message: str, rule: str = "po-syntax") -> None:
        self.findings.append(Finding(self.shown, line, message, rule))

    def parse(self, text: str) -> None:
        for self.lineno, raw in enumerate(text.split("\n"), 1):
            line = raw.removesuffix("\r").strip(" \t")
            try:
                if line:
                    self.read_line(line)
            except _SyntaxProblem as problem:
                self.note(self.lineno, str(problem))
        self.finish()

    def read_line(self, line: str) -> None:
        if _CONFLICT.match(line):
            raise _SyntaxProblem(
                "a merge conflict was left in the file; keep one side and delete the markers"
            )
        if line.startswith("#~|"):
            self.read_previous(line[3:].strip(), obsolete=True)
        elif line.startswith("#~"):
            self.read_keyword(line[2:].strip(), obsolete=True)
        elif line.startswith("#|"):
            self.read_previous(line[2:].strip(), obsolete=False)
        elif line.startswith("#"):
            self.read_comment(line)
        else:
            self.read_keyword(line, obsolete=False)

    def begin_if_complete(self) -> None:
        """A comment or msgid after a translation opens the next entry."""
        if self.draft.has_translation:
            self.finish()

    def read_comment(self, line: str) -> None:
        self.begin_if_complete()
        if self.draft.fields:
            raise _SyntaxProblem("a comment stands inside an entry; move it above its msgid")
        kind, text = line[:2], line[2:].strip()
        if kind == "#:":
            self.draft.references.extend(text.split())
        elif kind == "#,":
            self.draft.flags.extend(flag.strip() for flag in text.split(",") if flag.strip())
        elif kind == "#.":
            self.draft.extracted.append(text)
        else:
            self.draft.comments.append(line[1:].strip())

    def read_previous(self, line: str, *, obsolete: bool) -> None:
        self.begin_if_complete()
        self.draft.obsolete |= obsolete
        self.read_field(line, self.draft.previous)

    def read_keyword(self, line: str, *, obsolete: bool) -> None:
        match = _KEYWORD.match(line)
        if match and match[1] in ("msgid", "msgctxt"):
            self.begin_if_complete()
        if self.draft.fields and self.draft.obsolete != obsolete:
            raise _SyntaxProblem("an entry is marked #~ in part only")
        self.draft.obsolete = obsolete
        if match and match[1] == "msgid":
            self.draft.line = self.lineno
        self.read_field(line, self.draft.fields)

    def read_field(self, line: str, fields: dict[str, list[str]]) -> None:
        match = _KEYWORD.match(line)
        if match:
            name = match[1]
            if name in fields:
                raise _SyntaxProblem(f"{name} stands twice in one entry")
            if name.startswith("msgstr") and "msgid" not in fields:
                raise _SyntaxProblem(f"{name} stands before its msgid")
            if name == "msgid_plural" and "msgid" not in fields:
                raise _SyntaxProblem("msgid_plural stands before its msgid")
            self.target = fields[name] = []
            line = line[match.end() :]
        elif line.startswith('"'):
            if self.target is None or not fields or self.target is not list(fields.values())[-1]:
                raise _SyntaxProblem("a string stands outside an entry; is a keyword missing?")
        else:
            word = line.split('"')[0].split()[0] if line.split('"')[0].split() else line[:20]
            raise _SyntaxProblem(
                f"{word[:30]!r} is not a keyword of a catalog; did a line break slip into a string?"
            )
        assert self.target is not None
        self.target.append(self.unquote(line))

    def unquote(self, text: str) -> str:
        match = _STRING.fullmatch(text)
        if not match:
            problem = (
                'a quote inside a string must be written \\"'
                if text.count('"') > 2
                else 'a string must begin and end with "'
            )
            raise _SyntaxProblem(problem)
        return _ESCAPE.sub(self.unescape, match[1])

    def unescape(self, match: re.Match[str]) -> str:
        code = match[1]
        if code in _SIMPLE_ESCAPES:
            return _SIMPLE_ESCAPES[code]
        if code[0] in "01234567":
            return chr(int(code, 8))
        if code[0] == "x" and len(code) > 1:
            return chr(int(code[1:], 16))
        raise _SyntaxProblem(f"\\{code} is not an escape; write a backslash as \\\\")

    def finish(self) -> None:
        """Close the entry that is being read."""
        draft, self.draft, self.target = self.draft, _Draft(), None
        if not draft.fields:
            return  # comments at the end of the file
        line = draft.line or self.lineno
        if "msgid" not in draft.fields:
            self.note(line, "an entry has no msgid")
            return
        if not draft.has_translation:
            self.note(line, 'the entry has no msgstr; add msgstr ""')
            return
        strings = {name: "".join(pieces) for name, pieces in draft.fields.items()}
        plural = strings.get("msgid_plural")
        names = [name for name in strings if name.startswith("msgstr")]
        wanted = [f"msgstr[{n}]" for n in range(len(names))] if plural is not None else ["msgstr"]
        if names != wanted:
            self.note(line, f"expected {', '.join(wanted)}, got {', '.join(names)}")
            return
        previous = draft.previous.get("msgid")
        self.entries.append(
            Entry(
                line=line,
                msgid=strings["msgid"],
                msgstrs=tuple(strings[name] for name in names),
                msgctxt=strings.get("msgctxt"),
                msgid_plural=plural,
                flags=frozenset(draft.flags),
                comments=tuple(draft.comments),
                extracted=tuple(draft.extracted),
                references=tuple(draft.references),
                previous=None if previous is None else "".join(previous),
                obsolete=draft.obsolete,
            )
        )


def read_catalog(path: Path, root: Path) -> Catalog:
    """Read the catalog at *path*; messages name it relative to *root*.

    Raises:
        FindingsError: the file is not a catalog that every tool reads the same.
    """
    shown = shown_path(path, root)
    text = _decode(path, shown)
    parser = _Parser(path, shown)
    parser.parse(text)
    header: dict[str, str] = {}
    comments: tuple[str, ...] = ()
    entries = parser.entries
    if not parser.findings:
        if entries and entries[0].msgid == "" and not entries[0].obsolete:
            first, *entries = entries
            comments = first.comments
            header = _read_header(first, parser)
        else:
            parser.note(1, 'the catalog does not begin with its header, msgid ""', "po-header")
        _check_unique(entries, parser)
    if parser.findings:
        raise FindingsError(parser.findings)
    return Catalog(path, header, comments, tuple(entries))


def _decode(path: Path, shown: str) -> str:
    """Return the text of a regular, plain UTF-8 file."""

    def refuse(message: str, line: int = 0) -> FindingsError:
        return FindingsError([Finding(shown, line, message, "po-file")])

    if path.is_symlink() or not path.is_file():
        raise refuse("a catalog must be a regular file, not a link or a device")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refuse(f"the catalog is larger than {MAX_BYTES:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise refuse(f"cannot be read: {error.strerror}") from error
    if data.startswith(b"\xef\xbb\xbf"):
        raise refuse("the file begins with a byte order mark; save it as UTF-8 without BOM", 1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse("the file is not UTF-8; save it as UTF-8", line) from error
    for bad, name in ((r"\0", "a NUL character"), (r"\r(?!\n)", "a lone carriage return")):
        found = re.search(bad, text)
        if found:
            raise refuse(f"the file holds {name}", text.count("\n", 0, found.start()) + 1)
    return text


def _read_header(entry: Entry, parser: _Parser) -> dict[str, str]:
    """Return the fields of the header, noting what would change how tools read the file."""
    fields = dict(message_from_string(entry.msgstr).items())
    lower = {name.lower(): value for name, value in fields.items()}
    charset = re.search(r"charset=([\w-]+)", lower.get("content-type", ""))
    if not charset or charset[1].lower() not in ("utf-8", "utf8"):
        message = "the header must say Content-Type: text/plain; charset=UTF-8"
        parser.note(entry.line, message, "po-header")
    plural = re.fullmatch(
        r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*", lower.get("plural-forms", "")
    )
    if "plural-forms" in lower:
        try:
            if not plural:
                raise ValueError("no nplurals=N; plural=EXPRESSION;")
            gettext.c2py(plural[2])
        except ValueError as error:
            message = f"the header's Plural-Forms cannot be understood: {error}"
            parser.note(entry.line, message, "po-header")
    return fields


def _check_unique(entries: list[Entry], parser: _Parser) -> None:
    """Note every message that stands twice: tools keep the first or the last of them."""
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        if entry.msgid == "":
            parser.note(entry.line, "a second header (empty msgid)", "po-duplicate")
        elif entry.key in seen:
            message = f"the message stands already on line {seen[entry.key]}; keep one of them"
            parser.note(entry.line, message, "po-duplicate")
        else:
            seen[entry.key] = entry.line
