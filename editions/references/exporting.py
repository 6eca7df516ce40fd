"""Works for reference managers: BibTeX, RIS, CSL-JSON, and COinS inside a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from editions.references.works import Author, Work

_BIBTEX_TYPES = {
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_BIBTEX_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}
_BIBTEX_CONTAINER = {
    "article": "journal",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
}
_BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\u00a0": "~",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}


def to_bibtex(works: Iterable[Work]) -> str:
    """Return *works* as BibTeX in UTF-8; the fields that only biblatex knows do no harm."""
    return "\n".join(_bibtex_entry(work) for work in works)


def _bibtex_entry(work: Work) -> str:
    kind = _BIBTEX_TYPES.get(work.type, "misc")
    fields = {
        "author": " and ".join(_bibtex_author(author) for author in work.authors),
        "editor": " and ".join(_bibtex_author(editor) for editor in work.editors),
        "title": _protected(work.title),
        "shorttitle": _protected(work.title_short),
        "titleaddon": _escaped(work.title_translation),
        _BIBTEX_CONTAINER.get(kind, "howpublished"): _protected(work.container),
        "booktitleaddon": _escaped(work.container_translation),
        "chapter": _escaped(work.chapter),
        "type": _escaped(work.genre),
        "number": _escaped(work.issue if kind == "article" else work.number),
        "volume": _escaped(work.volume),
        "pages": _escaped(work.page.replace("–", "--")),
        _BIBTEX_PUBLISHER.get(kind, "publisher"): _protected(work.publisher),
        "address": _protected(work.publisher_place),
        "venue": _protected(work.event_place),
        "date": work.issued,
        "year": work.issued[:4],
        "doi": _escaped(work.doi),
        "isbn": work.isbn,
        "url": work.url,
        "urldate": work.accessed,
        "language": work.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if work.issued[5:7]:
        lines.append(f"  month = {_MONTHS[int(work.issued[5:7]) - 1]},")
    return "\n".join([f"@{kind}{{{work.key},", *lines, "}", ""])


def _escaped(text: str) -> str:
    return text.translate(_BIBTEX_ESCAPES)


def _protected(text: str) -> str:
    """Return a text that no style may change the capitals of."""
    return f"{{{_escaped(text)}}}" if text else ""


def _bibtex_author(author: Author) -> str:
    if author.literal:
        return _protected(author.literal)
    return ", ".join(_escaped(part) for part in (author.family, author.given) if part)


def to_ris(works: Iterable[Work]) -> str:
    """Return *works* as RIS in UTF-8, with the line ends that the format wants."""
    return "".join(
        f"{tag}  - {' '.join(value.split(chr(10)))}\r\n"
        for work in works
        for tag, value in [*_ris_tags(work), ("ER", "")]
    )


def _ris_tags(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS_TYPES.get(work.type, "GEN")
    for author in work.authors:
        yield "AU", author.inverted
    for editor in work.editors:
        yield "A2", editor.inverted
    first, _, last = work.page.replace("–", "-").partition("-")
    tags = {
        "ID": work.key,
        "TI": work.title,
        "ST": work.title_short,
        "TT": work.title_translation,
        "T2": work.container,
        "SE": work.chapter,
        "M3": work.genre,
        "M1": work.number,
        "VL": work.volume,
        "IS": work.issue,
        "SP": first,
        "EP": last,
        "PB": work.publisher,
        "CY": work.publisher_place or work.event_place,
        "PY": work.issued[:4],
        "DA": _ris_date(work.issued),
        "DO": work.doi,
        "SN": work.isbn,
        "UR": work.url,
        "Y2": _ris_date(work.accessed),
        "LA": work.language,
    }
    yield from ((tag, value) for tag, value in tags.items() if value)


def _ris_date(date: str) -> str:
    """Return ``2009/12/07/``; RIS keeps the bars of what is not known."""
    return "/".join([*date.split("-"), "", "", ""][:4]) if date else ""


def to_csl_json(works: Iterable[Work]) -> str:
    """Return *works* as CSL-JSON."""
    return json.dumps([_csl_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _csl_item(work: Work) -> dict[str, Any]:
    texts = {
        "title": work.title,
        "title-short": work.title_short,
        "container-title": work.container,
        **work.variables,
        "ISBN": work.isbn,
        "URL": work.url,
    }
    item: dict[str, Any] = {"id": work.key, "type": work.type, "language": work.language}
    for field, people in (("author", work.authors), ("editor", work.editors)):
        if people:
            item[field] = [_csl_author(person) for person in people]
    item |= {name: value for name, value in texts.items() if value}
    for name, date in (("issued", work.issued), ("accessed", work.accessed)):
        if date:
            item[name] = {"date-parts": [[int(part) for part in date.split("-")]]}
    return item


def _csl_author(author: Author) -> dict[str, str]:
    if author.literal:
        return {"literal": author.literal}
    parts = {"family": author.family, "given": author.given}
    return {name: value for name, value in parts.items() if value}


#: Writers by the ending of the file, and the name by which people know each format.
FORMATS: Mapping[str, tuple[str, Callable[[Iterable[Work]], str]]] = {
    "bib": ("BibTeX", to_bibtex),
    "ris": ("RIS", to_ris),
    "json": ("CSL-JSON", to_csl_json),
}


def to_coins(work: Work) -> str:
    """Return *work* as an OpenURL context object, for the ``title`` of a ``span.Z3988``.

    Books, parts of books and reports in the ``book`` format, everything else in Dublin Core,
    as Zotero reads them.
    """
    pairs = [("ctx_ver", "Z39.88-2004")]
    genres = {"book": "book", "chapter": "bookitem", "report": "report"}
    if work.type in genres:
        pairs += [
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
            ("rft.genre", genres[work.type]),
            ("rft.atitle" if work.container else "rft.btitle", work.title),
            ("rft.btitle", work.container),
            ("rft.place", work.publisher_place),
            ("rft.pub", work.publisher),
        ]
        for author in work.authors:
            if author.literal:
                pairs.append(("rft.aucorp", author.literal))
            else:
                pairs += [("rft.aulast", author.family), ("rft.aufirst", author.given)]
        pairs.append(("rft_id", work.url))
    else:
        pairs += [
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rft.type", work.type),
            ("rft.title", work.title),
            ("rft.source", work.container),
            ("rft.description", work.genre),
            ("rft.publisher", work.publisher),
            ("rft.identifier", work.url),
        ]
        pairs += [("rft.creator", author.inverted) for author in work.authors]
    pairs += [("rft.date", work.issued), ("rft.language", work.language)]
    return urlencode([(name, value) for name, value in pairs if value], safe=":/,()?")
