"""What the disk refuses while a file is read and written as text."""

from __future__ import annotations

import errno
import os

import pytest

from qc.intake.raw import unreadable


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_no_fault_of_the_file(code: int) -> None:
    assert str(unreadable(OSError(code, os.strerror(code)))) == (
        "The disk is full: there is no room to unpack the file. Nothing was imported; "
        "what was saved before is safe. Free some space and try again."
    )


def test_a_disk_that_may_only_be_read() -> None:
    refused = unreadable(OSError(errno.EROFS, os.strerror(errno.EROFS), "place"))

    assert str(refused) == (
        "place cannot be written: its disk may only be read. Nothing was imported. "
        "Choose another folder for the workspace."
    )


def test_any_other_fault() -> None:
    assert str(unreadable(OSError(errno.EIO, "Input/output error"))) == (
        "The file cannot be read or unpacked: Input/output error."
    )
