"""Write and read XLIFF 1.2, which every translator's tool knows.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html.  Markup stands in ``<ph>``, ``<bpt>``
and ``<ept>``, so that tools protect it; the text of all elements joined is the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from editions.catalogs.sizes import is_all_markup
from editions.catalogs.syntax import syntax_of
from editions.exchange.codes import Code, CodeLetters, Piece, renumber, split_codes
from editions.exchange.guards import torn_codes
from editions.exchange.segments import Returned, Segment
from editions.findings import Finding, FindingsError, described, shortened
from editions.phrases import phrase

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ELEMENTS = {"open": "bpt", "close": "ept", "alone": "ph"}
#: Elements that stand for code or mark text, by what becomes of their content.
_EMPTY_CODES = {"x": "alone", "bx": "open", "ex": "close", "ph": "alone"}
_EMPTY_CODES |= {"bpt": "open", "ept": "close", "it": "alone"}
_STATES = {
    "current": "translated",
    "outdated": "needs-review-translation",
}
_DONE = {"translated", "final", "signed-off"}
#: Rule of the findings on a file as a whole.
RULE = "exchange"
#: The largest file that is read.
MAX_BYTES = 50_000_000
#: Tags, attributes and references to entities; each takes memory, however short it is.
MAX_MARKUP = 2_500_000
#: Messages of one file; each is parsed.
MAX_UNITS = 100_000
_MARKUP = (b"<", b"=", b"&")
_ENCODING = re.compile(rb"\W*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = frozenset(("utf-8", "utf8", "utf-16", "us-ascii", "iso-8859-1", "windows-1252"))


def write_xliff(
    files: Mapping[str, Iterable[Segment]], source_lang: str, target_lang: str
) -> bytes:
    """Return a file with the segments of each catalog; languages are BCP 47 tags.

    Raises:
        ValueError: a message holds what XML cannot: a control character.
    """
    root = etree.fromstring(f'<xliff version="1.2" xmlns="{NAMESPACE}"/>')
    for domain, segments in files.items():
        file = etree.SubElement(
            root,
            _name("file"),
            {
                "original": domain,
                "source-language": source_lang,
                "target-language": target_lang,
                "datatype": "x-gettext",
            },
        )
        body = etree.SubElement(file, _name("body"))
        for segment in segments:
            _write_unit(body, segment)
    _indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _write_unit(body: etree._Element, segment: Segment) -> None:
    unit = etree.SubElement(
        body, _name("trans-unit"), {"id": segment.id, f"{_XML}space": "preserve"}
    )
    syntax = syntax_of(segment.references)
    pieces = split_codes(segment.source, syntax)
    _fill(etree.SubElement(unit, _name("source")), pieces)
    target = etree.SubElement(unit, _name("target"))
    _fill(target, renumber(split_codes(segment.target, syntax), pieces))
    if segment.state != "missing":  # a tool that knows no states may fill the target and be right
        target.set("state", _STATES[segment.state])
        unit.set("approved", "yes" if segment.state == "current" else "no")
    if segment.context is not None:
        _write_contexts(unit, {"x-gettext-msgctxt": segment.context})
    for reference in segment.references:
        file, colon, line = reference.rpartition(":")
        known = colon and line.isdecimal()
        place = {"sourcefile": file, "linenumber": line} if known else {"sourcefile": reference}
        _write_contexts(unit, place, purpose="location")
    for text, origin in (
        *((line, "developer") for line in segment.extracted),
        *((line, "translator") for line in segment.comments),
    ):
        etree.SubElement(unit, _name("note"), {"from": origin}).text = text
    if segment.previous is not None:
        kind = {"alttranstype": "previous-version"}
        earlier = etree.SubElement(unit, _name("alt-trans"), kind)
        _fill(etree.SubElement(earlier, _name("source")), split_codes(segment.previous, syntax))
        _fill(etree.SubElement(earlier, _name("target")), split_codes(segment.target, syntax))


def _write_contexts(unit: etree._Element, contexts: Mapping[str, str], **purpose: str) -> None:
    # Without a name: the schema wants each name once a file.
    group = etree.SubElement(unit, _name("context-group"), purpose)
    for kind, value in contexts.items():
        etree.SubElement(group, _name("context"), {"context-type": kind}).text = value


def _fill(element: etree._Element, pieces: Iterable[Piece]) -> None:
    last: etree._Element | None = None
    for piece in pieces:
        if isinstance(piece, Code):
            name, number = _ELEMENTS[piece.kind], str(piece.number)
            last = etree.SubElement(element, _name(name), {"id": number})
            last.text = piece.text
        elif last is None:
            element.text = piece
        else:
            last.tail = piece


def _indent(root: etree._Element) -> None:
    """Put each unit on lines of its own; texts keep their spaces."""
    for parent in root.iter(*map(_name, ("xliff", "file", "body", "trans-unit"))):
        for child in parent:
            child.tail = "\n"
        parent.text = "\n"
    root.tail = "\n"


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def parse_xml(data: bytes, shown: str) -> etree._Element:
    """Return the root of an XML file from elsewhere, read without following anything.

    Raises:
        FindingsError: it is too large, not well-formed, or declares entities.
    """

    def refused(line: int, message: str) -> FindingsError:
        return FindingsError([Finding(shown, line, message, RULE)])

    if len(data) > MAX_BYTES:
        raise refused(
            0,
            phrase(
                "is larger than {max_bytes:,} bytes; --split writes smaller files",
                max_bytes=MAX_BYTES,
            ),
        )
    encoding = _ENCODING.match(data[:400].replace(b"\0", b""))  # UTF-16 has them
    if encoding and encoding[1].decode("ascii", "replace").lower() not in _ENCODINGS:
        raise refused(
            1, phrase("is in an encoding that no translator's tool writes; save it as UTF-8")
        )
    if sum(map(data.count, _MARKUP)) > MAX_MARKUP:
        raise refused(
            0,
            phrase(
                "holds more than {max_markup:,} tags and attributes; split it",
                max_markup=MAX_MARKUP,
            ),
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = phrase(
            "is not well-formed XML: {error}; export it again from the tool",
            error=" ".join(str(error.msg).split()),
        )
        raise refused(error.lineno or 0, message) from error
    document = root.getroottree().docinfo
    internal: Any = document.internalDTD
    if internal is not None and any(internal.iterentities()):
        raise refused(
            1, phrase("declares entities; no translator's tool does so, and the file is not read")
        )
    return root


def target_languages(root: etree._Element, source_lang: str) -> set[str]:
    """Return the tags of the languages that an XLIFF or TMX file translates into."""
    found = {file.get("target-language", "") for file in root.iter("{*}file")}
    found.add(root.get("trgLang", ""))  # of XLIFF 2
    for variant in root.iter("{*}tuv"):
        tag = variant.get(f"{_XML}lang") or variant.get("lang") or ""
        if not names_language(tag, source_lang):
            found.add(tag)
    return found - {""}


def check_language(language: str, wanted: str, element: etree._Element, shown: str) -> None:
    """Refuse an *element* for another language than that of the edition; both are BCP 47 tags.

    Raises:
        FindingsError: it is.
    """
    if not names_language(language, wanted):
        message = phrase(
            "the file is for {language}, the edition is {wanted!r}",
            language=described(language),
            wanted=wanted,
        )
        raise FindingsError([Finding(shown, line_of(element), message, RULE)])


def check_size(units: int, element: etree._Element, shown: str) -> None:
    """Refuse a file that holds too many messages, so many up to *element*.

    Raises:
        FindingsError: it does.
    """
    if units > MAX_UNITS:
        message = phrase(
            "holds more than {max_units:,} messages; --split writes smaller files",
            max_units=MAX_UNITS,
        )
        raise FindingsError([Finding(shown, line_of(element), message, RULE)])


def read_xliff(root: etree._Element, target_lang: str, shown: str) -> list[Returned]:
    """Return the segments of a file for the language *target_lang*.

    Raises:
        FindingsError: the file is of another version, or for another language.
    """
    version = root.get("version", "")
    if version not in ("1.0", "1.1", "1.2"):
        message = phrase(
            "XLIFF {version}; save it as XLIFF 1.2",
            version=shortened(version) or phrase("of an unknown version"),
        )
        raise FindingsError([Finding(shown, 1, message, RULE)])
    returned: list[Returned] = []
    letters = CodeLetters()
    for file in root.iter("{*}file"):
        language = file.get("target-language", target_lang)
        check_language(language, target_lang, file, shown)
        domain = file.get("original", "")
        units = sum(1 for _ in file.iter("{*}trans-unit"))
        check_size(len(returned) + units, file, shown)
        returned += [_read_unit(unit, domain, letters) for unit in file.iter("{*}trans-unit")]
    return returned


def line_of(element: etree._Element) -> int:
    """Return the line of an element in its file; 0 where it is not known."""
    line: Any = element.sourceline
    return int(line or 0)


def names_language(found: str, wanted: str) -> bool:
    """Tell whether a tag names the wanted language: ``es`` and ``es_mx`` are good for ``es-MX``."""
    parts, whole = (tag.replace("_", "-").lower().split("-") for tag in (found, wanted))
    return parts[0] == whole[0] and set(parts[1:]) <= set(whole[1:])


def _places(unit: etree._Element) -> Iterator[str]:
    """Yield the files that a message stands in."""
    for context in unit.iter("{*}context"):
        if context.get("context-type") == "sourcefile":
            yield context.text or ""


def _read_unit(unit: etree._Element, domain: str, letters: CodeLetters) -> Returned:
    source, target = unit.find("{*}source"), unit.find("{*}target")
    problem = ""
    text = ""
    try:
        text = _text(source, {}, letters) if source is not None else ""
    except LookupError as error:  # its codes have lost their content
        problem = error.args[0]
    translation = None
    fuzzy = None
    if target is not None:
        codes = _codes_of(text, unit) if _names_codes(target) else {}
        try:
            translation = _text(target, dict.fromkeys(_empty_halves(target), "") | codes, letters)
        except LookupError as error:
            problem = problem or error.args[0]
        problem = problem or torn_codes(_codes(target))
        state = target.get("state")
        approved = unit.get("approved")
        if state is not None:
            fuzzy = state not in _DONE
        if approved == "yes":
            fuzzy = False
        elif approved == "no" and state is None:
            fuzzy = True
    notes = tuple(
        note.text
        for note in unit.findall("{*}note")
        if note.text and note.get("from") != "developer"
    )
    return Returned(
        domain, unit.get("id", ""), text, translation, fuzzy, notes, line_of(unit), problem
    )


def _names_codes(element: etree._Element) -> bool:
    """Tell whether a target holds codes by their numbers alone, which the message must tell."""
    return any(
        etree.QName(code).localname == "g" or (not len(code) and not code.text)
        for code in element.iter(*(f"{{*}}{name}" for name in ("g", *_EMPTY_CODES)))
    )


def _codes_of(text: str, unit: etree._Element) -> dict[tuple[str, str], str]:
    """Return the codes of a message, by their kind and number.

    One with more markup than a source can have is no message of it, and is not parsed.
    """
    pieces = () if is_all_markup(text) else split_codes(text, syntax_of(_places(unit)))
    codes = (piece for piece in pieces if isinstance(piece, Code))
    return {(code.kind, str(code.number)): code.text for code in codes}


def _codes(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the codes of a source or target in order: ``open``, ``close`` or ``alone``, number."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        tag, number = etree.QName(child).localname, _number(child)
        if tag in _EMPTY_CODES:
            yield _EMPTY_CODES[tag], number
        else:
            yield from _codes(child)


def _empty_halves(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield codes without content whose other half has some, as that of a link by name has.

    No tool has taken it from one of the two.
    """
    halves = list(element.iter("{*}bpt", "{*}ept"))
    full = {_number(half) for half in halves if half.text}
    for half in halves:
        if not half.text and _number(half) in full:
            yield _EMPTY_CODES[etree.QName(half).localname], _number(half)


