"""What was found in a site, as a page for people: both passages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from editions.findings import Disagreement, Finding, Reading, Severity, printable
from editions.interface import template_environment
from editions.rules.reports import summary
from editions.verification.rules import site_rules

#: Longer passages are shown without what differs in them.
_LONGEST = 2_000


@dataclass(frozen=True)
class PassagePart:
    """A part of a passage."""

    text: str
    #: The other passage has not got it.
    differs: bool = False


@dataclass(frozen=True)
class Shown:
    """A passage as the page shows it."""

    place: str
    lang: str
    pieces: tuple[PassagePart, ...]


@dataclass(frozen=True)
class ShownFinding:
    """A finding as the page shows it."""

    place: str
    severity: Literal["error", "warning"]
    rule: str
    #: What must hold.
    holds: str
    message: str
    here: Shown | None
    there: Shown | None
    #: The waiver that would excuse it.
    waiver: str


def render_report(findings: Sequence[Finding], keys: Mapping[Finding, str], what: str) -> bytes:
    """Return the page on *findings*, file by file; *keys* name them in waivers.

    *what* is what was looked at.
    """
    ordered = sorted(findings, key=lambda f: (f.file, f.line, f.rule, f.message))
    groups = [
        (printable(file), [_entry(finding, keys.get(finding, "")) for finding in found])
        for file, found in groupby(ordered, key=lambda finding: finding.file)
    ]
    template = template_environment().get_template("verify.html")
    return template.render(what=what, summary=summary(ordered), groups=groups).encode()


def _entry(finding: Finding, key: str) -> ShownFinding:
    rule = site_rules().get(finding.rule)
    here = there = None
    if isinstance(finding, Disagreement):
        here, there = _sides(finding.here, finding.there)
    return ShownFinding(
        f"{printable(finding.file)}:{finding.line}" if finding.line else printable(finding.file),
        "error" if finding.severity is Severity.ERROR else "warning",
        finding.rule,
        rule.summary if rule else "",
        printable(finding.message),
        here,
        there,
        f'[[waiver]]\nrule = "{finding.rule}"\nkey = "{key}"\nreason = ""' if key else "",
    )


def _sides(here: Reading | None, there: Reading | None) -> tuple[Shown | None, Shown | None]:
    """Return two passages; where they are of one language, with what differs in them."""
    ours = theirs = None
    same = here and there and here.lang == there.lang
    if here and there and same and len(here.text) + len(there.text) <= _LONGEST:
        matcher = SequenceMatcher(None, there.text, here.text, autojunk=False)
        codes = matcher.get_opcodes()
        theirs = [
            PassagePart(there.text[a:b], tag != "equal") for tag, a, b, _, _ in codes if a < b
        ]
        ours = [PassagePart(here.text[c:d], tag != "equal") for tag, _, _, c, d in codes if c < d]
    return _shown(here, ours), _shown(there, theirs)


def _shown(reading: Reading | None, pieces: list[PassagePart] | None) -> Shown | None:
    if reading is None:
        return None
    found: Iterator[PassagePart] = iter(pieces or [PassagePart(reading.text)])
    place = f"{reading.file}:{reading.line}" if reading.line else reading.file
    return Shown(
        printable(place),
        reading.lang,
        tuple(PassagePart(printable(piece.text), piece.differs) for piece in found),
    )
