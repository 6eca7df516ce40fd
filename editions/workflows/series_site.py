"""Put the pages of a series into place, beside the sites of its papers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from editions.files.kept import read_kept
from editions.files.names import folded
from editions.files.replacing import replace_file
from editions.files.trees import remove_tree
from editions.findings import Finding, FindingsError, Severity
from editions.phrases import phrase
from editions.series.declaration import RULE, Series
from editions.workflows.inputs import digest, toolkit_stamp

#: Says what the folder holds, and that it is ours.
RECORD = "series.json"
#: Says what the site of a paper holds.
_OF_PAPER = "editions.json"
#: The site of a paper that is being removed.
_GONE = ".gone"
_PACKAGE = Path(__file__).parents[1]
#: Folder of style sheets, scripts and fonts in the site, and where these come from.
STATIC = "_static"
_ASSETS = (
    "theme/static/paper.css",
    "theme/static/reading.js",
    "theme/static/search.js",
    "theme/static/fonts",
    "theme/search.css",
    "series/assets/series.css",
    "series/assets/series-search.js",
)


@dataclass(frozen=True)
class SeriesRecord:
    """What has been put into the folder of a series."""

    #: The papers whose sites lie in it.
    papers: tuple[str, ...] = ()
    #: The other files, relative to the folder.
    files: tuple[str, ...] = ()
    #: A name for what all of it was made from.
    made_from: str = ""

    @classmethod
    def read(cls, output: Path) -> Self | None:
        """Return the record of the folder *output*, or None."""
        try:
            held = read_kept(output / RECORD)
            names = [Path(name) for name in (*held["papers"], *held["files"])]
            if any(name.is_absolute() or ".." in name.parts or not name.parts for name in names):
                return None  # or it could name what is not ours to remove
            return cls(tuple(held["papers"]), tuple(held["files"]), str(held["made_from"]))
        except (ValueError, KeyError, TypeError):
            return None

    def write(self, output: Path) -> None:
        """Keep the record in the folder *output*."""
        replace_file(output / RECORD, json.dumps(asdict(self), indent=2).encode() + b"\n")


def claim_folder(output: Path, names: Sequence[str] = ()) -> None:
    """Make sure, before anything is built, that papers called *names* may be put at *output*.

    What earlier builds have put there and is a paper no more is removed where it is in the way: a
    paper in the folder of another one would be lost with it.

    Raises:
        FindingsError: it holds what no build of a series has made, or cannot be written.
    """
    try:
        if os.path.lexists(output) and not output.is_dir():
            raise _refused(output, phrase("is not a folder"))
        record = SeriesRecord.read(output)
        if record is None:
            if output.is_dir() and any(output.iterdir()):
                raise _refused(output, phrase("holds files that no build of a series has made"))
            SeriesRecord().write(output)
        else:
            _remove_papers(output, set(_in_the_way(record.papers, names)))
    except OSError as error:
        raise _refused(
            output, phrase("cannot be written: {reason}", reason=error.strerror)
        ) from error


def _in_the_way(before: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Yield the papers of *before* in whose folder one of *names* is to lie, or the reverse."""
    wanted = {folded(name) for name in names}
    around = {parent for path in wanted for parent in path.parents}
    for name in before:
        path = folded(name)
        if path not in wanted and (path in around or wanted & set(path.parents)):
            yield name


def _refused(output: Path, why: str) -> FindingsError:
    return FindingsError.for_file(
        str(output), phrase("{reason}; choose another folder: --output", reason=why), RULE
    )


def publish_series(series: Series, names: Sequence[str], output: Path) -> tuple[Finding, ...]:
    """Write the pages of *series*, whose papers are called *names*, unless they stand already.

    The sites of the papers are in *output*.  What stood there of papers and languages that are
    none any more is removed.  Returns which papers are not listed.
    """
    before = SeriesRecord.read(output) or SeriesRecord()
    made_from = _made_from(series, names, output)
    missing = tuple(_missing(series, names, output))
    stands = all((output / name).is_file() for name in before.files)
    if before.made_from == made_from and stands:
        return missing
    content = _content(series, names, output)
    written = [*_copy_assets(output), *content]
    for name, data in content.items():
        replace_file(output / name, data)
    _remove_old(before, names, written, output)
    SeriesRecord(tuple(names), tuple(written), made_from).write(output)
    return missing


