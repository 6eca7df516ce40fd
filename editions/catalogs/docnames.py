"""The names of documents in the text of others: found, and written anew where one is renamed.

Names stand in ``toctree``, in the roles ``doc`` and ``any``, in links of Markdown, and, as files,
in directives such as ``include``.  Code that is shown is left alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

#: A role whose text is the name of a document, in reStructuredText and in Markdown.
_ROLE = re.compile(r"(?<![`\\])(?P<head>(?::(?:doc|any):|\{(?:doc|any)\})`)(?P<text>[^`]+)`")
#: A role whose text is a file.
_FILE_ROLE = re.compile(r"(?<![`\\])(?P<head>(?::download:|\{download\})`)(?P<text>[^`]+)`")
_EXPLICIT = re.compile(r"(?P<before>.*<)(?P<target>[^<>]+)(?P<after>>)\Z", re.DOTALL)
#: A link, a picture or the definition of one in Markdown: what stands before it, and its address.
_LINK = re.compile(
    r"(?P<before>\]\(<?|^[ >\t]*\[[^\]^]+\]:[ \t]+<?)(?P<target>[^\s()<>#]+)", re.MULTILINE
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: Directives whose argument is a file.
_FILES = "include|literalinclude|image|figure|mermaid|graphviz"
_FILE_DIRECTIVE = re.compile(
    rf"(?P<before>(?:\.\.[ ]+(?:\|[^|\n]+\|[ ]+)?|[`~:]{{3,}}\{{)(?:{_FILES})(?:::|\}})[ ]+)"
    r"(?P<target>\S[^\n]*?)(?P<after>[ \t]*)$",
    re.MULTILINE,
)
_FILE_OPTION = re.compile(
    r"(?P<before>^[ \t]+:file:[ \t]+)(?P<target>\S+)(?P<after>)", re.MULTILINE
)
_TOCTREE = re.compile(
    r"^(?P<margin>[ \t]*(?:[*+-][ \t]+)?)(?:\.\.[ ]+toctree::|(?P<fence>[`~:]{3,})\{toctree\})"
)
#: What shows code: a directive, or a paragraph that ends in two colons.
_CODE = re.compile(
    r"^(?P<margin>[ \t]*)(?:\.\.[ ]+(?:code|code-block|sourcecode)::"
    r"|(?!.*(?<!\S)\.\.[ ]).*::[ \t]*$)"
)
_FENCE = re.compile(r"^[ >\t]*(?P<fence>`{3,}|~{3,})(?!\{)")


@dataclass(frozen=True)
class Renaming:
    """A document and the name that it is to have."""

    #: The names, as in a ``toctree`` of the root folder: ``annex/people``.
    old: str
    new: str
    #: The end of the file's name: ``.rst``.
    suffix: str
    #: The names of all documents, as they are.
    documents: Collection[str] = field(default=(), repr=False)

    def rewrite(self, text: str, document: str, *, markdown: bool = False) -> str:
        """Return the source of a *document* as it is when the other has its new name."""
        lines = text.split("\n")
        kept = _shown_lines(lines)
        entries = {at for at in _toctree_lines(lines) if at not in kept}
        pieces = []
        for at, line in enumerate(lines):
            if at in kept:
                pieces.append(line)
            elif at in entries:
                pieces.append(self._entry(line, document))
            else:
                pieces.append(self._in_text(line, document, markdown=markdown))
        # A role may be broken at the end of a line, as no other name is.
        return self.rewrite_roles("\n".join(pieces), document, kept)

    def rewrite_roles(self, text: str, document: str, kept: Collection[int] = ()) -> str:
        """Return a text of a *document*, such as a message, with the names in its roles.

        Lines that are *kept*, by their numbers from 0, show code.
        """

        def role(match: re.Match[str]) -> str:
            if text.count("\n", 0, match.start()) in kept:
                return match[0]
            explicit = _EXPLICIT.match(match["text"])
            target = explicit["target"] if explicit else match["text"]
            found = self._document(target, document)
            if found == target:
                return match[0]
            body = f"{explicit['before']}{found}>" if explicit else found
            return f"{match['head']}{body}`"

        return _ROLE.sub(role, text)

    def _entry(self, line: str, document: str) -> str:
        """Return a line of a ``toctree``."""
        written = line.strip()
        explicit = _EXPLICIT.match(written)
        target = explicit["target"] if explicit else written
        found = self._document(target, document)
        head, _, tail = line.rpartition(target)
        return head + found + tail

    def _in_text(self, line: str, document: str, *, markdown: bool) -> str:
        """Return a line with the files that it names, and the links of Markdown."""

        def replaced(match: re.Match[str]) -> str:
            return f"{match['before']}{self._file(match['target'], document)}{match['after']}"

        def download(match: re.Match[str]) -> str:
            explicit = _EXPLICIT.match(match["text"])
            target = explicit["target"] if explicit else match["text"]
            body = match["text"][: -len(target) - 1] if explicit else ""
            return f"{match['head']}{body}{self._file(target, document)}{'>' * bool(explicit)}`"

        line = _FILE_DIRECTIVE.sub(replaced, line)
        line = _FILE_OPTION.sub(replaced, line)
        line = _FILE_ROLE.sub(download, line)
        if markdown:
            line = _LINK.sub(lambda m: m["before"] + self._link(m["target"], document), line)
        return line

    def _link(self, target: str, document: str) -> str:
        """Return the address of a link of Markdown: a file, or the name of a document."""
        if _SCHEME.match(target):
            return target
        found = self._file(target, document)
        return found if found != target else self._document(target, document)

    def _document(self, target: str, document: str) -> str:
        """Return the name of a document as *document* is to write it."""
        end = self.suffix if target.endswith(self.suffix) else ""
        name = target.removesuffix(end)
        folder = posixpath.dirname(document)
        absolute = name.startswith("/")
        path = posixpath.normpath(name.lstrip("/") if absolute else posixpath.join(folder, name))
        if path != self.old and path not in self.documents:
            return target
        return self._written(path, name, document) + end

    def _file(self, target: str, document: str) -> str:
        """Return the name of a file as *document* is to write it."""
        if _SCHEME.match(target):
            return target
        folder = posixpath.dirname(document)
        absolute = target.startswith("/")
        path = posixpath.normpath(
            target.lstrip("/") if absolute else posixpath.join(folder, target)
        )
        if path == self.old + self.suffix:
            return self._written(self.old, target, document) + self.suffix
        return self._written(path, target, document)

    def _written(self, path: str, target: str, document: str) -> str:
        """Return *path* in the form that *target* has; unchanged where nothing moves."""
        goal = self.new if path == self.old else path
        if target.startswith("/"):
            return f"/{goal}" if goal != path else target
        before = posixpath.dirname(document)
        after = posixpath.dirname(self.new) if document == self.old else before
        if goal == path and after == before:
            return target
        return posixpath.relpath(goal, after or ".")


def _toctree_lines(lines: list[str]) -> Iterator[int]:
    """Yield the positions of the entries of every ``toctree``."""
    at = 0
    while at < len(lines):
        match = _TOCTREE.match(lines[at])
        at += 1
        if not match:
            continue
        margin, fence = len(match["margin"].expandtabs()), match["fence"]
        while at < len(lines):
            line = lines[at]
            if fence and line.strip().startswith(fence):
                break
            indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
            if not fence and line.strip() and indent <= margin:
                break
            if line.strip() and not line.strip().startswith(":"):
                yield at
            at += 1


def _shown_lines(lines: list[str]) -> set[int]:
    """Return the positions of the lines of code that is shown."""
    kept: set[int] = set()
    at = 0
    while at < len(lines):
        code, fence = _CODE.match(lines[at]), _FENCE.match(lines[at])
        start = at
        at += 1
        if fence:
            mark = fence["fence"]
            while at < len(lines) and not lines[at].strip().startswith(mark):
                at += 1
            kept.update(range(start, at + 1))
            at += 1
        elif code:
            margin = len(code["margin"].expandtabs())
            while at < len(lines):
                line = lines[at].expandtabs()
                if line.strip() and len(line) - len(line.lstrip()) <= margin:
                    break
                kept.add(at)
                at += 1
    return kept
