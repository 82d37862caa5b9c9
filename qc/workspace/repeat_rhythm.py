"""The rhythm of one customer of a workspace: a t chart of days between purchases."""

from __future__ import annotations

import numpy as np

from qc.chain.rhythm import rhythm, silences
from qc.core.errors import NothingToShow
from qc.core.kinds import ChartKind, Direction, MeasureKind, Period
from qc.review.repeat import CustomerRhythm
from qc.view.words import retention as say
from qc.workspace.chain_charts import card, judged
from qc.workspace.repeat import bought_of
from qc.workspace.workspace import Workspace


def customer_rhythm(workspace: Workspace, customer: int) -> CustomerRhythm:
    """Answer: does this customer buy at a steady rhythm, and is the silence part of it?

    Parameters
    ----------
    workspace : Workspace
    customer : int
        In the numbering of `company_of`.

    Raises
    ------
    NothingToShow
        If this customer bought nothing.
    """
    company, bought = bought_of(workspace)
    mine = bought.purchases.customer == customer
    if not mine.any():
        raise NothingToShow(
            "This customer has bought nothing that is loaded. Pick another one."
        )
    days = bought.purchases.day[mine]
    found, quiet = rhythm(days), silences(bought.purchases, bought.end)
    place = int(np.searchsorted(quiet.customer, customer))
    measure = card(
        "customer-rhythm",
        say.DAYS_BETWEEN,
        MeasureKind.GAP,
        Direction.LOWER,
        by=Period.DAY,
        chart=ChartKind.T,
        definition=say.RHYTHM_DEFINITION,
    )
    return CustomerRhythm(
        name=company.names.customers[customer],
        purchases=len(days),
        chart=judged(workspace, measure, found.gaps),
        silent=float(quiet.silent[place]),
        usual=float(quiet.usual[place]),
        chance=float(quiet.chance[place]),
        short=found.short,
        days=days,
    )
