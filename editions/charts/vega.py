"""Draw in a process of its own: what `engine` asks for, a line of JSON each way.

Run by its path, so that it loads nothing of this package.
"""

from __future__ import annotations

import base64
import contextlib
import json
import sys

#: Most memory for what is drawn, in bytes; the library itself reserves a quarter of it.
MEMORY = 2_000_000_000


def main() -> None:
    """Answer until nothing more is asked."""
    import vl_convert

    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has limits
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    vl_convert.register_font_directory(sys.argv[1])
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        try:
            if "svg" in asked:
                picture = vl_convert.svg_to_png(asked["svg"], scale=asked["scale"])
                answer = {"result": base64.b64encode(picture).decode("ascii")}
            else:
                drawn = vl_convert.vegalite_to_svg(asked["specification"], allowed_base_urls=[])
                answer = {"result": drawn}
        except ValueError as error:
            answer = {"error": str(error)}
        sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
