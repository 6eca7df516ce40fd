"""Check one translation while it is being written, as it would be checked when it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editions.catalogs.files import shown_name
from editions.catalogs.reading import read_bytes
from editions.findings import Finding, FindingsError
from editions.rules.caching import Cache
from editions.rules.examining import Examined, examine, path_locale
from editions.rules.running import Options, judge_results, without_unreadable


class DraftChecker:
    """Rules beside a field in which somebody types.

    What the other catalogs of the language do, and excuse, is known from the last check of all;
    of a catalog that has changed since, nothing is, until the next one.
    """

    def __init__(self, paths: Sequence[Path], options: Options) -> None:
        #: Folder that names in findings are relative to.
        self.root = options.root
        self._options = without_unreadable(options)[0]
        context = self._options.context
        cache = Cache(options.cache, context, context.inputs())
        self._known: dict[str, Examined] = {}
        for path in paths:
            shown = shown_name(path, options.root)
            try:
                data = read_bytes(path, shown)
            except FindingsError:  # a matter of the check of all
                continue
            kept = cache.load(cache.path(data, options.locale or path_locale(path), shown))
            if kept is not None:
                self._known[shown] = kept

    def check(self, path: Path, data: bytes, key: str) -> tuple[Finding, ...]:
        """Return what rules find in the translation of a message, by its *key*.

        *data* is the catalog at *path* as it would be saved.
        """
        options = self._options
        shown = shown_name(path, options.root)
        own = examine(path, data, shown, options.context, options.locale, key)
        found, keys = judge_results({**self._known, shown: own}, options)
        wanted = {f for f in found if f.file == shown and keys.get(f) == key}
        return tuple(sorted(wanted, key=lambda f: (f.line, f.column, f.rule, f.message)))
