"""The formats of times, found from their shape."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.intake.times import guess_times, time_shape

ISO = ((),)
FIRST, LAST = (datetime.fromisoformat(day) for day in ("1971-01-01", "2068-01-01"))
FORMS = (
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p",
    "%m-%d-%Y",
    "%d/%m/%y %H:%M",
    "%Y/%m/%d %H:%M:%S.%f",
    "%d/%b/%y %I:%M %p",
    "%d %B %Y",
    "%b %d, %Y",
    "%b %d, %Y, %I:%M %p",
    "%Y%m%d",
    "%Y%m%d%H%M%S",
    "%Y%m%dT%H%M%S",
    "%d.%m.%Y, %H:%M",
    "%Y-%m-%d %H:%M:%S UTC",
)


class TestShape:
    @pytest.mark.parametrize(
        ("text", "formats"),
        [
            ("01.03.2026 10:00", ("%d.%m.%Y %H:%M",) * 2),
            ("3/14/2025 1:20", ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")),
            ("03-04-26", ("%d-%m-%y", "%m-%d-%y")),
            ("2026-3-1 9:05", ("%Y-%m-%d %H:%M",) * 2),
            ("3/Apr/25 1:20 PM", ("%d/%b/%y %I:%M %p",) * 2),
            ("3 April 2025", ("%d %B %Y",) * 2),
            ("Mar 4, 2025", ("%b %d, %Y",) * 2),
            ("19970101", ("%Y%m%d",) * 2),
            ("3/4/2025 1:20pm", ("%d/%m/%Y %I:%M%p", "%m/%d/%Y %I:%M%p")),
            (
                "2026/03/01 10:00:00,123",
                ("%Y/%m/%d %H:%M:%S,%f",) * 2,
            ),
        ],
    )
    def test_gives_the_format_day_first_and_month_first(
        self, text: str, formats: tuple[str, str]
    ) -> None:
        shape = time_shape(text)

        assert shape is not None
        assert shape.formats == formats

    @pytest.mark.parametrize(
        ("text", "zoned"),
        [
            ("2026-03-01", False),
            ("2026-03-01T10:00", False),
            ("2026-03-01 10:00:00.123456", False),
            ("2026-03-01T10:00:00Z", True),
            ("2026-03-01 10:00:00+01:00", True),
            ("2026-03-01T10:00:00 -0500", True),
        ],
    )
    def test_iso_8601_needs_no_format(self, text: str, zoned: bool) -> None:
        shape = time_shape(text)

        assert shape is not None
        assert (shape.formats, shape.zoned) == ((), zoned)

    def test_a_zone_named_behind_is_kept(self) -> None:
        shape = time_shape("2026-03-01 10:00 CDT")

        assert shape is not None
        assert shape.zone == "America/Chicago"
        assert shape.formats[0] == "%Y-%m-%d %H:%M CDT"

    @pytest.mark.parametrize(
        "text",
        [
            *("17", "45352.41", "12345678", "anna", "30/02/2026", "10:15", ""),
            *("01/03/2026 10:00 XYZ", "1/2/3", "99999999", "2026/13/01", "2026-W09"),
        ],
    )
    def test_other_texts_are_no_times(self, text: str) -> None:
        assert time_shape(text) is None


class TestColumn:
    def test_the_commonest_format_comes_first(self) -> None:
        guessed = guess_times(["01/03/2026", "02/03/2026 10:00", "03/03/2026 11:00"])

        assert guessed.options == (
            ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y"),
            ("%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y"),
        )

    def test_dots_mean_day_first(self) -> None:
        assert guess_times(["01.03.2026 10:00"]).options == (
            ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S"),
        )

    def test_fractions_may_be_there_or_not(self) -> None:
        formats = guess_times(["2026/03/01 10:00:00.5"]).options[0]

        assert formats == ("%Y/%m/%d %H:%M:%S.%f", "%Y/%m/%d %H:%M:%S")

    @pytest.mark.parametrize(
        ("texts", "naive"),
        [
            (["2026-03-01T10:00:00Z"], False),
            (["2026-03-01T10:00:00Z", "2026-03-01T10:00:00"], True),
            (["01.03.2026 10:00 CET"], False),
        ],
    )
    def test_knows_whether_a_zone_is_wanting(
        self, texts: list[str], naive: bool
    ) -> None:
        assert guess_times(texts).naive is naive

    def test_letters_of_summer_and_standard_time_are_read_both(self) -> None:
        guessed = guess_times(["2026-07-01 10:00 CDT"])

        assert guessed.zone == "America/Chicago"
        assert "%Y-%m-%d %H:%M CST" in guessed.options[0]

    def test_letters_of_the_rarer_zone_are_not_read(self) -> None:
        texts = ["2026-07-01 10:00 CDT", "2026-07-02 10:00 CST", "2026-07-03 10:00 EDT"]

        guessed = guess_times(texts)

        assert guessed.zone == "America/Chicago"
        assert not [form for form in guessed.options[0] if form.endswith("EDT")]
        assert round(guessed.fit, 2) == 0.67

    @pytest.mark.parametrize(
        ("texts", "language"),
        [
            (["12/Mar/26 9:14 AM"], ""),
            (["12/mär/26 9:14"], "de"),
            (["12/ene/26 9:14", "12/mar/26 9:14"], "es"),
            (["12 févr. 2026", "3 août 2026"], "fr"),
            (["12/quux/26 9:14"], ""),
        ],
    )
    def test_months_tell_their_language(self, texts: list[str], language: str) -> None:
        guessed = guess_times(texts)

        assert guessed.months == language
        assert guessed.fit == (0 if "quux" in texts[0] else 1)

    def test_a_date_that_does_not_exist_stays_iso(self) -> None:
        assert guess_times(["2026-02-30", "2026-03-01"]).options == ISO

    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("2026-03-01 10:00:00", "%Y-%m-%d %H:%M:%S"),
            ("2026-03-01T10:00", "%Y-%m-%dT%H:%M"),
            ("2026-03-01T10:00:00.5", "%Y-%m-%dT%H:%M:%S.%f"),
            ("2026-03-01", "%Y-%m-%d"),
        ],
    )
    def test_iso_beside_other_shapes_gets_formats_of_its_own(
        self, text: str, form: str
    ) -> None:
        guessed = guess_times([text, "01.03.2026 10:00"])

        assert len(guessed.options) == 1
        assert {form, "%d.%m.%Y %H:%M"} <= set(guessed.options[0])

    def test_offsets_allow_no_other_shape(self) -> None:
        guessed = guess_times(["2026-03-01T10:00:00Z", "01.03.2026 10:00"])

        assert guessed.options == ISO

    def test_fit_is_the_share_that_can_be_read(self) -> None:
        assert guess_times(["2026-03-01", "soon", "later", "2026-03-02"]).fit == 0.5
        assert guess_times([]).fit == 1.0

    @settings(deadline=None)
    @given(
        at=st.datetimes(FIRST, LAST),
        form=st.sampled_from(FORMS),
    )
    def test_what_a_format_writes_one_of_the_guessed_formats_reads(
        self, at: datetime, form: str
    ) -> None:
        text = at.strftime(form)

        guessed = guess_times([text])

        assert form in {each for option in guessed.options for each in option}
        assert guessed.fit == 1.0
