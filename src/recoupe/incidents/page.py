"""An incident as a page of text: the accounts in time, what they agree on, how the toll moved, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from recoupe.incidents.records import Account, Difference, Incident, Statement, Toll
from recoupe.rendering.cells import figure
from recoupe.rendering.plain import printable

WIDTH = 110
_EVIDENCE = 3
"""Passages shown of each account."""


def page(incident: Incident) -> list[str]:
    """The lines of the page; nothing in them can steer a terminal."""
    parts = (_heading(incident), _agreed(incident), _tolls(incident), _open(incident), _accounts(incident))
    return [line for part in parts for line in part]


def heading(incident: Incident) -> str:
    """One line: id, day, place, type, how many accounts."""
    agreed = incident.agreed
    told = [incident.id, incident.first_day.isoformat() if incident.first_day else "undated"]
    told += [
        agreed.get("place") or best(incident, "place") or "place unknown",
        agreed.get("type") or best(incident, "type"),
    ]
    marks = [name for name, holds in (("denied by some", incident.denied), ("confirmed", incident.confirmed)) if holds]
    return "  ".join([*map(printable, told), counts(incident), *marks])


def counts(incident: Incident) -> str:
    """ "8 accounts, 5 independent" """
    number = len(incident.accounts)
    return f"{number} account{'' if number == 1 else 's'}, {incident.independent} independent"


def best(incident: Incident, field: str) -> str:
    """The value that most voices give for a field on which accounts differ; "" where none gives one."""
    found = (difference for difference in incident.differences if difference.field == field)
    return next((difference.values[0].shown for difference in found), "")


def _heading(incident: Incident) -> Iterator[str]:
    yield heading(incident)
    for voice in incident.voices:
        more = len(voice.event_ids) - 1
        yield f"  {printable(voice.name)}{f' (and {more} more by it, of it or citing it)' if more else ''}"


def _agreed(incident: Incident) -> Iterator[str]:
    yield ""
    yield "AGREED" if incident.agreed else "AGREED  nothing"
    for name, shown in incident.agreed.items():
        yield f"  {name:<10}{printable(shown)}"


def _tolls(incident: Incident) -> Iterator[str]:
    if incident.tolls:
        yield ""
        yield "TOLL       low  best  high"
    for toll in incident.tolls:
        high = f"{toll.high}+" if toll.open_above else f"{toll.high}"
        yield f"  {toll.field:<10}{toll.low:>4}{toll.best:>6}{high:>6}   {_moved(toll)}"


def _moved(toll: Toll) -> str:
    """The figures in time: "05-14 AFP 12– → 05-15 RFI 19"."""
    steps = [
        f"{move.published.isoformat() if move.published else 'undated'} {printable(move.voice)} {figure(move.figure)}"
        f"{'*' if move.event_id == toll.best_from else ''}"
        for move in toll.moves
    ]
    return " → ".join(steps)


def _open(incident: Incident) -> Iterator[str]:
    contradicted = [one for one in incident.differences if one.contradiction]
    told_otherwise = [one for one in incident.differences if not one.contradiction]
    if contradicted:
        yield ""
        yield "OPEN QUESTIONS"
    for one in contradicted:
        yield f"  {one.field}: {printable(one.contradiction or '')}"
        yield from _values(one)
    if told_otherwise:
        yield ""
        yield "TOLD OTHERWISE, WITHOUT CONTRADICTION"
    for one in told_otherwise:
        yield f"  {one.field}"
        yield from _values(one)


def _values(difference: Difference) -> Iterator[str]:
    for value in difference.values:
        for number, statement in enumerate(value.statements):
            shown = printable(value.shown) if number == 0 else ""
            yield from _folded(f"    {shown:<28}  {_says(statement)}", 34)


def _says(statement: Statement) -> str:
    day = statement.published.isoformat() if statement.published else "undated"
    said = " … ".join(f"“{printable(words)}”" for words in statement.words[:_EVIDENCE])
    cited = printable(", ".join(statement.sources))
    return "  ".join(part for part in (day, printable(statement.voice), said, f"[{cited}]" if cited else "") if part)


def _accounts(incident: Incident) -> Iterator[str]:
    yield ""
    yield "ACCOUNTS"
    for one in incident.accounts:
        yield from _account(one)


def _account(one: Account) -> Iterator[str]:
    day = one.published.isoformat() if one.published else "undated"
    marks: list[str] = [one.certainty] if one.status == "happened" else [one.status, one.certainty]
    if one.copy_of:
        marks.append(f"repeats {one.copy_of}")
    elif printable(one.voice) != printable(one.publisher or ""):
        marks.append(f"account of {printable(one.voice)}")
    if one.recalls:
        marks.append("looks back")
    yield f"  {day}  {printable(one.publisher or '(no publisher)')}  {', '.join(marks)}  {printable(one.event_id)}"
    if one.title:
        yield f"      {printable(one.title)}"
    for words in one.evidence[:_EVIDENCE]:
        yield from _folded(f"      “{printable(words)}”", 7)
    if len(one.evidence) > _EVIDENCE:
        yield f"      … and {len(one.evidence) - _EVIDENCE} more"


def _folded(line: str, indent: int) -> list[str]:
    """A line broken at WIDTH, what follows the first indented."""
    return wrap(line, WIDTH, subsequent_indent=" " * indent, drop_whitespace=True, break_on_hyphens=False) or [""]
