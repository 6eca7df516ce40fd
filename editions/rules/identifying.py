"""Tell the language of a text by a model that comes in a package (extra ``verify``)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from editions.extras import missing_packages

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


@cache
def identifier_among(languages: tuple[str, ...]) -> LanguageIdentifier | None:
    """Load the model that chooses among *languages*; it takes a second or two.

    Return None where it is not installed, or knows fewer than two of them.
    """
    if missing_packages("verify"):
        return None
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = [name for name in dict.fromkeys(languages) if name in model.labels]
    if len(known) < 2:
        return None
    model.set_languages(known)
    return model
