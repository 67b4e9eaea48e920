"""Events a second into and out of a store, with synthetic records.

    python benchmarks/store.py [--events N] [--batch DISPATCHES] [--postgres URL]

Every dispatch has a text of 2,500 characters and two events; an event has two parties, a place, a date, two figures, one
source, two spans of evidence and eight notes, about what the coder gives for real dispatches. Writing is timed from
records in memory to the last commit, in transactions of DISPATCHES dispatches; reading from the store to records. One
process, whose processor time is told beside the time that passed: a busy machine stretches only the latter (a PostgreSQL
server's own work is in the latter alone). The DuckDB file lies in a temporary folder; the database of URL must be empty, and stays filled.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Note, Party, Place, Source
from recoupe.store import Store, Stored, content_key

WORDS = "attaque village armée soldats selon source région nord lundi blessés tués convoi route groupe".split()
EVENTS_EACH = 2


def record(number: int, draw: random.Random) -> Event:
    """One event of the usual size."""
    party = Party(
        text="des hommes armés", name=f"Groupe {draw.randrange(200)}", kind="rebel", country="ML", span=(10, 26)
    )
    place = Place(
        text="Gao", name=f"Lieu {draw.randrange(5000)}", geonameid=draw.randrange(10**7), lat=draw.uniform(-20, 20),
        lon=draw.uniform(-10, 40), country="ML", precision="town", span=(40, 43),
    )  # fmt: skip
    day = dt.date(2020, 1, 1) + dt.timedelta(days=draw.randrange(1800))
    low = draw.randrange(50)
    fields = ("type", "status", "certainty", "actors", "targets", "place", "date", "killed")
    return Event(
        id=f"e{number}", type="battle.clash", status="happened", certainty="attributed", actors=(party,), targets=(party,),
        place=place, date=DateSpan(start=day, end=day, precision="day", span=(0, 5)), killed=(low, low + 2), injured=(low, None),
        sources=(Source(text="une source sécuritaire", span=(50, 72)),), evidence=((0, 200), (300, 500)),
        confidence=draw.random(),
        notes=tuple(Note(field=name, value="une valeur", how="stated", rule="une règle", spans=((10, 30),)) for name in fields),
    )  # fmt: skip


def made(count: int, seed: int = 1) -> list[Stored]:
    """So many dispatches, the same for one seed."""
    draw = random.Random(seed)
    dispatches = []
    for number in range(count):
        text = " ".join(draw.choices(WORDS, k=360))
        dispatch = Dispatch(
            id=f"d{number}", text=text, title="Un titre", published=dt.date(2024, 1, 1), publisher="X", lang="fr"
        )
        events = tuple(record(each, draw) for each in range(1, EVENTS_EACH + 1))
        coded = CodedDispatch(id=dispatch.id, events=events, published=dispatch.published)
        dispatches.append(Stored(content_key(dispatch), dispatch, coded, signature=draw.randbytes(512)))
    return dispatches


def batches(dispatches: list[Stored], size: int) -> Iterator[list[Stored]]:
    """The dispatches, so many at a time."""
    for start in range(0, len(dispatches), size):
        yield dispatches[start : start + size]


def measure(target: str | Path, dispatches: list[Stored], batch: int) -> str:
    """What it took to fill and to read one store."""
    with Store(target, create=True) as store:
        if store.counts()["dispatches"]:
            raise SystemExit(f"{store.name} holds dispatches already; give an empty database")
        added, written = timed(lambda: sum(store.add(some) for some in batches(dispatches, batch)))
        read, reading = timed(lambda: sum(1 for _ in store.events()))
        rows, table = timed(lambda: store.table("events").num_rows)
        engine = store.info()["database"]
    assert read == rows == EVENTS_EACH * added
    return f"{engine.split(' (')[0]:<20} {batch:5} " + " ".join(
        f"{rows / spent:9,.0f}" for pair in (written, reading, table) for spent in pair
    )


def timed(work: Callable[[], int]) -> tuple[int, tuple[float, float]]:
    """What the work gives, the seconds that passed, and those of processors that this process used."""
    start, used = time.perf_counter(), time.process_time()
    result = work()
    return result, (time.perf_counter() - start, time.process_time() - used)


def main() -> None:
    """Prints one line a store."""
    parser = argparse.ArgumentParser(description="Events a second into and out of a store, with synthetic records.")
    parser.add_argument("--events", type=int, default=40_000)
    parser.add_argument("--batch", type=int, default=200, help="dispatches in a transaction")
    parser.add_argument("--postgres", help="URL of an empty database")
    options = parser.parse_args()
    dispatches = made(options.events // EVENTS_EACH)
    print(f"{options.events:,} events, a second of time and of this process's processors")
    print(f"{'':20} {'batch':>5} " + " ".join(f"{name:>9} {'cpu':>9}" for name in ("written", "read", "as Arrow")))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.duckdb"
        print(measure(path, dispatches, options.batch))
        print(f"the DuckDB file has {path.stat().st_size / options.events:,.0f} bytes an event, texts included")
    if options.postgres:
        print(measure(options.postgres, dispatches, options.batch))


if __name__ == "__main__":
    main()
