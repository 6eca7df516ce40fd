"""Findings in every form that people and programs read."""

from __future__ import annotations

import json

import jsonschema

from editions.findings import Finding, Severity, printable
from editions.rules.registry import all_rules
from editions.rules.reports import FORMATS, as_text, describe_rules, summary

FINDINGS = (
    Finding("fr/a b.po", 5, "2008 stands for 2009, 100%\nof it", "numbers", column=13),
    Finding("fr/é.po", 7, "is not in the message", "links-added", Severity.WARNING),
    Finding("data.csv", 0, "is empty", "table"),
)
KEYS = {FINDINGS[0]: "00ff"}

#: The part of SARIF 2.1.0 that is used here, after its standard.
SARIF = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {"driver": {"required": ["name", "version", "rules"]}},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "result": {
            "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
            "properties": {
                "ruleId": {"type": "string"},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "message": {"required": ["text"], "properties": {"text": {"type": "string"}}},
                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                "locations": {"items": {"$ref": "#/$defs/location"}, "minItems": 1},
            },
            "additionalProperties": False,
        },
        "location": {
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "properties": {"uri": {"pattern": "^[!-~]+$"}},
                        },
                        "region": {
                            "required": ["startLine"],
                            "additionalProperties": {"type": "integer", "minimum": 1},
                        },
                    },
                }
            },
        },
    },
}


def test_text() -> None:
    assert as_text(FINDINGS[1]) == "fr/é.po:7: warning: is not in the message (links-added)"
    assert FORMATS["text"](FINDINGS, KEYS).startswith("fr/a b.po:5:13: error: 2008 stands")
    assert as_text(FINDINGS[2]) == "data.csv: error: is empty (table)"


def test_json() -> None:
    content = json.loads(FORMATS["json"](FINDINGS, KEYS))
    assert content["version"] == 1
    assert content["findings"][0] == {
        "file": "fr/a b.po",
        "line": 5,
        "column": 13,
        "severity": "error",
        "rule": "numbers",
        "message": "2008 stands for 2009, 100%\\nof it",
        "key": "00ff",
    }
    assert content["findings"][1]["key"] == ""


def test_sarif() -> None:
    content = json.loads(FORMATS["sarif"](FINDINGS, KEYS))
    jsonschema.validate(content, SARIF)
    (run,) = content["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["links-added", "numbers", "table"]
    assert rules[1]["defaultConfiguration"] == {"level": "error"}
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [f.rule for f in FINDINGS]
    first, second, third = (r["locations"][0]["physicalLocation"] for r in run["results"])
    assert first["artifactLocation"]["uri"] == "fr/a%20b.po"
    assert first["region"] == {"startLine": 5, "startColumn": 13}
    assert second["region"] == {"startLine": 7}
    assert third["region"] == {"startLine": 1}
    assert run["results"][0]["partialFingerprints"] == {"message/v1": "00ff"}
    for result, finding in zip(run["results"], FINDINGS, strict=True):
        assert result["level"] == finding.severity.value
        assert result["message"]["text"] == printable(finding.message)
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"][0] != "/"
        assert result["partialFingerprints"]["message/v1"]


def test_github() -> None:
    first, second, third = FORMATS["github"](FINDINGS, KEYS).splitlines()
    assert first == (
        "::error file=fr/a b.po,line=5,col=13,title=numbers::2008 stands for 2009, 100%25\\nof it"
    )
    assert second.startswith("::warning file=fr/é.po,line=7,title=links-added::")
    assert third == "::error file=data.csv,title=table::is empty"


def test_nothing_found() -> None:
    assert FORMATS["text"]((), {}) == FORMATS["github"]((), {}) == ""
    assert json.loads(FORMATS["json"]((), {}))["findings"] == []
    jsonschema.validate(json.loads(FORMATS["sarif"]((), {})), SARIF)


def test_summary() -> None:
    assert summary(FINDINGS) == "2 errors, 1 warning"
    assert summary(()) == "all right"


def test_list() -> None:
    text = "\n".join(describe_rules(all_rules().values()))
    for name, rule in all_rules().items():
        assert f"{name} ({rule.severity.value})\n    {rule.summary}\n    Bad:  " in text
