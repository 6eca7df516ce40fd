"""What is refused in translations: noted document by document, and said once at the end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError
from sphinx.util import logging

from editions.catalogs.grading import Refusal
from editions.findings import Finding, FindingsError
from editions.system.commands import own_command
from editions.translations.loading import REFUSED, LoadedCatalogs
from editions.translations.notes import DocumentNotes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


class RefusedError(Exception):
    """A translation does what it may not; says what."""


class RefusalDomain(DocumentNotes[list[Finding]]):
    """Why translations in each document are not published; kept from build to build."""

    name = "refusals"
    label = "translations that are not published"

    def note(self, docname: str, finding: Finding) -> None:
        """Note what is refused in a document, each once."""
        noted = self.documents.setdefault(docname, [])
        if finding not in noted:
            noted.append(finding)


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
