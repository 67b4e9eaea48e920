"""A person's SQL: what it answers, and what it can neither change nor reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from generated import event, stored

from recoupe.store import Store, StoreError


def as_analyst(url: str) -> str:
    """The URL for an account that may read and no more."""
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'analyst'").fetchone():
            connection.execute("CREATE ROLE analyst LOGIN")
            connection.execute("GRANT pg_read_all_data TO analyst")
    return url.replace("boss:s3cret@", "analyst@")


@pytest.fixture
def readable(target: str | Path) -> str | Path:
    """A store of two dispatches, by the name under which an analyst reads it."""
    with Store(target, create=True) as store:
        store.add([stored(1, event(1), event(2, killed=(3, 5))), stored(2, event(1, killed=None))])
    return as_analyst(target) if isinstance(target, str) else target


@pytest.fixture
def store(readable: str | Path) -> Iterator[Store]:
    with Store(readable, readonly=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("sql", "parameters", "expected"),
    [
        ("SELECT count(*) AS n FROM events", (), [{"n": 3}]),
        ("SELECT sum(killed_low) AS low FROM accounts WHERE actors LIKE 'JN%';", (), [{"low": 15}]),
        ("SELECT avg(killed_low) AS low FROM events -- twelve and three", (), [{"low": 7.5}]),
        ("SELECT id FROM events WHERE killed_high = $1", (5,), [{"id": "e2"}]),
        ("SELECT max(date_start) AS day FROM events WHERE date_start < $1", (dt.date(2025, 1, 1),), [{"day": dt.date(2024, 3, 1)}]),
        ("WITH a AS (SELECT 1 AS one) SELECT one, one FROM a", (), [{"one": 1, "one_1": 1}]),
        ("SELECT '%s $1' AS text, NULL AS nothing", (), [{"text": "%s $1", "nothing": None}]),
        ("SELECT id FROM events WHERE status = 'denied'", (), []),
        ("SELECT record->>'type' AS type FROM events LIMIT 1", (), [{"type": "battle.clash"}]),
        ("VALUES (1)", (), [1]),
    ],
)  # fmt: skip
def test_both_databases_answer_alike(
    store: Store, sql: str, parameters: tuple[object, ...], expected: list[Any]
) -> None:
    rows = store.query(sql, parameters).to_pylist()
    assert [
        row if not expected or isinstance(expected[0], dict) else next(iter(row.values())) for row in rows
    ] == expected


REFUSED = [
    "DELETE FROM events",
    "WITH gone AS (DELETE FROM events RETURNING *) SELECT * FROM gone",
    "SELECT 1; DELETE FROM events",
    "COMMIT; DELETE FROM events",
    "CREATE TABLE more (a integer)",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY events TO '{folder}/out.csv'",
    "SELECT * FROM read_text('{folder}/secret.txt')",
    "SELECT * FROM read_csv('{folder}/secret.txt')",
    "SELECT * FROM '{folder}/secret.csv'",
    "SELECT * FROM glob('{folder}/*')",
    "ATTACH '{folder}/other.duckdb'",
    "EXPORT DATABASE '{folder}/all'",
    "SET enable_external_access = true",
    "SELECT * FROM enable_logging(storage = 'file', storage_path = '{folder}/log')",
    "SELECT pg_read_file('{folder}/secret.txt')",
    "SELECT * FROM pg_ls_dir('{folder}')",
    "SELECT lo_import('{folder}/secret.txt')",
    "SELECT lo_export(1, '{folder}/out')",
    "SELECT set_config('role', 'boss', false)",
    "EXPLAIN ANALYZE DELETE FROM events",
    "INSTALL httpfs",
    "SELECT * FROM nothing",
    "SELEC 1",
    "SELECT $1",
    "",
    "-- nothing",
]


@pytest.mark.parametrize("readonly", [True, False])
def test_sql_changes_nothing_and_reaches_no_file(readable: str | Path, tmp_path: Path, readonly: bool) -> None:
    """Also in a store that is open for writing."""
    (tmp_path / "secret.txt").write_text("a,b\n")
    (tmp_path / "secret.csv").write_text("a,b\n")
    with Store(readable, readonly=readonly or isinstance(readable, str)) as store:
        before = {name: store.table(name) for name in ("dispatches", "events")}
        for sql in REFUSED:
            with pytest.raises(StoreError, match="the query") as refused:
                store.query(sql.format(folder=tmp_path))
            assert "a,b" not in str(refused.value) and "LINE 1" not in str(refused.value)
        assert {name: store.table(name) for name in before} == before
        assert "more" not in store._database.tables()
    assert {"secret.csv", "secret.txt"} >= {path.name for path in tmp_path.iterdir() if "duckdb" not in path.name}


def test_python_names_are_no_tables(store: Store) -> None:
    secret = stored(1)  # noqa: F841 - DuckDB would find it by its name
    with pytest.raises(StoreError, match="the query"):
        store.query("SELECT * FROM secret")


def test_a_powerful_account_is_given_no_free_sql(new_database: Callable[[], str]) -> None:
    with (
        Store(new_database(), create=True) as store,
        pytest.raises(StoreError, match="may reach the server's files") as refused,
    ):
        store.query("SELECT 1")
    assert "s3cret" not in str(refused.value) and "GRANT pg_read_all_data" in str(refused.value)


def test_a_query_leaves_no_setting_behind(new_database: Callable[[], str]) -> None:
    url = new_database()
    Store(url, create=True).close()
    with Store(as_analyst(url), readonly=True) as store:
        store.query("SELECT set_config('search_path', 'pg_catalog', false)")
        assert store.query("SELECT count(*) AS n FROM events").to_pylist() == [{"n": 0}]
