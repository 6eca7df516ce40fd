"""The codes of the editions that a ``conf.py`` declares, read from its text; it is not run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from editions.settings.conf import CONF, parsed

#: A code as Sphinx and gettext know them.  bash would run other names, as it reads those that it
#: completes as words of its own: ``$(rm -r .)``.
_CODE = re.compile(r"[A-Za-z]{2,3}[\w@.+-]*", re.ASCII)


def declared_codes(root: Path) -> list[str]:
    """Return the codes that ``conf.py`` in *root* names, or else the folders of its catalogs.

    What it computes stays unknown.
    """
    tree = parsed(root / CONF)
    if tree is None:
        return []
    found = list(dict.fromkeys(_codes(tree)))
    found = found or sorted({path.parent.name for path in root.glob("loc*/*/LC_MESSAGES")})
    return [code for code in found if _CODE.fullmatch(code)]


def _codes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Edition":
            named = [word.value for word in node.keywords if word.arg == "code"]
            for value in (*named, *node.args)[:1]:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
