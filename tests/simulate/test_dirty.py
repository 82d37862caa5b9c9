"""Faults on request: each where the truth says, and nothing else touched."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from qc.chain.company import EPOCH
from qc.chain.referral_rows import NOBODY, Flaw, Rows, cleaned
from qc.simulate import Company, Dirty, Fault, InvalidDirt
from qc.simulate.dirty import NOTHING
from qc.simulate.soil import EDITS, LATER

MANY = 4
FLAWS = {
    Flaw.UNKNOWN_REFERRED: MANY,
    Flaw.UNKNOWN_REFERRER: MANY,
    Flaw.SELF_REFERRAL: MANY,
    Flaw.DUPLICATE: MANY,
    Flaw.REFERRER_JOINED_LATER: MANY,
    Flaw.SECOND_REFERRER: MANY,
    Flaw.CYCLE: 2 * MANY,
}


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@pytest.fixture(scope="module")
def folders(tiny: Company, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    made = [tmp_path_factory.mktemp(name) for name in ("clean", "dirty")]
    tiny.write(made[0])
    tiny.write(made[1], Dirty.each(MANY))
    return made


@pytest.fixture(scope="module")
def told(folders: list[Path]) -> dict[str, list[str]]:
    truth = json.loads((folders[1] / "truth.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = truth["dirty"]
    return found


def test_every_fault_has_its_rows_and_no_row_two(told: dict[str, list[str]]) -> None:
    assert set(told) == {fault.value for fault in Fault}
    assert all(
        len(rows) == MANY * (2 if fault == Fault.CYCLE else 1)
        for fault, rows in told.items()
    )
    rows = [row for fault in told.values() for row in fault]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("table", ["interactions", "transactions"])
def test_all_other_cells_are_as_they_were(
    folders: list[Path], told: dict[str, list[str]], table: str
) -> None:
    clean, dirty = (read(folder / f"{table}.csv") for folder in folders)
    gone, twice = (set(told[fault]) for fault in (Fault.LATE, Fault.DUPLICATE))
    if table == "interactions":
        assert dirty[-MANY:] == [
            one
            for name in told[Fault.DUPLICATE]
            for one in clean
            if one["interaction_id"] == name
        ]
        assert {one["interaction_id"] for one in read(folders[1] / f"{LATER}.csv")} == (
            gone
        )
        dirty = dirty[:-MANY]
        assert twice <= {one["interaction_id"] for one in dirty}
    key = f"{table[:-1]}_id"
    left = [one for one in clean if one[key] not in gone]
    changed = {
        (column, one[key])
        for one, other in zip(left, dirty, strict=True)
        for column in one
        if one[column] != other[column]
    }
    assert changed == {
        (edit.column, row)
        for fault, edit in EDITS.items()
        if edit.table == table
        for row in told[fault]
    }


def test_wrong_recommendations_are_set_aside_each_for_its_reason(
    folders: list[Path],
) -> None:
    people, rows = (
        read(folders[1] / f"{name}.csv") for name in ("customers", "referrals")
    )
    number = {one["customer_id"]: i for i, one in enumerate(people)}
    by, to = (
        np.array([number.get(one[name], NOBODY) for one in rows])
        for name in ("referrer_id", "referred_id")
    )

    done = cleaned(
        Rows(
            referrer=by,
            referred=to,
            day=days([one["recommended_at"] for one in rows]),
            joined=days([one["joined_at"] for one in people]),
        )
    )

    assert done.aside == FLAWS
    assert done.accepted == len(read(folders[0] / "referrals.csv"))


def days(texts: list[str]) -> np.ndarray:
    return (np.array(texts, dtype="datetime64[D]") - EPOCH).astype(float)


def test_files_as_some_spreadsheets_write_them(tiny: Company, tmp_path: Path) -> None:
    tiny.write(tmp_path / "plain")
    tiny.write(tmp_path / "other", Dirty(semicolon=True, mark=True))

    name = "transactions.csv"
    assert (tmp_path / "other" / name).read_bytes().startswith(b"\xef\xbb\xbftransact")
    assert read(tmp_path / "other" / name, ";") == read(tmp_path / "plain" / name)


def test_nothing_asked_for_is_nothing_spoilt(tiny: Company, tmp_path: Path) -> None:
    for name, dirty in (("a", None), ("b", Dirty())):
        tiny.write(tmp_path / name, dirty)

    assert not NOTHING
    for path in (tmp_path / "a").glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


class TestRefusals:
    def test_less_than_none(self) -> None:
        with pytest.raises(InvalidDirt, match=r"^-1 rows of 'late' cannot be planted"):
            Dirty(counts={Fault.LATE: -1})

    def test_more_wrong_recommendations_than_people(
        self, tiny: Company, tmp_path: Path
    ) -> None:
        asked = Dirty(counts={Fault.SECOND_REFERRER: 500})

        with pytest.raises(InvalidDirt, match="Nobody is left for another row with"):
            tiny.write(tmp_path, asked)

        assert list(tmp_path.iterdir()) == []
