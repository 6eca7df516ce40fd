"""The same text for the same formats by others' means: plain Sphinx, and three ways to a PDF."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring import FailedError, Measurement, measure

HERE = Path(__file__).resolve().parent
#: What peers run with besides Sphinx, and leaves the pages to its own theme.
STAND_INS = "stand_ins"

#: A picture that is a drawing, in a document.
_DRAWING = re.compile(r"^(\s*\.\. (?:\|[^|]+\| )?(?:image|figure)::\s*)(\S+\.svg)$", re.M)

_PACKAGES = (
    ("codly", "1.3.0", "#let codly-init(body) = body\n#let codly(..options) = none\n"),
    ("codly-languages", "0.1.1", "#let codly-languages = (:)\n"),
    ("mitex", "0.2.4", "#let mi(..text) = none\n#let mitex(..text) = none\n"),
    ("gentle-clues", "1.2.0", ""),
)

_CONF = """
import sys
sys.path.insert(0, {root!r})
project = {title!r}
author = {author!r}
root_doc = {document!r}
extensions = [{stand_ins!r}]
locale_dirs = [{locale!r}]
gettext_compact = False
smartquotes = False
latex_engine = "xelatex"
# Latin Modern, which every TeX has; Sphinx's default wants fonts that few machines have.
latex_elements = {{"fontpkg": ""}}
latex_documents = [({document!r}, "text.tex", {title!r}, {author!r}, "report")]
typst_documents = [({document!r}, "text", {title!r}, {author!r})]
typst_use_mitex = False
"""


@dataclass(frozen=True)
class Peer:
    """A way to the PDF of one language with Sphinx."""

    name: str
    #: Sphinx's builder, and the extension that brings it.
    builder: str
    extension: str = ""
    #: What has to run after it, in the folder of its output.
    after: tuple[str, ...] = ()

    def missing(self, python: str) -> str:
        """Return what is not installed; empty if all is there."""
        if self.after and not all(map(shutil.which, ("latexmk", "xelatex"))):
            return "latexmk and xelatex"
        return self.extension if self.extension and not has_module(python, self.extension) else ""


PEERS = (
    Peer("latex", "latex", after=("latexmk", "-xelatex", "-interaction=nonstopmode", "-silent")),
    Peer("simplepdf", "simplepdf", "sphinx_simplepdf"),
    Peer("typst", "typstpdf", "typsphinx"),
)


@dataclass(frozen=True)
class Candidate:
    """One way to build, in a copy of the publication of its own."""

    name: str
    root: Path
    #: Returns what makes formats of languages.
    commands: Callable[[Sequence[str], Sequence[str]], list[list[str]]]
    environment: Mapping[str, str]

    def run(self, codes: Sequence[str], formats: Sequence[str]) -> Measurement:
        """Build over what is there."""
        result = measure(self.commands(codes, formats), self.environment, self.root)
        made = {path.stem for path in (self.root / "build").rglob("*.pdf")}
        if "pdf" in formats and not made:
            raise FailedError(f"{self.name} has made no PDF")
        return result

    def run_from_nothing(self, codes: Sequence[str], formats: Sequence[str]) -> Measurement:
        """Build without anything from earlier runs."""
        shutil.rmtree(self.root / "build", ignore_errors=True)
        return self.run(codes, formats)


def has_module(python: str, name: str) -> bool:
    """Tell whether the Python at *python* has a module."""
    if python == sys.executable:
        return importlib.util.find_spec(name) is not None
    found = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({name!r}) is None)"
    return subprocess.run([python, "-c", found], check=False).returncode == 0


def make_plain(root: Path, title: str, author: str, document: str) -> None:
    """Make the copy of a publication in *root* a plain Sphinx project."""
    shutil.copy(HERE / f"{STAND_INS}.py", root)
    conf = _CONF.format(
        root=str(root),
        title=title,
        author=author,
        document=document,
        stand_ins=STAND_INS,
        locale=str(root / "locale"),
    )
    (root / "conf.py").write_text(conf, encoding="utf-8")
    rasterize_pictures(root / "source")


def rasterize_pictures(source: Path) -> None:
    """Put a PNG beside every document in *source* for each drawing that it shows, and show that.

    LaTeX reads no SVG.
    """
    for path in source.rglob("*.rst"):
        text = path.read_text(encoding="utf-8")
        drawings = [path.parent / match[2] for match in _DRAWING.finditer(text)]
        if not drawings:
            continue
        import vl_convert  # among the extras, which whoever measures has

        for drawing in drawings:
            content = vl_convert.svg_to_png(drawing.read_text(encoding="utf-8"), scale=2)
            (path.parent / f"{drawing.stem}.png").write_bytes(content)
        text = _DRAWING.sub(lambda match: f"{match[1]}{Path(match[2]).stem}.png", text)
        path.write_text(text, encoding="utf-8")


def stand_in_packages(folder: Path) -> None:
    """Put into *folder* what typsphinx imports in every document and would fetch from afar.

    They colour code and set formulas and notes, and leave a text without these as it is.
    """
    for name, version, content in _PACKAGES:
        place = folder / "typst" / "packages" / "preview" / name / version
        place.mkdir(parents=True)
        (place / "typst.toml").write_text(
            f'[package]\nname = "{name}"\nversion = "{version}"\nentrypoint = "lib.typ"\n',
            encoding="utf-8",
        )
        (place / "lib.typ").write_text(content, encoding="utf-8")


def sphinx(
    python: str, root: Path, builder: str, code: str, output: Path, extension: str = ""
) -> list[str]:
    """Return the command that builds one language of the plain project in *root*."""
    extensions = ",".join(filter(None, (STAND_INS, extension)))
    settings = ["-D", f"language={code}", "-D", f"extensions={extensions}"]
    folders = [str(root / "source"), str(output / builder)]
    trees = ["-d", str(output / f"trees-{builder}")]
    return [
        *(python, "-m", "sphinx", "-q", "-b", builder, "-c", str(root)),
        *trees,
        *settings,
        *folders,
    ]


def commands(
    peer: Peer | None, python: str, root: Path, codes: Sequence[str], formats: Sequence[str]
) -> list[list[str]]:
    """Return what makes *formats* of the languages *codes*; HTML is Sphinx's for every peer."""
    found = []
    for code in codes:
        output = root / "build" / code
        if "html" in formats:
            found.append(sphinx(python, root, "html", code, output))
        if "pdf" in formats and peer is not None:
            found.append(sphinx(python, root, peer.builder, code, output, peer.extension))
            if peer.after:
                place = output / peer.builder
                found.append([*peer.after, "-cd", str(place / "text.tex")])
    return found
