"""What is said of training days on a chart: in what, how many, and who if allowed."""

from __future__ import annotations

from collections.abc import Mapping

from qc.core.kinds import Period
from qc.review.training_marks import TrainingMark
from qc.view.escape import plain
from qc.view.locales import Locale
from qc.view.numbers import count, number_of
from qc.view.words.dates import full_date

SECTION = "Training days on this chart"
COLUMNS = ("Mark", "When", "Training", "Who", "Records")
UNNAMED = "(course not named)"
NOTE = (
    "T marks a day of training; of many, the week or the month that holds them. What "
    "follows a training need not follow from it."
)
_MOST_COURSES, _MOST_AGENTS, _CUT = 3, 6, 30


def section_line(marks: int, locale: Locale | None = None) -> str:
    """Label of the list of marks."""
    return f"{SECTION} ({count(marks, locale)})"


def mark_key(i: int) -> str:
    """Return the key of a mark on its chart: T1, T2."""
    return f"T{i + 1}"


def when(mark: TrainingMark) -> str:
    """Say when: a day, or from which day on in a week or month."""
    day = full_date(mark.day)
    return day if mark.period is Period.DAY else f"{mark.period.value} from {day}"


def courses(mark: TrainingMark, locale: Locale | None = None) -> str:
    """Name the courses, most taken first."""
    named = mark.courses[:_MOST_COURSES]
    told = [plain(course, limit=_CUT) or UNNAMED for course, _ in named]
    more = len(mark.courses) - len(named)
    return ", ".join(told) + (f" and {count(more, locale)} more" if more else "")


def who(
    mark: TrainingMark,
    labels: Mapping[str, str] | None = None,
    locale: Locale | None = None,
) -> str:
    """Say who, by the labels they go by; without, only how many."""
    if labels is None or len(mark.agents) > _MOST_AGENTS:
        return number_of(len(mark.agents), "agent", "agents", locale)
    named = [labels.get(one, "") for one in mark.agents]
    unknown = sum(not one for one in named)
    told = sorted(plain(one, limit=_CUT) for one in named if one)
    if unknown:
        told.append(f"{count(unknown, locale)} without interactions")
    return ", ".join(told)


def mark_text(
    mark: TrainingMark,
    labels: Mapping[str, str] | None = None,
    locale: Locale | None = None,
) -> str:
    """Return the text of a mark: "Training: tone, 2 agents"."""
    return f"Training: {courses(mark, locale)}; {who(mark, labels, locale)}"
