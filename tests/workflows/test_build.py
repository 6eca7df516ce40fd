"""Build side by side: a site is put into place whole, or stays as it was."""

from __future__ import annotations

import errno
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from select import select as wait_until_readable
from typing import Any

import pytest

from editions.findings import EditionsError, Finding, FindingsError
from editions.languages import Edition, Pair, Publication
from editions.pdf.pages import PRINTED
from editions.series.papers import JobTime
from editions.workflows import build as building
from editions.workflows import jobs, publishing
from editions.workflows.build import build_site
from editions.workflows.pairing import pair_pdf_path
from editions.workflows.publishing import MANIFEST, check_output, read_manifest
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication
from tests.building import PATIENCE, edit, empty_pdf, set_translation
from tests.reading import one, read_page, select, text

#: What a site of the tiny publication holds: its editions and both orders of the pair.
FOLDERS = ["en", "fr", "en-fr", "fr-en"]

TIDE = "The tide is out. It comes back at noon."

#: Goes to the end of a ``conf.py``; the code runs where the edition is built.
HOOK = """
def setup(app):
    import os, signal
    app.connect("builder-inited", lambda app: {code})
"""

#: Code for it: say that this place is reached, and wait here until a test says so.
STAND = "(open('reached', 'w').write('!'), open('go').read())"


class Inline(Executor):
    """Runs each job at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:
            future.set_exception(error)
        return future


#: Pages and files of a site that belong to no edition.
OF_THE_SITE = {"404.html", "chooser.css", "chooser.js", "index.html", "robots.txt"}


def fake_sphinx(
    publication: Publication,
    edition: Edition,
    builder: str,
    output: Path,
    doctrees: Path,
    **_options: object,
) -> tuple[Finding, ...]:
    """Make in no time what an edition is made of."""
    output.mkdir(parents=True, exist_ok=True)
    if builder == "html":
        page = f'<title>{edition.title}</title><body><nav class="beside"></nav><main></main>'
        (output / "index.html").write_text(page, encoding="utf-8")
    else:
        (output / publication.pdf_name(edition)).write_bytes(empty_pdf())
        (output / PRINTED).touch()
    return ()


def fake_pair_pdf(publication: Publication, pair: Pair) -> None:
    """Make in no time a PDF in two languages."""
    path = pair_pdf_path(publication, pair)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(empty_pdf())


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "run_sphinx", fake_sphinx)
    monkeypatch.setattr(jobs, "make_pair_pdf", fake_pair_pdf)


def build(
    root: Path,
    codes: Sequence[str] = (),
    formats: Sequence[str] = ("html",),
    output: Path | None = None,
) -> Path:
    publication = load_publication(root)
    selected = publication.select(codes)
    output = output or publication.build / "site"
    return build_site(publication, selected, formats, output, executor=Inline())


def content(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder by its path, and the bytes of the files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def beside(site: Path) -> set[str]:
    """Return the names of what lies beside a site."""
    return {path.name for path in site.parent.iterdir()} - {
        site.name,
        "cache",
        ".lock",
        ".gitignore",
    }


def set_signals(handler: signal.Handlers) -> None:
    """Begin as a process does that a shell, or a runner that ignores signals, has started."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