def _made_from(series: Series, names: Sequence[str], output: Path) -> str:
    """Return a name for the declaration, the toolkit, and the sites as they were put there."""
    stamps = []
    for name in names:
        try:
            status = (output / name / _OF_PAPER).stat()
            stamps.append((name, status.st_ino, status.st_mtime_ns))
        except OSError:
            stamps.append((name, 0, 0))
    # Of what was read: somebody may have changed the file since.
    return digest(toolkit_stamp(), asdict(series), stamps)


def _missing(series: Series, names: Sequence[str], output: Path) -> list[Finding]:
    message = phrase(
        "has no web edition in the site of the series, and is not listed; build it as html"
    )
    return [
        Finding(name, 0, message, RULE, Severity.WARNING)
        for name in names
        if not any((output / name).glob("*/index.html"))
    ]


def _content(series: Series, names: Sequence[str], output: Path) -> Mapping[str, bytes]:
    """Return the files to write, by their names in *output*."""
    from editions.series.cards import read_card
    from editions.series.pages import (
        FEED,
        list_addresses,
        render_choice,
        render_list,
        render_search,
        render_series_feed,
    )
    from editions.series.searching import series_index
    from editions.web.site import ASSETS

    cards = [card for name in names if (card := read_card(output / name, name))]
    files = {asset.name: asset.read_bytes() for asset in sorted(ASSETS.iterdir())}
    files["index.html"] = render_choice(series).encode()
    for edition in series.editions:
        folder = edition.code
        files[f"{folder}/index.html"] = render_list(series, cards, edition).encode()
        files[f"{folder}/search.html"] = render_search(series, edition).encode()
        for name, script in series_index(output, cards, edition).items():
            files[f"{folder}/{name}"] = script.encode()
        feed = render_series_feed(series, cards, edition)
        if feed is not None:
            files[f"{folder}/{FEED}"] = feed
    return {**files, **list_addresses(series, output, cards)}


def _copy_assets(output: Path) -> list[str]:
    """Copy what pages look like and do; return the names."""
    found = []
    for asset in _ASSETS:
        source = _PACKAGE / asset
        for path in sorted(source.iterdir()) if source.is_dir() else [source]:
            name = f"{STATIC}/{path.relative_to(source.parent).as_posix()}"
            replace_file(output / name, path.read_bytes())
            found.append(name)
    return found


def _remove_old(
    before: SeriesRecord, names: Sequence[str], written: Sequence[str], output: Path
) -> None:
    """Remove what an earlier build has put into *output*, and what is none of it any more."""
    _remove_papers(output, _gone(before.papers, names, output))
    for name in _gone(before.files, written, output):
        (output / name).unlink(missing_ok=True)
        _remove_empty(output, Path(name).parent)


def _gone(before: Iterable[str], now: Iterable[str], output: Path) -> Iterator[str]:
    """Yield what is there no more, unless this file system takes it for what is there *now*."""
    names = {name: folded(name) for name in now}
    alike = {place: name for name, place in names.items()}
    for name in set(before) - names.keys():
        other = alike.get(folded(name))
        try:
            if other is None or not (output / name).samefile(output / other):
                yield name
        except FileNotFoundError:
            yield name


def _remove_papers(output: Path, names: Iterable[str]) -> None:
    remove_tree(output / _GONE)  # of a build that was killed
    for name in names:
        if (output / name / _OF_PAPER).is_file():
            (output / name).rename(output / _GONE)  # at once: half a site would be nobody's
            remove_tree(output / _GONE)
            _remove_empty(output, Path(name).parent)


def _remove_empty(output: Path, name: Path) -> None:
    while name.parts and (output / name).is_dir() and not any((output / name).iterdir()):
        (output / name).rmdir()
        name = name.parent
