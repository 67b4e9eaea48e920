"""Exports of what stands: the formats of ``recoupe.exports``, over the events that pass the filter, corrected where an editor did."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from recoupe.desk.asked import Asked
from recoupe.desk.comparing import standing_tellings
from recoupe.desk.errors import DeskError
from recoupe.desk.reviews.keeping import Review, history
from recoupe.desk.reviews.standing import records
from recoupe.exports.account import Account, accounts_of
from recoupe.exports.formats import FORMATS, writer
from recoupe.exports.incidents import incident_account
from recoupe.exports.taking import Rows
from recoupe.incidents.build import build
from recoupe.store import Store, Stored

SUFFIXES = {
    "parquet": "parquet", "geojson": "geojson", "kml": "kml", "jsonld": "jsonld", "lemonade": "jsonl", "ucdp-aec": "jsonl",
}  # fmt: skip
"""The suffix of a format's file; the others are CSV."""
_PAGE = 200


def file_name(form: str) -> str:
    """What the file is called. Raises DeskError where there is no such format."""
    if form not in FORMATS:
        raise DeskError(f"format={form[:40]!r}: give one of {', '.join(FORMATS)}")
    return f"recoupe-{form}.{SUFFIXES.get(form, 'csv')}"


def chunks(store: Store, asked: Asked, form: str, *, incidents: bool = False) -> Iterator[bytes]:
    """The export, piece by piece. The same store and filter give the same bytes."""
    condition, given = asked.condition()
    sql = f"SELECT e.event_id, e.key FROM standing e WHERE true{condition} ORDER BY e.position, e.number"
    rows = store.database.fetch(sql, given)
    ids = rows["event_id"].to_pylist()
    accounts = (
        _incidents(store, ids) if incidents else _accounts(store, ids, list(dict.fromkeys(rows["key"].to_pylist())))
    )
    return writer(form)(Rows(accounts))


def _accounts(store: Store, ids: list[str], keys: list[str]) -> Iterator[Account]:
    wanted = set(ids)
    reviews: dict[str, list[Review]] = {}
    for one in history(store):
        reviews.setdefault(one.key, []).append(one)
    for key in keys:
        stored = store.dispatch(key)
        if stored is not None:
            yield from (one for one in accounts_of(_standing(stored, tuple(reviews.get(key, ())))) if one.id in wanted)


def _standing(stored: Stored, reviews: tuple[Review, ...]) -> Stored:
    """The dispatch with the records that stand in place of the machine's."""
    if not reviews:
        return stored
    kept = [one for one in records(stored, reviews) if one.verdict != "reject"]
    events = tuple(one.event.model_copy(update={"id": one.event_id.partition(":")[2]}) for one in kept)
    return Stored(stored.key, stored.dispatch, stored.coded.model_copy(update={"events": events}), stored.copy_of)


def _incidents(store: Store, ids: list[str]) -> Iterator[Account]:
    """The incidents of the events, each with all its accounts as they stand; one whose records are all rejected is none."""
    sql = "SELECT DISTINCT incident FROM incident_records WHERE event_id IN (SELECT unnest(CAST($1 AS text[]))) ORDER BY incident"
    names = iter(store.database.fetch(sql, [ids])["incident"].to_pylist())
    while some := list(islice(names, _PAGE)):
        for name, told in standing_tellings(store, some).items():
            if told.tellings:
                yield incident_account(build(name, told.tellings), told.tellings)
