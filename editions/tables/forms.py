"""The form that a description asks of a cell: ``constraints.pattern``, matched in linear time."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from editions.extras import require_extra
from editions.findings import MissingExtraError
from editions.phrases import phrase, told


class Form(Protocol):
    """A regular expression that is ready to use."""

    def fullmatch(self, text: str) -> object | None:
        """Return what says that the whole text has the form, or None."""


class FormError(ValueError):
    """A pattern that cannot be used, and why."""


@lru_cache(maxsize=256)
def compile_form(pattern: str) -> Form:
    """Return a pattern ready to use.

    Table Schema has the expressions of XML Schema, which know neither references nor what must
    follow; RE2 matches those in a time that grows with the text alone, whatever the pattern is.

    Raises:
        FormError: it is no such expression, is too large, or RE2 is not installed.
    """
    try:
        require_extra("patterns", phrase("a pattern"))
    except MissingExtraError as error:
        raise FormError(told(error)) from None
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        form: Form = re2.compile(pattern, options=options)
    except re2.error as error:
        reason = error.args[0]
        shown = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise FormError(
            phrase("the pattern is no regular expression: {shown}", shown=shown)
        ) from None
    return form
