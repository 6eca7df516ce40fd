"""The bill of materials of a release: what it was made with, as CycloneDX."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from editions.releases.facts import PythonPackage, Release

if TYPE_CHECKING:
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.component import Component

NAME = "bom.cdx.json"
_TOOLKIT = "editions"


def render_bom(release: Release) -> bytes:
    """Return the bill of materials, CycloneDX 1.6 in JSON, the same for the same release.

    The extra ``release`` must be installed.
    """
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.contact import OrganizationalEntity
    from cyclonedx.output.json import JsonV1Dot6

    licenses = LicenseFactory()
    publication = Component(
        type=ComponentType.DATA,
        name=release.slug,
        version=release.version,
        bom_ref=release.name,
        description=release.original.work.title,
        copyright=release.copyright or None,
        licenses=[licenses.make_from_string(release.license)] if release.license else [],
        supplier=OrganizationalEntity(name=release.original.work.publisher)
        if release.original.work.publisher
        else None,
    )
    components = {package.name: _component(package, licenses) for package in release.packages}
    bom = Bom(
        serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{release.name}/{release.revision}"),
        components=components.values(),
    )
    bom.metadata.component = publication
    bom.metadata.timestamp = release.moment
    bom.metadata.tools.components.add(_tool(release))
    toolkit = [components[_TOOLKIT]] if _TOOLKIT in components else components.values()
    bom.register_dependency(publication, toolkit)
    for package in release.packages:
        needs = [components[name] for name in package.requires if name in components]
        bom.register_dependency(components[package.name], needs)
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    return text.encode() + b"\n"


def _component(package: PythonPackage, licenses: LicenseFactory) -> Component:
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    purl = PackageURL("pypi", None, package.name, package.version)
    return Component(
        type=ComponentType.LIBRARY,
        name=package.name,
        version=package.version,
        bom_ref=str(purl),
        purl=purl,
        licenses=[licenses.make_from_string(package.license)] if package.license else [],
    )


def _tool(release: Release) -> Component:
    from cyclonedx.model.component import Component, ComponentType

    return Component(
        type=ComponentType.APPLICATION,
        name=_TOOLKIT,
        version=release.toolkit,
        bom_ref=f"tool:{_TOOLKIT}",
    )
