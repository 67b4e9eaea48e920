"""The commands: what they print, where, and with which exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import recoupe
from recoupe import cli, coder
from recoupe.events.linear import ModelError
from recoupe.language import LexiconError
from recoupe.places import gazetteer as gazetteer_module
from recoupe.records import CodedDispatch, Dispatch

TEXT = (
    "Sept soldats tués dans une embuscade près de Gao\n\n"
    "Au moins sept soldats maliens ont été tués mardi dans une embuscade tendue par des terroristes près de Gao, "
    "a annoncé l'armée malienne. Trois véhicules ont été incendiés."
)
QUIET = "La récolte de mil s'annonce bonne cette année dans tout le pays, selon les paysans."
FIELDS = [
    "id", "type", "status", "certainty", "actors", "targets", "place", "origin", "destination", "date",
    "killed", "injured", "captured", "displaced", "evidence", "confidence", "sources",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_terminal_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=stdin)


def written(path: Path, **dispatch: Any) -> Path:
    path.write_text(json.dumps({"lang": "fr", "published": "2024-05-29", **dispatch}))
    return path


@pytest.fixture
def ambush(tmp_path: Path) -> Path:
    return written(tmp_path / "ambush.json", id="ambush", title="Sept soldats tués", text=TEXT)


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"recoupe {recoupe.__version__}\n")


def test_schema_is_json() -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == recoupe.json_schema()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["code"],
        ["measure"],
        ["gazetteer"],
        ["gazetteer", "add"],
        ["uncode"],
        ["code", "-", "--format", "xml"],
        ["code", "-", "--workers", "0"],
        ["code", "-", "--workers", "two"],
        ["code", "-", "--format", "jsonl", "--explain"],
        ["code", "-", "--colour"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    assert run(*arguments, stdin="").exit_code == 2


def test_records_are_lines_of_json_when_no_terminal_reads_them(ambush: Path) -> None:
    result = run("code", ambush)
    assert (result.exit_code, result.stderr) == (0, "")
    record = json.loads(result.stdout)
    assert list(record) == ["id", "events"] and record["id"] == "ambush"
    for event in record["events"]:
        assert list(event) == FIELDS
        for start, end in event["evidence"]:
            assert TEXT[start:end].strip()
        for party in event["actors"] + event["targets"]:
            start, end = party["span"]
            assert TEXT[start:end] == party["text"]


def test_the_same_dispatch_gives_the_same_bytes_with_any_number_of_workers(ambush: Path, tmp_path: Path) -> None:
    quiet = written(tmp_path / "quiet.json", id="quiet", text=QUIET)
    alone = run("code", ambush, quiet, ambush)
    shared = run("code", ambush, quiet, ambush, "--workers", "2")
    assert alone.stdout_bytes == shared.stdout_bytes
    assert [json.loads(line)["id"] for line in alone.stdout.splitlines()] == ["ambush", "quiet", "ambush"]


def test_a_table_quotes_the_text(ambush: Path) -> None:
    result = run("code", ambush, "--format", "table")
    assert result.exit_code == 0
    assert "ambush" in result.stdout and "2024-05-29" in result.stdout
    assert "No event." in result.stdout or "embuscade" in result.stdout.replace("\n", " ")


def test_an_explanation_is_a_table_with_rules(ambush: Path) -> None:
    result = run("code", ambush, "--explain")
    assert result.exit_code == 0
    assert "No event." in result.stdout or all(word in result.stdout for word in ("rule", "how", "frames"))


def test_standard_input_may_be_a_plain_text() -> None:
    result = run("code", "-", stdin=TEXT)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "stdin"


def test_problems_go_to_standard_error_and_cost_nothing_but_the_status(ambush: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"text": 3}\n{oops\n' + json.dumps({"id": "ok", "text": QUIET, "lang": "fr"}))
    result = run("code", tmp_path / "nowhere.txt", lines, ambush)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["ok", "ambush"]
    first, second, third = result.stderr.splitlines()
    assert first == f"recoupe: {tmp_path / 'nowhere.txt'}: no such file or folder; check the path"
    assert second == f'recoupe: {lines}, line 1: "text" is a number; give a string'
    assert third.startswith(f"recoupe: {lines}, line 2: JSON syntax error at column 2")


def test_a_dispatch_in_another_language_is_skipped_aloud(tmp_path: Path) -> None:
    path = written(tmp_path / "de.json", id="de", text="Sieben Soldaten starben bei Gao.", lang="de")
    result = run("code", path)
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"id": "de", "events": [], "skipped": "the text is in 'de', not 'en' or 'fr'"}
    assert result.stderr == "recoupe: de: not coded: the text is in 'de', not 'en' or 'fr'\n"
    assert "Not coded" in run("code", path, "--format", "table").stdout


def test_a_file_name_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in run("code", "no\x1b[2Jfile").stderr


def test_a_wrong_registry_is_one_line_whatever_is_coded(tmp_path: Path) -> None:
    quiet = written(tmp_path / "quiet.json", text=QUIET)
    wrong = tmp_path / "actors.toml"
    wrong.write_text('[[actor]]\nname = "Groupe"\n')
    for registry in (wrong, tmp_path / "none.toml"):
        result = run("code", quiet, "--registry", registry)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"recoupe: {registry}") and result.stderr.count("\n") == 1


def test_a_pipeline_that_is_not_installed_says_how_to_install_it(ambush: Path) -> None:
    result = run("code", ambush, "--lang", "fr", "--pipeline", "fr_core_news_zz")
    assert result.exit_code == 1
    assert result.stderr == "recoupe: spaCy pipeline 'fr_core_news_zz' is not installed: pip install fr-core-news-zz\n"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ModelError("gate.json: broken; reinstall recoupe"), 1, "recoupe: gate.json: broken; reinstall recoupe\n"),
        (LexiconError("frames.toml, line 3: no type"), 1, "recoupe: frames.toml, line 3: no type\n"),
        (OSError(28, "No space left on device"), 1, "recoupe: [Errno 28] No space left on device\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_a_broken_installation_is_one_line(
    ambush: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, said: str
) -> None:
    def fail(*_: object) -> CodedDispatch:
        raise error

    monkeypatch.setattr(coder.Coder, "code", fail)
    result = run("code", ambush)
    assert result.exit_code == status
    assert result.stderr.startswith(said) and result.stderr.count("\n") == (1 if said else 0)


def test_a_dead_worker_is_one_line(ambush: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(coder.Coder, "code_many", fail)
    result = run("code", ambush)
    assert result.exit_code == 1
    assert result.stderr == "recoupe: a worker process died, most likely for want of memory; try fewer --workers\n"


def test_a_mistake_of_our_own_costs_one_dispatch_and_is_told(
    ambush: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = coder.Coder.code

    def fail(self: coder.Coder, dispatch: Dispatch) -> CodedDispatch:
        return real(self, dispatch) if dispatch.id == "quiet" else CodedDispatch(id=str(1 // 0))

    monkeypatch.setattr(coder.Coder, "code", fail)
    result = run("code", ambush, written(tmp_path / "quiet.json", id="quiet", text=QUIET))
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["ambush", "quiet"]
    assert result.stderr.startswith("recoupe: ambush: not coded: internal error: ZeroDivisionError: ")
    assert result.stderr.count("\n") == 1


# --- measure


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    written(folder / "quiet.json", id="quiet", text=QUIET, events=[])
    event = {"id": "e1", "type": "battle.clash", "status": "happened", "evidence": [[50, 195]]}
    written(folder / "ambush.json", id="ambush", text=TEXT, events=[event])
    return folder


def test_measure_prints_the_table_of_scores(gold: Path) -> None:
    result = run("measure", gold)
    assert result.exit_code == 0
    first, second, *_, last = result.stdout.splitlines()
    assert first.split() == ["P", "R", "F1", "gold", "found"]
    assert second.split()[0] == "slots" and last.startswith("perfect records ")


def test_measure_prints_json_and_details(gold: Path) -> None:
    result = run("measure", gold, "--json", "--details")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["perfect_records"]["gold"] == 1 and {"P", "R", "F1", "gold", "found"} == set(report["slots"])
    assert all(line.startswith(("ambush: ", "quiet: ")) for line in result.stderr.splitlines())


def test_measure_without_gold_is_one_line(tmp_path: Path) -> None:
    result = run("measure", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"recoupe: no *.json under {tmp_path}")


def test_measure_counts_a_dispatch_that_cannot_be_read_as_missed(gold: Path) -> None:
    event = {"type": "battle.clash", "status": "happened"}
    written(gold / "wrong.json", id="wrong", text="<p>Un</p><p>mort</p>", events=[event])
    result = run("measure", gold, "--json", "--details")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["perfect_records"]["gold"] == 2
    assert "HTML left in the text" in result.stderr and "wrong: 0 missed battle.clash" in result.stderr


# --- gazetteer


@pytest.fixture
def user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Data and cache folders of their own, and an index of user dumps alone, which takes no half minute to build."""
    monkeypatch.setenv("RECOUPE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RECOUPE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(gazetteer_module, "_city_rows", lambda: iter(()))
    monkeypatch.setattr(gazetteer_module, "_subdivision_rows", lambda _: iter(()))
    gazetteer_module.open_gazetteer.cache_clear()
    yield tmp_path / "data" / "gazetteer"
    gazetteer_module.open_gazetteer.cache_clear()


def dump_row(geonameid: int, name: str) -> str:
    return "\t".join([str(geonameid), name, name, "", "14.5", "-4.2", "P", "PPL", "ML", *[""] * 10])


def dump(path: Path, *names: str) -> Path:
    path.write_text("".join(dump_row(number, name) + "\n" for number, name in enumerate(names, 9_000_001)))
    return path


def test_a_country_dump_is_added_and_found(user_data: Path, tmp_path: Path) -> None:
    result = run("gazetteer", "add", dump(tmp_path / "ML.tsv", "Sokoura-Bella", "Tin Adjel"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"ML.txt: 2 places, in {user_data}\n"
    assert [entry.name for entry in gazetteer_module.open_gazetteer().exact("sokoura bella")] == ["Sokoura-Bella"]
    told = run("gazetteer", "info").stdout
    assert "2 in 1 countries" in told and "ML.txt" in told and str(tmp_path / "cache") in told


def test_a_later_dump_of_the_same_name_replaces_the_earlier(user_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    run("gazetteer", "add", dump(path, "Sokoura-Bella"))
    gazetteer_module.open_gazetteer.cache_clear()
    assert run("gazetteer", "add", dump(path, "Sokoura-Bella", "Tin Adjel")).exit_code == 0
    assert run("gazetteer", "add", user_data / "ML.txt").exit_code == 0
    assert sorted(file.name for file in user_data.iterdir()) == ["ML.txt"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no such file"),
        (b"", "no populated place"),
        (b"a\tb\n", "line 1: 2 columns, 19 expected"),
        (b"PK\x03\x04\xff\xfe", "not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_country_dump_leaves_nothing_behind(
    user_data: Path, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    wrong = tmp_path / "wrong.txt"
    if content is not None:
        wrong.write_bytes(content)
    result = run("gazetteer", "add", dump(tmp_path / "ML.txt", "Sokoura-Bella"), wrong)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"recoupe: {wrong}") and reason in result.stderr and result.stderr.count("\n") == 1
    assert not user_data.exists()


def test_two_dumps_of_one_name_are_refused(user_data: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    result = run("gazetteer", "add", dump(tmp_path / "ML.txt", "A"), dump(tmp_path / "other" / "ML.txt", "B"))
    assert result.exit_code == 1 and "same name" in result.stderr and not user_data.exists()


# --- as a process

COMMAND = [sys.executable, "-m", "recoupe.cli"]


def test_a_closed_pipe_is_quiet() -> None:
    process = subprocess.Popen([*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(60)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_is_quiet_and_status_130() -> None:
    pipe = subprocess.PIPE
    process = subprocess.Popen([*COMMAND, "code", "-"], stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin
    process.stdin.write(json.dumps({"text": "a", "lang": "de"}).encode() + b"\n")
    process.stdin.flush()
    assert process.stderr
    assert b"not coded" in process.stderr.readline()  # it has coded that one and waits for more
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.count(b"Traceback")) == (130, 0)


def test_output_is_utf_8_whatever_the_terminal(ambush: Path) -> None:
    path = written(ambush.parent / "é.json", text="Seven", lang="de", id="dépêche")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    for form in ("jsonl", "table"):
        command = [*COMMAND, "code", path, "--format", form]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == 1 and b"Traceback" not in done.stderr
        assert ("dépêche".encode() if form == "jsonl" else b"d\\xe9p\\xeache") in done.stdout
