from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.languages import Edition
from editions.scaffolding.existing import HEAD, additions, extended
from editions.settings.conf import Conf

EDITIONS = (
    Edition("en", "en", "English", "Harbour"),
    Edition("pt_BR", "pt_BR", "Português", 'O "porto"'),
)


def run(text: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(text, names)  # noqa: S102  # a conf.py of ours
    return {n: v for n, v in names.items() if not n.startswith("__")}


def extend(text: str, *, beside: bool = False, catalogs: bool = False) -> dict[str, object]:
    """Return what a conf.py says after it was extended, and extend it again in vain."""
    conf = Conf.of_file(Path("none"), run(text))
    longer = extended(text, additions(conf, EDITIONS, beside=beside, catalogs=catalogs))
    assert longer.startswith(text)
    assert longer.endswith(("\n", "\r\n"))
    found = run(longer)
    assert (
        additions(Conf.of_file(Path("none"), found), EDITIONS, beside=beside, catalogs=True) == ()
    )
    return found


@pytest.mark.parametrize(
    ("text", "extensions"),
    [
        ("", ["editions"]),
        ("project = 'x'", ["editions"]),
        ("extensions = []\n", ["editions"]),
        ("extensions = ['a', 'b']\n", ["a", "b", "editions"]),
        ("extensions = ('a',)\n", ["a", "editions"]),
        ("extensions = ['a']\nextensions += ['b']\n", ["a", "b", "editions"]),
        ("extensions = ['a', 'editions']\n", ["a", "editions"]),
        ("extensions = [\n    'a',  # why\n]\ndef setup(app):\n    pass", ["a", "editions"]),
        ("if True:\r\n    extensions = ['a']\r\n", ["a", "editions"]),
    ],
)
def test_the_extension_is_added_once(text: str, extensions: list[str]) -> None:
    assert extend(text)["extensions"] == extensions


def test_what_the_project_says_stays() -> None:
    found = extend("editions_refused = 'error'\ngettext_compact = 'docs'\nlocale_dirs = ['po']\n")
    assert found["editions_refused"] == "error"
    assert found["gettext_compact"] == "docs"
    assert found["locale_dirs"] == ["po"]
    assert found["editions"] == list(EDITIONS)
    assert found["editions_warnings"] == "report"


def test_catalogs_that_stand_are_not_divided_anew() -> None:
    assert extend("")["gettext_compact"] is False
    assert "gettext_compact" not in extend("", catalogs=True)


@pytest.mark.parametrize(
    ("text", "beside", "patterns"),
    [
        ("", True, ["build"]),
        ("exclude_patterns = ['x']\n", True, ["x", "build"]),
        ("exclude_patterns = ['build']\n", True, ["build"]),
        ("exclude_patterns = ['x']\n", False, ["x"]),
    ],
)
def test_what_is_built_beside_the_text_is_no_text(
    text: str, beside: bool, patterns: list[str]
) -> None:
    assert extend(text, beside=beside)["exclude_patterns"] == patterns


@pytest.mark.parametrize("value", ["'a'", "None", "{'a': 1}", "{'a'}"])
@pytest.mark.parametrize("name", ["extensions", "exclude_patterns"])
def test_what_is_no_list_is_said_with_its_line(tmp_path: Path, name: str, value: str) -> None:
    path = tmp_path / "conf.py"
    path.write_text(f"x = 1\n{name} = {value}\n")
    conf = Conf.of_file(path, run(path.read_text()))
    with pytest.raises(FindingsError, match=f"conf.py:2: {name}: "):
        additions(conf, EDITIONS, beside=True, catalogs=False)


def test_the_ends_of_lines_are_those_of_the_file() -> None:
    added = additions(Conf({}), EDITIONS, beside=True, catalogs=False)
    dos = extended("project = 'x'\r\n", added)
    assert dos.count("\n") == dos.count("\r\n")
    assert HEAD in dos
