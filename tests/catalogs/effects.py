"""Look for the effects of attacks in what a build has made: parsed, and compared with a clean one.

Each effect is a pair of what happened and where: the name of an attack's page, or of a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
from lxml import html
from sphinx.util.inventory import InventoryFile

from tests.catalogs.attacks import CANARY
from tests.reading import pdf_pages, select

#: What happened, and where.
Effect = tuple[str, str]

_LINKS = ("href", "src", "action", "formaction", "data", "poster", "srcset", "content")
_SCHEMES = {"", "http", "https", "mailto"}
_ACTIVE = ("script", "iframe", "object", "embed", "base", "form", "link", "style", "svg", "x-evil")
#: Of these, every page has some.
_USUAL = ("script", "link", "form", "style")
#: Names the attack that a script or an entry belongs to.
_MARKER = re.compile(r"EVIL-([\w-]+)")
_EVIL_TAG = re.compile(r"<(script|img|svg|iframe|x\b|x-)", re.IGNORECASE)


def find_effects(site: Path, clean: Path) -> set[Effect]:
    """Return what has happened to the HTML edition in *site*, compared with *clean*."""
    effects: set[Effect] = set()
    for path in (path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        data = path.read_bytes()
        if ".doctrees" in path.parts:
            continue
        if CANARY.encode() in data:
            copied = name.startswith(("_downloads/", "_images/"))
            where = path.stem if name.endswith(".html") else name
            effects.add(("copied file" if copied else "read", where))
        if name.endswith(".html"):
            effects |= set(_page_effects(path, clean / name))
        elif name.endswith(".js") and name != "searchindex.js":
            effects |= {("script", m) for m in _MARKER.findall(data.decode("utf-8", "replace"))}
    effects |= set(_search_effects(site / "searchindex.js"))
    with (site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda *parts: "/".join(parts))
    effects |= {("object", m) for names in inventory.values() for n in names for m in _object(n)}
    return effects


def _page_effects(path: Path, clean: Path) -> Iterator[Effect]:
    page = html.document_fromstring(path.read_bytes())
    before = _features(html.document_fromstring(clean.read_bytes())) if clean.exists() else set()
    for feature, marker in _features(page) - before:
        yield feature, marker or path.stem
    if path.stem == "genindex":
        for entry in select(page, "//table[contains(@class, 'indextable')]"):
            yield from (("object", marker) for marker in _MARKER.findall(entry.text_content()))


def _features(page: html.HtmlElement) -> set[Effect]:
    """Return what a page does beside showing text, and the attack that says it is its own."""
    found: set[Effect] = set()
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _ACTIVE:
            source = element.get("src") or element.get("href") or element.text or ""
            if element.get("type") == "application/ld+json":
                json.loads(source)  # data, and nothing else
                continue
            marker = _MARKER.search(source)
            if marker or element.tag not in _USUAL:
                found.add(("script", marker[1] if marker else ""))
        for name, value in element.attrib.items():
            if name.startswith("on"):
                found.add(("script", ""))
            if "canary" in value and name in ("href", "src"):
                found.add(("copy", ""))
            if name in _LINKS:
                found |= {(effect, "") for effect in _address_effects(value)}
        if element.tag == "meta" and re.match(
            r"noindex|.*unsafe-inline", element.get("content", "")
        ):
            found.add(("steer", ""))
        if "math" in (element.get("class") or "") and "\\href{javascript" in element.text_content():
            found.add(("script", ""))
    return found


def _address_effects(value: str) -> set[str]:
    found = set()
    address = re.sub(r"[\x00-\x20]", "", value)
    refresh = re.fullmatch(r"[\d.]+[;,](?:url=)?(.*)", address, re.IGNORECASE)
    address = refresh[1] if refresh else address
    try:
        parts = urlsplit(address)
    except ValueError:
        return {"link"}
    scheme = parts.scheme.lower()
    if scheme not in _SCHEMES and re.fullmatch(r"javascript|vbscript|data|file", scheme):
        found.add("script")
    if "evil" in parts.netloc.lower() or (scheme == "mailto" and "evil" in address):
        found.add("link")
    return found


def _object(text: str) -> list[str]:
    return re.findall(r"evil_([\w-]+)", text)


def _search_effects(path: Path) -> Iterator[Effect]:
    text = path.read_text(encoding="utf-8")
    if not text.startswith("Search.setIndex("):
        return  # the search of our theme, which shows text as text
    index = json.loads(text[text.index("{") : text.rindex("}") + 1])
    for kind in ("alltitles", "indexentries"):
        for title, places in index[kind].items():
            if _EVIL_TAG.search(title):
                yield "search", index["docnames"][places[0][0]]
    yield from (("object", name) for name in _object(json.dumps(index["objects"])))
    for entry in index["indexentries"]:
        yield from (("object", marker) for marker in _MARKER.findall(entry))


def find_pdf_effects(path: Path) -> set[Effect]:
    """Return what has happened to a PDF edition."""
    effects: set[Effect] = set()
    for number, text in enumerate(pdf_pages(path), 1):
        if CANARY in text:
            effects.add(("read", f"page {number}"))
    with pikepdf.open(path) as pdf:
        for name, spec in pdf.attachments.items():
            if any(
                CANARY.encode() in spec.get_file(f).read_bytes() for f in spec.get_all_filenames()
            ):
                effects.add(("copy", name))
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                if CANARY.encode() in item.read_raw_bytes():
                    effects.add(("copy", "stream"))
                continue
            if not isinstance(item, pikepdf.Dictionary):
                continue
            action = item.get("/A", item)
            kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
            if kind in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR"):
                effects.add(("script", kind))
            if kind == "/URI":
                effects |= {(e, str(action["/URI"])) for e in _address_effects(str(action["/URI"]))}
    return effects
