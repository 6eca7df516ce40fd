"""References made for tests, and rich text as a test can read it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from editions.languages import Edition
from editions.references.formatting import STYLE, format_works
from editions.references.richtext import RichInline, SpanKind
from editions.references.works import FormattedWork, Work

PROJECT = Path(__file__).parent.parent.parent

EN = Edition("en", "en_CA", "English", "Two Shores")
ES = Edition("es", "es_MX", "Español", "Dos orillas")
FR = Edition("fr", "fr_CA", "Français", "Deux rives")
EDITIONS = (EN, ES, FR)

_MARKS = {
    SpanKind.EMPHASIS: "*{}*",
    SpanKind.LINK: "<{}>",
    SpanKind.CLASS: "{}",
    SpanKind.REPEATED: "{}",
}


def marked(content: Iterable[RichInline]) -> str:
    """Return rich text on one line: *emphasis*, <link>, {ar:text}, and ⍽ for a no-break space."""
    parts = []
    for item in content:
        if isinstance(item, str):
            parts.append(item.replace("\u00a0", "⍽"))
        elif item.kind in (SpanKind.LANGUAGE, SpanKind.UNTRANSLATED):
            parts.append(f"{{{item.value}:{marked(item.content)}}}")
        else:
            parts.append(_MARKS[item.kind].format(marked(item.content)))
    return "".join(parts)


def render(cache: Path, works: Iterable[Work], edition: Edition = EN) -> list[FormattedWork]:
    """Format works by the style of projects that name none."""
    return list(format_works(list(works), edition, STYLE, cache))
