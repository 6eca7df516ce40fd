"""Read ``datapackage.json``: the tables of a publication, their fields, units and sources.

The form is a subset of the Data Package standard, version 2, with properties of our own for
what a published table needs; ``datapackage.schema.json`` beside this module says which.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editions.files.json import JsonPath, parse_json
from editions.files.reading import limited, read_text
from editions.findings import Finding, FindingsError, shortened, shown_path
from editions.phrases import phrase, told
from editions.tables.forms import FormError, compile_form

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

RULE = "data-description"

#: Powers of ten by the name that data gives them; the name for none is empty.
SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}

#: How exact a figure is by its source's own words; empty where it says nothing.
PRECISIONS = ("", "approximately", "more than", "nearly")

#: What data say of a figure.
ATTRIBUTES = ("unit", "scale", "period", "precision", "source", "statement")

_SCALE_WORD = "a word such as “billion”, in the form of your language"


@dataclass(frozen=True)
class Attribute:
    """A property of a field: one for all its rows, or one that another field holds."""

    #: The value for all rows; empty where there is none.
    value: str = ""
    #: Name of the field that holds it, or None.
    field: str | None = None

    def of(self, row: Mapping[str, Any]) -> str:
        """Return the value for *row*."""
        return self.value if self.field is None else str(row.get(self.field) or "")


@dataclass(frozen=True)
class TableMessage:
    """A text for translators, and where it stands."""

    text: str
    #: File and line as an editor knows them.
    file: str
    line: int
    #: What it is, for the translator.
    comment: str


@dataclass(frozen=True)
class Field:
    """One column of the data."""

    name: str
    #: ``string``, ``number``, ``integer`` or ``year``.
    type: str
    #: What the field is in the table; see the schema.
    role: str
    #: The column's header; None where readers never see it.
    title: TableMessage | None
    constraints: Mapping[str, Any]
    #: Code of the edition in whose language the cells are; empty for the source language.
    language: str
    #: The cells are abbreviations, and the names in their rows say what they stand for.
    abbreviations: bool
    unit: Attribute
    scale: Attribute
    period: Attribute
    precision: Attribute
    source: Attribute
    #: The words of the chapter that state the figure, ``{}`` in the place of the number.
    statement: Attribute
    #: Another figure that an empty cell repeats, ``table/row/column``.
    same_as: Attribute
    #: For a unit: the name of the number.
    of: str

    @property
    def visible(self) -> bool:
        """Whether readers see the column unless an editor says otherwise."""
        return self.role not in ("key", "attribute")


@dataclass(frozen=True)
class Unit:
    """How a number of one unit is written, each pattern a message."""

    #: Such as ``CAD``.
    name: str
    #: Around digits alone: ``C${amount}``.
    amount: TableMessage
    #: In the head of a column of digits alone: ``C$``.
    header: TableMessage
    #: Around digits and a scale word: ``C${scaled}``; None where the unit has no scales.
    scaled: TableMessage | None
    #: In the head of a column whose scale is named there: ``C$ {scale}``.
    scaled_header: TableMessage | None


@dataclass(frozen=True)
class Institution:
    """A source of figures."""

    name: str
    title: TableMessage
    #: Key of its work in the bibliography, or empty.
    reference: str


@dataclass(frozen=True)
class Resource:
    """One table: a CSV file and what its columns mean."""

    name: str
    #: The file, and as an editor knows it.
    path: Path
    shown: str
    #: Where ``datapackage.json`` declares it.
    line: int
    caption: TableMessage
    notes: tuple[TableMessage, ...]
    #: The document that states the figures.
    chapter: Attribute
    source: Attribute
    #: Name of the field that names rows.
    key: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """Return the field called *name*, or None."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True)
class Package:
    """Everything that ``datapackage.json`` declares."""

    path: Path
    shown: str
    name: str
    units: Mapping[str, Unit]
    institutions: Mapping[str, Institution]
    resources: tuple[Resource, ...]


