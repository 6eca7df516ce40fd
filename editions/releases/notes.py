"""What is new in a version, in the words of each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from editions.findings import Finding
from editions.languages import Edition
from editions.phrases import phrase
from editions.references.works import choose
from editions.web.version_list import ListedVersion
from editions.web.versions import Version

RULE = "release-notes"


def missing_notes(version: Version, editions: Sequence[Edition], file: str) -> Iterator[Finding]:
    """Yield the languages in which a version does not say what is new."""
    for edition in editions:
        forms = version.summary
        if isinstance(forms, str) and len(editions) > 1:
            forms = {editions[0].code: forms}  # one form is in one language
        if not choose(forms, edition.code):
            message = phrase(
                "version {number} has no 'summary' in {code!r}; write it",
                number=version.number,
                code=edition.code,
            )
            yield Finding(file, 0, message, RULE)


def render_notes(version: ListedVersion, edition: Edition) -> bytes:
    """Return the notes of a version in the words of *edition*, as Markdown."""
    lines = [
        f"# {edition.full_title}, {version.number}",
        version.day,
        version.summary.text,
        *(
            "\n".join([f"- {one.words.text}", *(f"  - {state}" for state in one.states)])
            for one in version.corrections
        ),
    ]
    return "\n\n".join(lines).encode() + b"\n"
