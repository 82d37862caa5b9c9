"""Bytes to text: encodings, line ends, counts, caps and refusals."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidLog, QcError
from qc.core.plan import Fault
from qc.intake import raw
from qc.intake.decode import Caps, Text, decode
from qc.intake.encoding import with_lf
from tests.intake.conftest import Decoder

TABLE = "id,agent\n1,J\u00fcrgen\n2,Zo\u00eb\n"


class TestEncodings:
    @pytest.mark.parametrize(
        ("data", "codec"),
        [
            (TABLE.encode(), "utf-8"),
            (b"\xef\xbb\xbf" + TABLE.encode(), "utf-8"),
            (b"\xff\xfe" + TABLE.encode("utf-16-le"), "utf-16-le"),
            (b"\xfe\xff" + TABLE.encode("utf-16-be"), "utf-16-be"),
            (b"\xff\xfe\0\0" + TABLE.encode("utf-32-le"), "utf-32-le"),
        ],
    )
    def test_are_certain_by_mark_or_by_every_byte(
        self, data: bytes, codec: str, decoded: Decoder
    ) -> None:
        text = decoded(data)

        assert text.path.read_bytes() == TABLE.encode()
        assert (text.encoding, text.encoding_guessed) == (codec, False)

    @pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
    def test_utf_16_without_a_mark_is_recognised(
        self, codec: str, decoded: Decoder
    ) -> None:
        text = decoded(TABLE.encode(codec))

        assert text.path.read_bytes() == TABLE.encode()
        assert (text.encoding, text.encoding_guessed) == (codec, True)

    def test_anything_else_is_cp1252_and_says_that_it_was_guessed(
        self, decoded: Decoder
    ) -> None:
        text = decoded("id,agent\n1,\u201cZo\u00eb\u201d \u20ac\n".encode("cp1252"))

        assert "\u201cZo\u00eb\u201d \u20ac" in text.path.read_text(encoding="utf-8")
        assert (text.encoding, text.encoding_guessed) == ("cp1252", True)

    def test_what_is_declared_is_used_where_utf_8_fails(self, decoded: Decoder) -> None:
        text = decoded("id,agent\n1,\u0416\n".encode("cp1251"), encoding="windows-1251")

        assert "\u0416" in text.path.read_text(encoding="utf-8")
        assert (text.encoding, text.encoding_guessed) == ("cp1251", False)

    def test_utf_8_wins_over_another_declaration_if_every_byte_agrees(
        self, decoded: Decoder
    ) -> None:
        assert decoded(TABLE, encoding="latin-1").encoding == "utf-8"

    def test_a_declared_encoding_that_does_not_extend_ascii_is_obeyed(
        self, decoded: Decoder
    ) -> None:
        text = decoded("id,agent\n1,anna\n".encode("utf-16-le"), encoding="utf-16-le")

        assert text.path.read_text(encoding="utf-8") == "id,agent\n1,anna\n"

    def test_lines_that_break_a_declared_encoding_are_named(
        self, decoded: Decoder
    ) -> None:
        text = decoded(b"id,agent\n1,a\xffb\n2,anna\n3,\xff\xff\n", encoding="utf8")

        assert [(bad.line, bad.value) for bad in text.bad_lines] == [
            (2, "1,a\ufffdb"),
            (4, "3,\ufffd\ufffd"),
        ]
        assert {bad.fault for bad in text.bad_lines} == {Fault.NOT_DECODABLE}
        assert text.troubled

    def test_a_byte_that_cp1252_does_not_have_is_named_too(
        self, decoded: Decoder
    ) -> None:
        text = decoded(b"id\n\x81\n\xe4\n")

        assert [bad.line for bad in text.bad_lines] == [2]

    def test_a_character_across_two_chunks_survives(
        self, decoded: Decoder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(raw, "CHUNK", 5)

        text = decoded(TABLE.replace("\n", "\r\n"))

        assert text.path.read_bytes() == TABLE.encode()
        assert (text.lines, text.records) == (3, 3)

    @pytest.mark.parametrize("name", ["klingon", "unicode_escape", "hex", "", "utf-7"])
    def test_unknown_names_are_refused(self, name: str, decoded: Decoder) -> None:
        with pytest.raises(InvalidLog) as caught:
            decoded(TABLE, encoding=name)

        assert str(caught.value) == (
            f"No text encoding is called {name!r}. "
            "Use for example utf-8, cp1252, latin-1 or utf-16."
        )

    def test_a_declaration_that_fits_hardly_any_line_is_refused(
        self, decoded: Decoder
    ) -> None:
        data = b"id,agent\n" + "1,J\u00fcrgen\n".encode("latin-1") * 2000

        with pytest.raises(InvalidLog) as caught:
            decoded(data, encoding="utf-8")

        assert str(caught.value) == (
            "2,000 of 2,001 lines cannot be read as utf-8. Declare the encoding the "
            "file was saved in, for example cp1252."
        )


class TestLineEnds:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_all_become_lf(self, end: str, decoded: Decoder) -> None:
        text = decoded(end.join(["id", "1", "2"]) + end)

        assert text.path.read_bytes() == b"id\n1\n2\n"
        assert (text.lines, text.records) == (3, 3)

    @settings(deadline=None)
    @given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"\r\n", b""])))
    def test_chunks_make_no_difference(self, chunks: list[bytes]) -> None:
        whole = b"".join(chunks)

        assert b"".join(with_lf(chunks)) == whole.replace(b"\r\n", b"\n").replace(
            b"\r", b"\n"
        )

    def test_characters_that_only_look_like_line_ends_stay(
        self, decoded: Decoder
    ) -> None:
        text = decoded("id\n1\x0b\x85\u2028\x1c\n")

        assert text.lines == 2


class TestCounts:
    def test_blank_lines_are_lines_but_no_records(self, decoded: Decoder) -> None:
        text = decoded("\n\nid\n1\n\n\n2")

        assert (text.lines, text.blank_lines, text.records) == (7, 4, 3)
        assert not text.has_quotes

    def test_line_ends_in_quotes_end_no_record(self, decoded: Decoder) -> None:
        text = decoded('id,agent\n1,"a\n\nb"\n\n2,"x""y"\n')

        assert (text.lines, text.blank_lines, text.records) == (6, 1, 3)
        assert text.has_quotes
        assert not text.troubled

    def test_a_quote_left_open_is_trouble(self, decoded: Decoder) -> None:
        text = decoded('id,agent\n1,"anna\n2,bob\n')

        assert text.records == 2
        assert text.troubled

    @pytest.mark.parametrize(
        ("data", "troubled"),
        [
            ("id,agent\n1,anna\n", False),
            ("id,agent\n1,an\0na\n", True),
            (f"id,agent\n1,{'x' * 98}\n", False),
            (f"id,agent\n1,{'x' * 99}\n", True),
            (f'id,agent\n1,"{("x" * 9 + chr(10)) * 10}"\n', True),
            ("x" * 101, True),
        ],
    )
    def test_what_only_the_careful_reader_can_handle(
        self, data: str, troubled: bool, decoded: Decoder
    ) -> None:
        assert decoded(data, caps=Caps(field_chars=100)).troubled is troubled

    def test_the_digest_is_that_of_the_bytes_as_they_came(
        self, decoded: Decoder
    ) -> None:
        data = b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode()

        text = decoded(data)

        assert text.sha256 == hashlib.sha256(data).hexdigest()
        assert text.bytes == len(data)

    @settings(deadline=None)
    @given(
        text=st.text(alphabet='a,"\n', max_size=60),
        chunk=st.integers(min_value=1, max_value=7),
    )
    def test_do_not_depend_on_where_chunks_end(self, text: str, chunk: int) -> None:
        from qc.intake.census import Census

        whole, parts = Census(5), Census(5)
        whole.feed(text.encode())
        for start in range(0, len(text), chunk):
            parts.feed(text[start : start + chunk].encode())
        for census in (whole, parts):
            census.finish("utf-8")

        for count in ("lines", "blank_lines", "records", "has_quotes", "troubled"):
            assert getattr(whole, count) == getattr(parts, count), count
        assert whole.lines == len(text.split("\n")) - text.endswith("\n") - (not text)


class TestGzip:
    def test_is_unpacked(self, decoded: Decoder) -> None:
        data = gzip.compress(TABLE.encode(), mtime=0)

        text = decoded(data)

        assert text.path.read_bytes() == TABLE.encode()
        assert text.sha256 == hashlib.sha256(data).hexdigest()

    def test_a_small_file_that_unpacks_to_a_huge_one_is_stopped(
        self, decoded: Decoder
    ) -> None:
        data = gzip.compress(b"a,b\n" * 10_000_000, compresslevel=1, mtime=0)

        with pytest.raises(InvalidLog) as caught:
            decoded(data, caps=Caps(unpacked_bytes=20_000_000))

        assert str(caught.value) == (
            "The gzip file unpacks to more than 20 MB. "
            "Export a shorter period, or load it in parts."
        )

    @pytest.mark.parametrize(
        "data",
        [
            gzip.compress(TABLE.encode(), mtime=0)[:-9],
            b"\x1f\x8b" + b"rubbish" * 10,
            gzip.compress(TABLE.encode(), mtime=0) + b"more",
            gzip.compress(TABLE.encode(), mtime=0)[:14] + b"\xff\xff\xff",
        ],
    )
    def test_a_damaged_one_is_refused(self, data: bytes, decoded: Decoder) -> None:
        with pytest.raises(InvalidLog) as caught:
            decoded(data)

        assert str(caught.value) == (
            "The gzip file is damaged or cut off and cannot be unpacked. "
            "Download or export it again."
        )


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"", "The file is empty (0 bytes). Export it again with rows."),
            (
                gzip.compress(b"", mtime=0),
                "The file is empty (0 bytes). Export it again with rows.",
            ),
            (
                b"\n\r\n\n",
                "The file has blank lines only. Export it again with rows.",
            ),
            (
                b"PK\x03\x04rest",
                "The file is not text: it is an Excel workbook or another zip "
                "archive. Open it in a spreadsheet program and save it as CSV (UTF-8).",
            ),
            (
                b"\xd0\xcf\x11\xe0rest",
                "The file is not text: it is an old Excel workbook (.xls), or one with "
                "a password. "
                "Open it in a spreadsheet program and save it as CSV (UTF-8).",
            ),
            (
                b"\x89PNG\r\n\x1a\n",
                "The file is not text: it is a PNG image. Load a CSV file.",
            ),
            (
                gzip.compress(gzip.compress(b"a", mtime=0), mtime=0),
                "The file is not text: it is packed twice with gzip. Load a CSV file.",
            ),
            (
                bytes(range(256)) * 4,
                "The file is not text: it is full of control characters. "
                "Load a CSV file.",
            ),
        ],
    )
    def test_say_what_the_file_is(
        self, data: bytes, message: str, decoded: Decoder, tmp_path: Path
    ) -> None:
        with pytest.raises(InvalidLog) as caught:
            decoded(data)

        assert str(caught.value) == message
        assert not (tmp_path / "text").exists()

    def test_too_many_bytes(self, decoded: Decoder) -> None:
        with pytest.raises(InvalidLog) as caught:
            decoded(TABLE, caps=Caps(file_bytes=10))

        assert str(caught.value) == (
            f"The file has {len(TABLE.encode())} bytes; at most 10 bytes are read. "
            "Export a shorter period, or load it in parts."
        )

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidLog) as caught:
            decode(tmp_path / "nothing", tmp_path / "text")

        assert str(caught.value) == (
            "The file cannot be read or unpacked: No such file or directory."
        )

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidLog, match="cannot be read or unpacked"):
            decode(tmp_path, tmp_path / "text")


class TestAlways:
    @settings(deadline=None)
    @given(
        data=st.binary(max_size=300),
        encoding=st.sampled_from([None, "utf-8", "cp1252", "utf-16", "shift_jis"]),
    )
    def test_any_bytes_become_valid_text_or_a_plain_refusal(
        self,
        data: bytes,
        encoding: str | None,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> None:
        folder = tmp_path_factory.mktemp("any")
        (folder / "upload").write_bytes(data)

        text: Text | None
        try:
            text = decode(folder / "upload", folder / "text", encoding=encoding)
        except QcError:
            text = None

        if text is not None:
            content = text.path.read_bytes().decode("utf-8")
            assert "\r" not in content
            assert text.lines == content.count("\n") + (not content.endswith("\n"))
