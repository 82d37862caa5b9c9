"""Errors as they are read: the numbers in them in the reader's signs."""

from __future__ import annotations

import re

from qc.view.locales import Locale
from qc.view.numbers import worded

_QUOTED = re.compile(r"""('[^'\n]*'|"[^"\n]*")""")
_GROUPED = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w,-]|\.\w)")


def refused(error: object, locale: Locale | None = None) -> str:
    """Return what an error says, thousands in the signs of whoever reads it.

    Errors come from layers that know no reader: they group thousands by commas.
    What they quote stays as it stands in its file.
    """
    parts = _QUOTED.split(str(error))
    return "".join(
        part if i % 2 else _GROUPED.sub(lambda found: worded(found[0], locale), part)
        for i, part in enumerate(parts)
    )
