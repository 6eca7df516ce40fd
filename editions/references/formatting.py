"""Format works by a CSL style in the language of an edition, with pandoc's citeproc.

Works go to pandoc as the metadata of an empty document in pandoc's own JSON, so that no text
is ever read as markup; what comes back is turned into `richtext`.  One call formats a whole
list, and its result is kept under a name made of all that it depends on.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from editions.extras import install_command
from editions.files.replacing import replace_file
from editions.findings import EditionsError
from editions.languages import Edition
from editions.references.repeating import name_author, repeating_sign, without_sign
from editions.references.richtext import Inline, Span, SpanKind, from_json, joined, plain, to_json
from editions.references.works import Author, Work

#: The style where a project names none.
STYLE = Path(__file__).parent / "author-date.csl"

#: Changes when the same call would be understood in another way.
_FORM = "2"

#: Version of pandoc's JSON that is written here; pandoc reads earlier ones of the same major.
_API = [1, 23, 1]

#: Seconds after which pandoc is held to be stuck; 3,000 works take a few.
_PATIENCE = 300

#: Results that a cache keeps, the newest: a list, the publication, and a few earlier ones.
_KEPT = 8

#: Class of the translation of a title, in its brackets.
TRANSLATION = "title-translation"

#: Class of what waits for a translation, on its way through pandoc.
_UNTRANSLATED = SpanKind.UNTRANSLATED.value

_QUOTES = {"“": "”", "‘": "’", "«": "»"}
#: What people type inside of guillemets; the style has its own.
_SPACES = " \u00a0\u202f\u2009"


class FormattingError(EditionsError):
    """Pandoc is missing, or cannot format the works."""


@dataclass(frozen=True)
class FormattedWork:
    """One work as text."""

    key: str
    #: The entry of the list.
    content: tuple[Inline, ...]
    #: Author and date as a citation has them: ``Goldfarb 2005``.
    label: str
    #: The author alone: ``Goldfarb``.
    author: str
    #: What follows the author: ``2005``.
    date: str


def format_works(
    works: Sequence[Work], edition: Edition, style: Path, cache: Path
) -> tuple[FormattedWork, ...]:
    """Return *works* in the order and the form of *style*, in the language of *edition*.

    *cache* is a folder for results; it need not exist.

    Raises:
        FormattingError: pandoc or the style is missing, or pandoc fails.
    """
    if not works:
        return ()
    pandoc = find_pandoc()
    document = json.dumps(make_document(works, edition), ensure_ascii=False)
    try:
        rules = style.read_bytes()
    except OSError as error:
        raise FormattingError(
            f"{style}: {error.strerror}; 'references_style' in conf.py names a CSL style"
        ) from error
    size = pandoc.stat().st_size
    digest = hashlib.sha256(b"\0".join([document.encode(), rules, f"{_FORM} {size}".encode()]))
    kept = cache / f"references-{digest.hexdigest()[:32]}.json"
    if kept.is_file():
        return _load(json.loads(kept.read_text(encoding="utf-8")))
    formatted = read_document(run_pandoc(pandoc, document, style), len(works))
    cache.mkdir(parents=True, exist_ok=True)
    sign = repeating_sign(rules)
    if sign and any(plain(work.content).startswith(sign) for work in formatted):
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            unrepeated = Path(folder, "unrepeated.csl")
            unrepeated.write_bytes(without_sign(rules))
            whole = read_document(run_pandoc(pandoc, document, unrepeated), len(works))
        entries = {work.key: plain(work.content) for work in whole}
        formatted = tuple(
            replace(work, content=name_author(work.content, entries[work.key], sign))
            for work in formatted
        )
    stored = [[w.key, to_json(w.content), w.label, w.author, w.date] for w in formatted]
    replace_file(kept, json.dumps(stored, ensure_ascii=False).encode())
    for stale in sorted(cache.glob("references-*.json"), key=_age)[:-_KEPT]:
        stale.unlink(missing_ok=True)
    return formatted


def _age(path: Path) -> float:
    """Return when a file was written; another process may have removed it by now."""
    return path.stat().st_mtime if path.exists() else 0.0


def _load(stored: Iterable[Any]) -> tuple[FormattedWork, ...]:
    return tuple(
        FormattedWork(key, from_json(content), label, author, date)
        for key, content, label, author, date in stored
    )


def find_pandoc() -> Path:
    """Return the pandoc program, the one that came with Python's package if there is one.

    Raises:
        FormattingError: there is none.
    """
    try:
        import pypandoc

        return Path(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise FormattingError(
            "pandoc is missing, which formats the bibliography;"
            f" install it with: {install_command('references')}"
        ) from error


def run_pandoc(pandoc: Path, document: str, style: Path) -> Mapping[str, Any]:
    """Let pandoc resolve the citations of *document*, which is pandoc's JSON."""
    # The name alone: in a C locale, pandoc cannot open a path with letters beyond ASCII.
    style_option = f"--csl={style.name}"
    command = [str(pandoc), "--sandbox", "-f", "json", "-t", "json", "--citeproc", style_option]
    try:
        run = subprocess.run(
            command,
            input=document.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            cwd=style.parent,
            check=False,
        )
    except OSError as error:
        raise FormattingError(
            f"{pandoc}: cannot be run: {error.strerror}; is it a program of this system?"
        ) from error
    except subprocess.TimeoutExpired as error:
        raise FormattingError(f"{pandoc}: did not finish within {_PATIENCE} seconds") from error
    said = run.stderr.decode(errors="replace").strip()
    if run.returncode != 0 or said:
        raise FormattingError(
            f"pandoc cannot format the bibliography by {style.name}:"
            f" {said or f'exit status {run.returncode}'}"
        )
    try:
        result: Mapping[str, Any] = json.loads(run.stdout)
    except ValueError as error:
        raise FormattingError(f"{pandoc}: answers with something that is not JSON") from error
    return result


