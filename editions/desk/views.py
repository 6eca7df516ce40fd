"""All that a translator wants to know of one message, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from babel import Locale

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.plurals import PluralForm, forms_of
from editions.catalogs.states import state_of
from editions.catalogs.syntax import Syntax
from editions.catalogs.termbase import Term, Termbase
from editions.changes.brief import marked_translation
from editions.changes.differences import Comparer, DiffPiece
from editions.desk.checking import DraftFinding
from editions.desk.memory import Memory
from editions.exchange.codes import Code, Piece, renumber, split_codes
from editions.exchange.segments import message_id
from editions.phrases import localized
from editions.rules.waivers import Waiver, message_key, waivers_of


@dataclass(frozen=True)
class DeskKnowledge:
    """What is known beside the catalogs."""

    #: Locale of the translations.
    locale: Locale
    comparer: Comparer
    #: Terms that have a translation, and their column.
    termbase: Termbase
    column: str | None
    memory: Memory
    #: What the project's file of waivers excuses in this language.
    waivers: tuple[Waiver, ...] = ()


def describe_entry(
    domain: str, entry: Entry, catalog: Catalog, shown: str, syntax: Syntax, known: DeskKnowledge
) -> dict[str, Any]:
    """Return one message; *shown* names its catalog."""
    sources = [entry.msgid] if entry.msgid_plural is None else [entry.msgid, entry.msgid_plural]
    forms = forms_of(entry, catalog)
    msgstrs = [*entry.msgstrs, *[""] * (len(forms) - len(entry.msgstrs))]
    return {
        "domain": domain,
        "id": message_id(entry),
        "file": shown,
        "line": entry.line,
        "state": state_of(entry),
        "fuzzy": entry.fuzzy,
        "context": entry.msgctxt,
        "sources": [describe_pieces(split_codes(text, syntax)) for text in sources],
        "forms": [
            {
                "msgstr": msgstr,
                "pieces": describe_pieces(_target_pieces(msgstr, _source(form, sources), syntax)),
                "source": 0 if form.is_singular else len(sources) - 1,
                "numbers": form.numbers,
                "more": form.more,
            }
            for form, msgstr in zip(forms, msgstrs, strict=True)
        ],
        "comments": "\n".join(entry.comments),
        "extracted": list(entry.extracted),
        "references": list(entry.references),
        "waivers": [
            {"rule": waiver.rule, "reason": waiver.reason, "place": _place(waiver)}
            for waiver in _waivers(entry, shown, known.waivers)
        ],
        "terms": [describe_term(term, known) for term in _terms(sources, known)],
        "similar": [
            {
                "target": similar.message.target,
                "place": similar.message.place,
                "percent": int(similar.likeness * 100),
                "difference": describe_difference(
                    known.comparer.compare(similar.message.source, entry.msgid, syntax).pieces
                ),
            }
            for similar in known.memory.find(domain, entry.msgctxt, entry.msgid)
        ],
        **_describe_change(entry, syntax, known),
    }


def _source(form: PluralForm, sources: Sequence[str]) -> str:
    return sources[0] if form.is_singular else sources[-1]


def _target_pieces(msgstr: str, source: str, syntax: Syntax) -> Sequence[Piece]:
    return renumber(split_codes(msgstr, syntax), split_codes(source, syntax))


def _describe_change(entry: Entry, syntax: Syntax, known: DeskKnowledge) -> dict[str, Any]:
    """Return what an outdated translation was made for, and what of it holds no more."""
    if not entry.fuzzy or entry.previous is None:
        return {"previous": None}
    difference = known.comparer.compare(entry.previous, entry.msgid, syntax)
    translation = marked_translation(
        entry.msgstr, known.column or "", known.locale, difference, syntax
    )
    return {
        "previous": {
            "difference": describe_difference(difference.pieces),
            "reasons": list(difference.reasons),
            "translation": describe_difference(translation),
        }
    }


def describe_pieces(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """Return text and codes of a message; ``text`` of all of them is the message."""
    return [asdict(piece) if isinstance(piece, Code) else {"text": piece} for piece in pieces]


def describe_difference(pieces: Iterable[DiffPiece]) -> list[dict[str, Any]]:
    """Return the pieces of a difference, or of a text that is marked."""
    return [
        {"text": p.text, "side": p.side.value, "mark": p.mark.value if p.mark else None}
        for p in pieces
    ]


def describe_term(term: Term, known: DeskKnowledge) -> dict[str, Any]:
    """Return a term, what it is called, and its other forms."""
    name, *others = term.forms[known.column or ""]
    source = term.name(known.termbase.source)
    return {"source": source, "name": name, "forms": others, "kind": term.kind, "note": term.note}


def describe_finding(found: DraftFinding, language: str) -> dict[str, Any]:
    """Return what is wrong with one form of a translation, and whether a build refuses it."""
    return {
        "message": localized(found.finding.message, language),
        "rule": found.finding.rule,
        "severity": found.finding.severity.value,
        "form": found.form,
        "refused": found.is_refused,
    }


def _terms(sources: Iterable[str], known: DeskKnowledge) -> list[Term]:
    found = (place.term for text in sources for place in known.termbase.find(text))
    return list(dict.fromkeys(found)) if known.column else []


def _waivers(entry: Entry, shown: str, others: Iterable[Waiver]) -> list[Waiver]:
    key = message_key(entry.msgid, entry.msgctxt)
    covering = (waiver for waiver in others if waiver.covers(shown, key, waiver.rule))
    return [*waivers_of(entry, shown), *covering]


def _place(waiver: Waiver) -> str:
    return f"{waiver.shown}:{waiver.line}" if waiver.line else waiver.shown
