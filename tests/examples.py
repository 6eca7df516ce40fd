"""The examples in the README and the guides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(
    r"^```(?P<language>\w*|\{[\w-]+\})\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
#: A line before a block that holds nothing but the name of a file, or ends with it.
_NAME = re.compile(r"`([\w./]+\.\w+)`[^`\n]*\n\n\Z")


@dataclass(frozen=True)
class Block:
    """A block of code in a guide."""

    #: The guide.
    path: Path
    #: Number of its first line in the guide, from 1.
    line: int
    language: str
    text: str
    #: The file that the sentence before it names last, or an empty text.
    file: str

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}"

    @property
    def commands(self) -> list[str]:
        """The lines for a shell, without remarks."""
        lines = (re.sub(r"\s+#\s.*", "", line).strip() for line in self.text.splitlines())
        return [line for line in lines if line and not line.startswith("#")]


def blocks_of(path: Path) -> list[Block]:
    """Return the blocks of a guide, in order."""
    content = path.read_text(encoding="utf-8")
    blocks = []
    for match in _BLOCK.finditer(content):
        if match["language"].startswith("{"):
            continue  # a directive of MyST
        before = content[: match.start()]
        named = _NAME.search(before)
        file = named[1] if named else ""
        line = before.count("\n") + 2
        blocks.append(Block(path, line, match["language"], match["text"], file))
    return blocks


def write_files(path: Path, folder: Path) -> Path:
    """Write the files that a guide shows into *folder*, under the names that it gives them."""
    for block in blocks_of(path):
        if block.file and block.language != "sh":
            target = folder / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
    return folder
