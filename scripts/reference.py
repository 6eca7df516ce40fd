"""Write the reference of the guides from the code: ``make guides`` calls it.

Settings, commands, rules, directives, roles and the description of data stand once, where they
are declared; a test holds the pages in ``docs/reference`` to what this writes.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from editions.arguments.verbs import make_parser
from editions.charts.directives import setup_charts
from editions.citations.pages import register_citations
from editions.files.replacing import replace_file
from editions.rules.registry import all_rules
from editions.series.declaration import LISTS, OF_LANGUAGES, TEXTS
from editions.settings.declarations import SETTINGS, Setting
from editions.tables.directives import setup_exhibits
from editions.verification.rules import site_rules

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
SCHEMA = ROOT / "editions" / "tables" / "datapackage.schema.json"

#: Settings of Sphinx's own that are explained beside ours.
SPHINX = {
    "html_baseurl": (
        '""',
        "Sphinx’s own: address of the folder that holds all editions; without it no address is"
        " absolute",
    ),
    "html_theme": (
        '"alabaster"',
        'Sphinx’s own: `"editions"` is the theme of these web editions; it works in any Sphinx'
        " project",
    ),
}

#: What each directive is for, and its options.
DIRECTIVES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "bibliography": (
        "The list of the works in `references_file`, in the form of the edition.",
        {"filter": "`all`, or `cited` for those that the text cites"},
    ),
    "data-chart": (
        "A table of the data as a chart, by its name.",
        {
            "alt": "a line that stands for the chart",
            "caption": "another caption than the title in the description",
            "class": "classes of the figure",
            "group": "the column that tells series apart",
            "kind": "`bars`, `stacked-bars`, `dots`, `ranges`, `lines` or `timeline`",
            "name": "another name for references and files than `chart-NAME`",
            "notes": "notes below the chart",
            "order": "the columns to order by; `-` before a name turns the order round",
            "rows": "keys of the rows to draw; all by default",
            "source": "another source than those of its numbers",
            "spec": "a specification of Vega-Lite, a file of JSON",
            "x": "columns along the horizontal",
            "y": "columns along the vertical",
        },
    ),
    "data-package": ("A link to all data with their description, as one file.", {}),
    "data-pointer": ("Links to the tables whose `chapter` the document is.", {}),
    "data-table": (
        "One table of the data, by its name.",
        {
            "caption": "another caption than the title in the description",
            "class": "classes of the table",
            "columns": "the columns to show, in this order",
            "name": "another name for references than `table-NAME`",
            "notes": "other notes than those in the description",
            "order": "the columns to order by; `-` before a name turns the order round",
            "source": "another source than that in the description",
        },
    ),
}

#: What each role gives.
ROLES: Mapping[str, str] = {
    "cite": "a citation in parentheses, such as (see Goldfarb 2005, 12); `;` parts several works",
    "cite:link": "a link to a work in words of your own",
    "cite:p": "the same as `cite`",
    "cite:t": "a citation in the sentence, such as Goldfarb (2005, 12)",
    "value": "one figure of the data, `table/row/column`, in the form and the unit of the edition",
}


def settings_page() -> Iterator[str]:
    """Yield the lines of the page of settings."""
    yield from _head("settings", "Settings", "What `conf.py` may say to the toolkit.")
    rows = [(f"`{name}`", *setting_row(setting)) for name, setting in SETTINGS.items()]
    rows += [(f"`{name}`", f"`{default}`", text) for name, (default, text) in SPHINX.items()]
    yield from _table(("setting", "default", "what it is"), rows)
    yield "Paths may be texts or `Path` objects."
    yield (
        "A value that cannot be right is an error that names its line in `conf.py`, and a name that"
        " is most likely misspelt is a warning (`editions.setting`)."
    )


def setting_row(setting: Setting) -> tuple[str, str]:
    """Return the default and the purpose of a setting, as the tables of the guides show them."""
    default = setting.sphinx_default
    shown = json.dumps(default) if isinstance(default, str) else repr(default)
    return f"`{shown}`", setting.purpose


def series_page() -> Iterator[str]:
    """Yield the lines of the page of series."""
    yield from _head("series-file", "series.toml", "What declares a series of publications.")
    for head, known in (
        ("At the top", {**LISTS, **TEXTS}),
        ("In `[languages.CODE]`, one for each language, the first one first", OF_LANGUAGES),
    ):
        yield f"{head}:"
        yield ""
        yield from _table(("name", "what it is"), [(f"`{n}`", text) for n, text in known.items()])
    yield "Only `members` and a `title` in each language have to be there."
    yield "A name that nobody knows is an error, with its line."


def commands_page() -> Iterator[str]:
    """Yield the lines of the page of commands."""
    parser = make_parser()
    yield from _head("commands", "Commands", "What `editions` does; every verb has `--help`.")
    yield parser.epilog or ""
    yield ""
    for verb, one, help_ in _verbs(parser):
        inner = [(f"{verb} {name}", action, text) for name, action, text in _verbs(one)]
        for name, action, text in inner or [(verb, one, help_)]:
            yield from _command(name, action, text)


def _verbs(
    parser: argparse.ArgumentParser,
) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    for group in parser._actions:
        if isinstance(group, argparse._SubParsersAction):
            helps = {action.dest: action.help for action in group._choices_actions}
            for name, verb in group.choices.items():
                yield name, verb, str(helps.get(name) or "")


def _command(name: str, parser: argparse.ArgumentParser, text: str) -> Iterator[str]:
    yield f"## editions {name}"
    yield ""
    described = " ".join((parser.description or f"{text[:1].upper()}{text[1:]}.").split())
    yield from _sentences(_escaped(described))
    yield ""
    rows = []
    for action in parser._actions:
        if action.help in (None, argparse.SUPPRESS) or "--help" in action.option_strings:
            continue
        metavar = str(action.metavar or "") or ("" if action.nargs == 0 else action.dest.upper())
        if action.choices is not None and not action.metavar:
            metavar = "|".join(map(str, action.choices))
        names = [f"{option} {metavar}".strip() for option in action.option_strings] or [metavar]
        shown = ", ".join(f"`{one}`".replace("|", "\\|") for one in names)
        rows.append((shown, _escaped(str(action.help) % vars(action))))
    yield from _table(("argument", "for"), rows)


def rules_page() -> Iterator[str]:
    """Yield the lines of the page of rules."""
    about = "What `editions check` looks at in catalogs, and `editions verify` in finished files."
    yield from _head("rules", "Rules", about)
    for title, rules in (
        ("Of catalogs", all_rules()),
        ("Of finished files", site_rules()),
    ):
        yield f"## {title}"
        yield ""
        for _name, rule in sorted(rules.items()):
            yield f"### {rule.name}"
            yield ""
            yield f"{rule.summary} ({rule.severity.value})"
            yield ""
            yield "```text"
            yield f"Bad:  {_plain(rule.bad)}"
            yield f"Good: {_plain(rule.good)}"
            yield "```"
            yield ""


def _plain(text: str) -> str:
    """Return *text* with signs of East Asian texts by their numbers, as not every font has them."""
    wide = (char for char in text if unicodedata.east_asian_width(char) in "WF")
    return text.translate({ord(char): f"<U+{ord(char):04X}>" for char in wide})


def directives_page() -> Iterator[str]:
    """Yield the lines of the page of directives and roles.

    Raises:
        KeyError: one is not described above.
    """
    directives, roles = registered()
    yield from _head(
        "directives", "Directives and roles", "What a text in reStructuredText may ask for."
    )
    for name, options in sorted(directives.items()):
        purpose, known = DIRECTIVES[name]
        yield f"## {name}"
        yield ""
        yield purpose
        yield ""
        rows = [(f"`:{option}:`", known[option]) for option in sorted(options)]
        yield from _table(("option", "for"), rows)
    yield "## Roles"
    yield ""
    yield from _table(
        ("role", "what it gives"), [(f"`` :{name}:`…` ``", ROLES[name]) for name in sorted(roles)]
    )
    yield "`` :lang-fr:`…` `` is a phrase in the language of an edition, by the edition’s code."


def registered() -> tuple[dict[str, list[str]], set[str]]:
    """Return the directives that the package registers, with their options, and the roles."""
    app = mock.MagicMock()
    app.registry.has_domain.return_value = False
    setup_charts(app, setup_exhibits(app, mock.MagicMock()), lambda builder: True)
    register_citations(app, mock.MagicMock())
    directives = {
        str(name): sorted(made.option_spec or ())
        for name, made in (call.args for call in app.add_directive.call_args_list)
    }
    roles = {str(call.args[0]) for call in app.add_role.call_args_list}
    for (domain,) in (call.args for call in app.add_domain.call_args_list):
        roles |= {f"{domain.name}:{name}" for name in domain.roles}
    return directives, roles


def data_page() -> Iterator[str]:
    """Yield the lines of the page on the description of data."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    yield from _head("data", "The data package", f"`datapackage.json`: {schema['description']}")
    resource = schema["properties"]["resources"]["items"]
    named = schema["properties"]
    parts = (
        ("The package", schema),
        ("An institution", named["institutions"]["additionalProperties"]),
        ("A unit", named["units"]["additionalProperties"]),
        ("A table", resource),
        ("Its schema", resource["properties"]["schema"]),
        ("A field", schema["$defs"]["field"]),
    )
    for title, part in parts:
        yield f"## {title}"
        yield ""
        required = set(part.get("required", ()))
        rows = [
            (f"`{name}`", "yes" if name in required else "", _kind(value, schema))
            for name, value in part["properties"].items()
        ]
        yield from _table(("property", "must be there", "what it is"), rows)


