"""One edition, built again and again in a warm process; a good page stays until a better one comes.

Sphinx works in a folder of its own and reads and writes what has changed.  Only after a run
without findings do changed files reach the folder of pages.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.i18n import docname_to_domain

from editions.catalogs.files import shown_name
from editions.catalogs.projects import language_of, parser_for
from editions.catalogs.reading import read_bytes
from editions.files.locking import locked
from editions.files.replacing import replace_file
from editions.files.trees import remove_tree
from editions.findings import Finding, FindingsError, Severity, UsageError, real_path
from editions.languages import Edition, Publication
from editions.live.provenance import PageBlocks, describe_page, find_blocks
from editions.phrases import phrase
from editions.translations.block_ids import PREVIEW
from editions.workflows.sphinx_run import call_sphinx, load_publication
from editions.workflows.undeclared import UndeclaredPublication

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


#: Pages that are written at once for nothing but new titles of others: somebody may be waiting.
AT_ONCE = 10


@dataclass(frozen=True)
class PreviewOutcome:
    """What came of a build."""

    findings: tuple[Finding, ...] = ()
    #: Changed files of the edition, relative to its folder.
    changed: frozenset[str] = frozenset()
    #: The pages are those of the source; else they stand as they stood, and the findings say why.
    good: bool = False
    #: Pages that show old titles yet; the next builds write them.
    waiting: int = 0


class Preview:
    """Builds one edition as often as it is asked to."""

    def __init__(self, publication: Publication, edition: Edition) -> None:
        self.publication = publication
        self.edition = edition
        self.folder = publication.build / "cache" / "live" / edition.code
        #: Good pages, which are served.
        self.pages = self.folder / "pages"
        #: Folders whose files pages are made of, besides source and catalogs.
        self.statics: tuple[Path, ...] = ()
        #: Documents that a run with findings has read or written: Sphinx warns of each thing once.
        self._doubtful: set[str] = set()
        #: Titles of the documents in the good pages: other pages show them, too.
        self._titles: dict[str, str] | None = None
        #: Documents that are still to be written, since other pages have new titles.
        self._waiting: frozenset[str] = frozenset()
        self._unfinished = self.folder / "unfinished"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other previews of this edition out.

        Raises:
            UsageError: there is one.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            try:
                held.enter_context(locked(self.folder / "lock", None))
            except BlockingIOError as error:
                raise UsageError(
                    phrase(
                        "a preview of the edition {code!r} is running already; end it first",
                        code=self.edition.code,
                    )
                ) from error
            if self._unfinished.exists():
                self.forget()
            yield

    def forget(self) -> None:
        """Drop what earlier runs have read and written, but no good page."""
        for name in ("doctrees", "output", "blocks"):
            remove_tree(self.folder / name)

    def build(self) -> PreviewOutcome:
        """Bring the pages up to date; what is wrong is a finding."""
        self._unfinished.touch()
        seen: set[str] = set()
        titles: dict[str, str] = {}
        waiting: set[str] = set()
        try:
            self.publication = load_publication(self.publication.root)
            self.edition = self.publication.edition(self.edition.code)
            findings = call_sphinx(
                self.publication,
                self.edition,
                "html",
                self.folder / "output",
                self.folder / "doctrees",
                lambda app: self._prepare(app, seen, titles, waiting),
                tags=(PREVIEW,),
                overrides=with_extension(self.publication),
            )
        except (FindingsError, UsageError) as error:
            self._doubtful |= seen
            if isinstance(error, FindingsError):
                return PreviewOutcome(error.findings)
            return PreviewOutcome((Finding("conf.py", 0, str(error), "conf"),))
        except OSError as error:  # a file that goes while it is read
            self._doubtful |= seen
            return PreviewOutcome((Finding.of_system(error, self.publication.root),))
        if any(finding.severity is Severity.ERROR for finding in findings):
            self._doubtful |= seen
            return PreviewOutcome(findings)
        changed = publish_changes(self.folder / "output", self.pages)
        self._doubtful.clear()
        self._titles, self._waiting = titles, frozenset(waiting)
        if not waiting:
            self._unfinished.unlink()
        return PreviewOutcome(findings, changed, good=True, waiting=len(waiting))

    def _prepare(
        self, app: Sphinx, seen: set[str], titles: dict[str, str], waiting: set[str]
    ) -> None:
        """Watch one run of Sphinx.

        *seen* takes the documents that it reads and writes, *titles* those of all documents, and
        *waiting* what the next run shall write.
        """
        self.statics = tuple(
            Path(app.confdir, folder)
            for folder in (*app.config.html_static_path, *app.config.templates_path)
        )

        def outdated(_app: Sphinx, env: BuildEnvironment, *_: set[str]) -> set[str]:
            return self._doubtful & env.found_docs

        def reading(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
            seen.update(docnames)
            if self._titles is None:  # those of the last run of this preview
                self._titles = titles_of(env)

        def read(_app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
            titles.update(titles_of(env))
            old = env.found_docs if titles != self._titles else self._waiting & env.found_docs
            written = sorted(old - seen)[:AT_ONCE]
            waiting.update(old - seen - set(written))
            return written

        def writing(
            _app: Sphinx, name: str, _template: str, _context: dict[str, Any], doctree: object
        ) -> None:
            if doctree is not None:
                seen.add(name)
                self._note_blocks(app, name, doctree)  # type: ignore[arg-type]  # Sphinx's tree

        app.connect("env-get-outdated", outdated)
        app.connect("env-before-read-docs", reading)
        app.connect("env-updated", read)
        app.connect("html-page-context", writing)

    def _note_blocks(self, app: Sphinx, docname: str, doctree: nodes.document) -> None:
        domain = docname_to_domain(docname, app.config.gettext_compact)
        blocks = tuple(find_blocks(doctree, self.publication.root))
        page = app.builder.get_target_uri(docname)
        PageBlocks(domain, blocks).save(self.folder / "blocks" / f"{page}.json")

    def describe(self, page: str, findings: tuple[Finding, ...]) -> dict[str, Any] | None:
        """Return places and findings of the blocks of a page; None where there is no such page."""
        path = inside(self.folder / "blocks", f"{page}.json")
        if path is None:
            return None
        blocks = PageBlocks.load(path)
        language = language_of(self.publication, self.edition)
        try:
            path = language.path(blocks.domain)
            shown = shown_name(path, self.publication.root)
            catalog = parser_for(self.publication)(path, read_bytes(path, shown), shown)
        except FindingsError:  # said already; or the original, which has none
            catalog = None
        return describe_page(blocks, catalog, findings, self.publication.root, self.edition.locale)

    def find_messages(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return, by catalog and message, the page that shows it, and the id of the block."""
        folder = self.folder / "blocks"
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for path in sorted(folder.rglob("*.json")):
            page = path.relative_to(folder).with_suffix("").as_posix()
            blocks = PageBlocks.load(path)
            for block in blocks.blocks:
                for message in block.messages:
                    found.setdefault((blocks.domain, message), (page, block.id))
        return found


