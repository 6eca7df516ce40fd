"""Every example of the README and the guides does what it shows, as it stands."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from editions.arguments.verbs import make_parser
from editions.catalogs.domains import INTERFACE
from editions.catalogs.reading import read_catalog
from editions.catalogs.termbase import read_termbase
from editions.cli import main
from editions.languages import Edition
from editions.references.reading import read_references
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import update_catalogs
from tests.building import build, edit
from tests.catalogs import HEADER
from tests.conftest import PROJECT, ROOTS, copy_project
from tests.environments import copy_source, make_environment, requirements_of
from tests.examples import Block, blocks_of
from tests.forking import write_command
from tests.reading import one, read_page, select, text
from tests.test_design import EXTRAS
from tests.test_guides import GUIDES

Shell: TypeAlias = Callable[[str, Path], None]

#: Programs that an example calls and nobody has here: those of other projects' servers.
ELSEWHERE = {"weblate"}

#: What makes certificates by a program that not every machine has.
CERTIFYING = {"openssl", "for", "done"}

BLOCKS = [block for guide in GUIDES for block in blocks_of(guide)]
#: Guides that begin with a project; the other ones are about the publication here.
TUTORIALS = sorted(guide.name for guide in GUIDES if guide.parent.name == "tutorials")
OWN_PROJECT = ("README.md", "toolkit.md", *TUTORIALS)
#: Guides whose commands build, and name nothing but languages and folders that each project has.
ANYWHERE = ("CONTRIBUTING.md",)
#: Guides on many publications, and on many machines.
MANY = ("series.md", "cluster.md")


def blocks(name: str, language: str) -> list[Block]:
    """Return the blocks in a language of the guide called *name*; there is one at least."""
    found = [b for b in BLOCKS if (b.path.name, b.language) == (name, language)]
    assert found
    return found


def shell_commands(name: str) -> list[str]:
    """Return the commands that the guide called *name* shows, in order."""
    return [
        command
        for block in BLOCKS
        if (block.path.name, block.language) == (name, "sh")
        for command in block.commands
    ]


def test_every_example_is_tried() -> None:
    """An example of another kind needs a test below."""
    tried = {
        *((name, language) for name in OWN_PROJECT for language in ("sh", "python", "rst", "po")),
        *((guide.name, "sh") for guide in GUIDES),
        ("safety.md", "python"), ("checking.md", "po"), ("checking.md", "toml"),
        ("charts.md", "rst"), ("editing.md", "yaml"), ("editing.md", "rst"), ("editing.md", "po"),
        ("exchange.md", "csv"), ("checking.md", "yaml"),
        ("series.md", "toml"), ("cluster.md", "python"), ("cluster.md", "yaml"),
        # Written from the code; see tests/test_reference.py.
        ("rules.md", "text"),
        # In tests/series/test_report.py and tests/cluster/test_client.py.
        ("series.md", "text"), ("cluster.md", "text"),
        ("command.md", "zsh"),
        # In tests/web/test_switcher.py.
        ("themes.md", "python"), ("themes.md", "jinja"),
    }  # fmt: skip
    assert [str(block) for block in BLOCKS if (block.path.name, block.language) not in tried] == []


@pytest.mark.early
def test_readme_from_nothing(tmp_path: Path) -> None:
    """From the installation on, in a new environment beside a copy of the repository."""
    copy_source(tmp_path / "editions")
    made = make_environment(tmp_path / "venv", [*requirements_of(EXTRAS), "pip", "flit_core"])
    begin, here, _make = blocks("README.md", "sh")
    made.succeed(" && ".join(begin.commands), tmp_path)
    demo = tmp_path / "demo"
    site = demo / "build/site"
    assert text(one(read_page(site / "fr/index.html"), "//h1")).startswith("Quatre sommets")
    made.succeed("editions check --no-spelling && editions verify", demo)
    assert {path.name for path in (site / "downloads").iterdir()} >= {
        *("four-summits-en.pdf", "four-summits-fr.pdf", "four-summits-en-fr.pdf"),
        *("four-summits-en.epub", "four-summits-fr.epub"),
    }
    project = Path(shutil.copytree(ROOTS / "plain", tmp_path / "project"))
    made.succeed(" && ".join(here.commands), project)
    assert (project / "build/site/pt_BR/index.html").is_file()


@pytest.mark.parametrize("guide", TUTORIALS)
def test_tutorials_from_nothing(tmp_path: Path, shell: Shell, guide: str) -> None:
    """As a learner types it, from one block to the next in one shell."""
    commands = shell_commands(guide)
    assert len(commands) >= 5
    shell("\n".join(commands), tmp_path)
    assert (tmp_path / "demo/build/site/fr/index.html").is_file()


@pytest.fixture
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Run a command of the shell, which finds ours, in a folder; it must succeed."""
    folder = tmp_path_factory.mktemp("programs")
    write_command(folder / "editions", "editions.cli:main")
    home = folder / "home"
    home.mkdir()
    programs = os.pathsep.join((str(folder), str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": programs, "HOME": str(home)}

    def run(command: str, cwd: Path) -> None:
        done = subprocess.run(
            ["/bin/sh", "-ec", command],
            cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}"

    return run


TARGETS = [
    pytest.param(command, id=f"{block}-{command}")
    for block in BLOCKS
    if block.language == "sh"
    for command in block.commands
    if command.startswith("make")
]


@pytest.mark.parametrize("command", TARGETS)
def test_targets_are_there(command: str) -> None:
    """What they do is for other tests: one that called ``make test`` would call itself."""
    words = shlex.split(command)
    assert words[0] == "make"
    done = subprocess.run(
        [*words, "--dry-run"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    named = [value for word in words if (value := word.partition("=")[2]).endswith(".py")]
    assert [name for name in named if not (PROJECT / name).is_file()] == []


@pytest.mark.parametrize(
    "guide",
    [g.name for g in GUIDES if g.name not in (*OWN_PROJECT, *MANY) and shell_commands(g.name)],
)
def test_commands_in_the_publication(tmp_path: Path, shell: Shell, guide: str) -> None:
    """In order, since a later one may take what an earlier one has made.

    A guide that names nothing of the publication is tried in a small one, in the same languages.
    """
    root = tmp_path / "publication"
    if guide in ANYWHERE:
        codes = [edition.code for edition in load_publication(PROJECT).editions]
        assert main(["init", str(root), "--languages", *codes]) == 0
    else:
        copy_project(root)
    (root / ".venv").symlink_to(sys.prefix)  # as "make" would make it
    for command in shell_commands(guide):
        words = shlex.split(command)
        if words[0] in ELSEWHERE:
            files = [word for word in words if "/" in word]
            assert files
            assert [name for name in files if not (root / name).is_file()] == []
        elif words[0] != "make":
            shell(command, root)


PAPER = """from editions import Edition
project = "Ferry"
extensions = ["editions"]
html_theme = "editions"
editions = [
    Edition(code="en", locale="en_CA", name="English", title="The Ferry"),
    Edition(code="fr", locale="fr_CA", name="Français", title="Le traversier"),
]
"""


def test_commands_for_a_series(tmp_path: Path, shell: Shell) -> None:
    """On papers of a page; a draft that is broken belongs to none."""
    for name in ("ferry", "locks", "draft-mills"):
        paper = tmp_path / "papers" / name
        (paper / "source").mkdir(parents=True)
        (paper / "conf.py").write_text(PAPER, encoding="utf-8")
        (paper / "source/index.rst").write_text("The Ferry\n=========\n", encoding="utf-8")
        main(["update", "--quiet", "--project", str(paper)])
        (catalog,) = paper.rglob("*.po")
        edit(catalog, 'Ferry"\nmsgstr ""', 'Ferry"\nmsgstr "Le traversier"')
    (tmp_path / "papers/draft-mills/conf.py").write_text("1 / 0\n", encoding="utf-8")
    (declaration,) = blocks("series.md", "toml")
    (tmp_path / "series.toml").write_text(declaration.text, encoding="utf-8")
    for command in shell_commands("series.md"):
        if "papers/*" in command:  # which names the draft, too
            shutil.rmtree(tmp_path / "papers/draft-mills")
        shell(command, tmp_path)
    lists = tmp_path / "build/series"
    assert text(one(read_page(lists / "fr/index.html"), "//h1")) == "Cahiers du rivage"
    assert {path.name for path in (lists / "papers").iterdir()} == {"ferry", "locks"}


def test_zsh_looks_where_the_script_was_written() -> None:
    (lines,) = blocks("command.md", "zsh")
    (written,) = re.findall("> (.*)/_editions$", "\n".join(shell_commands("command.md")), re.M)
    assert f"fpath=({written} $fpath)" in lines.text


def test_commands_for_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they do is tried in tests/cluster; here, that every program knows its options."""
    monkeypatch.chdir(tmp_path)
    for command in shell_commands("cluster.md"):
        program, *words = shlex.split(command)
        for name in (word for word in words if word.endswith(".pem")):
            Path(name).touch()
        if program == "editions":
            assert callable(make_parser().parse_args(words).run)
        elif program == "dask":
            (verb,) = entry_points(group="dask_cli", name=words[0])
            verb.load().make_context(words[0], words[1:])
        elif program not in CERTIFYING:
            assert words[:3] == ["-m", "pip", "install"]
            assert re.fullmatch(r"editions\[all\]", words[3])
    for block in blocks("cluster.md", "python"):
        compile(block.text, str(block), "exec")
    known = yaml.safe_load(
        files("distributed").joinpath("distributed.yaml").read_text(encoding="utf-8")
    )
    for block in blocks("cluster.md", "yaml"):
        assert names_of(yaml.safe_load(block.text)) <= names_of(known)


def test_certificates_are_made_under_the_names_that_are_used() -> None:
    (making,) = (block for block in blocks("cluster.md", "sh") if "openssl" in block.text)
    (sides,) = re.findall("for side in (.*); do", making.text)
    made = {
        name.replace("$side", side)
        for name in re.findall(r"\S+\.pem", making.text)
        for side in sides.split()
    }
    others = (b for b in BLOCKS if b.path.name == "cluster.md" and b != making)
    used = {name for block in others for name in re.findall(r"[\w-]+\.pem", block.text)}
    assert used
    assert used <= made


def names_of(settings: dict[str, Any], above: str = "") -> set[str]:
    """Return the names of all settings of Dask that a mapping holds, with those above them."""
    return {
        name
        for key, value in settings.items()
        for name in {f"{above}.{key}"}
        | (names_of(value, f"{above}.{key}") if isinstance(value, dict) else set())
    }


def test_folder_of_catalogs(two_shores: Path) -> None:
    for block in blocks("safety.md", "python"):
        names: dict[str, object] = {"__file__": str(two_shores / "conf.py")}
        exec(compile(block.text, str(block), "exec"), names)  # noqa: S102  # an example of ours
        assert names["locale_dirs"] == [str(two_shores / "locale")]


def found_by_check(
    folder: Path, catalog: str, capsys: pytest.CaptureFixture[str], *options: str
) -> str:
    path = folder / "locale/fr/LC_MESSAGES/x.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + catalog, encoding="utf-8")
    main(["check", "--no-spelling", "--locale", "fr", *options, "locale"])
    return capsys.readouterr().out


def test_waivers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks("checking.md", "po"):
        bare = "\n".join(line for line in block.text.splitlines() if not line.startswith("#"))
        assert "(numbers)" in found_by_check(tmp_path, f"{bare}\n", capsys)
        assert "(numbers)" not in found_by_check(tmp_path, block.text, capsys)
        for file in blocks("checking.md", "toml"):
            waivers = tmp_path / "waivers.toml"
            waivers.write_text(file.text, encoding="utf-8")
            found = found_by_check(tmp_path, f"{bare}\n", capsys, "--waivers", str(waivers))
            assert "(numbers)" not in found


def test_references(tmp_path: Path) -> None:
    editions = [
        Edition(code=code, locale=locale, name=code, title="Two Shores")
        for code, locale in (("en", "en_CA"), ("es", "es_MX"), ("fr", "fr_CA"))
    ]
    for block in blocks("editing.md", "yaml"):
        path = tmp_path / "references.yaml"
        path.write_text(block.text, encoding="utf-8")
        assert read_references(path, tmp_path, editions).entries


def test_figures(tmp_path: Path) -> None:
    """A chapter may show a table itself, which the annex of all tables then does not."""
    root = copy_project(tmp_path)
    for block in blocks("editing.md", "rst"):
        annex, chapter = root / "source/figures.rst", root / "source/economy.rst"
        (table,) = re.findall(r"data-table:: (\S+)", block.text)
        shown = re.compile(rf"^\.\. data-table:: {table}\n(?:   .*\n)*", re.MULTILINE)
        text_, count = shown.subn("", annex.read_text(encoding="utf-8"))
        assert count == 1
        annex.write_text(text_, encoding="utf-8")
        edit(chapter, "\n.. data-pointer::\n", f"\n{block.text}")
        page = read_page(build(root, "en") / "economy.html")
        assert len(select(page, f"//main//*[@id='table-{table}']")) == 1


def test_charts(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    (block,) = blocks("charts.md", "rst")
    annex = root / "source/figures.rst"
    edit(annex, ".. data-table:: trade-partners\n", block.text)
    figure = "//figure[@id='chart-trade-partners']"
    page = read_page(build(root, "en") / "figures.html")
    assert select(page, f"{figure}//*[@class='wide']/*[@class='dot']")


def test_words_of_the_publication(two_shores: Path) -> None:
    for block in blocks("editing.md", "po"):
        path = two_shores / "locale/fr/LC_MESSAGES" / f"{INTERFACE}.po"
        path.write_text(block.text, encoding="utf-8")
        shores = load_publication(two_shores)
        (french,) = shores.translations
        update_catalogs(shores, [french])
        assert [entry.msgstr for entry in read_catalog(path, two_shores)] == ["Sommaire"]
        page = read_page(build(two_shores, "fr") / "shore.html")
        assert "Sommaire" in text(one(page, "//body"))


def test_termbase(tmp_path: Path) -> None:
    (block,) = blocks("exchange.md", "csv")
    path = tmp_path / "terms.csv"
    path.write_text(block.text, encoding="utf-8")
    tide, ministry = read_termbase(path, "en_CA").terms
    assert tide.forms["en"] == ("neap tide", "neap", "neaps")
    assert ministry.name("en") == "Ministry of Ports, Canada"


def test_continuous_integration() -> None:
    hooks, workflow = (yaml.safe_load(block.text) for block in blocks("checking.md", "yaml"))
    brought = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (repository,) = hooks["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == {hook["id"] for hook in brought}
    runs = [step["run"] for step in workflow["jobs"]["catalogs"]["steps"] if "run" in step]
    calls = [command for command in runs if command.startswith("editions")]
    assert len(calls) == 3
    for command in (*calls, *(hook["entry"] for hook in brought)):
        assert callable(make_parser().parse_args(shlex.split(command)[1:]).run)
    assert all(re.compile(hook["files"]).search("locale/es/LC_MESSAGES/x.po") for hook in brought)
