"""Read gettext catalogs strictly: what is accepted here, every other tool reads the same.

Where tools disagree (two headers, a message that stands twice, a lone carriage return, another
encoding), the file is refused with the line, never guessed at.
"""

from __future__ import annotations

import codecs
import gettext
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import find_catalogs, shown_name
from editions.catalogs.parsing import MAX_FINDINGS, parse_entries
from editions.files.reading import NotRegularError, TooLargeError, read_regular
from editions.findings import Finding, FindingsError, quoted
from editions.phrases import phrase

#: A catalog larger than this is not a catalog of one document.
MAX_BYTES = 5_000_000
_FIELD = re.compile(r"([!-9;-~]+):(.*)")
#: Where msgfmt looks for the encoding.
_CHARSET = re.compile(r"charset=([^ \t\n]*)")
#: Where polib does, in the first line of the file that has both.
_TYPE, _TYPED = "Content-Type:", re.compile(r" charset=([\w:.-]+)")
_UTF8 = ("utf-8", "utf8")

#: The rule on messages that stand twice.
DUPLICATE = "po-duplicate"

#: Rules on what keeps no entry from being read.
_LENIENT = frozenset(("po-header", "po-newline"))

#: A comment that changes nothing of its entry, unlike a flag.
_REMARK = re.compile(r"[ \t]*#(?![~|,])")

#: Reads a catalog: its path, its content, and what people call it.
Parse = Callable[[Path, bytes, str], Catalog]
#: Notes a problem: its line, what is wrong, the rule.
_Note = Callable[[int, str, str], None]


def read_catalog(path: Path, root: Path, parse: Parse | None = None) -> Catalog:
    """Read the catalog at *path*; messages name it relative to *root*.

    Raises:
        FindingsError: the file is not a catalog that every tool, or *parse*, reads the same.
    """
    shown = shown_name(path, root)
    return (parse or parse_catalog)(path, read_bytes(path, shown), shown)


def read_folders(
    folders: Iterable[Path], root: Path, parse: Parse | None = None
) -> tuple[dict[str, Catalog], list[Finding]]:
    """Read every catalog under *folders*; return them by domain, and what is wrong.

    They are read strictly, or by *parse*.  Of catalogs of one domain that of the first folder is
    read, as Sphinx does.
    """
    catalogs: dict[str, Catalog] = {}
    findings: list[Finding] = []
    for folder in folders:
        files, refused = find_catalogs(folder, root)
        findings += refused
        for file in files:
            try:
                catalogs.setdefault(file.domain, read_catalog(file.path, root, parse))
            except FindingsError as error:
                findings += error.findings
    return catalogs, findings


def read_leniently(path: Path, root: Path) -> tuple[Catalog, list[Finding]]:
    """Read the catalog at *path* without the entries that not every tool reads the same.

    Those are the messages that stand in it more than once with different translations, of which
    tools keep one or another, and what is no entry; return where they stand.  What is wrong besides
    is a matter of checks: the header, line breaks at the ends of translations, and messages that
    stand there again with the same translation, or as obsolete ones.

    Raises:
        FindingsError: the file cannot be read as text, or is hardly a catalog.
    """
    shown = shown_name(path, root)
    data = read_bytes(path, shown).removeprefix(codecs.BOM_UTF8)
    catalog, findings = examine_catalog(path, data, shown)
    if catalog is None:
        raise FindingsError(findings)
    text = catalog.text.split("\n")
    chosen, again = _chosen(catalog.entries)
    left_out = [
        finding
        for finding in findings
        if finding.rule not in _LENIENT
        and not _REMARK.match(text[finding.line - 1])
        and not (finding.rule == DUPLICATE and finding.line in again)
    ]
    if len(left_out) >= MAX_FINDINGS or not (catalog.entries or not left_out):
        raise FindingsError(findings)
    lines = {finding.line for finding in left_out if finding.rule != DUPLICATE}
    # A comment that could not be read may have held the flags of the entry below it.
    comments = {line for line in lines if text[line - 1].startswith("#")}
    ends = [0, *(entry.span[1] for entry in catalog.entries)]
    entries = tuple(
        entry
        for end, entry in zip(ends, catalog.entries, strict=False)
        if entry.line in chosen
        and lines.isdisjoint(range(entry.span[0], entry.span[1] + 1))
        and comments.isdisjoint(range(end + 1, entry.span[0]))
    )
    return replace(catalog, header=_readable_header(catalog), entries=entries), left_out


