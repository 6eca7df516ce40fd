"""HTML of other people for what runs no script and cannot be clicked: paper, reading systems.

What a reader would open is open, what a script would draw or a server would play is a link, and
what can only be operated is gone.  Trees are lxml's; *namespace* is ``{…}`` before their tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from lxml import etree

#: Elements that never hold anything: https://html.spec.whatwg.org/multipage/syntax.html
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param")
).union(("source", "track", "wbr"))
#: Elements that say nothing without a script, a form or a player.
_GONE = ("script", "template", "base", "canvas", "map", "area", "progress", "meter")
#: Elements whose content stands without them.
_UNWRAPPED = ("noscript", "form", "select", "optgroup", "datalist", "button", "textarea", "font")
#: Elements under the name of what they are here.
_RENAMED = {
    "details": "div",
    "dialog": "div",
    "summary": "p",
    "fieldset": "div",
    "legend": "p",
    "center": "div",
    "label": "span",
    "option": "span",
    "tt": "code",
    "big": "span",
    "strike": "s",
}
#: Elements whose content is text until their end, whatever it looks like.
_TEXTS = ("script", "style", "textarea", "title", "xmp", "plaintext", "noembed", "noframes")
#: Tags of whole pages, which a part of one cannot have.
OF_PAGES = re.compile(r"(?i)<!doctype[^>]*>|</?(?:html|head|body|frameset)\b[^>]*>")
_OPEN_COMMENT = re.compile(r"(?s)<!--(?!.*-->).*\Z")
_OPEN_TAG = re.compile(r"</?[A-Za-z][^<>]*\Z")
#: Elements that play something, or hold the page of another machine.
_PLAYERS = ("video", "audio", "iframe", "embed", "object")
#: Pages of videos by the addresses of their players.
_PAGES = (
    (
        re.compile(r"(?:https?:)?//www\.youtube(?:-nocookie)?\.com/embed/([\w-]+).*"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"(?:https?:)?//player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
)
#: Schemes of addresses that a reader of a file can follow.
FOLLOWED = frozenset(
    ("doi", "ftp", "geo", "git", "http", "https", "irc", "ircs", "magnet", "mailto", "matrix")
).union(("news", "nntp", "sftp", "sip", "sms", "ssh", "svn", "tel", "urn", "xmpp"))
#: What a reader without colours and clicks sees of a box that is ticked, and of one that is not.
_TICKS = {True: "[x] ", False: "[ ] "}


def remove(element: etree._Element, text: str = "") -> None:
    """Take an element out; what follows it stays, after *text*."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:  # taken out with what it stood in
        return
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Leave what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    kids = list(element)
    text, tail = element.text or "", element.tail or ""
    element.tail = None
    parent.remove(element)
    for offset, kid in enumerate(kids):
        parent.insert(index + offset, kid)
    if kids:
        kids[-1].tail = (kids[-1].tail or "") + tail
    else:
        text += tail
    if index:
        before = parent[index - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def contain(source: str) -> str:
    """Return raw HTML without what would take in the rest of the page, or end the page.

    What is left open is ended: a comment, a tag, and text that is no HTML.
    """
    source = _OPEN_TAG.sub("", _OPEN_COMMENT.sub("", OF_PAGES.sub("", source)))
    for name in _TEXTS:
        opened = re.findall(rf"(?i)<{name}\b", source)
        ended = re.findall(rf"(?i)</{name}\b", source)
        source += f"</{name}>" * (len(opened) > len(ended))
    return source


class _OpenElements(HTMLParser):
    """Keeps the elements that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.names.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.names:
            del self.names[len(self.names) - 1 - self.names[::-1].index(tag) :]


def end_tags(markup: str) -> str:
    """Return the ends of the elements that *markup* begins and does not end."""
    reader = _OpenElements()
    reader.feed(markup)
    return "".join(f"</{name}>" for name in reversed(reader.names))


def settle(root: etree._Element, find_file: Callable[[str], str], namespace: str = "") -> None:
    """Turn everything in *root* that needs a script, a click or a player into what needs none.

    *find_file* returns the address of the picture that stands at another one, or "".
    """

    def find(*tags: str) -> Iterator[etree._Element]:
        yield from list(root.iter(*(f"{namespace}{tag}" for tag in tags)))

    name_tabs(root, namespace)
    for element in find("summary"):
        drop_commands(element)
    for element in find("input"):
        if element.get("type", "").lower() == "checkbox":
            remove(element, _TICKS["checked" in element.attrib])
        else:
            remove(element)
    for element in find("object", "embed"):
        show_drawing(element, find_file, namespace)
    for element in find(*_PLAYERS):
        link_player(element, namespace)
    for element in find(*_GONE):
        remove(element)
    for element in find(*_UNWRAPPED):
        unwrap(element)
    for old, new in _RENAMED.items():
        for element in find(old):
            element.tag = f"{namespace}{new}"
            for attribute in set(element.attrib) - {"id", "class", "lang", "dir", "title"}:
                del element.attrib[attribute]
            if old in ("details", "summary"):
                element.set("class", old)
    for element in root.iter(etree.Element):
        names = map(str, list(element.attrib))
        for attribute in [name for name in names if name == "hidden" or name.startswith("on")]:
            del element.attrib[attribute]


def drop_commands(summary: etree._Element) -> None:
    """Take out a label that says what a click does, opened and closed, and nothing else."""
    states = {name for item in summary for name in item.get("class", "").split()}
    if {"collapsed", "expanded"} <= states:
        remove(summary)


def name_tabs(root: etree._Element, namespace: str = "") -> None:
    """Let the content of each tab stand after its name, one tab after the other.

    Tabs are made of radio buttons with labels, or of a list with roles; see
    https://www.w3.org/WAI/ARIA/apg/patterns/tabs/.
    """
    by_id = {element.get("id"): element for element in root.iter(etree.Element)}
    for element in list(root.iter(f"{namespace}input")):
        label = element.getnext()
        if element.get("type") != "radio" or label is None or label.tag != f"{namespace}label":
            continue
        panel = label.getnext()
        if panel is None or (parent := label.getparent()) is None:
            continue
        parent.set("class", "tabs")
        _name(label, namespace)
        panel.set("class", "tab-text")
    for tab in list(root.iter(etree.Element)):
        if tab.get("role") != "tab":
            continue
        panel = by_id.get(tab.get("aria-controls", ""))
        if panel is None or panel is tab or tab in panel.iter():
            continue
        remove(tab)
        tab.tail = None
        _name(tab, namespace)
        panel.addprevious(tab)
        for attribute in set(panel.attrib) - {"id", "lang", "dir"}:
            del panel.attrib[attribute]
        panel.set("class", "tab-text")
    for element in list(root.iter(etree.Element)):
        if element.get("role") == "tablist" and not "".join(map(str, element.itertext())).strip():
            remove(element)


def _name(tab: etree._Element, namespace: str) -> None:
    """Turn what is clicked to see a tab into its heading."""
    tab.tag = f"{namespace}p"
    if any(kid.tag == f"{namespace}p" for kid in tab):
        for kid in list(tab.iter(f"{namespace}p")):
            if kid is not tab:
                unwrap(kid)
    id_ = tab.get("id")
    tab.attrib.clear()
    tab.set("class", "tab-name")
    if id_:
        tab.set("id", id_)


def show_drawing(
    element: etree._Element, find_file: Callable[[str], str], namespace: str = ""
) -> None:
    """Show a picture that stands as an object as the picture that it is."""
    address = element.get("data") or element.get("src") or ""
    kind = element.get("type", "")
    if not (kind.startswith("image/") or address.endswith((".svg", ".png"))):
        return
    if not find_file(address):
        return
    words = " ".join("".join(map(str, element.itertext())).split()) or element.get("aria-label", "")
    tail, kept = element.tail, {name: element.get(name) for name in ("id", "class", "lang")}
    element.clear()
    element.tag, element.tail = f"{namespace}img", tail
    element.set("src", address)
    element.set("alt", words)
    for name, value in kept.items():
        if value:
            element.set(name, value)


def link_player(element: etree._Element, namespace: str = "") -> None:
    """Put a link to what a player would play into its place, or the words that stand for it."""
    sources = [element, *element.iter(f"{namespace}source")]
    addresses = [item.get("src") or item.get("data") or "" for item in sources]
    address = next((text for text in addresses if text), "")
    for pattern, page in _PAGES:
        address = pattern.sub(page, address)
    if address.startswith("//"):
        address = f"https:{address}"
    words = element.get("title") or element.get("aria-label") or element.get("alt") or ""
    if element.tag in (f"{namespace}object", f"{namespace}embed") and not words:
        words = " ".join("".join(map(str, element.itertext())).split())
    is_link = urlsplit(address).scheme in ("http", "https")
    if not is_link:
        remove(element, words or address.rpartition("/")[2])
        return
    tail, id_ = element.tail, element.get("id")
    element.clear()
    element.tag, element.tail = f"{namespace}a", tail
    element.set("class", "reference external player")
    element.set("href", address)
    element.text = words or address
    if id_:
        element.set("id", id_)
