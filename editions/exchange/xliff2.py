"""Write and read XLIFF 2.1, beside 1.2.

http://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html.  Markup stands in the
original data of each unit, and the text holds codes that lead to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from editions.catalogs.syntax import syntax_of
from editions.exchange.codes import Code, CodeLetters, Piece, renumber, split_codes
from editions.exchange.guards import torn_codes
from editions.exchange.segments import Returned, Segment
from editions.exchange.xliff import RULE, check_language, check_size, line_of
from editions.findings import Finding, FindingsError, described, shortened
from editions.phrases import phrase

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What a translation of an earlier message is called; XLIFF has no state for it.
_OUTDATED = "editions:outdated"
_DONE = {"translated", "reviewed", "final"}
#: Categories of notes.
_DEVELOPER, _PLACE, _CONTEXT, _PREVIOUS = "developer", "location", "context", "previous-source"
_OURS = frozenset((_DEVELOPER, _PLACE, _CONTEXT, _PREVIOUS))


def write_xliff2(
    files: Mapping[str, Iterable[Segment]], source_lang: str, target_lang: str
) -> bytes:
    """Return a file with the segments of each catalog; languages are BCP 47 tags.

    Raises:
        ValueError: a message holds what XML cannot: a control character.
    """
    root = etree.fromstring(f'<xliff version="2.1" xmlns="{NAMESPACE}"/>')
    root.set("srcLang", source_lang)
    root.set("trgLang", target_lang)
    for number, (domain, segments) in enumerate(files.items(), 1):
        file = etree.SubElement(root, _name("file"), {"id": f"f{number}", "original": domain})
        for segment in segments:
            _write_unit(file, segment)
    for parent in root.iter(*map(_name, ("xliff", "file", "unit", "notes", "segment"))):
        parent.text = "\n"
        for child in parent:
            child.tail = "\n"
    root.tail = "\n"
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _write_unit(file: etree._Element, segment: Segment) -> None:
    unit = etree.SubElement(file, _name("unit"), {"id": segment.id, _SPACE: "preserve"})
    notes = [
        *((_CONTEXT, text) for text in (segment.context,) if text is not None),
        *((_PLACE, text) for text in segment.references),
        *((_DEVELOPER, text) for text in segment.extracted),
        *(("translator", text) for text in segment.comments),
        *((_PREVIOUS, text) for text in (segment.previous,) if text is not None),
    ]
    if notes:
        group = etree.SubElement(unit, _name("notes"))
        for category, text in notes:
            etree.SubElement(group, _name("note"), {"category": category}).text = text
    syntax = syntax_of(segment.references)
    source = split_codes(segment.source, syntax)
    target = renumber(split_codes(segment.target, syntax), source)
    texts = dict.fromkeys(p.text for p in (*source, *target) if isinstance(p, Code))
    names = {text: f"d{number}" for number, text in enumerate(texts, 1)}
    if names:
        data = etree.SubElement(unit, _name("originalData"))
        for text, name in names.items():
            etree.SubElement(data, _name("data"), {"id": name}).text = text
    states = {"current": "translated", "outdated": "initial", "missing": "initial"}
    part = etree.SubElement(unit, _name("segment"), {"state": states[segment.state]})
    if segment.state == "outdated":
        part.set("subState", _OUTDATED)
    _fill(etree.SubElement(part, _name("source")), source, names)
    if segment.target:
        _fill(etree.SubElement(part, _name("target")), target, names)


def _fill(element: etree._Element, pieces: Iterable[Piece], names: Mapping[str, str]) -> None:
    """Put *pieces* into a source or target; *names* are those of the original data."""
    stack = [element]
    for piece in pieces:
        if not isinstance(piece, Code):
            _append(stack[-1], piece)
        elif piece.kind == "close":
            stack.pop().set("dataRefEnd", names[piece.text])
        else:
            kept = {} if not piece.text.strip("*") else {"canDelete": "no"}
            tag, data = ("pc", "dataRefStart") if piece.kind == "open" else ("ph", "dataRef")
            attributes = {"id": str(piece.number), **kept, data: names[piece.text]}
            code = etree.SubElement(stack[-1], _name(tag), attributes)
            if piece.kind == "open":
                stack.append(code)


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def read_xliff2(root: etree._Element, target_lang: str, shown: str) -> list[Returned]:
    """Return the segments of a file for the language *target_lang*.

    Raises:
        FindingsError: the file is of another version, or for another language.
    """
    version = root.get("version", "")
    if version not in ("2.0", "2.1", "2.2"):
        message = phrase(
            "XLIFF {version} is not known; save it as XLIFF 2.1 or 1.2", version=shortened(version)
        )
        raise FindingsError([Finding(shown, 1, message, RULE)])
    check_language(root.get("trgLang", target_lang), target_lang, root, shown)
    returned: list[Returned] = []
    letters = CodeLetters()
    for file in root.iter("{*}file"):
        for unit in file.iter("{*}unit"):
            check_size(len(returned) + 1, unit, shown)
            returned.append(_read_unit(unit, file.get("original", ""), letters))
    return returned


def _read_unit(unit: etree._Element, domain: str, letters: CodeLetters) -> Returned:
    notes = [(note.get("category", ""), note.text or "") for note in unit.iter("{*}note")]
    data = {d.get("id", ""): "".join(map(str, d.itertext())) for d in unit.iter("{*}data")}
    parts = [part for part in unit if _tag(part) in ("segment", "ignorable")]
    text, problem = "", ""
    codes: dict[tuple[str, str], str] = {}
    translation: str | None = None
    try:
        text = "".join(_text(part.find("{*}source"), data, {}, letters) for part in parts)
        places = (place for category, place in notes if category == _PLACE)
        for piece in split_codes(text, syntax_of(places)):
            if isinstance(piece, Code):
                codes[piece.kind, str(piece.number)] = piece.text
        translation = _translation(parts, data, codes, letters)
    except LookupError as error:
        problem = error.args[0]
    targets = [target for part in parts for target in part.findall("{*}target")]
    problem = problem or torn_codes(code for target in targets for code in _codes(target))
    comments = tuple(text for category, text in notes if category not in _OURS and text)
    line = line_of(unit)
    fuzzy = _state(parts)
    return Returned(domain, unit.get("id", ""), text, translation, fuzzy, comments, line, problem)


def _translation(
    parts: Sequence[etree._Element],
    data: Mapping[str, str],
    codes: Mapping[tuple[str, str], str],
    letters: CodeLetters,
) -> str | None:
    """Return the translation of a unit, which a tool may have cut into segments.

    Raises:
        LookupError: a part of it is missing, or a code.
    """
    found: list[tuple[int, str]] = []
    missing = 0
    for number, part in enumerate(parts, 1):
        target = part.find("{*}target")
        if target is not None:
            order = target.get("order", "")
            at = int(order) if order.isdecimal() and len(order) < 7 else number
            found.append((at, _text(target, data, codes, letters)))
        elif _tag(part) == "ignorable":
            found.append((number, _text(part.find("{*}source"), data, codes, letters)))
        else:
            missing += 1
    if missing == sum(1 for part in parts if _tag(part) == "segment"):
        return None
    if missing:
        raise LookupError(
            phrase(
                "{missing} of its segments have no translation; translate all of them",
                missing=missing,
            )
        )
    return "".join(text for _, text in sorted(found, key=lambda item: item[0]))


def _state(parts: Iterable[etree._Element]) -> bool | None:
    """Return whether the translation wants a human; None where the file does not say."""
    segments = [part for part in parts if _tag(part) == "segment"]
    if any(part.get("subState") == _OUTDATED and not _is_done(part) for part in segments):
        return True
    return False if segments and all(map(_is_done, segments)) else None


def _is_done(part: etree._Element) -> bool:
    return part.get("state") in _DONE


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _codes(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the codes of a target in order: ``open``, ``close`` or ``alone``, and number."""
    for child in element:
        tag, number = _tag(child), child.get("id", "")
        if tag == "pc":
            yield "open", number
            yield from _codes(child)
            yield "close", number
        elif tag in ("sc", "ec"):
            yield "open" if tag == "sc" else "close", child.get("startRef", number)
        elif tag == "ph":
            yield "alone", number
        else:
            yield from _codes(child)


