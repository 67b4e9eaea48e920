"""Incidents as lines: JSON for programs, a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from recoupe.incidents.page import best
from recoupe.incidents.records import Incident
from recoupe.rendering.plain import printable

_HEAD = ("incident", "day", "type", "where", "who → whom", "killed", "told by", "open")
_LEAST = (17, 10, 18, 14, 20, 9, 7, 12)


def line(incident: Incident) -> str:
    """The incident as a line of JSON."""
    return incident.model_dump_json()


def listing(incidents: Iterable[Incident], width: int) -> Iterator[Text]:
    """A heading, a line an incident and a count, fitted to a terminal so many columns wide.

    ``killed`` is low, best and high; ``told by`` how many dispatches, and how many independent accounts; ``open`` the
    fields on which accounts contradict each other.
    """
    room = max(0, width - sum(_LEAST) - 2 * (len(_LEAST) - 1))
    widths = [least + room * share // 10 for least, share in zip(_LEAST, (0, 0, 1, 2, 5, 0, 0, 2), strict=True)]
    yield _row(_HEAD, widths, "bold")
    count = 0
    for one in incidents:
        count += 1
        yield _row(_cells(one), widths)
    yield Text(f"{count:,} incident{'' if count == 1 else 's'}", style="dim")


def _cells(one: Incident) -> tuple[str, ...]:
    def value(field: str) -> str:
        return one.agreed.get(field) or best(one, field)

    killed = one.toll("killed")
    toll = f"{killed.low}/{killed.best}/{killed.high}{'+' if killed.open_above else ''}" if killed else ""
    dispatches = len({account.dispatch for account in one.accounts})
    disputed = ", ".join(difference.field for difference in one.differences if difference.contradiction)
    who = f"{value('actors') or '?'} → {value('targets') or '?'}"
    day = one.first_day.isoformat() if one.first_day else ""
    return (one.id, day, value("type"), value("place"), who, toll, f"{dispatches} ({one.independent})", disputed)


def _row(cells: Iterable[str], widths: Iterable[int], style: str = "") -> Text:
    row = Text(style=style)
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = Text(printable(cell))
        text.truncate(width, overflow="ellipsis", pad=True)
        row.append_text(Text("  ") if number else Text()).append_text(text)
    return row
