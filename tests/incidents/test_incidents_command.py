"""``recoupe incidents`` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner
from written import cited, day, event, party, place, told

from recoupe.cli import app
from recoupe.store import Store

NEAR = {"place": place("Voisin", lat=14.33, lon=-0.86), "killed": (5, 5), "actors": (), "date": day(1)}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["incidents", *map(str, arguments)])


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Three dispatches on one attack, two of them on another near by, and a march eight days later."""
    path = tmp_path / "events.duckdb"
    march = event(
        type="protest.peaceful",
        actors=(party("Protesters (Mali)", "ML"),),
        targets=(),
        place=place("Gao", "ML"),
        date=day(8),
        killed=None,
    )
    with Store(path, create=True) as store:
        store.add(
            [
                told("a", event(1, killed=(12, None)), event(2, **NEAR), publisher="AFP", published=0),
                told(
                    "b",
                    event(1, killed=(19, 19), sources=cited("un élu")),
                    event(2, **NEAR),
                    publisher="RFI",
                    published=1,
                ),
                told(
                    "c", event(killed=(17, 17), actors=(party("Islamic State"),)), publisher="Le Quotidien", published=2
                ),
                told("d", march, publisher="AFP", published=8),
            ]
        )
    return path


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_list_for_programs(target: Path) -> None:
    first = run(target)
    assert first.exit_code == 0
    assert first.stderr == "recoupe: 6 new events: 3 new incidents, 0 that were there joined\n"
    assert [(len(one["accounts"]), one["independent"]) for one in lines(first)] == [(3, 3), (2, 2), (1, 1)]  # type: ignore[arg-type]
    again = run(target, "--format", "jsonl")
    assert (again.stdout, again.stderr) == (first.stdout, "")
    assert len(lines(run(target, "--dispatches", "2"))) == 2
    assert len(lines(run(target, "--country", "ml", "--since", "2024-05-20"))) == 1
    assert len(lines(run(target, "--type", "battle", "--until", "2024-05-15"))) == 2


def test_a_table_for_people(target: Path) -> None:
    shown = run(target, "--format", "table").stdout.splitlines()
    assert shown[0].split() == ["incident", "day", "type", "where", "who", "→", "whom", "killed", "told", "by", "open"]
    assert "12/17/19+" in shown[1] and "3 (3)" in shown[1] and "actors" in shown[1]
    assert shown[-1] == "3 incidents"


def test_the_page_of_one(target: Path) -> None:
    name = str(lines(run(target))[0]["id"])
    page = run(target, name, "--format", "table").stdout
    assert page == run(target, name[:9], "--format", "table").stdout
    assert page.startswith(f"{name}  2024-05-14  Arbinda (BF, town)  battle.clash  3 accounts, 3 independent\n")
    for expected in (
        "AGREED\n  type      battle.clash\n",
        "TOLL       low  best  high\n  killed      12    17   19+   2024-05-14 AFP 12– → 2024-05-15 RFI 19 → 2024-05-16 Le Quotidien 17*\n",
        "OPEN QUESTIONS\n  actors: different actors (AFP: JNIM; Le Quotidien: Islamic State)\n",
        "  killed: different tolls (RFI: 19; Le Quotidien: 17)\n",
        "ACCOUNTS\n  2024-05-14  AFP  attributed  ",
        "      “Dépêche a.”\n",
    ):
        assert expected in page
    assert lines(run(target, name, "--format", "jsonl"))[0]["id"] == name


def test_decisions(target: Path) -> None:
    attack, near, march = (one for one in lines(run(target)))
    events = [account["event_id"] for account in attack["accounts"]]  # type: ignore[attr-defined]
    split = run(target, "split", attack["id"], events[2], "--editor", "A. N.", "--note", "another claim")
    assert split.exit_code == 0
    assert split.stdout.startswith("decision 1: split (1 event from 2) by A. N.: another claim; they are i")
    assert len(lines(run(target))) == 4
    assert run(target, "merge", near["id"], march["id"]).stdout.startswith("decision 2: merge (3 events); they are i")
    assert run(target, "confirm", near["id"]).stdout == "decision 3: confirm (3 events)\n"
    assert run(target, "decisions").stdout.count("\n") == 3
    assert [one["confirmed"] for one in lines(run(target))] == [False, False, True]
    assert run(target, "undo", "3").stdout == "undone: decision 3: confirm (3 events)\n"
    assert run(target, "undo", "2").exit_code == run(target, "undo", "1").exit_code == 0
    assert {str(one["id"]) for one in lines(run(target))} == {str(one["id"]) for one in (attack, near, march)}


