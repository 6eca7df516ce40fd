"""Books of all kinds, good and damaged, and what EPUBCheck says of them."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from sphinx.testing.util import SphinxTestApp

from tests.building import build
from tests.conftest import ROOTS, locked
from tests.epub.checker import check_files

#: 8 June 2010, 12:26:40 UTC.
DATE = "1276000000"


def build_plain(root: Path, *, warned: bool = False, **settings: Any) -> Path:
    """Build a project with nothing but the extension, as ``sphinx-build -b epub`` does."""
    app = SphinxTestApp("epub", srcdir=root, confoverrides=settings)
    try:
        app.build()
        assert bool(app.warning.getvalue()) is warned
    finally:
        app.cleanup()
    (path,) = Path(app.outdir).glob("*.epub")
    return path


def plain_project(folder: Path, text: str, conf: str = "") -> Path:
    folder.mkdir()
    (folder / "conf.py").write_text(f"extensions = ['editions']\nproject = 'Plain'\n{conf}")
    (folder / "index.rst").write_text(text, encoding="utf-8")
    return folder


#: Pictures that no book can hold, alone, in a figure, as links and in running text.
LOST_PICTURES = """Lost
====

.. _here:

.. figure:: gone.png
   :target: here_
   :alt: Gone

   A caption.

.. image:: https://example.org/far.png
   :alt: Far

|badge| at the quay
-------------------

Built |badge| and |gone|.

.. |badge| image:: https://example.org/badge.svg
   :target: https://example.org/
   :alt: Badge

.. |gone| image:: also-gone.png
"""
#: A red dot.
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38G"
    "IAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
)


#: HTML that is no XML, in a document between others.
RAW = "<hr>\n   <p>Quay<br>one &nbsp; <IMG src=x.png alt='A & B' hidden>\n   <p>Quay two"


def damaged(path: Path, target: Path, name: str, old: bytes, new: bytes) -> Path:
    """Copy an EPUB with something in one of its files replaced."""
    with ZipFile(path) as source, ZipFile(target, "w") as copy:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == name:
                assert old in data
                data = data.replace(old, new)
            copy.writestr(info, data, compress_type=info.compress_type or ZIP_STORED)
    return target


DAMAGE = {
    "manifest": ("package.opf", b'href="shore.xhtml"', b'href="gone.xhtml"'),
    "date": ("package.opf", b"2010-06-08T12:26:40Z", b"June 2010"),
    "link": ("nav.xhtml", b"#later", b"#sooner"),
    "page": ("shore.xhtml", b"<h1>", b"<h1 oops='1'>"),
    "type": ("mimetype", b"epub", b"pub"),
}


#: Names of documents, which are those of pictures as well.
NAMES = ["a page", "été/île", "北/東", "a[1]", "100%", "b & c", "x#y", "d'accord", "q?"]


def project_of_names(folder: Path) -> Path:
    """Write a project whose documents have `NAMES`, each with a picture and links to others."""
    lines = "\n   ".join(f"/{name}" for name in NAMES)
    root = plain_project(folder, f"Book\n====\n\n.. toctree::\n\n   {lines}\n")
    for at, name in enumerate(NAMES):
        path = root / f"{name}.rst"
        path.parent.mkdir(exist_ok=True)
        shutil.copy(ROOTS / "hostile" / "boat.png", path.with_suffix(".png"))
        address = name.replace(" ", "\\ ")
        picture = f".. image:: /{address}.png\n   :alt: A boat\n"
        following = NAMES[(at + 1) % len(NAMES)]
        text = f"Page {at}\n======\n\n.. _l{at}:\n\nPart\n----\n\nSee :doc:`/{following}`.\n\n"
        path.write_text(text + picture, encoding="utf-8")
    return root


#: HTML that browsers put up with, of many kinds.
CARELESS = """One
---

.. raw:: html

   <div align=center id="x"><p>A <b>word</b><br>y<div>block</div></p><hr noshade size=1></div>
   <p id="x" foo="bar">twice</p><input type=checkbox checked> <input type="radio" checked="true">
   <table border=1 width=100%><tr><td width=30 align=right nowrap>1<td>2</table><td>lost</td>
   <center>c</center><font color=red>f</font><tt>t</tt><marquee>m</marquee><my-own>e</my-own>
   <a name=old>old</a> <a href="https://example.org/a b"><div>b</div></a> <a href="#nowhere">n</a>
   <span>a<div>b</div></span><h3>Head<p>p</p></h3><ul><p>not li</p>text<li>li</ul><li>alone</li>
   <details open><summary>Sum</summary>In it</details><button onclick="x()">Press</button>
   <video controls src="https://example.org/v.mp4"></video><iframe src="https://example.org/">
   </iframe><svg viewBox="0 0 1 1" width=10 height=10><path d="M0 0h1v1z"/></svg>
   <style>p {color: red}</style><img src="https://example.org/x.png" alt="remote">
   <script>alert(1)</script><label for="z">l</label>
   <p aria-describedby="z">d</p><dd>d</dd><a href="x"><img width="50%" src="no.png"></a>
   <object data="x.swf">o</object><select><option selected>o1<option>o2</select>
   <p dir=up lang=x_y style="background: url(gone.png); direction: rtl">v</p>
   <ol start=x><li value=y>o</ol><time datetime=x>t</time><dl><dt>x</dl>
   <a href="http://[bad">u</a><a href="https://exa mple.org/%zz">u</a>
   <svg viewBox="0 0 1 1" onload="x()"><g id="1"><script>x()</script><image href="x.png"/></g></svg>
   <acronym title="t">A</acronym><em>a<p>b</p></em><pre>x<div>y</div></pre>

