"""Pandoc, the program: where it is, and one run of its citeproc."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from editions.extras import install_command
from editions.findings import EditionsError
from editions.phrases import phrase

#: Seconds after which pandoc is held to be stuck; 3,000 works take a few.
_PATIENCE = 300


class FormattingError(EditionsError):
    """Pandoc is missing, or cannot format the works."""


def find_pandoc() -> Path:
    """Return the pandoc program, the one that came with Python's package if there is one.

    Raises:
        FormattingError: there is none.
    """
    try:
        import pypandoc

        return Path(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise FormattingError(
            phrase(
                "pandoc is missing, which formats the bibliography; install it with: {command}",
                command=install_command("references"),
            )
        ) from error


def run_pandoc(pandoc: Path, document: str, style: Path) -> Mapping[str, Any]:
    """Let pandoc resolve the citations of *document*, which is pandoc's JSON."""
    # The name alone: in a C locale, pandoc cannot open a path with letters beyond ASCII.
    style_option = f"--csl={style.name}"
    command = [str(pandoc), "--sandbox", "-f", "json", "-t", "json", "--citeproc", style_option]
    try:
        run = subprocess.run(
            command,
            input=document.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            cwd=style.parent,
            check=False,
        )
    except OSError as error:
        raise FormattingError(
            phrase(
                "{pandoc}: cannot be run: {strerror}; is it a program of this system?",
                pandoc=pandoc,
                strerror=error.strerror,
            )
        ) from error
    except subprocess.TimeoutExpired as error:
        raise FormattingError(
            phrase(
                "{pandoc}: did not finish within {patience} seconds",
                pandoc=pandoc,
                patience=_PATIENCE,
            )
        ) from error
    said = run.stderr.decode(errors="replace").strip()
    if run.returncode != 0 or said:
        raise FormattingError(
            phrase(
                "pandoc cannot format the bibliography by {name}: {said}",
                name=style.name,
                said=said or phrase("exit status {number}", number=run.returncode),
            )
        )
    try:
        result: Mapping[str, Any] = json.loads(run.stdout)
    except ValueError as error:
        raise FormattingError(
            phrase("{pandoc}: answers with something that is not JSON", pandoc=pandoc)
        ) from error
    return result