def _text(
    element: etree._Element | None,
    data: Mapping[str, str],
    codes: Mapping[tuple[str, str], str],
    letters: CodeLetters,
) -> str:
    """Return the text of a source or target; *codes* stand where the original data are gone.

    Raises:
        LookupError: the unit has no such code, or the codes make too many *letters*.
    """
    return "" if element is None else "".join(_parts(element, data, codes, letters))


def _parts(
    element: etree._Element,
    data: Mapping[str, str],
    codes: Mapping[tuple[str, str], str],
    letters: CodeLetters,
) -> Iterator[str]:
    def code(child: etree._Element, reference: str, kind: str) -> str:
        name, number = child.get(reference, ""), child.get("startRef", child.get("id", ""))
        if name in data:
            return letters.take(data[name])
        if (kind, number) not in codes:
            message = phrase(
                "the message has no code {code}; keep the codes of the message",
                code=described(number),
            )
            raise LookupError(message)
        return letters.take(codes[kind, number])

    yield element.text or ""
    for child in element:
        tag = _tag(child)
        if tag == "pc":
            yield code(child, "dataRefStart", "open")
            yield from _parts(child, data, codes, letters)
            yield code(child, "dataRefEnd", "close")
        elif tag in ("sc", "ec"):
            yield code(child, "dataRef", "open" if tag == "sc" else "close")
        elif tag == "ph":
            yield code(child, "dataRef", "alone")
        elif tag == "cp":
            raise LookupError(phrase("it holds a character that no catalog may; delete it"))
        elif tag:
            yield from _parts(child, data, codes, letters)
        yield child.tail or ""
