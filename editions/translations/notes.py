"""A domain of Sphinx that refers to nothing, and keeps what was noted of each document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes

Noted = TypeVar("Noted")


class DocumentNotes(Domain, Generic[Noted]):
    """What is noted while documents are read; kept from build to build, and from all processes."""

    initial_data: ClassVar[dict[str, Any]] = {"documents": {}}

    @property
    def documents(self) -> dict[str, Noted]:
        """What was noted of each document."""
        return self.data["documents"]  # type: ignore[no-any-return]  # Sphinx keeps Any

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.documents.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take what another process has read."""
        for docname in docnames & otherdata["documents"].keys():
            self.documents[docname] = otherdata["documents"][docname]

    def resolve_any_xref(self, *_arguments: Any) -> list[tuple[str, nodes.reference]]:
        """Return nothing: nobody refers to notes."""
        return []