def test_why(target: Path) -> None:
    attack, near, _ = lines(run(target))
    one, other = (account["event_id"] for account in attack["accounts"][:2])  # type: ignore[index]
    shown = run(target, "--why", one, other).stdout
    assert [line.split()[0] for line in shown.splitlines()[:9]] == [
        "prior", "type", "place", "date", "actors", "targets", "figures", "words", "sum",
    ]  # fmt: skip
    assert shown.endswith("they are of one incident\n")
    beside = near["accounts"][0]["event_id"]  # type: ignore[index]
    assert "two records of one dispatch are never joined" in run(target, "--why", one, beside).stdout
    weights = [float(line.split()[-1]) for line in shown.splitlines()[:8]]
    assert f"{sum(weights):+.2f}" in shown.splitlines()[8]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("none.duckdb",), 1, "no such file"),
        (("{target}", "i00"), 1, "no incident 'i00'"),
        (("{target}", "i"), 1, "give more of the id"),
        (("{target}", "merge", "i"), 2, "merge ID ID…"),
        (("{target}", "confirm", "i0", "i1"), 2, "confirm ID"),
        (("{target}", "undo", "x"), 1, "'x' is no number"),
        (("{target}", "undo", "7"), 1, "there is no decision 7"),
        (("{target}", "--why", "x:e1", "y:e1"), 1, "no event 'x:e1'"),
        (("{target}", "--why", "x:e1", "x:e1"), 1, "give two events"),
        (("{target}", "--since", "2024-05-02", "--until", "2024-05-01"), 2, "lies before the first"),
        (("{target}", "--dispatches", "0"), 2, "Invalid value for '--dispatches'"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(target: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    run(target)
    result = run(*(argument.format(target=target) for argument in arguments))
    assert result.exit_code == status and said in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == "" and "Traceback" not in result.stderr


def test_decisions_that_cannot_be_are_said_with_the_names_of_what_they_are_about(target: Path) -> None:
    attack, near, _ = (str(one["id"]) for one in lines(run(target)))
    whole = run(target, "split", attack, *(a["event_id"] for a in lines(run(target))[0]["accounts"]))  # type: ignore[attr-defined]
    assert (whole.exit_code, f"nothing would stay in {attack}" in whole.stderr) == (1, True)
    assert "is no event of" in run(target, "split", attack, f"{near}:e1").stderr
    assert "are one incident already" in run(target, "merge", attack, attack[:10]).stderr


def test_a_store_without_events(tmp_path: Path) -> None:
    Store(tmp_path / "empty.duckdb", create=True).close()
    result = run(tmp_path / "empty.duckdb", "--format", "table")
    assert (result.exit_code, result.stdout) == (0, "") and "no event in it; recoupe ingest" in result.stderr
    assert run(tmp_path / "empty.duckdb", "--format", "jsonl").stdout == ""


def test_text_that_would_steer_a_terminal_is_written_out(tmp_path: Path) -> None:
    path = tmp_path / "events.duckdb"
    evil = "\x1b[2J\u202eabc"
    with Store(path, create=True) as store:
        store.add(
            [told(evil, event(sources=cited(evil), place=place(evil, lat=1.0, lon=1.0)), publisher=evil, text=evil)]
        )
    name = str(lines(run(path))[0]["id"])
    for shown in (run(path, "--format", "table").stdout, run(path, name, "--format", "table").stdout):
        assert "\x1b" not in shown and "\u202e" not in shown and "\\x1b" in shown
