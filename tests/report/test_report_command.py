"""``recoupe report``: what it says, what it leaves behind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from report_samples import event, stored, written
from typer.testing import CliRunner, Result

from recoupe import cli


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["report", *(str(argument) for argument in arguments)])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return written(tmp_path / "events.duckdb", stored(1, event()))


def test_a_page_is_written(store: Path, tmp_path: Path) -> None:
    result = run(store, "-o", tmp_path / "r.html", "--country", "ML", "--since", "2024-03-01", "--until", "2024-03-31")
    size = (tmp_path / "r.html").stat().st_size
    assert result.exit_code == 0
    assert result.stdout == f"{tmp_path / 'r.html'}: 1 events from 1 accounts, {size:,} bytes\n"
    assert result.stderr == f"recoupe: 1 accounts are not linked yet; recoupe incidents {store} links them\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-o", "{out}/r.html", "--country", "FR"], "none of its 1 events passes --country FR; ask for more"),
        (["-o", "{out}/no/r.html"], "cannot be written, since {out}/no is no folder; make the folder first"),
        (["-o", "{out}"], "{out}: a folder; give a file in it"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_line_and_leaves_nothing(
    store: Path, tmp_path: Path, arguments: list[str], says: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    result = run(store, *(one.format(out=out) for one in arguments))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith(f"{says.format(out=out)}\n")
    assert result.stderr.count("\n") == 1 + ("not linked" in result.stderr)
    assert list(out.iterdir()) == []


def test_an_empty_store(tmp_path: Path) -> None:
    result = run(written(tmp_path / "empty.duckdb", stored(1)), "-o", tmp_path / "r.html")
    assert result.exit_code == 1
    assert "no event in it; recoupe ingest" in result.stderr
    assert not (tmp_path / "r.html").exists()


def test_no_such_store(tmp_path: Path) -> None:
    result = run(tmp_path / "none.duckdb", "-o", tmp_path / "r.html")
    assert (result.exit_code, (tmp_path / "r.html").exists()) == (1, False)
    assert "none.duckdb" in result.stderr


def test_a_failed_page_leaves_the_old_one(store: Path, tmp_path: Path) -> None:
    (tmp_path / "r.html").write_text("old")
    assert run(store, "-o", tmp_path / "r.html", "--country", "FR").exit_code == 1
    assert (tmp_path / "r.html").read_text() == "old"


@pytest.mark.parametrize(
    "arguments",
    [[], ["-o", "r.html", "--since", "2024-02-01", "--until", "2024-01-01"], ["-o", "r.html", "--rows", "0"]],
)
def test_wrong_usage(store: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(store, *arguments).exit_code == 2
    assert sorted(os.listdir(tmp_path)) == ["events.duckdb"]


def test_without_the_extra(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("recoupe.report.page", "recoupe.report.charts"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "altair", None)
    result = run(store, "-o", tmp_path / "r.html")
    assert result.exit_code == 1
    assert "pip install 'recoupe[report]'" in result.stderr
    assert not (tmp_path / "r.html").exists()
