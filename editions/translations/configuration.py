"""The settings in one run of Sphinx: registered, checked before anything reads them, looked up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError
from sphinx.util import logging

from editions.borrowed.sphinx import given_settings
from editions.files.identity import SETTING
from editions.findings import FindingsError, real_path
from editions.settings.conf import CONF, Conf
from editions.settings.declarations import SETTINGS, Settings
from editions.settings.reading import misspelt_settings, read_publication, read_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

#: Settings of Sphinx's own that publications are made of.
_SPHINX = ("html_baseurl", "html_css_files", "locale_dirs")


def settings_of(config: Config) -> Settings:
    """Return the settings of this package, which `check_settings` has checked."""
    return Settings(**{name: config[name] for name in SETTINGS})


def conf_of(folder: str | Path, config: Config) -> Conf:
    """Return what the ``conf.py`` in *folder* and the command line say, as Sphinx has read it."""
    values = dict(given_settings(config))
    values |= {name: config[name] for name in (*SETTINGS, *_SPHINX)}
    if "project" in config.overrides:  # else, what nobody has set has a name of Sphinx's
        values["project"] = config.project
    return Conf.of_file(Path(folder, CONF), values, config.overrides)


def check_settings(app: Sphinx, config: Config) -> None:
    """Check every setting, and give Sphinx the values in the form in which they are used.

    Raises:
        ConfigError: values are wrong; names every one.
    """
    conf, source = conf_of(app.confdir, config), Path(app.srcdir)
    try:
        settings = read_settings(conf, real_path(source).name)
        if settings.editions:
            publication = read_publication(Path(app.confdir), source, conf)
            leave_out(config, publication.made, source)
    except FindingsError as error:
        raise ConfigError(str(error)) from error
    for name in SETTINGS:
        config[name] = getattr(settings, name)


def leave_out(config: Config, folders: Iterable[Path], source: Path) -> None:
    """Let Sphinx look for no documents in those of *folders* that lie in *source*."""
    inside = (folder for folder in folders if folder.is_relative_to(source))
    patterns = [folder.relative_to(source).as_posix() for folder in inside]
    config.exclude_patterns = [*config.exclude_patterns, *patterns]


def report_misspelt(app: Sphinx, config: Config) -> None:
    """Warn of names in ``conf.py`` that are most likely meant for settings of ours."""
    for finding in misspelt_settings(conf_of(app.confdir, config), config.values):
        logger.warning(
            "%s",
            finding.message,
            # Without a line, Sphinx would take the file for the name of a document.
            location=f"{finding.file}:{max(finding.line, 1)}",
            type="editions",
            subtype="setting",
        )


def register_settings(app: Sphinx) -> None:
    """Register every setting with Sphinx."""
    for setting in SETTINGS.values():
        types = list(setting.types)
        app.add_config_value(setting.name, setting.sphinx_default, setting.rebuild, types=types)
    # Of builds, not of people: no page is made anew for it alone.
    app.add_config_value(SETTING, "", "", types=[str])


def setup_settings(app: Sphinx) -> None:
    """Register the settings, and what checks them."""
    register_settings(app)
    # Before every part of this package looks at them (500).
    app.connect("config-inited", check_settings, priority=400)
    app.connect("config-inited", report_misspelt, priority=400)
