"""What goes wrong outside: the message names the mend, and the store stays whole."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from generated import stored

from recoupe.store import Store, StoreError
from recoupe.store.postgres import Postgres

HERE = Path(__file__).parent
FILLING = """
import sys
sys.path.insert(0, {here!r})
from generated import stored
from recoupe.store import Store
with Store({target!r}, create=True) as store:
    for batch in range({batches}):
        store.add([stored(batch * 10 + number) for number in range(10)])
        print(batch, flush=True)
    sys.stdin.read()
"""


def filling(target: str | Path, batches: int = 100_000) -> subprocess.Popen[str]:
    """A process that fills a store with batches of ten, and says each."""
    script = FILLING.format(here=str(HERE), target=str(target), batches=batches)
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "no such file; recoupe ingest … --into"),
        (lambda path: path.mkdir(), "a folder; give a file, such as"),
        (lambda path: path.write_bytes(b""), "no store: not a DuckDB file"),
        (lambda path: path.write_bytes(b"hello " * 5000), "no store: not a DuckDB file"),
        (lambda path: duckdb.connect(str(path)).close(), "there is no store in it"),
        (lambda path: duckdb.connect(str(path)).execute("CREATE TABLE t (a int)").close(), "a database, but no store"),
    ],
)
@pytest.mark.parametrize("readonly", [True, False])
def test_what_is_no_store_is_said(tmp_path: Path, make: Callable[[Path], None], reason: str, readonly: bool) -> None:
    path = tmp_path / "events.duckdb"
    make(path)
    with pytest.raises(StoreError, match=reason) as told:
        Store(path, readonly=readonly)
    assert str(told.value).startswith(f"{path}: ") and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("{folder}/none/events.duckdb", "is no folder; make the folder first"),
        ("{folder}/file/events.duckdb", "is no folder; make the folder first"),
        ("/proc/events.duckdb", "No such file|Permission"),
        ("mysql://host/events", "give a DuckDB file or a URL that begins with postgresql://"),
    ],
)
def test_a_store_that_cannot_be_made_is_said(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=reason):
        Store(path.format(folder=tmp_path), create=True)


def test_a_name_that_means_memory_to_duckdb_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(":memory:", create=True) as store:
        store.add([stored(1)])
    assert (tmp_path / ":memory:").exists()


def test_a_file_that_another_process_holds_is_said(tmp_path: Path) -> None:
    path = tmp_path / "events.duckdb"
    with filling(path, batches=1) as holder:
        assert holder.stdout and holder.stdout.readline() == "0\n"
        for readonly in (True, False):
            with pytest.raises(StoreError, match=rf"{path}: process {holder.pid} has it open; wait until it ends"):
                Store(path, readonly=readonly)
        holder.communicate("")
    with Store(path) as store:
        assert store.counts()["dispatches"] == 10
        with pytest.raises(StoreError, match="this process has it open already in another way"):
            Store(path, readonly=True)


@pytest.mark.parametrize("seed", range(3))
def test_kill_9_loses_nothing_that_was_stored(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "events.duckdb"
    with filling(path) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        said = [int(line) for line in process.stdout.read().splitlines() if line.isdigit()]
    for readonly in (True, False):
        with Store(path, readonly=readonly) as store:
            found = [one.dispatch.id for one in store.dispatches()]
            assert len(found) % 10 == 0 and len(found) >= 10 * (max(said, default=0) + 1)
            assert found == [f"d{number}" for number in range(len(found))]
            assert store.table("evidence").num_rows == len(found)


ASKING = """
from recoupe.store import Store
with Store({target!r}, create=True) as store:
    print("asks", flush=True)
    try:
        store.query("SELECT count(*) FROM range(100000000000) a, range(100000) b WHERE a.range * b.range % 7 = 3")
    except KeyboardInterrupt:
        print("interrupted", store.counts()["dispatches"])
"""


def test_an_interrupt_ends_a_query_and_not_the_store(tmp_path: Path) -> None:
    script = ASKING.format(target=str(tmp_path / "events.duckdb"))
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", script], stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout and process.stdout.readline() == "asks\n"
        time.sleep(1)  # by then the query runs, or is about to
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("interrupted 0\n", "")


FULL = """
import resource, sys
sys.path.insert(0, {here!r})
from generated import stored
from recoupe.store import Store, StoreError
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
store, done = Store({target!r}, create=True), 0
try:
    while True:
        store.add([stored(done + number, signature=bytes(range(256)) * 40) for number in range(100)])
        done += 100
except StoreError as error:
    print(done, error)
