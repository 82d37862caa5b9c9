"""People on their way into a batch: coded, joined, and told only if names are kept."""

from __future__ import annotations

from pathlib import Path

from qc.core.kinds import TableName
from qc.core.people import Keep, Person
from qc.core.plan import EventPick, EventPlan, FieldPlan
from qc.store.pseudonyms import Pseudonyms
from tests.store.loads import ID, OPENED, a_plan, load

PEOPLE = Pseudonyms(bytes(range(32)))
COLUMNS = ("id", "at", "who", "by", "team")
PLAN = a_plan(
    ID,
    OPENED,
    FieldPlan(field="customer_id", column="who"),
    FieldPlan(field="agent", column="by", missing=("", "none")),
    FieldPlan(field="team", column="team"),
    columns=COLUMNS,
)
HEAD = "id,at,who,by,team\n"
ROWS = (
    "i1,2026-03-02T10:00,C1,anna,north\n"
    "i2,2026-03-02T11:00, C2 ,bob,north\n"
    "i3,2026-03-02T12:00,,none,north\n"
    "i4,2026-03-02T13:00,C1,C1,\n"
)
CUSTOMERS = [PEOPLE.of(Person.CUSTOMER, name) for name in ("C1", "C2")]


def test_people_are_stored_as_pseudonyms_in_file_order(tmp_path: Path) -> None:
    found = load(tmp_path, HEAD + ROWS, PLAN, people=PEOPLE)

    first, second = CUSTOMERS
    assert [row["customer_id"] for row in found.rows] == [first, second, None, first]
    assert [row["agent"] for row in found.rows] == [
        PEOPLE.of(Person.AGENT, "anna"),
        PEOPLE.of(Person.AGENT, "bob"),
        None,
        PEOPLE.of(Person.AGENT, "C1"),
    ]
    assert [row["team"] for row in found.rows] == ["north", "north", "north", None]
    assert [row["line"] for row in found.rows] == [2, 3, 4, 5]


def test_the_batch_holds_none_of_the_names(tmp_path: Path) -> None:
    plan = a_plan(
        ID, OPENED, FieldPlan(field="customer_id", column="who"), columns=COLUMNS[:3]
    )
    load(
        tmp_path, "id,at,who\ni1,2026-03-02T10:00,Kundennr-4711\n", plan, people=PEOPLE
    )

    for file in ("out", "aside"):
        assert b"4711" not in (tmp_path / file).read_bytes()


def test_without_a_key_names_stay(tmp_path: Path) -> None:
    found = load(tmp_path, HEAD + ROWS, PLAN)

    assert [row["agent"] for row in found.rows] == ["anna", "bob", None, "C1"]
    assert found.result.people == ()


def test_names_to_be_kept_are_told(tmp_path: Path) -> None:
    agents = load(tmp_path, HEAD + ROWS, PLAN, people=PEOPLE).result.people
    every = Pseudonyms(PEOPLE.key, Keep.ALL)
    none = Pseudonyms(PEOPLE.key, Keep.NONE)

    assert {name for _, _, name in agents} == {"anna", "bob", "C1"}
    assert {who for who, _, _ in agents} == {Person.AGENT}
    assert all(PEOPLE.of(who, name) == code for who, code, name in agents)
    assert len(load(tmp_path, HEAD + ROWS, PLAN, people=every).result.people) == 5
    assert load(tmp_path, HEAD + ROWS, PLAN, people=none).result.people == ()


def test_rows_are_set_aside_and_counted_as_before(tmp_path: Path) -> None:
    bad = "i5,never,C9,anna,north\n"
    plain = load(tmp_path, HEAD + ROWS + bad, PLAN)
    coded = load(tmp_path, HEAD + ROWS + bad, PLAN, people=PEOPLE)

    assert coded.aside == plain.aside == [(6, "at", "never", "not-a-time")]
    assert coded.result.accepted == plain.result.accepted == 4


def test_the_same_content_has_the_same_hash(tmp_path: Path) -> None:
    twice = load(tmp_path, HEAD + ROWS + ROWS, PLAN, people=PEOPLE)
    moved = load(
        tmp_path, HEAD + "i0,2026-03-01T10:00,C7,eve,\n" + ROWS, PLAN, people=PEOPLE
    )

    assert twice.result.duplicates == 4
    hashes = [row["row_hash"] for row in twice.rows]
    assert hashes == [row["row_hash"] for row in moved.rows[1:]]
    assert hashes != [row["row_hash"] for row in load(tmp_path, HEAD + ROWS, PLAN).rows]


