"""Adherence of a workspace: which steps are left out, where, and what follows."""

from __future__ import annotations

import numpy as np

from qc.chain import adherence_links as links
from qc.chain.company import NOBODY, Company
from qc.chain.evidence import share_of
from qc.chain.skipping import Where, where
from qc.chain.step_record import StepRecord
from qc.core.arrays import Bools, Ints
from qc.core.intervals import CONFIDENCE
from qc.core.kinds import Direction, MeasureKind, Period, Stage
from qc.core.series import Counts
from qc.review.adherence import Adhering, StepSkipped
from qc.review.assessment import Assessment
from qc.workspace.chain_charts import (
    RECENT,
    card,
    judged,
    places,
    since,
    whole,
)
from qc.workspace.chain_figures import any_step_of, record_of
from qc.workspace.company import company_of
from qc.workspace.workspace import Workspace

SURE = 1 - CONFIDENCE


def adhering(workspace: Workspace) -> Adhering:
    """Answer: which steps are left out, where, and what follows when they are?"""
    company = company_of(workspace)
    record = record_of(workspace)
    together = any_step_of(workspace)
    steps = _steps(company, record)
    return Adhering(
        prescribed=workspace.steps,
        stages=record.stages,
        steps=tuple(sorted(steps, key=lambda one: -_often(one))),
        teams=company.names.teams,
        channels=company.names.channels,
        any_step=together,
        links=(links.link_of(company, together),),
        chart=followed_chart(workspace, company, record),
        weeks=RECENT,
        known=record.known,
        silent=len(company.contacts) - record.known,
    )


def _steps(company: Company, record: StepRecord) -> list[StepSkipped]:
    found, stratum = links.outcomes(company), links.strata(company)
    start, names = since(company), record.names
    level = 1 - SURE / max(len(names), 1)
    steps = []
    for name in names:
        rows, lacks = record.of_step(name)
        late = company.contacts.day[rows] >= start
        next_one = links.later(rows, lacks, found, stratum, level)
        steps.append(
            StepSkipped(
                name=name,
                share=share_of(int(lacks[late].sum()), int(late.sum())),
                **_where(company, rows[late], lacks[late]),
                follows=links.consequence(rows, lacks, found, stratum),
                stands_out=not next_one.short and next_one.excludes(0),
            )
        )
    return steps


def _where(company: Company, rows: Ints, lacks: Bools) -> dict[str, Where]:
    contacts, names = company.contacts, company.names
    groups = {
        "stages": (contacts.stage, len(Stage)),
        "teams": (contacts.team, len(names.teams)),
        "channels": (contacts.channel, len(names.channels)),
    }
    found = {}
    for name, (group, count) in groups.items():
        here = group[rows] != NOBODY
        found[name] = where(lacks[here], group[rows][here], count)
    return found


def _often(one: StepSkipped) -> float:
    return one.share.value if one.share.known else -1.0


def followed_chart(
    workspace: Workspace, company: Company, record: StepRecord
) -> Assessment | None:
    """Judge the share of contacts with all steps in their place, week by week."""
    starts = whole(company, Period.WEEK, workspace.today)
    place = places(company.contacts.day, starts, Period.WEEK)
    counts = (place >= 0) & np.isfinite(record.astray)
    if not counts.any():
        return None
    n = np.bincount(place[counts], minlength=len(starts)).astype(np.float64)
    bad = np.bincount(place[counts], record.astray[counts], len(starts))
    measure = card(
        "chain-adherence",
        "Contacts with all prescribed steps",
        MeasureKind.SHARE,
        Direction.HIGHER,
    )
    return judged(
        workspace, measure, Counts(at=starts, events=n - bad, opportunities=n)
    )
