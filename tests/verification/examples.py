"""Pages of nothing in particular, as values."""

from __future__ import annotations

from editions.verification.facts import BuiltPassage, Page


def block(text: str, *links: str, kind: str = "p", id_: str = "", lang: str = "fr") -> BuiltPassage:
    return BuiltPassage(kind, id_, text, lang, 7, links, own_text=text)


def page(*blocks: BuiltPassage, lang: str = "fr", **more: object) -> Page:
    values: dict[str, object] = {
        "file": f"{lang}/a.html",
        "name": "a.html",
        "lang": lang,
        "blocks": blocks,
        "tables": (),
        "pictures": (),
        "links": (),
        "ids": frozenset(),
    }
    return Page(**values | more)  # type: ignore[arg-type]  # by their names
