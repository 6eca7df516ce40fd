"""Add to a Sphinx project what it lacks to be built in editions, and say what was done."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from babel import Locale

from editions.catalogs.files import find_catalogs
from editions.catalogs.merging import Merge, write_merges
from editions.catalogs.projects import project_of
from editions.catalogs.reading import read_catalog
from editions.catalogs.templates import Message, read_templates
from editions.files.replacing import changed_meanwhile, replace_unless_changed
from editions.findings import UsageError, real_path
from editions.languages import CODE, Edition, Publication, is_in_cldr, normal_locale
from editions.phrases import phrase, phrases
from editions.scaffolding.existing import Addition, additions, extended, refuse
from editions.scaffolding.languages import own_name, read_language
from editions.settings.conf import CONF, Conf
from editions.workflows.sphinx_run import load_publication, read_conf
from editions.workflows.undeclared import UndeclaredPublication, known_languages
from editions.workflows.update import extract_messages, merge_catalogs

#: What may be markup in a title.
_MARKUP = re.compile(r"[*`|_\\{\[<]")


@dataclass(frozen=True)
class Joined:
    """What was added to a project."""

    publication: Publication
    #: What was added to ``conf.py``, and the number of the first line of it.
    additions: tuple[Addition, ...]
    line: int
    #: The catalogs that were begun.
    merges: tuple[Merge, ...]
    #: Languages that have catalogs, and are no editions.
    left: tuple[str, ...]


def join_project(root: Path, names: Sequence[str]) -> Joined:
    """Add what the project in *root* lacks: lines at the end of ``conf.py``, and catalogs.

    *names* are its languages, the source language first; without them, they are those that have
    catalogs.  If anything fails, the project is as it was.

    Raises:
        FindingsError: there is no project, or it cannot be extended.
        UsageError: there is no such language, or none is known.
    """
    root = real_path(root)
    publication = load_publication(root)
    conf = read_conf(root)
    path = real_path(root / CONF)
    before = path.read_bytes()
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError as error:
        raise refuse(phrase("it is not UTF-8; save it as UTF-8, and try again")) from error
    left: tuple[str, ...] = ()
    if isinstance(publication, UndeclaredPublication):
        if len(publication.folders) > 1:
            raise refuse(phrase("locale_dirs names several folders of catalogs; editions need one"))
        editions, left = _editions(publication, names)
        catalogs = bool(known_languages(publication.folders))
    else:
        editions, catalogs = publication.editions, True
        _refuse_others(editions, names)
    beside = publication.source == publication.root
    added = additions(conf, editions, beside=beside, catalogs=catalogs)
    merges: tuple[Merge, ...] = ()
    with _rewritable(path, before) as rewrite:
        if added:
            rewrite(extended(text, added).encode())
        joined = load_publication(root)
        new = [e for e in joined.translations if not _has_catalogs(joined, e)]
        declared = any(addition.name == "editions" for addition in added)
        if declared or new:
            messages = read_templates(extract_messages(joined))
        if declared and (title := _title(messages, joined.source / _root_document(conf))):
            editions = tuple(_titled(joined, edition, title) for edition in editions)
            added = additions(conf, editions, beside=beside, catalogs=catalogs)
            rewrite(extended(text, added).encode())
            joined = load_publication(root)
        if new:
            merges = merge_catalogs(project_of(joined, new), joined.build / "gettext")
            write_merges(merges)
    return Joined(joined, added, text.count("\n") + 2, merges, left)


def _refuse_others(editions: Sequence[Edition], names: Sequence[str]) -> None:
    """Make sure that *names* are those of the editions that ``conf.py`` declares.

    Raises:
        UsageError: one is not.
    """
    locales = {edition.locale for edition in editions} | {edition.code for edition in editions}
    for name in names:
        if not {name, read_language(name)} & locales:
            raise UsageError(
                phrase(
                    "conf.py declares the editions, and {name} is none of them; add a record"
                    " there, then editions update begins its catalogs",
                    name=name,
                )
            )


def _root_document(conf: Conf) -> str:
    return str(conf.values.get("root_doc") or conf.values.get("master_doc") or "index")


def _title(messages: Mapping[str, Sequence[Message]], document: Path) -> str:
    """Return the first message of a document, which is its title; empty where it has markup.

    A title that is declared is compared with it as it is typeset.
    """
    found = [
        (place.line, message.msgid)
        for domain in messages.values()
        for message in domain
        for place in message.places
        if place.file and place.file.with_suffix("") == real_path(document)
    ]
    text = min(found, default=(0, ""))[1]
    return "" if _MARKUP.search(text) else text


def _titled(publication: Publication, edition: Edition, title: str) -> Edition:
    """Return *edition* with its own form of the *title*, if its catalogs have one."""
    if edition.code != publication.original.code:
        for folder in publication.catalog_folders(edition):
            for file in find_catalogs(folder, publication.root)[0]:
                catalog = read_catalog(file.path, publication.root)
                found = [e.msgstr for e in catalog if e.usable and e.msgid == title]
                if found:
                    return replace(edition, title=found[0])
    return replace(edition, title=title)


def describe(joined: Joined, shown: Callable[[Path], str]) -> Iterator[str]:
    """Yield what was done, in sentences."""
    publication = joined.publication
    if joined.additions:
        names = ", ".join(addition.name for addition in joined.additions)
        yield phrase(
            "{place}: added {names}; nothing else was changed",
            place=f"{CONF}:{joined.line}",
            names=names,
        )
    else:
        yield phrase("{file}: nothing is missing", file=CONF)
    for merge in joined.merges:
        count = sum(len(catalog.after.entries) for catalog in merge.catalogs)
        folder = shown(merge.language.folders[0])
        yield phrase(
            "{folder}: began {catalogs} with {messages}",
            folder=folder,
            catalogs=phrases(len(merge.catalogs), "{number} catalog", "{number} catalogs"),
            messages=phrases(count, "{number:,} message", "{number:,} messages"),
        )
    if joined.left:
        yield phrase("left as they are: the catalogs of {names}", names=", ".join(joined.left))
    codes = ", ".join(edition.code for edition in publication.editions)
    yield phrase("Editions: {codes}. Next: editions update, then editions build", codes=codes)


def _editions(
    publication: UndeclaredPublication, names: Sequence[str]
) -> tuple[tuple[Edition, ...], tuple[str, ...]]:
    """Return the editions to declare, and the languages whose catalogs are left alone."""
    known = sorted(known_languages(publication.folders))
    title = publication.original.title
    spellings = {normal_locale(name): name for name in known if CODE.fullmatch(name)}
    if names:
        locales = [read_language(name) for name in names]
    else:
        original = normal_locale(publication.original.language)
        locales = list(dict.fromkeys((original, *filter(is_in_cldr, spellings))))
        if len(locales) == 1:
            raise UsageError(
                phrase(
                    "the project has no catalogs yet; name its languages, the source language"
                    " first: editions init --here --languages en fr"
                )
            )
    languages = [Locale.parse(locale).language for locale in locales]
    editions = []
    for locale, language in zip(locales, languages, strict=True):
        name = own_name(Locale.parse(locale), alone=languages.count(language) == 1)
        editions.append(Edition(spellings.get(locale, locale), locale, name, title))
    codes = {edition.code for edition in editions}
    return tuple(editions), tuple(name for name in known if name not in codes)


def _has_catalogs(publication: Publication, edition: Edition) -> bool:
    return any(f.is_dir() and any(f.rglob("*.po")) for f in publication.catalog_folders(edition))


@contextlib.contextmanager
def _rewritable(path: Path, before: bytes) -> Iterator[Callable[[bytes], None]]:
    """Yield what rewrites a file that holds *before*, as it does again if what follows fails.

    What somebody has saved meanwhile stays as it is.
    """
    standing = before

    def rewrite(data: bytes) -> None:
        nonlocal standing
        if not replace_unless_changed(path, standing, data):
            raise changed_meanwhile([path])
        standing = data

    try:
        yield rewrite
    except BaseException:
        replace_unless_changed(path, standing, before)
        raise
