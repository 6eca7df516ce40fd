"""Fixtures: throw-away copies of publications, and one finished site of the real one."""

from __future__ import annotations

import contextlib
import copy
import ctypes
import fcntl
import gc
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from jinja2.bccache import Bucket, BytecodeCache
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader

from editions.borrowed.sphinx_application import import_builtin_extensions
from editions.languages import Publication
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from tests.scheduling import EARLY, early_file, in_order
from tests.temporary import in_memory

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# On a busy machine an example takes as long as it takes.
hypothesis.settings.register_profile(
    "suite", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

PROJECT = Path(__file__).parent.parent
ROOTS = Path(__file__).parent / "roots"

# Messages are tested in English, whatever this machine speaks.
os.environ["LANGUAGE"] = "en"

# Before the first test has Sphinx speak a language.
import_builtin_extensions()

#: Defaults of Sphinx that a build may change for all that come after it, and what they are.
_DEFAULTS = {
    name: (option.default, copy.deepcopy(option.default))
    for name, option in Config.config_values.items()
    if isinstance(option.default, (list, dict))
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are processors: tests wait, for browsers and for each other."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks of tests, and say where their files are put."""
    config.addinivalue_line("markers", f"{EARLY}: takes long, and is begun first")
    if "TMPDIR" not in os.environ and (place := in_memory()):
        tempfile.tempdir = str(place)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, in each process with something else."""
    count = getattr(config, "workerinput", {}).get("workercount", 1)
    if count > 1:
        items[:] = in_order(list(items), count, early_file)


def pytest_collection_finish() -> None:
    """Look for garbage more seldom, and not among what was imported and collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


#: Megabytes by which a process may grow until it gives back what it no longer needs: each build in
#: a fork has to copy what is kept.
_GROWTH = 100
#: Megabytes that it had when it did so last.
_GROWN = pytest.StashKey[int]()
_MEMORY = Path("/proc/self/statm")


def _size() -> int:
    """Return the megabytes that this process has, or 0 where nobody says so."""
    if not _MEMORY.is_file():
        return 0
    return int(_MEMORY.read_text(encoding="ascii").split()[1]) * resource.getpagesize() >> 20


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Give memory back when a process has grown; the C library keeps it in small pieces."""
    if _size() > item.session.stash.setdefault(_GROWN, _size()) + _GROWTH:
        gc.collect()
        if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):  # glibc has it
            trim(0)
        item.session.stash[_GROWN] = _size()


class CompiledTemplates(BytecodeCache):
    """Keeps what templates of pages are compiled to: a third of a small build's time."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept of the same text."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what has been compiled."""
        self._kept[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(autouse=True, scope="session")
def compiled_templates() -> Iterator[None]:
    """Compile the templates of pages once for all builds in this process."""
    kept, init = CompiledTemplates(), BuiltinTemplateLoader.init

    def init_with_kept(loader: BuiltinTemplateLoader, *arguments: Any, **options: Any) -> None:
        init(loader, *arguments, **options)
        loader.environment.bytecode_cache = kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BuiltinTemplateLoader, "init", init_with_kept)
        yield


@pytest.fixture(autouse=True)
def own_defaults() -> Iterator[None]:
    """Forget the suffixes and templates that extensions and themes add to defaults of Sphinx."""
    yield
    for default, own in _DEFAULTS.values():
        if default != own:
            default.clear()
            (default.update if isinstance(default, dict) else default.extend)(copy.deepcopy(own))


@pytest.fixture
def two_shores(tmp_path: Path) -> Path:
    """A copy of the tiny publication; its folder."""
    return Path(shutil.copytree(ROOTS / "two-shores", tmp_path / "two-shores"))


@pytest.fixture
def load() -> Callable[[Path], Publication]:
    """Load the publication in a folder."""
    return load_publication


def copy_project(target: Path) -> Path:
    """Copy the real publication, without what can be built again."""
    for name in ("source", "locale", "_static"):
        shutil.copytree(PROJECT / name, target / name)
    shutil.copy(PROJECT / "conf.py", target)
    return target


@pytest.fixture(scope="session")
def project() -> Publication:
    """The real publication, to be read only."""
    return load_publication(PROJECT)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all test processes of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other test processes out for as long as something is made that all of them use."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def site(shared: Path) -> Path:
    """The real publication's finished site, built once for all test processes."""
    root = shared / "project"
    with locked(shared / "site.lock"):
        if not (root / "build" / "site").is_dir():
            root.mkdir(exist_ok=True)
            publication = load_publication(copy_project(root))
            build_site(
                publication,
                publication.editions,
                ("html", "pdf", "epub"),
                publication.build / "site",
            )
    return root / "build" / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a test process: a second one could not be driven beside it."""
    from playwright.sync_api import expect

    from tests.browser import chromium
    from tests.building import PATIENCE

    expect.set_options(timeout=PATIENCE * 1000)
    with chromium() as running:
        yield running
