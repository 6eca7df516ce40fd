"""Run Sphinx on a publication, in this process, with every warning an error."""

from __future__ import annotations

import gettext
import re
import shutil
from io import StringIO
from pathlib import Path

import sphinx.locale
from sphinx.application import Sphinx
from sphinx.config import eval_config_file
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.tags import Tags

from editions.findings import EditionsError, Finding, FindingsError, shown_path
from editions.languages import Edition, Publication, publication_from_settings

#: ``file:line: WARNING: message [type.subtype]`` as Sphinx prints it; line and type may be missing.
_WARNING = re.compile(
    r"(?:(?P<file>[^\s:][^:\n]*?)(?::(?P<line>\d+))?: )?"
    r"(?P<level>WARNING|ERROR|CRITICAL): (?P<message>.*?)(?: \[(?P<rule>[\w.-]+)\])?$"
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def load_publication(root: Path) -> Publication:
    """Read the declaration of the publication whose ``conf.py`` lies in *root*.

    Raises:
        EditionsError: there is no ``conf.py``, or it cannot be used.
    """
    root = root.resolve()
    conf = root / "conf.py"
    if not conf.is_file():
        raise EditionsError(
            f"{conf}: not found; run the command in the folder of a publication"
            " or name it with --project"
        )
    try:
        settings = eval_config_file(conf, Tags())
    except SphinxError as error:
        raise EditionsError(f"conf.py: {error}") from error
    return publication_from_settings(root, settings)


def run_sphinx(
    publication: Publication,
    edition: Edition,
    builder: str,
    output: Path,
    doctrees: Path,
) -> None:
    """Build one edition of *publication* with one of Sphinx's builders.

    *output* is made anew; *doctrees* is kept from run to run, and dropped when a run fails,
    because Sphinx says each warning only once.

    Raises:
        FindingsError: Sphinx warned of something.
        EditionsError: Sphinx gave up.
    """
    warnings = StringIO()
    unfinished = doctrees.with_name(f"{doctrees.name}.unfinished")
    if unfinished.exists():
        remove_tree(doctrees)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    remove_tree(output)
    output.mkdir(parents=True)
    forget_translations()
    try:
        with patch_docutils(str(publication.root)), docutils_namespace():
            app = Sphinx(
                srcdir=publication.source,
                confdir=publication.root,
                outdir=output,
                doctreedir=doctrees,
                buildername=builder,
                confoverrides={"language": edition.code},
                status=None,
                warning=warnings,
            )
            app.build()
    except (SphinxError, EditionsError) as error:
        findings = parse_warnings(warnings.getvalue(), publication.root)
        cause = error if isinstance(error, FindingsError) else error.__cause__
        if isinstance(cause, FindingsError):
            findings += cause.findings
        elif findings:
            findings += (Finding(f"edition {edition.code}", 0, str(error), "sphinx"),)
        if findings:
            raise FindingsError(findings) from error
        if isinstance(error, EditionsError):
            raise
        raise EditionsError(f"edition {edition.code}: {error}") from error
    findings = parse_warnings(warnings.getvalue(), publication.root)
    if findings:
        raise FindingsError(findings)
    unfinished.unlink()


def forget_translations() -> None:
    """Drop the catalogs of an earlier run.

    Sphinx adds each edition's catalogs to those of the edition built before it in the same
    process, and gettext keeps a catalog for ever, even when its file has changed.
    """
    sphinx.locale.translators.clear()
    gettext._translations.clear()  # type: ignore[attr-defined]  # has no public name


def parse_warnings(text: str, root: Path) -> tuple[Finding, ...]:
    """Return what Sphinx wrote to its warning stream as findings, each once."""
    findings: dict[Finding, None] = {}
    last: Finding | None = None
    for line in _COLOUR.sub("", text).splitlines():
        match = _WARNING.match(line)
        if match:
            file = shown_path(Path(match["file"]), root) if match["file"] else "sphinx"
            # Sphinx names the place of a translated message "file.rst:12:<translated>".
            last = Finding(
                file, int(match["line"] or 0), match["message"], match["rule"] or "sphinx"
            )
            findings[last] = None
        elif line.strip() and last is not None:
            del findings[last]
            message = f"{last.message} {line.strip()}"
            last = Finding(last.file, last.line, message, last.rule)
            findings[last] = None
        elif line.strip():
            findings[Finding("sphinx", 0, line.strip(), "sphinx")] = None
    return tuple(findings)


def remove_tree(path: Path) -> None:
    """Remove a folder and all that is in it, if it is there; of a link only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
