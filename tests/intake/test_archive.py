"""Zip archives: bounded, unlocked, and never written under a member's name."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qc.core.errors import InvalidLog, QcError, UnknownName
from qc.intake.archive import Archive
from qc.intake.decode import Caps
from qc.intake.file_kind import FileKind, kind_of, promised
from qc.intake.parts import SeveralParts, member_of
from qc.intake.workbook_parts import is_workbook
from tests.intake.conftest import Decoder
from tests.workbooks import packed

TABLE = b"id,team\n1,a\n"
DAMAGED = (
    "The zip archive is damaged or cut off and cannot be unpacked. "
    "Download or export it again."
)
ZEROS = 40_000_000


def content(tmp_path: Path, data: bytes, **caps: int) -> bytes:
    file = tmp_path / "upload"
    file.write_bytes(data)
    with Archive(file, Caps(**caps)) as archive:
        return b"".join(archive.chunks("a.csv", limit=Caps(**caps).unpacked_bytes))


def refused(tmp_path: Path, data: bytes, **caps: int) -> str:
    with pytest.raises(InvalidLog) as caught:
        content(tmp_path, data, **caps)
    return str(caught.value)


class TestMembers:
    @pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
    def test_are_unpacked(self, method: int, tmp_path: Path) -> None:
        assert content(tmp_path, packed({"a.csv": TABLE}, method=method)) == TABLE

    def test_the_only_one_is_meant_whatever_its_path(self) -> None:
        names = ("../../etc/log.csv", "__MACOSX/._log.csv", ".DS_Store", "x/Thumbs.db")

        assert member_of(names, None) == ("../../etc/log.csv", ())

    def test_several_are_asked_for(self) -> None:
        with pytest.raises(SeveralParts) as caught:
            member_of(("a.csv", "b.csv"), None)

        assert (
            str(caught.value) == "The file holds 2 files: 'a.csv', 'b.csv'. Choose one."
        )
        assert member_of(("a.csv", "b.csv"), "b.csv") == ("b.csv", ("a.csv",))

    def test_none_and_no_such_one(self) -> None:
        with pytest.raises(InvalidLog) as none:
            member_of((".hidden",), None)
        with pytest.raises(UnknownName) as unknown:
            member_of(("a.csv",), "b.csv")

        assert str(none.value) == (
            "The zip archive is empty. Pack it again with the file in it."
        )
        assert str(unknown.value) == (
            "No file in the archive is called 'b.csv'. Did you mean 'a.csv'?"
        )


class TestBounds:
    def test_of_unpacked_bytes(self, tmp_path: Path) -> None:
        assert refused(tmp_path, packed({"a.csv": TABLE}), unpacked_bytes=5) == (
            "The zip file unpacks to more than 5 bytes. Export a shorter period, or "
            "load it in parts."
        )

    def test_of_the_ratio(self, tmp_path: Path) -> None:
        assert refused(tmp_path, packed({"a.csv": b"0" * ZEROS})) == (
            "The zip file unpacks to more than 200 times its size, which no real "
            "table does. Export it again, unpacked."
        )

    def test_of_the_ratio_whatever_the_archive_claims(self, tmp_path: Path) -> None:
        data = bytearray(packed({"a.csv": b"0" * ZEROS}))
        listed = data.rindex(b"PK\x01\x02")
        data[listed + 20 : listed + 24] = struct.pack("<I", 900_000_000)

        said = refused(tmp_path, bytes(data))  # of Python's own check, or of ours

        assert said == DAMAGED or "200 times its size" in said

    def test_of_the_ratio_of_gzip(self, decoded: Decoder) -> None:
        with pytest.raises(InvalidLog) as caught:
            decoded(gzip.compress(b"0,1\n" * (ZEROS // 4), mtime=0))

        assert str(caught.value) == (
            "The gzip file unpacks to more than 200 times its size, which no real "
            "table does. Export it again, unpacked."
        )

    @pytest.mark.parametrize(("members", "most"), [(3, 2), (60_000, 1_000)])
    def test_of_members(self, members: int, most: int, tmp_path: Path) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for i in range(members):
                archive.writestr(f"{i}", b"")

        assert refused(tmp_path, out.getvalue(), members=most) == (
            f"The zip archive has more than {most:,} members. Unpack it, and load the "
            "files you need."
        )


class TestRefusals:
    @pytest.mark.parametrize(
        "data",
        [
            b"PK\x03\x04",
            packed({"a.csv": TABLE})[:-10],
            packed({"a.csv": TABLE})[:20] + b"\xff" * 9 + packed({"a.csv": TABLE})[29:],
            packed({"a.csv": TABLE * 9}).replace(b"PK\x03\x04", b"PK\x03\x05"),
            b"",
        ],
    )
    def test_damaged(self, data: bytes, tmp_path: Path) -> None:
        assert refused(tmp_path, data) == DAMAGED

    def test_content_that_does_not_match_its_checksum(self, tmp_path: Path) -> None:
        whole = packed({"a.csv": TABLE}, method=zipfile.ZIP_STORED)

        assert refused(tmp_path, whole.replace(b"1,a", b"2,a")) == DAMAGED

    def test_locked(self, tmp_path: Path) -> None:
        data = bytearray(packed({"a.csv": TABLE}))
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(mark) + flags] |= 1

        assert refused(tmp_path, bytes(data)) == (
            "The zip archive is locked with a password. Unpack it, and load what is "
            "in it."
        )

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_packed_by_other_methods(self, method: int, tmp_path: Path) -> None:
        assert refused(tmp_path, packed({"a.csv": TABLE}, method=method)) == (
            "The zip archive is packed by a method that is not read here. Unpack it, "
            "and load what is in it."
        )

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_of_one_name(self, tmp_path: Path) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.csv", TABLE)
            archive.writestr("a.csv", b"other")

        assert refused(tmp_path, out.getvalue()) == (
            "The zip archive holds two files of one name. Pack it again."
        )

    @pytest.mark.parametrize(
        ("members", "what"),
        [
            (("xl/workbook.bin",), "a binary Excel workbook (.xlsb)"),
            (("content.xml", "META-INF/manifest.xml"), "an OpenDocument file (.ods)"),
            (("word/document.xml",), "a Word document"),
            (("ppt/presentation.xml",), "a PowerPoint presentation"),
            (("Index/Document.iwa",), "a file of Apple Numbers"),
        ],
    )
    def test_other_office_documents(
        self, members: tuple[str, ...], what: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "upload"
        file.write_bytes(packed(dict.fromkeys(members, b"x")))

        with Archive(file) as archive, pytest.raises(InvalidLog) as caught:
            is_workbook(archive)

        assert str(caught.value) == (
            f"The file is {what}, which is not read. Open it in the program it is of, "
            "and save the table as an Excel workbook (.xlsx) or as CSV."
        )

    def test_places_before_the_start_of_the_file(self, tmp_path: Path) -> None:
        data = bytearray(packed({"a.csv": TABLE}))
        end = data.rindex(b"PK\x05\x06")
        data[end + 16 : end + 20] = struct.pack("<I", 4_000_000)

        assert refused(tmp_path, bytes(data)) == DAMAGED


class TestKinds:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (b"", FileKind.TEXT),
            (b"PK", FileKind.TEXT),
            (b"PK\x03\x04", FileKind.ZIP),
            (b"PK\x05\x06", FileKind.ZIP),
            (b"PAR1", FileKind.PARQUET),
            (b"\x1f\x8b", FileKind.GZIP),
        ],
    )
    def test_are_told_by_content(
        self, data: bytes, kind: FileKind, tmp_path: Path
    ) -> None:
        file = tmp_path / "log.xlsx"
        file.write_bytes(data)

        assert kind_of(file) is kind

    def test_are_promised_by_names(self) -> None:
        assert promised("Log.CSV") is FileKind.TEXT
        assert promised("log.csv.gz") is FileKind.GZIP
        assert promised("log.xlsm") is FileKind.WORKBOOK
        assert promised("log.pq") is FileKind.PARQUET
        assert promised("log.dat") is promised("log") is None


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=6),
    end=st.integers(0, 200),
)
def test_whatever_is_wrong_is_said(
    edits: list[tuple[int, int]], end: int, tmp_path: Path
) -> None:
    data = bytearray(packed({"a.csv": TABLE * 4}))
    for at, value in edits:
        data[at % len(data)] = value
    try:
        assert content(tmp_path, bytes(data[: len(data) - end // 20])) == TABLE * 4
    except (QcError, KeyError) as refusal:
        assert str(refusal)  # noqa: PT017 - either is right
