"""Parse the lines of a gettext catalog into entries, strictly.

Grammar and escapes follow "The Format of PO Files" in the GNU gettext manual.  Where tools
disagree (conflict markers, junk, unescaped quotes, rare escapes), the line is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from editions.catalogs.entries import Entry
from editions.findings import Finding
from editions.phrases import phrase, told

#: A file with more problems than this is of another kind.
MAX_FINDINGS = 50

_STRING = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"')
_ESCAPE = re.compile(r"\\(.)")
#: The only ones that every tool knows; msgfmt reads ``\a``, ``\x41`` and ``\101`` as well.
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
#: polib wants a space after a keyword, and one digit in the brackets.
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)[ \t]+(?=\")")
#: polib wants a space after the mark of a comment.
_COMMENT = re.compile(r"(#~\||#[~|:,.]?)(?:[ \t](.*))?")
_FLAG = re.compile(r"[\w-]+", re.ASCII)
#: An entry as most are: whole and active, with nothing in it to refuse, and before another one.
_PIECE = r'"[^"\\\n]*+(?:\\[ntr"\\][^"\\\n]*+)*+"\n'
_USUAL = re.compile(
    r"(?P<comments>(?:#(?:[.:]? [^\r\n]*|, [\w-]+(?:, [\w-]+)*)\n)*+)"
    rf"msgid (?P<msgid>(?:{_PIECE})++)msgstr (?P<msgstr>(?:{_PIECE})++)"
    r'\n*+(?:\Z|(?=#[.:,|]? |msgid "|msgctxt "|#~ msgid "|#~ msgctxt "))',
    re.ASCII,
)
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")


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
    #: Line of ``msgid``, and of whatever stands first.
    line: int = 0
    first_line: int = 0
    obsolete: bool = False

    @property
    def has_translation(self) -> bool:
        return any(name.startswith("msgstr") for name in self.fields)


class _LineError(Exception):
    """A line that cannot be understood; carries the message."""


class _Parser:
    """Reads one catalog line by line and notes every problem."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.findings: list[Finding] = []
        self.entries: list[Entry] = []
        self.draft = _Draft()
        #: Where a bare string line goes: the pieces of the field last opened.
        self.target: list[str] | None = None
        self.lineno = 0
        #: The last line that belongs to the open entry.
        self.last_line = 0
        #: Names of places, each kept once: the entries of a catalog share most of them.
        self.names: dict[str, str] = {}

    def note(self, line: int, message: str, rule: str = "po-syntax") -> None:
        self.findings.append(Finding(self.shown, line, message, rule))

    def parse(self, text: str) -> None:
        at = 0
        while at <= len(text):
            if len(self.findings) >= MAX_FINDINGS:
                return
            begins = text.startswith(("#", "msgid "), at) and self.is_between
            if begins and (usual := _USUAL.match(text, at)):
                self.read_usual(usual)
                at = usual.end()
                continue
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            self.lineno += 1
            line = text[at:end].removesuffix("\r").strip(" \t")
            at = end + 1
            if not line or self.continues(line):
                continue
            try:
                self.read_line(line)
            except _LineError as problem:
                self.note(self.lineno, told(problem))
            self.last_line = self.lineno
        self.finish()

    @property
    def is_between(self) -> bool:
        """Whether a comment or a ``msgid`` would begin an entry."""
        return not self.draft.first_line or self.draft.has_translation

    def read_usual(self, match: re.Match[str]) -> None:
        """Read an entry that has nothing in it to refuse."""
        if self.draft.first_line:
            self.finish()
        first = self.lineno + 1
        self.lineno += match[0].count("\n")
        comments: dict[str, list[str]] = {}
        for line in match["comments"].split("\n")[:-1]:
            mark, _, text = line.partition(" ")
            comments.setdefault(mark, []).append(text.rstrip(" \t"))
        line = first + match["comments"].count("\n")
        last = line + match["msgid"].count("\n") + match["msgstr"].count("\n") - 1
        names = [name for text in comments.get("#:", ()) for name in text.split()]
        flags = [flag for text in comments.get("#,", ()) for flag in text.split(", ")]
        entry = Entry(
            line=line,
            msgid=_joined(match["msgid"]),
            msgstrs=(_joined(match["msgstr"]),),
            flags=frozenset(flags),
            comments=tuple(comments.get("#", ())),
            extracted=tuple(text.strip() for text in comments.get("#.", ())),
            references=tuple(self.names.setdefault(name, name) for name in names),
            span=(first, last),
        )
        if "\n" in entry.msgid or "\n" in entry.msgstr:
            self.check_newlines(entry)
        self.entries.append(entry)

    def continues(self, line: str) -> bool:
        """Read a line that does nothing but go on with a string; most lines of a catalog do."""
        if line[0] != '"' or not _is_plain(line):
            return False
        draft = self.draft
        if draft.obsolete or self.target is not next(reversed(draft.fields.values()), None):
            return False
        if self.target is None:
            return False
        self.target.append(line[1:-1])
        self.last_line = self.lineno
        return True

    def read_line(self, line: str) -> None:
        if line[0] in "<=>|" and _CONFLICT.match(line):
            raise _LineError(
                phrase(
                    "a merge conflict was left in the file; keep one side and delete the markers"
                )
            )
        if not line.startswith("#"):
            self.read_keyword(line, obsolete=False)
        elif line.startswith("##"):
            self.read_comment("#", line[1:])
        else:
            self.read_mark(line)

    def read_mark(self, line: str) -> None:
        match = _COMMENT.fullmatch(line)
        if not match:
            self.begin()  # it is about the entry that follows, a fuzzy one perhaps
            raise _LineError(
                phrase("write a space after the mark of a comment, as in '# ' and '#, '")
            )
        mark, text = match[1], match[2] or ""
        if mark in ("#|", "#~|"):
            self.read_previous(text.strip(" \t"), obsolete=mark == "#~|")
        elif mark == "#~":
            self.read_keyword(text.strip(" \t"), obsolete=True)
        else:
            self.read_comment(mark, text)

    def begin(self) -> None:
        """Open the next entry with a comment, unless it is open already."""
        if self.draft.has_translation:
            self.finish()
        if self.draft.fields:
            raise _LineError(phrase("a comment stands inside an entry; move it above its msgid"))
        self.draft.first_line = self.draft.first_line or self.lineno

    def read_comment(self, mark: str, text: str) -> None:
        self.begin()
        if self.draft.previous:
            raise _LineError(phrase("{mark} stands below #|; move it above", mark=mark))
        if mark == "#:":
            self.draft.references.extend(text.split())
        elif mark == "#,":
            self.read_flags(text)
        elif mark == "#.":
            self.draft.extracted.append(text.strip())
        else:
            self.draft.comments.append(text)

    def read_flags(self, text: str) -> None:
        for flag in filter(None, (part.strip(" \t") for part in text.split(","))):
            if not _FLAG.fullmatch(flag):
                raise _LineError(
                    phrase("{flag!r} is not a flag; put a comma between two flags", flag=flag[:30])
                )
            self.draft.flags.append(flag)

    def read_previous(self, line: str, *, obsolete: bool) -> None:
        self.begin()
        self.mark_obsolete(obsolete)
        if line.startswith("msgstr"):
            raise _LineError(phrase("a previous msgstr is not kept; delete it"))
        self.read_field(line, self.draft.previous)

    def read_keyword(self, line: str, *, obsolete: bool) -> None:
        match = _KEYWORD.match(line)
        if match and match[1] in ("msgid", "msgctxt") and "msgid" in self.draft.fields:
            self.finish()
        self.mark_obsolete(obsolete)
        if match and match[1] == "msgid_plural" and self.draft.has_translation:
            raise _LineError(phrase("msgid_plural stands after msgstr; move it below its msgid"))
        if match and match[1] == "msgid":
            self.draft.line = self.lineno
        self.draft.first_line = self.draft.first_line or self.lineno
        self.read_field(line, self.draft.fields)

    def mark_obsolete(self, obsolete: bool) -> None:
        if (self.draft.fields or self.draft.previous) and self.draft.obsolete != obsolete:
            raise _LineError(
                phrase("an entry is marked #~ in part only; mark all its lines or none")
            )
        self.draft.obsolete = obsolete

    def read_field(self, line: str, fields: dict[str, list[str]]) -> None:
        match = _KEYWORD.match(line)
        if match:
            name = match[1]
            if name in fields:
                raise _LineError(
                    phrase("{name} stands twice in one entry; keep one, or add a msgid", name=name)
                )
            if name.startswith(("msgstr", "msgid_plural")) and "msgid" not in fields:
                raise _LineError(phrase("{name} stands before its msgid; move it below", name=name))
            if name == "msgctxt" and fields:
                raise _LineError(phrase("msgctxt stands after msgid; move it above"))
            self.target = target = fields[name] = []
            line = line[match.end() :]
        elif line.startswith('"'):
            target = next(reversed(fields.values()), [])
            if target is not self.target:
                raise _LineError(phrase("a string stands outside an entry; is a keyword missing?"))
        else:
            word = line.partition('"')[0].strip()[:30]
            raise _LineError(
                phrase(
                    "{word!r} is not a keyword of a catalog; did a line break slip into a string?",
                    word=word,
                )
            )
        target.append(self.unquote(line))

    def unquote(self, text: str) -> str:
        if _is_plain(text):
            return text[1:-1]
        match = _STRING.fullmatch(text)
        if not match:
            problem = (
                phrase('a quote inside a string must be written \\"')
                if text.count('"') > 2
                else phrase('a string must begin and end with "')
            )
            raise _LineError(problem)
        return _ESCAPE.sub(self.unescape, match[1])

    def unescape(self, match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            problem = phrase(
                "\\{letter} is not an escape; write a backslash as \\\\", letter=match[1]
            )
            raise _LineError(problem)
        return _ESCAPES[match[1]]

    def finish(self) -> None:
        """Close the entry that is being read."""
        draft, self.draft, self.target = self.draft, _Draft(), None
        if not draft.first_line:
            return
        line = draft.line or draft.first_line
        if not draft.fields:
            self.note(
                line, phrase("the comment belongs to no entry; move it above a msgid or delete it")
            )
            return
        if "msgid" not in draft.fields or (draft.previous and "msgid" not in draft.previous):
            self.note(line, phrase("an entry has no msgid; add it or delete the entry"))
            return
        if not draft.has_translation:
            self.note(line, phrase('the entry has no msgstr; add msgstr ""'))
            return
        strings = {name: "".join(pieces) for name, pieces in draft.fields.items()}
        plural = strings.get("msgid_plural")
        names = [name for name in strings if name.startswith("msgstr")]
        wanted = [f"msgstr[{n}]" for n in range(len(names))] if plural is not None else ["msgstr"]
        if names != wanted:
            self.note(
                line,
                phrase(
                    "write {wanted} instead of {names}",
                    wanted=", ".join(wanted),
                    names=", ".join(names),
                ),
            )
            return
        previous = draft.previous.get("msgid")
        entry = Entry(
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
            span=(draft.first_line, self.last_line),
        )
        self.check_newlines(entry)
        self.entries.append(entry)

    def check_newlines(self, entry: Entry) -> None:
        """Note a translation that msgfmt will not compile."""
        if entry.obsolete or entry.fuzzy or not entry.msgid or not any(entry.msgstrs):
            return
        others = [*entry.msgstrs, *([] if entry.msgid_plural is None else [entry.msgid_plural])]
        for at, message in (
            (slice(1), phrase("msgid and msgstr must both begin with \\n, or neither")),
            (slice(-1, None), phrase("msgid and msgstr must both end with \\n, or neither")),
        ):
            if len({text[at] == "\n" for text in (entry.msgid, *others)}) > 1:
                self.note(entry.line, message, "po-newline")


def _joined(lines: str) -> str:
    """Return the text that stands, in quotes, on some lines without a wrong escape."""
    text = lines[1:-2].replace('"\n"', "")
    return _ESCAPE.sub(lambda match: _ESCAPES[match[1]], text) if "\\" in text else text


def _is_plain(text: str) -> bool:
    """Tell whether *text* is a string in quotes with nothing in it to unescape or refuse."""
    ends = text[:1] == text[-1:] == '"'
    return ends and "\\" not in text and text.count('"') == 2


def parse_entries(text: str, shown: str) -> tuple[list[Entry], list[Finding]]:
    """Return the entries of a catalog, its header first, and what is wrong with its lines.

    *shown* names the file in findings.
    """
    parser = _Parser(shown)
    parser.parse(text)
    return parser.entries, parser.findings
