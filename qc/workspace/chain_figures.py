"""What the chain's picture and its pages both rest on: worked out once for them."""

from __future__ import annotations

from qc.chain import training_links
from qc.chain.adherence_links import Consequence, any_step
from qc.chain.defect_times import lacking
from qc.chain.links import Arrow
from qc.chain.repeat_links import AfterDefects, after_defects
from qc.chain.step_record import StepRecord, step_record
from qc.workspace.company import company_of
from qc.workspace.once import once
from qc.workspace.workspace import Workspace


def record_of(workspace: Workspace) -> StepRecord:
    """Return the steps done at each contact, held against those prescribed."""
    company, steps = company_of(workspace), workspace.steps
    told = ("steps", tuple(steps.items()))
    return once(company, told, lambda: step_record(company, steps))


def any_step_of(workspace: Workspace) -> Consequence:
    """Return what goes with any step skipped."""
    company, record = company_of(workspace), record_of(workspace)
    told = ("any step", tuple(workspace.steps.items()))
    return once(company, told, lambda: any_step(company, record))


def tested_of(workspace: Workspace) -> dict[Arrow, training_links.Tested | None]:
    """Return what training changed, by arrow."""
    company, record = company_of(workspace), record_of(workspace)
    told = ("training", tuple(workspace.steps.items()))
    return once(company, told, lambda: training_links.every_tested(company, record))


def after_defects_of(workspace: Workspace) -> AfterDefects | None:
    """Return what customers buy after a defect; None where tables are lacking."""
    company = company_of(workspace)
    if lacking(company):
        return None
    return once(company, "after defects", lambda: after_defects(company))
