"""A DuckDB file as a store's database.

The connection reaches no file but its own (external access off, configuration locked), so that a person's SQL cannot
either. Rows come and go as Arrow.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from recoupe.store.errors import StoreError
from recoupe.store.schema import table_schema

_CLOSED_OFF: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
_HOLDER = re.compile(r"\(PID (\d+)\)")
_FULL = ("No space left", "File too large", "Disk quota exceeded", "Could not write all bytes")


class Duck:
    """One open DuckDB file; see ``database.Database``. Threads may share it: one at a time gets at it."""

    def __init__(self, path: Path, *, create: bool, readonly: bool) -> None:
        self.path = path
        self._lock = threading.RLock()
        _check_path(path, create and not readonly)
        with _told(self.name):
            # An absolute path is a file to DuckDB, whatever its name; others may mean memory or a service.
            self._connection = duckdb.connect(str(path.absolute()), read_only=readonly, config=_CLOSED_OFF)

    @property
    def name(self) -> str:
        return str(self.path)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock, _told(self.name):
            self._connection.begin()
            try:
                yield
                self._connection.commit()
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        try:
            self._connection.rollback()
        except duckdb.Error:
            # A failed commit has ended the transaction already, and a failed disk the connection: neither kept anything.
            return

    def execute(self, sql: str) -> None:
        with self._lock, _told(self.name):
            self._connection.execute(sql)

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        with self._lock, _told(self.name):
            return _rows(self._connection, sql, parameters)

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        schema = table_schema(table)
        columns = [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), schema.types, strict=True)]
        with self._lock, _told(self.name):
            self._connection.register("incoming", pa.Table.from_arrays(columns, schema=schema))
            try:
                self._connection.execute(f"INSERT INTO {table} ({', '.join(schema.names)}) SELECT * FROM incoming")
            finally:
                self._connection.unregister("incoming")

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        with self._lock, _told(f"{self.name}: the query"):
            statements = duckdb.extract_statements(sql)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise StoreError(
                    f"{self.name}: the query: give one SELECT; a store is not changed, nor a file read, by SQL"
                )
            with self._connection.cursor() as cursor:
                cursor.execute("BEGIN TRANSACTION READ ONLY")
                try:
                    return _interruptible(cursor, partial(_rows, cursor, sql, parameters))
                finally:
                    cursor.rollback()

    def tables(self) -> set[str]:
        found = self.fetch("SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'")
        return set(found["table_name"].to_pylist())

    def settle(self, migrated: bool) -> None:
        """Nothing: DuckDB keeps the extremes of every block of rows, which are index enough here."""

    def describe(self) -> dict[str, str]:
        return {"database": f"DuckDB {duckdb.__version__}", "size": f"{self.path.stat().st_size:,} bytes"}

    def close(self) -> None:
        with self._lock, _told(self.name):
            self._connection.close()


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]) -> pa.Table:
    return connection.sql(sql, params=list(parameters) or None).to_arrow_table()


def _interruptible(connection: duckdb.DuckDBPyConnection, work: Callable[[], pa.Table]) -> pa.Table:
    """The work's result; Ctrl-C ends it at whatever moment. DuckDB itself misses a signal that comes while it plans."""
    with ThreadPoolExecutor(1) as pool:
        task = pool.submit(work)
        try:
            return task.result()
        except KeyboardInterrupt:
            while not task.done():
                connection.interrupt()
                wait([task], timeout=0.1)
            raise


def _check_path(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: a folder; give a file, such as {path / 'events.duckdb'}")
    if path.exists():
        return
    if not create:
        raise StoreError(f"{path}: no such file; recoupe ingest … --into {path} makes a store")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: cannot be made, since {path.absolute().parent} is no folder; make the folder first")


@contextmanager
def _told(name: str) -> Iterator[None]:
    """DuckDB's failures as StoreErrors that name the mend; Ctrl-C, which it tells in its own way, as Python's."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.Error as error:
        raise StoreError(f"{name}: {_reason(str(error))}") from error
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise


def _reason(said: str) -> str:
    if "Conflicting lock" in said:
        holder = _HOLDER.search(said)
        who = f"process {holder[1]}" if holder else "another process"
        return f"{who} has it open; wait until it ends, or end it, and run again"
    if "different configuration" in said:
        return "this process has it open already in another way; close that first"
    if "not a valid DuckDB" in said:
        return "no store: not a DuckDB file; give another name to make one"
    if any(sign in said for sign in _FULL):
        return "the disk is full or the file at its limit; make room and run again: what was stored before is whole"
    if "database has been invalidated" in said:
        return "an earlier failure ended it; open it again: what was stored before is whole"
    # What follows the first paragraph repeats the query.
    return " ".join(said.partition("\n\nLINE ")[0].split())