try:
    print(store.add([stored(-1)]))
except StoreError as error:
    print(error)
"""


def test_a_full_disk_leaves_the_store_whole(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk's end: both fail the write."""
    path = tmp_path / "events.duckdb"
    script = FULL.format(here=str(HERE), target=str(path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    count, _, told = first.partition(" ")
    assert told.startswith(f"{path}: the disk is full") and "what was stored before is whole" in told
    # A single dispatch may still fit where a batch did not.
    assert second == "1" or second.startswith(f"{path}: ")
    with Store(path) as store:
        expected = [f"d{number}" for number in range(int(count))] + ["d-1"] * (second == "1")
        assert len(expected) >= 100 and [one.dispatch.id for one in store.dispatches()] == expected
        assert store.add([stored(-2)]) == 1


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "events.duckdb"
    with Store(path, create=True) as store:
        store.add([stored(number, signature=random.Random(number).randbytes(4000)) for number in range(500)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match=str(path)) as told, Store(path, readonly=True) as store:
        list(store.dispatches(signatures=True))
    assert "\n" not in str(told.value)


def test_a_record_that_someone_changed_is_said(target: str | Path) -> None:
    with Store(target, create=True) as store:
        one = stored(1)
        store.add([one])
        store._database.execute("""UPDATE events SET record = '{"id": "e1"}'""")
        for reading in (store.events, store.dispatches):
            with pytest.raises(StoreError, match=rf"dispatch {one.key}: not as Recoupe wrote it \(type: "):
                list(reading())


def test_threads_may_share_a_store(target: str | Path) -> None:
    with Store(target, create=True) as store, ThreadPoolExecutor(4) as pool:
        batches = [[stored(number), stored(number + 1)] for number in range(20)]
        assert sum(pool.map(store.add, batches)) == 21
        assert store.table("dispatches")["position"].to_pylist() == list(range(1, 22))


# --- PostgreSQL alone


def test_writers_of_a_team_do_not_double_or_mix(new_database: Callable[[], str]) -> None:
    url = new_database()

    def fill(_: int) -> int:
        with Store(url, create=True) as store:
            return sum(store.add([stored(number), stored(number + 1)]) for number in range(15))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(fill, range(4))) == 16
    with Store(url, readonly=True) as store:
        assert store.table("dispatches")["position"].to_pylist() == list(range(1, 17))
        assert store.counts() == {"dispatches": 16, "copies": 0, "skipped": 0, "events": 16}


def test_an_unreachable_server_is_said() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(
        StoreError, match=r"^postgresql://me:\*\*\*@127.0.0.1:1/x\?password=\*\*\*: .*see that the server runs"
    ) as told:
        Store("postgresql://me:geheim@127.0.0.1:1/x?password=geheim")
    assert "geheim" not in str(told.value) and "\n" not in str(told.value)


def test_a_database_that_is_not_there_is_said(postgres_base: str) -> None:
    with pytest.raises(StoreError, match=r'database "nowhere" does not exist'):
        Store(f"{postgres_base}nowhere", create=True)


def test_a_database_in_another_encoding_is_refused(postgres_base: str) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(f"{postgres_base}postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(StoreError, match="the database is in LATIN1; make one with"):
        Store(f"{postgres_base}latin", create=True)


def test_an_account_without_rights_is_said(new_database: Callable[[], str]) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    url = new_database()
    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'guest'").fetchone():
            connection.execute("CREATE ROLE guest LOGIN")
    with pytest.raises(StoreError, match=r"permission denied for database .*; let its owner GRANT it to this account"):
        Store(url.replace("boss:s3cret", "guest"), create=True)
    Store(url, create=True).close()
    with pytest.raises(StoreError, match=r"permission denied for schema recoupe; let its owner GRANT it"):
        Store(url.replace("boss:s3cret", "guest"), readonly=True)


def test_a_connection_that_breaks_loses_only_the_batch(new_database: Callable[[], str]) -> None:
    url = new_database()
    with Store(url, create=True) as store, Store(url) as other:
        store.add([stored(1)])
        assert isinstance(store._database, Postgres)
        backend = store._database._connection.info.backend_pid
        other._database.execute(f"SELECT pg_terminate_backend({backend})")
        with pytest.raises(StoreError):
            store.add([stored(2), stored(3)])
        assert other.counts()["dispatches"] == 1 and other.add([stored(2), stored(3)]) == 2


def test_without_psycopg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"PostgreSQL needs psycopg: pip install 'recoupe\[postgres\]'"):
        Store("postgresql://127.0.0.1/x")
