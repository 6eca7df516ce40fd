"""What rules know of each language: a file a language, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def language_data(language: str) -> Mapping[str, Any]:
    """Return what the file of a language declares; nothing for a language without one."""
    file = files(__package__) / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
