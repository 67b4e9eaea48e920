"""``recoupe store``: what its commands print, and how they fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from generated import event, stored
from typer.testing import CliRunner, Result

from recoupe import cli
from recoupe.store import Store
from recoupe.store.schema import LATER_TABLES, TABLES, migrations


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["store", *map(str, arguments)])


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "events.duckdb"
    with Store(path, create=True) as store:
        store.add([stored(1, event(1), event(2, killed=None)), stored(2, signature=b"\1")])
    return path


def test_info(filled: Path) -> None:
    result = run("info", filled)
    assert (result.exit_code, result.stderr) == (0, "")
    told = dict(line.split(None, 1) for line in result.stdout.splitlines())
    assert told["store"] == str(filled) and told["version"] == str(len(migrations())) and told["events"] == "3"
    assert told["published"] == "2024-03-02 – 2024-03-02" and told["database"].startswith("DuckDB ")


def test_query_in_every_form(filled: Path) -> None:
    sql = "SELECT id, killed_low, date_start, place FROM events ORDER BY event_id"
    lines = run("query", filled, sql, "--format", "jsonl").stdout.splitlines()
    assert {"id": "e2", "killed_low": None, "date_start": "2024-03-01", "place": "Gao"} in map(json.loads, lines)
    csv = run("query", filled, sql, "--format", "csv").stdout.splitlines()
    assert csv[0] == "id,killed_low,date_start,place" and "e2,,2024-03-01,Gao" in csv and len(csv) == 4
    table = run("query", filled, sql, "--format", "table").stdout
    assert "killed_low" in table and "2024-03-01" in table and "\x1b" not in table
    assert run("query", filled, sql).stdout.splitlines() == lines


def test_values_of_every_kind_are_printed(filled: Path) -> None:
    sql = "SELECT signature, 9007199254740993 AS big, 'a\"b' || chr(10) || chr(27) AS odd, 'nan'::float AS nan, [1, NULL] AS list FROM dispatches WHERE id = 'd2'"
    assert json.loads(run("query", filled, sql, "--format", "jsonl").stdout) == {
        "signature": "01", "big": 9007199254740993, "odd": 'a"b\n\x1b', "nan": "nan", "list": [1, None],
    }  # fmt: skip
    assert '01,9007199254740993,"a""b\n\x1b",nan,"[1, null]"' in run("query", filled, sql, "--format", "csv").stdout
    assert "\x1b" not in run("query", filled, sql, "--format", "table").stdout


def test_a_query_without_rows(filled: Path) -> None:
    sql = "SELECT id FROM events WHERE false"
    assert run("query", filled, sql, "--format", "jsonl").stdout == ""
    assert run("query", filled, sql, "--format", "csv").stdout == "id\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("info", "{folder}/none.duckdb"), "no such file"),
        (("query", "{folder}/events.duckdb", "DROP TABLE events"), "give one SELECT"),
        (("query", "{folder}/events.duckdb", "SELECT nothing FROM events"), "nothing"),
        (("copy", "{folder}/none.duckdb", "{folder}/new.duckdb"), "no such file"),
        (("copy", "{folder}/events.duckdb", "{folder}/none/new.duckdb"), "make the folder first"),
        (("migrate", "{folder}"), "a folder"),
    ],
)
def test_failures_are_one_line(filled: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(*(argument.format(folder=filled.parent) for argument in arguments))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert result.stderr.startswith("recoupe: ") and told in result.stderr
    assert sorted(path.name for path in filled.parent.iterdir()) == ["events.duckdb"]


def test_copy_into_the_other_database_and_back(filled: Path, new_database: object) -> None:
    url = new_database()  # type: ignore[operator]
    there = run("copy", filled, url)
    assert there.exit_code == 0, there.stderr
    assert there.stdout.startswith("dispatches copied: 2; there already: 0; now in postgresql://boss:***@")
    assert run("copy", filled, url).stdout.startswith("dispatches copied: 0; there already: 2; now in ")
    back = filled.parent / "back.duckdb"
    assert run("copy", url, back).exit_code == 0
    with Store(filled, readonly=True) as one, Store(back, readonly=True) as other:
        assert all(one.table(name) == other.table(name) for name in [*TABLES, *LATER_TABLES])


def test_copy_onto_itself_is_refused(filled: Path) -> None:
    result = run("copy", filled, f"{filled.parent}/./events.duckdb")
    assert result.exit_code == 2 and "it is the store to copy from" in result.stderr


def test_migrate(filled: Path) -> None:
    with Store(filled) as store:
        views = ("standing", "latest_reviews", "incident_accounts")
        for made in (*(f"VIEW {name}" for name in views), *(f"TABLE {name}" for name in LATER_TABLES), "VIEW accounts"):
            store._database.execute(f"DROP {made}")
        store._database.execute("UPDATE meta SET version = 1")
    refused = run("info", filled)
    assert refused.exit_code == 1 and "bring it up with recoupe store migrate" in refused.stderr
    assert run("migrate", filled).stdout == f"{filled}: version {len(migrations())}\n"
    assert run("query", filled, "SELECT count(*) AS n FROM accounts").stdout == '{"n": 3}\n'
