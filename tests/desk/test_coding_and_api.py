"""What is given to be coded, what the API takes and gives, and how the command begins and refuses."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from desk_samples import samples
from starlette.testclient import TestClient
from typer.testing import CliRunner

from recoupe.cli import app
from recoupe.desk.coding import Given, read_given
from recoupe.desk.library import example_dispatches
from recoupe.reading import ReadProblem
from recoupe.records import Dispatch
from recoupe.store import Store

TODAY = dt.date(2024, 7, 1)
TEXT = "Deux soldats ont été tués lundi à Gao, selon l'armée."
JSON = json.dumps({"id": "a", "text": TEXT}).encode()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Given(), []),
        (Given(text="   "), []),
        (Given(text=TEXT, title="T", published=dt.date(2024, 6, 30), publisher="AFP"), [("pasted", "T", "AFP")]),
        (Given(files=(("C:\\lettres\\note.txt", io.BytesIO(TEXT.encode())),)), [("note", None, None)]),
        (
            Given(files=(("../../x.json", io.BytesIO(JSON)), ("b.jsonl", io.BytesIO(JSON + b"\n" + JSON)))),
            [("a", None, None)] * 3,
        ),
        (Given(text=TEXT, published=dt.date(2031, 1, 1)), "in the future"),
        (Given(text="x" * 200_001), "a dispatch has at most"),
        (Given(link="/etc/passwd"), "no link"),
        (Given(link="file:///etc/passwd"), "no link"),
        (Given(link="http://user:secret@a.example/"), "no link"),
        (Given(link="http://127.0.0.1:8765/events"), "127.0.0.1"),
        (Given(files=(("a.pdf", io.BytesIO(b"%PDF-1.4\x00\xff")),)), "a.pdf"),
        (Given(files=(("a.json", io.BytesIO(b"{")),)), "a.json"),
    ],
)
def test_what_is_given_becomes_dispatches_or_problems(given: Given, expected: Any) -> None:
    found = read_given(given, TODAY)
    if isinstance(expected, str):
        assert [isinstance(one, ReadProblem) for one in found] == [True] and expected in str(found[0])
    else:
        assert (
            [(one.id, one.title, one.publisher) for one in found if isinstance(one, Dispatch)]
            == expected
            == expected[: len(found)]
        )


def test_the_example_set_is_whole() -> None:
    found = example_dispatches()
    assert len(found) == 11 and len({one.id for one in found}) == 11
    assert all(one.title and one.published and one.publisher and one.text.startswith(one.title) for one in found)


def test_a_pasted_text_is_coded_kept_and_read(client: TestClient, store: Store) -> None:
    page = client.get("/code").text
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    answer = client.post(
        "/code", data={"csrf": csrf, "text": TEXT, "published": "2024-07-01", "keep": "1"}, files={"files": ("", b"")}
    )
    assert answer.status_code == 303 and store.counts()["dispatches"] == 7
    shown = client.get(answer.headers["location"]).text
    assert "Gao" in shown and 'data-m="e1-' in shown
    once = client.post("/code", data={"csrf": csrf, "text": TEXT.replace("Gao", "Kidal"), "published": "2024-07-01"})
    assert once.status_code == 200 and "Kidal" in once.text and store.counts()["dispatches"] == 7
    nothing = client.post("/code", data={"csrf": csrf, "text": ""})
    assert nothing.status_code == 422


def test_the_api_gives_what_the_pages_show(client: TestClient, store: Store) -> None:
    ask = client.get
    assert ask("/api/totals", params={"country": "ML"}).json()["events"] == 3
    assert [
        row["killed_low"] for row in ask("/api/events", params={"sort": "killed", "country": "ML"}).json()["rows"]
    ] == [30, 17, 12]
    assert ask("/api/groups", params={"by": "country"}).json()[0]["value"] == "ML"
    assert ask("/api/timeline").json()["unit"] == "day"
    assert ask("/api/places", params={"q": "douentz"}).json()[0]["name"] == "Douentza"
    name = ask("/api/incidents", params={"least": 2}).json()["rows"][0]["incident"]
    assert len(ask(f"/api/incidents/{name}").json()["accounts"]) == 3
    key = samples()[0].key
    assert ask(f"/api/dispatches/{key}").json()["records"][0]["event"]["type"] == "battle.clash"
    assert ask("/api/export", params={"format": "geojson", "country": "ML"}).json()["type"] == "FeatureCollection"
    assert ask("/api/events", params={"since": "x"}).json() == {"error": "since='x' is no day; write it as YYYY-MM-DD"}
    paths = ask("/api/openapi.json").json()["paths"]
    assert {"/api/events", "/api/reviews", "/api/decisions", "/api/dispatches"} <= set(paths)
    assert "swagger-ui" in ask("/api/docs").text


def test_decisions_by_the_api(client: TestClient, store: Store) -> None:
    events = store.database.fetch("SELECT event_id FROM events WHERE country = 'SD' ORDER BY event_id")[
        "event_id"
    ].to_pylist()
    merged = client.post("/api/decisions", json={"action": "merge", "incidents": events, "note": "un marché"})
    assert merged.status_code == 201
    name = merged.json()["incident"]
    assert len(client.get(f"/api/incidents/{name}").json()["accounts"]) == 2
    again = client.post("/api/decisions", json={"action": "merge", "incidents": events})
    assert again.status_code == 422 and "choose another incident" in again.json()["error"]
    assert (
        client.post("/api/decisions", json={"action": "split", "incidents": [name], "events": events[:1]}).status_code
        == 422
    )
    assert client.post("/api/decisions", json={"action": "undo", "number": 1}).status_code == 201
    split = client.post("/api/decisions", json={"action": "split", "incidents": [name], "events": ["x:e1"]})
    assert split.status_code == 422
    assert client.post("/api/decisions", json={"action": "confirm", "incidents": [events[0]]}).status_code == 201
    assert client.post("/api/decisions", json={"action": "burn"}).status_code == 422


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give a store"),
        (("{store}", "--host", "0.0.0.0"), "others could reach the desk there"),
        (("{store}", "--accounts", "{store}.toml"), "No such file"),
        (("{store}", "--certificate", "a.pem"), "needs both"),
        (("{store}", "--online-tiles", "tiles"), "give an https address"),
        (("{folder}",), "a folder"),
    ],
)
def test_the_command_refuses_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.delenv("RECOUPE_DESK_PASSWORD", raising=False)
    written = [one.format(store=tmp_path / "x.duckdb", folder=tmp_path) for one in arguments]
    result = CliRunner().invoke(app, ["desk", *written])
    assert result.exit_code in (1, 2) and told in result.stderr.replace("\n", " ") and "Traceback" not in result.stderr


def test_the_command_makes_secrets() -> None:
    told = CliRunner().invoke(app, ["desk", "--hash-password"], input="un mot de passe long\n").stdout
    assert told.startswith('under [users]: name = "$argon2id$')
    assert 'under [tokens]: name = "sha256:' in CliRunner().invoke(app, ["desk", "--new-token"]).stdout
    short = CliRunner().invoke(app, ["desk", "--hash-password"], input="kurz\n")
    assert short.exit_code == 1 and "give 10 or more" in short.stderr
