"""Versions: an older store is brought up, a newer one refused, and a step that fails changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from generated import event, stored

from recoupe.store import Store, StoreError, migrate
from recoupe.store.postgres import Postgres
from recoupe.store.schema import LATER_TABLES, TABLES, migrations
from recoupe.store.store import _database

NOW = len(migrations())


def version_one(target: str | Path) -> None:
    """A store as the first version made it, with one dispatch of two events."""
    database = _database(target, create=True, readonly=False)
    first = migrations()[0]
    database.execute("CREATE TABLE meta (format text NOT NULL, version integer NOT NULL)")
    database.execute("INSERT INTO meta VALUES ('recoupe', 1)")
    database.execute(first)
    for number in (1, 2):
        record = event(number).model_dump_json().replace("'", "''")
        database.execute(
            "INSERT INTO events (event_id, key, position, number, id, type, status, certainty, confidence, record) "
            f"VALUES ('k:e{number}', 'k', 1, {number}, 'e{number}', 'battle.clash', 'happened', 'asserted', 1, '{record}')"
        )
    database.execute(
        "INSERT INTO dispatches (key, position, id, text, published_inferred, events, publisher) "
        "VALUES ('k', 1, 'old', 'Un texte.', false, 2, 'AFP')"
    )
    database.close()


def test_a_store_of_version_one_is_brought_up(target: str | Path) -> None:
    version_one(target)
    with pytest.raises(
        StoreError, match=f"a store of version 1, and this Recoupe reads version {NOW}: bring it up with recoupe"
    ):
        Store(target, readonly=True)
    with Store(target) as store:
        assert store.info()["version"] == str(NOW)
        assert [e.id for _, e in store.events()] == ["e1", "e2"]
        assert store.dispatch("k").coded.events == (event(1), event(2))  # type: ignore[union-attr]
        assert store.add([stored(1)]) == 1
        publishers = store._database.fetch("SELECT publisher FROM accounts ORDER BY event_id")
        assert sorted(publishers["publisher"].to_pylist(), key=str) == ["AFP", "AFP", None]
    Store(target, readonly=True).close()


def test_a_newer_store_is_refused(target: str | Path) -> None:
    with Store(target, create=True) as store:
        store.add([stored(1)])
        store._database.execute("UPDATE meta SET version = 99")
    for options in ({}, {"readonly": True}, {"create": True}):
        with pytest.raises(
            StoreError, match=f"a store of version 99, made by a newer Recoupe; this one knows versions up to {NOW}"
        ):
            Store(target, **options)


def test_a_step_that_fails_leaves_the_older_version(target: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(target, create=True) as store:
        store.add([stored(1)])
    steps = (*migrations(), "ALTER TABLE events ADD COLUMN more text", "ALTER TABLE nothing ADD COLUMN more text")
    with monkeypatch.context() as patched:
        patched.setattr(migrate, "migrations", lambda: steps)
        with pytest.raises(StoreError, match="nothing"):
            Store(target)
        patched.setattr(migrate, "migrations", lambda: steps[:-1])
        with Store(target) as store:
            assert store.info()["version"] == str(len(steps) - 1) and list(store.dispatches()) == [stored(1)]


def test_tables_and_arrow_agree(target: str | Path) -> None:
    """The columns that the SQL makes are those that Arrow hands over, in their order and type."""
    with Store(target, create=True) as store:
        for name, schema in {**TABLES, **LATER_TABLES}.items():
            made = store._database.fetch(f"SELECT * FROM {name}")
            kept = [column for column in made.column_names if column != "geom"]
            assert kept == schema.names
            assert made.select(kept).schema.types == schema.types


def test_a_store_is_made_only_where_that_is_asked_for(target: str | Path) -> None:
    with pytest.raises(StoreError, match=r"recoupe ingest … --into"):
        Store(target)
    Store(target, create=True).close()
    Store(target).close()


def test_another_database_is_left_alone(target: str | Path) -> None:
    database = _database(target, create=True, readonly=False)
    database.execute("CREATE TABLE meta (format text)")
    database.close()
    for create in (True, False):
        with pytest.raises(StoreError, match="a database, but no store of Recoupe; give another name"):
            Store(target, create=create)
    database = _database(target, create=False, readonly=False)
    assert database.tables() == {"meta"}
    database.close()


def test_postgresql_has_its_indexes_and_points(new_database: object) -> None:
    with Store(new_database(), create=True) as store:  # type: ignore[operator]
        assert isinstance(store._database, Postgres)
        indexes = set(
            store._database.fetch("SELECT indexname FROM pg_indexes WHERE schemaname = 'recoupe'")[
                "indexname"
            ].to_pylist()
        )
        assert {"dispatches_position", "events_date", "parties_name"} <= indexes
        if "PostGIS is not installed" in store.info()["geometry"]:
            pytest.skip("PostGIS is not installed on the server (Debian: postgresql-15-postgis-3)")
        assert "events_geom" in indexes and store.info()["geometry"].startswith("events.geom, by PostGIS")
        store.add([stored(1, event(1), event(2, place=None))])
        near = "SELECT id, ST_Distance(geom::geography, ST_MakePoint(-0.04472, 16.28)::geography) AS m FROM events ORDER BY id"
        metres = store._database.fetch(near)["m"].to_pylist()
        assert 900 < metres[0] < 930 and metres[1] is None
