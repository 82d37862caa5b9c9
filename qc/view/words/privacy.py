"""What is said of people: how they are stored, whose names are kept, which key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qc.core.people import Keep, KeyState, Person
from qc.view.escape import plain
from qc.view.numbers import SPACE, count

TITLE = "Privacy: people and their names"
KEEP = "Keep the names of"
SAVE = "Save"
KEEPS: Mapping[Keep, str] = {
    Keep.NONE: "nobody",
    Keep.AGENTS: "agents",
    Keep.ALL: "agents and customers",
}
HOW = (
    "Customers, accounts and agents are stored as pseudonyms: the same person is "
    "always the same code, and only a key outside the workspace tells who it is. Names "
    "to be kept lie apart from the log, encrypted with that key. Free text and e-mail "
    "columns are not stored unless you say so."
)
NEW_KEY = "Start a new key"
NEW_KEY_MEANS = (
    "With a new key, customers and agents loaded from then on cannot be joined with "
    "those loaded before, and names kept so far cannot be read. Do it only if the old "
    "key is lost for good."
)
KEY_IS_LOST = "The old key is lost for good"
NO_KEY = "The key is made at the first load, in a folder of your own."
STILL_WORKS = (
    "All figures and charts still work. Names cannot be read, measures and filters "
    "that name people are left out, and no file can be loaded."
)
WHAT_TO_DO = (
    "Copy the key there from where the workspace was used before, or from a backup. "
    "Only if it is lost for good, start a new key."
)
_FILE = 400
_STATES: Mapping[KeyState, str] = {
    KeyState.MISSING: "The key of this workspace is not on this machine: {file} is "
    "missing.",
    KeyState.OTHER: "{file} is not the key of this workspace: its people were coded "
    "with another one.",
    KeyState.DAMAGED: "{file} is no key, or cannot be read.",
}
_PERSONS = {
    Person.CUSTOMER: ("customer", "customers"),
    Person.ACCOUNT: ("account", "accounts"),
    Person.AGENT: ("agent", "agents"),
}


def names_line(names: Mapping[Person, int]) -> str:
    """Say whose names are kept, and how many."""
    kept = _counted(names)
    return f"Names kept: {kept}." if kept else "No names are kept."


def codes_line(codes: Mapping[Person, int]) -> str:
    """Say how many people are known by their codes."""
    known = _counted(codes)
    return f"Known by their codes: {known}." if known else "Nobody is known yet."


def change_line(before: Keep, after: Keep, names: Mapping[Person, int]) -> str:
    """Say what a change of whose names are kept does."""
    going = {w: n for w, n in names.items() if w not in after.persons}
    parts = []
    if told := _counted(going):
        parts.append(
            f"Saving deletes the names of {told} at once. They come back only if their "
            "files are removed and loaded again."
        )
    if after.persons - before.persons:
        parts.append(
            "More names are kept from the next load on. For files loaded before, "
            "remove them and load them again."
        )
    return " ".join(parts) or "Nothing that is kept now is deleted."


def key_line(file: object, state: KeyState) -> str:
    """Say where the key is; where it is not, what still works and what to do."""
    place = plain(file, limit=_FILE)
    if state is KeyState.NOT_YET:
        return NO_KEY
    if state is KeyState.HERE:
        return (
            f"The key is in {place}. Keep a copy in a safe place, apart from the "
            "workspace."
        )
    return f"{_STATES[state].replace('{file}', place)} {STILL_WORKS} {WHAT_TO_DO}"


def notes(by_name: int, other_keys: int) -> Iterator[str]:
    """Say which files are not coded with the key of today."""
    if by_name:
        yield (
            f"In {files(by_name)} people still go by name, as they were loaded before "
            "there were pseudonyms. The next load codes them."
        )
    if other_keys:
        yield (
            f"{_were(other_keys)} coded with an earlier key: the same customers and "
            "agents have other codes there and count as other people, and names kept "
            "with it cannot be read."
        )


def parted_line(other_keys: int, what: str) -> str:
    """Say that the same people go by several codes; empty where they do not."""
    if not other_keys:
        return ""
    return (
        f"{_were(other_keys)} coded with an earlier key: the same {plain(what)} has "
        "another code there, and counts as another one here."
    )


def _were(n: int) -> str:
    return f"{files(n)} {'was' if n == 1 else 'were'}"


def files(n: int) -> str:
    """Count files."""
    return many(n, "file")


def many(n: int, one: str, several: str = "") -> str:
    """Count things."""
    return f"{count(n)}{SPACE}{one if n == 1 else several or one + 's'}"


def _counted(people: Mapping[Person, int]) -> str:
    each = [many(people[who], *_PERSONS[who]) for who in Person if people.get(who)]
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)