def _kind(value: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    """Return what a property of the schema may be, in words."""
    parts = [str(value["description"])] if "description" in value else []
    if "$ref" in value:
        name = str(value["$ref"]).rpartition("/")[2]
        parts.append(_KINDS[name])
    elif "const" in value:
        parts.append(f"`{value['const']}`")
    elif "enum" in value:
        parts.append(" or ".join(f"`{one}`" for one in value["enum"]))
    elif "type" in value:
        parts.append(_KINDS[str(value["type"])])
    if "pattern" in value:
        parts.append(f"as `{value['pattern']}`".replace("|", "\\|"))
    return "; ".join(part.rstrip(".") for part in parts)


_KINDS = {
    "name": "a name of small letters, digits, `.`, `_` and `-`",
    "text": "a text",
    "attribute": 'one value for all rows, or `{"field": "name"}`, the column that holds it',
    "field": "a field, see below",
    "string": "a text",
    "array": "a list",
    "object": "a set of properties",
    "boolean": "`true` or `false`",
    "number": "a number",
}


def _head(label: str, title: str, about: str) -> Iterator[str]:
    yield f"# {title}"
    yield ""
    yield f"<!-- Written by scripts/reference.py from the code ({label}); change it there. -->"
    yield ""
    yield from _sentences(about)
    yield ""


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    rows = list(rows)
    if rows:
        yield f"| {' | '.join(heads)} |"
        yield f"|{'---|' * len(heads)}"
        yield from (f"| {' | '.join(row)} |" for row in rows)
        yield ""


def _sentences(text: str) -> list[str]:
    """Return *text*, a sentence a line."""
    return re.split(r"(?<=[.!?]) +(?=[A-Z`])", text)


def _escaped(text: str) -> str:
    return re.sub(r"([*_<>|\[\]])", r"\\\1", text)


PAGES: Mapping[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands_page,
    "data.md": data_page,
    "directives.md": directives_page,
    "rules.md": rules_page,
    "series.md": series_page,
    "settings.md": settings_page,
}


def pages() -> dict[str, str]:
    """Return the text of every page by its name."""
    return {name: "\n".join(page()).rstrip() + "\n" for name, page in PAGES.items()}


if __name__ == "__main__":
    for name, text in pages().items():
        replace_file(FOLDER / name, text.encode())
