"""A corpus into a store: worker processes, Ray, memory, the stores, and what follows for a million dispatches.

    python benchmarks/corpus.py [--dispatches N | --all] [--seed S] [--workers N] [--no-ray] [--batch N] [--postgres URL]

The corpus is ../shared/corpora/orange_fr_20k.jsonl.xz beside the checkout: N dispatches of it drawn at random, or all. Each
engine ingests it into a DuckDB file of its own, in a process of its own that this one watches: times, processor time of
the process that reads and stores, memory of it and of its workers (PSS: shared pages count by share). "Steady" leaves
out the first quarter, and with it the start. The stores must be equal. Then what the first one holds is written into
empty stores, which shows what storing alone takes. The database of --postgres must be empty, and stays filled.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from recoupe import Coder
from recoupe.commands.coding import engine_asked_for
from recoupe.ingest import Outcome, ingest
from recoupe.reading import read
from recoupe.store import Store, Stored
from recoupe.store.schema import TABLES

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "orange_fr_20k.jsonl.xz"
EVERY = 0.5
"""Seconds between two looks at memory."""
TRANSACTIONS = (64, 512)
"""Dispatches in a transaction, where storing alone is timed."""
CORES, MILLION = 32, 1_000_000


@dataclass(frozen=True)
class Times:
    """Of one run, in seconds: the whole, from start of the process; the last three quarters; processor time in them.

    ``main`` is the processor time of the process that reads and stores; with one worker it codes, too.
    """

    dispatches: int
    whole: float
    steady: float
    main: float

    @property
    def rate(self) -> float:
        """Dispatches a second of the last three quarters."""
        return 0.75 * self.dispatches / self.steady

    @property
    def main_each(self) -> float:
        """Seconds of processor time of the main process for a dispatch."""
        return self.main / (0.75 * self.dispatches)


@dataclass
class Memory:
    """The most that was seen, in bytes: of the main process, of the mean worker, of all processes together."""

    main: int = 0
    worker: int = 0
    whole: int = 0

    def look(self, pid: int) -> None:
        """Takes the present state in."""
        sizes = {one: pss(one) for one in family(pid)}
        workers = [size for one, size in sizes.items() if one != pid and is_worker(one, pid)]
        self.main = max(self.main, sizes.get(pid, 0))
        self.worker = max(self.worker, sum(workers) // len(workers) if workers else 0)
        self.whole = max(self.whole, sum(sizes.values()))


def family(pid: int) -> list[int]:
    """The process and all that descend from it."""
    found = [pid]
    for one in found:
        try:
            found += [int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()]
        except OSError:
            continue
    return found


def is_worker(pid: int, main: int) -> bool:
    """Whether a process codes: a fork of the main one, or an actor of Ray's job."""
    try:
        name = Path(f"/proc/{pid}/cmdline").read_bytes()
        return name.startswith(b"ray::MapWorker") or name == Path(f"/proc/{main}/cmdline").read_bytes()
    except OSError:
        return False


def pss(pid: int) -> int:
    """The process's memory in bytes, with its share of what it shares; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def ingest_once(source: str, target: str, engine: str, workers: int, batch: int, count: int) -> Times:
    """One run, in this process."""
    marks: list[tuple[float, float]] = []

    def tell(outcome: Outcome) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        marks.append((time.time(), used.ru_utime + used.ru_stime))

    began = time.time() - time.process_time()
    with Store(target, create=True) as store:
        shared = engine_asked_for("ray" if engine == "ray" else "processes", workers, None)
        ingest(read(source), Coder(), store, tell, engine=shared, batch=batch)
    assert len(marks) == count, f"{len(marks)} of {count} dispatches came to something"
    (quarter, used), (end, used_at_end) = marks[count // 4], marks[-1]
    return Times(count, end - began, end - quarter, used_at_end - used)


def watched(arguments: Sequence[str]) -> tuple[Times, Memory]:
    """The same in a process of its own, and what memory it took."""
    memory = Memory()
    command = [sys.executable, __file__, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            memory.look(process.pid)
            time.sleep(EVERY)
        output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(f"corpus: {' '.join(arguments)} ended with status {process.returncode}")
    return Times(**json.loads(output)), memory


def equal(one: Path, other: Path) -> bool:
    """Whether two stores hold the same."""
    with Store(one, readonly=True) as a, Store(other, readonly=True) as b:
        return all(a.table(name).equals(b.table(name)) for name in TABLES)


def engines(source: Path, folder: Path, count: int, options: argparse.Namespace) -> tuple[list[Times], Path]:
    """Prints a line an engine; gives the times, and the first one's store."""
    asked = [("processes", 1), ("processes", options.workers)] + ([] if options.no_ray else [("ray", options.workers)])
    print(
        f"\n{'engine':<10} {'workers':>7} {'seconds':>8} {'a second':>9} {'steady':>7} {'speed-up':>8} {'main ms':>8} "
        f"{'main MB':>8} {'worker MB':>9} {'all MB':>7}  store"
    )
    times: list[Times] = []
    first = folder / "0.duckdb"
    for number, (engine, workers) in enumerate(asked):
        target = folder / f"{number}.duckdb"
        run = [str(source), str(target), engine, str(workers), str(options.batch), str(count)]
        spent, memory = watched(["--once", *run])
        times.append(spent)
        print(
            f"{engine:<10} {workers:>7} {spent.whole:>8.1f} {count / spent.whole:>9.1f} {spent.rate:>7.1f} "
            f"{spent.rate / times[0].rate:>8.2f} {1000 * spent.main_each:>8.2f} {memory.main / 1e6:>8.0f} "
            f"{memory.worker / 1e6:>9.0f} {memory.whole / 1e6:>7.0f}  {'equal' if equal(first, target) else 'DIFFERS'}",
            flush=True,
        )
    return times, first


