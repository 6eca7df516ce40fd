"""Look for the effects of attacks in what a build has made: parsed, and compared with a clean one.

Each effect is a pair of what happened and where: the name of an attack's page, or of a file.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
from lxml import etree, html
from sphinx.util.inventory import InventoryFile
from tinyhtml5.tokenizer import HTMLTokenizer, Token

from tests.catalogs.attacks import CANARY
from tests.reading import pdf_pages, select

#: What happened, and where.
Effect = tuple[str, str]

_LINKS = ("href", "src", "action", "formaction", "data", "poster", "srcset", "content")
#: What is more than text for a parser of HTML.
_MARKUP = (Token.START_TAG, Token.END_TAG, Token.EMPTY_TAG, Token.COMMENT, Token.DOCTYPE)
#: What makes LaTeX read, write, run or lead elsewhere; and what is no text.
_TEX = re.compile(
    r"(?<!\\)\\(input|include|openin|openout|read|write|immediate|special|catcode|csname|def|let"
    r"|newcommand|directlua|href|url|hyperlink|rule|begin\{(?:filecontents|verbatim)\*?\}"
    r"|end\{document\})"
)
#: What a page shows to nobody.
_HIDDEN = re.compile(
    "[\u061c\u115f\u200b-\u200f\u202a-\u202e\u2061-\u206f\u3164\ufff0-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
#: What only Python prints.
_INSIDES = re.compile(r"<class|__\w+__|object at 0x| {9}\d")
_SCHEMES = {"", "http", "https", "mailto"}
_ACTIVE = ("script", "iframe", "object", "embed", "base", "form", "link", "style", "svg", "x-evil")
#: Of these, every page has some.
_USUAL = ("script", "link", "form", "style")
#: Names the attack that a script or an entry belongs to.
_MARKER = re.compile(r"EVIL-([\w-]+)")


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
        if element.get("href") == "http://tides.example/table":
            found.add(("downgrade", ""))
        if element.tag == "meta" and re.match(
            r"noindex|.*unsafe-inline", element.get("content", "")
        ):
            found.add(("steer", ""))
        if "math" in (element.get("class") or "") and "\\href{javascript" in element.text_content():
            found.add(("script", ""))
    text = page.text_content()
    if _INSIDES.search(text):
        found.add(("insides", ""))
    if _HIDDEN.search(text):
        found.add(("hidden", ""))
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
            if any(token["type"] in _MARKUP for token in HTMLTokenizer(title)):
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


def find_epub_effects(path: Path, clean: Path) -> set[Effect]:
    """Return what has happened to an EPUB edition."""
    effects: set[Effect] = set()
    before: set[Effect] = set()
    with zipfile.ZipFile(clean) as book:
        for name in book.namelist():
            if name.endswith(".xhtml"):
                before |= _features(html.document_fromstring(book.read(name)))
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            data = book.read(name)
            if CANARY.encode() in data:
                effects.add(("read", name))
            if name.endswith(".xhtml"):
                etree.fromstring(data)
                found = _features(html.document_fromstring(data))
                effects |= {(what, marker or name) for what, marker in found - before}
    return effects


def find_tex_effects(path: Path, clean: Path) -> set[Effect]:
    """Return what has happened to a LaTeX edition."""
    begin = "\\begin{document}"
    text, before = (p.read_text(encoding="utf-8").partition(begin)[2] for p in (path, clean))
    effects = {("tex", match) for match in set(_TEX.findall(text)) - set(_TEX.findall(before))}
    # The source's own addresses, and nothing else, are links.
    links = Counter(re.findall(r"\\sphinxhref\{(.*?)\}", text))
    effects |= {(effect, link) for link in links for effect in _address_effects(link)}
    if CANARY in text:
        effects.add(("read", path.name))
    effects |= {("hidden", f"{ord(char):X}") for char in set(_HIDDEN.findall(text))}
    return effects


#: What looks at the one file of an edition, by its format; compared with a clean one.
FILE_EFFECTS: Mapping[str, Callable[[Path, Path], set[Effect]]] = {
    "pdf": lambda path, _clean: find_pdf_effects(path),
    "epub": find_epub_effects,
    "latex": find_tex_effects,
}
