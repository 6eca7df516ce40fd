"""``editions live``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.printing import Printer
from editions.findings import UsageError
from editions.phrases import phrase


def run(options: argparse.Namespace) -> int:
    """Show an edition; see ``editions live --help``."""
    from editions.extras import require_extra

    require_extra("live", phrase("the live preview"))
    from editions.live.desk import Desk
    from editions.live.editors import check_editor, launcher
    from editions.live.hub import Hub
    from editions.live.preview import Preview
    from editions.live.server import Site
    from editions.live.session import HOST, Session, open_socket
    from editions.workflows.importing import read_memory
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    if len(selected) != 1:
        codes = ", ".join(edition.code for edition in selected)
        raise UsageError(
            phrase(
                "a preview shows one edition; choose one of {codes}: --edition CODE", codes=codes
            )
        )
    (edition,) = selected
    is_address = "://" in options.editor
    check_editor(options.editor)
    launch = launcher(options.editor) if options.editor and not is_address else None
    memories = {path.name: read_memory(publication, edition, path) for path in options.memory}
    printer = Printer(sys.stdout, quiet=options.quiet)
    preview, hub = Preview(publication, edition), Hub(edition.locale)
    with preview.alone(), open_socket(options.port) as listening:
        port = listening.getsockname()[1]
        address = f"http://{HOST}:{port}/{edition.code}/"
        desk = Desk(preview, hub, memories)
        site = Site(preview, hub, desk, port, options.editor if is_address else "", launch)
        Printer(sys.stdout).line(
            phrase(
                "Preview of {name}: {address} (Ctrl-C ends it)", name=edition.name, address=address
            )
        )
        if options.open:
            import webbrowser

            webbrowser.open(address)
        Session(preview, hub, desk, printer.say).run(site, listening)
    printer.say(phrase("The preview has ended."))
    return 0
