"""`python -m qc`."""

import sys

from qc import one_thread  # noqa: F401 - before numpy
from qc.cli import main

if __name__ == "__main__":
    sys.exit(main())
