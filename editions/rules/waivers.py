"""Waivers: what excuses one translation from one rule, and why.

In the catalog, a comment of the extractor or of a translator above the entry::

    #. editions: ignore numbers the paper's own figure was a misprint
    # editions: ignore numbers the paper's own figure was a misprint

or a file in TOML, with the whole message or its key, and the files it is meant for::

    [[waiver]]
    rule = "numbers"
    message = "It cost 12 dollars."       # or key = "0f3a…", from --format json
    file = "locale/fr/*/economy.po"       # every file, if left out
    reason = "the paper's own figure was a misprint"
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from editions.catalogs.entries import Entry
from editions.files.reading import read_text
from editions.files.toml import parse_toml
from editions.findings import Finding, FindingsError, Severity
from editions.phrases import phrase
from editions.system.commands import own_command

#: Rule of the findings about waivers.
RULE = "waiver"
#: The largest file of waivers.
MAX_BYTES = 1_000_000

_COMMENT = re.compile(r"\s*editions:\s*ignore\b[\s:]*([\w-]*)[\s:,;.—–-]*(.*)", re.IGNORECASE)
_FIELDS = ("rule", "message", "key", "file", "reason")


@dataclass(frozen=True)
class Waiver:
    """One excuse."""

    #: Where it is written, so that it can be fixed there.
    shown: str
    line: int
    rule: str
    reason: str
    #: Key of the message that it is about.
    key: str
    #: Pattern of the files that it is meant for.
    file: str = "*"

    def covers(self, file: str, key: str, rule: str) -> bool:
        """Tell whether a finding of *rule* about the message *key* of *file* is excused."""
        return (rule, key) == (self.rule, self.key) and fnmatchcase(file, self.file)


def message_key(msgid: str, msgctxt: str | None = None) -> str:
    """Return a short key of a message."""
    text = msgid if msgctxt is None else f"{msgctxt}\4{msgid}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def waivers_of(entry: Entry, shown: str) -> Iterator[Waiver]:
    """Yield what the comments of an entry excuse."""
    for comment in (*entry.extracted, *entry.comments):
        if "editions" not in comment:
            continue
        match = _COMMENT.match(comment)
        if match:
            key = message_key(entry.msgid, entry.msgctxt)
            yield Waiver(shown, entry.line, match[1], match[2].strip(), key, _literal(shown))


def waived_rules(entry: Entry) -> frozenset[str]:
    """Return the rules that the comments of an entry excuse it from, for a reason."""
    return frozenset(waiver.rule for waiver in waivers_of(entry, "") if waiver.reason)


def _literal(name: str) -> str:
    """Return the pattern that matches a file's name and nothing else."""
    return re.sub(r"([*?[])", r"[\1]", name)


def read_waivers(path: Path, shown: str) -> list[Waiver]:
    """Return what a file of waivers excuses.

    Raises:
        FindingsError: it cannot be read, or is of another form.
    """
    text = read_text(path, shown, RULE, most=MAX_BYTES)
    content = parse_toml(text, shown, RULE)
    tables = content.pop("waiver", [])
    if content or not isinstance(tables, list):
        raise FindingsError.for_file(
            shown, phrase("write nothing but tables called [[waiver]]"), RULE
        )
    starts = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[waiver]]"]
    lines = starts if len(starts) == len(tables) else [0] * len(tables)
    return [_waiver(table, shown, line) for table, line in zip(tables, lines, strict=True)]


def _waiver(table: object, shown: str, line: int) -> Waiver:
    known = isinstance(table, dict) and all(
        name in _FIELDS and isinstance(value, str) for name, value in table.items()
    )
    if not known or not isinstance(table, dict) or ("message" in table) == ("key" in table):
        message = phrase(
            "a waiver holds {fields}, all text, and one of message and key",
            fields=", ".join(_FIELDS),
        )
        raise FindingsError([Finding(shown, line, message, RULE)])
    key = table.get("key") or message_key(table["message"])
    rule, reason = table.get("rule", ""), table.get("reason", "").strip()
    return Waiver(shown, line, rule, reason, key, table.get("file", "*"))


def check_waiver(waiver: Waiver, rules: Container[str]) -> Iterator[Finding]:
    """Yield what makes a waiver void."""
    if waiver.rule not in rules:
        names = own_command("check", "--list")
        message = phrase(
            "no rule is called {rule!r}; {command!r} names them", rule=waiver.rule, command=names
        )
        yield Finding(waiver.shown, waiver.line, message, RULE)
    elif not waiver.reason:
        message = phrase("say why rule {rule} does not hold here, after its name", rule=waiver.rule)
        yield Finding(waiver.shown, waiver.line, message, RULE)


def unused_waiver(waiver: Waiver) -> Finding:
    """Return the finding for a waiver that excuses nothing."""
    message = phrase(
        "nothing here breaks rule {rule} any more; delete the waiver", rule=waiver.rule
    )
    return Finding(waiver.shown, waiver.line, message, "waiver-unused", Severity.WARNING)
