"""Which links of Markdown lead to files, which MyST copies into the site.

Only a file that is there is one, and no document; MyST looks any other name up in the project.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from editions.catalogs.markup import InlineKind, Markup
from editions.findings import real_path


@dataclass(frozen=True)
class LinkingDocument:
    """A document whose links name files from where it stands."""

    #: The folder of all documents, from which paths with a leading slash go.
    folder: Path
    path: Path

    def finds(self, name: str) -> bool:
        """Tell whether *name* is the path of a file, as Sphinx finds those that documents name.

        What the system cannot look up may be one.
        """
        parts = Path(name).parts
        try:
            if parts[:1] in {("/",), ("\\",)}:
                found = self.folder.joinpath(*parts[1:])
            else:
                found = self.folder.joinpath(self.path.parent, name)
            return real_path(found).is_file()
        except (OSError, RuntimeError, ValueError):  # too long, in a circle, with a null
            return True


def is_document_name(path: str, ends: Collection[str]) -> bool:
    """Tell whether the file at *path* would be a document, by the *ends* of their names."""
    name = PurePosixPath(path).name
    return name not in ends and name.endswith(tuple(ends))


def with_places(
    markup: Markup, document: LinkingDocument, path_of: Callable[[str], str | None]
) -> Markup:
    """Return *markup* where links that lead to no file lead to places of the project, by name.

    *path_of* returns the path of a link, or None where it is no path.
    """
    own = {
        inline: replace(inline, kind=InlineKind.LINK, role="", name=inline.target)
        for inline in markup.of(InlineKind.ROLE)
        if inline.role == "download" and markup.source.startswith("[", inline.start)
        if (path := path_of(inline.target)) is not None and not document.finds(path)
    }
    if not own:
        return markup
    return replace(markup, inlines=tuple(own.get(inline, inline) for inline in markup.inlines))
