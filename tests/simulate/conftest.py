"""Companies that several tests look at."""

from __future__ import annotations

import pytest

from qc.simulate import PROFILES, Company, make_company, make_sample


@pytest.fixture(scope="session")
def tiny() -> Company:
    return make_company(PROFILES["tiny"], seed=1)


@pytest.fixture(scope="session")
def teaching() -> Company:
    return make_company(seed=1)


@pytest.fixture(scope="session")
def sample() -> Company:
    return make_sample()
