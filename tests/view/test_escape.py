"""Hostile text in every place text is put."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.view.escape import ELLIPSIS, markdown, markup, plain, plotly

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "</title></svg><iframe srcdoc=x>",
    "=HYPERLINK('https://evil.example')",
    "&lt;b&gt; %{customdata} $x^2$ `code`",
    "a\x00b\x1b[31m\u202egpj.exe\u2066\ufeff",
    "\ud800 half a pair",
    "Z\u0351\u0352\u0353\u0354\u0355\u0356algo",
)


class TestAlways:
    @given(st.text())
    def test_plain_text_is_one_clean_line(self, text: str) -> None:
        shown = plain(text)
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", shown)
        assert not re.search("[\u2066-\u2069\u200e\u200f\ufeff\ud800-\udfff]", shown)
        assert shown == plain(shown)

    @given(st.text(), st.integers(1, 50))
    def test_length_is_kept(self, text: str, limit: int) -> None:
        assert len(plain(text, limit=limit)) <= limit

    @given(st.text())
    def test_markup_parses_as_text_alone(self, text: str) -> None:
        safe = markup(text)
        node = ElementTree.fromstring(f'<a b="{safe}">{safe}</a>')
        assert node.text in (plain(text), None)
        assert node.attrib["b"].split() == plain(text).split()
        assert not list(node)

    @given(st.text())
    def test_markdown_keeps_no_syntax(self, text: str) -> None:
        without = re.sub(r"&#\d+;", "", markdown(text))
        assert not set(without) & set("\\`*_{}[]()<>#+-.!|~$:=^&@/\"'")

    @given(st.text())
    def test_markdown_shows_what_was_written(self, text: str) -> None:
        shown = html.unescape(markdown(text)).replace("\u2060", "")
        assert shown == plain(text).replace("\u2060", "")

    @given(st.text())
    def test_plotly_sees_numeric_entities_alone(self, text: str) -> None:
        safe = plotly(text)
        assert not re.search("[<>$%{}\"'`]", safe)
        assert not re.search(r"&(?!#\d+;)", safe)


class TestHostile:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_sink_lets_markup_through(self, text: str) -> None:
        for safe in (markup(text), markdown(text), plotly(text)):
            assert "<" not in safe

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_image_and_no_link_survives_in_html_within_markdown(
        self, text: str
    ) -> None:
        for safe in (markup(text), markdown(text)):
            assert "[" not in safe
            assert "`" not in safe

    @pytest.mark.parametrize(
        "text", ["see https://evil.example", "www.evil.example", "a@evil.example"]
    )
    def test_markdown_makes_no_link_of_its_own_accord(self, text: str) -> None:
        read = html.unescape(markdown(text))
        assert not re.search(r"https?://|www\.|\w@\w", read)

    def test_icon_codes_are_broken(self) -> None:
        read = html.unescape(markdown(":material/home: :smile:"))
        assert not re.search(r":[\w/]+:", read)

    def test_a_time_of_day_is_left_as_it_is(self) -> None:
        assert html.unescape(markdown("at 12:30")) == "at 12:30"


class TestPlain:
    def test_what_is_too_long_ends_in_an_ellipsis(self) -> None:
        assert plain("a" * 300, limit=10) == "a" * 9 + ELLIPSIS

    def test_lines_become_one(self) -> None:
        assert plain(" a\r\n\tb\u2028c ") == "a b c"

    def test_marks_are_not_piled_up(self) -> None:
        assert plain("Z\u0351\u0352\u0353\u0354") == "Z\u0351\u0352"

    def test_joined_letters_of_other_scripts_stay(self) -> None:
        assert plain("\u0645\u06cc\u200c\u062e\u0648\u0627") == (
            "\u0645\u06cc\u200c\u062e\u0648\u0627"
        )

    def test_a_limit_without_room_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^limit must be at least 1; got 0\.$"):
            plain("a", limit=0)
