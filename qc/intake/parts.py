"""Which sheet of a workbook, which file of an archive: found, or asked for."""

from __future__ import annotations

from collections.abc import Sequence

from qc.core.errors import InvalidLog, NeedsAnswer, UnknownName
from qc.intake.file_kind import FileKind

_LISTED = 20
_EXCERPT = 60
_LITTER = ("thumbs.db", "desktop.ini")


class SeveralParts(NeedsAnswer):
    """A file of some `kind` that holds several tables; `parts` are their names."""

    def __init__(self, kind: FileKind, parts: Sequence[str]) -> None:
        what = "sheets" if kind is FileKind.WORKBOOK else "files"
        named = ", ".join(_shown(part) for part in parts[:_LISTED])
        more = len(parts) - _LISTED
        named += f" and {more:,} more" if more > 0 else ""
        super().__init__(
            f"The file holds {len(parts):,} {what}: {named}.", option="Choose one."
        )
        self.kind = kind
        self.parts = tuple(parts)


def named(what: str, part: str, known: Sequence[str]) -> str:
    """Return the part that was asked for.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    if part not in known:
        raise UnknownName(what, part[:_EXCERPT], [name[:_EXCERPT] for name in known])
    return part


def member_of(
    names: Sequence[str], part: str | None, *, prefers: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """Return the file of an archive to read, and the others that could be meant.

    What operating systems add by themselves does not count.

    Parameters
    ----------
    names : sequence of str
    part : str or None
        The file that must be read.
    prefers : str, optional
        The one to read where it is there and no other was asked for.

    Raises
    ------
    SeveralParts
        If there are several and none was asked for.
    UnknownName
        If there is none of the name asked for.
    InvalidLog
        If there is none at all.
    """
    files = [name for name in names if not _is_litter(name)]
    if part is None and prefers in files:
        part = prefers
    if part is not None:
        member = named("file in the archive", part, files)
    elif not files:
        raise InvalidLog("The zip archive is empty. Pack it again with the file in it.")
    elif len(files) > 1:
        raise SeveralParts(FileKind.ZIP, files)
    else:
        (member,) = files
    return member, tuple(name for name in files if name != member)


def _is_litter(name: str) -> bool:
    folders = name.replace("\\", "/").split("/")
    last = folders[-1]
    return "__MACOSX" in folders or last.startswith(".") or last.lower() in _LITTER


def _shown(name: str) -> str:
    return repr(name if len(name) <= _EXCERPT else name[: _EXCERPT - 3] + "...")
