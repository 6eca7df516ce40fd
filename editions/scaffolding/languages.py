"""The editions that a newcomer names: any language of the CLDR, as people write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from babel import Locale
from babel.core import get_global, parse_locale

from editions.findings import UsageError, described
from editions.languages import Edition, is_in_cldr, normal_locale
from editions.phrases import phrase

#: What Unicode calls the letters of scripts that CLDR names after their users.
_LETTERS = dict.fromkeys(("Hans", "Hant", "Jpan", "Kore"), "Hani")
#: Territories that print on US Letter; all others print on A4 (CLDR, ``paperSize``).
_LETTER = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)


def choose_editions(
    names: Sequence[str], titles: Mapping[str, str], title: str
) -> tuple[Edition, ...]:
    """Return an edition for each language in *names*, the source language first.

    *titles* are known by language, such as ``fr``; *title* is for all others.

    Raises:
        UsageError: there is no such language, or one is named twice, or none is.
    """
    if not names:
        raise UsageError(phrase("name the languages, the source language first: --languages en fr"))
    locales = [read_language(name) for name in names]
    for locale, count in Counter(locales).items():
        if count > 1:
            raise UsageError(phrase("the language {locale} is named twice", locale=locale))
    languages = Counter(Locale.parse(locale).language for locale in locales)
    editions = []
    for locale in locales:
        cldr = Locale.parse(locale)
        alone = languages[cldr.language] == 1
        own = titles.get(cldr.language, title)
        editions.append(Edition(locale, locale, own_name(cldr, alone=alone), own))
    return tuple(editions)


def read_language(name: str) -> str:
    """Return the CLDR locale that people write as *name*: ``pt-br``, ``zh_Hant``.

    Raises:
        UsageError: there is none.
    """
    locale = normal_locale(name)
    if not is_in_cldr(locale):
        raise UsageError(
            phrase(
                "{value} is not a language that CLDR knows; write codes such as en, pt_BR or"
                " zh_Hant",
                value=described(name),
            )
        )
    return locale


def own_name(locale: Locale, *, alone: bool) -> str:
    """Return the language's own name for itself, with its territory unless it is *alone*."""
    shown = Locale(locale.language, script=locale.script) if alone else locale
    name = shown.get_display_name() or locale.get_display_name() or str(locale)
    return name[:1].title() + name[1:]  # as "title" has it: Georgian has no capitals there


def likely_script(locale: Locale) -> str:
    """Return the script in which a language is written most, as Unicode has it: ``Arab``."""
    script = locale.script or _likely(locale)[2] or "Latn"
    return _LETTERS.get(script, script)


def page_size(locale: Locale) -> str:
    """Return the size of paper in the territory of a locale: ``A4`` or ``letter``."""
    return "letter" if (locale.territory or _likely(locale)[1]) in _LETTER else "A4"


def _likely(locale: Locale) -> tuple[str | None, ...]:
    """Return language, territory and script that CLDR takes a locale for."""
    likely = get_global("likely_subtags")
    return parse_locale(likely.get(str(locale)) or likely.get(locale.language) or str(locale))
