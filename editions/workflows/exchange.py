"""Export an edition's catalogs for other tools, and take in what comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editions.catalogs.compiling import read_catalogs
from editions.catalogs.domains import SHARED_DOMAINS
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import shown_name
from editions.catalogs.markup import parse_markup
from editions.catalogs.projects import project_of
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import replace_files
from editions.exchange.applying import Applied, apply_returned, pretranslated
from editions.exchange.docx import OLE, ZIP, open_docx
from editions.exchange.glossary import read_glossary, write_csv, write_tbx
from editions.exchange.memory import pairs_of, read_tmx, write_tmx
from editions.exchange.review import ReviewLabels, write_review
from editions.exchange.review_reading import read_review
from editions.exchange.segments import Segment, returned_entries, segments_of
from editions.exchange.xliff import (
    MAX_BYTES,
    RULE,
    names_language,
    parse_xml,
    read_xliff,
    target_languages,
    write_xliff,
)
from editions.exchange.xliff2 import read_xliff2, write_xliff2
from editions.files.reading import read_bytes
from editions.findings import Finding, FindingsError, UsageError, shown_path
from editions.languages import Edition, Publication
from editions.workflows.brief import comparer_for
from editions.workflows.check import CheckContext, check_translations, project_safety
from editions.workflows.reporter import Reporter

if TYPE_CHECKING:
    from lxml import etree


#: What XML 1.0 cannot hold, however it is written.
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    edition: Edition
    applied: Applied
    #: What the rules say of the new translations.
    findings: tuple[Finding, ...]


def choose_catalogs(
    publication: Publication, edition: Edition, names: Sequence[str]
) -> dict[str, Catalog]:
    """Return the catalogs of an edition called *names*, or all for none.

    Raises:
        FindingsError: a catalog is broken.
        UsageError: there is no such catalog.
    """
    catalogs = read_catalogs(publication.catalog_folders(edition), publication.root)
    for name in names:
        if name not in catalogs:
            known = ", ".join(catalogs)
            raise UsageError(f"{edition.code} has no catalog {name!r}; it has {known}")
    return {name: catalog for name, catalog in catalogs.items() if not names or name in names}


def export_xliff(
    publication: Publication,
    edition: Edition,
    names: Sequence[str],
    wanted: Callable[[Segment], bool],
    *,
    split: bool,
    version: str = "1.2",
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file: one of the edition, or one a catalog for *split*."""
    write = write_xliff2 if version == "2.1" else write_xliff
    catalogs = choose_catalogs(publication, edition, names)
    files = {
        name: found
        for name, catalog in catalogs.items()
        if (found := [segment for segment in segments_of(catalog) if wanted(segment)])
    }
    languages = (publication.original.lang, edition.lang)
    try:
        if split:
            for name, found in files.items():
                end = f"{name.replace('/', '-')}-{edition.code}.xlf"
                yield f"{publication.slug}-{end}", write({name: found}, *languages)
        elif files:
            yield f"{publication.slug}-{edition.code}.xlf", write(files, *languages)
    except ValueError as error:
        raise _control_character(publication, catalogs.values()) from error