@pytest.fixture
def command(two_shores: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the command on the tiny publication, in a process group of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(
        *arguments: str,
        signals: signal.Handlers = signal.SIG_DFL,
        prepare: Callable[[], None] = lambda: None,
    ) -> subprocess.Popen[str]:
        def begin() -> None:
            set_signals(signals)
            prepare()

        process = subprocess.Popen(
            [sys.executable, "-m", "editions.cli", "build", "--format", "html", *arguments],
            cwd=two_shores,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=begin,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.fixture
def reached(two_shores: Path) -> Callable[[], None]:
    """Return a function that waits until a build has come to the place of ``STAND``."""
    os.mkfifo(two_shores / "go")
    os.mkfifo(two_shores / "reached")

    def wait() -> None:
        descriptor = os.open(two_shores / "reached", os.O_RDONLY | os.O_NONBLOCK)
        try:
            assert wait_until_readable([descriptor], [], [], PATIENCE)[0], "waited in vain"
        finally:
            os.close(descriptor)

    return wait


def is_blocked(process: subprocess.Popen[str]) -> bool:
    """Tell whether *process* waits for a lock on a file."""
    locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return any(lock[1:3] == ["->", "FLOCK"] and lock[5] == str(process.pid) for lock in locks)


# A site.


def test_site_holds_every_edition_and_says_so(two_shores: Path) -> None:
    site = build(two_shores)
    assert site == two_shores / "build/site"
    assert {path.name for path in site.iterdir()} == {*FOLDERS, MANIFEST, *OF_THE_SITE}
    manifest = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["editions"] == {"en": ["html"], "fr": ["html"]}
    assert manifest["pairs"] == {"en-fr": ["html"], "fr-en": ["html"]}
    assert text(one(read_page(site / "fr/shore.html"), "//main//h1")) == "Rive"
    assert list(site.rglob(".*")) == [], "no hidden leavings of Sphinx"
    assert beside(site) == set()


def test_editions_do_not_wait_for_the_pdfs_of_their_pairs(
    two_shores: Path, fake: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = two_shores / "build/site"
    seen: list[set[str]] = []

    def look(publication: Publication, pair: Pair) -> None:
        seen.append({path.name for path in site.glob("downloads/*.pdf")})
        if len(seen) > 1:
            raise FindingsError.for_file(str(pair), "cannot be laid out", "pdf")
        fake_pair_pdf(publication, pair)

    monkeypatch.setattr(jobs, "make_pair_pdf", look)
    editions = {"two-shores-en.pdf", "two-shores-fr.pdf"}
    build(two_shores, formats=("pdf",))
    assert seen == [editions]
    assert (site / "downloads/two-shores-en-fr.pdf").is_file()
    before = (site / "downloads/two-shores-en-fr.pdf").stat().st_mtime_ns
    with pytest.raises(FindingsError, match="cannot be laid out"):
        build(two_shores, formats=("pdf",))
    assert (site / "downloads/two-shores-en-fr.pdf").stat().st_mtime_ns == before


def test_jobs_are_reported_as_they_end(two_shores: Path, fake: None) -> None:
    reported: list[tuple[str, int]] = []

    class Listener(Reporter):
        def end_job(self, job: JobTime, warnings: object, total: int) -> None:
            reported.append((job.name, total))

    publication = load_publication(two_shores)
    formats = ("html", "pdf")
    output = two_shores / "site"
    build_site(
        publication,
        publication.editions,
        formats,
        output,
        reporter=Listener(),
        executor=Inline(),
    )
    assert sorted(reported) == [
        (job, 5) for job in ("en html", "en pdf", "en-fr pdf", "fr html", "fr pdf")
    ]


def test_real_processes_build_a_pdf_and_web_pages(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    (french,) = publication.select(["fr"])
    site = build_site(publication, [french], ("html", "pdf"), two_shores / "site")
    assert read_manifest(site) == ["fr"]
    assert (site / "downloads/two-shores-fr.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("codes", "formats"), [(["fr"], ["html"]), (["en"], ["pdf"]), ([], ["pdf"]), (["fr"], ["pdf"])]
)
def test_narrow_build_keeps_the_rest(
    two_shores: Path, fake: None, codes: list[str], formats: list[str]
) -> None:
    before = content(build(two_shores, formats=["html", "pdf"]))
    edit(two_shores / "conf.py", 'title="Deux rives"', 'title="Rives"')
    edit(two_shores / "conf.py", 'title="Two Shores"', 'title="Shores"')
    after = content(build(two_shores, codes, formats))
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    built = {f"{code}/index.html" for code in (*codes, "en-fr", "fr-en") if "html" in formats}
    assert changed == {"index.html", "404.html", *built}, "the pages of choice and what was built"


def test_what_stands_is_not_written_to_and_need_not_be_copied(
    two_shores: Path, tmp_path: Path
) -> None:
    site = build(two_shores)
    before = content(site)
    page = site / "en" / "index.html"
    kept = page.stat().st_ino
    # The very files, under another name: whatever is written to one of them is seen there.
    shutil.copytree(site, tmp_path / "same", copy_function=os.link)
    set_translation(two_shores, "shore", TIDE, "La mer est basse. Elle revient à midi.")
    assert build(two_shores, ["fr"]) == site
    assert page.stat().st_ino == kept
    assert content(site) != before
    edit(two_shores / "source" / "shore.rst", "The tide is out.", "The tide is in.")
    build(two_shores)
    assert page.stat().st_ino != kept
    assert content(tmp_path / "same") == before


def test_first_narrow_build_makes_a_page_without_the_rest(two_shores: Path, fake: None) -> None:
    site = build(two_shores, ["fr"], ["pdf"])
    links = select(read_page(site / "index.html"), "//main//a")
    assert [link.get("href") for link in links] == ["downloads/two-shores-fr.pdf"]


def test_page_that_is_gone_from_the_source_is_gone_from_the_site(two_shores: Path) -> None:
    site = build(two_shores)
    edit(two_shores / "source/index.rst", "   crossing\n", "")
    edit(two_shores / "source/index.rst", ":ref:`crossing`", "gone")
    (two_shores / "source/crossing.rst").unlink()
    build(two_shores, ["en"])
    assert not (site / "en/crossing.html").exists()
    assert (site / "fr/crossing.html").exists()


def declare_only_the_first(root: Path) -> None:
    edit(root / "conf.py", "editions_slug", "editions = editions[:1]\neditions_slug")


def test_edition_that_is_no_longer_declared_disappears(two_shores: Path, fake: None) -> None:
    site = build(two_shores, formats=["html", "pdf"])
    declare_only_the_first(two_shores)
    build(two_shores, ["en"], ["html"])
    assert set(content(site)) == {
        "downloads",
        "downloads/SHA256SUMS",
        "downloads/two-shores-en.pdf",
        "en",
        "en/index.html",
        *OF_THE_SITE,
        MANIFEST,
    }
    assert read_manifest(site) == ["en"]


def test_download_of_a_longer_code_stays(two_shores: Path, fake: None) -> None:
    edit(two_shores / "conf.py", 'code="en"', 'code="en-fr"')
    site = build(two_shores, formats=["html", "pdf"])
    declare_only_the_first(two_shores)
    build(two_shores, formats=["html"])
    assert {path.name for path in (site / "downloads").iterdir()} == {
        "SHA256SUMS",
        "two-shores-en-fr.pdf",
    }


def test_manifest_cannot_name_folders_elsewhere(two_shores: Path, fake: None) -> None:
    site = build(two_shores)
    kept = two_shores / "build/kept"
    kept.mkdir()
    names = {"../kept": ["html"], "en": ["html"], "..": [], "": []}
    manifest = {"editions": names, "pairs": names}
    (site / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    build(two_shores)
    assert kept.is_dir()
    assert read_manifest(site) == FOLDERS


# A place that cannot be taken.

#: What a build makes before it looks at the place.
MADE = ("build", "build/.lock", "build/.gitignore")


def foreign(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").touch()


def wrong_manifest(data: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.mkdir()
        (path / MANIFEST).write_text(data, encoding="utf-8")

    return make


@pytest.mark.parametrize(
    ("make", "name", "message"),
    [
        (foreign, "site", "holds files that no build has made"),
        (wrong_manifest("{"), "site", "holds files that no build has made"),
        (wrong_manifest("[]"), "site", "holds files that no build has made"),
        (wrong_manifest('{"editions": [5]}'), "site", "holds files that no build has made"),
        (lambda path: path.touch(), "site", "is not a folder"),
        (lambda path: path.touch(), "site/below", "cannot be written"),
        (lambda path: path.symlink_to(path), "site", "is not a folder"),
        (lambda path: None, "x" * 300, "cannot be written"),
        (lambda path: None, "/proc/x", "cannot be written"),
        (lambda path: None, "/proc", "holds files that no build has made"),
        (lambda path: None, "/dev/null", "is not a folder"),
        (lambda path: None, "/", "builds work here"),
        (lambda path: None, ".", "builds work here"),
        (lambda path: None, "build", "builds work here"),
        (lambda path: None, "build/cache", "builds work here"),
        (lambda path: None, "build/cache/en/site", "builds work here"),
        (lambda path: None, "build/gettext", "builds work here"),
    ],
)
def test_place_is_refused_before_anything_is_built(
    two_shores: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], object],
    name: str,
    message: str,
) -> None:
    make(two_shores / "site")
    before = content(two_shores)
    monkeypatch.delattr(jobs, "run_job")
    with pytest.raises(FindingsError, match=rf"(?s)^/.*: {message}.*choose.*\(output\)$"):
        build(two_shores, output=two_shores / name)
    after = content(two_shores)
    assert {path: after[path] for path in after if path not in MADE} == before


def test_mounted_place_is_refused(two_shores: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "site")
    with pytest.raises(FindingsError, match="mounted"):
        check_output(two_shores / "site")


def test_folder_that_cannot_be_read_is_refused(
    two_shores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests may run as root, whom nothing stops."""

    def deny(path: Path) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", deny)
    with pytest.raises(FindingsError, match="cannot be written: Permission denied"):
        check_output(two_shores / "site")


@pytest.mark.parametrize("made", [False, True])
def test_new_or_empty_folder_is_taken(two_shores: Path, fake: None, made: bool) -> None:
    output = two_shores / "deep/site"
    if made:
        output.mkdir(parents=True)
    build(two_shores, output=output)
    assert read_manifest(output) == FOLDERS
    assert beside(output) == set()


def test_link_stays_and_what_it_names_is_replaced(two_shores: Path, fake: None) -> None:
    target = two_shores / "target"
    link = two_shores / "link"
    link.symlink_to(target)
    for _ in range(2):
        build(two_shores, output=link)
        assert link.is_symlink()
        assert read_manifest(target) == FOLDERS


def test_build_folder_that_cannot_be_made_is_named(two_shores: Path) -> None:
    (two_shores / "build").touch()
    with pytest.raises(FindingsError, match=r"/build: cannot be written: .* \(output\)$"):
        build(two_shores, output=two_shores / "site")


# A build that fails.


def test_failed_build_leaves_the_site(two_shores: Path) -> None:
    site = build(two_shores)
    before = content(site)
    line = set_translation(two_shores, "shore", TIDE, "1994. La mer est basse.")
    for _ in range(2):
        with pytest.raises(FindingsError) as caught:
            build(two_shores)
        assert [(f.file, f.line) for f in caught.value.findings] == [
            ("locale/fr/LC_MESSAGES/shore.po", line)
        ]
        assert content(site) == before
    set_translation(two_shores, "shore", TIDE, "La mer est loin.")
    build(two_shores)
    assert content(site) != before


def test_what_is_wrong_everywhere_is_said_once_and_in_order(two_shores: Path) -> None:
    with (two_shores / "source/shore.rst").open("a") as file:
        file.write("\nOne *two.\n")
    set_translation(two_shores, "crossing", "Twice a day.", "Deux *fois.")
    publication = load_publication(two_shores)
    with pytest.raises(FindingsError) as caught:
        build_site(publication, publication.editions, ["html"], two_shores / "site")
    assert [(f.file, f.line) for f in caught.value.findings] == [
        ("source/shore.rst", 18),
        ("locale/fr/LC_MESSAGES/crossing.po", 33),
    ]


def test_broken_words_leave_the_site(two_shores: Path, fake: None) -> None:
    site = build(two_shores)
    before = content(site)
    with (two_shores / "locale/fr/LC_MESSAGES/theme.po").open("a") as file:
        file.write("nonsense\n")
    with pytest.raises(FindingsError, match=r"^locale/fr/LC_MESSAGES/theme\.po:\d+: "):
        build(two_shores)
    assert content(site) == before
    assert beside(site) == set()


def full(*args: object, **kwargs: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "some/file")


def full_tree(*args: object, **kwargs: object) -> None:
    raise shutil.Error([("a", "some/file", "[Errno 28] No space left on device: 'some/file'")])


@pytest.mark.parametrize(
    ("owner", "name", "fault"),
    [
        (shutil, "copytree", full_tree),
        (shutil, "copytree", full),
        (shutil, "copyfile", full),
        (Path, "mkdir", full),
        (Path, "write_text", full),
        (publishing, "available_formats", full),
        (publishing, "replace_site", full),
    ],
)
def test_full_disk_leaves_the_site(
    two_shores: Path,
    fake: None,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    fault: Callable[..., None],
) -> None:
    site = build(two_shores, formats=["html", "pdf"])
    before = content(site)
    publish = publishing.publish

    def publish_on_full_disk(*args: Any, **options: Any) -> tuple[Finding, ...]:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, fault)
            return publish(*args, **options)

    monkeypatch.setattr(building, "publish", publish_on_full_disk)
    message = r": .*No space left on device.*; the site is as it was \(output\)$"
    with pytest.raises(FindingsError, match=message):
        build(two_shores, formats=["html", "pdf"])
    assert content(site) == before
    assert beside(site) == set()


def test_full_disk_while_building_names_the_file(
    two_shores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "run_sphinx", full)
    with pytest.raises(FindingsError, match=r"^some/file: No space left on device \(system\)"):
        build(two_shores)


@pytest.mark.parametrize("error", [OSError(errno.EBUSY, "Device or resource busy"), KeyError()])
def test_site_comes_back_when_the_new_one_cannot_take_its_place(
    two_shores: Path, fake: None, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    site = build(two_shores)
    before = content(site)
    rename = Path.rename

    def fail_for_the_new_site(path: Path, target: Path) -> Path:
        if path.name == ".site.new":
            raise error
        return rename(path, target)

    monkeypatch.setattr(publishing, "exchange", lambda one, other: False)  # as on older systems
    monkeypatch.setattr(Path, "rename", fail_for_the_new_site)
    with pytest.raises((FindingsError, KeyError)):
        build(two_shores)
    assert content(site) == before
    assert beside(site) == set()


@pytest.mark.parametrize("able", [True, False])
def test_the_new_site_takes_the_place_of_the_old_one(
    two_shores: Path, fake: None, monkeypatch: pytest.MonkeyPatch, able: bool
) -> None:
    if not able:
        monkeypatch.setattr(publishing, "exchange", lambda one, other: False)
    site = build(two_shores)
    (site / "en" / "earlier").touch()
    build(two_shores)
    assert not (site / "en" / "earlier").exists()
    assert beside(site) == set()


def test_there_is_a_site_at_every_moment_where_the_system_can(
    two_shores: Path, fake: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step that changes names is a place where a kill would leave things as they are."""
    site = build(two_shores)
    seen: list[bool] = []

    def watched(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            seen.append((site / "editions.json").is_file())
            result = step(*args, **options)
            seen.append((site / "editions.json").is_file())
            return result

        return run

    for owner, name in ((os, "rename"), (os, "replace"), (shutil, "rmtree")):
        monkeypatch.setattr(owner, name, watched(getattr(owner, name)))
    build(two_shores)
    assert seen
    assert all(seen)


def test_a_lock_that_is_a_link_is_not_opened(two_shores: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    (two_shores / "build").mkdir()
    (two_shores / "build" / ".lock").symlink_to(precious)
    with pytest.raises(FindingsError, match=r"\.lock: cannot be written: a lock must not be"):
        build(two_shores)
    assert precious.read_text() == "kept"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let an interrupt be an exception, wherever the tests were started."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_interrupted_build_leaves_the_site(
    two_shores: Path, fake: None, interruptible: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(two_shores)
    before = content(site)
    with monkeypatch.context() as patch:
        patch.setattr(
            publishing, "remove_undeclared", lambda *args: signal.raise_signal(signal.SIGINT)
        )
        with pytest.raises(KeyboardInterrupt):
            build(two_shores)
    assert content(site) == before
    assert beside(site) == set()


@pytest.mark.parametrize(
    "leave",
    [
        lambda site: shutil.copytree(site, site.with_name(".site.new")),
        lambda site: site.with_name(".site.new").touch(),
        lambda site: shutil.copytree(site, site.with_name(".site.old")),
        lambda site: site.rename(site.with_name(".site.old")),
        lambda site: (
            shutil.copytree(site, site.with_name(".site.new")),
            site.rename(site.with_name(".site.old")),
        ),
    ],
)
def test_leavings_of_a_killed_build_do_no_harm(
    two_shores: Path, fake: None, leave: Callable[[Path], object]
) -> None:
    site = build(two_shores)
    before = content(site)
    leave(site)
    build(two_shores, ["en"])
    assert content(site) == before, "the French edition is still there"
    assert beside(site) == set()


def test_site_of_a_killed_build_comes_back_even_if_the_next_one_fails(
    two_shores: Path, fake: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(two_shores)
    before = content(site)
    site.rename(site.with_name(".site.old"))
    monkeypatch.setattr(jobs, "run_sphinx", full)
    with pytest.raises(FindingsError):
        build(two_shores)
    assert content(site) == before


def test_killed_worker_is_an_error(two_shores: Path) -> None:
    site = build(two_shores)
    before = content(site)
    conf = two_shores / "conf.py"
    whole = conf.read_text(encoding="utf-8")
    conf.write_text(whole + HOOK.format(code="os.kill(os.getpid(), signal.SIGKILL)"))
    publication = load_publication(two_shores)
    with pytest.raises(EditionsError, match="ended from outside"):
        build_site(publication, publication.editions, ["html"], site)
    assert content(site) == before
    conf.write_text(whole)
    build(two_shores)


# Two builds, and builds that are killed.


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="the system lists no locks")
def test_second_build_waits_for_the_first(
    two_shores: Path,
    command: Callable[..., subprocess.Popen[str]],
    reached: Callable[[], None],
) -> None:
    conf = two_shores / "conf.py"
    code = f"app.config.language == 'en' and {STAND}"
    conf.write_text(conf.read_text(encoding="utf-8") + HOOK.format(code=code))
    first = command("--edition", "en")
    reached()
    second = command("--edition", "fr")
    assert second.stdout is not None
    lines = [second.stdout.readline() for _ in range(2)]
    assert "Waiting for another build" in lines[1]
    deadline = time.monotonic() + PATIENCE
    while not is_blocked(second):
        assert second.poll() is None
        assert time.monotonic() < deadline
    assert not (two_shores / "build/cache/fr").exists()
    (two_shores / "go").write_text("")
    assert (first.wait(PATIENCE), second.wait(PATIENCE)) == (0, 0)
    assert read_manifest(two_shores / "build/site") == FOLDERS


@pytest.mark.parametrize(
    ("signal_", "status", "message"),
    [
        (signal.SIGKILL, -signal.SIGKILL, ""),
        (signal.SIGTERM, -signal.SIGTERM, ""),
        (signal.SIGINT, 130, "editions: stopped\n"),
    ],
)
def test_killed_build_leaves_the_site_and_no_lock(
    two_shores: Path,
    command: Callable[..., subprocess.Popen[str]],
    reached: Callable[[], None],
    signal_: signal.Signals,
    status: int,
    message: str,
) -> None:
    """A worker left behind would keep the lock, and every later build would wait for ever."""
    site = build(two_shores)
    before = content(site)
    conf = two_shores / "conf.py"
    whole = conf.read_text(encoding="utf-8")
    conf.write_text(whole + HOOK.format(code=STAND))
    process = command("--edition", "fr")
    reached()
    process.send_signal(signal_)
    assert process.wait(PATIENCE) == status
    assert process.communicate(timeout=PATIENCE)[1] == message
    assert content(site) == before
    conf.write_text(whole)
    assert command().wait(PATIENCE) == 0
    assert beside(site) == set()


@pytest.mark.parametrize("signals", [signal.SIG_DFL, signal.SIG_IGN])
def test_interrupt_from_the_keyboard_is_answered_once(
    two_shores: Path,
    command: Callable[..., subprocess.Popen[str]],
    reached: Callable[[], None],
    signals: signal.Handlers,
) -> None:
    """It reaches every process of the build, the idle ones too, whoever started it."""
    conf = two_shores / "conf.py"
    code = f"app.config.language == 'fr' and {STAND}"
    conf.write_text(conf.read_text(encoding="utf-8") + HOOK.format(code=code))
    process = command(signals=signals)
    assert process.stdout is not None
    assert "[1/2] en html: built" in [process.stdout.readline() for _ in range(2)][1]
    reached()
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert process.communicate(timeout=PATIENCE)[1] == "editions: stopped\n"


@pytest.mark.parametrize("limit", [500, 12_000, 4_000_000])
def test_real_full_disk(
    two_shores: Path, command: Callable[..., subprocess.Popen[str]], limit: int
) -> None:
    """A file may not grow beyond *limit*: in Sphinx's cache, in its output, in the site."""
    site = build(two_shores)
    (site / "large").write_bytes(bytes(5_000_000))
    before = content(site)
    process = command(prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    errors = process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 1
    assert "File too large" in errors
    assert "Traceback" not in errors
    assert content(site) == before
    assert beside(site) == set()


def test_nothing_is_written_beside_the_text(two_shores: Path) -> None:
    before = content(two_shores)
    build(two_shores)
    after = content(two_shores)
    assert {path: after[path] for path in after if Path(path).parts[0] != "build"} == before
