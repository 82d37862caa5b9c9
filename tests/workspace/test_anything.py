"""Whatever is in a file: it is loaded with a balance, or refused with a message."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qc.core.errors import QcError
from qc.intake.suggestion import Answers
from qc.workspace import Workspace

HEADERS = (
    *("opened_at", "agent", "csat", "amount", "resolved_at", "stage", "team"),
    *("defective", "handle_time", "promised_by", "status", "score", "foo", ""),
)
CELLS = (
    *("", "0", "1", "-1", "1.5", "1,5", "1.234,50", "1e400", "nan", "n/a", "anna"),
    *('"', '""', "a,b", "a\nb", "true", "no", "sale", "2026-03-05", "2026-02-30"),
    *("2026-03-05T10:00:00", "2026-03-05T10:00:00+05:30", "05/03/2026 10:00"),
    *("25/12/2026", "12:34", "99:99", "\0", "\ufffd", "=1+1", "\u00a05", "x" * 300),
)
ROWS = st.lists(
    st.lists(st.sampled_from(CELLS) | st.text(max_size=5), min_size=1, max_size=5),
    max_size=8,
)
ANSWERS = st.builds(
    Answers,
    zone=st.sampled_from([None, "Europe/Berlin"]),
    day_first=st.sampled_from([None, True, False]),
    decimal=st.sampled_from([None, ".", ","]),
    line_as_id=st.booleans(),
)


class TestAlways:
    @settings(
        max_examples=40,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.lists(st.sampled_from(HEADERS), min_size=1, max_size=4),
        ROWS,
        st.sampled_from(",;\t"),
        st.sampled_from(["utf-8", "utf-16", "cp1252"]),
        ANSWERS,
    )
    def test_any_file_is_loaded_or_refused(  # noqa: PLR0913 - parameters
        self,
        tmp_path: Path,
        workspace: Workspace,
        headers: list[str],
        rows: list[list[str]],
        delimiter: str,
        encoding: str,
        answers: Answers,
    ) -> None:
        lines = [["interaction_id", *headers], *rows]
        text = "\n".join(delimiter.join(line) for line in lines)
        file = tmp_path / "any.csv"
        file.write_bytes(text.encode(encoding, "replace"))
        try:
            report = workspace.load(file, answers=answers)
        except QcError as refusal:
            assert "please report" not in str(refusal)  # noqa: PT017 - either is right
            return
        listed = workspace.set_aside(report.batch)
        assert report.account.balances
        assert report.batch.rows > 0
        assert sum(not kept for _, kept in listed) == report.account.set_aside
