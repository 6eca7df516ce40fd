"""What a release is made with, as installed packages tell."""

from __future__ import annotations

from importlib import metadata

import pytest
from packaging.requirements import Requirement

from editions.findings import EditionsError
from editions.releases.packages import installed_packages


def test_packages_are_those_that_the_toolkit_requires() -> None:
    found = {package.name: package for package in installed_packages()}
    assert found["sphinx"].version == metadata.version("sphinx")
    assert "babel" in found["editions"].requires
    assert "weasyprint" in found  # of an extra
    assert "pytest" not in found
    assert all(set(package.requires) <= found.keys() for package in found.values())
    assert all(package.license for package in found.values())


def test_what_is_not_installed_is_an_error() -> None:
    with pytest.raises(EditionsError, match="editions-nowhere is not installed"):
        installed_packages(Requirement("editions-nowhere"))
