"""The language switcher in themes of others, by the lines that the guide gives."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.building import edit
from tests.conftest import PROJECT, ROOTS
from tests.reading import read_page, select, text
from tests.web.test_guests import build

GUIDE = (PROJECT / "docs/how-to/themes.md").read_text(encoding="utf-8")
#: Themes of the guide with what is to be written for them.
LINES = dict(re.findall(r"^### (\w+)\n.*?```\w+\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL))
EDITIONS = """
from editions.languages import Edition

editions = [
    Edition("en", "en_GB", "English", 'Harbour — "the guide"'),
    Edition("fr", "fr_FR", "Français", "Le port — « le guide »"),
]
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """The project with a bit of everything, with two editions."""
    root = Path(shutil.copytree(ROOTS / "guest", tmp_path / "harbour"))
    shutil.rmtree(root / "templates")
    edit(root / "conf.py", 'html_context = {"edition"', f'{EDITIONS}html_context = {{"edition"')
    return root


def test_guide_has_a_line_for_every_theme() -> None:
    assert len(LINES) == 7
    assert all("editions/languages.html" in lines for lines in LINES.values())


# The theme of books is pydata's with other pages around it, and wants an older release of that.
@pytest.mark.parametrize("theme", sorted(LINES.keys() - {"sphinx_book_theme"}))
def test_every_page_leads_to_the_other_edition(harbour: Path, theme: str) -> None:
    lines = LINES[theme]
    if "extends" in lines:
        (harbour / "templates").mkdir()
        (harbour / "templates/layout.html").write_text(lines, encoding="utf-8")
    else:
        edit(harbour / "conf.py", 'templates_path = ["templates"]', lines)
    output = build(harbour, harbour.parent / "out", "editions", html_theme=theme, language="fr")
    for name, up in (("words", ""), ("folder/deep", "../"), ("genindex", ""), ("search", "")):
        page = read_page(output / f"{name}.html")
        switches = select(page, "//nav[@class='editions-languages']")
        assert switches, (theme, name)
        for switch in switches:
            found = [(text(a), a.get("href"), a.get("lang")) for a in select(switch, ".//a")]
            assert found == [
                ("English", f"{up}../en/{name}.html", "en-GB"),
                ("Français", f"{up}{name}.html", "fr-FR"),
            ]


def test_project_with_one_language_has_no_switcher(harbour: Path) -> None:
    edit(
        harbour / "conf.py",
        '    Edition("fr", "fr_FR", "Français", "Le port — « le guide »"),\n',
        "",
    )
    edit(harbour / "conf.py", 'templates_path = ["templates"]', LINES["classic"])
    output = build(harbour, harbour.parent / "out", "editions", html_theme="classic")
    assert select(read_page(output / "words.html"), "//nav[@class='editions-languages']") == []
