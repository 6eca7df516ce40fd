"""Which tests are those of a module: the mirrored file, or others where that says more."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "editions"

#: Modules without a mirrored test file, and the files, below ``tests``, that try what they do.
ELSEWHERE: dict[str, tuple[str, ...]] = {
}


def modules() -> list[str]:
    """Return the modules of the package that hold code, by name, such as ``catalogs.blocks``."""
    return sorted(
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py")
    )


def mirror(module: str) -> Path:
    """Return where the test file of a module stands, if it has one."""
    *folders, name = module.split(".")
    return TESTS.joinpath(*folders, f"test_{name}.py")


def tests_of(module: str) -> list[Path]:
    """Return the test files of a module."""
    found = mirror(module)
    return [found] if found.is_file() else [TESTS / name for name in ELSEWHERE.get(module, ())]
