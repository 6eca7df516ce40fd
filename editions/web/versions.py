"""The versions of a publication as a file declares them, and the feed that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from editions.findings import Finding, FindingsError, shown_path
from editions.languages import Edition
from editions.phrases import phrase
from editions.references.works import Localized, choose
from editions.web.atom import LANG, add, add_author, add_link, begin_feed, instant, serialize, urn

if TYPE_CHECKING:
    from editions.references.reading import Tree

RULE = "versions"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEYS = {"version", "date", "summary"}


@dataclass(frozen=True)
class Correction:
    """A mistake of an earlier version, and where it is corrected."""

    #: What was wrong, in one form or a form by the code of the edition.
    text: Localized
    #: Day on which it was corrected, by the code of the edition; one that is not there is not
    #: corrected yet.
    corrected: Mapping[str, date]


@dataclass(frozen=True)
class Version:
    """One version of the publication."""

    #: As ``release`` in ``conf.py`` has it.
    number: str
    #: Day on which it was published.
    day: date
    #: What is new, in one form or a form by the code of the edition.
    summary: Localized
    corrections: tuple[Correction, ...] = ()


def read_versions(
    path: Path, root: Path, editions: Sequence[Edition], release: str
) -> tuple[Version, ...]:
    """Read a file of versions, the newest first; *release* is that of ``conf.py``.

    Raises:
        FindingsError: something is wrong with the file.
    """
    from editions.references.reading import parse

    file = shown_path(path, root)
    try:
        tree = parse(path.read_bytes().decode("utf-8"), file)
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or phrase("it is not UTF-8")
        message = phrase(
            "cannot be read ({cause}); 'versions_file' in conf.py names the file", cause=cause
        )
        raise FindingsError([Finding(file, 0, message, RULE)]) from error
    if not tree.findings:
        _check(tree, editions, release)
    if tree.findings:
        raise FindingsError(sorted(tree.findings))
    return tuple(
        Version(
            item["version"],
            date.fromisoformat(item["date"]),
            item["summary"],
            tuple(
                Correction(
                    one["text"],
                    {code: date.fromisoformat(day) for code, day in one["corrected"].items()},
                )
                for one in item.get("corrections", ())
            ),
        )
        for item in tree.value["versions"]
    )


def _check(tree: Tree, editions: Sequence[Edition], release: str) -> None:
    """Note what is wrong with the versions."""
    items = tree.value.get("versions") if isinstance(tree.value, Mapping) else None
    if not isinstance(items, list) or not items:
        tree.report((), phrase("must hold 'versions', a list that begins with the newest"), RULE)
        return
    for number, item in enumerate(items):
        for message in _problems(item, editions):
            tree.report(("versions", number), message, RULE)
    if tree.findings:
        return
    if items[0]["version"] != release:
        message = phrase(
            "the newest is {version!r}, but 'release' in conf.py is {release!r};"
            " add the new version, or correct one",
            version=items[0]["version"],
            release=release,
        )
        tree.report(
            ("versions", 0),
            message,
            RULE,
        )
    for number, (newer, older) in enumerate(pairwise(items), 1):
        if older["date"] > newer["date"]:
            tree.report(("versions", number), phrase("is newer than the version before it"), RULE)


def _problems(item: object, editions: Sequence[Edition]) -> Iterator[str]:
    if not isinstance(item, Mapping) or set(item) - {"corrections"} != _KEYS:
        yield phrase(
            "a version has 'version', 'date' and 'summary', 'corrections' at most, and no more"
        )
        return
    if not isinstance(item["version"], str) or not item["version"]:
        yield phrase("'version' must be a text such as \"1.0\"")
    if not _is_day(item["date"]):
        yield phrase("'date', {date!r}, must be a day such as \"2026-01-31\"", date=item["date"])
    yield from _problems_of_text("summary", item["summary"], editions)
    corrections = item.get("corrections", [])
    if not isinstance(corrections, list):
        yield phrase("'corrections' must be a list")
        return
    for correction in corrections:
        if not isinstance(correction, Mapping) or set(correction) != {"text", "corrected"}:
            yield phrase("a correction has 'text' and 'corrected', and nothing else")
            continue
        yield from _problems_of_text("text", correction["text"], editions)
        days = correction["corrected"]
        codes = {edition.code for edition in editions}
        known = isinstance(days, Mapping) and days and not set(days) - codes
        if not (known and all(map(_is_day, days.values()))):
            yield phrase("'corrected' must be a day such as \"2026-01-31\" for codes of editions")


def _problems_of_text(name: str, text: object, editions: Sequence[Edition]) -> Iterator[str]:
    forms = text if isinstance(text, Mapping) else {editions[0].code: text}
    codes = {edition.code for edition in editions}
    if not all(isinstance(form, str) and form for form in forms.values()) or set(forms) - codes:
        yield phrase("{name!r} must be a text, or a text for each code of an edition", name=name)
    elif editions[0].code not in forms:
        yield phrase("{name!r} lacks the original, {code!r}", name=name, code=editions[0].code)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(_DATE.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


def render_feed(
    versions: Sequence[Version],
    edition: Edition,
    original: Edition,
    authors: Sequence[str],
    *,
    slug: str,
    address: str,
    page: str = "index.html",
    texts: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return the versions as an Atom feed (RFC 4287) in the language of *edition*.

    *address* is that of the edition's folder, or empty: then links are relative to the feed.
    Its ids do not hold the address, and so stay what they are when a site moves.  Each entry leads
    to *page*, and says what *texts* holds under its number, or else the summary.
    """
    feed = begin_feed(edition.lang)
    add(feed, "id", urn(slug, edition.code))
    add(feed, "title", edition.full_title)
    add(feed, "updated", instant(versions[0].day))
    add_link(feed, "alternate", "text/html", f"{address}index.html")
    add_link(feed, "self", "application/atom+xml", f"{address}feed.xml")
    for name in authors:
        add_author(feed, name)
    for version in versions:
        entry = add(feed, "entry")
        add(entry, "id", urn(slug, edition.code, version.number))
        add(entry, "title", f"{edition.title} {version.number}")
        add(entry, "updated", instant(version.day))
        add_link(entry, "alternate", "text/html", f"{address}{page}")
        own = choose(version.summary, edition.code)
        text = texts.get(version.number, own or choose(version.summary, original.code))
        summary = add(entry, "summary", text)
        if not own:
            summary.set(LANG, original.lang)
    return serialize(feed)
