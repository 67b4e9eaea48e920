"""Brings a database to the version of the schema that this Recoupe has, or says why it cannot."""

from __future__ import annotations

from recoupe.store.database import Database
from recoupe.store.errors import StoreError
from recoupe.store.schema import migrations

FORMAT = "recoupe"


def stored_version(database: Database) -> int | None:
    """The version of the store that is there, None where the database is empty.

    Raises StoreError where it holds something else.
    """
    present = database.tables()
    if not present:
        return None
    if not {"meta", "dispatches", "events"} <= present:
        raise StoreError(f"{database.name}: a database, but no store of Recoupe; give another name to make one")
    found = database.fetch("SELECT format, version FROM meta").to_pylist()
    if len(found) != 1 or found[0]["format"] != FORMAT:
        raise StoreError(f"{database.name}: a database, but no store of Recoupe; give another name to make one")
    return int(found[0]["version"])


def bring_up(database: Database, *, create: bool, readonly: bool) -> None:
    """Makes the tables where there are none and ``create`` says so; migrates an older store.

    Each runs as one transaction: a failure leaves the version that was there. Raises StoreError where there is no
    store and none is to be made, where it is newer than this Recoupe, or older and opened for reading only.
    """
    if readonly:
        _check(database, stored_version(database), create=False, readonly=True)
        return
    migrated = False
    if stored_version(database) != len(migrations()):
        with database.transaction():
            # Asked again: another process may have been quicker.
            version = stored_version(database)
            _check(database, version, create=create, readonly=False)
            migrated = _migrate(database, version or 0)
    database.settle(migrated)


def _check(database: Database, version: int | None, *, create: bool, readonly: bool) -> None:
    ours = len(migrations())
    if version is None and not create:
        raise StoreError(f"{database.name}: there is no store in it; recoupe ingest … --into it makes one")
    if version is not None and version > ours:
        raise StoreError(
            f"{database.name}: a store of version {version}, made by a newer Recoupe; this one knows versions up to {ours}: "
            "install the newer Recoupe"
        )
    if readonly and version is not None and version < ours:
        raise StoreError(
            f"{database.name}: a store of version {version}, and this Recoupe reads version {ours}: "
            "bring it up with recoupe store migrate"
        )


def _migrate(database: Database, version: int) -> bool:
    """Runs the steps that are missing; whether there were any."""
    steps = migrations()
    if version == 0:
        database.execute("CREATE TABLE meta (format text NOT NULL, version integer NOT NULL)")
        database.execute(f"INSERT INTO meta VALUES ('{FORMAT}', 0)")
    for step in steps[version:]:
        database.execute(step)
    database.execute(f"UPDATE meta SET version = {len(steps)}")
    return version < len(steps)
