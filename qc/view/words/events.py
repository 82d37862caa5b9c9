"""What the list of events on a chart says."""

from __future__ import annotations

REMOVE_EVENT = "Take it off"
EDIT_EVENT = "Change"
EVENT_DAY = "Day"
EVENT_TEXT = "What happened"
EVENT_EVERYWHERE = "Show it on every measure"
ADD_EVENT = "Note it"
KEEP_EVENT = "Keep the change"
EVENT_CHANGED = "The note is changed."
EVENT_REMOVED = "The note is off the charts; the list of decisions keeps it."


def events_line(events: int) -> str:
    """Label of the list of events."""
    return (
        f"Events on this chart ({events})" if events else "Note an event on the chart"
    )
