"""What the store asks of a database; DuckDB and PostgreSQL each answer it in a file of their own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pyarrow as pa


class Database(Protocol):
    """One open database. SQL is what both speak; parameters are written ``$1``, ``$2``.

    Every method raises StoreError, with the store's name and the mend, where the database fails.
    """

    @property
    def name(self) -> str:
        """How messages call it; no password is in it."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that is done within it is kept wholly or not at all; it waits for other writers."""

    def execute(self, sql: str) -> None:
        """Runs statements without parameters."""

    def fetch(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The rows of one of the store's own queries."""

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Adds rows, in the columns' order of ``schema.table_schema``."""

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The rows of a person's query, which can neither write nor reach a file."""

    def tables(self) -> set[str]:
        """The names of the tables that are there."""

    def settle(self, migrated: bool) -> None:
        """What this database alone needs after an opening for writing; ``migrated`` where tables are new."""

    def describe(self) -> dict[str, str]:
        """What a person wants to know of the database itself."""

    def close(self) -> None:
        """Ends it; twice does no harm."""
