"""What travels: what a build needs, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.cluster.contents import Contents, contents_of, is_of_machine
from editions.files.identity import files_under
from editions.findings import FindingsError
from editions.settings.reading import read_settings
from editions.workflows.reads import recorded_reads
from editions.workflows.sphinx_run import load_publication, read_conf


def contents(root: Path, *read: Path) -> Contents:
    with recorded_reads() as reads:
        publication = load_publication(root)
    conf = read_conf(root)
    known = {path for path in reads.files if path.startswith(str(root.parent))}
    return contents_of(
        publication, conf, read_settings(conf), {*known, *map(str, read)}, root.parent
    )


def names(found: Contents) -> set[str]:
    return {member.name.as_posix() for member in (*found.own, *found.shared)}


def add(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
    return path


def test_what_a_small_publication_needs(two_shores: Path) -> None:
    add(two_shores / "build/site/index.html")
    add(two_shores / ".git/config")
    add(two_shores / ".env", "PASSWORD=1")
    add(two_shores / ".venv/lib/module.py")
    add(two_shores / "README.md")
    add(two_shores / "notes/draft.txt")
    add(two_shores / "locale/terms.csv")
    add(two_shores / "locale/fr/LC_MESSAGES/.shore.po.swp")
    add(two_shores / "source/.secret")
    add(two_shores / "source/__pycache__/data.pyc")
    (two_shores / "source/pictures").mkdir()
    found = contents(two_shores)
    assert (found.base, found.root.as_posix()) == (two_shores, ".")
    assert names(found) == {
        *("conf.py", "source/index.rst", "source/shore.rst", "source/crossing.rst"),
        *(f"locale/fr/LC_MESSAGES/{name}.po" for name in ("index", "shore", "crossing", "theme")),
        "source/pictures",
    }
    assert found.notices == ()


def test_what_the_identity_of_an_edition_is_made_from_travels(two_shores: Path) -> None:
    """Else its files would bear another one when they are built elsewhere."""
    add(two_shores / "source/deep/figure.svg")
    add(two_shores / "source/data.csv")
    add(two_shores / "source/venv/pyvenv.cfg")
    (two_shores / "source/link.csv").symlink_to("data.csv")
    travels = {m.path for m in contents(two_shores).own if not m.is_folder}
    source = {path for _, path in files_under(two_shores / "source", "")}
    assert {path for path in travels if path.is_relative_to(two_shores / "source")} == source


def test_what_conf_names_reads_and_imports_travels(two_shores: Path) -> None:
    style = two_shores.parent / "house/style.css"
    add(style)
    add(two_shores.parent / "common.py", "author = 'X'\n")
    add(two_shores / "ext/mark.py", "value = 1\n")
    add(two_shores / "ext/unused.py")
    add(two_shores / "bib/works.bib")
    add(two_shores / "version.txt")
    add(two_shores / "docutils.conf", "[general]\n")
    add(two_shores / "templates/layout.html")
    add(two_shores / "extra/.nojekyll")
    add(two_shores / "big/scan.tif")
    add(
        two_shores / "conf.py",
        "\nimport sys\nhere = Path(__file__).parent\nsys.path.insert(0, str(here / 'ext'))\n"
        "from mark import value\nsys.path.pop(0); del sys.modules['mark']\n"
        "exec((here.parent / 'common.py').read_text())\n"
        "version = (here / 'version.txt').read_text()\n"
        "html_static_path = ['../house']\ntemplates_path = ['templates']\n"
        "bibtex_bibfiles = ['../bib/works.bib']\n"
        "editions_extra_files = ['extra/.nojekyll', 'big']\n",
    )
    found = contents(two_shores)
    own = {"ext/mark.py", "bib/works.bib", "version.txt", "docutils.conf", "templates/layout.html"}
    own |= {"extra/.nojekyll", "big/scan.tif"}
    assert names(found) >= {f"two-shores/{name}" for name in own}
    assert "two-shores/ext/unused.py" not in names(found)
    assert found.root.as_posix() == "two-shores"
    assert {m.name.as_posix() for m in found.shared} == {"house/style.css", "common.py"}
    assert found.notices == ()


def test_what_was_read_elsewhere_is_said(
    two_shores: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = add(tmp_path_factory.mktemp("elsewhere") / "list.txt")
    hidden = add(two_shores / ".token")
    found = contents(two_shores, elsewhere, hidden, Path("/etc/hostname"), two_shores / "gone")
    assert [notice.partition(" ")[0] for notice in found.notices] == sorted(
        [str(elsewhere), str(hidden)]
    )
    assert not {".token", "list.txt"} & {name.rpartition("/")[2] for name in names(found)}


def test_a_disk_in_memory_is_no_device() -> None:
    assert is_of_machine(Path("/dev/null"), ())
    assert not is_of_machine(Path("/dev/shm/lists/list.txt"), ())  # noqa: S108 - nothing is there


def test_a_link_brings_nothing_from_elsewhere(
    two_shores: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = add(tmp_path_factory.mktemp("elsewhere") / "secret")
    folder = two_shores.parent / "house"
    folder.mkdir()
    (folder / "style.css").symlink_to(secret)
    add(two_shores / "conf.py", "\nhtml_static_path = ['../house']\n")
    with pytest.raises(FindingsError, match=r"style\.css: is a link that leads out"):
        contents(two_shores)


def test_a_folder_that_holds_itself_ends(two_shores: Path) -> None:
    (two_shores / "static").mkdir()
    (two_shores / "static/again").symlink_to(".")
    add(two_shores / "static/a.css")
    add(two_shores / "conf.py", "\nhtml_static_path = ['static']\n")
    assert {n for n in names(contents(two_shores)) if n.startswith("static")} == {"static/a.css"}


def test_a_declared_file_must_be_there(two_shores: Path) -> None:
    add(two_shores / "conf.py", "\neditions_extra_files = ['gone.csv']\n")
    with pytest.raises(FindingsError, match=r"gone\.csv is not there"):
        contents(two_shores)


def test_a_guest_is_packed_as_it_is(tmp_path: Path) -> None:
    add(tmp_path / "docs/conf.py", "project = 'Guest'\n")
    add(tmp_path / "docs/index.rst", "Guest\n=====\n")
    add(tmp_path / "docs/locales/es/LC_MESSAGES/index.po", 'msgid ""\nmsgstr ""\n')
    add(tmp_path / "docs/_build/editions/cache/x")
    found = contents(tmp_path / "docs")
    assert names(found) == {"conf.py", "index.rst", "locales/es/LC_MESSAGES/index.po"}


def test_a_project_is_its_own_wherever_it_lies(
    two_shores: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = add(tmp_path_factory.mktemp("opt") / "tool/share.txt")
    places = (f"{two_shores.parent}/", f"{elsewhere.parent.parent}/")
    monkeypatch.setattr("editions.cluster.contents._SYSTEM", places)  # such as /opt
    helper = add(two_shores / "tools/helper.py")
    add(two_shores / "notes.txt")
    add(two_shores / "conf.py", "\nrst_prolog_file = 'notes.txt'\n")
    found = contents(two_shores, helper, elsewhere)
    assert {"tools/helper.py", "notes.txt"} <= names(found)
    assert found.notices == ()
