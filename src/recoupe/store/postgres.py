"""A PostgreSQL database as a store's: its tables lie in the schema ``recoupe``, with PostGIS points where it is there."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recoupe.store.errors import StoreError
from recoupe.store.schema import postgresql_sql, table_schema

# psycopg is an extra: it is loaded where a person asks for PostgreSQL.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    import psycopg

SCHEMES = ("postgresql://", "postgres://")
OLDEST = 15
_PASSWORD = re.compile(r"(://[^:/@?]*):[^@/?]*@|([?&]password=)[^&]*")
_MAY_REACH_FILES = """
SELECT rolsuper OR pg_has_role(oid, 'pg_read_server_files', 'MEMBER') OR pg_has_role(oid, 'pg_write_server_files', 'MEMBER')
    OR pg_has_role(oid, 'pg_execute_server_program', 'MEMBER') AS may FROM pg_roles WHERE rolname = session_user"""
_POSTGIS = """
SELECT a.default_version AS available, e.extversion AS installed, n.nspname AS namespace,
    EXISTS (SELECT 1 FROM information_schema.columns
            WHERE table_schema = 'recoupe' AND table_name = 'events' AND column_name = 'geom') AS used
FROM pg_available_extensions a LEFT JOIN pg_extension e ON e.extname = a.name LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE a.name = 'postgis'"""
_OWNED = "SELECT pg_has_role(relowner, 'USAGE') AS owned FROM pg_class WHERE oid = 'recoupe.events'::regclass"


class Postgres:
    """One connection to PostgreSQL; see ``database.Database``. Threads may share it: one at a time gets at it."""

    def __init__(self, url: str, *, create: bool, readonly: bool) -> None:
        self._url = url
        self._lock = threading.RLock()
        self._connection = self._connect()
        try:
            self._fit(create and not readonly)
            if readonly:
                self.execute("SET default_transaction_read_only = on")
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        return _PASSWORD.sub(lambda found: f"{found[1]}:***@" if found[1] is not None else f"{found[2]}***", self._url)

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        try:
            import psycopg
        except ImportError as error:
            raise StoreError(f"{self.name}: PostgreSQL needs psycopg: pip install 'recoupe[postgres]'") from error
        from psycopg.types.string import TextLoader

        with self._told():
            connection = psycopg.connect(
                self._url, autocommit=True, cursor_factory=psycopg.RawCursor, client_encoding="utf8", connect_timeout=15
            )
            # JSON is handed on as it is stored.
            connection.adapters.register_loader("json", TextLoader)
            connection.adapters.register_loader("jsonb", TextLoader)
            connection.execute("SET search_path TO recoupe, public")
            return connection

    def _fit(self, create: bool) -> None:
        """Refuses a server that cannot hold a store; makes the schema where one is to be made."""
        server = self._connection.info.server_version // 10000
        if server < OLDEST:
            raise StoreError(f"{self.name}: PostgreSQL {server}; a store needs {OLDEST} or newer")
        encoding = self._connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise StoreError(
                f"{self.name}: the database is in {encoding}; make one with CREATE DATABASE … ENCODING 'UTF8'"
            )
        usable = self.fetch(
            "SELECT has_schema_privilege(oid, 'USAGE') AS may FROM pg_namespace WHERE nspname = 'recoupe'"
        )
        if usable.num_rows and not usable["may"][0].as_py():
            raise StoreError(
                f"{self.name}: permission denied for schema recoupe; let its owner GRANT it to this account"
            )
        if create and not usable.num_rows:
            self.execute("CREATE SCHEMA IF NOT EXISTS recoupe")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock, self._told(), self._connection.transaction():
            # One writer at a time: positions are given in order, and a schema is made once. The lock ends with it.
            self._connection.execute("SELECT pg_advisory_xact_lock(hashtext('recoupe'))")
            yield

    def execute(self, sql: str) -> None:
        with self._lock, self._told():
            self._connection.execute(sql)

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        from recoupe.store.postgres_arrow import to_arrow

        with self._lock, self._told():
            return to_arrow(self._connection.execute(sql, list(parameters) or None))

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        columns = ", ".join(table_schema(table).names)
        with (
            self._lock,
            self._told(),
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """On a connection of its own, whose settings and locks end with it.

        DECLARE takes a SELECT and nothing else; a prepared statement is one alone. An account that may reach the
        server's files could do so by functions, so it is refused.
        """
        from recoupe.store.postgres_arrow import to_arrow

        if self.fetch(_MAY_REACH_FILES)["may"][0].as_py():
            raise StoreError(
                f"{self.name}: this account may reach the server's files, so it is given no free SQL; connect as one that "
                "may not: CREATE ROLE analyst LOGIN PASSWORD '…'; GRANT pg_read_all_data TO analyst"
            )
        connection = self._connect()
        try:
            with self._told(": the query"):
                connection.autocommit = False
                connection.read_only = True
                asked = f"DECLARE asked NO SCROLL CURSOR FOR {sql}"
                connection.execute(asked, list(parameters) or None, prepare=True)
                return to_arrow(connection.execute("FETCH ALL FROM asked"))
        finally:
            connection.close()

    def tables(self) -> set[str]:
        found = self.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'recoupe'")
        return set(found["tablename"].to_pylist())

    def settle(self, migrated: bool) -> None:
        if migrated:
            self.execute(postgresql_sql("indexes"))
        postgis = self._postgis()
        if not postgis or postgis["used"] or not self.fetch(_OWNED)["owned"][0].as_py():
            return
        if not postgis["installed"] and not self._install_postgis():
            return
        self.execute(f"SET search_path TO recoupe, public, {self._postgis()['namespace']}")
        self.execute(postgresql_sql("geometry"))

    def _postgis(self) -> dict[str, Any]:
        found: list[dict[str, Any]] = self.fetch(_POSTGIS).to_pylist()
        return found[0] if found else {}

    def _install_postgis(self) -> bool:
        """Whether the account may; if not, ``describe`` says who can."""
        from psycopg.errors import InsufficientPrivilege

        with self._lock, self._told():
            try:
                self._connection.execute("CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public")
            except InsufficientPrivilege:
                return False
        return True

    def describe(self) -> dict[str, str]:
        version = self.fetch("SHOW server_version")["server_version"][0].as_py()
        postgis = self._postgis()
        if not postgis:
            geometry = "none: PostGIS is not installed on the server"
        elif postgis["used"]:
            geometry = f"events.geom, by PostGIS {postgis['installed']}"
        else:
            geometry = "none: let the server's administrator run CREATE EXTENSION postgis, then recoupe store migrate"
        return {"database": f"PostgreSQL {version}", "geometry": geometry}

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def _told(self, what: str = "") -> Iterator[None]:
        """PostgreSQL's failures as StoreErrors that name the mend."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise StoreError(f"{self.name}{what}: {_reason(error)}") from error


def _reason(error: psycopg.Error) -> str:
    from psycopg import errors

    if isinstance(error, errors.DiskFull):
        return "the server's disk is full; make room and run again: what was stored before is whole"
    if isinstance(error, errors.InsufficientPrivilege):
        return f"{error.diag.message_primary}; let its owner GRANT it to this account"
    if error.diag.message_primary:
        hint = f" ({error.diag.message_hint})" if error.diag.message_hint else ""
        return f"{error.diag.message_primary}{hint}"
    said = str(error).partition("\n")[0]
    return f"{said}; see that the server runs and that address, account and password are right"
