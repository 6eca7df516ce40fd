"""Compile catalogs into a clean folder, where nothing but checked translations lies.

Sphinx would take a ``.mo`` beside the ``.po`` and never look at the ``.po`` again; it is
never shown the translators' folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import polib

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import Parse, read_folders
from editions.files.replacing import replace_file
from editions.findings import Finding, FindingsError, quoted, shown_path
from editions.phrases import phrase
from editions.system.commands import own_command


def read_catalogs(
    folders: Sequence[Path], root: Path, parse: Parse | None = None
) -> dict[str, Catalog]:
    """Read every catalog under *folders*; return them by domain, such as ``economy``.

    They are read strictly, or by *parse*.  Of catalogs of one domain that of the first folder is
    read, as Sphinx does.

    Raises:
        FindingsError: a folder is missing or a catalog is broken; names every one.
    """
    message = phrase(
        "the folder of catalogs is missing; {command} creates it",
        command=quoted(own_command("update", root=root)),
    )
    missing = [folder for folder in folders if not folder.is_dir()]
    catalogs, findings = read_folders((f for f in folders if f not in missing), root, parse)
    findings += (Finding(shown_path(folder, root), 0, message, "no-catalogs") for folder in missing)
    if findings:
        raise FindingsError(findings)
    return catalogs


def compile_catalogs(
    catalogs: Mapping[str, Catalog],
    folder: Path,
    published: Callable[[str, Entry], bool] = lambda _domain, entry: entry.usable,
) -> None:
    """Write a ``.mo`` under *folder* for each catalog and remove every other one.

    *published* chooses the entries by domain.  A file whose content stays the same is left
    alone, so that Sphinx reads nothing twice.
    """
    wanted = {folder / f"{domain}.mo": catalog for domain, catalog in catalogs.items()}
    for stale in set(folder.rglob("*.mo")) - set(wanted):
        stale.unlink()
    for path, catalog in wanted.items():
        domain = path.relative_to(folder).with_suffix("").as_posix()
        data = compile_entries(catalog, partial(published, domain))
        if not path.is_file() or path.read_bytes() != data:
            replace_file(path, data)


def compile_entries(
    catalog: Catalog, published: Callable[[Entry], bool] = lambda entry: entry.usable
) -> bytes:
    """Return the content of a ``.mo`` with the *published* entries of a catalog."""
    compiled = polib.POFile()
    header = {name.lower(): value for name, value in catalog.header.items()}
    compiled.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    if "plural-forms" in header:
        compiled.metadata["Plural-Forms"] = header["plural-forms"]
    for entry in filter(published, catalog):
        plural = entry.msgid_plural is not None
        compiled.append(
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural or "",
                msgstr="" if plural else entry.msgstr,
                msgstr_plural=dict(enumerate(entry.msgstrs)) if plural else {},
            )
        )
    return compiled.to_binary()
