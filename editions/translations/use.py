"""Which messages each document shows, so that a preview reads again what a change concerns.

A catalog may hold the messages of a whole project (``gettext_compact``).  Sphinx knows that a
document is made of it, and would read all of them again whenever one translation changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import traverse_translatable_index

from editions.borrowed.sphinx import messages_of
from editions.catalogs.entries import Entry
from editions.translations.notes import DocumentNotes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


#: Attribute of a picture in a preview: its message, of which the translation takes the place.
ALTERNATIVE = "alternative-message"


class PublishedEntries(Protocol):
    """The catalogs that documents are translated from."""

    #: Entries by domain and msgid.
    entries: dict[str, dict[str, Entry]]

    def domain(self, docname: str) -> str:
        """Return the domain of a document's messages."""

    def is_published(self, domain: str, entry: Entry) -> bool:
        """Tell whether readers see a translation."""


class MessageUse(DocumentNotes[frozenset[bytes]]):
    """Digests of the messages of each document, and what the catalogs said when it was read."""

    name = "message-use"
    label = "messages of documents"
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}, "states": {}}

    @property
    def states(self) -> dict[str, dict[bytes, bytes]]:
        """What each catalog said of each message, as digests, when documents were last read."""
        return self.data["states"]  # type: ignore[no-any-return]  # Sphinx keeps Any

    def note(self, docname: str, messages: Iterable[str]) -> None:
        """Note the messages of a document."""
        self.documents[docname] = frozenset(map(_digest, messages))

    def find_outdated(
        self, domains: Mapping[str, str], today: Mapping[str, Mapping[bytes, bytes]]
    ) -> set[str]:
        """Return the documents that show a message of which a catalog says something else *today*.

        *domains* are those of all documents.  A message that no document of its catalog is known
        to show may be in any of them.
        """
        found = {name for name in domains if name not in self.documents}
        for domain in self.states.keys() | today:
            states = today.get(domain, {})
            before = self.states.get(domain, {})
            changed = {m for m in before.keys() | states if before.get(m) != states.get(m)}
            shown = {
                name: self.documents[name]
                for name, own in domains.items()
                if own == domain and name in self.documents
            }
            is_known = changed <= set().union(*shown.values())
            found.update(n for n in shown if not is_known or not changed.isdisjoint(shown[n]))
        return found


class NoteMessages(SphinxTransform):
    """Note the messages of a document that is being read."""

    # Before translations (20) replace them, and links are out of sight (19).
    default_priority = 18

    def apply(self, **kwargs: Any) -> None:
        """Note them."""
        found = messages_of(self.document)
        for node, message in found:
            if isinstance(node, nodes.image):
                node[ALTERNATIVE] = message
        messages = {message for _, message in found}
        for _, entries in traverse_translatable_index(self.document):
            messages.update(part.strip() for _, value, *_ in entries for part in value.split(";"))
        message_use(self.env).note(self.env.docname, messages)


def message_use(env: BuildEnvironment) -> MessageUse:
    """Return the domain."""
    domain = env.domains[MessageUse.name]
    assert isinstance(domain, MessageUse)  # noqa: S101  # registered by `follow_messages`
    return domain


def follow_messages(app: Sphinx, catalogs: PublishedEntries) -> None:
    """Let documents be read again for a changed message of their own, not for any other."""

    def outdated(
        _app: Sphinx, env: BuildEnvironment, added: set[str], *_: set[str]
    ) -> Iterable[str]:
        domains = {name: catalogs.domain(name) for name in env.found_docs - added}
        return message_use(env).find_outdated(domains, states_of(catalogs))

    def updated(_app: Sphinx, env: BuildEnvironment) -> None:
        message_use(env).data["states"] = states_of(catalogs)

    app.add_domain(MessageUse)
    app.add_transform(NoteMessages)
    app.connect("env-get-outdated", outdated, priority=600)  # without catalogs of no document
    app.connect("env-updated", updated)


def states_of(catalogs: PublishedEntries) -> dict[str, dict[bytes, bytes]]:
    """Return what each catalog says of each message, both as digests."""
    return {
        domain: {
            _digest(msgid): _digest(
                repr((entry.msgstr, entry.outdated, catalogs.is_published(domain, entry)))
            )
            for msgid, entry in entries.items()
        }
        for domain, entries in catalogs.entries.items()
    }


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
