"""Hypothesis for all tests: the same examples on every machine, and no deadlines.

A first call may import a library, and a busy machine is no fault of the code. Keys of
pseudonyms go to a folder of their own, not to that of whoever runs the tests.
"""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

os.environ["QC_KEYS"] = tempfile.mkdtemp(prefix="qc-keys-")

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
