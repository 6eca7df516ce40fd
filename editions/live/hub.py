"""What the open pages must know: which of them changed, and what is wrong."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any

from editions.findings import Finding, Severity
from editions.live.provenance import described
from editions.translations.loading import REFUSED


def _is_grave(finding: Finding) -> bool:
    """Tell whether a finding keeps a page or a translation from being published."""
    return finding.severity is Severity.ERROR or finding.rule == f"editions.{REFUSED}"


@dataclass
class Hub:
    """The state of the preview; whoever listens hears every change of it."""

    #: Locale in whose language errors are said.
    language: str = "en"
    #: Counts builds that changed pages.
    version: int = 0
    #: Counts builds and checks.
    round: int = 0
    #: Tells this run from others: a page of an earlier one counts its versions differently.  Who
    #: knows it is a page of this run, or has read one.
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    #: The version in which each page changed last.
    pages: dict[str, int] = field(default_factory=dict)
    #: The version in which a style, script or picture changed last.
    shared: int = 0
    #: What the last build said, and whether pages are its pages.
    errors: tuple[Finding, ...] = ()
    built: bool = True
    #: What the rules found in the catalogs.
    findings: tuple[Finding, ...] = ()
    #: A build is under way.
    building: bool = False
    #: The preview ends.
    closed: bool = False

    def __post_init__(self) -> None:
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """Let all who listen look again."""
        self._bell.set()
        self._bell = asyncio.Event()

    def note_changes(self, changed: Iterable[str]) -> None:
        """Take the names of files that a build has changed."""
        self.version += 1
        for name in changed:
            if name.endswith(".html"):
                self.pages[name] = self.version
            else:
                self.shared = self.version

    def close(self) -> None:
        """End the streams."""
        self.closed = True
        self.ring()

    def knows(self, session: str) -> bool:
        """Tell whether a page is of this run."""
        return secrets.compare_digest(session.encode(), self.session.encode())

    def state(self, page: str, version: int, session: str) -> dict[str, Any]:
        """Return what a *page* that was served in a *version* must know."""
        if not self.knows(session):
            return {"stale": True}
        newest = max(self.pages.get(page, 0), self.shared)
        return {
            "stale": newest > version,
            "version": self.version,
            "round": self.round,
            "building": self.building,
            "built": self.built,
            "errors": described([f for f in self.errors if _is_grave(f)], self.language),
            "warnings": described([f for f in self.errors if not _is_grave(f)], self.language),
            "findings": len(self.findings),
        }

    async def stream(self, page: str, version: int, session: str) -> AsyncGenerator[str, None]:
        """Yield events for one open page, as the ``EventSource`` of browsers reads them."""
        yield "retry: 500\n\n"
        while not self.closed:
            bell = self._bell
            yield f"data: {json.dumps(self.state(page, version, session))}\n\n"
            await bell.wait()