.. raw:: html

   <p>Ended </body></html> <textarea>field

Words behind the field.

.. raw:: html

   <p>Note <!-- without an end

Last words.
"""


#: A style sheet that asks for what is not there, and says what no EPUB may.
SHEET = """@import "gone.css";
@font-face { font-family: A; src: url(gone.otf); }
@font-face { font-family: B; src: url(https://example.org/b.woff2), local("B"); }
body { background: url(gone.png); direction: rtl; color: ; *zoom: 1 }
@media print { li { list-style-image: url("gone.svg") } }
h1 { background: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>") }
"""
#: A drawing with a program, names that are none, and parts of other machines.
DRAWING = """<!DOCTYPE svg [<!ENTITY ns "http://example.org/">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="&ns;" onload="a()" width="9" height="9">
<style>@import url(https://example.org/a.css); #\\31 { fill: red }</style><script>a()</script>
<title><b>Title</b></title><rect id="1 a" width="9" height="9" fill="url(#1)"/><rect id="1 a"/>
<image href="https://example.org/a.png"/><foreignObject><p>a<div>b</div></p></foreignObject></svg>
"""


def project_of_pictures(folder: Path) -> Path:
    """Write a project whose pictures are not what their names say, or do what none may."""
    names = ("boat.jpg", "boat.gif", "words.png", "drawing.svg", "drawing.png", "cut.svg")
    pictures = "".join(f"\n.. image:: {name}\n   :alt: {name}\n" for name in names)
    root = plain_project(
        folder,
        f"Pictures\n========\n\nPart\n----\n{pictures}",
        "html_static_path = ['static']\nepub_css_files = ['careless.css']\n",
    )
    (root / "static").mkdir()
    (root / "static" / "careless.css").write_text(SHEET)
    for name in ("boat.jpg", "boat.gif"):
        shutil.copy(ROOTS / "hostile" / "boat.png", root / name)
    (root / "words.png").write_text("no picture")
    (root / "drawing.svg").write_text(DRAWING)
    (root / "drawing.png").write_text(DRAWING)
    (root / "cut.svg").write_text(DRAWING[:300])
    return root


@dataclass(frozen=True)
class Books:
    """Books that EPUBCheck has looked at, all of them at once: most of its time is its start."""

    folder: Path
    #: What EPUBCheck says against each, by name.
    found: Mapping[str, Sequence[str]]
    #: Addresses that the build with lost pictures has asked for.
    fetched: Sequence[str]

    def path(self, name: str) -> Path:
        """Return the book called *name*."""
        return self.folder / f"{name}.epub"

    def messages(self, name: str) -> tuple[str, ...]:
        """Return what EPUBCheck says against the book called *name*."""
        return tuple(self.found[name])


def checked_books(shared: Path, site: Path) -> Books:
    """Return books of all kinds, built and checked once for all test processes.

    Those of the finished *site* are among them.
    """
    folder = shared / "books"
    report = folder / "report.json"
    with locked(shared / "books.lock"):
        if not report.is_file():
            folder.mkdir()
            fetched: list[str] = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SOURCE_DATE_EPOCH", DATE)
                patch.setattr("sphinx.util.requests.get", lambda url, **_: fetched.append(url))
                make_books(folder)
            for path in (site / "downloads").glob("*.epub"):
                shutil.copy(path, folder)
            found = check_files(sorted(folder.glob("*.epub")))
            said = {path.stem: list(map(str, messages)) for path, messages in found.items()}
            report.write_text(json.dumps({"found": said, "fetched": fetched}), encoding="utf-8")
    return Books(folder, **json.loads(report.read_text(encoding="utf-8")))


def make_books(folder: Path) -> None:
    """Build a book of every kind in *folder*, and damaged ones."""
    works = folder / "works"
    works.mkdir()
    dot = f"\n.. image:: {DOT}\n   :alt: Dot\n"
    made = {
        "lost": build_plain(plain_project(works / "lost", LOST_PICTURES + dot), warned=True),
        "raw": build_plain(
            plain_project(works / "raw", f"Raw\n===\n\n.. raw:: html\n\n   {RAW}\n\nAfter.\n")
        ),
        "plain": build_plain(plain_project(works / "plain", "A\n=\n\nB.\n")),
        "names": build_plain(project_of_names(works / "names")),
        "careless": build_plain(
            plain_project(works / "careless", f"Careless\n========\n\n{CARELESS}")
        ),
        "pictures": build_plain(project_of_pictures(works / "pictures"), warned=True),
        "rtl": build_plain(plain_project(works / "rtl", "A\n=\n\n``b(1)``\n", "language = 'he'\n")),
    }
    shores = Path(shutil.copytree(ROOTS / "two-shores", works / "two-shores"))
    made["french"] = build(shores, "fr", "epub") / "two-shores-fr.epub"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the extensions' own
        for name in ("extensions", "extensions-tabs", "kitchen-sink"):
            root = Path(shutil.copytree(ROOTS / name, works / name))
            made["sink" if name == "kitchen-sink" else name] = build_plain(root)
    for name, path in made.items():
        shutil.copy(path, folder / f"{name}.epub")
    for name, what in DAMAGE.items():
        damaged(made["french"], folder / f"damaged-{name}.epub", *what)
