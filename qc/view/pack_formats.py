"""The cell formats of a workbook: the type and the tones of the product."""

from __future__ import annotations

from functools import cache
from typing import Any

from qc.view.theme import LIGHT, Role

_BASE = {"font_name": "Calibri", "font_size": 11, "font_color": LIGHT.ink}
_EDGE = {"bottom": 1, "bottom_color": LIGHT.hairline, "valign": "vcenter"}


class Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401
        def made(**more: object) -> Any:  # noqa: ANN401
            return book.add_format({**_BASE, **more})

        quiet = {"font_color": LIGHT.quiet}
        self.plain = made()
        self.quiet = made(**quiet)
        self.title = made(font_name="Georgia", font_size=16, bold=True)
        self.cell = made(**_EDGE, text_wrap=True)
        self.right = made(**_EDGE, align="right")
        self.whole = made(**_EDGE, num_format=number_format(0))
        self.link = made(**_EDGE, bold=True, text_wrap=True)
        self.back = made(underline=1, font_color=LIGHT.action)
        self.heading = made(**{**_EDGE, **quiet}, bold=True, text_wrap=True)
        self.group = made(**_EDGE, bold=True, bg_color=LIGHT.raised)
        self._made = made
        self.shown = cache(self._shown)
        self.role = cache(self._role)

    def _shown(self, decimals: int, unit: str) -> Any:  # noqa: ANN401
        """Return the format that shows a number as the page does."""
        return self._made(**_EDGE, num_format=number_format(decimals, unit))

    def _role(self, role: Role) -> Any:  # noqa: ANN401
        """Return the format of words in the tone of a role."""
        tone = getattr(LIGHT, role)
        strong = role is not Role.COMMON
        return self._made(**{**_EDGE, "font_color": tone}, bold=strong, text_wrap=True)


def number_format(decimals: int, unit: str = "") -> str:
    """Return an Excel format: thousands, decimals, a real minus, the unit."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    suffix = f'"\u00a0{unit}"' if unit else ""
    return f'{digits}{suffix};"\u2212"{digits}{suffix}'
