"""Export an edition's catalogs for other tools, and take in what comes back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editions.catalogs.compiling import read_catalogs
from editions.catalogs.domains import SHARED_DOMAINS
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import shown_name
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import replace_files
from editions.exchange.applying import Applied, apply_returned, pretranslated
from editions.exchange.glossary import read_glossary, write_csv, write_tbx
from editions.exchange.memory import pairs_of, read_tmx, write_tmx
from editions.exchange.segments import Segment, segments_of
from editions.exchange.xliff import (
    MAX_BYTES,
    RULE,
    parse_xml,
    read_xliff,
    same_language,
    target_languages,
    write_xliff,
)
from editions.files.reading import read_bytes
from editions.findings import Finding, FindingsError, UsageError, shown_path
from editions.languages import Edition, Publication
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
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file: one of the edition, or one a catalog for *split*."""
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
                yield f"{publication.slug}-{end}", write_xliff({name: found}, *languages)
        elif files:
            yield f"{publication.slug}-{edition.code}.xlf", write_xliff(files, *languages)
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


def export_weblate(publication: Publication, repository: str) -> tuple[str, bytes]:
    """Return name and content of a list of components, for Weblate's ``import_json``.

    The first one holds the *repository*, by its address; the others share it.
    """
    edition = next(iter(publication.translations), None)
    if edition is None:
        raise UsageError("the publication has no translations")
    mask = shown_path(publication.locale, publication.root)
    components: list[dict[str, str]] = []
    for name in choose_catalogs(publication, edition, ()):
        slug = name.replace("/", "-")
        flags = "python-brace-format" if name in SHARED_DOMAINS else "rst-text"
        first = components[0]["slug"] if components else ""
        components.append(
            {
                "name": name,
                "slug": slug,
                "vcs": "git",
                "repo": f"weblate://{publication.slug}/{first}" if first else repository,
                "filemask": f"{mask}/*/LC_MESSAGES/{name}.po",
                "file_format": "po",
                "new_lang": "none",
                "check_flags": flags,
            }
        )
    return "weblate.json", (json.dumps(components, indent=2) + "\n").encode()


def import_file(
    publication: Publication, edition: Edition, path: Path, *, overwrite: bool
) -> Imported:
    """Put a file into the catalogs of an edition; its content says of which kind it is.

    Raises:
        FindingsError: the file cannot be read, or a catalog; nothing is written.
    """
    shown = shown_path(path, publication.root)
    root = _read_xml(path, shown)
    kind = root.tag.rpartition("}")[2] if isinstance(root.tag, str) else ""
    catalogs = choose_catalogs(publication, edition, ())
    refuse = _refuser(publication)
    if kind == "xliff":
        returned = read_xliff(root, edition.lang, shown)
        applied = apply_returned(catalogs, returned, shown, refuse, overwrite=overwrite)
    elif kind == "tmx":
        memory = read_tmx(root, publication.original.lang, edition.lang)
        applied = pretranslated(catalogs, memory, shown, refuse)
    else:
        raise FindingsError.for_file(shown, "is neither XLIFF nor TMX", RULE)
    files: dict[Path, bytes] = {}
    fresh: dict[str, Catalog] = {}
    for domain, text in applied.texts.items():
        old = catalogs[domain].path
        files[old] = text.encode()
        fresh[domain] = parse_catalog(old, files[old], shown_name(old, publication.root))
    replace_files(files)
    return Imported(edition, applied, tuple(_judge(publication, edition, catalogs, fresh)))


def _read_xml(path: Path, shown: str) -> etree._Element:
    return parse_xml(read_bytes(path, shown, RULE, most=MAX_BYTES), shown)


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
    root = _read_xml(path, shown)
    tags = target_languages(root, publication.original.lang)
    found = [e for e in editions if any(same_language(tag, e.lang) for tag in tags)]
    named = [e for e in found if any(same_language(e.lang, tag) for tag in tags)]
    found = named or found  # of a language and its countries, the one that the file names
    if len(found) != 1:
        names = ", ".join(sorted(tags)) or "no language"
        known = ", ".join(edition.lang for edition in editions) or "none"
        message = f"is for {names}; the editions to choose from are {known}: --edition CODE"
        raise FindingsError.for_file(shown, message, RULE)
    return found[0]
