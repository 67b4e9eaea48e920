"""Processes killed with SIGKILL at random moments, and begun again: the store is that of a run without a break."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from double import dispatch

from recoupe.store import content_key, open_store
from recoupe.store.schema import TABLES

EXAMPLES = Path(__file__).parents[2] / "examples"
DISPATCHES = 300
PATIENCE = 300.0
"""Seconds after which a process that does nothing fails the test instead of holding it up."""


def same(one: Path, other: Path) -> bool:
    with open_store(one, readonly=True) as a, open_store(other, readonly=True) as b:
        return all(a.table(name).equals(b.table(name)) for name in TABLES)


def stub(target: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__).with_name("stub_run.py")), str(target), str(DISPATCHES), "4"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_killed_again_and_again_the_store_is_the_same(tmp_path: Path) -> None:
    chance = random.Random(11)
    whole, broken = tmp_path / "whole.duckdb", tmp_path / "broken.duckdb"
    assert stub(whole).wait(PATIENCE) == 0
    kills = 0
    while True:
        with stub(broken) as process:
            assert process.stdout is not None
            # It has stored this many, or passed over them, when it is killed; some further ones are under way.
            for _ in range(chance.randrange(1, 120) + 30 * kills):
                process.stdout.readline()
            time.sleep(chance.random() * 0.02)
            process.kill()
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
        kills += 1
    assert kills >= 3
    assert same(whole, broken)
    with open_store(broken, readonly=True) as store:
        keys = [stored.key for stored in store.dispatches()]
    assert keys == list(dict.fromkeys(content_key(dispatch(number)) for number in range(DISPATCHES)))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, each beside a copy by another publisher and one with a sentence more."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for example in sorted(EXAMPLES.glob("*.json")):
            given = json.loads(example.read_text("utf-8"))
            longer = {**given, "text": given["text"] + " La suite dans notre prochaine édition.", "id": "longer"}
            for one in (given, {**given, "publisher": "Un autre journal", "id": "other"}, longer):
                file.write(json.dumps(one) + "\n")
    return path


def ingesting(corpus: Path, target: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "recoupe.cli", "ingest", str(corpus), "--into", str(target)]
    return subprocess.Popen(
        [*command, "--workers", "2", "--batch", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.005)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds worker processes in Linux's /proc")
def test_the_command_killed_stores_the_same_and_leaves_no_worker_behind(corpus: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    whole, broken = tmp_path / "whole.duckdb", tmp_path / "broken.duckdb"
    assert ingesting(corpus, whole).wait(PATIENCE) == 0
    log = broken.with_name(broken.name + ".wal")
    killed = 0
    for _ in range(2):
        process = ingesting(corpus, broken)
        before = log.stat().st_size if log.exists() else -1
        wait_until(lambda: process.poll() is not None or (log.exists() and log.stat().st_size not in {before, 0}))  # noqa: B023
        time.sleep(chance.random() * 0.3)
        workers = children(process.pid) if process.poll() is None else []
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        wait_until(lambda: not any(map(alive, workers)))  # noqa: B023
    assert killed, "every run was over before it could be killed"
    assert ingesting(corpus, broken).wait(PATIENCE) == 0
    assert same(whole, broken)
    with open_store(broken, readonly=True) as store:
        assert store.counts()["dispatches"] == 24 and store.counts()["copies"] == 16
