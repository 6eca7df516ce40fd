"""Roles that documents define: which of them set words apart, and what is prose in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.markdown import parse_markdown
from editions.catalogs.markup import InlineKind
from editions.catalogs.own_roles import read_own_roles, with_prose
from editions.catalogs.restructuredtext import parse_rst

DOCUMENT = """
.. role:: tide
.. role:: ebb(emphasis)
   :class: ebb
.. role:: spring (ebb)
.. role:: Neap
.. role:: log(code)
   :language: text
.. role:: gull(raw)
   :format: html
.. role:: heron(gull)
.. role:: ref(strong)
.. role:: download
.. role:: shoal(unknown)

A :tide:`word`, and no .. role:: here.

- .. role:: item
"""
MARKDOWN = """
# Sand

```{role} dune(strong)
```

:::{role} drift(raw)
:::
"""


def write(root: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_roles_that_only_set_words_apart_are_known(tmp_path: Path) -> None:
    own = read_own_roles(write(tmp_path, shore_rst=DOCUMENT, sand_md=MARKDOWN), (".rst", ".md"))
    assert own.prose == {"tide", "ebb", "spring", "neap", "item", "dune"}
    assert own.harmless == own.prose | {"log"}
    assert own.without({"tide", "log"}).harmless == own.prose - {"tide"}


@pytest.mark.parametrize(
    "other",
    [
        ".. role:: tide(raw)\n",
        ".. role:: tide(tide)\n",
        ".. Role ::  Tide (raw)\n   :format: html\n",
        ".. role::\n   tide(raw)\n",
        "1. .. role::\n\n      tide(raw)\n",
    ],
)
def test_every_definition_of_a_name_counts(tmp_path: Path, other: str) -> None:
    root = write(tmp_path, shore_rst=".. role:: tide\n", other_rst=other)
    assert read_own_roles(root, [".rst"]).harmless == set()


def test_files_that_documents_include_count_and_others_do_not(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        pier__shore_rst=".. include:: ../roles.txt\n.. include:: <isonum.txt>\n",
        sand_rst=".. include:: /more.inc\n",
        roles_txt=".. role:: tide\n.. include:: roles.txt\n",
        more_inc=".. role:: ebb\n",
        unread_txt=".. role:: neap\n",
        locale__sand_rst=".. role:: spring\n",
    )
    texts = (".. role:: prolog\n", None)
    assert read_own_roles(root, [".rst"], texts).prose == {"tide", "ebb", "prolog"}


@pytest.mark.parametrize(
    ("text", "parse", "prose"),
    [
        ("See :tide:`low \\`water` now.", parse_rst, "low \\`water"),
        ("See `low water`:tide: now.", parse_rst, "low water"),
        ("See {tide}`low water` now.", parse_markdown, "low water"),
        ("See {tide}``low `water`` now.", parse_markdown, "low `water"),
    ],
)
def test_their_text_is_prose(text: str, parse: type, prose: str) -> None:
    markup = parse(text)
    (before,) = markup.of(InlineKind.ROLE)
    (inline,) = with_prose(markup, {"tide"}).of(InlineKind.ROLE)
    assert (before.is_prose, inline.is_prose) == (False, True)
    assert text[slice(*inline.prose)] == prose
    assert with_prose(markup, {"ebb"}) is markup
