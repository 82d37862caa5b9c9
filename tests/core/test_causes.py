"""The list of causes: read in order, refused with every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc.core.causes import read_causes
from qc.core.errors import InvalidCard


def test_the_list_of_the_house_is_read_in_order() -> None:
    found = read_causes(Path("data/causes.toml").read_text(encoding="utf-8"), "c")

    assert [cause.code for cause in found] == [
        "method",
        "people",
        "information",
        "system",
        "measurement",
        "environment",
        "unknown",
    ]
    assert all(cause.title and cause.help for cause in found)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[[cause", ["not valid TOML: "]),
        ("[[effect]]\ncode='a'", ["only [[cause]] tables are known, one a cause."]),
        ("", ["only [[cause]] tables are known, one a cause."]),
        (
            "[[cause]]\ncode='a'\ntitel='b'\n[[cause]]\ncode='a'\ntitle=3",
            [
                "cause 1: no key is called 'titel'. Did you mean 'title'?",
                "cause 1: title is missing.",
                "cause 2: title must be a text of at most 300 characters.",
                "cause 2: the code 'a' is there twice.",
            ],
        ),
    ],
    ids=["no TOML", "other", "empty", "faults"],
)
def test_faults_are_collected(text: str, faults: list[str]) -> None:
    with pytest.raises(InvalidCard) as refused:
        read_causes(text, "causes.toml")

    assert len(refused.value.faults) == len(faults)
    for said, wanted in zip(refused.value.faults, faults, strict=True):
        assert said.startswith(wanted)
