"""What an editor writes on the command line to what is decided, and what is said back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recoupe.incidents.asking import incident_id
from recoupe.incidents.decisions import Decision, DecisionError
from recoupe.incidents.keeping import decide, undo
from recoupe.incidents.kept import Kept
from recoupe.rendering.plain import printable
from recoupe.store import Store


def decided(store: Store, action: str, given: Sequence[str], editor: str | None, note: str | None) -> Iterator[str]:
    """Takes the decision that is written and says what came of it, a line at a time.

    ``merge`` and ``confirm`` name incidents; ``split`` an incident and the events that leave it; ``undo`` a number.
    Raises DecisionError where that cannot be.
    """
    if action == "undo":
        yield f"undone: {_told(undo(store, _number(given[0])))}"
    elif action == "merge":
        names = dict.fromkeys(incident_id(store, name) for name in given)
        if len(names) < 2:
            raise DecisionError(f"merge: {' and '.join(given)} are one incident already; confirm keeps it so")
        new = decide(store, "merge", _events(store, list(names)), editor=editor, note=note)
        yield f"{_told(new)}; they are {incident_id(store, new.stays[0])}"
    elif action == "confirm":
        name = incident_id(store, given[0])
        yield _told(decide(store, "confirm", _events(store, [name]), editor=editor, note=note))
    else:
        yield _split(store, given[0], given[1:], editor, note)


def listed(store: Store) -> Iterator[str]:
    """The decisions that stand, in the order taken."""
    return map(_told, Kept(store.database).decisions())


def _split(store: Store, name: str, goes: Sequence[str], editor: str | None, note: str | None) -> str:
    there = _events(store, [incident_id(store, name)])
    strange = [event for event in goes if event not in there]
    if strange:
        raise DecisionError(
            f"split: {strange[0]} is no event of {name}; recoupe incidents {store.name} {name} lists them"
        )
    stays = [event for event in there if event not in goes]
    if not stays:
        raise DecisionError(f"split: nothing would stay in {name}; leave at least one event")
    new = decide(store, "split", stays, goes, editor=editor, note=note)
    now = incident_id(store, new.stays[0]), incident_id(store, new.goes[0])
    return f"{_told(new)}; they are {now[0]} and {now[1]}"


def _events(store: Store, names: Sequence[str]) -> list[str]:
    """The events of incidents, sorted."""
    sql = (
        "SELECT event_id FROM incident_records WHERE incident IN (SELECT unnest(CAST($1 AS text[]))) ORDER BY event_id"
    )
    found: list[str] = store.database.fetch(sql, [list(names)])["event_id"].to_pylist()
    return found


def _number(given: str) -> int:
    try:
        return int(given)
    except ValueError:
        raise DecisionError(f"undo: {given!r} is no number; recoupe incidents STORE decisions lists them") from None


def _told(one: Decision) -> str:
    """ "decision 3: split (1 event from 7) by A. N.: two markets" """
    about = one.goes or one.stays
    events = f"{len(about)} event{'' if len(about) == 1 else 's'}{f' from {len(one.stays)}' if one.goes else ''}"
    by = f" by {printable(one.editor)}" if one.editor else ""
    return f"decision {one.number}: {one.action} ({events}){by}{f': {printable(one.note)}' if one.note else ''}"
