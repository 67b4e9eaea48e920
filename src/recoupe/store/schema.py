"""The tables as Arrow sees them, how their rows are ordered, and the numbered steps that make them.

The steps are SQL files in ``migrations/`` that DuckDB and PostgreSQL both read; a test holds them and the Arrow schemas
together. A later version adds a file; none is ever edited.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pyarrow as pa

TEXT, WHOLE, SMALL, REAL, DAY, YES, BYTES = (
    pa.string(), pa.int64(), pa.int32(), pa.float64(), pa.date32(), pa.bool_(), pa.binary()
)  # fmt: skip

EVENT_COLUMNS: dict[str, pa.DataType] = {
    "id": TEXT, "type": TEXT, "status": TEXT, "certainty": TEXT, "confidence": REAL,
    "actors": TEXT, "targets": TEXT, "sources": TEXT,
    "place": TEXT, "geonameid": WHOLE, "lat": REAL, "lon": REAL, "country": TEXT, "place_precision": TEXT,
    "origin": TEXT, "origin_geonameid": WHOLE, "origin_country": TEXT,
    "destination": TEXT, "destination_geonameid": WHOLE, "destination_country": TEXT,
    "date_start": DAY, "date_end": DAY, "date_precision": TEXT, "date_inferred": YES,
    "killed_low": WHOLE, "killed_high": WHOLE, "injured_low": WHOLE, "injured_high": WHOLE,
    "captured_low": WHOLE, "captured_high": WHOLE, "displaced_low": WHOLE, "displaced_high": WHOLE,
    "record": TEXT,
}  # fmt: skip
"""What is flat of an event, whatever dispatch it belongs to; ``record`` is the whole of it as JSON."""

_SPAN = {"start_offset": WHOLE, "end_offset": WHOLE}

TABLES: dict[str, pa.Schema] = {
    name: pa.schema(list(columns.items()))
    for name, columns in {
        "dispatches": {
            "key": TEXT, "position": WHOLE, "id": TEXT, "title": TEXT, "text": TEXT, "published": DAY,
            "publisher": TEXT, "url": TEXT, "lang": TEXT, "coded_id": TEXT, "coded_published": DAY,
            "published_inferred": YES, "skipped": TEXT, "events": SMALL, "copy_of": TEXT, "signature": BYTES,
            "exact": BYTES,
        },
        "events": {"event_id": TEXT, "key": TEXT, "position": WHOLE, "number": SMALL, **EVENT_COLUMNS, "exact": BYTES},
        "parties": {
            "event_id": TEXT, "role": TEXT, "number": SMALL, "name": TEXT, "name_key": TEXT, "kind": TEXT,
            "country": TEXT, "loaded": TEXT, "text": TEXT, **_SPAN,
        },
        "sources": {"event_id": TEXT, "number": SMALL, "text": TEXT, **_SPAN},
        "evidence": {"event_id": TEXT, "number": SMALL, **_SPAN, "words": TEXT},
        "notes": {
            "event_id": TEXT, "number": SMALL, "field": TEXT, "value": TEXT, "how": TEXT, "rule": TEXT, "spans": TEXT,
        },
    }.items()
}  # fmt: skip
"""The tables and their columns, in order; nothing else is kept of a dispatch."""

INCIDENT_TABLES: dict[str, pa.Schema] = {
    "incident_records": pa.schema([("event_id", TEXT), ("incident", TEXT)]),
    "incident_links": pa.schema([("event_a", TEXT), ("event_b", TEXT), ("weight", REAL)]),
    "decisions": pa.schema([("number", SMALL), ("action", TEXT), ("editor", TEXT), ("note", TEXT)]),
    "decided": pa.schema([("number", SMALL), ("part", SMALL), ("event_id", TEXT)]),
}
"""What is worked out, and decided by editors, over dispatches; ``recoupe.incidents`` fills it."""

REVIEW_TABLES: dict[str, pa.Schema] = {
    "reviews": pa.schema(
        [("number", SMALL), *((name, TEXT) for name in ("event_id", "key", "verdict", "editor", "made_at", "note", "party_keys")),
         *EVENT_COLUMNS.items(), ("exact", BYTES)]
    ),
}  # fmt: skip
"""What editors made of single records; ``recoupe.desk`` fills it."""

LATER_TABLES = {**INCIDENT_TABLES, **REVIEW_TABLES}
"""What is not of a dispatch as it was coded."""

_JSON = {("events", "record"), ("notes", "spans")}
_ORDER = {"dispatches": "t.position", "events": "t.position, t.number", "parties": "t.role, t.number"}


def table_schema(name: str) -> pa.Schema:
    """The columns of a table. Raises KeyError where there is none of this name."""
    return {**TABLES, **LATER_TABLES}[name]


def whole_table(name: str) -> str:
    """SQL that gives every row of a table, columns and rows in the one order that they have."""
    if name in LATER_TABLES:
        columns = ", ".join(LATER_TABLES[name].names)
        return f"SELECT {columns} FROM {name} ORDER BY {columns}"
    columns = ", ".join(
        f"CAST(t.{column} AS text) AS {column}" if (name, column) in _JSON else f"t.{column}"
        for column in TABLES[name].names
    )
    if name in {"dispatches", "events"}:
        return f"SELECT {columns} FROM {name} t ORDER BY {_ORDER[name]}"
    within = f"e.position, e.number, {_ORDER.get(name, 't.number')}"
    return f"SELECT {columns} FROM {name} t JOIN events e ON e.event_id = t.event_id ORDER BY {within}"


@cache
def migrations() -> tuple[str, ...]:
    """The steps from nothing to the present version, as SQL; the first makes version 1."""
    folder = files("recoupe.store") / "migrations"
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    return tuple(item.read_text(encoding="utf-8") for item in found)


def postgresql_sql(name: str) -> str:
    """What PostgreSQL alone gets: ``indexes`` or ``geometry``."""
    return (files("recoupe.store") / "postgresql" / f"{name}.sql").read_text(encoding="utf-8")
