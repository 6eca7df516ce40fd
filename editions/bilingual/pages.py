"""Pages of the web in two languages, made of the finished pages of two editions."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from lxml.html import HtmlElement
from lxml.html.builder import E

from editions.bilingual.addresses import Folder, NowhereError, ids_of
from editions.bilingual.elements import add_class, join_identities, parse, serialize
from editions.bilingual.merging import PAIR, RULE, SECOND, Merger
from editions.bilingual.optional import mark_lines
from editions.catalogs.patterns import fill
from editions.files.identity import META
from editions.findings import Finding, FindingsError
from editions.languages import Pair
from editions.phrases import phrase

#: Class of the links from a page to the same page side by side with another language.
NAVIGATION = "beside"

#: What of an edition's head a pair needs, too: it is no work of its own, and says nothing to
#: machines that look for one.
_METADATA = frozenset({META, "viewport", "color-scheme", "theme-color", "generator"})
_LINKS = frozenset({"stylesheet", "preload", "icon", "prev", "next"})
#: Attribute of a style sheet that is for one kind of page, which a pair's is not.
_OF_ITS_PAGE = "data-page"


@dataclass(frozen=True)
class Surroundings:
    """What the pages of a pair say that neither edition does."""

    #: The pairs that a reader can go to, in the order in which they are offered.
    pairs: Sequence[Pair]
    #: Address of the style sheet of pairs, from the root of the site.
    stylesheet: str
    #: Translates the words of the page into the first language.
    interface_text: Callable[[str], str]
    #: Files of the theme's, by their paths in the folder of an edition, that lie under the same
    #: paths in the root of the site: the editions have another theme.
    theme_files: Set[str] = frozenset()
    #: Paths in the folders of both editions at which they have different files.
    differing: Set[str] = frozenset()


def is_paired(page: bytes) -> bool:
    """Tell whether a finished page says where its pairs are, and so takes part in them."""
    return f'<nav class="{NAVIGATION}"'.encode() in page


def _navigation(page: HtmlElement) -> list[HtmlElement]:
    """Return the links that say that a page is a document, and where its pairs are."""
    return [nav for nav in page.iter("nav") if NAVIGATION in str(nav.get("class", "")).split()]


def merge_pages(
    pair: Pair,
    ones: Mapping[str, bytes],
    others: Mapping[str, bytes],
    surroundings: Surroundings,
) -> dict[str, str]:
    """Return the pages of *pair* by their paths, made of those of its two editions.

    Raises:
        FindingsError: a page or a block stands in one edition only, or a link leads nowhere.
    """
    findings: list[Finding] = []
    first, second = _documents(ones), _documents(others)
    for name in sorted(first.keys() ^ second.keys()):
        has, lacks = (pair.first, pair.second) if name in first else (pair.second, pair.first)
        message = phrase(
            "the edition {code!r} has this page, and {other!r} has not",
            code=has.code,
            other=lacks.code,
        )
        findings.append(Finding(f"{pair}/{name}", 0, message, RULE))
    mark_lines(first)
    mark_lines(second)
    shared = first.keys() & second.keys()
    own = {
        edition.code: {name: set(ids_of(pages[name])) for name in shared}
        for edition, pages in ((pair.first, first), (pair.second, second))
    }
    mergers: dict[str, Merger] = {}
    for name in shared:
        merger = Merger(pair.first, pair.second, f"{pair}/{name}")
        here = posixpath.dirname(name) or "."
        merger.differing = {posixpath.relpath(path, here) for path in surroundings.differing}
        merger.merge(_main(first[name]), _main(second[name]))
        findings += merger.findings
        mergers[name] = merger
    ids = {name: set(ids_of(first[name])) for name in mergers}
    folder = Folder(pair.folder, ids, surroundings.theme_files, own)
    for name, merger in mergers.items():
        page = first[name]
        join_identities(page, second[name])
        titles = [str(item.findtext(".//title")).strip() for item in (page, second[name])]
        try:
            _move_links(folder, page, name, merger)
        except NowhereError as error:
            message = phrase("a link leads to {target}, which is not there", target=error)
            findings.append(Finding(merger.page, 0, message, RULE))
        _dress(page, name, pair, titles, surroundings)
        for id_, count in Counter(ids_of(page)).items():
            if count > 1:
                message = phrase("the id {id!r} stands twice", id=id_)
                findings.append(Finding(merger.page, 0, message, RULE))
    if findings:
        raise FindingsError(sorted(findings, key=lambda finding: finding.file))
    return {name: serialize(first[name]) for name in sorted(mergers)}


def _documents(pages: Mapping[str, bytes]) -> dict[str, HtmlElement]:
    """Parse *pages*, and keep those that take part."""
    parsed = {name: parse(page) for name, page in pages.items()}
    return {name: page for name, page in parsed.items() if _navigation(page)}


def _main(page: HtmlElement) -> HtmlElement:
    return next(iter(page.iter("main")))


def _move_links(folder: Folder, page: HtmlElement, name: str, merger: Merger) -> None:
    """Let every link and every file be found from the folder of the pair."""
    first, second = merger.first.code, merger.second.code
    added = [item for top in merger.added for item in top.iter()]
    switches = [
        item
        for nav in page.iter("nav")
        if "languages" in str(nav.get("class", "")).split()
        for item in nav.iter()
    ]
    elsewhere = {*added, *switches}
    own = [item for item in page.iter() if item not in elsewhere]
    folder.move(own, first, name, inside=True)
    folder.move(added, second, name, inside=True, prefix=f"{second}-")
    folder.move(switches, first, name, inside=False)


def _dress(
    page: HtmlElement, name: str, pair: Pair, titles: Sequence[str], around: Surroundings
) -> None:
    """Make the head and the navigation of an edition's page those of the pair."""
    up = "../" * (name.count("/") + 1)
    head = next(iter(page.iter("head")))
    for meta in head.findall("meta"):
        if meta.get("name", meta.get("property")) not in {*_METADATA, None}:
            meta.drop_tree()
    canonical = f"{up}{pair.first.code}/{name}"
    for link in head.findall("link"):
        if link.get("rel") == "canonical":
            canonical = str(link.get("href"))
        if link.get("rel") not in _LINKS or _OF_ITS_PAGE in link.attrib:
            link.drop_tree()
    for script in head.findall("script"):
        if not script.get("src"):
            script.drop_tree()
    title = next(iter(head.iter("title")))
    title.text = " · ".join(titles)
    for tag in (
        E.meta({"name": "robots", "content": "noindex"}),
        E.link({"rel": "canonical", "href": canonical}),
        E.link({"rel": "stylesheet", "href": f"{up}{around.stylesheet}"}),
    ):
        tag.tail = "\n"
        head.append(tag)
    page.set("data-content_root", f"{up}{pair.first.code}/")
    body = next(iter(page.iter("body")))
    body.set("class", "side-by-side")
    for link in body.xpath(".//nav[contains(@class, 'languages')]//a[@aria-current]"):
        del link.attrib["aria-current"]
    for nav in _navigation(page):
        nav.getparent().replace(nav, navigation(name, pair, around))
    _main(page)[:0] = [toggle(pair, around.interface_text), column_heads(name, pair)]


