"""The bill of materials, as CycloneDX's own validator and model read it."""

from __future__ import annotations

import json

from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from editions.releases.bom import render_bom
from tests.releases.examples import release


def test_a_bill_is_valid_and_names_each_package_once() -> None:
    text = render_bom(release(license="CC-BY-4.0"))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.decode()) is None
    bom = Bom.from_json(json.loads(text))  # type: ignore[attr-defined]  # made by a decorator
    assert {(c.name, c.version) for c in bom.components} == {("editions", "0.1"), ("sphinx", "9.0")}
    assert bom.metadata.component.name == "lighthouse"
    needs = {d.ref.value: {one.ref.value for one in d.dependencies} for d in bom.dependencies}
    assert needs["lighthouse-1.1"] == {"pkg:pypi/editions@0.1"}
    assert needs["pkg:pypi/editions@0.1"] == {"pkg:pypi/sphinx@9.0"}
    licenses = [
        str(getattr(one, "id", None) or getattr(one, "name", None) or one.value)
        for component in bom.components
        for one in component.licenses
    ]
    assert licenses == ["BSD-3-Clause", "BSD License"]


def test_the_same_release_has_the_same_bill() -> None:
    assert render_bom(release()) == render_bom(release())
    assert render_bom(release()) != render_bom(release(revision="f" * 40))
