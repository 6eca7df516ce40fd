"""Export the catalogs of an edition, its memory and its glossary for other tools."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from editions.catalogs.compiling import read_catalogs
from editions.catalogs.domains import SHARED_DOMAINS
from editions.catalogs.entries import Catalog
from editions.catalogs.files import shown_name
from editions.catalogs.projects import parser_for, project_of
from editions.catalogs.syntax import MYST, syntax_of
from editions.exchange.glossary import read_glossary, write_csv, write_tbx
from editions.exchange.memory import pairs_of, write_tmx
from editions.exchange.review import ReviewLabels, write_review
from editions.exchange.segments import Segment, segments_of
from editions.exchange.xliff import RULE, write_xliff
from editions.exchange.xliff2 import write_xliff2
from editions.files.names import folded
from editions.findings import Finding, FindingsError, UsageError, shown_path
from editions.languages import Edition, Publication
from editions.phrases import phrase
from editions.workflows.brief import comparer_for

#: What Sphinx calls the root document where no setting says otherwise.
_ROOT = "index"
#: What XML 1.0 cannot hold, however it is written.
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def choose_catalogs(
    publication: Publication, edition: Edition, names: Sequence[str]
) -> dict[str, Catalog]:
    """Return the catalogs of an edition called *names*, or all for none.

    Where builds leave out the messages that stand more than once, they are left out here.

    Raises:
        FindingsError: a catalog is broken.
        UsageError: there is no such catalog.
    """
    folders = publication.catalog_folders(edition)
    catalogs = read_catalogs(folders, publication.root, parser_for(publication))
    for name in names:
        if name not in catalogs:
            known = ", ".join(catalogs)
            raise UsageError(
                phrase(
                    "{code} has no catalog {name!r}; it has {known}",
                    code=edition.code,
                    name=name,
                    known=known,
                )
            )
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
    """Yield name and content of each file: one of the edition, or one a catalog for *split*.

    Raises:
        FindingsError: a catalog is broken, or holds what XML cannot.
    """
    write = write_xliff2 if version == "2.1" else write_xliff
    catalogs = choose_catalogs(publication, edition, names)
    languages = (publication.original.lang, edition.lang)
    try:
        for prefix, segments in _files(catalogs, wanted, split=split):
            name = f"{publication.slug}-{prefix}{edition.code}.xlf"
            yield name, write(segments, *languages)
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
        FindingsError: a catalog or the termbase is broken, or a catalog holds what XML cannot.
        MissingExtraError: python-docx is not installed.
    """
    catalogs = choose_catalogs(publication, edition, names)
    title = f"{publication.original.title} — {edition.name}"
    labels = ReviewLabels(title, publication.original.lang, edition.lang)
    comparer = comparer_for(project_of(publication, [edition]))
    try:
        for prefix, segments in _files(catalogs, wanted, split=split):
            name = f"{publication.slug}-{prefix}review-{edition.code}.docx"
            yield name, write_review(segments, labels, comparer)
    except ValueError as error:
        raise _control_character(publication, catalogs.values()) from error


def _files(
    catalogs: Mapping[str, Catalog], wanted: Callable[[Segment], bool], *, split: bool
) -> Iterator[tuple[str, dict[str, list[Segment]]]]:
    """Yield for each file what its name begins with, and its segments by catalog."""
    files = {
        name: found
        for name, catalog in catalogs.items()
        if (found := [segment for segment in segments_of(catalog) if wanted(segment)])
    }
    if split:
        plain = _plain_names(catalogs)
        for name, found in files.items():
            yield f"{plain[name]}-", {name: found}
    elif files:
        yield "", files


def _plain_names(names: Iterable[str]) -> dict[str, str]:
    """Return for each catalog a name without folders that no disk takes for that of another."""
    found: dict[str, str] = {}
    taken: set[PurePath] = set()
    for name in names:
        wanted = plain = name.replace("/", "-")
        number = 1
        while folded(plain) in taken:
            number += 1
            plain = f"{wanted}-{number}"
        taken.add(folded(plain))
        found[name] = plain
    return found


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
            message = phrase("its name holds what no exchange format can; give it another")
            findings.append(Finding(shown, 0, message, RULE))
        for entry in catalog:
            texts = (entry.msgid, entry.msgctxt or "", entry.msgid_plural or "")
            lines = (*entry.msgstrs, *entry.comments, *entry.extracted, *entry.references)
            if not all(map(_in_xml, (*texts, *lines, entry.previous or ""))):
                message = phrase(
                    "holds a control character, which no exchange format can; delete it"
                )
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

    The one of the root document holds the repository and comes first; the others share it.
    Weblate deletes them with it, so it is one that nobody renames or removes.
    """
    edition = next(iter(publication.translations), None)
    if edition is None:
        raise UsageError(phrase("the publication has no translations"))
    mask = shown_path(publication.locale, publication.root)
    components: list[dict[str, Any]] = []
    catalogs = choose_catalogs(publication, edition, ())
    slugs = _plain_names(sorted(catalogs, key=lambda name: name != _ROOT))
    for name, slug in slugs.items():
        catalog = catalogs[name]
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
                "check_flags": _flags(name, catalog),
            }
        )
    text = json.dumps(components, indent=2, ensure_ascii=False) + "\n"
    return "weblate.json", text.encode(errors="backslashreplace")  # names that are no text


def _flags(name: str, catalog: Catalog) -> str:
    """Return what Weblate is to know of the markup in a catalog."""
    if name in SHARED_DOMAINS:
        return "python-brace-format"
    is_markdown = any(syntax_of(entry.references) is MYST for entry in catalog)
    return "md-text" if is_markdown else "rst-text"


def _component_name(name: str, catalog: Catalog, others: Iterable[Mapping[str, Any]]) -> str:
    """Return what people call a catalog: the title of its document, where no other has it."""
    first = next(iter(catalog), None)
    stem = name.rpartition("/")[2]
    titled = first is not None and any(Path(r).stem == stem for r in first.references)
    title = first.msgid if first is not None and titled else ""
    syntax = syntax_of(first.references if first is not None else ())
    plain = " ".join(syntax.parse(title).shown.split())[:100]
    return plain if plain and all(other["name"] != plain for other in others) else name