def navigation(name: str, pair: Pair, around: Surroundings) -> HtmlElement:
    """Return the links from a page of *pair* to its other pairs."""
    up = "../" * (name.count("/") + 1)
    interface_text = around.interface_text
    items = E.ul()
    for other in around.pairs:
        link = E.a(
            {"href": f"{up}{other}/{name}", "data-keep-place": ""},
            E.span({"lang": other.first.lang}, other.first.name),
            " · ",
            E.span({"lang": other.second.lang}, other.second.name),
        )
        if other == pair:
            link.set("aria-current", "page")
        items.append(E.li(link))
    swap = {"href": f"{up}{pair.swapped}/{name}", "data-keep-place": "", "class": "swap"}
    items.append(E.li(E.a(swap, interface_text("Swap the columns"))))
    nav = E.nav({"class": NAVIGATION}, E.p(interface_text("Side by side")), items)
    nav.set("aria-label", interface_text("Side by side"))
    nav.set("data-here", interface_text("{link}: this passage"))
    nav.tail = "\n"
    return nav


def column_heads(name: str, pair: Pair) -> HtmlElement:
    """Return the names of the columns, which lead back to the editions."""
    up = "../" * (name.count("/") + 1)
    row = E.div({"class": f"{PAIR} columns", "data-furniture": ""})
    for edition in (pair.first, pair.second):
        address = {"href": f"{up}{edition.code}/{name}", "data-keep-place": ""}
        language = {"lang": edition.lang, "dir": edition.direction}
        row.append(E.p(language, E.a(address, edition.name)))
    add_class(row[1], SECOND)
    row.tail = "\n"
    return row


def toggle(pair: Pair, interface_text: Callable[[str], str]) -> HtmlElement:
    """Return the box that hides the second language."""
    label = fill(interface_text("Hide {language}"), {"language": pair.second.name_in(pair.first)})
    box = E.p(
        {"class": "hide-second", "data-furniture": ""},
        E.input({"type": "checkbox", "id": "site--hide", "value": str(pair)}),
        " ",
        E.label({"for": "site--hide"}, label),
    )
    box.tail = "\n"
    return box