def with_extension(publication: Publication) -> Mapping[str, Any]:
    """Return the settings by which a project loads this extension that does not by itself.

    Without it no block is known by its message, and nothing keeps what could do harm out.
    """
    own = "editions"
    if not isinstance(publication, UndeclaredPublication) or own in publication.extensions:
        return {}
    return {"extensions": [*publication.extensions, own]}


def inside(folder: Path, name: str) -> Path | None:
    """Return the file called *name* in *folder*, links followed; None if there is none in it."""
    try:
        path = real_path(folder / name)
        if path.is_dir():
            path = path / "index.html"
        return path if path.is_relative_to(real_path(folder)) and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def titles_of(env: BuildEnvironment) -> dict[str, str]:
    """Return the title of each document."""
    return {docname: title.astext() for docname, title in env.titles.items()}


def publish_changes(made: Path, pages: Path) -> frozenset[str]:
    """Make *pages* hold what *made* holds; return the names of the files that changed."""
    changed = set()
    wanted = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    pages.mkdir(parents=True, exist_ok=True)
    standing = {path.relative_to(pages) for path in pages.rglob("*") if path.is_file()}
    for name in wanted:
        if name not in standing or not filecmp.cmp(made / name, pages / name):
            replace_file(pages / name, (made / name).read_bytes())
            shutil.copystat(made / name, pages / name)  # so that the next comparison is quick
            changed.add(name.as_posix())
    for name in standing - wanted:
        (pages / name).unlink()
        changed.add(name.as_posix())
    return frozenset(changed)
