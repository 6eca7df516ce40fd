"""A project that anybody may translate; the tests add a document for each attack."""

import json
import signal
from pathlib import Path

project = "Tides"
language = "fr"
locale_dirs = [str(Path(__file__).resolve().parent / "locale")]
gettext_compact = False
gettext_additional_targets = ["index", "literal-block", "doctest-block", "raw", "image"]
exclude_patterns = ["locale"]
editions_refused = "fallback"
numfig = True
rst_prolog = """
.. role:: raw-html(raw)
   :format: html
.. |boat| replace:: boat
"""

# The titles of all documents stand beside the first one; beside the others it would be, for the
# most part, these that builds write.
html_sidebars = {
    "**": ["about.html", "searchfield.html", "localtoc.html", "relations.html"],
    "index": ["about.html", "searchfield.html", "navigation.html", "localtoc.html"],
}

#: Longest time that one document may take, in seconds of the processor's.
PATIENCE = 5
seen = []


class HangError(BaseException):
    """A document takes too long; no handler of ordinary errors may catch it."""


def give_up(*_arguments):
    raise HangError(seen[-1])


def begin(app, docname, source):
    seen.append(docname)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)


def end(app, doctree):
    signal.setitimer(signal.ITIMER_PROF, 0)


def finish(app, error):
    Path(app.outdir, ".read").write_text(json.dumps(seen))


def setup(app):
    signal.signal(signal.SIGPROF, give_up)
    app.connect("source-read", begin)
    app.connect("doctree-read", end)
    app.connect("build-finished", finish)
