"""Words that Sphinx and docutils have in many languages, and this package in a few."""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from docutils.languages import get_language

_PACKAGE = "docutils.languages."


class _Labels(gettext.NullTranslations):
    """What docutils calls parts of documents."""

    def __init__(self, labels: dict[str, str]) -> None:
        super().__init__()
        self.labels = labels

    def gettext(self, message: str) -> str:
        """Return the translation of *message*, or the message."""
        return self.labels.get(message) or super().gettext(message)


def borrowed_words(locales: Iterable[str]) -> gettext.NullTranslations:
    """Return what Sphinx and docutils say in the first of *locales* that they know."""
    locales = list(locales)
    labels: dict[str, str] = {}
    for name in locales:
        language = get_language(name.replace("_", "-").lower())
        # Where docutils has none, it may give whatever else can be imported by the name.
        module = str(getattr(language, "__name__", ""))
        if module.startswith(_PACKAGE) and module != f"{_PACKAGE}en":
            labels = {english: language.labels[key] for key, english in _ENGLISH.items()}
            break
    spec = find_spec("sphinx.locale")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    words = gettext.translation("sphinx", folder, locales, fallback=True)
    words.add_fallback(_Labels(labels))
    # Where Sphinx says "Contents" alone, some languages have what a book contains, not its list.
    title = words.gettext(_TITLE)
    title = labels.get(_CONTENTS, "") if title == _TITLE else title
    own = _Labels({_CONTENTS: title})
    own.add_fallback(words)
    return own


_CONTENTS = "Contents"
#: What Sphinx calls the list of contents.
_TITLE = "Table of Contents"
#: Labels of docutils that this package has, too.
_ENGLISH = {"contents": _CONTENTS, "version": "Version"}
