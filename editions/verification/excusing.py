"""Waivers for findings on sites: the form and the rules are those of waivers for catalogs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from editions.findings import Disagreement, Finding
from editions.rules.waivers import Waiver, check_waiver, message_key, unused_waiver
from editions.verification.rules import site_rules

_LINES = re.compile(r"(?<=\.[a-z]{3}):\d+|(?<=\.html):\d+|(?<=\.xhtml):\d+")


def finding_key(finding: Finding) -> str:
    """Return what names a finding in waivers, wherever it moves in its file.

    It depends on what stands at both places, or else on what is said.
    """
    readings = [
        one.text
        for one in ((finding.here, finding.there) if isinstance(finding, Disagreement) else ())
        if one is not None
    ]
    parts = [finding.rule, *(readings or [_LINES.sub("", finding.message)])]
    return message_key("\0".join(parts))


def excuse(
    findings: Sequence[Finding], waivers: Sequence[Waiver], skipped: Iterable[str] = ()
) -> tuple[tuple[Finding, ...], Mapping[Finding, str]]:
    """Return the *findings* that no waiver excuses, with what is wrong with waivers, and all keys.

    Waivers for rules that are *skipped* are not unused.
    """
    rules, left_out = site_rules(), set(skipped)
    keys = {finding: finding_key(finding) for finding in findings}
    problems = [problem for waiver in waivers for problem in check_waiver(waiver, rules)]
    good = [waiver for waiver in waivers if waiver.rule in rules and waiver.reason]
    used: set[Waiver] = set()
    kept: list[Finding] = []
    for finding in findings:
        covering = [w for w in good if w.covers(finding.file, keys[finding], finding.rule)]
        used.update(covering)
        if not covering:
            kept.append(finding)
    unused = [w for w in good if w not in used and w.rule not in left_out]
    return (*problems, *kept, *map(unused_waiver, unused)), keys
