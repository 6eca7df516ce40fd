"""Import into the catalogs of an edition what other tools wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editions.catalogs.compiling import read_catalogs
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import shown_name
from editions.catalogs.projects import parser_for
from editions.catalogs.reading import parse_editable
from editions.exchange.applying import Applied, apply_returned, pretranslated
from editions.exchange.docx import OLE, ZIP, open_docx
from editions.exchange.memory import read_tmx
from editions.exchange.review_reading import read_review, review_languages
from editions.exchange.segments import returned_entries
from editions.exchange.xliff import (
    MAX_BYTES,
    RULE,
    names_language,
    parse_xml,
    read_xliff,
    target_languages,
)
from editions.exchange.xliff2 import read_xliff2
from editions.files.reading import read_given
from editions.files.replacing import replace_files
from editions.findings import Finding, FindingsError, real_path, shown_path
from editions.languages import Edition, Publication
from editions.phrases import phrase
from editions.workflows.check import CheckContext, check_translations, project_safety
from editions.workflows.reporter import Reporter

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    edition: Edition
    applied: Applied
    #: What the rules say of the new translations.
    findings: tuple[Finding, ...]


def import_file(
    publication: Publication, edition: Edition, path: Path, *, overwrite: bool
) -> Imported:
    """Put a file into the catalogs of an edition; its content says of which kind it is.

    Raises:
        FindingsError: the file cannot be read, or a catalog; nothing is written.
    """
    shown = shown_path(path, publication.root)
    parse = parser_for(publication)
    catalogs = read_catalogs(publication.catalog_folders(edition), publication.root, parse)
    refuse = _refuser(publication)
    if path.suffix == ".po":
        domain = _domain_of(path, catalogs, shown)
        catalog = parse(path, read_given(path, shown, RULE, most=MAX_BYTES), shown)
        found = list(returned_entries(catalog, domain, catalogs[domain]))
        applied = apply_returned(catalogs, found, shown, refuse, overwrite=overwrite)
        return _written(publication, edition, catalogs, applied)
    data = read_given(path, shown, RULE, most=MAX_BYTES)
    if _is_office(path, data):
        rows = list(read_review(open_docx(data, shown), catalogs, shown, edition.lang))
        applied = apply_returned(catalogs, rows, shown, refuse, overwrite=overwrite)
        return _written(publication, edition, catalogs, applied)
    root = _xml_root(data, shown)
    kind = root.tag.rpartition("}")[2] if isinstance(root.tag, str) else ""
    if kind == "xliff":
        read = read_xliff2 if root.get("version", "").startswith("2") else read_xliff
        returned = read(root, edition.lang, shown)
        applied = apply_returned(catalogs, returned, shown, refuse, overwrite=overwrite)
    elif kind == "tmx":
        memory = read_tmx(root, publication.original.lang, edition.lang)
        applied = pretranslated(catalogs, memory, shown, refuse)
    else:
        raise _unknown_kind(shown)
    return _written(publication, edition, catalogs, applied)


def _is_office(path: Path, data: bytes) -> bool:
    """Tell whether a file is, or is called, one of a word processor."""
    return data.startswith((ZIP, OLE)) or path.suffix.lower() == ".docx"


def _domain_of(path: Path, catalogs: Mapping[str, Catalog], shown: str) -> str:
    """Return the catalog that a file from a tool belongs to, by its name and its folders.

    Raises:
        FindingsError: there is none, or there are several.
    """
    parts = real_path(path).with_suffix("").parts
    names = ("/".join(parts[-length:]) for length in range(len(parts), 0, -1))
    found = next((name for name in names if name in catalogs), None)
    if found is None:
        known = ", ".join(catalogs)
        message = phrase(
            "no catalog is called {stem!r}; give it the name of one: {known}",
            stem=path.stem,
            known=known,
        )
        raise FindingsError.for_file(shown, message, RULE)
    return found


def _written(
    publication: Publication,
    edition: Edition,
    catalogs: Mapping[str, Catalog],
    applied: Applied,
) -> Imported:
    """Write what an import changes, and check it."""
    parse = parser_for(publication)
    files: dict[Path, bytes] = {}
    fresh: dict[str, Catalog] = {}
    for domain, text in applied.texts.items():
        old = catalogs[domain].path
        files[old] = text.encode()
        fresh[domain] = parse(old, files[old], shown_name(old, publication.root))
    standing = {c.path: c.text.encode() for c in catalogs.values() if c.path in files}
    replace_files(files, standing)
    return Imported(edition, applied, tuple(_new_findings(publication, edition, catalogs, fresh)))


def read_memory(publication: Publication, edition: Edition, path: Path) -> Mapping[str, str]:
    """Return the translations of a memory into the language of an edition.

    Raises:
        FindingsError: the file cannot be read, or is no memory.
    """
    shown = shown_path(path, publication.root)
    root = _xml_root(read_given(path, shown, RULE, most=MAX_BYTES), shown)
    if not isinstance(root.tag, str) or root.tag.rpartition("}")[2] != "tmx":
        raise FindingsError.for_file(shown, phrase("is no translation memory: TMX"), RULE)
    return read_tmx(root, publication.original.lang, edition.lang)


def _xml_root(data: bytes, shown: str) -> etree._Element:
    """Return the root of an XML file.

    Raises:
        FindingsError: it is none, or one that is not read.
    """
    if not data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        raise _unknown_kind(shown)
    return parse_xml(data, shown)


def _unknown_kind(shown: str) -> FindingsError:
    message = phrase("is neither XLIFF, TMX, a catalog (.po) nor a DOCX; export it as one of them")
    return FindingsError.for_file(shown, message, RULE)


def _refuser(publication: Publication) -> Callable[[str, Entry], Iterator[str]]:
    safety = project_safety(publication.root)

    def refuse(domain: str, entry: Entry) -> Iterator[str]:
        return (
            problem.message
            for problem in safety.reasons(domain, entry)
            if safety.policy.refuses(problem.rule)
        )

    return refuse


def _new_findings(
    publication: Publication,
    edition: Edition,
    before: Mapping[str, Catalog],
    after: Mapping[str, Catalog],
) -> Iterator[Finding]:
    """Yield what the rules find in the entries that changed."""
    if not after:
        return
    spans = {
        shown_path(catalog.path, publication.root): [
            entry.span
            for entry in catalog
            if (entry.msgstrs, entry.flags) not in {
                (old.msgstrs, old.flags) for old in before[domain] if old.key == entry.key
            }
        ]
        for domain, catalog in after.items()
    }  # fmt: skip
    context = CheckContext(publication, (edition,), frozenset(), True, 1, Reporter())
    for finding in check_translations(context):
        if any(a <= finding.line <= b for a, b in spans.get(finding.file, ())):
            yield finding


def edition_of(
    path: Path, publication: Publication, editions: Sequence[Edition], *, chosen: bool = False
) -> Edition:
    """Return the one among *editions* that a file is for.

    One that somebody has *chosen* is for a file that names no language.

    Raises:
        FindingsError: the file cannot be read, or is for none of them or for several.
    """
    shown = shown_path(path, publication.root)
    tags = _languages(path, publication.original.lang, shown)
    if not tags and chosen and len(editions) == 1:
        return editions[0]
    found = [e for e in editions if any(names_language(tag, e.lang) for tag in tags)]
    named = [e for e in found if any(names_language(e.lang, tag) for tag in tags)]
    found = named or found  # of a language and its countries, the one that the file names
    if len(found) == 1:
        return found[0]
    known = ", ".join(edition.lang for edition in editions) or "none"
    if tags and not found:
        ways = phrase("import it where that is an edition, or correct the language that it names")
    else:
        ways = phrase("choose one with --edition CODE")
    names = ", ".join(sorted(tags)) or phrase("no language")
    message = phrase(
        "is for {names}; the editions to choose from are {known}; {ways}",
        names=names,
        known=known,
        ways=ways,
    )
    raise FindingsError.for_file(shown, message, RULE)


def _languages(path: Path, source: str, shown: str) -> set[str]:
    """Return the BCP 47 tags of the languages that a file brings translations in.

    Raises:
        FindingsError: the file cannot be read.
    """
    data = read_given(path, shown, RULE, most=MAX_BYTES)
    if path.suffix == ".po":
        language = parse_editable(path, data, shown).header.get("Language", "").strip()
        return {language.replace("_", "-")} - {""}
    if _is_office(path, data):
        return review_languages(open_docx(data, shown))
    return target_languages(_xml_root(data, shown), source)
