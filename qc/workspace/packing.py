"""Take away: the weekly pack of a workspace in each format, put on record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from qc.core.errors import QcError
from qc.core.people import PERSONAL
from qc.review.weekly import Review
from qc.store import files
from qc.store.audit import Change, Deed
from qc.view.pack import Action, Format, Made, Pack
from qc.workspace.cabinet import OWNER
from qc.workspace.lens import Lens
from qc.workspace.resources import DATA
from qc.workspace.workspace import LENS, Workspace

FONTS = DATA / "fonts"
_STEM = "weekly-review"


def make(workspace: Workspace, review: Review, lens: Lens = LENS) -> Pack:
    """Put a review into the value that all formats lay out.

    Parameters
    ----------
    workspace : Workspace
    review : Review
        As `Workspace.review` made it by `lens`.
    lens : Lens

    Raises
    ------
    QcError
        If the review is about single people: a pack leaves the house.
    """
    from qc.view.pack_make import make_pack

    if name := single_people(lens):
        raise QcError(
            f"A pack is about the work, not about single people: take the filter on "
            f"{name} off first."
        )
    head = workspace.warehouse.state.head()
    made = Made(
        at=workspace.now,
        files=tuple(batch.file for batch in workspace.batches() if batch.live),
        aside=workspace.set_aside_count,
        part=lens.stratum,
        entries=head.entries,
        head=head.hash,
        actions=_actions(workspace, review),
    )
    return make_pack(review, made)


def single_people(lens: Lens) -> str:
    """Return the filter by which a lens picks single people; empty if by none."""
    return next((name for name, _ in lens.filters if name in PERSONAL), "")


def write(workspace: Workspace, pack: Pack, form: Format) -> bytes:
    """Lay a pack out in one format, and put on record that it was taken away.

    The entry holds the SHA-256 of the file, as the file holds the head of the audit
    trail before it: each can vouch for the other.

    Raises
    ------
    CannotWrite
        If the workspace cannot be written; then nothing is handed out.
    """
    content = laid_out(pack, form)
    what = {
        "format": form.value,
        "week": pack.stem,
        "rules": pack.rule_set,
        "part": pack.part,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    change = Change(
        what=Deed.EXPORTED,
        subject="weekly pack",
        new=json.dumps(what),
        who=OWNER,
        when=workspace.now,
    )
    workspace.warehouse.state.record(change)
    return content


def file_name(pack: Review | Pack, form: Format, token: str = "") -> str:
    """Return the name of a file: kind, week, and a token where one is asked for."""
    week = pack.stem if isinstance(pack, Pack) else _week(pack)
    return "-".join(part for part in (_STEM, week, token) if part) + f".{form}"


def save(workspace: Workspace, pack: Pack, form: Format, folder: Path) -> Path:
    """Write a pack into a folder, making it where there is none; return the file.

    A file of an earlier time is replaced once the new one is complete.

    Raises
    ------
    CannotWrite
        If the folder or the workspace cannot be written.
    """
    target = files.folder(folder) / file_name(pack, form)
    draft = target.with_name(f".{target.name}.draft")
    content = write(workspace, pack, form)
    try:
        files.write(draft, [content])
        files.settle(draft, target, files.WRITABLE)
    finally:
        files.remove(draft)
    return target


def laid_out(pack: Pack, form: Format) -> bytes:
    """Return the file; a writer and its library are only imported when asked for."""
    match form:
        case Format.HTML:
            from qc.view import pack_html

            return pack_html.write(pack)
        case Format.PDF:
            from qc.view import pack_pdf

            return pack_pdf.write(pack, FONTS)
        case Format.PPTX:
            from qc.view import pack_pptx

            return pack_pptx.write(pack)
        case Format.XLSX:
            from qc.view import pack_xlsx

            return pack_xlsx.write(pack)
        case Format.CSV:
            from qc.view import pack_csv

            return pack_csv.write(pack)


def _actions(workspace: Workspace, review: Review) -> tuple[Action, ...]:
    """Return the actions as the review of its week saw them, open ones first."""
    from qc.view.pack_actions import in_words
    from qc.workspace.actions import carried

    if review.week is None:
        return ()
    seen = carried(workspace, review.week)
    titles = {card.id: card.title for card in workspace.measures}
    return in_words((*seen.open, *seen.closed), titles)


def _week(review: Review) -> str:
    from qc.core.calendar import iso_week

    return "" if review.week is None else iso_week(review.week)
