"""What is refused in translations: noted document by document, and said once at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain
from sphinx.errors import ConfigError
from sphinx.util import logging

from editions.catalogs.grading import Refusal
from editions.findings import Finding, FindingsError
from editions.system.commands import own_command
from editions.translations.loading import REFUSED, LoadedCatalogs

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """A translation does what it may not; says what."""


class RefusalDomain(Domain):
    """Why translations in each document are not published; kept from build to build."""

    name = "refusals"
    label = "translations that are not published"
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}}

    @property
    def documents(self) -> dict[str, list[Finding]]:
        """What was refused in each document."""
        return self.data["documents"]  # type: ignore[no-any-return]  # Sphinx keeps Any

    def note(self, docname: str, finding: Finding) -> None:
        """Note what is refused in a document, each once."""
        noted = self.documents.setdefault(docname, [])
        if finding not in noted:
            noted.append(finding)

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.documents.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take what another process has read."""
        for docname in docnames & otherdata["documents"].keys():
            self.documents[docname] = otherdata["documents"][docname]

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return nothing: there is nothing to refer to."""
        return []


def refusal_domain(env: BuildEnvironment) -> RefusalDomain:
    """Return the domain."""
    domain = env.domains[RefusalDomain.name]
    assert isinstance(domain, RefusalDomain)  # noqa: S101  # registered with the catalogs
    return domain


def report_refusals(app: Sphinx, env: BuildEnvironment, loaded: LoadedCatalogs) -> None:
    """Stop the build with everything that was refused, or say once how much that is.

    Raises:
        ConfigError: the build stops; the text is one finding a line.
    """
    noted: Mapping[str, list[Finding]] = refusal_domain(env).documents
    late = dict.fromkeys(finding for name in sorted(noted) for finding in noted[name])
    if loaded.refusal is Refusal.ERROR and (loaded.findings or late):
        error = FindingsError([*loaded.findings, *late])
        raise ConfigError(str(error)) from error
    count = loaded.count + len(late)
    total = count + loaded.refused_files
    if loaded.refusal is Refusal.HARM and total:
        logger.warning(
            "%s %s not published in '%s', for what could do harm or does not read as its message;"
            " the original text stands in its place; '%s' names each",
            _counted(loaded.refused_files, count),
            "is" if total == 1 else "are",
            app.config.language,
            own_command("check", root=Path(app.confdir)),
            type="editions",
            subtype=REFUSED,
        )


def _counted(files: int, translations: int) -> str:
    """Return how many whole catalogs and how many translations there are, in words."""
    counts = ((files, "catalog"), (translations, "translation"))
    return " and ".join(f"{n} {name}{'s' * (n > 1)}" for n, name in counts if n)


def setup_refusals(app: Sphinx, loaded: LoadedCatalogs) -> None:
    """Register the notes, and their report when all documents have been read."""
    app.add_domain(RefusalDomain)
    # Before anything else takes the documents for good.
    app.connect("env-updated", lambda app, env: report_refusals(app, env, loaded), priority=100)
