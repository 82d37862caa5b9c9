"""Tables of columns: what every table of a company has in common."""

from __future__ import annotations

from dataclasses import fields

from qc.core.arrays import freeze
from qc.core.errors import InvalidSeries


class Columns:
    """Columns of one length, frozen."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Freeze the columns, and refuse unequal lengths."""
        names = [field.name for field in fields(self)]  # type: ignore[arg-type]
        lengths = {name: len(getattr(self, name)) for name in names}
        if len(set(lengths.values())) > 1:
            raise InvalidSeries(
                f"The columns of {type(self).__name__} differ in length: {lengths}. "
                "Each row needs a value in every column; say 'not known' by -1 or NaN."
            )
        freeze(self, *names)

    def __len__(self) -> int:
        """Number of rows."""
        return len(getattr(self, fields(self)[0].name))  # type: ignore[arg-type]
