"""The one archive of a release: a bag of BagIt (RFC 8493), zipped, the same bytes every time."""

from __future__ import annotations

import hashlib
import logging
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from editions.releases.facts import Release, files_in

#: RFC 8493 is what the drafts of which the library writes the last have become, unchanged in this.
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ALGORITHMS = ("sha256", "sha512")
#: The earliest and the latest year that the archive can name.
_YEARS = (1980, 2107)
#: A plain file that its owner may change, in the upper half of the attributes of Unix.
_MODE = 0o100644 << 16


def make_bag(folder: Path, release: Release) -> None:
    """Turn *folder* into a bag that holds what stood in it, below ``data/``.

    The extra ``release`` must be installed.
    """
    import bagit

    work = release.original.work
    described = {
        "Source-Organization": work.publisher,
        "External-Description": f"{work.title}, {release.version}",
        "External-Identifier": work.doi or release.name,
        "Bagging-Date": release.moment.date().isoformat(),
        "Bag-Group-Identifier": release.slug,
    }
    logging.getLogger("bagit").setLevel(logging.ERROR)
    bagit.make_bag(
        str(folder), {name: text for name, text in described.items() if text}, checksums=_ALGORITHMS
    )
    (folder / "bagit.txt").write_bytes(_DECLARATION)
    # The library lists them in the order of the file system.
    tags = [p for p in files_in(folder) if p.parent == folder and "tagmanifest-" not in p.name]
    for algorithm in _ALGORITHMS:
        lines = [f"{_digest(path, algorithm)}  {path.name}\n" for path in tags]
        (folder / f"tagmanifest-{algorithm}.txt").write_text("".join(lines), encoding="utf-8")
    bagit.Bag(str(folder)).validate()


def _digest(path: Path, algorithm: str) -> str:
    return hashlib.new(algorithm, path.read_bytes()).hexdigest()


def zip_folder(folder: Path, target: Path, moment: datetime) -> None:
    """Pack *folder* under its own name into *target*, a zip whose files are all of *moment*."""
    first, last = _YEARS
    bounded = min(max(moment.astimezone(UTC), datetime(first, 1, 1, tzinfo=UTC)),
                  datetime(last, 12, 31, tzinfo=UTC))  # fmt: skip
    with zipfile.ZipFile(target, "w") as archive:
        for path in files_in(folder):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            info = zipfile.ZipInfo(name, bounded.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, whatever system this is
            info.external_attr = _MODE
            with path.open("rb") as source, archive.open(info, "w") as packed:
                shutil.copyfileobj(source, packed)
