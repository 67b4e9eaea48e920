"""Passages of other pages, and those made from the package's files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handbook.passages import MODELS, PassageError, filled, models, section, training_set
from handbook.sessions import ROOT


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text("# Page\n\nTop.\n\n## One\n\nFirst.\n\n### Inner\n\nDeep.\n\n## Two\n\nSecond.\n")
    return tmp_path


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("One", "First.\n\n### Inner\n\nDeep."), ("Inner", "Deep."), ("Two", "Second.")],
)
def test_a_section_ends_at_the_next_heading_of_its_level(docs: Path, heading: str, expected: str) -> None:
    assert section(docs / "page.md", heading) == expected


def test_a_page_is_filled(docs: Path) -> None:
    assert filled("a\n\n<!-- from page.md: Two -->\n\nb", docs) == "a\n\nSecond.\n\nb"


@pytest.mark.parametrize("wanted", ["<!-- from page.md: Three -->", "<!-- made: nothing -->"])
def test_a_passage_that_is_not_there_is_told_with_those_that_are(docs: Path, wanted: str) -> None:
    with pytest.raises(PassageError, match=r"'Two'|models"):
        filled(wanted, docs)


def test_the_models_are_counted_from_their_files() -> None:
    table = models()
    for path in MODELS.glob("*.json"):
        if path.name != "thresholds.json":
            weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
            assert f"| `{path.name}` |" in table and f"| {len(weights):,} | {path.stat().st_size:,} |" in table


def test_the_training_set_is_counted_from_its_file() -> None:
    lines = (ROOT / "training" / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    events = sum(len(json.loads(line)["events"]) for line in lines)
    last = training_set().splitlines()[-1].split(" | ")
    assert last[0] == "| together" and last[1] == f"{len(lines):,}" and last[3] == f"{events:,} |"


def test_no_text_is_kept_in_the_training_set() -> None:
    for line in (ROOT / "training" / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        assert not {"text", "title"} & json.loads(line).keys()
