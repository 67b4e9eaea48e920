"""Pairs of records with their match weights, worked out by DuckDB.

In: the tables of ``facts.INPUTS``. Out: for each pair that may be of one incident the log2 odds that it is; or for one pair
the level and weight of every comparison.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from recoupe.incidents.blocking import SETUP, SLICE, TIMED_RULES, TIMELESS_RULE
from recoupe.incidents.compare import WORDS, Model, comparisons
from recoupe.incidents.facts import make_facts

KEPT = -2.0
"""Pairs below this weight (odds of 1 to 4) are dropped."""
LATE = ("actors", "targets")
"""Comparisons that are made last: they are costly, and can lift a pair but little."""
SLICE_RECORDS = 25_000
"""Records in hand at once."""


@dataclass(frozen=True)
class Reason:
    """What one comparison says of a pair: its level (None: nothing to compare) and the weight of it in bits."""

    comparison: str
    level: str | None
    weight: float


@contextmanager
def workspace(tables: Mapping[str, pa.Table]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory, with its spill in a folder that goes with it, that holds the facts of ``tables``."""
    with tempfile.TemporaryDirectory(prefix="recoupe-") as folder:
        connection = duckdb.connect(config={"temp_directory": folder, "preserve_insertion_order": False})
        try:
            make_facts(connection, tables)
            yield connection
        finally:
            connection.close()


def links(tables: Mapping[str, pa.Table], model: Model) -> pa.Table:
    """(event_a, event_b, weight) of every pair of which one is fresh and that weighs at least KEPT, sorted.

    ``event_a`` is the lesser id; the weight is rounded to a thousandth of a bit.
    """
    with workspace(tables) as connection:
        connection.execute("CREATE TEMP TABLE found (a bigint, b bigint, weight double)")
        for rule in laid_out(connection):
            for statement in _weighed(rule, model):
                connection.execute(statement)
        return connection.sql(
            """SELECT l.event_id AS event_a, r.event_id AS event_b, weight
            FROM (SELECT DISTINCT * FROM found) JOIN facts l ON l.n = a JOIN facts r ON r.n = b ORDER BY 1, 2"""
        ).to_arrow_table()


def levels(tables: Mapping[str, pa.Table]) -> pa.Table:
    """(event_a, event_b, then the level of each comparison) of every pair that blocking finds; weights are fitted on it."""
    columns = ", ".join(f"{comparison.level_sql()} AS {comparison.name}" for comparison in comparisons())
    names = ", ".join(comparison.name for comparison in comparisons())
    with workspace(tables) as connection:
        connection.execute("CREATE TEMP TABLE found (a bigint, b bigint)")
        for rule in laid_out(connection):
            connection.execute(f"INSERT INTO found {rule}")
        return connection.sql(
            f"SELECT event_a, event_b, {names} FROM (SELECT l.event_id AS event_a, r.event_id AS event_b, {WORDS}, {columns} "
            "FROM (SELECT DISTINCT * FROM found) JOIN facts l ON l.n = a JOIN facts r ON r.n = b) ORDER BY 1, 2"
        ).to_arrow_table()


def laid_out(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Every blocking rule, once for each slice of time, when what it reads is laid out."""
    connection.execute(SETUP)
    for first, last in _slices(connection):
        connection.execute(SLICE.format(first=first, last=last))
        yield from TIMED_RULES.values()
    connection.execute("CREATE OR REPLACE TEMP TABLE near AS SELECT * FROM facts WHERE n IN (SELECT n FROM timeless)")
    yield TIMELESS_RULE


def _slices(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """The buckets of time in runs of about SLICE_RECORDS records that begin in them."""
    rows = connection.sql("SELECT b0, count(*), max(b1) FROM times GROUP BY b0 ORDER BY b0").fetchall()
    first, count = None, 0
    for number, (bucket, records, _) in enumerate(rows):
        first = bucket if first is None else first
        count += records
        if number + 1 == len(rows):
            yield first, max(last for _, _, last in rows)
        elif count >= SLICE_RECORDS:
            yield first, rows[number + 1][0] - 1
            first, count = None, 0


def reasons(tables: Mapping[str, pa.Table], model: Model) -> tuple[Reason, ...]:
    """What each comparison says of the two records in ``tables``. Raises ValueError where there are not two."""
    columns = ", ".join(f"{comparison.level_sql()} AS {comparison.name}" for comparison in comparisons())
    names = ", ".join(comparison.name for comparison in comparisons())
    with workspace(tables) as connection:
        found = connection.sql(
            f"SELECT {names} FROM (SELECT {WORDS}, {columns} FROM facts l JOIN facts r ON l.n = 1 AND r.n = 2)"
        ).to_arrow_table()
    if found.num_rows != 1:
        raise ValueError("give two records")
    (row,) = found.to_pylist()
    return tuple(_reason(comparison.name, row[comparison.name], model) for comparison in comparisons())


def _reason(name: str, number: int | None, model: Model) -> Reason:
    (comparison,) = (one for one in comparisons() if one.name == name)
    level = None if number is None else comparison.levels[number].name
    return Reason(name, level, model.weight(name, level))


def _weighed(rule: str, model: Model) -> tuple[str, ...]:
    """Statements that add the pairs of a blocking rule to ``found`` with their weights, those below KEPT left out.

    The parties are compared only where they can still lift a pair above KEPT.
    """
    late = [comparison for comparison in comparisons() if comparison.name in LATE]
    early = [comparison for comparison in comparisons() if comparison.name not in LATE]
    lift = sum(max(weight for (name, _), weight in model.weights.items() if name == one.name) for one in late)
    first = " + ".join([repr(model.prior), *(one.weight_sql(model) for one in early)])
    rest = " + ".join(one.weight_sql(model) for one in late)
    pairs = "JOIN near l ON l.n = a JOIN near r ON r.n = b"
    return (
        f"CREATE OR REPLACE TEMP TABLE early AS SELECT a, b, {WORDS}, {first} AS sum FROM ({rule}) {pairs}",
        f"CREATE OR REPLACE TEMP TABLE weighed AS SELECT a, b, round(sum + {rest}, 3) AS weight "
        f"FROM (SELECT * FROM early WHERE sum >= {KEPT - lift - 0.001!r}) {pairs}",
        f"INSERT INTO found SELECT * FROM weighed WHERE weight >= {KEPT}",
    )