def read_package(path: Path, root: Path) -> Package:
    """Read and check the description at *path*; *root* is the folder of the project.

    Raises:
        FindingsError: the file is missing or not as the schema wants it; names every problem.
    """
    shown = shown_path(path, root)
    content, lines = parse_json(read_text(path, shown, RULE), shown, RULE)
    findings = list(_schema_findings(content, lines, shown))
    if findings:
        raise FindingsError(limited(findings))
    package = _Builder(path, root, shown, lines).build(content)
    findings = list(_reference_findings(package, lines))
    if findings:
        raise FindingsError(findings)
    return package


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    schema = json.loads(Path(__file__).with_name("datapackage.schema.json").read_bytes())
    return Draft202012Validator(schema)


def _schema_findings(
    content: object, lines: Mapping[JsonPath, int], shown: str
) -> Iterator[Finding]:
    for error in sorted(_validator().iter_errors(content), key=lambda e: list(map(str, e.path))):
        place = "/".join(str(step) for step in error.path) or phrase("the whole file")
        line = lines.get(tuple(error.path), 1)
        yield Finding(
            shown,
            line,
            phrase(
                "{place}: {problem}", place=shortened(place), problem=shortened(error.message, 300)
            ),
            RULE,
        )


class _Builder:
    """Turns the checked content into records."""

    def __init__(self, path: Path, root: Path, shown: str, lines: Mapping[JsonPath, int]) -> None:
        self.path = path
        self.root = root
        self.shown = shown
        self.lines = lines

    def build(self, content: Mapping[str, Any]) -> Package:
        """Return the package that *content* describes."""
        return Package(
            path=self.path,
            shown=self.shown,
            name=content["name"],
            units={name: self.unit(name, unit) for name, unit in content.get("units", {}).items()},
            institutions={
                name: Institution(
                    name,
                    self.message(item["title"], "Name of a source.", "institutions", name, "title"),
                    item.get("reference", ""),
                )
                for name, item in content.get("institutions", {}).items()
            },
            resources=tuple(
                self.resource(index, item) for index, item in enumerate(content["resources"])
            ),
        )

    def message(self, text: str, comment: str, *place: str | int) -> TableMessage:
        """Return a message that stands at *place* in the file."""
        return TableMessage(text, self.shown, self.lines[place], comment)

    def unit(self, name: str, item: Mapping[str, str]) -> Unit:
        """Return one unit."""
        title = item["title"]

        def pattern(key: str, comment: str) -> TableMessage | None:
            if key not in item:
                return None
            return self.message(item[key], f"{title}: {comment}", "units", name, key)

        amount = pattern("amount", "{amount} is a number in digits.")
        header = pattern("header", "unit in the head of a column.")
        if amount is None or header is None:
            raise AssertionError("the schema requires both")
        return Unit(
            name,
            amount,
            header,
            pattern("scaled", f"{{scaled}} is a number with {_SCALE_WORD} after it."),
            pattern("scaledHeader", f"unit in the head of a column; {{scale}} is {_SCALE_WORD}."),
        )

    def resource(self, index: int, item: Mapping[str, Any]) -> Resource:
        """Return one table."""
        place = ("resources", index)
        path = self.path.parent / item["path"]
        return Resource(
            name=item["name"],
            path=path,
            shown=shown_path(path, self.root),
            line=self.lines[(*place, "path")],
            caption=self.message(item["title"], "Caption of a table.", *place, "title"),
            notes=tuple(
                self.message(text, f"Note under the table “{item['title']}”.", *place, "notes", n)
                for n, text in enumerate(item.get("notes", []))
            ),
            chapter=_attribute(item, "chapter"),
            source=_attribute(item, "source"),
            key=item["schema"]["primaryKey"][0],
            fields=tuple(
                self.field(field, item["title"], *place, "schema", "fields", n)
                for n, field in enumerate(item["schema"]["fields"])
            ),
        )

    def field(self, item: Mapping[str, Any], caption: str, *place: str | int) -> Field:
        """Return one column."""
        title = None
        if "title" in item:
            comment = f"Head of a column of the table “{caption}”."
            title = self.message(item["title"], comment, *place, "title")
        return Field(
            name=item["name"],
            type=item["type"],
            role=item["role"],
            title=title,
            constraints=item.get("constraints", {}),
            language=item.get("language", ""),
            abbreviations=item.get("abbreviations", False),
            of=item.get("of", ""),
            same_as=_attribute(item, "sameAs"),
            **{name: _attribute(item, name) for name in ATTRIBUTES},
        )


