"""Titles as they are compared: the one that is declared with the one that stands in the text."""

from __future__ import annotations

#: What docutils makes of dashes, dots and quotes as they are typed.
_TYPESET = (("---", "—"), ("--", "–"), ("...", "…"))
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))


def folded_title(text: str) -> str:
    """Return a title as it is compared: typed and typeset marks are the same, spaces nothing."""
    for typed, typeset in _TYPESET:
        text = text.replace(typed, typeset)
    return "".join(text.translate(_QUOTES).split())
