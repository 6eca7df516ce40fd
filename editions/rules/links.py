"""Rules on links and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from babel import UnknownLocaleError

from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.catalogs.references import compare_links
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.inline import is_code
from editions.rules.registry import Context, MessagePair, Problem, entry_rule, parse_locale

#: Sites with a page on everything in every language; translations lead to their own.
_ENCYCLOPEDIAS = frozenset(
    f"{name}.org" for name in ("wikipedia", "wikibooks", "wiktionary", "wikisource", "wikiversity")
)
#: Places of a page that name a language: ``/en/``, ``/fr-ca/``, ``en.``, ``_fr.html``.
_TAG = re.compile(r"[a-z]{2}([-_][a-z]{2}|[-_]\d{3})?", re.IGNORECASE)


#: What leads somewhere.
_LEADING = frozenset((InlineKind.URL, InlineKind.LINK))
#: What leads somewhere by a name or a number.
_LINKS = frozenset((InlineKind.LINK, InlineKind.SUBSTITUTION))


def link_key(url: str) -> tuple[str, ...]:
    """Return what makes an address the same place, however it is written."""
    # Where another markup puts addresses into parentheses, docutils takes these along.
    parts = _split(url.partition(")")[0] if url.count(")") > url.count("(") or ")(" in url else url)
    if parts is None:
        return (url,)
    host = parts.netloc.lower().removeprefix("www.")
    scheme = "https" if parts.scheme == "http" else parts.scheme
    return scheme, host, unquote(parts.path).rstrip("/"), parts.query, unquote(parts.fragment)


@entry_rule("links", Severity.ERROR)
def check_links(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation leads to the addresses of the message, or to their own in its language.

    Bad: msgid "https://example.org/guide" msgstr "https://example.org/guía"
    Good: msgid "https://example.org/en/guide" msgstr "https://example.org/es/guia"
    """
    if is_code(pair):
        return
    source, target = pair.source_markup, pair.target_markup
    missing, added = _compare_addresses(source, target, context)
    for inline in missing:
        if added:
            other = added.pop(0)
            message = phrase(
                "{found} stands for {wanted}; an address is not translated",
                found=other.target,
                wanted=inline.target,
            )
            yield Problem(message, other.start, other.end)
        else:
            yield Problem(phrase("the address {target} is missing", target=inline.target))
    if _LINKS.isdisjoint(source.kinds | target.kinds):
        return
    for found in compare_links(source, target, pair.catalog.meanings):
        yield Problem(found.message, found.start, found.end)


@entry_rule("links-added", Severity.WARNING)
def check_added_links(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation leads nowhere that the message does not lead to.

    Bad: msgid "See the guide." msgstr "Voir https://example.com/."
    Good: msgid "See the guide." msgstr "Voir le guide."
    """
    if is_code(pair):
        return
    missing, added = _compare_addresses(pair.source_markup, pair.target_markup, context)
    if not missing:
        for inline in added:
            url = _split(inline.target)
            if url is not None and _site(url) in _ENCYCLOPEDIAS:
                continue  # explains a word
            message = phrase("the address {target} is not in the message", target=inline.target)
            yield Problem(message, inline.start, inline.end)


def _compare_addresses(
    source: Markup, target: Markup, context: Context
) -> tuple[list[Inline], list[Inline]]:
    """Return the addresses that are lost, and those that are new."""
    if _LEADING.isdisjoint(source.kinds | target.kinds):
        return [], []
    wanted, given = _addresses(source), _addresses(target)
    missing = [inline for key, inline in wanted.items() if key not in given]
    added = [inline for key, inline in given.items() if key not in wanted]
    for inline in list(missing):
        for other in added:
            if is_counterpart(inline.target, other.target, context):
                missing.remove(inline)
                added.remove(other)
                break
    return missing, added


def _addresses(markup: Markup) -> dict[tuple[str, ...], Inline]:
    return {
        link_key(inline.target): inline
        for inline in markup.of(InlineKind.URL, InlineKind.LINK)
        if inline.kind is InlineKind.URL or _is_address(inline)
    }


def _is_address(inline: Inline) -> bool:
    is_name = bool(inline.name)  # of a place in the project
    return (
        inline.explicit
        and not is_name
        and bool(re.match(r"[a-z][a-z0-9+.-]*:|/|#|\.", inline.target, re.I))
    )


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def is_counterpart(source: str, target: str, context: Context) -> bool:
    """Tell whether *target* is the page that *source* is in the language of the translation."""
    before, after = _split(source), _split(target)
    if before is None or after is None:
        return False
    if not {before.scheme, after.scheme} <= {"http", "https"}:
        return False
    tags = {context.language, context.locale.replace("_", "-").lower()}
    host = after.netloc.lower().split(".")
    if host[0] == context.language and _site(after) in _ENCYCLOPEDIAS:
        return True
    if host[-1] == context.language and before.path.rpartition("/")[2]:
        # The translators' own site: docs.postgresql.fr for www.postgresql.org/docs.
        return before.path.rpartition("/")[2] == after.path.rpartition("/")[2]
    if _site(before) != _site(after):
        return False
    names = {_tag(piece) for piece in _pieces(after) if _is_language(piece)}
    if not any(name in tags or name.partition("-")[0] == context.language for name in names):
        return False
    pages = [
        {piece for piece in _pieces(url._replace(netloc="")) if not _is_language(piece)}
        for url in (before, after)
    ]
    return host[0] == context.language or not pages[0] or bool(pages[0] & pages[1])


def _pieces(url: SplitResult) -> list[str]:
    """Return the parts of an address that may name a language or a page."""
    path = re.split(r"[/._]", unquote(url.path))
    path += [end for piece in path if (end := piece.rpartition("-")[2]) != piece]
    query = re.split(r"[&=]", url.query)
    return [piece for piece in (*url.netloc.lower().split("."), *path, *query) if piece]


def _site(url: SplitResult) -> str:
    labels = url.netloc.lower().split(".")
    return ".".join(label for label in labels if not _is_language(label) and label != "www")


def _tag(piece: str) -> str:
    return piece.lower().replace("_", "-")


def _is_language(piece: str) -> bool:
    if not _TAG.fullmatch(piece):
        return False
    try:
        parse_locale(piece.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return False
    return True
