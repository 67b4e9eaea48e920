"""``recoupe read``: what it prints, where, and with which exit status."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from reading_samples import LEAD, TITLE, items, page, written
from test_feeds import ITEM, rss
from typer.testing import CliRunner, Result

from recoupe import cli
from recoupe.reading import read
from recoupe.records import Dispatch
from recoupe.rendering.listing import dispatch_line, listing


@pytest.fixture(autouse=True)
def _no_terminal_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli.app, ["read", *map(str, arguments)], input=stdin)


def test_lines_of_json_come_back_as_the_same_dispatches(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, "a.html", page()),
        written(tmp_path, "f.xml", rss(ITEM)),
        written(tmp_path, "b.txt", LEAD),
    ]
    result = run(*paths)
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(json.loads(result.stdout.splitlines()[0])) == ["id", "title", "published", "publisher", "url", "text"]
    assert list(read("-", io.BytesIO(result.stdout_bytes))) == items(*paths)


def test_a_line_of_json_is_one_line_without_what_is_lacking() -> None:
    assert dispatch_line(Dispatch(id="a", text="Été\n\u2028x")) == '{"id": "a", "text": "Été\\n\u2028x"}'


def test_a_table_has_a_line_a_dispatch(tmp_path: Path) -> None:
    paths = [written(tmp_path, "a.html", page()), written(tmp_path, "b.txt", LEAD)]
    first, a, b, last = run(*paths, "--format", "table").stdout.splitlines()
    assert first.split() == ["id", "published", "publisher", "title", "characters"]
    assert a.split()[:4] == ["a", "2024-05-29", "Le", "Bac"] and TITLE[:20] in a and len(a) == 80
    assert LEAD[:20] in b and b.endswith(str(len(LEAD))) and last == "2 dispatches"


def test_a_long_address_keeps_its_end_and_a_dispatch_cannot_steer_the_terminal() -> None:
    long = Dispatch(id="https://bac.example/" + "a" * 90 + "/ziara", text="x\x1b[2J\nsuite", publisher="日本" * 20)
    heading, line, count = (text.plain for text in listing([long], 80))
    assert "/ziara  " in line and line.startswith("…") and "\x1b" not in line and "\\x1b[2J suite" in line
    assert count == "1 dispatch" and len(heading) == 80


def test_problems_go_to_standard_error_and_cost_nothing_but_the_status(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere", written(tmp_path, "b.txt", LEAD))
    assert result.exit_code == 1 and json.loads(result.stdout)["id"] == "b"
    assert result.stderr == f"recoupe: {tmp_path / 'nowhere'}: no such file or folder; check the path\n"


def test_columns_are_named_by_field(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", 'titre,"corps, entier",jour\nT,Un mort.,2024-05-29\n')
    expected = {"id": "t:1", "title": "T", "published": "2024-05-29", "text": "Un mort."}
    for options in (
        ["--columns", "text=corps, entier,published=jour,title=titre"],
        ["--columns", "text=corps, entier", "--columns", "published=jour,title=titre"],
    ):
        assert json.loads(run(path, *options).stdout) == expected


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("text", "write FIELD=COLUMN"),
        ("text=", "write FIELD=COLUMN"),
        ("", "write FIELD=COLUMN"),
        ("body=text", "no field 'body'"),
    ],
)
def test_wrong_columns_are_wrong_usage(tmp_path: Path, option: str, said: str) -> None:
    result = run(written(tmp_path, "t.csv", "text\na\n"), "--columns", option)
    assert result.exit_code == 2 and said in " ".join(result.stderr.split())


def test_an_address_on_this_machine_is_refused() -> None:
    result = run("http://127.0.0.1:9/")
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr == (
        "recoupe: http://127.0.0.1:9/: 127.0.0.1 is not a public address; "
        "if you trust it, allow private ones (--allow-private)\n"
    )
    assert "no connection" in run("http://127.0.0.1:9/", "--allow-private").stderr
