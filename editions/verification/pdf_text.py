"""Write the text of the PDF on the standard input, as JSON: a program of its own.

A PDF of a few bytes can ask a reader for all memory and all time: whoever calls this limits both,
and is not ended with it.  It imports nothing of this package, so as to begin at once.
"""

from __future__ import annotations

import json
import resource
import sys


def read_pages(data: bytes, pages: int, letters: int) -> dict[str, object]:
    """Return the text of each page, or why there is none, or too much."""
    import pypdfium2

    found: list[str] = []
    total = 0
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > pages:
            return {"error": f"it has more than {pages:,} pages"}
        for page in document:
            found.append(page.get_textpage().get_text_bounded())
            total += len(found[-1])
            if total > letters:
                return {"error": f"it has more than {letters:,} letters"}
    except pypdfium2.PdfiumError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "to read it takes too much memory"}
    return {"pages": found}


def main() -> None:
    """Read within the limits that the arguments name: bytes, seconds, pages, letters."""
    memory, seconds, pages, letters = map(int, sys.argv[1:])
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(read_pages(data, pages, letters)))


if __name__ == "__main__":
    main()