def batches(stored: list[Stored], size: int) -> Iterator[list[Stored]]:
    """So many at a time."""
    for start in range(0, len(stored), size):
        yield stored[start : start + size]


def storing(filled: Path, folder: Path, postgres: str | None) -> None:
    """Prints a line a store and size of transaction."""
    with Store(filled, readonly=True) as store:
        stored = list(store.dispatches())
    events = sum(len(one.coded.events) for one in stored)
    print(
        f"\nstoring {len(stored):,} dispatches with {events:,} events, coded before; in brackets per processor second"
    )
    print(f"{'store':<12} {'transaction':>11} {'dispatches a second':>22} {'events a second':>22}")
    targets: list[tuple[str | Path, int]] = [(folder / f"s{size}.duckdb", size) for size in TRANSACTIONS]
    for target, size in [*targets, *([(postgres, TRANSACTIONS[-1])] if postgres else [])]:
        began, used = time.perf_counter(), time.process_time()
        with Store(target, create=True) as store:
            if store.counts()["dispatches"]:
                sys.exit(f"corpus: {store.name} holds dispatches already; give an empty database")
            name = "DuckDB" if isinstance(target, Path) else "PostgreSQL"
            for batch in batches(stored, size):
                store.add(batch)
        spent, used = time.perf_counter() - began, time.process_time() - used
        pairs = [f"{n / spent:,.0f} ({n / used:,.0f})" for n in (len(stored), events)]
        print(f"{name:<12} {size:>11} {pairs[0]:>22} {pairs[1]:>22}", flush=True)


def model(times: list[Times]) -> None:
    """Prints what follows: a million dispatches take what coding takes, or what reading and storing takes, if that is more."""
    alone, shared = times[0], times[1]
    coding = alone.main_each - shared.main_each
    print(
        f"\na dispatch takes {1000 * alone.main_each:.1f} ms of a core, {1000 * shared.main_each:.2f} ms of them in the main process"
    )
    print(f"dispatches per core-hour: {3600 / alone.main_each:,.0f}")
    code, main = MILLION * coding / (CORES - 1), MILLION * shared.main_each
    print(
        f"a million dispatches on {CORES} cores: {code / 60:.0f} minutes of coding on {CORES - 1}, "
        f"{main / 60:.0f} minutes of the main process on one: {max(code, main) / 60:.0f} minutes"
    )


def chosen(folder: Path, options: argparse.Namespace) -> tuple[Path, int]:
    """The file that is read, and how many dispatches are in it."""
    with lzma.open(CORPUS, "rb") as file:
        lines = file.readlines()
    if options.all:
        return CORPUS, len(lines)
    drawn = random.Random(options.seed).sample(lines, min(options.dispatches, len(lines)))
    path = folder / "sample.jsonl"
    path.write_bytes(b"".join(drawn))
    return path, len(drawn)


def main() -> None:
    """Runs the parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dispatches", type=int, default=1000)
    parser.add_argument("--all", action="store_true", help="all 20,000")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64, help="dispatches in a transaction")
    parser.add_argument("--no-ray", action="store_true")
    parser.add_argument("--postgres", help="URL of an empty database")
    parser.add_argument("--once", nargs=6, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        source, target, engine, *numbers = options.once
        print(json.dumps(asdict(ingest_once(source, target, engine, *map(int, numbers)))))
        return
    if not CORPUS.is_file():
        sys.exit(f"corpus: no corpus at {CORPUS}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, count = chosen(folder, options)
        print(f"{count:,} dispatches of {CORPUS.name}, {options.batch} in a transaction")
        times, filled = engines(source, folder, count, options)
        storing(filled, folder, options.postgres)
        model(times)


if __name__ == "__main__":
    main()
