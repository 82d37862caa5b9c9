"""What a workspace knows of word of mouth and campaigns, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.company import Source
from qc.chain.repurchase import Repurchase
from qc.chain.word_of_mouth import View
from qc.chain.word_of_mouth_against import Against
from qc.chain.word_of_mouth_sides import Sides
from qc.core.rates import Rates


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordOfMouth:
    """The comparison, and what it rests on.

    Attributes
    ----------
    sides : Sides
    found : Against
    back : (referred, won)
        How soon customers of both sides come back a second time.
    credit : dict of View -> Source -> float
        All margin of counted customers so far, each once in each view.
    quality : float
        What the user says was spent on quality for the sake of word of mouth, in the
        days looked at; 0 where nothing was said.
    rates : Rates
        Their currency stands behind money.
    lacking : tuple of str
        Tables and fields without which sides cannot be compared.
    """

    sides: Sides
    found: Against
    back: tuple[Repurchase, Repurchase]
    credit: dict[View, dict[Source, float]]
    quality: float
    rates: Rates
    lacking: tuple[str, ...]
