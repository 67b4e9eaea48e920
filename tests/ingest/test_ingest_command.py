"""``recoupe ingest``: what it prints, where, and with which exit status; coding is a double's, the store is real."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from double import CoderDouble, ShelfDouble, dispatch
from typer.testing import CliRunner, Result

from recoupe import cli
from recoupe.commands import ingest as command
from recoupe.records import CodedDispatch, Dispatch
from recoupe.store import StoreError, open_store


@pytest.fixture(autouse=True)
def _double(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "coder_asked_for", lambda registry, lang, pipeline: CoderDouble())


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.app, ["ingest", *map(str, arguments)], input=stdin)


def lines(count: int) -> str:
    return "".join(f"{dispatch(number).model_dump_json(exclude_none=True)}\n" for number in range(count))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "events.duckdb"


def test_a_corpus_packed_as_xz_goes_into_a_store_and_a_report_comes_out(tmp_path: Path, store: Path) -> None:
    corpus = tmp_path / "corpus.jsonl.xz"
    corpus.write_bytes(lzma.compress(lines(7).encode()))
    result = run(corpus, "--into", store)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.split()[:2] for line in result.stdout.splitlines()[:4]] == [
        ["read", "7"],
        ["already", "stored"],
        ["stored", "6"],
        ["coded", "6"],
    ]
    with open_store(store) as opened:
        counts = opened.counts()
    assert (counts["dispatches"], counts["copies"]) == (6, 1)


def test_a_second_run_passes_over_what_is_there(store: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text(lines(30))
    first = json.loads(run(tmp_path / "corpus.jsonl", "--into", store, "--json").stdout)
    second = json.loads(run(tmp_path / "corpus.jsonl", "--into", store, "--json").stdout)
    assert (first["read"], second["read"]) == (30, 30)
    assert (second["already_stored"], second["stored"], second["events"]) == (30, 0, 0)
    assert first["stored"] + first["already_stored"] == 30 and first["events"] > 0


def test_problems_are_told_and_cost_nothing_but_the_status(store: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(lines(1) + '{"text": 3}\n' + lines(2))
    result = run(tmp_path / "nowhere.txt", corpus, "--into", store)
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first.startswith(f"recoupe: {tmp_path / 'nowhere.txt'}: no such file or folder")
    assert second.startswith(f'recoupe: {corpus}, line 2: "text" is a number')
    assert "2  named above" in result.stdout and "1  no such file or folder" in result.stdout


def test_what_cannot_be_coded_is_stored_and_counted_by_reason(store: Path) -> None:
    result = run("-", "--into", store, stdin=dispatch(40).model_dump_json(exclude_none=True))
    assert result.exit_code == 1
    assert "1  the text is in 'en', not 'fr'" in result.stdout
    with open_store(store) as opened:
        assert opened.counts()["skipped"] == 1


def test_columns_are_mapped(store: Path, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("body,headline\nUne embuscade près de Gao.,Titre\n")
    assert run(tmp_path / "table.csv", "--into", store, "--columns", "text=body,title=headline").exit_code == 0
    with open_store(store) as opened:
        (stored,) = opened.dispatches()
    assert (stored.dispatch.text, stored.dispatch.title) == ("Une embuscade près de Gao.", "Titre")


@pytest.mark.parametrize(
    "arguments", [[], ["x.txt"], ["--into", "s.duckdb"], ["x.txt", "--into", "s", "--batch", "0"],
                  ["x.txt", "--into", "s", "--workers", "0"], ["x.txt", "--into", "s", "--columns", "corps=body"]],
)  # fmt: skip
def test_wrong_usage_is_status_2(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments).exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "reason"), [("folder", "a folder; give a file"), ("text.txt", "not a DuckDB file")])
def test_a_store_that_is_none_ends_it_with_one_line(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.txt").write_text("Bonjour à tous les lecteurs." * 200)
    result = run("-", "--into", tmp_path / name, stdin=lines(1))
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr and len(result.stderr.splitlines()) == 1


def test_a_full_disk_ends_it_with_what_is_stored_and_the_reason(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = ShelfDouble(left=2, error=StoreError)
    shelf.__class__.__enter__ = lambda self: self  # type: ignore[attr-defined]
    shelf.__class__.__exit__ = lambda *_: None  # type: ignore[attr-defined]
    monkeypatch.setattr("recoupe.store.open_store", lambda *_, **__: shelf)
    (tmp_path / "corpus.jsonl").write_text(lines(100))
    result = run(tmp_path / "corpus.jsonl", "--into", store, "--batch", "10", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["stored"] == 20
    first, second = result.stderr.splitlines()
    assert first == "recoupe: broken off; what the report counts is stored, and the same command goes on from there"
    assert second == "recoupe: before"


def test_ctrl_c_is_status_130_and_keeps_what_is_coded(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted(CoderDouble):
        def code_or_say(self, dispatch: Dispatch) -> CodedDispatch:
            if len(self.seen) == 9:
                raise KeyboardInterrupt
            return super().code_or_say(dispatch)

    monkeypatch.setattr(command, "coder_asked_for", lambda registry, lang, pipeline: Interrupted())
    (tmp_path / "corpus.jsonl").write_text(lines(60))
    result = run(tmp_path / "corpus.jsonl", "--into", store, "--json")
    assert result.exit_code == 130
    assert json.loads(result.stdout)["stored"] == 9
    with open_store(store) as opened:
        assert opened.counts()["dispatches"] == 9


def test_an_address_without_ray_is_wrong_usage(tmp_path: Path, store: Path) -> None:
    result = run("-", "--into", store, "--ray-address", "127.0.0.1:6379", stdin=lines(1))
    assert result.exit_code == 2 and "only --engine ray" in result.stderr
    assert not store.exists()
