"""The formats in which a workspace writes numbers and days: chosen once, for all."""

from __future__ import annotations

from qc.core.errors import UnknownName
from qc.store.warehouse import Warehouse
from qc.view.locales import ENGLISH, LOCALES, Locale
from qc.workspace.cabinet import OWNER, Cabinet

SETTING = "locale"


def locale_of(warehouse: Warehouse) -> Locale:
    """Return the formats that were chosen; those of British English before."""
    return LOCALES.get(str(warehouse.state.setting(SETTING, ENGLISH.tag)), ENGLISH)


def named(tag: str) -> Locale:
    """Return a locale by its tag, as in "de-DE".

    Raises
    ------
    UnknownName
        If there is none; the message lists what there is.
    """
    if tag not in LOCALES:
        raise UnknownName("locale", tag, list(LOCALES))
    return LOCALES[tag]


def use_locale(cabinet: Cabinet, tag: str) -> None:
    """Write numbers and days of the whole workspace as one place does.

    Raises
    ------
    UnknownName
        If there is no such locale.
    """
    chosen = named(tag).tag
    cabinet.warehouse.state.set_setting(SETTING, chosen, who=OWNER, when=cabinet.now)
