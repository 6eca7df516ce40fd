"""Read a file of references strictly: every problem with its line, entry and cure."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from editions.files.reading import MAX_FINDINGS, first_surrogate, limited, line_at, read_text
from editions.files.yaml import LOADER, yaml_traps
from editions.findings import Finding, FindingsError, Severity, described, shortened, shown_path
from editions.languages import Edition
from editions.phrases import phrase
from editions.references.checks import check_entries
from editions.references.works import DeclaredWork, References

#: Entries of one file; a publication that cites more is several.
MAX_ENTRIES = 5_000
#: Names of people, and translations of values, of all entries: each takes a time to validate.
MAX_NAMES = 40_000
#: Rule of the findings on the file as a whole.
RULE = "references"

_STRING = "tag:yaml.org,2002:str"
_YAML_TYPES = {
    "tag:yaml.org,2002:int": "a number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:timestamp": phrase("a date of its own"),
    "tag:yaml.org,2002:bool": phrase("true or false"),
    "tag:yaml.org,2002:null": "nothing",
}

Path_ = tuple[str | int, ...]


@dataclass
class Tree:
    """A YAML file as plain values, with the line of each of them."""

    #: The file as findings name it.
    file: str
    value: Any = None
    #: Line by path, such as ``("references", 3, "title")``, counted from 1.
    lines: dict[Path_, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of *path*, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            line = self.lines.get(tuple(path[:length]))
            if line is not None:
                return line
        return 1

    def label(self, path: Sequence[str | int]) -> str:
        """Return the name of the entry that *path* leads into, as a person knows it."""
        if path and path[0] == "names":
            return f"names: {shortened(str(path[1]))}" if len(path) > 1 else "names"
        depth = {"references": 2, "publication": 1}.get(str(path[0]) if path else "", 0)
        value = self.value
        for step in path[:depth]:
            value = value[step]
        if not depth or len(path) < depth or not isinstance(value, Mapping):
            return str(path[0]) if path else phrase("file")
        if "id" in value:
            return shortened(str(value["id"]))
        return phrase("entry {number}", number=path[-1])

    def report(
        self,
        path: Sequence[str | int],
        message: str,
        rule: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem at *path*."""
        message = phrase("{place}: {problem}", place=self.label(path), problem=message)
        self.findings.append(Finding(self.file, self.line(path), message, rule, severity))


def read_references(path: Path, root: Path, editions: Sequence[Edition]) -> References:
    """Read and check a file of references.

    Raises:
        FindingsError: something is wrong with it.
    """
    references, findings = check_references(path, root, editions)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if references is None or errors:
        raise FindingsError(errors)
    return references


def check_references(
    path: Path, root: Path, editions: Sequence[Edition]
) -> tuple[References | None, tuple[Finding, ...]]:
    """Return what a file declares, or None where it cannot be used, and what is wrong with it."""
    file = shown_path(path, root)
    if not os.path.lexists(path):
        message = phrase("is not there; 'references_file' in conf.py names the file")
        return None, (Finding(file, 0, message, RULE),)
    try:
        text = read_text(path, file, RULE)
    except FindingsError as error:
        return None, error.findings
    return check_text(text, path, file, editions)


def check_text(
    text: str, path: Path, file: str, editions: Sequence[Edition]
) -> tuple[References | None, tuple[Finding, ...]]:
    """Do what `check_references` does, with the text of a file that need not be there yet."""
    tree = parse(text, file)
    if tree.value is None:
        return None, tuple(limited(sorted(tree.findings)))
    entries = tree.value.get("references") if isinstance(tree.value, dict) else None
    if isinstance(entries, list) and len(entries) > MAX_ENTRIES:
        message = phrase(
            "holds more than {max_entries:,} entries; keep those that the publication cites",
            max_entries=MAX_ENTRIES,
        )
        line = tree.line(("references", MAX_ENTRIES))
        return None, (Finding(file, line, message, RULE),)
    crowded = _crowded_entry(tree.value)
    if crowded is not None:
        message = phrase(
            "holds more than {max_names:,} names of people up to here; leave some out",
            max_names=MAX_NAMES,
        )
        return None, (Finding(file, tree.line(crowded), message, RULE),)
    errors = islice(_validator().iter_errors(tree.value), MAX_FINDINGS + 1)
    for error in sorted(errors, key=lambda error: error.json_path):
        _report(tree, error)
    if any(finding.severity is Severity.ERROR for finding in tree.findings):
        return None, tuple(limited(sorted(tree.findings)))
    names = tree.value.get("names", {})
    publication = tree.value.get("publication")
    references = References(
        path,
        names,
        tuple(
            DeclaredWork(entry["id"], tree.line(("references", index)), entry)
            for index, entry in enumerate(tree.value["references"])
        ),
        tuple(editions),
        publication and DeclaredWork(publication["id"], tree.line(("publication",)), publication),
    )
    for problem in check_entries(references, editions):
        tree.report(problem.path, problem.message, problem.rule, problem.severity)
    return references, tuple(limited(sorted(tree.findings)))


def _crowded_entry(value: object) -> Path_ | None:
    """Return where there are more names of people than `MAX_NAMES`, or None."""
    if not isinstance(value, dict):
        return None
    names, entries = value.get("names"), value.get("references")
    count = len(names) if isinstance(names, dict) else 0
    if count > MAX_NAMES:
        return ("names",)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        fields = entry.values() if isinstance(entry, dict) else ()
        count += sum(len(field) for field in fields if isinstance(field, (list, dict)))
        if count > MAX_NAMES:
            return ("references", index)
    return None


