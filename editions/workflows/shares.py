"""What share of the words must be current, and which editions fall short of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from editions.phrases import phrase

if TYPE_CHECKING:
    from editions.catalogs.states import Progress
    from editions.languages import Publication


class Threshold:
    """What share of the words must be current."""

    __slots__ = ("code", "percent")

    def __init__(self, percent: int, code: str | None = None) -> None:
        #: In per cent.
        self.percent = percent
        #: Code of the edition for which it holds; None for all that have none of their own.
        self.code = code


def wanted_shares(
    publication: Publication, given: Sequence[Threshold], rest: int = 0
) -> dict[str, int]:
    """Return the share that each edition must reach, by its code; *rest* where none is given.

    Raises:
        UsageError: there is no such edition.
    """
    everywhere = [threshold.percent for threshold in given if threshold.code is None]
    own = {
        publication.edition(threshold.code).code: threshold.percent
        for threshold in given
        if threshold.code is not None
    }
    rest = everywhere[-1] if everywhere else rest
    return {edition.code: own.get(edition.code, rest) for edition in publication.translations}


def missed_shares(
    progress: Mapping[str, Sequence[Progress]], wanted: Mapping[str, int]
) -> Iterator[str]:
    """Yield what to say of each edition, by its code, that falls short of what is *wanted*."""
    from editions.catalogs.states import total_of

    for code, rows in progress.items():
        percent, share = total_of(rows).percent, wanted[code]
        if percent < share:
            yield phrase(
                "{code}: {percent} % of the words are current, not {share} %",
                code=code,
                percent=percent,
                share=share,
            )
