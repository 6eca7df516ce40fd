"""Verify a site with all that belongs to it: waivers, rules left out, programs that check files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from editions.findings import Finding
from editions.rules.waivers import Waiver
from editions.verification.excusing import excuse
from editions.verification.site import BuiltSite
from editions.verification.validators import validate
from editions.verification.verifying import verify_site


@dataclass(frozen=True)
class Proof:
    """What was found in a site."""

    findings: tuple[Finding, ...]
    #: What names each finding in waivers.
    keys: Mapping[Finding, str] = field(default_factory=dict)


def prove(
    site: BuiltSite,
    *,
    waivers: Sequence[Waiver] = (),
    skipped: Collection[str] = (),
    full: bool = False,
    require: bool = False,
) -> Proof:
    """Return what is wrong with *site*, but for what *waivers* excuse and rules that are *skipped*.

    *full* is to ask the programs that check formats, too; they are all *required*, or those that
    are not installed are named.

    Raises:
        MissingExtraError: what a rule needs is not installed.
    """
    site.skipped = frozenset(skipped)
    findings: list[Finding] = list(verify_site(site))
    if full:
        findings += validate(site.root, files_of(site), require=require)
    kept = [finding for finding in findings if finding.rule not in site.skipped]
    return Proof(*excuse(kept, waivers, site.skipped))


def files_of(site: BuiltSite) -> list[Path]:
    """Return the files that programs check: pages, and what readers take along."""
    folders = (*site.languages, *site.pairs)
    pages = [path for name in folders for path in (site.root / name).rglob("*.html")]
    own = [path for path in site.root.glob("*.html") if site.formats]
    taken = (site.root / "downloads").glob("*.*")
    return sorted({*pages, *own, *taken})
