"""What an edition has beside its pages: the files that it offers, and the index of its search."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from editions.findings import Finding
from editions.phrases import phrase
from editions.verification.charts import read_drawing
from editions.verification.facts import BuiltPassage, Page, letters, shortened
from editions.verification.files import check_package
from editions.verification.opening import MAX_BOOK, SiteFiles

_OFFERED, _OWN = "downloads", "_downloads"
_INDEX, _ASSIGNED = "searchindex.js", "editionIndex = "


def check_copies(files: SiteFiles, edition: str, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield files beside the *pages* of an *edition* that are not those of the site."""
    root = files.root
    for path in sorted((root / edition / _OFFERED).glob("*")):
        there = root / _OFFERED / path.name
        if files.is_file(there) and files.facts(there) != files.facts(path):
            message = phrase(
                "it is another file than {offered}/{name}", offered=_OFFERED, name=path.name
            )
            yield Finding(f"{edition}/{_OFFERED}/{path.name}", 0, message, "stale")
    tables = {
        f"{edition}/{_OWN}/{path.name}": text
        for path in sorted((root / edition / _OWN).glob("*.csv"))
        if (text := files.read_text(path)) is not None
    }
    for package in sorted((root / _OFFERED).glob("*-figures.zip")) if tables else ():
        data = files.read(package, MAX_BOOK)
        if data is not None:
            yield from check_package(data, f"{_OFFERED}/{package.name}", tables)
    yield from _check_drawings(files, root / edition / _OWN, pages)
    if any(page.identity for page in pages.values()):
        text = files.read_text(root / edition / _INDEX)
        yield from _check_index(text or "", f"{edition}/{_INDEX}", pages)


def _check_drawings(files: SiteFiles, folder: Path, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield drawings in *folder* that show other values than the charts of *pages*."""
    for page in pages.values():
        for chart in page.charts:
            path = folder / f"{chart.id}.svg"
            data = files.read(path) if chart.id else None
            if data is None:
                continue
            shown = f"{page.edition}/{folder.name}/{path.name}"
            try:
                drawn = sorted(map(letters, read_drawing(data)))
            except ValueError as error:
                yield Finding(
                    shown, 0, phrase("the file is broken: {error}", error=error), "unreadable"
                )
                continue
            if drawn != sorted(map(letters, (*chart.numbers, *chart.labels))):
                message = phrase(
                    "it shows other values than the chart of {file}:{line}",
                    file=page.file,
                    line=chart.line,
                )
                yield Finding(shown, 0, message, "chart-values")


def _check_index(text: str, shown: str, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield passages of *pages* that the index of their search does not hold."""
    start = text.find(_ASSIGNED)
    if start < 0:
        return
    try:
        index, _ = json.JSONDecoder().raw_decode(text[start + len(_ASSIGNED) :])
        held = {entry[0]: letters(" ".join(_strings(entry))) for entry in index["pages"]}
    except (ValueError, LookupError, TypeError, RecursionError):
        yield Finding(shown, 0, phrase("the file is broken: it holds no index"), "unreadable")
        return
    for page in pages.values():
        for block in page.blocks if page.name in held else ():
            if not _is_found(block) or letters(block.text) in held[page.name]:
                continue
            message = phrase(
                "it lacks {text} of {file}:{line}",
                text=shortened(block.text),
                file=page.file,
                line=block.line,
            )
            yield Finding(shown, 0, message, "stale")
            break


def _is_found(block: BuiltPassage) -> bool:
    """Tell whether a search is to find a passage: what leads on to others may be left out."""
    return block.kind in ("h1", "p") and bool(block.id) and not (block.links or block.is_marked)


def _strings(item: object) -> Iterator[str]:
    """Yield the strings in lists of lists."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, list):
        for part in item:
            yield from _strings(part)
