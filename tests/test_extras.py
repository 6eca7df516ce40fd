"""Optional parts of the toolkit that are not installed are named, with what installs them."""

from __future__ import annotations

import tomllib
from importlib import metadata

import pytest

from editions.extras import missing_packages, require_extra
from editions.findings import EditionsError
from tests.environments import PROJECT

DECLARED = [
    "sphinx>=9",
    "watchfiles; python_version < '3'",
    "pypdfium2>=5 ; extra == 'pdf'",
    'editions-nowhere-1>=1 ; extra == "pdf"',
    "editions[pdf] ; extra == 'epub'",
    "Editions_Nowhere.2 ; extra == 'epub'",
    "editions-nowhere-3 ; python_version < '3' and extra == 'epub'",
]


@pytest.mark.parametrize(
    ("extra", "missing"),
    [
        ("pdf", ["editions-nowhere-1"]),
        ("epub", ["Editions_Nowhere.2", "editions-nowhere-1"]),
        ("html", []),  # brings nothing of its own
    ],
)
def test_missing_packages_of_an_extra(
    monkeypatch: pytest.MonkeyPatch, extra: str, missing: list[str]
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda name: DECLARED)
    assert missing_packages(extra) == missing
    if not missing:
        require_extra(extra, "the PDF edition")
        return
    with pytest.raises(EditionsError) as caught:
        require_extra(extra, "the PDF edition")
    assert str(caught.value) == (
        f"the PDF edition needs packages that are not installed: {', '.join(missing)};"
        f" install them with: python -m pip install 'editions[{extra}]'"
    )


def test_nothing_is_missing_where_nothing_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package may be run from its folder; what it cannot import it names itself."""

    def unknown(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", unknown)
    assert missing_packages("pdf") == []


def test_every_extra_is_here() -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    for extra in declared["project"]["optional-dependencies"].keys() - {"editable", "test"}:
        assert missing_packages(extra) == [], extra
