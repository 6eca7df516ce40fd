"""The plural forms of a catalog, as its header declares them."""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass

from editions.catalogs.entries import Catalog, Entry

_RULE = re.compile(r"nplurals=\s*([1-9])\s*;\s*plural=\s*([^;]+);?")
#: Numbers that show which form is for what; more than this, no language tells apart.
_SAMPLES = (*range(200), 1000, 1_000_000)
#: So many numbers show what a form is for.
_SHOWN = 4


@dataclass(frozen=True)
class PluralForm:
    """One form of a translation."""

    #: Which of the two messages it translates: the one for a single thing, or the other.
    is_singular: bool
    #: Some numbers that it is for; none where that is not known, or there are no others.
    numbers: tuple[int, ...] = ()
    #: There are more numbers than these.
    more: bool = False


def forms_of(entry: Entry, catalog: Catalog) -> tuple[PluralForm, ...]:
    """Return the forms that a translation of *entry* has, or is to have, in its catalog."""
    if entry.msgid_plural is None:
        return (PluralForm(is_singular=True),)
    header = {name.lower(): value for name, value in catalog.header.items()}
    rule = _RULE.fullmatch(header.get("plural-forms", ""))
    if rule is None:
        return tuple(PluralForm(is_singular=form == 0) for form in range(len(entry.msgstrs)))
    choose = gettext.c2py(rule[2])
    count = max(int(rule[1]), len(entry.msgstrs))
    numbers = [[n for n in _SAMPLES if choose(n) == form] for form in range(count)]
    return tuple(
        PluralForm(form == 0, tuple(found[:_SHOWN]), len(found) > _SHOWN)
        for form, found in enumerate(numbers)
    )
