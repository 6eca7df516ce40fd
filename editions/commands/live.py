"""``editions live``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer
from editions.findings import UsageError


def port_number(text: str) -> int:
    """Return a number of a port."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port between 1 and 65535")
    return int(text)


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    live = verbs.add_parser(
        "live",
        parents=parents,
        help="show one edition in the browser, follow every save, and correct translations",
        description="Build one edition, serve it to this machine only, and build and show it again"
        " whenever a source, a catalog or data are saved.  Beside the page stands a desk at which"
        " translations are corrected; every block leads to its entry in the catalog, and what the"
        " rules find stands below it.  After an error the last good page stays.  Ctrl-C ends it."
        "  --edition names one edition, unless there is only one.",
    )
    live.add_argument("--port", type=port_number, help="port to serve at (default: a free one)")
    live.add_argument("--open", action="store_true", help="open the page in the browser")
    live.add_argument(
        "--editor",
        default="",
        metavar="WHAT",
        help="open entries elsewhere: an address such as 'vscode://file/{path}:{line}', a command"
        " such as 'gvim' or 'code --goto {path}:{line}', or a tool on the web, by {catalog},"
        " {msgid}, {context} and {checksum}, which is Weblate's (default: copy file and line)",
    )
    live.add_argument(
        "--memory",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="search a translation memory (TMX) for similar messages, too; may be repeated",
    )
    live.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show an edition; see ``editions live --help``."""
    from editions.extras import require_extra

    require_extra("live", "the live preview")
    from editions.live.desk import Desk
    from editions.live.editors import check_editor, launcher
    from editions.live.hub import Hub
    from editions.live.preview import Preview
    from editions.live.server import Site
    from editions.live.session import HOST, Session, open_socket
    from editions.workflows.exchange import read_memory
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    if len(selected) != 1:
        codes = ", ".join(edition.code for edition in selected)
        raise UsageError(f"a preview shows one edition; choose one of {codes}: --edition CODE")
    (edition,) = selected
    is_address = "://" in options.editor
    check_editor(options.editor)
    launch = launcher(options.editor) if options.editor and not is_address else None
    memories = {path.name: read_memory(publication, edition, path) for path in options.memory}
    printer = Printer(sys.stdout, quiet=options.quiet)
    preview, hub = Preview(publication, edition), Hub()
    with preview.alone(), open_socket(options.port) as listening:
        port = listening.getsockname()[1]
        address = f"http://{HOST}:{port}/{edition.code}/"
        desk = Desk(preview, hub, memories)
        site = Site(preview, hub, desk, port, options.editor if is_address else "", launch)
        Printer(sys.stdout).line(f"Preview of {edition.name}: {address} (Ctrl-C ends it)")
        if options.open:
            import webbrowser

            webbrowser.open(address)
        Session(preview, hub, desk, printer.say).run(site, listening)
    printer.say("The preview has ended.")
    return 0
