"""One export: selection, files that appear whole or not at all, the same bytes, incidents."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from export_samples import GAO, VILLAGERS, account, event, on, stored

from recoupe.exports import FORMATS, ExportError, export
from recoupe.exports.account import accounts_of
from recoupe.exports.numbers import number_of
from recoupe.exports.writing import write_file
from recoupe.incidents import bring_up_to_date
from recoupe.store import EventFilter, Store, StoreError

DUBLIN = GAO.model_copy(update={"name": "Kidal", "geonameid": None, "lat": 18.44, "lon": 1.41})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three dispatches: an ambush and an attack; the ambush again, with 15 dead; a later plan elsewhere, and nothing."""
    batch = [
        stored(1, event(1), event(2, type="civilians.attack", targets=(VILLAGERS,), killed=(3, 3))),
        stored(2, event(1, killed=(15, 15)), publisher="Radio", published=dt.date(2024, 3, 3)),
        stored(3, event(1, status="planned", date=on("2024-05-01"), place=DUBLIN, killed=None)),
    ]
    with Store(tmp_path_factory.mktemp("store") / "events.duckdb", create=True) as made:
        made.add(batch)
        yield made


def written(store: Store, form: str = "csv", **asked: object) -> list[str]:
    out = io.BytesIO()
    export(store, form, out, **asked)  # type: ignore[arg-type]
    return out.getvalue().decode().splitlines()


@pytest.mark.parametrize("incidents", [False, True])
@pytest.mark.parametrize("form", FORMATS)
def test_the_same_events_give_the_same_bytes(store: Store, tmp_path: Path, form: str, incidents: bool) -> None:
    if incidents:
        bring_up_to_date(store)
    export(store, form, tmp_path / "one", incidents=incidents)
    export(store, form, str(tmp_path / "other"), incidents=incidents)
    content = (tmp_path / "one").read_bytes()
    assert content == (tmp_path / "other").read_bytes() and content
    assert {path.name for path in tmp_path.iterdir()} == {"one", "other"}


def test_what_became_of_the_events(store: Store, tmp_path: Path) -> None:
    done = export(store, "acled", tmp_path / "out.csv")
    assert (done.written, done.left_out, done.asked, done.held) == (3, {"planned": 1}, 4, 4)
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 4


@pytest.mark.parametrize(
    ("where", "conditions", "number"),
    [
        (EventFilter(), (), 4),
        (EventFilter(since=dt.date(2024, 4, 1)), (), 1),
        (EventFilter(until=dt.date(2024, 4, 1)), (), 3),
        (EventFilter(type="civilians"), (), 1),
        (EventFilter(country="ml", actor="jnim"), (), 4),
        (EventFilter(country="FR"), (), 0),
        (EventFilter(), ("killed_low > 9",), 2),
        (EventFilter(), ("killed_low > 9 -- dead", "publisher = 'Radio'"), 1),
        (EventFilter(type="civilians"), ("killed_low > 9",), 0),
        (EventFilter(until=dt.date(2024, 4, 1)), ("killed_low > 9",), 2),
        (EventFilter(), ("false) OR (true",), 4),
    ],
)
def test_what_passes(store: Store, where: EventFilter, conditions: tuple[str, ...], number: int) -> None:
    done = export(store, "csv", io.BytesIO(), where=where, conditions=conditions)
    assert (done.written, done.held) == (number, 4)


@pytest.mark.parametrize(
    "condition",
    [
        "nothing = 1",
        "1 =",
        "true); DROP TABLE events; SELECT (true",
        "event_id IN (SELECT * FROM read_csv('/etc/passwd'))",
    ],
)
def test_a_condition_that_cannot_be_says_so_and_writes_nothing(store: Store, tmp_path: Path, condition: str) -> None:
    with pytest.raises(StoreError, match="the query"):
        export(store, "csv", tmp_path / "out.csv", conditions=[condition])
    assert not (tmp_path / "out.csv").exists() and store.counts()["events"] == 4


def test_events_are_in_the_order_stored(store: Store) -> None:
    rows = written(store)[1:]
    assert [row.split(",")[1] for row in rows] == ["d1", "d1", "d2", "d3"]


def test_an_unknown_format(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no format 'xlsx'; give one of acled, ucdp"):
        export(store, "xlsx", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_numbers_are_stable_and_apart() -> None:
    # SHA-256 of "abc" begins with ba7816bf 8f01cfea (FIPS 180-2); its first 53 bits are the number.
    assert number_of("abc") == 0xBA7816BF8F01CFEA >> 11 < 2**53
    assert len({number_of(f"k:e{number}") for number in range(10_000)}) == 10_000


# --- files


def test_a_failure_midway_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise StoreError("the store failed")

    with pytest.raises(StoreError):
        write_file(chunks(), path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_a_file_is_replaced_with_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_file([b"new"], path)
    assert path.read_bytes() == b"new" and path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_file([b"new"], link)
    assert link.is_symlink() and target.read_bytes() == b"new"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_file([b"a", b"b"], pipe)
    reader.join()
    assert read == [b"ab"] and pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "told"),
    [("", "a folder"), ("none/out.csv", "make the folder first"), ("o" * 300, "name too long")],
)
def test_what_cannot_be_written_says_why(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(ExportError, match=told):
        write_file([b""], tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_says_so() -> None:
    with pytest.raises(ExportError, match="No space left"):
        write_file([b"x"] * 10, Path("/dev/full"))


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser may write anything
    with pytest.raises(ExportError, match="it is there and read-only"):
        write_file([b"new"], path)
    assert path.read_bytes() == b"old"


# --- incidents


def test_incidents_are_told_by_all_their_dispatches(store: Store) -> None:
    bring_up_to_date(store)
    rows = [json.loads(line.rstrip(",")) for line in written(store, "geojson", incidents=True)[1:-1]]
    ambush = next(row["properties"] for row in rows if row["properties"]["dispatches"] == 2)
    assert (ambush["dispatch_id"], ambush["publisher"], ambush["title"]) == ("d1; d2", "Agence; Radio", "Titre 1")
    assert (ambush["killed_low"], ambush["killed_best"]) == (12, 15)
    assert ambush["actors"] == "JNIM" and ambush["evidence"].count("[…]") == 3
    assert len(rows) == 3


def test_an_incidents_numbers_are_those_of_its_accounts(store: Store) -> None:
    bring_up_to_date(store)
    header, *rows = (line.split(",") for line in written(store, "ucdp", incidents=True, conditions=["killed_low > 9"]))
    (row,) = (dict(zip(header, row, strict=False)) for row in rows)
    assert row["id"].isdecimal()
    out = written(store, "ucdp-aec", incidents=True, where=EventFilter(type="battle.clash"))
    told = json.loads(out[0])
    assert (told["deaths_low"], told["deaths_unknown"], told["deaths_high"]) == (12, 15, 15)
    notes = written(store, "acled", incidents=True, where=EventFilter(type="battle.clash"))[1]
    assert "Told by 2 dispatches, " in notes and "Fatalities are the latest well-sourced account's." in notes
    assert notes.endswith(",15,,")


def test_an_account_of_an_event_is_its_own() -> None:
    one = account()
    assert (one.one_number("killed"), one.best_of("killed"), one.high_of("killed")) == (12, 12, 12)
    assert (one.one_number("injured"), one.best_of("injured"), one.high_of("injured")) == (0, None, None)
    assert accounts_of(stored(1, event(1), event(2)))[1].id.endswith(":e2")