def _attribute(item: Mapping[str, Any], name: str) -> Attribute:
    value = item.get(name, "")
    return Attribute(field=value["field"]) if isinstance(value, dict) else Attribute(value)


def _reference_findings(package: Package, lines: Mapping[JsonPath, int]) -> Iterator[Finding]:
    """Find names that nothing bears, and names that two things bear."""

    def finding(place: JsonPath, message: str) -> Finding:
        return Finding(package.shown, lines.get(place, 1), message, RULE)

    seen: set[str] = set()
    for number, resource in enumerate(package.resources):
        place: JsonPath = ("resources", number)
        if resource.name in seen:
            yield finding(
                (*place, "name"), phrase("a second table is called {name!r}", name=resource.name)
            )
        seen.add(resource.name)
        names = [field.name for field in resource.fields]
        for column, name in enumerate(names):
            if name in names[:column]:
                where = (*place, "schema", "fields", column)
                yield finding(where, phrase("a second field is called {name!r}", name=name))
        known = phrase("the fields are {names}", names=", ".join(names))
        if resource.key not in names:
            yield finding(
                (*place, "schema", "primaryKey"),
                phrase(
                    "primaryKey names {key!r}, which is not a field; {known}",
                    key=resource.key,
                    known=known,
                ),
            )
        for attribute in ("chapter", "source"):
            field = getattr(resource, attribute).field
            if field is not None and field not in names:
                message = _unknown_field(attribute, field, known)
                yield finding((*place, attribute), message)
        for column, item in enumerate(resource.fields):
            where = (*place, "schema", "fields", column)
            yield from (
                finding((*where, name), message)
                for name, message in _field_faults(item, package, names)
            )


def _unknown_field(name: str, field: str, known: str) -> str:
    return phrase(
        "{name} names the field {field!r}, which there is not; {known}",
        name=name,
        field=field,
        known=known,
    )


def _field_faults(field: Field, package: Package, names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the property and what is wrong with it."""
    known = phrase("the fields are {names}", names=", ".join(names))
    for name in (*ATTRIBUTES, "same_as"):
        attribute: Attribute = getattr(field, name)
        if attribute.field is not None and attribute.field not in names:
            yield name, _unknown_field(name, attribute.field, known)
    if field.of and field.of not in names:
        yield "of", _unknown_field("of", field.of, known)
    problem = attribute_problem("unit", field.unit.value, package)
    if field.role == "number" and field.unit.field is None and problem:
        yield "unit", problem
    for name in ("scale", "precision", "source"):
        problem = attribute_problem(name, getattr(field, name).value, package)
        if problem:
            yield name, problem
    if "pattern" in field.constraints:
        try:
            compile_form(field.constraints["pattern"])
        except FormError as error:
            yield "constraints", told(error)


def attribute_problem(name: str, value: str, package: Package) -> str:
    """Return what is wrong with the *value* of an attribute, or nothing."""
    if name == "unit" and value not in package.units:
        units = ", ".join(package.units)
        return phrase("expected a unit ({units}), got {value!r}", units=units, value=value)
    if name == "scale" and value not in SCALES:
        scales = ", ".join(filter(None, SCALES))
        return phrase(
            "expected a scale ({scales}) or nothing, got {value!r}", scales=scales, value=value
        )
    if name == "precision" and value not in PRECISIONS:
        words = ", ".join(filter(None, PRECISIONS))
        return phrase(
            "expected a precision ({words}) or nothing, got {value!r}", words=words, value=value
        )
    return ""
