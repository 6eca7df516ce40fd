"""What catalogs do not say of their messages, read quickly from the source.

A formula, a word for machines and a paragraph are messages alike; builds, which know the
documents, ask more of some of them.  Nothing is parsed: directives are found by their names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from os import walk
from pathlib import Path
from textwrap import dedent
from typing import Any

from editions.files.kept import parse_kept

#: Last words in the names of metadata that are for readers: ``description``, ``og:title``.
#: All other metadata, and all of HTTP, steer browsers and search engines.
METADATA = frozenset(
    ("abstract", "alt", "author", "caption", "copyright", "coverage", "creator", "description")
).union(("keywords", "publisher", "section", "site_name", "subject", "summary", "tag", "title"))

#: Files that may be documents in Markdown, or parts of some.
_MARKDOWN = frozenset((".md", ".markdown", ".myst", ".ipynb"))
#: Files that may be documents, or parts of some.
_SUFFIXES = frozenset((".rst", ".rest", ".txt", ".inc")) | _MARKDOWN
#: Folders that hold no source.
_NO_SOURCE = frozenset(("build", "locale", "locales", "node_modules"))
#: A directive, at the beginning of a line or of an item of a list.
_DIRECTIVE = re.compile(
    r"(?P<before>.*?)(?<!\S)\.\.[ ]+(?P<name>meta|math|default-role)::(?:[ ]+(?P<argument>.*))?"
)
_FIELD = re.compile(
    r"^:(?P<name>(?:[^:\\]|:(?!\s|$))+):[ \t]*(?P<text>.*(?:\n[ \t]+.*)*)", re.MULTILINE
)
#: A directive of Markdown, between fences of backquotes, tildes or colons.
_FENCE = re.compile(
    r"^[ >\t]*(?P<mark>`{3,}|~{3,}|:{3,})\{(?P<name>meta|math)\}[ \t]*(?P<argument>.*)\n"
    r"(?P<content>(?:.*\n)*?)[ >\t]*(?P=mark)",
    re.MULTILINE,
)
#: A formula of its own in Markdown.
_DISPLAYED = re.compile(
    r"\$\$(?P<tex>.+?)\$\$|(?P<whole>\\begin\{(\w+\*?)\}.+?\\end\{\3\})", re.DOTALL
)
_TOP = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)", re.DOTALL)
_OPTION = re.compile(r"\A(?:[ \t]*:[\w-]+:.*\n)+")


@dataclass(frozen=True)
class SourceFacts:
    """What is known of the messages of a project."""

    #: Messages that no reader sees: what a page tells browsers and search engines.
    metadata: frozenset[str] = frozenset()
    #: Messages that are formulas.
    formulas: frozenset[str] = frozenset()
    #: Documents that say themselves what single backquotes stand for.
    default_roles: frozenset[str] = frozenset()

    def sets_default_role(self, domain: str) -> bool:
        """Tell whether a document of a *domain* says what single backquotes stand for."""
        return any(f"{name}/".startswith(f"{domain}/") for name in self.default_roles)


def is_for_readers(name: str) -> bool:
    """Tell whether metadata of a *name*, as ``og:title``, is written for readers."""
    return re.split(r"[.:]", name.lower())[-1] in METADATA


def read_facts(folder: Path) -> SourceFacts:
    """Return what the files under *folder* say of their messages."""
    metadata: set[str] = set()
    formulas: set[str] = set()
    documents: set[str] = set()
    for path in find_files(folder, _SUFFIXES):
        text = path.read_text(encoding="utf-8", errors="replace")
        for name, argument, content in _directives(text.expandtabs().splitlines()):
            if name == "default-role":
                documents.add(path.relative_to(folder).with_suffix("").as_posix())
            elif name == "meta":
                metadata.update(_metadata(content))
            else:
                formulas.add(_formula(argument, content))
        if path.suffix.lower() in _MARKDOWN:
            found = _markdown_facts(document_text(text))
            metadata |= found.metadata
            formulas |= found.formulas
    return SourceFacts(frozenset(metadata), frozenset(formulas), frozenset(documents))


def find_files(folder: Path, ends: Collection[str] | None = None) -> Iterator[Path]:
    """Yield the files under *folder* that may be source and have one of the *ends*, in order."""
    for place, folders, names in walk(folder):
        folders[:] = filter(may_hold_source, sorted(folders))
        for name in sorted(names):
            wanted = ends is None or Path(name).suffix.lower() in ends
            if wanted and Path(place, name).is_file():  # no pipe
                yield Path(place, name)


def may_hold_source(name: str) -> bool:
    """Tell whether source is looked for in a folder of this name."""
    return name not in _NO_SOURCE and name[0] not in "._"


def document_text(text: str) -> str:
    """Return the Markdown of a document, which may be a notebook."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        content = parse_kept(text)
        cells: Collection[Mapping[str, Any]] = content["cells"]
        texts: Sequence[str] = [
            "".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"
        ]
    except (KeyError, TypeError):
        return text  # text that begins with a brace
    return "\n\n".join(texts)


def _formula(argument: str, content: str) -> str:
    """Return the message of a formula that is a directive."""
    body = dedent(_OPTION.sub("", content)).strip("\n")
    return "\n\n".join(filter(None, (argument, body)))


def _markdown_facts(text: str) -> SourceFacts:
    """Return what a document in Markdown says of its messages."""
    metadata = set(_top_metadata(text))
    formulas: set[str] = set()
    for fence in _FENCE.finditer(text):
        if fence["name"] == "meta":
            metadata.update(_metadata(dedent(fence["content"])))
        else:
            formulas.add(_formula(fence["argument"].strip(), fence["content"]))
    for match in _DISPLAYED.finditer(text):
        tex = match["tex"] or match["whole"]
        formulas |= {tex, tex.strip("\n"), tex.strip()}
    return SourceFacts(frozenset(metadata), frozenset(formulas))


def _top_metadata(text: str) -> Iterator[str]:
    """Yield the metadata for machines among the settings at the beginning of a document."""
    match = _TOP.match(text)
    if match is None:
        return
    import yaml

    try:
        top = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError):
        return  # MyST says so
    own = top.get("myst") if isinstance(top, dict) else None
    pairs = own.get("html_meta") if isinstance(own, dict) else None
    for name, content in pairs.items() if isinstance(pairs, dict) else ():
        attribute, sign, value = (str(name).split() or [""])[0].partition("=")
        if attribute.lower() == "http-equiv" or not is_for_readers(value if sign else attribute):
            yield str(content)


def _directives(lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield name, argument and content of the directives among *lines*."""
    for number, line in enumerate(lines):
        match = _DIRECTIVE.fullmatch(line) if ".. " in line else None
        if match is None:
            continue
        margin = len(match["before"])
        deeper = re.compile(rf" {{{margin + 1}}}|\s*$")
        inside = takewhile(deeper.match, lines[number + 1 :])
        yield match["name"], (match["argument"] or "").strip(), dedent("\n".join(inside)) + "\n"


def _metadata(content: str) -> Iterator[str]:
    for field in _FIELD.finditer(content):
        attribute, sign, value = field["name"].split()[0].partition("=")
        name = value if sign else attribute
        if attribute.lower() == "http-equiv" or not is_for_readers(name):
            yield " ".join(field["text"].split())
