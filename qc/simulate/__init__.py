"""A seeded service company with a known truth: demo data, and a test of every claim."""

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
