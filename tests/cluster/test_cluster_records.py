"""Ray codes what plain processes code: the same stores, the same records of tables, the same words on the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recoupe import Coder, Dispatch
from recoupe.cluster import Ray, code_dataset
from recoupe.ingest import ingest
from recoupe.reading import read
from recoupe.store import open_store
from recoupe.store.schema import TABLES

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def dispatches() -> list[Dispatch]:
    return [item for item in read([str(EXAMPLES)]) if isinstance(item, Dispatch)]


def test_both_engines_fill_the_same_store(session: None, dispatches: list[Dispatch], tmp_path: Path) -> None:
    items = [*dispatches, *(one.model_copy(update={"publisher": "Un autre journal"}) for one in dispatches)]
    tables = []
    for name in ("alone", "ray"):
        with open_store(tmp_path / f"{name}.duckdb", create=True) as store:
            engine = {} if name == "alone" else {"engine": Ray(2, 3)}
            ingest(items, Coder(), store, lambda _: None, batch=5, **engine)  # type: ignore[arg-type]
            tables.append([store.table(table) for table in TABLES])
    assert all(one.equals(other) for one, other in zip(*tables, strict=True))
    assert tables[0][0].num_rows == 2 * len(dispatches) and tables[0][1].num_rows


def test_a_table_of_dispatches_gets_a_column_of_records(
    session: None, dispatches: list[Dispatch], tmp_path: Path
) -> None:
    import ray.data  # noqa: PLC0415 - an extra

    rows = [{**one.model_dump(exclude={"text"}), "corps": one.text} for one in dispatches]
    rows += [{"id": "blank", "corps": " "}, {"id": "none", "corps": None}]
    schema = pa.schema([(name, pa.date32() if name == "published" else pa.string()) for name in rows[0]])
    pq.write_table(pa.Table.from_pylist(rows, schema), tmp_path / "corpus.parquet")
    dataset = ray.data.read_parquet(str(tmp_path / "corpus.parquet"))
    given = code_dataset(dataset, Coder(), workers=1, columns={"text": "corps"}).take_all()
    coded = {row["id"]: row["coded"] for row in given}
    assert {one.id: Coder().code(one).model_dump_json() for one in dispatches} == {
        name: text for name, text in coded.items() if name not in {"blank", "none"}
    }
    assert [json.loads(coded[name])["skipped"] for name in ("blank", "none")] == [
        "the text is empty",
        'no "text"; a dispatch is an object with a "text" (title, published, … may be left out)',
    ]


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no field 'corps'"):
        code_dataset(None, Coder(), workers=1, columns={"corps": "text"})  # type: ignore[arg-type]


def test_the_command_says_nothing_of_ray(ray_installed: None, dispatches: list[Dispatch], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "recoupe.cli", "ingest", str(EXAMPLES), "--into", str(tmp_path / "events.duckdb")]
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    done = subprocess.run(
        [*command, "--engine", "ray", "--workers", "2", "--json"],
        capture_output=True,
        text=True,
        env=quiet,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["stored"] == len(dispatches)