def export_review(
    publication: Publication,
    edition: Edition,
    names: Sequence[str],
    wanted: Callable[[Segment], bool],
    *,
    split: bool,
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of tables for reviewers: one, or for *split* one a catalog.

    Raises:
        FindingsError: a catalog or the termbase is broken.
        MissingExtraError: python-docx is not installed.
    """
    catalogs = choose_catalogs(publication, edition, names)
    files = {
        name: found
        for name, catalog in catalogs.items()
        if (found := [segment for segment in segments_of(catalog) if wanted(segment)])
    }
    title = f"{publication.original.title} — {edition.name}"
    labels = ReviewLabels(title, publication.original.lang, edition.lang)
    comparer = comparer_for(project_of(publication, [edition]))
    try:
        if split:
            for name, found in files.items():
                end = f"{name.replace('/', '-')}-review-{edition.code}.docx"
                yield f"{publication.slug}-{end}", write_review({name: found}, labels, comparer)
        elif files:
            data = write_review(files, labels, comparer)
            yield f"{publication.slug}-review-{edition.code}.docx", data
    except ValueError as error:
        raise _control_character(publication, catalogs.values()) from error


def export_tmx(
    publication: Publication, edition: Edition, names: Sequence[str]
) -> tuple[str, bytes]:
    """Return name and content of the translation memory of an edition."""
    catalogs = choose_catalogs(publication, edition, names)
    try:
        data = write_tmx(pairs_of(catalogs.values()), publication.original.lang, edition.lang)
    except ValueError as error:
        raise _control_character(publication, catalogs.values()) from error
    return f"{publication.slug}-{edition.code}.tmx", data


def _control_character(publication: Publication, catalogs: Iterable[Catalog]) -> FindingsError:
    """Return which message, or which name of a catalog, XML cannot hold."""
    findings = []
    for catalog in catalogs:
        shown = shown_name(catalog.path, publication.root)
        if not _in_xml(catalog.path.name):
            message = "its name holds what no exchange format can; give it another"
            findings.append(Finding(shown, 0, message, RULE))
        for entry in catalog:
            if not all(
                map(_in_xml, (entry.msgid, *entry.msgstrs, *entry.comments, *entry.extracted))
            ):
                message = "holds a control character, which no exchange format can; delete it"
                findings.append(Finding(shown, entry.line, message, RULE))
    return FindingsError(findings)


def _in_xml(text: str) -> bool:
    return _NOT_IN_XML.search(text) is None


def export_glossary(publication: Publication, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the termbase as a glossary, in two forms."""
    original = publication.original
    shown = shown_path(publication.terms, publication.root)
    terms = read_glossary(publication.terms, original.locale, edition.locale, shown)
    name = f"{publication.slug}-glossary-{edition.code}"
    yield f"{name}.tbx", write_tbx(terms, original.lang, edition.lang)
    yield f"{name}.csv", write_csv(terms)


@dataclass(frozen=True)
class WeblateOptions:
    """What a list of components says of the repository and the text."""

    #: Address that Weblate reads from.
    repository: str
    #: Address that it pushes to; empty for one that it does not push to.
    push: str = ""
    #: The branch that it pushes to, which is not the one that it reads.
    push_branch: str = "weblate"
    #: The licence of the translations, by its SPDX name; may be empty.
    license: str = ""


def export_weblate(publication: Publication, options: WeblateOptions) -> tuple[str, bytes]:
    """Return name and content of a list of components, for Weblate's ``import_json``.

    The first one holds the repository; the others share it.
    """
    edition = next(iter(publication.translations), None)
    if edition is None:
        raise UsageError("the publication has no translations")
    mask = shown_path(publication.locale, publication.root)
    components: list[dict[str, Any]] = []
    for name, catalog in choose_catalogs(publication, edition, ()).items():
        slug = name.replace("/", "-")
        first = components[0]["slug"] if components else ""
        own = {"repo": f"weblate://{publication.slug}/{first}"}
        if not first:
            own = {"repo": options.repository}
            if options.push:
                own |= {"push": options.push, "push_branch": options.push_branch}
        components.append(
            {
                "name": _component_name(name, catalog, components),
                "slug": slug,
                "vcs": "git",
                **own,
                "filemask": f"{mask}/*/LC_MESSAGES/{name}.po",
                "file_format": "po",
                # Weblate writes headers of its own otherwise.
                "file_format_params": {"po_set_language_team": False},
                "source_language": {"code": publication.original.locale},
                "license": options.license,
                "new_lang": "none",
                "check_flags": "python-brace-format" if name in SHARED_DOMAINS else "rst-text",
            }
        )
    text = json.dumps(components, indent=2, ensure_ascii=False) + "\n"
    return "weblate.json", text.encode(errors="backslashreplace")  # names that are no text


def _component_name(name: str, catalog: Catalog, others: Iterable[Mapping[str, Any]]) -> str:
    """Return what people call a catalog: the title of its document, where no other has it."""
    first = next(iter(catalog), None)
    stem = name.rpartition("/")[2]
    titled = first is not None and any(Path(r).stem == stem for r in first.references)
    title = first.msgid if first is not None and titled else ""
    plain = " ".join(parse_markup(title).shown.split())[:100]
    return plain if plain and all(other["name"] != plain for other in others) else name


def import_file(
    publication: Publication, edition: Edition, path: Path, *, overwrite: bool
) -> Imported:
    """Put a file into the catalogs of an edition; its content says of which kind it is.

    Raises:
        FindingsError: the file cannot be read, or a catalog; nothing is written.
    """
    shown = shown_path(path, publication.root)
    catalogs = choose_catalogs(publication, edition, ())
    refuse = _refuser(publication)
    if path.suffix == ".po":
        domain = _domain_of(path, catalogs, shown)
        catalog = parse_catalog(path, read_bytes(path, shown, RULE, most=MAX_BYTES), shown)
        found = list(returned_entries(catalog, domain, catalogs[domain]))
        applied = apply_returned(catalogs, found, shown, refuse, overwrite=overwrite)
        return _written(publication, edition, catalogs, applied)
    data = read_bytes(path, shown, RULE, most=MAX_BYTES)
    if _is_office(path, data):
        rows = list(read_review(open_docx(data, shown), catalogs, shown))
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
    parts = path.resolve().with_suffix("").parts
    names = ("/".join(parts[-length:]) for length in range(len(parts), 0, -1))
    found = next((name for name in names if name in catalogs), None)
    if found is None:
        known = ", ".join(catalogs)
        message = f"no catalog is called {path.stem!r}; give it the name of one: {known}"
        raise FindingsError.for_file(shown, message, RULE)
    return found


def _written(
    publication: Publication,
    edition: Edition,
    catalogs: Mapping[str, Catalog],
    applied: Applied,
) -> Imported:
    """Write what an import changes, and judge it."""
    files: dict[Path, bytes] = {}
    fresh: dict[str, Catalog] = {}
    for domain, text in applied.texts.items():
        old = catalogs[domain].path
        files[old] = text.encode()
        fresh[domain] = parse_catalog(old, files[old], shown_name(old, publication.root))
    replace_files(files)
    return Imported(edition, applied, tuple(_judge(publication, edition, catalogs, fresh)))


def read_memory(publication: Publication, edition: Edition, path: Path) -> Mapping[str, str]:
    """Return the translations of a memory into the language of an edition.

    Raises:
        FindingsError: the file cannot be read, or is no memory.
    """
    shown = shown_path(path, publication.root)
    root = _xml_root(read_bytes(path, shown, RULE, most=MAX_BYTES), shown)
    if not isinstance(root.tag, str) or root.tag.rpartition("}")[2] != "tmx":
        raise FindingsError.for_file(shown, "is no translation memory: TMX", RULE)
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
    message = "is neither XLIFF, TMX, a catalog (.po) nor a DOCX; export it as one of them"
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


def _judge(
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


def edition_of(path: Path, publication: Publication, editions: Sequence[Edition]) -> Edition:
    """Return the one among *editions* that a file is for.

    Raises:
        FindingsError: the file cannot be read, or is for none of them or for several.
    """
    shown = shown_path(path, publication.root)
    if path.suffix == ".po":
        data = read_bytes(path, shown, RULE, most=MAX_BYTES)
        language = parse_catalog(path, data, shown).header.get("Language", "").strip()
        tags = {language.replace("_", "-")} - {""}
    else:
        data = read_bytes(path, shown, RULE, most=MAX_BYTES)
        if _is_office(path, data):
            tags = {open_docx(data, shown).language} - {""}
        else:
            tags = target_languages(_xml_root(data, shown), publication.original.lang)
    found = [e for e in editions if any(names_language(tag, e.lang) for tag in tags)]
    named = [e for e in found if any(names_language(e.lang, tag) for tag in tags)]
    found = named or found  # of a language and its countries, the one that the file names
    if len(found) != 1:
        names = ", ".join(sorted(tags)) or "no language"
        known = ", ".join(edition.lang for edition in editions) or "none"
        message = f"is for {names}; the editions to choose from are {known}: --edition CODE"
        raise FindingsError.for_file(shown, message, RULE)
    return found[0]
