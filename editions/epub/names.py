"""Names of files in a package that every reading system can open.

The container format forbids some characters and advises against spaces and all that is not
ASCII: https://www.w3.org/TR/epub-33/#sec-container-filenames.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote, urlsplit

from editions.epub.pages import LOADING, Draft, is_outside, resolve
from editions.web.content import XHTML

_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]+")


def portable_names(names: Iterable[str]) -> dict[str, str]:
    """Return new names for those that not every system can take.

    No two are the same, whatever the case of their letters.
    """
    names = sorted(set(names))
    kept = {name.casefold(): name for name in reversed(names) if not _UNSAFE.search(name)}
    taken = set(kept)
    renamed = {}
    for name in names:
        if kept.get(name.casefold()) == name:
            continue
        stem, ending = posixpath.splitext(name)
        letters = unicodedata.normalize("NFKD", stem)
        plain = _UNSAFE.sub("-", "".join(c for c in letters if not unicodedata.combining(c)))
        ending = _UNSAFE.sub("-", ending)
        new, number = f"{plain}{ending}", 1
        while new.casefold() in taken:
            number += 1
            new = f"{plain}-{number}{ending}"
        taken.add(new.casefold())
        renamed[name] = new
    return renamed


def rename_address(address: str, renamed: Mapping[str, str]) -> str:
    """Return an address of the package, seen from its top, under the new name of its file."""
    path, mark, fragment = address.partition("#")
    name = unquote(path)
    return f"{quote(renamed[name])}{mark}{fragment}" if name in renamed else address


def rename_links(draft: Draft, renamed: Mapping[str, str]) -> Draft:
    """Return a page under its new name, its links and pictures included; the tree is changed."""
    folder = posixpath.dirname(renamed.get(draft.name, draft.name))
    moved = draft.name in renamed
    for tag, attribute in (("a", "href"), *LOADING.items()):
        for element in draft.root.iter(f"{{{XHTML}}}{tag}"):
            address = element.get(attribute)
            if not address or is_outside(address) or address.startswith("#"):
                continue
            target = resolve(draft.name, urlsplit(address).path)
            if moved or target in renamed:
                path = posixpath.relpath(renamed.get(target, target), folder or ".")
                fragment = address.partition("#")[1:]
                element.set(attribute, quote(path) + "".join(fragment))
    return Draft(renamed.get(draft.name, draft.name), draft.root, draft.resources)
