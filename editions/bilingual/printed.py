"""The printed edition in two languages, made of the printed pages of two editions."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from lxml.html import HtmlElement
from lxml.html.builder import E

from editions.bilingual.addresses import ADDRESSES, ids_of
from editions.bilingual.elements import (
    TALL,
    add_class,
    classes,
    folded,
    join_identities,
    parse,
    remove_classes,
    serialize,
)
from editions.bilingual.merging import RULE, Merger
from editions.bilingual.optional import is_optional, mark_lines
from editions.dates import NO_BREAK
from editions.findings import Finding, FindingsError
from editions.languages import Pair
from editions.pdf.pages import LANGUAGES, PrintedPage
from editions.phrases import phrase

#: Attributes that may lead to a place in the document.
_PLACES = ("href", "data-target")


def merge_printed(pair: Pair, one: PrintedPage, other: PrintedPage, sheet: str) -> PrintedPage:
    """Return the printed page of *pair*, made of those of its two editions.

    *sheet* is the address of the style sheet that sets the columns, read after all others.

    Raises:
        FindingsError: a block stands in one edition only.
    """
    page, second = parse(one.html), parse(other.html)
    merger = Merger(pair.first, pair.second, f"{pair}.pdf")
    names = _names_of_files(pair, one, other)
    _rename_files(second, names)
    for document in (page, second):
        _leave_out_others(document, pair)
    for document in (page, second):
        _keep_tall_whole(document)
        mark_lines({"": document})
    lines = [_taken_lines(document) for document in (page, second)]
    indexes = [_taken_index(document) for document in (page, second)]
    merger.merge(_only(page, "body"), _only(second, "body"))
    _merge_lines(merger, *lines)
    _contents(page).append(lines[0])
    for index in indexes:
        if index is not None:
            _only(page, "main").append(index if index is indexes[0] else merger.adopt(index))
    if merger.findings:
        raise FindingsError(merger.findings)
    _lead_to_second(page, merger)
    _name_cover(page)
    _name_chapters(page)
    page.set("class", "bilingual")
    title = _only(page, "title")
    title.text = " · ".join(edition.full_title for edition in (pair.first, pair.second))
    for languages in page.xpath(f"/html/head/meta[@name='{LANGUAGES}']"):
        languages.set("content", f"{pair.first.lang} {pair.second.lang}")
    join_identities(page, second)
    _only(page, "head").append(E.link({"rel": "stylesheet", "href": sheet}))
    files = {names[name]: path for name, path in other.files.items() if name in names}
    attachments = {names[n]: kind for n, kind in other.attachments.items() if n in names}
    titles = {names[n]: title for n, title in other.titles.items() if n in names}
    return PrintedPage(
        html=serialize(page),
        files={**one.files, **files},
        attachments={**one.attachments, **attachments},
        system_fonts=one.system_fonts,
        standard=one.standard,
        titles={**one.titles, **titles},
    )


def _only(page: HtmlElement, tag: str) -> HtmlElement:
    return next(iter(page.iter(tag)))


def _name_cover(page: HtmlElement) -> None:
    """Let the title on the cover stand in the outline in both languages."""
    rows = "/html/body/section[contains(@class, 'cover')]//div[p[contains(@class, 'title')]]"
    for row in page.xpath(rows):
        titles = [item for item in row if "title" in classes(item)]
        if len(titles) == 2:
            titles[0].set("data-second", folded(titles[1].text_content()))


def _name_chapters(page: HtmlElement) -> None:
    """Say what stands above the columns, whose last line keeps as many words as a heading's."""
    for heading in page.xpath("//div[@class='pair headings']/*[self::h1 or self::p]"):
        words = folded(heading.text_content())
        for kept in heading.xpath(".//*[@class='together']"):
            text = folded(kept.text_content())
            words = words.replace(text, text.replace(" ", NO_BREAK))
        heading.set("data-running", words)


def _names_of_files(pair: Pair, one: PrintedPage, other: PrintedPage) -> dict[str, str]:
    """Return new names for the files of *other* that are not those of *one* under that name."""
    names = {}
    for name, path in other.files.items():
        if one.files.get(name) != path:
            old = PurePosixPath(name)
            names[name] = str(old.with_name(f"{old.stem}-{pair.second.code}{old.suffix}"))
    return names


def _rename_files(page: HtmlElement, names: dict[str, str]) -> None:
    """Give files their new *names* wherever *page* has their addresses, which are quoted."""
    for item in page.iter():
        for attribute in ADDRESSES:
            name = names.get(unquote(str(item.get(attribute, ""))))
            if name is not None:
                item.set(attribute, quote(name))


def _leave_out_others(page: HtmlElement, pair: Pair) -> None:
    """Keep the two editions out of the list of other editions."""
    for item in page.xpath("//section[contains(@class, 'imprint')]/ul/li[@lang]"):
        if item.get("lang") in (pair.first.lang, pair.second.lang):
            others = item.getparent()
            others.remove(item)
            if not len(others):
                others.getparent().remove(others.getprevious())
                others.getparent().remove(others)


def _keep_tall_whole(page: HtmlElement) -> None:
    """Let what is too high for a column stand with its own notes, below or above its like."""
    for figure in page.iter("figure"):
        if TALL in classes(figure):
            remove_classes(figure, TALL)
            add_class(figure.getparent(), TALL)


def _taken_index(page: HtmlElement) -> HtmlElement | None:
    """Take out the index: it is in the order of its language, and stands for itself."""
    for section in page.iter("section"):
        if section.get("class") == "index":
            section.getparent().remove(section)
            return section
    return None


def _contents(page: HtmlElement) -> HtmlElement:
    return next(iter(page.xpath("//body/nav[@role='doc-toc']")))


def _taken_lines(page: HtmlElement) -> HtmlElement:
    """Take out the lines of the table of contents."""
    lines = _only(_contents(page), "ol")
    lines.getparent().remove(lines)
    return lines


def _merge_lines(merger: Merger, ours: HtmlElement, theirs: HtmlElement) -> None:
    """Give each line of the table of contents both titles, and its page once."""
    lines = {_target(line): line for line in ours}
    others = {_target(line): line for line in theirs}
    common = (
        [target for target, line in all_.items() if not is_optional(line)]
        for all_ in (lines, others)
    )
    for target, same in zip_longest(*common):
        if target != same:
            message = phrase(
                "the tables of contents differ: {target} is in one of them", target=target or same
            )
            merger.findings.append(Finding(merger.page, 0, message, RULE))
            return
    place = -1
    for target, other in others.items():
        line = lines.get(target)
        if line is None:
            line = merger.adopt(other)
            line.insert(0, E.span({"class": "entry"}))
            ours.insert(place + 1, line)
        else:
            line[0].addnext(merger.adopt(other[0]))
        place = ours.index(line)


def _target(line: HtmlElement) -> str:
    """Return what a line of the table of contents leads to."""
    return str(_only(line, "a").get("href"))


def _lead_to_second(page: HtmlElement, merger: Merger) -> None:
    """Let the links of the second edition lead to its own blocks, where it has them."""
    ids = set(ids_of(page))
    for item in (item for top in merger.added for item in top.iter()):
        for attribute in _PLACES:
            target = str(item.get(attribute, ""))
            second = merger.second_id(target.removeprefix("#"))
            if target.startswith("#") and second in ids:
                item.set(attribute, f"#{second}")
