"""Style sheets and scripts without comments: what a browser reads is the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinycss2

from editions.web.lighter import lighten
from editions.web.theme import THEME
from tests.building import build

SHEET = """\
/* Of the whole. */
a:hover, b > i { color: light-dark(#fff, #000) !important; --x: 1px; }

  /* Two
     lines. */
  @media (min-width: 3rem) { b::before { content: "; — , /* text */ } "; width: calc(1px + 2em); } }
"""
SCRIPT = """\
/** What it does. */
const f = (a) => { // why
  // a line
  const url = "https://example.org/ // x"; // because

  const found = /[ ("] = , "/u.test(`${a} = , ${url}`) ? a++ + +a : { a: a - -1 };
  return a / 2 // 1 remains
    + url;
};
"""


def test_sheet_keeps_its_rules() -> None:
    assert lighten(SHEET, ".css") == (
        "a:hover,b>i{color:light-dark(#fff,#000) !important;--x:1px}"
        '@media (min-width:3rem){b::before{content:"; — , /* text */ } ";width:calc(1px + 2em)}}\n'
    )


def test_script_keeps_its_code() -> None:
    assert lighten(SCRIPT, ".js") == (
        'const f=(a)=>{\nconst url="https://example.org/ // x";\n'
        'const found=/[ ("] = , "/u.test(`${a} = , ${url}`)?a++ + +a:{a:a - -1};\n'
        "return a / 2 // 1 remains\n+ url;\n};\n"
    )


def tokens(sheet: str) -> list[str]:
    """Return what a parser reads in a style sheet, without spaces beside marks, texts aside."""
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    spaces = re.compile(r'("[^"]*")|\s*;?\s*(?=\})|\s*([{};:,>])\s*')
    return [spaces.sub(lambda mark: mark[1] or mark[2] or "", rule.serialize()) for rule in rules]


def bare_line(line: str) -> str:
    """Return a line of a script without its spaces."""
    return "".join(line.split())


def literals(script: str) -> list[str]:
    """Return the texts of a script that have spaces."""
    return re.findall(r'"[^"\n]* [^"\n]*"(?=[,;)\]}])|`[^`\n]*`', script)


@pytest.mark.parametrize(
    "path", sorted(THEME.joinpath("static").glob("*.*s")), ids=lambda p: p.name
)
def test_the_theme_s_own_files_may_be_lightened(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    light = lighten(content, path.suffix)
    if path.suffix == ".css":
        assert tokens(light) == tokens(content)
    else:
        bare = re.sub(r"/\*.*?\*/", "", content, flags=re.S)
        lines = [re.sub(r"(?<!:)//[ ].*", "", line).split() for line in bare.splitlines()]
        assert [bare_line(line) for line in light.splitlines()] == [
            bare_line(" ".join(line)) for line in lines if line
        ]
    assert lighten(light, path.suffix) == light
    if path.suffix == ".js":  # a text over lines, or in another one, would lose its spaces
        assert all(line.count("`") % 2 == 0 for line in content.splitlines())
        assert not re.search(r"\$\{[^}`]*`", content)
        assert literals(light) == literals(content)


def test_a_project_s_own_file_stays(two_shores: Path) -> None:
    static = two_shores / "_static"
    static.mkdir(exist_ok=True)
    own = "/* Mine. */\np { color: blue; }\n"
    (static / "files.css").write_text(own, encoding="utf-8")
    with (two_shores / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"html_static_path = [{str(static)!r}]\n")
    output = build(two_shores, "en")
    assert (output / "_static/files.css").read_text(encoding="utf-8") == own
    assert "/*" not in (output / "_static/cover.css").read_text(encoding="utf-8")
