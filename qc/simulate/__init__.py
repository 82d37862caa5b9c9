"""A seeded service company with a known truth: demo data, and a test of every claim.

Columns have the names of the fields that the product knows (`qc.core.fields`). So the
promise is `promised_by`, not `due_at`; an answer that fulfils it and the solution are
one event, `resolved_at`, and there is no `answered_at`. A defect is `defective` with
`defects`, its type `reason`, its severity `defect_severity`, satisfaction `score`.
"""

from qc.simulate.company import Company, make_company
from qc.simulate.dirty import Dirty, Fault, InvalidDirt
from qc.simulate.profile import InvalidProfile, Profile
from qc.simulate.profiles import PROFILES
from qc.simulate.sample import make_sample
from qc.simulate.truth import Truth

__all__ = [
    "PROFILES",
    "Company",
    "Dirty",
    "Fault",
    "InvalidDirt",
    "InvalidProfile",
    "Profile",
    "Truth",
    "make_company",
    "make_sample",
]
