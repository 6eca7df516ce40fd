"""What is new in a version, in the words of each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from editions.dates import written_day
from editions.findings import Finding
from editions.languages import Edition
from editions.references.works import choose
from editions.web.versions import Version

RULE = "release-notes"


def missing_notes(version: Version, editions: Sequence[Edition], file: str) -> Iterator[Finding]:
    """Yield the languages in which a version does not say what is new."""
    for edition in editions:
        forms = version.summary
        if isinstance(forms, str) and len(editions) > 1:
            forms = {editions[0].code: forms}  # one form is in one language
        if not choose(forms, edition.code):
            message = f"version {version.number} has no 'summary' in {edition.code!r}; write it"
            yield Finding(file, 0, message, RULE)


def render_notes(version: Version, edition: Edition) -> bytes:
    """Return the notes of a version in the language of *edition*, as Markdown."""
    lines = [
        f"# {edition.full_title}, {version.number}",
        written_day(version.day, edition.cldr),
        choose(version.summary, edition.code),
    ]
    return "\n\n".join(lines).encode() + b"\n"
