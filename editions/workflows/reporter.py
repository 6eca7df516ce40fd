"""How a workflow tells whoever called it how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from editions.findings import Finding
from editions.series.papers import JobTime


class Reporter:
    """Hears of each step of a workflow; a subclass says what it does about those that it knows."""

    def begin_build(self, name: str, editions: int, formats: Sequence[str]) -> None:
        """Hear that a build of the publication *name* begins, of so many editions."""

    def wait(self) -> None:
        """Hear that another process works on the publication, and that this one waits for it."""

    def end_job(self, job: JobTime, warnings: Sequence[Finding], total: int) -> None:
        """Hear that a *job* of a build has ended, one of *total*.

        *warnings* are what stops nothing, such as translations that are not published.
        """

    def keep_job(self, name: str, warnings: Sequence[Finding]) -> None:
        """Hear that a job need not run, because nothing has changed that it depends on.

        *warnings* are what there was to say when it ran.
        """

    def check_catalog(self, done: int, total: int) -> None:
        """Hear how many of how many catalogs are checked."""

    def notice(self, message: str) -> None:
        """Hear of what a reader of the site might miss."""

    def remark(self, message: str) -> None:
        """Hear of such a thing that stays as it is until something else changes."""


@dataclass
class Remembering(Reporter):
    """Keeps what it hears of a build; what else is done about it is a later class's."""

    jobs: list[JobTime] = field(default_factory=list)
    #: What stops nothing, each once.
    warnings: dict[Finding, None] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def end_job(self, job: JobTime, warnings: Sequence[Finding], total: int) -> None:
        """Keep it."""
        super().end_job(job, warnings, total)
        self.jobs.append(job)
        self.warnings.update(dict.fromkeys(warnings))

    def keep_job(self, name: str, warnings: Sequence[Finding]) -> None:
        """Keep its warnings."""
        super().keep_job(name, warnings)
        self.warnings.update(dict.fromkeys(warnings))

    def notice(self, message: str) -> None:
        """Keep it."""
        super().notice(message)
        self.notices.append(message)

    def remark(self, message: str) -> None:
        """Keep it."""
        super().remark(message)
        self.remarks.append(message)
