"""Where the text of a block comes from: noted while pages are written, looked up when one is read.

Sphinx's part notes which messages a block shows; the other part asks the catalogs, so that lines
are those of the file as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils import get_source_line

from editions.borrowed.sphinx import messages_of
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.ids import BLOCK_PREFIX
from editions.catalogs.states import state_of
from editions.exchange.segments import message_id
from editions.findings import Finding, real_path, shown_path
from editions.live.editors import EditingPlace
from editions.phrases import localized
from editions.translations.use import ALTERNATIVE


@dataclass(frozen=True)
class BlockProvenance:
    """What a block shows."""

    #: Its id in the page.
    id: str
    #: The messages in it; none in a block that is no message, such as a picture.
    messages: tuple[str, ...] = ()
    #: Its source, relative to the publication, and the line; 0 where that is not known.
    source: str = ""
    line: int = 0


@dataclass(frozen=True)
class PageBlocks:
    """The blocks of one page."""

    #: Name of the catalog that holds their messages.
    domain: str
    blocks: tuple[BlockProvenance, ...]

    def save(self, path: Path) -> None:
        """Write them to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> PageBlocks:
        """Read what `save` has written."""
        content = json.loads(path.read_text(encoding="utf-8"))
        blocks = (BlockProvenance(b["id"], tuple(b["messages"]), b["source"], b["line"])
                  for b in content["blocks"])  # fmt: skip
        return cls(content["domain"], tuple(blocks))


def find_blocks(doctree: nodes.document, root: Path) -> Iterator[BlockProvenance]:
    """Yield the blocks of a resolved doctree; files are named relative to *root*."""
    messages: dict[str, list[str]] = {}
    for node, shown in messages_of(doctree):
        message = str(node.get(ALTERNATIVE, shown))
        if id_ := _block_around(node):
            messages.setdefault(id_, []).append(message)
    for node in doctree.findall(nodes.Element):
        id_ = _own_id(node)
        if id_ is not None and (id_ in messages or id_.startswith(BLOCK_PREFIX)):
            file, line = _origin(node)
            source = shown_path(Path(file), root) if file else ""
            yield BlockProvenance(id_, tuple(dict.fromkeys(messages.get(id_, ()))), source, line)


def _own_id(node: nodes.Element) -> str | None:
    """Return the id by which a block is known in the page."""
    if isinstance(node, nodes.section):
        return str(node["ids"][0]) if node["ids"] else None
    ids: list[str] = node.get("ids", [])
    return next((id_ for id_ in ids if id_.startswith(BLOCK_PREFIX)), None)


def _block_around(node: nodes.Node | None) -> str | None:
    """Return the id of the block that shows *node*."""
    if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
        return _own_id(node.parent)
    while node is not None:
        # A section's own id is its heading's.
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.section):
            id_ = _own_id(node)
            if id_ is not None:
                return id_
        node = node.parent
    return None


def _origin(node: nodes.Element) -> tuple[str, int]:
    """Return file and line of a node in the source; empty and 0 where they are not known."""
    below = (item for item in node.findall(nodes.Element) if item.source and item.line)
    source, line = get_source_line(next(below, node))
    return str(source or "").partition(":<")[0], line or 0


def places_of(
    block: BlockProvenance, domain: str, catalog: Catalog | None, root: Path
) -> tuple[list[EditingPlace], list[Entry]]:
    """Return the places of a block's messages, and their entries.

    A message that the catalog does not hold leads to the source.
    """
    entries = {entry.msgid: entry for entry in catalog or () if entry.msgctxt is None}
    found = [entries[message] for message in block.messages if message in entries]
    places = []
    if catalog is not None:
        shown = shown_path(catalog.path, root)
        path = str(real_path(catalog.path))
        places = [_place_of(entry, domain, shown, path) for entry in found]
    if not places and block.source and block.line:
        state = "missing" if block.messages and catalog is not None else "source"
        path = str(real_path(root / block.source))
        places = [EditingPlace(block.source, path, block.line, state)]
    return places, found


def _place_of(entry: Entry, domain: str, shown: str, path: str) -> EditingPlace:
    names = (entry.msgid, entry.msgid_plural, entry.msgctxt)
    return EditingPlace(shown, path, entry.line, state_of(entry), domain, message_id(entry), *names)


def describe_page(
    page: PageBlocks,
    catalog: Catalog | None,
    findings: Iterable[Finding],
    root: Path,
    language: str,
) -> dict[str, Any]:
    """Return what the script in the page wants to know, ready for JSON.

    *findings* beside no block of the page, such as those about the header, are reported apart.
    """
    name = shown_path(catalog.path, root) if catalog is not None else None
    left = [finding for finding in findings if finding.file == name]
    blocks = []
    for block in page.blocks:
        places, entries = places_of(block, page.domain, catalog, root)
        own = [f for f in left if any(e.span[0] <= f.line <= e.span[1] for e in entries)]
        left = [finding for finding in left if finding not in own]
        blocks.append(
            {
                "id": block.id,
                "places": [{"name": str(place), **asdict(place)} for place in places],
                "findings": described(own, language),
            }
        )
    return {"blocks": blocks, "findings": described(left, language)}


def described(findings: Sequence[Finding], language: str) -> list[Mapping[str, str]]:
    """Return findings ready for JSON, in the *language* of the desk."""
    return [
        {
            "place": f.place,
            "message": localized(f.message, language),
            "rule": f.rule,
            "severity": f.severity.value,
        }
        for f in findings
    ]
