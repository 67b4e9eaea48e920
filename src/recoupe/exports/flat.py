"""An account as one flat row: the columns that CSV, Parquet, HXL, GeoJSON and KML share.

They are those of the store's view ``accounts``, and beside them the parties' kinds and countries, the GeoNames id, origin and
destination, how many dispatches tell it, UCDP's best numbers, and the words that state it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pyarrow as pa

from recoupe.exports.account import Account
from recoupe.exports.tabular import Cell
from recoupe.records import Party, Range
from recoupe.store.schema import DAY, REAL, TEXT, WHOLE, YES

BETWEEN = " […] "
"""Between two passages of evidence."""
_BIGGEST = 2**63 - 1

COLUMNS: dict[str, pa.DataType] = {
    "event_id": TEXT, "dispatch_id": TEXT, "title": TEXT, "publisher": TEXT, "published": DAY, "published_inferred": YES,
    "url": TEXT, "copy_of": TEXT,
    "type": TEXT, "status": TEXT, "certainty": TEXT, "confidence": REAL,
    "actors": TEXT, "actor_kinds": TEXT, "actor_countries": TEXT,
    "targets": TEXT, "target_kinds": TEXT, "target_countries": TEXT, "loaded_words": TEXT, "sources": TEXT,
    "place": TEXT, "geonameid": WHOLE, "lat": REAL, "lon": REAL, "country": TEXT, "place_precision": TEXT,
    "origin": TEXT, "origin_country": TEXT, "destination": TEXT, "destination_country": TEXT,
    "date_start": DAY, "date_end": DAY, "date_precision": TEXT, "date_inferred": YES,
    "killed_low": WHOLE, "killed_high": WHOLE, "injured_low": WHOLE, "injured_high": WHOLE,
    "captured_low": WHOLE, "captured_high": WHOLE, "displaced_low": WHOLE, "displaced_high": WHOLE,
    "dispatches": WHOLE, "independent": WHOLE, "contradicted": TEXT,
    "killed_best": WHOLE, "injured_best": WHOLE, "captured_best": WHOLE, "displaced_best": WHOLE,
    "evidence": TEXT,
}  # fmt: skip
"""The columns in order, as Arrow types. Of an incident, title, day and address are the earliest dispatch's. Lists have "; " between parts; in kinds and countries there is one part a party.

A figure's high bound is empty where nothing bounds it from above; a bound above 2⁶³−1 stands as that.
"""


def flat(account: Account) -> tuple[Cell, ...]:
    """One row, in the columns' order."""
    event, first = account.event, account.report
    place, date = event.place, event.date
    return (
        account.id, _joined(one.dispatch.id for one in account.reports), first.dispatch.title, account.publisher,
        first.published, first.published_inferred, first.dispatch.url, first.copy_of, event.type, event.status, event.certainty, event.confidence,
        *_parties(event.actors), *_parties(event.targets),
        _joined(dict.fromkeys(word for party in (*event.actors, *event.targets) for word in party.loaded)),
        _joined(source.text for source in event.sources),
        *((place.name, _fitting(place.geonameid), place.lat, place.lon, place.country, place.precision) if place
          else (None,) * 6),
        *((event.origin.name, event.origin.country) if event.origin else (None, None)),
        *((event.destination.name, event.destination.country) if event.destination else (None, None)),
        *((date.start, date.end, date.precision, date.inferred) if date else (None,) * 4),
        *_figure(event.killed), *_figure(event.injured), *_figure(event.captured), *_figure(event.displaced),
        len(account.reports), account.independent, _joined(account.contradicted),
        *(_fitting(account.best_of(name)) for name in ("killed", "injured", "captured", "displaced")),
        BETWEEN.join(passage.words for passage in account.passages) or None,
    )  # fmt: skip


def properties(account: Account) -> dict[str, object]:
    """The row by its columns' names, JSON-ready, without what is missing."""
    named = zip(COLUMNS, flat(account), strict=True)
    return {name: _plain(value) for name, value in named if value is not None}


def _plain(value: Cell) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _parties(parties: tuple[Party, ...]) -> tuple[str | None, str | None, str | None]:
    """Names, kinds and countries."""
    if not parties:
        return None, None, None
    countries = "; ".join(party.country or "" for party in parties)
    return _joined(p.name for p in parties), _joined(p.kind for p in parties), countries


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


def _figure(figure: Range | None) -> tuple[int | None, int | None]:
    return (None, None) if figure is None else (_fitting(figure[0]), _fitting(figure[1]))


def _fitting(number: int | None) -> int | None:
    return None if number is None else max(-_BIGGEST, min(number, _BIGGEST))
