"""Mapping files from TOML: every fault of the file is collected before it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from qc.core.card_checks import near
from qc.core.errors import InvalidCard, InvalidLog
from qc.core.kinds import FieldKind, Stage
from qc.core.plan import EventPick, EventPlan, FieldPlan
from qc.core.tables import INTERACTIONS, TABLES
from qc.core.toml_text import parse
from qc.intake import mapping_options as options
from qc.intake.encoding import codec_name
from qc.intake.mapping import Mapping
from qc.intake.mapping_options import OPTIONS, PICKS, Option, Parts, Unfit

_TOP = (
    *("name", "table", "part", "encoding", "delimiter", "zone", "missing"),
    *("line_as_id", "adds", "fields", "events"),
)
_EVENTS = ("case", "time", "event", "order", "format", "formats", "zone", "fields")
_Value = TypeVar("_Value")


def read_mapping(text: str, source: str) -> Mapping:
    """Read the text of a mapping file.

    Parameters
    ----------
    text : str
        TOML; the README explains every key.
    source : str
        Name of the file, for messages and as the name of the mapping if it has none.

    Raises
    ------
    InvalidCard
        With every fault of the file.
    """
    table = parse(text, source)
    card = _Card(table, source)
    mapping = card.mapping()
    if card.faults:
        raise InvalidCard(source, card.faults)
    return mapping


class _Card:
    """One mapping file being read."""

    def __init__(self, table: dict[str, Any], source: str) -> None:
        self.table = table
        self.source = source
        self.faults: list[str] = []
        self.event_log = "events" in table
        self.of = INTERACTIONS
        self.zone = "UTC"
        self.adds = False
        self.missing: tuple[str, ...] | None = None

    def mapping(self) -> Mapping:
        self.unknown("", self.table, _TOP)
        name = self.option("table", options.table_name, INTERACTIONS.name)
        self.of = TABLES[name]
        if self.event_log and self.of is not INTERACTIONS:
            self.fault("events", f"{name} do not come as events; interactions do.")
        self.zone = self.option("zone", options.zone, "UTC")
        self.missing = self.option("missing", options.missing, None)
        line_as_id = self.option("line_as_id", options.true, False)
        self.adds = self.option("adds", options.true, False)
        events = self.events()
        fields = self.fields()
        self.require(line_as_id)
        return Mapping(
            name=self.option("name", options.text, self.source.removesuffix(".toml")),
            fields=fields,
            events=events,
            line_as_id=line_as_id,
            encoding=self.option("encoding", _encoding, None),
            delimiter=self.option("delimiter", options.delimiter, None),
            part=self.option("part", options.text, None),
            source=self.source,
            table=name,
            adds=self.adds,
        )

    def fault(self, place: str, what: str) -> None:
        self.faults.append(f"{place}: {what}")

    def unknown(self, path: str, table: Iterable[str], known: Iterable[str]) -> None:
        for key in table:
            if key not in known:
                self.fault(f"{path}{key}", f"there is no such key.{near(key, known)}")

    def option(
        self,
        key: str,
        check: Callable[[object], _Value],
        default: Any,  # noqa: ANN401
        *,
        table: dict[str, Any] | None = None,
        path: str = "",
    ) -> Any:  # noqa: ANN401
        """Read one key of a table, noting what is wrong with it."""
        table = self.table if table is None else table
        if key not in table:
            return default
        try:
            return check(table[key])
        except Unfit as unfit:
            self.fault(path + key, str(unfit))
            return default

    def section(self, name: str, table: dict[str, Any], path: str) -> dict[str, Any]:
        section = table.get(name, {})
        if isinstance(section, dict):
            return section
        self.fault(path + name, f"must be a table [{path}{name}].")
        return {}

    def fields(self) -> tuple[FieldPlan, ...]:
        plain = self.section("fields", self.table, "")
        events = self.section("events", self.table, "")
        picked = self.section("fields", events, "events.")
        plans = [self.field("fields", *item) for item in plain.items()]
        plans += [self.field("events.fields", *item) for item in picked.items()]
        for name in plain.keys() & picked.keys():
            self.fault(f"events.fields.{name}", "is mapped under [fields] already.")
        return tuple(plan for plan in plans if plan is not None)

    def field(self, path: str, name: str, spec: object) -> FieldPlan | None:
        place = f"{path}.{name}"
        fields = self.of.fields
        if name not in fields:
            self.fault(place, f"there is no such field.{near(name, fields)}")
            return None
        spec = {"column": spec} if isinstance(spec, str) else spec
        if not isinstance(spec, dict):
            self.fault(place, 'must be a column, or a table { column = "..." }.')
            return None
        picks = [pick for pick in EventPick if pick in spec]
        known: dict[str, Option] = dict(OPTIONS)
        if self.event_log:
            known |= {pick.value: PICKS[pick] for pick in EventPick}
        before = len(self.faults)
        self.unknown(f"{place}.", spec, known)
        parts = self.parts(place, fields[name].kind, spec, known)
        if set(spec) <= set(known):
            self.sources(place, spec, picks)
        if len(self.faults) > before:
            return None
        plan = FieldPlan(field=name, pick=picks[0] if picks else None, **parts)
        self.stages(place, plan)
        return plan

    def parts(
        self,
        place: str,
        kind: FieldKind,
        spec: dict[str, Any],
        known: dict[str, Option],
    ) -> Parts:
        parts: Parts = {"zone": self.zone} if kind is FieldKind.TIME else {}
        if self.missing is not None and "constant" not in spec:
            parts["missing"] = self.missing
        for key in [key for key in spec if key in known]:
            kinds, part, check = known[key]
            if kind not in kinds:
                self.fault(f"{place}.{key}", f"does not fit a {kind} field.")
                continue
            value = self.option(key, check, None, table=spec, path=f"{place}.")
            if value is not None:
                parts[part] = value
        return parts

    def sources(self, place: str, spec: dict[str, Any], picks: list[EventPick]) -> None:
        if "format" in spec and "formats" in spec:
            self.fault(place, "has format and formats; keep one.")
        if self.event_log:
            if ("constant" in spec) + len(picks) != 1 or "column" in spec:
                known = ", ".join(EventPick)
                self.fault(place, f"needs exactly one of constant, {known}.")
        elif not {"column", "constant", "computed"} & set(spec) or (
            {"column", "constant"} <= set(spec)
        ):
            self.fault(place, "needs a column or a constant, and not both.")

    def stages(self, place: str, plan: FieldPlan) -> None:
        words = [value for _, value in plan.values] + [plan.constant or ""]
        for word in words if plan.field == "stage" else ():
            if word and word not in set(Stage):
                known = ", ".join(Stage)
                self.fault(place, f"{word!r} is no stage. The stages are {known}.")

    @staticmethod
    def names(table: object) -> Iterable[str]:
        fields = table.get("fields") if isinstance(table, dict) else None
        return fields if isinstance(fields, dict) else ()

    def events(self) -> EventPlan | None:
        table = self.section("events", self.table, "")
        if not self.event_log:
            return None
        self.unknown("events.", table, _EVENTS)
        parts: dict[str, Any] = {"zone": self.zone}
        keys = {"case": options.text, "time": options.text, "event": options.text}
        for key in keys:
            if key not in table:
                self.fault(f"events.{key}", "is missing; name its column.")
        checks: dict[str, Callable[[object], Any]] = {
            **keys,
            "order": options.text,
            "zone": options.zone,
            "formats": options.time_formats,
            "format": options.time_format,
        }
        for key in [key for key in checks if key in table]:
            part = "formats" if key == "format" else key
            parts[part] = self.option(key, checks[key], "", table=table, path="events.")
        return EventPlan(**{"case": "", "time": "", "event": "", **parts})

    def require(self, line_as_id: bool) -> None:
        events = self.table.get("events", {})
        names = {*self.names(self.table), *self.names(events)}
        keyed = self.event_log or line_as_id
        key, log = self.of.key, self.of is INTERACTIONS
        whose = "interaction" if log else f"row of {self.of.name}"
        if self.adds and (keyed or not log or self.of.time in names):
            self.fault("adds", "fits interactions with an id and no opened_at only.")
        needed = {*self.of.required} - ({self.of.time} if self.adds else set())
        for name in self.of.required:
            if name in needed - names and name != key:
                self.fault(f"fields.{name}", f"is missing; every {whose} has one.")
        if key in names and keyed:
            other = "events.case" if self.event_log else "line_as_id"
            self.fault(f"fields.{key}", f"{other} is the key already.")
        if key not in names and key in self.of.required and not keyed:
            self.fault(f"fields.{key}", "is missing; map it, or set line_as_id = true.")


def _encoding(value: object) -> str:
    try:
        return codec_name(options.text(value)) or ""
    except InvalidLog as error:
        raise Unfit(str(error)) from error