def test_an_agent_of_all_rows(tmp_path: Path) -> None:
    plan = a_plan(
        ID, OPENED, FieldPlan(field="agent", constant="anna"), columns=("id", "at")
    )

    found = load(tmp_path, "id,at\ni1,2026-03-02T10:00\n", plan, people=PEOPLE)

    assert found.rows[0]["agent"] == PEOPLE.of(Person.AGENT, "anna")


def test_the_agents_of_an_event_log(tmp_path: Path) -> None:
    plan = a_plan(
        FieldPlan(field="opened_at", pick=EventPick.FIRST_TIME),
        FieldPlan(field="agent", column="by", pick=EventPick.LAST_VALUE),
        columns=("case", "at", "what", "by"),
        events=EventPlan(case="case", time="at", event="what"),
    )
    rows = ["k1,2026-03-02T10:00,open,anna", "k1,2026-03-02T11:00,close,bob"]
    text = "\n".join(["case,at,what,by", *rows, ""])

    found = load(tmp_path, text, plan, people=PEOPLE)

    assert found.rows[0]["agent"] == PEOPLE.of(Person.AGENT, "bob")
    assert [name for _, _, name in found.result.people] == ["bob"]  # of its last row


def test_both_sides_of_a_recommendation_are_customers(tmp_path: Path) -> None:
    plan = a_plan(
        FieldPlan(field="referrer_id", column="from"),
        FieldPlan(field="referred_id", column="to"),
        FieldPlan(field="recommended_at", column="at"),
        columns=("from", "to", "at"),
        table=TableName.REFERRALS,
    )

    found = load(tmp_path, "from,to,at\nC1,C2,2026-03-02T10:00\n", plan, people=PEOPLE)

    (row,) = found.rows
    assert [row["referrer_id"], row["referred_id"]] == CUSTOMERS
    assert row["referral_id"].startswith("|".join(CUSTOMERS))  # made of pseudonyms


def test_a_name_at_fault_is_not_listed(tmp_path: Path) -> None:
    plan = a_plan(
        FieldPlan(field="referrer_id", column="from"),
        FieldPlan(field="referred_id", column="to"),
        FieldPlan(field="recommended_at", column="at"),
        columns=("from", "to", "at"),
        table=TableName.REFERRALS,
    )

    found = load(tmp_path, "from,to,at\nC1,C1,2026-03-02T10:00\n", plan, people=PEOPLE)

    ((line, _, value, fault),) = found.aside + found.left_out
    assert (line, value, fault) == (2, "\u2026", "oneself")


def test_one_column_may_name_two_kinds_of_people(tmp_path: Path) -> None:
    plan = a_plan(
        ID,
        OPENED,
        FieldPlan(field="customer_id", column="who"),
        FieldPlan(field="account", column="who", missing=("", "C2")),
        columns=("id", "at", "who"),
    )
    text = "id,at,who\ni1,2026-03-02T10:00,C1\ni2,2026-03-02T10:00,C2\n"

    found = load(tmp_path, text, plan, people=PEOPLE)

    assert [row["customer_id"] for row in found.rows] == CUSTOMERS
    codes = [row["account"] for row in found.rows]
    assert codes == [PEOPLE.of(Person.ACCOUNT, "C1"), None]


def test_whoever_is_written_in_several_ways_is_one(tmp_path: Path) -> None:
    by = FieldPlan(
        field="agent", column="by", values=(("ann", "anna"), ("", "nobody"), ("x", ""))
    )
    plan = a_plan(ID, OPENED, by, columns=("id", "at", "by"))
    names = ("anna", " anna ", "ann", "", "x", '" "')
    lines = [f"i{i},2026-03-02T10:00,{name}" for i, name in enumerate(names)]

    found = load(tmp_path, "\n".join(["id,at,by", *lines, ""]), plan, people=PEOPLE)

    anna, nobody = (PEOPLE.of(Person.AGENT, name) for name in ("anna", "nobody"))
    codes = [row["agent"] for row in found.rows]
    assert codes == [anna, anna, anna, nobody, None, nobody]
    assert [name for _, _, name in found.result.people] == sorted(
        ("anna", "nobody"), key=lambda name: PEOPLE.of(Person.AGENT, name)
    )


def test_who_recommends_themselves_is_left_out(tmp_path: Path) -> None:
    plan = a_plan(
        FieldPlan(field="referrer_id", column="from"),
        FieldPlan(field="referred_id", column="to"),
        FieldPlan(field="recommended_at", column="at"),
        columns=("from", "to", "at"),
        table=TableName.REFERRALS,
    )
    text = "from,to,at\nC1,C1,2026-03-02T10:00\nC1,C2,2026-03-02T10:00\n"

    found = load(tmp_path, text, plan, people=PEOPLE)

    codes = [(row["referrer_id"], row["referred_id"]) for row in found.rows]
    assert codes[-1] == tuple(CUSTOMERS)
    assert all(one != other for one, other in codes)
