"""The edition that a run of Sphinx builds, and what Sphinx must know of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from editions.languages import Edition, is_in_cldr, undeclared_edition
from editions.translations.configuration import settings_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)


def current_edition(config: Config) -> Edition:
    """Return the edition that this run of Sphinx builds.

    A project that declares no editions has one: its own language and title.

    Raises:
        ConfigError: ``language`` is not one of the editions.
    """
    language = config.language
    if not config.editions:
        return undeclared_edition(language, config.project)
    for edition in settings_of(config).editions:
        if edition.code == language:
            return edition
    known = ", ".join(edition.code for edition in config.editions)
    raise ConfigError(f"language is {language!r}, but conf.py declares the editions {known}")


def original_language(config: Config) -> str:
    """Return the BCP 47 tag of the language that the source is written in."""
    if config.editions:
        return settings_of(config).editions[0].lang
    return undeclared_edition(config.language, config.project).lang


def compiled_folder(doctrees: Path) -> Path:
    """Return the folder of a run's compiled catalogs, ``<code>/LC_MESSAGES/*.mo`` in it."""
    return Path(doctrees) / "catalogs"


#: Quotation marks, and the spaces that some languages have inside of them.
_QUOTES = {"“": "”", "«": "»", "‘": "’", "„": "“", '"': '"', "»": "«"}
_SPACES = " \u00a0\u202f"


class ForeignRole(SphinxRole):
    """A phrase in another language: ``:lang-fr:`Commission d’accès à l’information```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        tag = self.name.rpartition("lang-")[2]
        classes = [f"language-{tag}"]
        return [nodes.emphasis(self.rawtext, self.text, classes=classes, phrase=True)], []


def set_upright(_app: Sphinx, doctree: nodes.document) -> None:
    """Let phrases in another language stand upright between quotation marks, which are enough."""
    for phrase in list(doctree.findall(nodes.emphasis)):
        if not phrase.attributes.pop("phrase", False):
            continue
        place = phrase.parent.index(phrase)
        before, after = phrase.parent[:place], phrase.parent[place + 1 :]
        start = before[-1].astext().rstrip(_SPACES)[-1:] if before else ""
        end = after[0].astext().lstrip(_SPACES)[:1] if after else ""
        if start and _QUOTES.get(start) == end:
            classes = phrase["classes"]
            phrase.parent[place] = nodes.inline(phrase.rawsource, "", *phrase, classes=classes)


def add_language_roles(app: Sphinx, config: Config) -> None:
    """Register ``:lang-CODE:`` for the language of each edition."""
    for edition in config.editions:
        app.add_role(f"lang-{edition.code}", ForeignRole(), override=True)


def edition_tags(edition: Edition, language: str) -> frozenset[str]:
    """Return what ``.. only::`` may ask for: the edition's code, and its language.

    *language* is Sphinx's name of it.  A tag holds no hyphen: ``pt_br``, ``pt``.
    """
    names = {name.replace("-", "_") for name in (edition.code, language, edition.locale)}
    return frozenset(names | {name.partition("_")[0] for name in names})


def select_edition(app: Sphinx, config: Config) -> None:
    """Set what Sphinx wants to know of the edition, from its declaration.

    A project that declares none is left as it is.
    """
    edition = current_edition(config)
    if not config.editions and not is_in_cldr(edition.locale):
        known = edition.cldr.get_display_name("en") or "any language"
        logger.warning(
            "CLDR has no data on the language %r; dates and numbers are written as in %s",
            config.language,
            known,
            type="editions",
            subtype="language",
        )
    if not config.editions:
        return
    for tag in edition_tags(edition, config.language):
        app.tags.add(tag)
    titles = {
        "project": edition.title,
        "html_title": edition.full_title,
        "html_short_title": edition.title,
        "epub_title": edition.full_title,
    }
    for name, title in titles.items():
        setattr(config, name, title)
    if config.html_baseurl:
        # Declared once for the whole site; to Sphinx it is the address of this edition.
        config.html_baseurl = f"{config.html_baseurl.removesuffix('/')}/{edition.code}/"