def parse(text: str, file: str) -> Tree:
    """Parse YAML; every scalar is text, and one that YAML reads otherwise is a finding."""
    tree = Tree(file)
    try:
        tree.findings += yaml_traps(text, file)
        node = None if tree.findings else yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        message = phrase("is not YAML: {problem}", problem=error.problem or error)
        tree.findings.append(Finding(file, line, message, "yaml-syntax"))
        return tree
    except yaml.YAMLError as error:
        line = line_at(text, error.position) if isinstance(error, yaml.reader.ReaderError) else 0
        message = phrase("is not YAML: {problem}", problem=" ".join(str(error).split()))
        tree.findings.append(Finding(file, line, message, "yaml-syntax"))
        return tree
    if tree.findings:
        return tree
    if node is None:
        tree.findings.append(
            Finding(file, 0, phrase("is empty; it wants 'references:'"), "yaml-syntax")
        )
        return tree
    late: list[tuple[Path_, str, str]] = []
    tree.value = _convert(node, (), tree, late, {})
    for path, problem, rule in late:  # now that the entries have names
        tree.report(path, problem, rule)
    return tree


def _convert(
    node: yaml.Node,
    path: Path_,
    tree: Tree,
    late: list[tuple[Path_, str, str]],
    seen: dict[int, Any],
) -> Any:
    """Return the value of *node*, an alias being converted once."""
    tree.lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in seen:
        return seen[id(node)]
    value: Any
    if isinstance(node, yaml.MappingNode):
        value = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            line = key_node.start_mark.line + 1
            if key in value:
                message = phrase(
                    "the key {key} stands twice, again in line {line}; keep one of them",
                    key=described(key),
                    line=line,
                )
                late.append(((*path, key), message, "duplicate-key"))
                continue
            tree.lines[(*path, key)] = line
            value[key] = _convert(value_node, (*path, key), tree, late, seen)
    elif isinstance(node, yaml.SequenceNode):
        value = [
            _convert(child, (*path, index), tree, late, seen)
            for index, child in enumerate(node.value)
        ]
    else:
        value = node.value
        if first_surrogate(value):
            half = first_surrogate(value)
            late.append(
                (
                    path,
                    phrase("{half} is half a character; write the character", half=half),
                    "yaml-syntax",
                )
            )
        if node.tag != _STRING:
            kind = _YAML_TYPES.get(node.tag, phrase("something of its own ({tag})", tag=node.tag))
            name = f"{path[-1]!r}" if path else phrase("the file")
            late.append(
                (
                    path,
                    phrase(
                        '{name} is read as {kind} by YAML; write "{value}", in quotes',
                        name=name,
                        kind=kind,
                        value=shortened(value),
                    ),
                    "yaml-type",
                )
            )
    seen[id(node)] = value
    return value


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of a file of references."""
    loaded: Mapping[str, Any] = json.loads(
        Path(__file__).with_name("schema.json").read_text(encoding="utf-8")
    )
    return loaded


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _report(tree: Tree, error: ValidationError) -> None:
    """Note an error of the schema in words that name the cure."""
    path: Path_ = tuple(error.absolute_path)
    for where, message in _words(error, path):
        if not any(message in f.message and f.line == tree.line(where) for f in tree.findings):
            tree.report(where, message, "references-schema")


def _words(error: ValidationError, path: Path_) -> Iterator[tuple[Path_, str]]:
    instance: Any = error.instance
    wanted: Any = error.validator_value
    scheme: Any = error.schema if isinstance(error.schema, dict) else {}
    named = f"{path[-1]!r}" if path and isinstance(path[-1], str) else "this"
    kind = instance.get("type") if isinstance(instance, Mapping) else None
    if error.validator == "additionalProperties" and wanted is False:
        known = list(scheme.get("properties", {}))
        for key in (key for key in instance if key not in known):
            near = difflib.get_close_matches(key[:80], known, 1)
            cure = (
                phrase("did you mean {near!r}?", near=near[0])
                if near
                else phrase("known are {known}", known=", ".join(known))
            )
            yield (*path, key), phrase("unknown key {key}; {cure}", key=described(key), cure=cure)
    elif error.validator == "required":
        for key in (key for key in wanted if key not in instance):
            reason = phrase(", which a {kind} needs", kind=kind) if kind else ""
            yield path, phrase("{key!r} is missing{reason}; add it", key=key, reason=reason)
    elif error.validator == "dependentRequired":
        for key, others in wanted.items():
            for other in others:
                if key in instance and other not in instance:
                    yield (
                        (*path, key),
                        phrase(
                            "{key!r} says nothing without {other!r}; add that", key=key, other=other
                        ),
                    )
    elif error.validator is None:  # forbidden where the title itself is translated
        yield (
            path,
            phrase(
                "{named} has no place in an entry whose title has a form for each language",
                named=named,
            ),
        )
    elif error.validator == "enum":
        yield (
            path,
            phrase(
                "{named} is {instance}; known are {wanted}",
                named=named,
                instance=described(instance),
                wanted=", ".join(wanted),
            ),
        )
    elif "description" in scheme:
        yield (
            path,
            phrase("{named} must be {description}", named=named, description=scheme["description"]),
        )
    else:
        yield path, f"{named}: {shortened(error.message, 300)}"