def make_document(works: Sequence[Work], edition: Edition) -> dict[str, Any]:
    """Return pandoc's JSON of a document that cites every work twice and lists them all."""
    paragraphs = [
        {"t": "Para", "c": [_cite(work.key, mode)]}
        for work in works
        for mode in ("NormalCitation", "SuppressAuthor")
    ]
    return {
        "pandoc-api-version": _API,
        "meta": {
            "lang": _string(edition.lang),
            "references": {"t": "MetaList", "c": [_reference(*item) for item in enumerate(works)]},
        },
        "blocks": paragraphs,
    }


def _reference(position: int, work: Work) -> dict[str, Any]:
    """Return a work as pandoc's metadata, in the names of CSL.

    CSL has no name for the translation of a title: ``original-title`` and ``reviewed-title``
    carry those of the title and of the container.  ``annote`` carries the order.
    """
    fields: dict[str, Any] = {
        "id": _string(work.key),
        "type": _string(work.type),
        "title": _title(work.title, work),
        "annote": _string(order_key(position, work.issued)),
    }
    for field, people in (("author", work.authors), ("editor", work.editors)):
        if people:
            named = [_author(field, person, work) for person in people]
            fields[field] = {"t": "MetaList", "c": named}
    if work.title_short:
        fields["title-short"] = _title(work.title_short, work)
    if work.title_translation:
        fields["original-title"] = _translation(work.title_translation)
    if work.container:
        fields["container-title"] = _title(work.container, work)
    if work.container_translation:
        fields["reviewed-title"] = _translation(work.container_translation)
    fields |= {name: _marked(name, value, work) for name, value in work.variables.items() if value}
    strings = {"issued": work.issued, "accessed": work.accessed, "URL": work.url}
    fields |= {name: _string(value) for name, value in strings.items() if value}
    return _map(fields)


def _author(field: str, author: Author, work: Work) -> dict[str, Any]:
    if author.literal:
        return _map({"literal": _marked(field, author.literal, work)})
    parts = {"family": author.family, "given": author.given}
    return _map({name: _text(value) for name, value in parts.items() if value})


def _marked(field: str, text: str, work: Work) -> dict[str, Any]:
    """Return a text in the language of the edition, or marked where it waits for one."""
    if field not in work.untranslated:
        return _text(text)
    attributes = ["", [_UNTRANSLATED], [["lang", work.original]]]
    return {"t": "MetaInlines", "c": [{"t": "Span", "c": [attributes, _inlines(text)]}]}


def order_key(position: int, issued: str) -> str:
    """Return digits that order works of one author: by date, what lacks one after what has it."""
    year, month, day = (*issued.split("-"), "", "", "")[:3]
    return f"{year or '9999'}{month or '99'}{day or '99'}{position:06}"


def _map(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"t": "MetaMap", "c": dict(fields)}


def _string(text: str) -> dict[str, Any]:
    return {"t": "MetaString", "c": text}


def _text(text: str) -> dict[str, Any]:
    return {"t": "MetaInlines", "c": _inlines(text)}


def _title(text: str, work: Work) -> dict[str, Any]:
    """Return a title in the language of the work."""
    inlines = _inlines(text)
    if work.foreign:
        inlines = [{"t": "Span", "c": [["", [], [["lang", work.language]]], inlines]}]
    return {"t": "MetaInlines", "c": inlines}


