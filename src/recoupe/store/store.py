"""The store: dispatches and what they came to, in a DuckDB file or a PostgreSQL database, behind one set of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
from pydantic import ValidationError

from recoupe.records import Event
from recoupe.store.database import Database
from recoupe.store.duck import Duck
from recoupe.store.errors import StoreError
from recoupe.store.filters import EventFilter
from recoupe.store.migrate import bring_up, stored_version
from recoupe.store.postgres import SCHEMES, Postgres
from recoupe.store.rows import event_from, rows, stored_from
from recoupe.store.schema import LATER_TABLES, TABLES, table_schema, whole_table
from recoupe.store.stored import Stored

PAGE = 500
"""Dispatches read at a time; iterating holds no more than that in memory."""

_WITHIN = "position > $1 AND position <= $2"
_COUNTS = """
SELECT count(*) AS dispatches, count(copy_of) AS copies, count(skipped) AS skipped,
    (SELECT count(*) FROM events) AS events, min(coded_published) AS first, max(coded_published) AS last
FROM dispatches"""


class Store:
    """Coded dispatches in a DuckDB file, or in PostgreSQL 15 or newer where ``target`` is a URL.

    With ``create`` a store that is missing is made; with ``readonly`` nothing can be changed. Dispatches have a
    position, from 1, in the order stored; iterating gives what was stored when it began, and may go on beside ``add``.
    Close it, or use it in a ``with``. Raises StoreError where it cannot be opened; an older version is migrated.
    """

    def __init__(self, target: str | Path, *, create: bool = False, readonly: bool = False) -> None:
        self.readonly = readonly
        self._database: Database = _database(target, create=create, readonly=readonly)
        try:
            bring_up(self._database, create=create, readonly=readonly)
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """The file, or the URL without its password."""
        return self._database.name

    @property
    def database(self) -> Database:
        """The open database, for what is worked out over all dispatches (``recoupe.incidents``)."""
        return self._database

    def add(self, batch: Sequence[Stored]) -> int:
        """Stores a batch in one transaction, wholly or not at all; returns how many were new.

        A key that is there already, or earlier in the batch, is left alone.
        """
        if self.readonly:
            raise StoreError(f"{self.name}: opened for reading only; open it for writing to add to it")
        given: dict[str, Stored] = {}
        for stored in batch:
            given.setdefault(stored.key, stored)
        with self._database.transaction():
            there = self.known(given)
            new = [stored for key, stored in given.items() if key not in there]
            for table, added in rows(enumerate(new, self._last() + 1)).items():
                self._database.insert(table, added)
        return len(new)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that are stored."""
        asked = list(keys)
        if not asked:
            return set()
        sql = "SELECT key FROM dispatches WHERE key IN (SELECT unnest(CAST($1 AS text[])))"
        return set(self._database.fetch(sql, [asked])["key"].to_pylist())

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Key and MinHash signature of every original that has one, in the order stored."""
        asked = "copy_of IS NULL AND signature IS NOT NULL"
        for page in self._pages(f"SELECT key, signature FROM dispatches WHERE {asked} AND {_WITHIN} ORDER BY position"):
            yield from zip(page["key"].to_pylist(), page["signature"].to_pylist(), strict=True)

    def dispatches(self, *, signatures: bool = False) -> Iterator[Stored]:
        """Every dispatch with its records, in the order stored; signatures only where they are asked for."""
        names = [name for name in TABLES["dispatches"].names if signatures or name != "signature"]
        for page in self._pages(f"SELECT {', '.join(names)} FROM dispatches WHERE {_WITHIN} ORDER BY position"):
            yield from self._stored(page.to_pylist())

    def dispatch(self, key: str) -> Stored | None:
        """The dispatch of a key, None where there is none."""
        names = ", ".join(TABLES["dispatches"].names)
        found = self._database.fetch(f"SELECT {names} FROM dispatches WHERE key = $1", [key])
        return next(self._stored(found.to_pylist()), None)

    def events(self, *, where: EventFilter = EventFilter()) -> Iterator[tuple[str, Event]]:  # noqa: B008 - immutable
        """(dispatch key, record) of the events that pass, in the order stored."""
        condition, parameters = where.condition(first=3)
        sql = (
            f"SELECT e.key, CAST(e.record AS text) AS record, e.exact FROM events e "
            f"WHERE {_WITHIN}{condition} ORDER BY e.position, e.number"
        )
        for page in self._pages(sql, parameters):
            for row in page.to_pylist():
                try:
                    event = event_from(row)
                except ValidationError as error:
                    raise self._spoilt(row["key"], error) from error
                yield row["key"], event

    def counts(self) -> dict[str, int]:
        """How many dispatches, copies among them, skipped among them, and events."""
        (row,) = self._database.fetch(_COUNTS).to_pylist()
        return {name: int(row[name]) for name in ("dispatches", "copies", "skipped", "events")}

    def info(self) -> dict[str, str]:
        """What a person wants to know of the store: where it lies, its version, its database, what it holds."""
        (row,) = self._database.fetch(_COUNTS).to_pylist()
        first, last = row.pop("first"), row.pop("last")
        return {
            "store": self.name,
            "version": str(stored_version(self._database)),
            **self._database.describe(),
            **{name: f"{number:,}" for name, number in row.items()},
            "published": f"{first} – {last}" if first else "no publication day known",
        }

    def table(self, name: str) -> pa.Table:
        """A whole table (dispatches, events, parties, sources, evidence, notes) as Arrow, in the order stored.

        Columns and types are those of ``schema.table_schema``. Raises ValueError where there is no such table.
        """
        if name not in TABLES and name not in LATER_TABLES:
            raise ValueError(f"no table {name!r}; there are {', '.join([*TABLES, *LATER_TABLES])}")
        return self._database.fetch(whole_table(name)).cast(table_schema(name))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The rows that one SELECT gives; parameters are written $1, $2. A column's name met twice gets "_1".

        It can change nothing and reach no file. Raises StoreError with the database's reason where it fails.
        """
        found = self._database.ask(sql, parameters)
        return found.rename_columns(_apart(found.column_names))

    def close(self) -> None:
        """Ends the connection; a DuckDB file is then free for others."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _last(self) -> int:
        last = self._database.fetch("SELECT coalesce(max(position), 0) AS last FROM dispatches")
        return int(last["last"][0].as_py())

    def _pages(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[pa.Table]:
        """The query's rows, so many positions ($1 to $2) at a time."""
        last = self._last()
        for first in range(0, last, PAGE):
            yield self._database.fetch(sql, [first, min(first + PAGE, last), *parameters])

    def _stored(self, dispatch_rows: list[dict[str, Any]]) -> Iterator[Stored]:
        """The dispatches of consecutive rows, with their events."""
        if not dispatch_rows:
            return
        bounds = [dispatch_rows[0]["position"] - 1, dispatch_rows[-1]["position"]]
        sql = f"SELECT key, CAST(record AS text) AS record, exact FROM events WHERE {_WITHIN} ORDER BY position, number"
        found = self._database.fetch(sql, bounds)
        events: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for event in found.to_pylist():
            events[event["key"]].append(event)
        for row in dispatch_rows:
            try:
                yield stored_from({"signature": None, **row}, events[row["key"]])
            except ValidationError as error:
                raise self._spoilt(row["key"], error) from error

    def _spoilt(self, key: str, error: ValidationError) -> StoreError:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the record"
        return StoreError(
            f"{self.name}, dispatch {key}: not as Recoupe wrote it ({where}: {first['msg']}); restore a backup"
        )


def open_store(target: str | Path, *, create: bool = False, readonly: bool = False) -> Store:
    """A store by the name of its file or its URL; see ``Store``."""
    return Store(target, create=create, readonly=readonly)


def _apart(names: Sequence[str]) -> list[str]:
    """The names, with a number behind those that were there before."""
    apart: list[str] = []
    for name in names:
        tries = chain([name], (f"{name}_{number}" for number in count(1)))
        apart.append(next(free for free in tries if free not in apart))
    return apart


def _database(target: str | Path, *, create: bool, readonly: bool) -> Database:
    if isinstance(target, str) and target.startswith(SCHEMES):
        return Postgres(target, create=create, readonly=readonly)
    if isinstance(target, str) and "://" in target:
        raise StoreError(f"{target}: give a DuckDB file or a URL that begins with {SCHEMES[0]}")
    return Duck(Path(target), create=create, readonly=readonly)
