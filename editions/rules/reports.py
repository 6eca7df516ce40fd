"""Findings as text, JSON, SARIF and annotations of GitHub."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

import editions
from editions.findings import Disagreement, Finding, Reading, Severity, as_json, printable
from editions.phrases import counts, listed, localized, phrase
from editions.rules.registry import Rule, all_rules, rules_on

#: Where the schema of SARIF lies, as its standard says.
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


#: What people call severities.
_SEVERITIES = {Severity.ERROR: phrase("error"), Severity.WARNING: phrase("warning")}


def as_text(finding: Finding) -> str:
    """Return a finding as ``file:line:column: severity: message (rule)``, for people."""
    severity, message = localized(_SEVERITIES[finding.severity]), localized(finding.message)
    return printable(f"{finding.place}: {severity}: {message} ({finding.rule})")


def text_report(findings: Sequence[Finding], keys: Mapping[Finding, str]) -> str:
    """Return one finding a line."""
    return "".join(f"{as_text(finding)}\n" for finding in findings)


def json_report(findings: Sequence[Finding], keys: Mapping[Finding, str]) -> str:
    """Return an object with ``findings``; the key of each names its message in waivers."""
    content = {
        "version": 1,
        "findings": [
            {
                "file": printable(finding.file),
                "line": finding.line,
                "column": finding.column,
                "severity": finding.severity.value,
                "rule": finding.rule,
                "message": printable(finding.message),
                "key": keys.get(finding, ""),
                **_readings(finding),
            }
            for finding in findings
        ],
    }
    return as_json(content)


def _readings(finding: Finding) -> dict[str, object]:
    """Return what both places say, where a finding is about two."""
    if not isinstance(finding, Disagreement):
        return {}
    readings = {"here": finding.here, "there": finding.there}
    found: dict[str, object] = {name: one and _reading(one) for name, one in readings.items()}
    return {**found, "certainty": finding.certainty}


def _reading(reading: Reading) -> dict[str, object]:
    return {
        "file": printable(reading.file),
        "line": reading.line,
        "text": printable(reading.text),
        "language": reading.lang,
    }


def sarif_report(findings: Sequence[Finding], keys: Mapping[Finding, str]) -> str:
    """Return a log in SARIF 2.1.0."""
    rules = {**all_rules(), **rules_on("sites")}
    used = sorted({finding.rule for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "editions",
                "version": editions.__version__,
                "rules": [_sarif_rule(name, rules.get(name)) for name in used],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(f, used.index(f.rule), keys.get(f, "")) for f in findings],
    }
    content = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_json(content)


def _sarif_rule(name: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": name}  # of another check than the rules on catalogs
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": f"Bad: {rule.bad}\nGood: {rule.good}"},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _sarif_result(finding: Finding, index: int, key: str) -> dict[str, object]:
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": printable(finding.message)},
        "locations": [_sarif_location(finding.file, finding.line, finding.column)],
        "partialFingerprints": {"message/v1": key or _fingerprint(finding)},
    }
    if isinstance(finding, Disagreement) and finding.there is not None:
        other = _sarif_location(finding.there.file, finding.there.line)
        other["message"] = {"text": printable(finding.there.text)}
        result["relatedLocations"] = [other]
    return result


def _sarif_location(file: str, line: int, column: int = 0) -> dict[str, object]:
    # What is about a whole file is shown at its first line: code scanning wants one.
    region = {"startLine": max(line, 1)}
    if column:
        region["startColumn"] = column
    place = {"artifactLocation": {"uri": quote(printable(file))}, "region": region}
    return {"physicalLocation": place}


def _fingerprint(finding: Finding) -> str:
    """Return what tells a finding that is about no message, wherever it moves in its file."""
    text = "\0".join((finding.file, finding.rule, finding.message))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def github_report(findings: Sequence[Finding], keys: Mapping[Finding, str]) -> str:
    """Return the commands that make annotations of findings in a workflow of GitHub."""
    return "".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    fields = {"file": finding.file, "line": finding.line, "col": finding.column}
    shown = [
        f"{name}={_escaped(str(value), property_=True)}" for name, value in fields.items() if value
    ]
    shown.append(f"title={_escaped(finding.rule, property_=True)}")
    return f"::{finding.severity.value} {','.join(shown)}::{_escaped(finding.message)}\n"


def _escaped(text: str, *, property_: bool = False) -> str:
    text = printable(text).replace("%", "%25")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text


#: How findings can be written.
FORMATS: Mapping[str, Callable[[Sequence[Finding], Mapping[Finding, str]], str]] = {
    "text": text_report,
    "json": json_report,
    "sarif": sarif_report,
    "github": github_report,
}


def describe_rules(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield what ``--list`` prints: each rule, how bad it is, and an example on either side."""
    for rule in rules:
        yield f"{rule.name} ({rule.severity.value})"
        yield f"    {rule.summary}"
        yield f"    Bad:  {rule.bad}"
        yield f"    Good: {rule.good}"
        yield ""


def summary(findings: Sequence[Finding]) -> str:
    """Return how many errors and warnings there are."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    return listed(counts(errors, warnings)) or phrase("all right")
