"""The arguments of ``editions release``."""

from __future__ import annotations

import argparse
from pathlib import Path

from editions.arguments.options import add_common, add_formats, add_threshold, deferred
from editions.phrases import spoken

#: Share of each translation that must be current where nothing else is asked for, in per cent.
WHOLE = 100


def declare(verb: argparse.ArgumentParser) -> None:
    """Declare the verb."""
    verb.description = spoken(
        "Release a version of the publication into build/release/VERSION: the site, the"
        " downloads, checksums, a manifest, a bill of materials, notes and metadata, and one"
        " archive of it all.  Refused unless the tree is committed, the version has its notes in"
        " every language, each translation is current, and 'check' and 'verify' find no error."
    )
    add_common(verb)
    verb.add_argument(
        "version", metavar="VERSION", help=spoken("as 'release' in conf.py, such as 1.1")
    )
    add_threshold(
        verb,
        spoken(
            "share of the words that must be current: 95 for every edition, es=95 for one (default:"
            " {share})",
            share=WHOLE,
        ),
    )
    add_formats(verb)
    verb.add_argument(
        "--sign", type=Path, metavar="KEY", help=spoken("sign the checksums with this SSH key")
    )
    verb.add_argument(
        "--require",
        action="store_true",
        help=spoken("refuse where a program that checks a format (verify --full) is not installed"),
    )
    verb.set_defaults(run=deferred("release:run"))
