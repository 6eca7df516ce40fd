"""Verify the site of a publication, with what the publication excuses, and write its page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from editions.files.replacing import replace_file
from editions.findings import real_path
from editions.phrases import phrase, phrases
from editions.rules.waivers import Waiver, read_waivers

if TYPE_CHECKING:
    from editions.verification.proof import Proof

#: The publication's own waivers, in the folder of ``conf.py``.
WAIVERS = "verify.toml"


@dataclass(frozen=True)
class VerifyOrder:
    """How a site is verified."""

    #: Folders of the languages; none for those that the site names itself.
    languages: tuple[str, ...] = ()
    #: Rules that are switched off.
    skipped: tuple[str, ...] = ()
    #: The programs that check formats are asked, too; and all of them must be there.
    full: bool = False
    require: bool = False


def prove_site(
    root: Path, order: VerifyOrder, waivers: tuple[Waiver, ...], report: Path | None
) -> tuple[Proof, str]:
    """Verify the site in *root*, and write its page at *report*.

    Return what was found, and what was looked at, in words.

    Raises:
        EditionsError: there is no site, or it cannot be read.
    """
    from editions.verification.proof import prove
    from editions.verification.report import render_report
    from editions.verification.site import read_site

    site = read_site(real_path(root), order.languages)
    proof = prove(
        site,
        waivers=waivers,
        skipped=order.skipped,
        full=order.full,
        require=order.require,
    )
    what = phrase(
        "{editions} and {pages}",
        editions=phrases(len(site.languages), "{number} edition", "{number} editions"),
        pages=phrases(len(site.pages), "{number:,} page", "{number:,} pages"),
    )
    if report is not None:
        replace_file(report, render_report(proof.findings, proof.keys, f"Checked {what}"))
    return proof, what


def site_waivers(path: Path, shown: str) -> tuple[Waiver, ...]:
    """Return what a file of waivers excuses; nothing where there is none.

    Raises:
        FindingsError: it is of another form.
    """
    return tuple(read_waivers(path, shown)) if path.is_file() else ()
