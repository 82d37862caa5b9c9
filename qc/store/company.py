"""The seven tables as one company: every name a number, the same in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.chain.company import (
    NOBODY,
    Arrivals,
    Campaigns,
    Company,
    Contacts,
    Messages,
    Names,
    Referrals,
    Sales,
    Source,
    Trainings,
)
from qc.core.arrays import fresh
from qc.core.kinds import TableName
from qc.store import company_columns as columns
from qc.store.company_codes import Codes, codes_of, looked_up
from qc.store.company_places import Places
from qc.store.log import Log
from qc.store.overlay import PLACE
from qc.store.query import select
from qc.store.sql import name
from qc.store.warehouse import Warehouse


def company(
    warehouse: Warehouse, sources: Mapping[str, Source], *, contacts: bool = True
) -> Company:
    """Read all tables as columns with one numbering of customers, agents and others.

    Parameters
    ----------
    warehouse : Warehouse
    sources : mapping
        What words, in lower case, say of how a customer came; others are unknown.
    contacts : bool
        False leaves the interactions out: they are by far the most.

    Raises
    ------
    BrokenStore
        If a batch is damaged.
    """
    logs = warehouse.logs()
    if not contacts:
        log = logs[TableName.INTERACTIONS]
        logs[TableName.INTERACTIONS] = replace(log, batches=())
    with warehouse.kept(codes_of(Codes.CUSTOMER, logs)) as customers:
        return _Question(warehouse, logs, customers).answer(sources)


@dataclass(frozen=True, slots=True)
class _Question:
    """The tables at one moment, and a table of the customers and their numbers."""

    warehouse: Warehouse
    logs: Mapping[TableName, Log]
    customers: str

    def answer(self, sources: Mapping[str, Source]) -> Company:
        """Return all tables."""
        met, places = self.contacts()
        sales, messages = self.sales(places), self.messages(places)
        names = self.names()
        days = np.concatenate([met.day, sales.day])
        return Company(
            contacts=met,
            sales=sales,
            arrivals=self.arrivals(sources, len(names.customers)),
            referrals=self.referrals(),
            campaigns=self.campaigns(len(names.campaigns)),
            trainings=self.trainings(),
            messages=messages,
            names=names,
            first=int(days.min()) if len(days) else 0,
            last=int(days.max()) if len(days) else -1,
        )

    def contacts(self) -> tuple[Contacts, Places]:
        """Return the interactions, and where each lies."""
        found = self._read(
            TableName.INTERACTIONS,
            {**columns.CONTACTS, "place": PLACE},
            columns.CONTACT_CODES,
            columns.CONTACT_FIELDS,
            ordered=False,
        )
        # The database sorts wide rows at twice the cost.
        order = np.lexsort((found["place"], found["opened"]))
        found = {to: fresh(values[order]) for to, values in found.items()}
        place, days = found.pop("place"), np.floor(found["opened"]).astype(np.int64)
        return Contacts(day=days, **found), Places.of(place)

    def sales(self, places: Places) -> Sales:
        """Return the transactions, refunds with them."""
        found = self._read(
            TableName.TRANSACTIONS,
            columns.SALES,
            {"customer": (Codes.CUSTOMER, "customer_id")},
            columns.SALE_FIELDS,
            contact="interaction_id",
        )
        return Sales(
            customer=found["customer"],
            day=np.floor(found["moment"]).astype(np.int64),
            amount=found["amount"],
            margin=found["margin"],
            contact=places.rows(found["contact"]),
        )

    def messages(self, places: Places) -> Messages:
        """Return the news that were sent."""
        found = self._read(
            TableName.OUTREACH,
            columns.MESSAGES,
            {
                "customer": (Codes.CUSTOMER, "customer_id"),
                "topic": (Codes.TOPIC, "topic"),
            },
            columns.MESSAGE_FIELDS,
            contact="led_to_interaction",
        )
        return Messages(
            customer=found["customer"],
            day=np.floor(found["moment"]).astype(np.int64),
            topic=found["topic"],
            opened=found["opened"],
            contact=places.rows(found["contact"]),
        )

    def arrivals(self, sources: Mapping[str, Source], n: int) -> Arrivals:
        """Return how every customer came, by number; all there are, told of or not."""
        found = self._read(
            TableName.CUSTOMERS,
            columns.ARRIVALS,
            {
                "customer": (Codes.CUSTOMER, "customer_id"),
                "campaign": (Codes.CAMPAIGN, "campaign_id"),
            },
            columns.ARRIVAL_FIELDS,
            texts=("source",),
        )
        places = [*Source]
        known = {word: places.index(source) for word, source in sources.items()}
        unknown = places.index(Source.UNKNOWN)
        said = found["source"].tolist()
        number = {one: known.get(one.strip().lower(), unknown) for one in set(said)}
        who = found["customer"]
        day, source = np.full(n, np.nan), np.full(n, unknown)
        campaign = np.full(n, NOBODY)
        day[who] = np.floor(found["joined"])
        source[who] = [number[one] for one in said]
        campaign[who] = found["campaign"]
        return Arrivals(day=day, source=source, campaign=campaign)

    def referrals(self) -> Referrals:
        """Return who recommended us to whom."""
        codes = {
            "referrer": (Codes.CUSTOMER, "referrer_id"),
            "referred": (Codes.CUSTOMER, "referred_id"),
        }
        found = self._read(
            TableName.REFERRALS, columns.REFERRALS, codes, columns.REFERRAL_FIELDS
        )
        return Referrals(**found)

    def campaigns(self, n: int) -> Campaigns:
        """Return the campaigns by their number; one that is only named has no facts."""
        codes = {
            "campaign": (Codes.CAMPAIGN, "campaign_id"),
            "kind": (Codes.KIND, "kind"),
        }
        found = self._read(
            TableName.CAMPAIGNS, columns.CAMPAIGNS, codes, columns.CAMPAIGN_FIELDS
        )
        which = found.pop("campaign")
        kind = np.full(n, NOBODY)
        kind[which] = found.pop("kind")
        facts = {column: np.full(n, np.nan) for column in found}
        for column, values in found.items():
            facts[column][which] = np.floor(values) if column != "spend" else values
        return Campaigns(kind=kind, **facts)

    def trainings(self) -> Trainings:
        """Return who was trained when in what."""
        codes = {
            "agent": (Codes.AGENT, "agent"),
            "course": (Codes.COURSE, "course"),
        }
        found = self._read(
            TableName.TRAINING, columns.TRAININGS, codes, columns.TRAINING_FIELDS
        )
        day = np.floor(found.pop("moment")).astype(np.int64)
        return Trainings(day=day, **found)

    def names(self) -> Names:
        """Return what the numbers stand for."""
        return Names(**{code.value: self._names(code) for code in Codes})

    def _names(self, code: Codes) -> tuple[str, ...]:
        query = select(["v"], self._codes(code), order="code")
        return tuple(row[0] for row in self.warehouse.fetch(query))

    def _codes(self, code: Codes) -> str:
        return self.customers if code is Codes.CUSTOMER else codes_of(code, self.logs)

    def _read(  # noqa: PLR0913 - the parts of one question
        self,
        table: TableName,
        values: Mapping[str, str],
        codes: Mapping[str, tuple[Codes, str]],
        fields: Sequence[str],
        *,
        ordered: bool = True,
        contact: str | None = None,
        texts: Sequence[str] = (),
    ) -> dict[str, Any]:
        of = self.logs[table]
        key, local = of.table.key, of.table.local
        rows = f"{of.rows([*fields, key, local, PLACE])} AS rows"
        joins, shown = looked_up(codes, self._codes)
        asked = [f"{expression} AS {name(to)}" for to, expression in values.items()]
        if contact is not None:
            known = self.logs[TableName.INTERACTIONS].rows(["interaction_id", PLACE])
            joins += f" LEFT JOIN {known} AS met ON rows.{contact} = met.interaction_id"
            asked.append(f"coalesce(met.{PLACE}, -1)::BIGINT AS contact")
        order = f"{local} NULLS LAST, {key}" if ordered else ""
        query = select([*asked, *shown], rows + joins, order=order)
        found = self.warehouse.arrays(query)
        return {to: _plain(found[to], to in texts) for to in found}


def _plain(values: NDArray[Any], as_text: bool) -> NDArray[Any]:
    """Return numbers with NaN where there is none, and texts with an empty one."""
    if as_text:
        return np.ma.filled(values, "")
    if np.issubdtype(values.dtype, np.integer):
        return np.ma.filled(values, NOBODY).astype(np.int64, copy=False)
    return np.ma.filled(values.astype(np.float64, copy=False), np.nan)
