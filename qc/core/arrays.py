"""Array types, and the one way values freeze their arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Dates = NDArray[np.datetime64]


def freeze(owner: object, *names: str) -> None:
    """Replace the named arrays of a frozen value by read-only copies."""
    for name in names:
        array: NDArray[Any] = np.array(getattr(owner, name))
        array.setflags(write=False)
        object.__setattr__(owner, name, array)
