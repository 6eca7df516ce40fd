"""The names of documents in the text of others: found, and written anew where one is renamed.

Names stand in ``toctree``, in the roles ``doc`` and ``any``, in links of Markdown, and, as files,
in directives such as ``include``.  Code that is shown is left alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from editions.catalogs.source_lines import Toctree, find_toctrees, shown_lines

#: Text between double backquotes is shown as it is; it ends with its paragraph at the latest.
_LITERAL = r"(?<![`\\])``(?!`)(?:(?!\n[ \t]*\n).)+?``(?!`)"
#: Code in a line of Markdown, between as many backquotes on both sides.
_CODE_SPAN = r"(?<!`)(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)"
#: A role whose text is the name of a document, in reStructuredText and in Markdown.
_ROLE = re.compile(
    rf"{_LITERAL}|(?<![`\\])(?P<head>(?::external(?:\+[^:`\s]+)?)?(?::std)?:(?:doc|any):`"
    r"|\{(?:doc|any)\}`)(?P<text>[^`]+)`",
    re.DOTALL,
)
#: A role whose text is a file.
_FILE_ROLE = re.compile(
    rf"{_LITERAL}|(?<![`\\])(?P<head>(?::download:|\{{download\}})`)(?P<text>[^`]+)`"
)
_EXPLICIT = re.compile(r"(?P<before>.*<)(?P<target>[^<>]+)(?P<after>>)\Z", re.DOTALL)
#: A link, a picture or the definition of one in Markdown: what stands before it, and its address.
_LINK = re.compile(
    rf"{_CODE_SPAN}|(?P<before>(?:\]\(<?|^[ >\t]*\[[^\]^]+\]:[ \t]+<?|<(?=project:|path:))"
    r"(?:project:|path:)?)(?P<target>[^\s()<>#]+)"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: Directives whose argument is a file.
_FILES = "include|literalinclude|image|figure|mermaid|graphviz"
_FILE_DIRECTIVE = re.compile(
    r"(?P<before>(?:\.\.[ ]+(?:\|[^|\n]+\|[ ]+)?|[`~:]{3,}\{)"
    rf"(?P<name>{_FILES})(?:::|\}})[ ]+)(?P<target>\S[^\n]*?)(?P<after>[ \t]*)$"
)
_FILE_OPTION = re.compile(r"(?P<before>^[ \t]+:file:[ \t]+)(?P<target>\S+)(?P<after>)")


def included_files(text: str, document: str) -> Iterator[str]:
    """Yield the files that the source of a *document* includes, from the root folder."""
    lines = text.splitlines()
    kept = shown_lines(lines)
    for at, line in enumerate(lines):
        match = _FILE_DIRECTIVE.search(line)
        if at not in kept and match and match["name"] == "include":
            yield _joined(match["target"], document)


def _joined(target: str, document: str) -> str:
    """Return what *target* is from the root folder, as *document* writes it."""
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), target))


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
    #: Tells whether a name matches a pattern of a ``toctree``.
    matches: Callable[[str, str], object] = field(default=lambda *_: False, repr=False)

    def rewrite(self, text: str, document: str, *, markdown: bool = False) -> str:
        """Return the source of a *document* as it is when the other has its new name."""
        lines = text.split("\n")
        bare = [line.removesuffix("\r") for line in lines]
        kept = shown_lines(bare)
        written = [
            line if at in kept else self._in_text(line, document, markdown=markdown)
            for at, line in enumerate(bare)
        ]
        for toctree in find_toctrees(bare):
            if not kept.intersection((*toctree.names, *toctree.patterns)):
                self._write_toctree(toctree, bare, written, document)
        ends = [line[len(bare[at]) :] for at, line in enumerate(lines)]
        lines = [line.replace("\n", f"{ends[at]}\n") for at, line in enumerate(written)]
        # An entry that was added moves what stands below it.
        added = [at for at, line in enumerate(written) if "\n" in line]
        moved = {at + sum(before < at for before in added) for at in kept}
        whole = "\n".join(line + ends[at] for at, line in enumerate(lines))
        # A role may be broken at the end of a line, as no other name is.
        return self.rewrite_roles(whole, document, moved)

    def rewrite_roles(self, text: str, document: str, kept: Collection[int] = ()) -> str:
        """Return a text of a *document*, such as a message, with the names in its roles.

        Lines that are *kept*, by their numbers from 0, show code.
        """

        def role(match: re.Match[str]) -> str:
            if not match["head"] or match["head"].startswith(":external"):
                return match[0]
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

    def _write_toctree(
        self, toctree: Toctree, lines: list[str], written: list[str], document: str
    ) -> None:
        """Put the entries of a ``toctree`` among *lines* into *written*."""
        for at in toctree.names:
            line = lines[at]
            target = _entry(line)
            head, _, tail = line.rpartition(target)
            written[at] = head + self._document(target, document) + tail
        for at in toctree.patterns:
            pattern = lines[at].strip()
            whole = _joined(pattern, document)
            written[at] = lines[at].replace(pattern, self._written(whole, pattern, document))
        lost = self._lost(toctree, lines, document)
        if lost is not None:
            pattern = lines[lost].strip()
            name = lines[lost].replace(pattern, self._written(self.old, pattern, document))
            others = set(self.documents) - {self.old, self.new, document}
            whole = _joined(pattern, document)
            has_others = any(self.matches(other, whole) for other in others)
            written[lost] = f"{written[lost]}\n{name}" if has_others else name

    def _lost(self, toctree: Toctree, lines: list[str], document: str) -> int | None:
        """Return the pattern that matches the old name, where none matches the new one."""
        names = {_joined(_entry(lines[at]), document).removesuffix(self.suffix)
                 for at in toctree.names}  # fmt: skip
        if document == self.old or not names.isdisjoint((self.old, self.new)):
            return None  # no document stands in its own
        patterns = {at: _joined(lines[at].strip(), document) for at in toctree.patterns}
        if any(self.matches(self.new, pattern) for pattern in patterns.values()):
            return None
        matching = (at for at, pattern in patterns.items() if self.matches(self.old, pattern))
        return next(matching, None)

    def _in_text(self, line: str, document: str, *, markdown: bool) -> str:
        """Return a line with the files that it names, and the links of Markdown."""

        def replaced(match: re.Match[str]) -> str:
            return f"{match['before']}{self._file(match['target'], document)}{match['after']}"

        def download(match: re.Match[str]) -> str:
            if not match["head"]:
                return match[0]
            explicit = _EXPLICIT.match(match["text"])
            target = explicit["target"] if explicit else match["text"]
            body = match["text"][: -len(target) - 1] if explicit else ""
            return f"{match['head']}{body}{self._file(target, document)}{'>' * bool(explicit)}`"

        def link(match: re.Match[str]) -> str:
            if not match["target"]:
                return match[0]
            return match["before"] + self._link(match["target"], document)

        line = _FILE_DIRECTIVE.sub(replaced, line)
        line = _FILE_OPTION.sub(replaced, line)
        line = _FILE_ROLE.sub(download, line)
        if markdown:
            line = _LINK.sub(link, line)
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
        path = _joined(name, document)
        if path != self.old and path not in self.documents:
            return target
        return self._written(path, name, document) + end

    def _file(self, target: str, document: str) -> str:
        """Return the name of a file as *document* is to write it."""
        if _SCHEME.match(target) or target.startswith("<"):  # a file that docutils brings
            return target
        path = _joined(target, document)
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


def _entry(line: str) -> str:
    """Return what a line of a ``toctree`` names."""
    written = line.strip()
    explicit = _EXPLICIT.match(written)
    return explicit["target"] if explicit else written