def _chosen(entries: Iterable[Entry]) -> tuple[set[int], set[int]]:
    """Return the lines of the one entry of each message that every tool reads, and of the others.

    A message whose translations differ has none, and obsolete entries are read by no build.
    """
    chosen: set[int] = set()
    again: set[int] = set()
    groups: dict[tuple[str | None, str], list[Entry]] = {}
    for entry in entries:
        if entry.msgid:
            groups.setdefault(entry.key, []).append(entry)
    for group in groups.values():
        active = [entry for entry in group if not entry.obsolete]
        if len({(entry.msgid_plural, entry.msgstrs, entry.fuzzy) for entry in active}) <= 1:
            first = (active or group)[0].line
            chosen.add(first)
            again.update(entry.line for entry in group)
    return chosen, again


def parse_editable(path: Path, data: bytes, shown: str) -> Catalog:
    """Return the catalog that *data* holds, if what is wrong with it stands in nobody's way.

    That is its header, line breaks at the ends of translations, and messages that stand in it
    more than once, which are left out.

    Raises:
        FindingsError: the content cannot be read entry by entry.
    """
    catalog, findings = examine_catalog(path, data, shown)
    if catalog is None or any(f.rule not in (*_LENIENT, DUPLICATE) for f in findings):
        raise FindingsError(findings)
    counts = Counter(entry.key for entry in catalog.entries)
    entries = tuple(e for e in catalog.entries if e.msgid and counts[e.key] == 1)
    return replace(catalog, header=_readable_header(catalog), entries=entries)


def parse_whole(path: Path, data: bytes, shown: str) -> Catalog:
    """Return the catalog that *data* holds, if every entry of it can be read and written again.

    What may be wrong is its header, which keeps its lines, and line breaks at the ends of
    translations.

    Raises:
        FindingsError: an entry is not read the same by every tool, or the rule of plurals.
    """
    catalog, findings = examine_catalog(path, data, shown)
    whole = catalog is not None and catalog.header == _readable_header(catalog)
    if catalog is None or not whole or any(f.rule not in _LENIENT for f in findings):
        raise FindingsError(findings)
    return catalog


def parse_catalog(path: Path, data: bytes, shown: str) -> Catalog:
    """Return the catalog that *data*, the content of the file at *path*, holds.

    Raises:
        FindingsError: the content is not a catalog that every tool reads the same.
    """
    catalog, findings = examine_catalog(path, data, shown)
    if findings or catalog is None:
        raise FindingsError(findings)
    return catalog


def examine_catalog(path: Path, data: bytes, shown: str) -> tuple[Catalog | None, list[Finding]]:
    """Return what can be read of a catalog, and everything that makes it wrong.

    There is no catalog where *data* is not even text.
    """
    try:
        text = _decode(data, shown)
    except FindingsError as error:
        return None, list(error.findings)
    entries, findings = parse_entries(text, shown)

    def note(line: int, message: str, rule: str) -> None:
        findings.append(Finding(shown, line, message, rule))

    header: dict[str, str] = {}
    readable = not any(finding.rule == "po-syntax" for finding in findings)
    if entries and _is_header(entries[0]):
        first, *entries = entries
        header = _read_header(first, text, note)
    elif readable:
        message = phrase('the catalog does not begin with its header, msgid ""; add it')
        note(entries[0].line if entries else 1, message, "po-header")
    if readable:
        _check_unique(entries, note)
    return Catalog(path, header, tuple(entries), text), findings


def _refusal(shown: str, message: str, line: int = 0) -> FindingsError:
    return FindingsError([Finding(shown, line, message, "po-file")])


def read_bytes(path: Path, shown: str) -> bytes:
    """Return what a regular file of bearable size holds; *shown* names it.

    Raises:
        FindingsError: it is none, or cannot be read.
    """
    try:
        return read_regular(path, MAX_BYTES)
    except NotRegularError as error:
        message = phrase("a catalog must be a regular file, not a link or a device")
        raise _refusal(shown, message) from error
    except TooLargeError as error:
        raise _refusal(
            shown, phrase("the catalog is larger than {max_bytes:,} bytes", max_bytes=MAX_BYTES)
        ) from error
    except OSError as error:
        raise _refusal(
            shown, phrase("cannot be read: {strerror}", strerror=error.strerror)
        ) from error


