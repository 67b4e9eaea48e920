"""``recoupe doctor``: what it finds amiss, and how it says so."""

from __future__ import annotations

import importlib.metadata
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recoupe import cli
from recoupe.doctor import Finding, examine, examining, folders, requirements
from recoupe.parsing import PipelineError


@pytest.fixture(scope="module")
def findings() -> dict[str, Finding]:
    return {one.name: one for one in examine()}


@pytest.mark.parametrize(
    "name", ["recoupe", "python", "packages", "lexicon fr", "pipeline fr", "models fr", "actors", "gazetteer", "store"]
)
def test_a_whole_installation_is_well(findings: dict[str, Finding], name: str) -> None:
    assert (findings[name].state, findings[name].mend) == ("ok", "")


def test_the_extras_are_those_of_the_metadata(findings: dict[str, Finding]) -> None:
    extras = importlib.metadata.metadata("recoupe").get_all("Provides-Extra") or []
    assert [name for name in findings if name.startswith("extra ")] == [f"extra {extra}" for extra in extras]


@pytest.mark.parametrize(
    ("lines", "state", "says", "mend"),
    [
        (["pydantic>=2"], "ok", "all 1 that coding needs", ""),
        (["pydantic>=999"], "broken", "is {pydantic}, >=999 is needed", "pip install 'pydantic>=999'"),
        (["no-such-package>=1"], "broken", "is not installed", "pip install 'no-such-package>=1'"),
        (["no-such-package>=1; python_version < '3'"], "ok", "all 0 that coding needs", ""),
        (["no-such-package>=1; extra == 'x'"], "ok", "all 0 that coding needs", ""),
    ],
)
def test_packages(monkeypatch: pytest.MonkeyPatch, lines: list[str], state: str, says: str, mend: str) -> None:
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: lines)
    (found,) = requirements.packages()
    installed = {"pydantic": importlib.metadata.version("pydantic")}
    assert (found.state, found.says, found.mend) == (state, says.format(**installed), mend)


def test_a_missing_extra_is_missing_and_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["pydantic>=2", "no-such-package>=1; extra == 'report'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: lines)
    monkeypatch.setattr(requirements, "_names", lambda: ["report"])
    assert list(requirements.extras()) == [
        Finding(
            "missing",
            "extra report",
            "for recoupe report; no-such-package is not installed",
            "pip install 'recoupe[report]'",
        )
    ]


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_: str) -> str:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(importlib.metadata, "version", absent)
    found = examining._itself()
    assert (found.state, found.mend) == ("broken", "pip install . in its checkout")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            PipelineError("spaCy pipeline 'x' is not installed: pip install x"),
            "spaCy pipeline 'x' is not installed: pip install x",
        ),
        (OSError("first line\nsecond"), "first line"),
        (KeyError(), "KeyError"),
    ],
)
def test_a_look_that_fails_is_a_finding(error: Exception, says: str) -> None:
    def look() -> str:
        raise error

    assert examining._tried("a thing", look, "mend it") == Finding("broken", "a thing", says, "mend it")


def test_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUPE_CACHE", str(tmp_path / "a" / "b"))
    found = folders.cache()
    assert (found.state, found.says) == ("ok", f"{tmp_path / 'a' / 'b'}, made when it is needed")
    assert not (tmp_path / "a").exists()
    (tmp_path / "a").write_text("a file")
    found = folders.cache()
    assert (found.state, found.mend) == ("missing", "set RECOUPE_CACHE to a folder of yours")
    assert found.says.startswith(f"{tmp_path / 'a'} is no folder")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o500)
    monkeypatch.setenv("RECOUPE_CACHE", str(tmp_path / "a"))
    assert "cannot be written to" in folders.cache().says


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("missing", 0), ("broken", 1)])
def test_the_command(monkeypatch: pytest.MonkeyPatch, state: str, code: int) -> None:
    monkeypatch.setattr("recoupe.doctor.examine", lambda: iter([Finding(state, "a thing", "says", "mend it")]))  # type: ignore[arg-type]
    result = CliRunner().invoke(cli.app, ["doctor"])
    assert (result.exit_code, result.stdout) == (code, f"{state:<8} a thing                says; mend it\n")
    result = CliRunner().invoke(cli.app, ["doctor", "--format", "jsonl"])
    assert json.loads(result.stdout) == {"state": state, "name": "a thing", "says": "says", "mend": "mend it"}


def test_completion_knows_the_commands() -> None:
    words = {"_RECOUPE_COMPLETE": "complete_bash", "COMP_WORDS": "recoupe re", "COMP_CWORD": "1"}
    result = CliRunner().invoke(cli.app, [], env=words, prog_name="recoupe")
    assert result.stdout.split() == ["read", "report"]
