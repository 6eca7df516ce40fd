"""Write works into the text of a file of references; every line that is there stays."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from editions.files.reading import decode, read_bytes, read_given
from editions.files.replacing import replace_files
from editions.findings import EditionsError, Finding, FindingsError, Severity, real_path, shown_path
from editions.languages import Edition
from editions.phrases import phrase
from editions.references.checks import fold
from editions.references.fields import MAX_BYTES, RULE, known_keys, make_key, refused
from editions.references.importing import READERS
from editions.references.reading import RULE as REFERENCES
from editions.references.reading import Tree, check_text, parse
from editions.references.works import Author, Work

#: Text that YAML reads as it stands.
_PLAIN = re.compile(r"[^\W\d_](?:[\w’,()./–-]| (?!#))*")
_WORDS_OF_YAML = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def add_file(
    path: Path, root: Path, editions: Sequence[Edition], source: Path, form: str
) -> tuple[tuple[Work, ...], tuple[Finding, ...]]:
    """Add the works of *source*, in the format *form*, to the file of references at *path*.

    Return the works, and what is left to do by hand.

    Raises:
        FindingsError: either file is wrong, or a work is there already; nothing is written.
    """
    text = decode(read_given(source, str(source), RULE, most=MAX_BYTES), str(source), RULE)
    works = tuple(READERS[form](text, str(source), editions[0]))
    file = shown_path(path, root)
    held = read_bytes(path, file, REFERENCES) if os.path.lexists(path) else None
    before = "references:\n" if held is None else decode(held, file, REFERENCES)
    if _holds_entries(before, file):
        _refuse_errors(check_text(before, path, file, editions)[1])
    after = add_works(before, file, works, str(source), editions[0])
    _references, findings = check_text(after, path, file, editions)
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if errors:
        raise FindingsError(
            Finding(
                str(source), 0, phrase("{problem}; nothing was added", problem=f.message), f.rule
            )
            for f in errors
        )
    place = real_path(path)  # of a link, what it leads to
    replace_files({place: after.encode()}, {place: held})
    return works, findings


def _holds_entries(text: str, file: str) -> bool:
    value = parse(text, file).value
    return isinstance(value, dict) and bool(value.get("references"))


def _refuse_errors(findings: Iterable[Finding]) -> None:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise FindingsError(errors)


def add_works(text: str, file: str, works: Sequence[Work], source: str, edition: Edition) -> str:
    """Return the text of a file of references with *works* at the end of its list.

    Raises:
        FindingsError: there are no works, the text is no file of references, or a work stands
            there already; names each.
        EditionsError: the layout of the text leaves no place for works.
    """
    if not works:
        raise refused(source, 0, phrase("holds no works"))
    tree, parts = _read(text, file)
    old = tree.value["references"] or []
    _refuse_doubles(old, works, tree.lines, file, source)
    names = _Names(tree.value.get("names") or {})
    entries = [list(_fields(work, names.key, edition)) for work in works]
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    insertions = []
    forms = [f"  {key}:\n    {edition.code}: {_scalar(form)}\n" for key, form in names.new.items()]
    if forms and "names" in parts:
        insertions.append(_insertion(parts["names"], forms, file))
    elif forms:  # below everything, so that it goes in before the entries that end there
        insertions.append((len(lines), ["\n", "names:\n", *forms]))
    insertions.append(_insertion(parts["references"], list(_entry_lines(entries, parts)), file))
    for place, added in sorted(insertions, key=lambda item: item[0], reverse=True):
        lines[place:place] = added
    result = "".join(lines)
    if (parse(result, file).value or {}).get("references", [])[: len(old)] != old:
        raise EditionsError(
            phrase(
                "{file}: its layout leaves no place for entries; add one by hand first", file=file
            )
        )
    return result


def _read(text: str, file: str) -> tuple[Tree, dict[str, tuple[yaml.Node, yaml.Node]]]:
    """Return what *text* holds, and the nodes of its keys and their values, by key.

    Raises:
        FindingsError: it is no file of references.
    """
    tree = parse(text, file)
    top = yaml.compose(text, Loader=yaml.SafeLoader) if tree.value is not None else None
    if top is not None and not isinstance(top, yaml.MappingNode):
        raise FindingsError(
            [Finding(file, 1, phrase("wants 'references:' as a key"), "yaml-syntax")]
        )
    parts = {key.value: (key, value) for key, value in top.value} if top is not None else {}
    empty = "references" in parts and isinstance(parts["references"][1], yaml.ScalarNode)
    line = tree.line(("references",))
    findings = [f for f in tree.findings if not (empty and f.line == line)]  # a list to begin
    if top is None or findings:
        raise FindingsError(findings)
    if "references" not in parts:
        raise FindingsError(
            [Finding(file, 1, phrase("wants 'references:' as a key"), "yaml-syntax")]
        )
    return tree, parts


class _Names:
    """Institutions and places of a file by key, and those that it lacks."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names
        self._known = known_keys(names.items())
        #: Forms of those that it lacks, by their new keys.
        self.new: dict[str, str] = {}

    def key(self, form: str) -> str:
        """Return the key of a name, a new one where the file has none."""
        key = self._known.get(form.casefold())
        if key is None:
            key = base = make_key(form)
            count = 1
            while key in self._names or key in self.new:
                count += 1
                key = f"{base}-{count}"
            self._known[form.casefold()] = key
            self.new[key] = form
        return key


