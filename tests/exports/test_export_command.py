"""``recoupe export``: what it says, where, and how it fails."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import get_args

import pytest
from export_samples import event, stored
from typer.testing import CliRunner, Result

from recoupe import cli
from recoupe.commands.export import Format
from recoupe.exports import FORMATS
from recoupe.store import Store


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["export", *map(str, arguments)])


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "events.duckdb"
    with Store(path, create=True) as store:
        store.add([stored(1, event(1), event(2, status="planned")), stored(2, published=dt.date(2024, 3, 4))])
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "empty.duckdb"
    Store(path, create=True).close()
    return path


def test_the_command_has_every_format() -> None:
    assert get_args(Format) == FORMATS


def test_to_a_file(filled: Path) -> None:
    out = filled.parent / "acled.csv"
    result = run(filled, "--to", "acled", "-o", out)
    assert (result.exit_code, result.stdout) == (0, f"2 of 3 events written as acled: {out}\n")
    assert result.stderr == "recoupe: 1 left out: planned\n"
    assert len(out.read_text().splitlines()) == 3


def test_to_standard_output(filled: Path) -> None:
    result = run(filled, "--to", "ucdp-aec", "-o", "-", "--type", "battle")
    assert result.exit_code == 0 and result.stdout.count("\n") == 2 and result.stdout.startswith('{"id": ')
    assert result.stderr == "recoupe: 2 of 3 events written as ucdp-aec\nrecoupe: 1 left out: planned\n"


def test_parquet_to_standard_output(filled: Path) -> None:
    result = run(filled, "--to", "parquet", "-o", "-")
    assert result.exit_code == 0 and result.stdout_bytes[:4] == result.stdout_bytes[-4:] == b"PAR1"


def test_filters(filled: Path) -> None:
    def number(*options: str) -> int:
        return int(run(filled, "--to", "csv", "-o", filled.parent / "out.csv", *options).stdout.split()[0])

    assert number("--since", "2024-03-01", "--until", "2024-03-01", "--country", "ml", "--actor", "JNIM") == 3
    assert number("--type", "battle.clash", "--where", "status = 'planned'") == 1
    assert number("--where", "killed_low > 9", "--where", "published > '2024-03-02'") == 1


def test_incidents(filled: Path) -> None:
    out = filled.parent / "out.csv"
    result = run(filled, "--to", "csv", "-o", out, "--incidents")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.endswith(f" incidents written as csv: {out}\n")


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_store_gives_an_empty_file_and_says_so(empty: Path, form: str) -> None:
    out = empty.parent / "out"
    result = run(empty, "--to", form, "-o", out)
    assert (result.exit_code, result.stdout) == (0, f"0 of 0 events written as {form}: {out}\n")
    assert result.stderr == "recoupe: the store holds no event; what was written is empty\n"
    assert out.exists()


def test_a_filter_that_matches_nothing_says_so(filled: Path) -> None:
    result = run(filled, "--to", "csv", "-o", filled.parent / "out.csv", "--country", "FR")
    assert result.exit_code == 0
    assert result.stderr == "recoupe: no event passes the filter, of 3 in the store; what was written is empty\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--to", "xlsx", "-o", "{folder}/out"), "'acled', 'ucdp'"),
        (("--to", "csv"), "--output"),
        (("--to", "csv", "-o", "{folder}/events.duckdb"), "it is the store itself"),
        (("--to", "csv", "-o", "{folder}/./events.duckdb"), "it is the store itself"),
        (("--to", "csv", "-o", "{folder}/out", "--since", "March"), "--since"),
        (("--to", "csv", "-o", "{folder}/out", "--since", "2024-02-01", "--until", "2024-01-01"), "before the first"),
        (("--to", "csv", "-o", "{folder}/out", "--country", "Mali"), "give two letters"),
        (("--to", "csv", "-o", "{folder}/out", "--type", "battel"), "no type of the codebook"),
    ],
)
def test_wrong_usage(filled: Path, options: tuple[str, ...], told: str) -> None:
    result = run(filled, *(option.format(folder=filled.parent) for option in options))
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert [path.name for path in filled.parent.iterdir()] == ["events.duckdb"]


@pytest.mark.parametrize(
    ("store", "options", "told"),
    [
        ("none.duckdb", ("-o", "{folder}/out"), "no such file"),
        ("events.duckdb", ("-o", "{folder}/none/out"), "make the folder first"),
        ("events.duckdb", ("-o", "{folder}"), "a folder; give a file in it"),
        ("events.duckdb", ("-o", "{folder}/out", "--where", "killed > 3"), "killed"),
        ("events.duckdb", ("-o", "{folder}/out", "--where", "1 = 1; DROP TABLE events"), "the query"),
    ],
)
def test_failures_are_one_line_and_leave_nothing(filled: Path, store: str, options: tuple[str, ...], told: str) -> None:
    given = (option.format(folder=filled.parent) for option in options)
    result = run(filled.parent / store, "--to", "csv", *given)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert result.stderr.startswith("recoupe: ") and told in result.stderr
    assert [path.name for path in filled.parent.iterdir()] == ["events.duckdb"]