def _translation(text: str) -> dict[str, Any]:
    span = {"t": "Span", "c": [["", [TRANSLATION], []], _inlines(f"[{text}]")]}
    return {"t": "MetaInlines", "c": [span]}


def _inlines(text: str) -> list[Any]:
    """Return text as pandoc's words, its quotations as quotations, which may be nested."""
    inlines: list[Any] = []
    start = 0
    for match in re.finditer(r"[“«]|(?<!\w)‘", text):
        if match.start() < start:
            continue
        end = _closing(text, match.start())
        if end < 0:
            continue
        kind = "SingleQuote" if match[0] == "‘" else "DoubleQuote"
        inner = text[match.end() : end].strip(_SPACES)
        inlines += _words(text[start : match.start()])
        inlines.append({"t": "Quoted", "c": [{"t": kind}, _inlines(inner)]})
        start = end + 1
    return inlines + _words(text[start:])


def _closing(text: str, start: int) -> int:
    """Return where the quotation that opens at *start* closes, or -1."""
    opening, closing = text[start], _QUOTES[text[start]]
    depth = 0
    for index in range(start, len(text)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            inside_word = closing == "’" and text[index + 1 : index + 2].isalnum()
            depth -= not inside_word
            if depth == 0:
                return index
    return -1


def _words(text: str) -> list[Any]:
    inlines: list[Any] = []
    for part in re.split(r"([ \t\n]+)", text):
        if part.strip(" \t\n"):
            inlines.append({"t": "Str", "c": part})
        elif part:
            inlines.append({"t": "Space"})
    return inlines


def _cite(key: str, mode: str) -> dict[str, Any]:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": key}]]}


def read_document(document: Mapping[str, Any], count: int) -> tuple[FormattedWork, ...]:
    """Return the works that pandoc has formatted in answer to `make_document`.

    Raises:
        FormattingError: the answer does not hold *count* works.
    """
    try:
        *paragraphs, listed = document["blocks"]
        labels: dict[str, list[str]] = {}
        for paragraph in paragraphs:
            (cite,) = paragraph["c"]
            ((citation, *_), content) = cite["c"]
            labels.setdefault(citation["citationId"], []).append(plain(_read(content)))
        formatted = []
        for block in listed["c"][1]:
            (identifier, _classes, _pairs), (paragraph, *_) = block["c"]
            key = identifier.removeprefix("ref-")
            label, date = labels[key]
            if (bare := _bare(label)) != label:
                label, date = bare, _bare(date)
            author = label.removesuffix(date).rstrip(" ,\u00a0")
            content = joined(_read(paragraph["c"]))
            formatted.append(FormattedWork(key, content, label, author, _bare(date)))
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise FormattingError(f"pandoc answers in a form that is not known: {error!r}") from error
    if len(formatted) != count:
        raise FormattingError(f"pandoc has formatted {len(formatted)} of {count} works")
    return tuple(formatted)


def _bare(label: str) -> str:
    """Return a citation without the parentheses around it: the roles put their own.

    Parentheses of a part of it stay.
    """
    inner = label[1:-1]
    whole = label.startswith("(") and label.endswith(")")
    return inner if whole and inner.find(")") <= inner.find("(") else label


_KINDS = {
    "Emph": SpanKind.EMPHASIS,
    "Strong": SpanKind.STRONG,
    "Superscript": SpanKind.SUPERSCRIPT,
    "Subscript": SpanKind.SUBSCRIPT,
}


def _read(inlines: Iterable[Mapping[str, Any]]) -> tuple[Inline, ...]:
    """Return pandoc's inlines as rich text."""
    return joined(part for inline in inlines for part in _read_one(inline))


def _read_one(inline: Mapping[str, Any]) -> tuple[Inline, ...]:
    name, content = inline["t"], inline.get("c")
    if name == "Str":
        return (str(content),)
    if name in ("Space", "SoftBreak", "LineBreak"):
        return (" ",)
    if name in _KINDS:
        return (Span(_KINDS[name], _read(content or ())),)
    if content is None:
        raise ValueError(name)
    if name == "Link":
        _attributes, text, (address, *_) = content
        return (Span(SpanKind.LINK, _read(text), address),)
    if name == "Span":
        (_identifier, classes, pairs), text = content
        spans = _read(text)
        for language in (value for key, value in pairs if key == "lang"):
            kind = SpanKind.UNTRANSLATED if _UNTRANSLATED in classes else SpanKind.LANGUAGE
            spans = (Span(kind, spans, language),)
        if TRANSLATION in classes:
            spans = (Span(SpanKind.CLASS, spans, TRANSLATION),)
        return spans
    if name in ("SmallCaps", "Underline", "Strikeout"):
        return _read(content)
    raise ValueError(name)
