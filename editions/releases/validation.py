"""Hold what a release says of itself to the schemas of those who read it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import FormatChecker
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for

from editions.findings import Finding, FindingsError, described
from editions.phrases import phrase

#: Folder of the schemas; the README beside them says whose they are.
FOLDER = Path(__file__).parent / "schemas"
RULE = "release-metadata"
_MOST = 5


@cache
def _validator(name: str) -> Validator:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    kind = validator_for(schema)
    return kind(schema, format_checker=FormatChecker(["date"]))


def validate(content: Any, name: str, file: str) -> None:
    """Make sure that *content* is what the schema called *name* wants of *file*.

    Raises:
        FindingsError: it is not.
    """
    errors = sorted(_validator(name).iter_errors(content), key=lambda error: error.json_path)
    if errors:
        raise FindingsError(
            Finding(
                file,
                0,
                phrase(
                    "{value} is {instance}, which the format does not allow; correct the "
                    "publication in the file of references, or its settings in conf.py",
                    value=error.json_path.removeprefix("$."),
                    instance=described(error.instance),
                ),
                RULE,
            )
            for error in errors[:_MOST]
        )
