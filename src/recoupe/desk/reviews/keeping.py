"""Reviews into a store and out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from recoupe.desk.errors import DeskError, NotThere
from recoupe.records import Event
from recoupe.store import Store
from recoupe.store.exact import holdable, to_json
from recoupe.store.rows import event_from, flat_event
from recoupe.store.schema import EVENT_COLUMNS
from recoupe.text import key as folded

Verdict = Literal["accept", "correct", "reject", "add", "reopen"]
_LONGEST_NOTE = 2000
_COLUMNS = "number, event_id, key, verdict, editor, made_at, note, record, exact"


@dataclass(frozen=True)
class Review:
    """One review: its number in the order taken, the event and its dispatch, who, when (ISO 8601, UTC), and why.

    ``record`` is the record as it should be, of a correction or an addition.
    """

    number: int
    event_id: str
    key: str
    verdict: Verdict
    editor: str
    at: str
    note: str | None = None
    record: Event | None = None


def review(
    store: Store,
    event_id: str,
    verdict: Verdict,
    editor: str,
    *,
    record: Event | None = None,
    note: str | None = None,
    now: dt.datetime | None = None,
) -> Review:
    """Keeps a review. A correction and an addition need the ``record``; for an addition ``event_id`` is that of ``free_id``.

    Raises NotThere where there is no such event, DeskError where verdict and record do not fit each other.
    """
    _check(verdict, editor, record, note)
    key = event_id.partition(":")[0]
    at = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    with store.database.transaction():
        _check_event(store, event_id, verdict)
        last = store.database.fetch("SELECT coalesce(max(number), 0) AS n FROM reviews")["n"][0].as_py()
        made = Review(
            int(last) + 1, event_id, key, verdict, holdable(editor), at, holdable(note) if note else None, record
        )
        store.database.insert("reviews", [_row(made)])
    return made


def history(store: Store, *, key: str | None = None, event_id: str | None = None) -> tuple[Review, ...]:
    """The reviews of a dispatch or an event, or all of them, in the order taken."""
    column, value = ("event_id", event_id) if event_id else ("key", key)
    where, given = (f" WHERE {column} = $1", [value]) if value else ("", [])
    return _read(store, f"SELECT {_COLUMNS} FROM reviews{where} ORDER BY number", given)


def latest_of(store: Store, keys: Sequence[str]) -> tuple[Review, ...]:
    """The latest review of each record of the dispatches that has one."""
    where = "key IN (SELECT unnest(CAST($1 AS text[])))"
    return _read(store, f"SELECT {_COLUMNS} FROM latest_reviews WHERE {where} ORDER BY number", [list(keys)])


def _read(store: Store, sql: str, given: Sequence[object]) -> tuple[Review, ...]:
    return tuple(
        Review(
            row["number"], row["event_id"], row["key"], row["verdict"], row["editor"], row["made_at"], row["note"],
            event_from(row) if row["record"] else None,
        )
        for row in store.database.fetch(sql, given).to_pylist()
    )  # fmt: skip


def free_id(store: Store, key: str) -> str:
    """The id of the next record that an editor adds to a dispatch: "<key>:a1", "<key>:a2", …"""
    sql = "SELECT count(DISTINCT event_id) AS n FROM reviews WHERE key = $1 AND starts_with(event_id, $1 || ':a')"
    return f"{key}:a{int(store.database.fetch(sql, [key])['n'][0].as_py()) + 1}"


def _check(verdict: str, editor: str, record: Event | None, note: str | None) -> None:
    if verdict not in get_args(Verdict):
        raise DeskError(f"verdict {verdict!r}: give one of {', '.join(get_args(Verdict))}")
    if (record is not None) != (verdict in ("correct", "add")):
        raise DeskError(f"{verdict}: a correction and an addition come with a record, other verdicts without")
    if not editor.strip():
        raise DeskError("a review is kept with who made it: give a name")
    if note and len(note) > _LONGEST_NOTE:
        raise DeskError(f"the note has {len(note):,} characters; {_LONGEST_NOTE:,} at most")


def _check_event(store: Store, event_id: str, verdict: str) -> None:
    """An addition needs its dispatch, and every other verdict its event."""
    if verdict == "add":
        sql, value = "SELECT count(*) AS n FROM dispatches WHERE key = $1", event_id.partition(":")[0]
    else:
        sql = "SELECT (SELECT count(*) FROM events WHERE event_id = $1) + (SELECT count(*) FROM reviews WHERE event_id = $1) AS n"
        value = event_id
    if not store.database.fetch(sql, [value])["n"][0].as_py():
        raise NotThere(f"no event {event_id!r} in {store.name}")


def _row(made: Review) -> tuple[object, ...]:
    head = (made.number, made.event_id, made.key, made.verdict, made.editor, made.at, made.note)
    if made.record is None:
        return (*head, None, *(None for _ in EVENT_COLUMNS), None)
    return (*head, _party_keys(made.record), *flat_event(made.record), to_json(made.record)[1])


def _party_keys(event: Event) -> str:
    """ "|jnim|military forces of mali|": what the filter looks a party up in."""
    return "|".join(["", *(folded(party.name) for party in (*event.actors, *event.targets)), ""])
