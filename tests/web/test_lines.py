"""Lines of Chinese and Japanese sources on pages, in print and in what pages say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from sphinx.testing.util import SphinxTestApp

from editions.web.lines import join_block
from tests.reading import one, read_page

TEXT = """渡轮
====

这个段落比较长，
用一行写不行。最好
用 **三行
写** 。English word
中文。

.. code-block:: text

   中
   文
"""


def make(folder: Path, builder: str, conf: str = "") -> Path:
    (folder / "conf.py").write_text(
        f"extensions = ['editions']\nproject = 'Ferry'\nlanguage = 'zh_CN'\n{conf}"
    )
    (folder / "index.rst").write_text(TEXT, encoding="utf-8")
    app = SphinxTestApp(builder, srcdir=folder)
    try:
        app.build()
        return Path(app.outdir)
    finally:
        app.cleanup()


def test_page_and_description_have_no_gaps(tmp_path: Path) -> None:
    output = make(tmp_path, "html", "html_theme = 'editions'\n")
    page = read_page(output / "index.html")
    text = one(page, "//main//p").text_content()
    assert text.startswith("这个段落比较长，用一行写不行。最好用 三行写 。English word\n中文。")
    assert "中\n文" in one(page, "//main//pre").text_content()
    description = one(page, "//head/meta[@name='description']").get("content", "")
    assert description.startswith("这个段落比较长，用一行写不行。最好用 三行写")
    index = (output / "searchindex.js").read_text(encoding="utf-8")
    assert "用一行写不行。最好用 三行写 。" in index
    assert "ChineseStemmer" not in index


def test_another_theme_has_the_lines_of_sphinx(tmp_path: Path) -> None:
    output = make(tmp_path, "html", "html_theme = 'basic'\n")
    assert "比较长，\n用一行" in (output / "index.html").read_text(encoding="utf-8")


def test_book_has_no_gaps(tmp_path: Path) -> None:
    output = make(tmp_path, "epub")
    assert "比较长，用一行" in (output / "index.xhtml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("北\n*岸*", ["北", "岸"]),
        ("*北\n岸*\n南", ["北岸", "南"]),
        ("北 *word*\n南", ["北 ", "word", "\n南"]),
        ("北\n``南\n西`` 东", ["北\n", "南\n西", " 东"]),
    ],
)
def test_lines_end_within_and_between_elements(source: str, texts: list[str]) -> None:
    (block,) = publish_doctree(source).findall(nodes.paragraph)
    join_block(block)
    found = [str(leaf) for leaf in block.findall(nodes.Text)]
    assert [text for text in found if text] == texts