def _number(code: etree._Element) -> str:
    """Return the number of a code; both of a pair have the same ``rid``, or the same ``id``."""
    return code.get("rid", code.get("id", ""))


def _text(
    element: etree._Element, codes: Mapping[tuple[str, str], str], letters: CodeLetters
) -> str:
    """Return the text of a source or target, *codes* put where a tool left only their numbers.

    Raises:
        LookupError: the message has no such code, or the codes make too many *letters*.
    """
    return "".join(_parts(element, codes, letters))


def _parts(
    element: etree._Element, codes: Mapping[tuple[str, str], str], letters: CodeLetters
) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not isinstance(child.tag, str):  # a comment
            yield child.tail or ""
            continue
        tag, number = etree.QName(child).localname, child.get("id", child.get("rid", ""))
        if tag == "g":
            yield letters.take(_code(codes, "open", number))
            yield from _parts(child, codes, letters)
            yield letters.take(_code(codes, "close", number))
        elif tag in _EMPTY_CODES and not len(child) and not child.text and codes:
            yield letters.take(_code(codes, _EMPTY_CODES[tag], number))
        else:
            yield from _parts(child, codes, letters)
        yield child.tail or ""


def _code(codes: Mapping[tuple[str, str], str], kind: str, number: str) -> str:
    if (kind, number) not in codes:
        raise LookupError(
            phrase(
                "the message has no code {code}; keep the codes of the message",
                code=described(number),
            )
        )
    return codes[kind, number]