def _refuse_doubles(
    old: Sequence[dict[str, Any]],
    works: Sequence[Work],
    lines: dict[tuple[str | int, ...], int],
    file: str,
    source: str,
) -> None:
    there: dict[str, str] = {}
    for index, entry in enumerate(old):
        line = lines.get(("references", index), 0)
        place = f"{file}:{line}"
        there[f"id {entry.get('id')}"] = place
        there[f"{fold(str(entry.get('title')))} {entry.get('issued', '')}"] = place
    findings = []
    for work in works:
        marks = (f"id {work.key}", f"{fold(work.title)} {work.issued}")
        place = next((there[mark] for mark in marks if mark in there), "")
        if place:
            message = (
                phrase(
                    "{key}: stands twice in {file} already; nothing was added",
                    key=work.key,
                    file=source,
                )
                if place == source
                else phrase(
                    "{key}: stands in {place} already; nothing was added",
                    key=work.key,
                    place=place,
                )
            )
            findings.append(Finding(source, 0, message, "duplicate-work"))
        for mark in marks:
            there.setdefault(mark, source)
    if findings:
        raise FindingsError(findings)


def _insertion(
    part: tuple[yaml.Node, yaml.Node], added: list[str], file: str
) -> tuple[int, list[str]]:
    """Return the number of the line before which *added* goes: after the last one of *part*."""
    key, value = part
    if isinstance(value, yaml.CollectionNode) and value.flow_style:
        line = key.start_mark.line + 1
        message = phrase(
            "{key!r} stands in brackets; write it in lines, one item a line", key=key.value
        )
        raise FindingsError([Finding(file, line, message, "yaml-layout")])
    return max(key.start_mark.line, _last_line(value)) + 1, added


def _last_line(node: yaml.Node) -> int:
    """Return the last line that a node has a letter in, counted from 0."""
    if isinstance(node, yaml.MappingNode):
        return max((_last_line(part) for pair in node.value for part in pair), default=0)
    if isinstance(node, yaml.SequenceNode):
        return max((_last_line(part) for part in node.value), default=0)
    end = node.end_mark
    return end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line


def _fields(work: Work, name: Any, edition: Edition) -> Iterator[tuple[str, Any]]:
    """Yield the fields of an entry, in the order in which the file has them."""
    foreign = work.language.partition("-")[0] != edition.lang.partition("-")[0]
    yield "id", work.key
    yield "type", work.type
    yield "language", work.language
    yield "author", [_author(author, name) for author in work.authors]
    yield "editor", [_author(editor, name) for editor in work.editors]
    yield "title", work.title
    yield "title-short", work.title_short
    yield "title-translation", {edition.code: work.title_translation} if foreign else {}
    yield "container-title", work.container
    yield (
        "container-title-translation",
        {edition.code: work.container_translation} if foreign else {},
    )
    yield "chapter-number", work.chapter
    yield "genre", {edition.code: work.genre}
    yield "number", work.number
    yield "volume", work.volume
    yield "issue", work.issue
    yield "page", work.page
    yield "publisher", name(work.publisher) if work.publisher else ""
    yield "publisher-place", name(work.publisher_place) if work.publisher_place else ""
    yield "event-place", name(work.event_place) if work.event_place else ""
    yield "issued", work.issued
    yield "URL", work.url
    yield "accessed", work.accessed
    yield "DOI", work.doi
    yield "ISBN", work.isbn


def _author(author: Author, name: Any) -> Any:
    if author.literal:
        return name(author.literal)
    return {"family": author.family, "given": author.given}


def _entry_lines(
    entries: Sequence[Sequence[tuple[str, Any]]],
    parts: dict[str, tuple[yaml.Node, yaml.Node]],
) -> Iterator[str]:
    value = parts["references"][1]
    indent = 2
    if isinstance(value, yaml.SequenceNode) and value.value:
        indent = max(value.value[0].start_mark.column - 2, 0)
    for number, fields in enumerate(entries):
        if number or (isinstance(value, yaml.SequenceNode) and value.value):
            yield "\n"
        lead = "- "
        for field, content in fields:
            for line in _field_lines(field, content):
                yield f"{' ' * indent}{lead}{line}\n"
                lead = "  "


def _field_lines(field: str, content: Any) -> Iterator[str]:
    if isinstance(content, str) and content:
        yield f"{field}: {_scalar(content)}"
    elif isinstance(content, dict) and any(content.values()):
        yield f"{field}:"
        yield from (f"  {key}: {_scalar(value)}" for key, value in content.items() if value)
    elif isinstance(content, list) and content:
        yield f"{field}:"
        for item in content:
            if isinstance(item, str):
                yield f"  - {item}"
                continue
            lead = "- "
            for key, value in item.items():
                if value:
                    yield f"  {lead}{key}: {_scalar(value)}"
                    lead = "  "


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML and text[-1] != " ":
        return text
    return json.dumps(text, ensure_ascii=False)