def _decode(data: bytes, shown: str) -> str:
    """Return *data* as text, which must be plain UTF-8."""
    if data.startswith(codecs.BOM_UTF8):
        message = phrase("the file begins with a byte order mark; save it as UTF-8 without BOM")
        raise _refusal(shown, message, 1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refusal(shown, phrase("the file is not UTF-8; save it as UTF-8"), line) from error
    for bad, name in (
        (r"\0", phrase("a NUL character")),
        ("\4", phrase("the control character EOT")),
        (r"\r(?!\n)", phrase("a lone carriage return")),
    ):
        found = re.search(bad, text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            raise _refusal(shown, phrase("the line holds {name}; delete it", name=name), line)
    return text


def _is_header(entry: Entry) -> bool:
    plain = entry.msgctxt is None and entry.msgid_plural is None
    return plain and not entry.msgid and not entry.obsolete


def _read_header(entry: Entry, text: str, note_at: _Note) -> dict[str, str]:
    """Return the fields of the header, noting what would change how tools read the file."""

    def note(message: str) -> None:
        note_at(entry.line, message, "po-header")

    fields: dict[str, str] = {}
    lower: dict[str, str] = {}
    for line in entry.msgstr.removesuffix("\n").split("\n"):
        match = _FIELD.fullmatch(line)
        if not match:
            note(
                phrase(
                    "the header's line {line} is not of the form 'Name: value'",
                    line=quoted(line[:30]),
                )
            )
        elif match[1].lower() in lower:
            note(phrase("the header's field {name} stands twice; keep one of them", name=match[1]))
        else:
            fields[match[1]] = lower[match[1].lower()] = match[2].strip()
    content_type = re.fullmatch(r"text/plain;\s*charset=(.*)", lower.get("content-type", ""))
    mentions = (_CHARSET.search(entry.msgstr), _first_typed(text))
    charsets = [match[1].lower() for match in (content_type, *mentions) if match]
    if not content_type or any(charset not in _UTF8 for charset in charsets):
        note(
            phrase(
                "the header must say Content-Type: text/plain; charset=UTF-8, and nothing else may"
            )
        )
    if "plural-forms" in lower and not _is_plural_rule(lower["plural-forms"]):
        note(
            phrase("the header's Plural-Forms cannot be read; write nplurals=N; plural=EXPRESSION;")
        )
    return fields


def _first_typed(text: str) -> re.Match[str] | None:
    """Return where polib finds the encoding, in one pass over *text*.

    A line may name the type a hundred thousand times; what does not follow the first does not
    follow the others.
    """
    at = text.find(_TYPE)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if match := _TYPED.search(text, at + len(_TYPE) + 1, end):
            return match
        at = text.find(_TYPE, end)
    return None


def _readable_header(catalog: Catalog) -> dict[str, str]:
    """Return the fields of a header without a plural rule that cannot be read."""
    return {
        name: value
        for name, value in catalog.header.items()
        if name.lower() != "plural-forms" or _is_plural_rule(value)
    }


#: A division by what may be nothing; the rules of languages divide by numbers.
_DIVISION = re.compile(r"[/%](?!\s*[1-9])")


def _is_plural_rule(value: str) -> bool:
    match = re.fullmatch(r"nplurals=\s*([1-9])\s*;\s*plural=\s*([^;]+);?", value)
    try:
        return bool(match and not _DIVISION.search(match[2]) and gettext.c2py(match[2]))
    except ValueError:
        return False


def _check_unique(entries: list[Entry], note: _Note) -> None:
    """Note every message that stands twice: tools keep the first or the last of them."""
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.msgid == "":
            message = phrase("a second header (empty msgid); delete it")
            note(entry.line, message, DUPLICATE)
        elif entry.msgctxt == "":
            note(entry.line, phrase("the msgctxt is empty; delete it"), "po-syntax")
        elif entry.key in seen:
            message = phrase(
                "the message stands already on line {line}; keep one of them", line=seen[entry.key]
            )
            note(entry.line, message, DUPLICATE)
        else:
            seen[entry.key] = entry.line
