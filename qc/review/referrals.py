"""What a workspace knows of referrals: who was brought by whom, how many, how good."""

from __future__ import annotations

from dataclasses import dataclass

from qc.chain.links import Link
from qc.chain.referral_cohorts import Cohorts
from qc.chain.referral_layout import Layout
from qc.chain.referral_number import Reproduction
from qc.chain.referral_people import People
from qc.chain.referral_value import Beside
from qc.chain.repurchase import Repurchase
from qc.core.arrays import Floats, freeze
from qc.review.assessment import Assessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paths:
    """How much a customer has brought by each age, referred and others.

    Attributes
    ----------
    age : (k,) float, days
    referred, others : (k,) float
        Per customer; NaN where nobody is watched for so long.
    """

    age: Floats
    referred: Floats
    others: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self, "age", "referred", "others")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value:
    """Referred customers beside others.

    Attributes
    ----------
    purchases : Beside
    money : Beside or None
        Margins; None where none is told.
    paths : Paths
        Margin by age, or purchases where no margin is told.
    back : (referred, others)
        How soon they come back a second time.
    link : Link
        The ratio of their purchases: the arrow of the chain.
    no_margin : int
        Purchases without a margin.
    """

    purchases: Beside
    money: Beside | None
    paths: Paths
    back: tuple[Repurchase, Repurchase]
    link: Link
    no_margin: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReferralReport:
    """What is known of referrals.

    Attributes
    ----------
    customers : tuple of str
        Ids, to be escaped.
    who : People
        With the cleaned rows and the trees.
    number : Reproduction
    months : Cohorts
    chart : Assessment or None
        Customers brought by those of each month; None without a grown month.
    layout : Layout
    value : Value or None
        None without purchases.
    """

    customers: tuple[str, ...]
    who: People
    number: Reproduction
    months: Cohorts
    chart: Assessment | None
    layout: Layout
    value: Value | None
