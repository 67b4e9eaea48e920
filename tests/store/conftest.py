"""Stores to test with: a DuckDB file, and a database on a PostgreSQL server of the session's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgres_server import missing, server

# ruff: noqa: PLC0415 - psycopg is an extra


@pytest.fixture(scope="session")
def postgres_base() -> Iterator[str]:
    """The URL of a server, up to the name of a database; its user is the superuser."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    reason = missing()
    if reason:
        pytest.skip(reason)
    with server() as url:
        yield url


@pytest.fixture(scope="session")
def _team(postgres_base: str) -> str:
    """The URL of the session's one database: making one for each test takes a second."""
    import psycopg

    with psycopg.connect(f"{postgres_base}postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE team")
    return f"{postgres_base}team"


@pytest.fixture
def new_database(_team: str) -> Callable[[], str]:
    """Empties the database, and gives its URL."""
    import psycopg

    def make() -> str:
        with psycopg.connect(_team, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS recoupe CASCADE")
        return _team

    return make


@pytest.fixture(params=["duckdb", "postgresql"])
def new_target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str | Path]:
    """Gives names of stores that are still to be made, in either database."""
    if request.param == "duckdb":
        return lambda: tmp_path_factory.mktemp("store") / "events.duckdb"
    make: Callable[[], str] = request.getfixturevalue("new_database")
    return make


@pytest.fixture
def target(new_target: Callable[[], str | Path]) -> str | Path:
    """The name of one store that is still to be made, in either database."""
    return new_target()
