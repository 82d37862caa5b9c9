"""Shared by the tests of reading files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from qc.intake.aliases import Aliases, read_aliases
from qc.intake.decode import Text, decode

ALIASES = Path("data/header-aliases.json")

Decoder = Callable[..., Text]


@pytest.fixture(scope="session")
def aliases() -> Aliases:
    return read_aliases(ALIASES.read_text(encoding="utf-8"), ALIASES.name)


@pytest.fixture
def decoded(tmp_path: Path) -> Decoder:
    """Decode bytes or text as if they had been uploaded."""

    def run(data: bytes | str, **options: object) -> Text:
        source = tmp_path / "upload"
        source.write_bytes(data if isinstance(data, bytes) else data.encode())
        return decode(source, tmp_path / "text", **options)  # type: ignore[arg-type]

    return run


def reads(text: str, fmt: str) -> bool:
    """Tell whether a strptime format reads a text."""
    try:
        datetime.strptime(text, fmt)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True
