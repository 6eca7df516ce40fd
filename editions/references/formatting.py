"""Format works by a CSL style in the language of an edition, and keep the result.

One call of pandoc formats a whole list; its result is kept under a name made of all that it
depends on.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from editions.files.kept import read_kept
from editions.files.replacing import replace_file
from editions.languages import Edition
from editions.references.pandoc import find_pandoc, run_pandoc
from editions.references.pandoc_json import make_document, read_document
from editions.references.repeating import name_author, repeating_sign, without_sign
from editions.references.richtext import from_json, plain, to_json
from editions.references.styles import read_style
from editions.references.works import FormattedWork, Work

#: The style where a project names none.
STYLE = Path(__file__).parent / "author-date.csl"

#: Changes when the same call would be understood in another way.
_FORM = "3"

#: Results that a cache keeps, the newest: a list, the publication, and a few earlier ones.
_KEPT = 8


def format_works(
    works: Sequence[Work], edition: Edition, style: Path, cache: Path
) -> tuple[FormattedWork, ...]:
    """Return *works* in the order and the form of *style*, in the language of *edition*.

    *cache* is a folder for results; it need not exist.

    Raises:
        FindingsError: the style cannot be read, or would not end.
        FormattingError: pandoc is missing, or fails.
    """
    if not works:
        return ()
    pandoc = find_pandoc()
    document = json.dumps(make_document(works, edition), ensure_ascii=False)
    rules = read_style(style, str(style))
    size = pandoc.stat().st_size
    digest = hashlib.sha256(b"\0".join([document.encode(), rules, f"{_FORM} {size}".encode()]))
    kept = cache / f"references-{digest.hexdigest()[:32]}.json"
    known = read_kept(kept)
    if known is not None:
        return _load(known)
    formatted = read_document(run_pandoc(pandoc, document, style), len(works))
    cache.mkdir(parents=True, exist_ok=True)
    sign = repeating_sign(rules)
    if sign and any(plain(work.content).startswith(sign) for work in formatted):
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            unrepeated = Path(folder, "unrepeated.csl")
            unrepeated.write_bytes(without_sign(rules))
            whole = read_document(run_pandoc(pandoc, document, unrepeated), len(works))
        formatted = _with_authors(formatted, whole, sign)
    stored = [[w.key, to_json(w.content), w.label, w.author, w.date] for w in formatted]
    replace_file(kept, json.dumps(stored, ensure_ascii=False).encode())
    for stale in sorted(cache.glob("references-*.json"), key=_age)[:-_KEPT]:
        stale.unlink(missing_ok=True)
    return formatted


def _with_authors(
    formatted: Sequence[FormattedWork], whole: Iterable[FormattedWork], sign: str
) -> tuple[FormattedWork, ...]:
    """Return works that know the author for whom *sign* stands, from entries without it."""
    entries = {work.key: plain(work.content) for work in whole}
    return tuple(
        replace(work, content=name_author(work.content, entries[work.key], sign))
        for work in formatted
    )


def _age(path: Path) -> float:
    """Return when a file was written; another process may have removed it by now."""
    return path.stat().st_mtime if path.exists() else 0.0


def _load(stored: Iterable[Any]) -> tuple[FormattedWork, ...]:
    return tuple(
        FormattedWork(key, from_json(content), label, author, date)
        for key, content, label, author, date in stored
    )
