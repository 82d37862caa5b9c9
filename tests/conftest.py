"""Hypothesis for all tests: the same examples on every machine, and no deadlines.

A first call may import a library, and a busy machine is no fault of the code. Left to
itself hypothesis also tries the constants of all modules imported so far: other ones in
each worker, and after each change of the program; so that is only done where
`QC_THOROUGH` is set, which also asks for other examples each time. Keys of
pseudonyms go to a folder of their own, not to that of whoever runs the tests.

What costs time and proves nothing is done once: byte code is kept for the many
processes that tests start, and what the collected tests are made of is no part of any
later search for garbage. Small matrices are faster without threads, which wait for each
other on cores that other tests need. What thousands of small workspaces write to disk
goes to memory where there is plenty: nothing here asks what outlives a power cut of the
machine that runs it.
"""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

THOROUGH = bool(os.environ.get("QC_THOROUGH"))
MEMORY, ENOUGH = Path("/dev/shm"), 4e9
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ENOUGH
):
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None
os.environ["QC_KEYS"] = tempfile.mkdtemp(prefix="qc-keys-")
atexit.register(shutil.rmtree, os.environ["QC_KEYS"], ignore_errors=True)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.dont_write_bytecode = False
gc.disable()  # until all tests are collected

settings.register_profile("house", deadline=None, derandomize=not THOROUGH)
settings.load_profile("house")
if not THOROUGH and hasattr(providers, "_get_local_constants"):
    providers._get_local_constants = Constants


def pytest_collection_finish() -> None:
    gc.enable()
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # or some libraries complain at the end
