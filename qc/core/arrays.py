"""Array types, and the one way values freeze their arrays."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Dates = NDArray[np.datetime64]
_Scalar = TypeVar("_Scalar", bound=np.generic)


def freeze(owner: object, *names: str) -> None:
    """Replace the named arrays of a frozen value by read-only ones.

    They are copied, unless nobody can write into them already.
    """
    for name in names:
        array: NDArray[Any] = np.asarray(getattr(owner, name))
        if array.flags.writeable or array.base is not None:
            array = np.array(array)
            array.setflags(write=False)
        object.__setattr__(owner, name, array)


def fresh(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """Make a large array that nobody else has read-only, so that it is not copied."""
    array.setflags(write=False)
    return array
