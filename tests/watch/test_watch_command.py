"""``recoupe watch``: a round on the screen, its exit status, and rounds that follow each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from server import Site, item
from typer.testing import CliRunner, Result

from recoupe import cli
from recoupe.commands import watch as command
from recoupe.records import CodedDispatch, Dispatch
from recoupe.store import open_store


class CoderDouble:
    def code_or_say(self, dispatch: Dispatch) -> CodedDispatch:
        return CodedDispatch(id=dispatch.id)

    def prepare(self) -> None:
        """It needs nothing."""

    def basis(self) -> str:
        return "nothing"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "coder_asked_for", lambda registry, lang, pipeline: CoderDouble())
    monkeypatch.setattr("recoupe.watch.pace.PAUSE", 0.0)


@pytest.fixture
def feeds(tmp_path: Path, site: Site) -> Path:
    site.feed(
        "/rss", item("Sept soldats tués", "Une embuscade près de Gao."), item("Récolte", "Le mil est bon."), etag='"1"'
    )
    path = tmp_path / "feeds.opml"
    outlines = "".join(f'<outline text="{name}" xmlUrl="{site.url}/{name}"/>' for name in ("rss", "gone"))
    path.write_text(f"<opml><body>{outlines}</body></opml>")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["watch", *map(str, arguments)])


def test_a_round_stores_what_is_new_and_tells_what_failed(feeds: Path, tmp_path: Path, site: Site) -> None:
    store = tmp_path / "events.duckdb"
    result = run(feeds, "--into", store, "--allow-private")
    assert result.exit_code == 1
    assert result.stdout.split("  ", 1)[1] == (
        "2 feeds: 1 read, 0 unchanged, 1 failed, 0 left alone; 2 new dispatches, 0 of them copies, 0 events\n"
    )
    assert result.stderr.startswith(f"recoupe: {site.url}/gone: 127.0.0.1 answers with status 404")
    assert store.with_name("events.duckdb.feeds.json").exists()

    again = run(feeds, "--into", store, "--allow-private")
    assert again.exit_code == 0
    assert "0 read, 1 unchanged, 0 failed, 1 left alone; 0 new" in again.stdout
    assert "1 unchanged, 1 failed" in run(feeds, "--into", store, "--allow-private", "--retry").stdout
    with open_store(store) as opened:
        assert [stored.dispatch.title for stored in opened.dispatches()] == ["Sept soldats tués", "Récolte"]


def test_private_addresses_are_refused_unless_allowed(feeds: Path, tmp_path: Path, site: Site) -> None:
    result = run(feeds, "--into", tmp_path / "events.duckdb")
    assert result.exit_code == 1 and site.asked == []
    assert result.stderr.count("not a public address") == 2 and "--allow-private" in result.stderr


def test_rounds_follow_each_other_until_ctrl_c(
    feeds: Path, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            site.feed("/rss", item("Trêve", "Une trêve est entrée en vigueur."), etag='"2"')
        if len(slept) == 2:
            feeds.write_text("<opml><body>")
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(command.time, "sleep", sleep)
    result = run(feeds, "--into", tmp_path / "events.duckdb", "--allow-private", "--every", "15")
    assert result.exit_code == 130
    assert [line.split("; ")[1].split(",")[0] for line in result.stdout.splitlines()] == [
        "2 new dispatches",
        "1 new dispatches",
    ]
    assert "feeds.opml, line 1: not XML" in result.stderr and "the next round is in 15 minutes" in result.stderr
    assert len(slept) == 3 and all(0 < seconds <= 900 for seconds in slept)


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), ("<opml/>", "lists no feed"), ("nothing", "not XML")]
)
def test_a_list_that_is_none_ends_it_with_one_line(tmp_path: Path, content: str | None, reason: str) -> None:
    path = tmp_path / "feeds.opml"
    if content is not None:
        path.write_text(content)
    result = run(path, "--into", tmp_path / "events.duckdb")
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr and len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "events.duckdb").exists()


@pytest.mark.parametrize("arguments", [[], ["feeds.opml"], ["feeds.opml", "--into", "s", "--every", "0"]])
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
