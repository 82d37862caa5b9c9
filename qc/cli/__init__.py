"""The command line: `python -m qc demo | load | review | chart | series | simulate`.

Exit status: 0 nothing to act on, 1 a signal to act on, 2 wrong use or bad data.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from qc.cli.arguments import parser
from qc.core.errors import QcError

NOTHING, SIGNAL, WRONG = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except QcError as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
    except KeyboardInterrupt:
        print("Stopped; nothing half-done was kept.", file=sys.stderr)  # noqa: T201
    except OSError as fault:
        print(f"Cannot go on: {fault}", file=sys.stderr)  # noqa: T201
    return WRONG
