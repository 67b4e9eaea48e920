"""The pages: their commands run, and what they state agrees with the code."""

from __future__ import annotations

import ast
import inspect
import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from handbook.passages import filled as with_passages
from handbook.sessions import ROOT, Step, blocks, filled, run
from postgres_server import missing, server

import recoupe
from recoupe.language import Lexicon, load
from recoupe.records import Certainty, DatePrecision, EventType, Kind, PlacePrecision, Status

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def split(name: str) -> tuple[tuple[str, ...] | None, str]:
    """(what is copied for the commands of a page, None if they are not run, the page without its head)."""
    text = (DOCS / name).read_text(encoding="utf-8")
    found = re.match(r"---\nrun: \[(.*)\]\n---\n", text)
    return (tuple(filter(None, found[1].split(", "))), text[found.end() :]) if found else (None, text)


RUN = [name for name in PAGES if split(name)[0] is not None]


@pytest.mark.parametrize("name", RUN)
def test_every_command_of_the_page_does_what_it_says(name: str) -> None:
    copies, text = split(name)
    page = filled(text, copies or ())
    for block in blocks(text):
        for step in block.steps:
            if "INCIDENT" not in step.command:
                assert f"$ {step.command.splitlines()[0]}" in page


def test_the_tutorial_and_the_how_tos_are_run() -> None:
    assert {"tutorial.md", "how-to/corpus.md", "how-to/actor.md", "how-to/place.md"} <= set(RUN)


def test_the_tutorial_installs_as_the_readme_does() -> None:
    install = re.search(r"```sh\n(.*?)\n", split("tutorial.md")[1])
    assert install and install[1] in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_passages_are_there(name: str) -> None:
    assert "<!-- from" not in with_passages(split(name)[1], DOCS)


# --- Python


def calls(source: str) -> Iterator[tuple[str, Any, list[str]]]:
    """(name, what it names, keywords) of every call of something that the code imports from Recoupe."""
    tree = ast.parse(source)
    known: dict[str, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "recoupe":
            known |= {name.name: getattr(import_module(str(node.module)), name.name) for name in node.names}
        if isinstance(node, ast.Import) and node.names[0].name == "recoupe":
            known |= {f"recoupe.{name}": getattr(recoupe, name) for name in recoupe.__all__}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in known:
            name = ast.unparse(node.func)
            yield name, known[name], [word.arg for word in node.keywords if word.arg]


@pytest.mark.parametrize("name", [*PAGES, "../README.md"])
def test_python_calls_what_there_is(name: str) -> None:
    for source in re.findall(r"^```python\n(.*?)^```", split(name)[1], re.M | re.S):
        for called, value, keywords in calls(source):
            parameters = inspect.signature(value).parameters
            assert set(keywords) <= set(parameters), f"{called} takes {', '.join(parameters)}"


def test_a_wrong_call_is_found() -> None:
    [(name, _, keywords)] = calls("from recoupe import Coder\nCoder(language='fr')")
    assert (name, keywords) == ("Coder", ["language"])


# --- how to add words


def test_words_added_as_the_page_says_are_triggers(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "recoupe" / "language" / "fr", tmp_path / "fr")
    added = re.search(r"```toml\n(.*?)```", split("how-to/frame.md")[1], re.S)
    assert added
    with (tmp_path / "fr" / "frames.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{added[1]}")
    before = {trigger.form for trigger in load("fr").triggers}
    after = {trigger.form: trigger for trigger in load("fr", tmp_path).triggers}
    frame = tomllib.loads(added[1])["frame"][0]
    for listed, kind in ((frame["nouns"][0], "noun"), (frame["phrases"][0], "phrase")):
        new = [one for one in after.values() if one.lemma == listed]
        assert new and all(one.form not in before and (one.act, one.listed) == (frame["act"], kind) for one in new)
    assert any(trigger.lemma == frame["verbs"][0] for trigger in after.values())


# --- a team's database


@pytest.fixture(scope="module")
def superuser() -> Iterator[str]:
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    if missing():
        pytest.skip(str(missing()))
    with server() as url:
        yield url


def test_a_team_database_is_set_up_as_the_page_says(superuser: str) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    text = split("how-to/team-database.md")[1]
    accounts, postgis, readers = re.findall(r"```sql\n(.*?)```", text, re.S)
    with psycopg.connect(f"{superuser}postgres", autocommit=True) as connection:
        for statement in f"{accounts}{readers}".split(";\n"):
            if statement.strip():
                connection.execute(statement.encode())
        there = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'").fetchone()
    if there:
        with psycopg.connect(f"{superuser}conflict", autocommit=True) as connection:
            connection.execute(postgis.encode())
    address = superuser.rpartition("@")[2]
    fill = Step("recoupe ingest examples/sahel.json --into events.duckdb", None)
    steps = [step for block in blocks(text) for step in block.steps]
    typed = [replace(step, command=step.command.replace("@server/", f"@{address}")) for step in steps]
    shown = run([fill, *typed], [ROOT / "examples"])
    assert re.search(r"dispatches +8", shown[2][1])
    assert "1 dispatches" not in shown[3][1] and "there already: 1" in shown[3][1]
    assert "events" in shown[-1][1] and "ML" in shown[-1][1]


# --- the codebook


def section(heading: str) -> str:
    return with_passages(f"<!-- from codebook.md: {heading} -->", DOCS)


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Types", get_args(EventType)),
        ("Kinds of party", get_args(Kind)),
        ("Precision of a place", get_args(PlacePrecision)),
    ],
)
def test_the_codebook_names_the_values_that_records_take(heading: str, values: tuple[str, ...]) -> None:
    text = section(heading)
    named = re.findall(r"^\| `([\w.]+)` \|", text, re.M) if heading == "Types" else re.findall(r"`([\w.]+)`", text)
    assert tuple(named) == values


@pytest.mark.parametrize(
    ("field", "values"),
    [("status", get_args(Status)), ("certainty", get_args(Certainty)), ("date", get_args(DatePrecision))],
)
def test_the_codebook_names_the_values_of_a_field(field: str, values: tuple[str, ...]) -> None:
    row = re.search(rf"^\| `{field}` \| (.*) \|$", section("Fields"), re.M)
    assert row and tuple(re.findall(r"`(\w+)`", row[1])) == values


def test_the_vague_numbers_of_the_codebook_are_those_of_the_lexicon(lexicon: Lexicon) -> None:
    vague = lexicon["numbers"]["vague"]
    rows = re.findall(r"^\| ([^|]+) \| (\d+)–(\d+|null) \|$", section("Vague numbers"), re.M)
    stated = {
        word: (int(low), -1 if high == "null" else int(high)) for words, low, high in rows for word in words.split(", ")
    }
    known = {word: figure for word, figure in stated.items() if not word.startswith(("a bare", "au moins"))}
    assert len(known) > 15
    assert {word: tuple(vague[word]) for word in known} == known
