"""The generated reference names everything that there is."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from handbook import api, commands, crosswalks, lexicons, markdown, records

import recoupe
from recoupe.language.schema import FILES, TABLES
from recoupe.records import EventType


def sections(page: str, level: int) -> dict[str, str]:
    """A page's sections of a level by their headings."""
    parts = re.split(rf"^{'#' * level} (.+)$", page, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_and_option_has_its_place() -> None:
    told = sections(commands.page(), 2)
    known = dict(commands.commands())
    assert list(told) == [f"recoupe {name}" for name in known] and {"code", "store query"} <= set(known)
    for name, command in known.items():
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("-") and not parameter.hidden:
                    assert option in told[f"recoupe {name}"], (name, option)


def test_every_record_field_has_its_place_and_its_meaning() -> None:
    told = sections(records.page(), 3)
    for models in records.GROUPS.values():
        for model in models:
            named = re.findall(r"^\| `(\w+)` \|", told[model.__name__], re.M)
            assert named == list(model.model_fields)
    for model in records.GROUPS["What is read"] + records.GROUPS["What is coded"]:
        assert all(field.description for field in model.model_fields.values()), model


def test_fields_are_told_in_words() -> None:
    event = sections(records.page(), 3)["Event"]
    for row in (
        "| `killed` | range, or null | null |",
        "| `evidence` | list of spans | empty |",
        "| `actors` | list of [Party](#party) | empty |",
        "| `status` | `happened` · `ongoing` · `planned` · `denied` · `background` | required |",
        "| `confidence` | number | required |",
    ):
        assert row in event


def test_every_file_of_a_language_has_its_place() -> None:
    page = lexicons.page()
    told = sections(page, 3)
    for stem in FILES:
        assert f"{stem}.toml" in told
    for stem, columns in TABLES.items():
        assert re.findall(r"^\| `(\w+)` \|", told[f"{stem}.tsv"], re.M) == list(columns)
    for key in ("frame[].act", "ambiguous"):
        assert f"| `{key}` |" in told["frames.toml"]
    assert "| `harm.killed.nouns` | list of text | yes |" in told["numbers.toml"]
    assert "| `aliases` | list of text | yes |" in sections(page, 2)["Actors"]


def test_a_needed_key_is_told_apart_from_an_optional_one() -> None:
    frames = sections(lexicons.page(), 3)["frames.toml"]
    assert "| `frame[].act` | text | yes |" in frames and "| `frame[].verbs` | list of text | no |" in frames


def test_every_type_has_its_crosswalk() -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", crosswalks.page(), re.M)
    assert tuple(kind for kind, _ in rows) == get_args(EventType)
    assert dict(rows)["protest.peaceful"] == "Protests / Peaceful protest" and all(" / " in acled for _, acled in rows)


def test_the_python_page_tells_signature_and_meaning_of_all_that_is_public() -> None:
    page = api.page()
    told = sections(page, 3)
    public = {name for name in recoupe.__all__ if not hasattr(getattr(recoupe, name), "model_fields")}
    assert public <= set(told)
    for name, section in told.items():
        assert "```python" in section, name
        assert len(section.split("```")[2].strip()) > 20, f"{name} has no docstring"
    assert "workers: int = 1" in told["Coder"] and "'Dispatch'" not in page


@pytest.mark.parametrize(
    ("text", "expected"), [("a|b", "a\\|b"), ("two\n  lines", "two lines"), ("a | `x|y`", "a \\| `x|y`")]
)
def test_cells_hold_no_bar_outside_code_and_no_line_break(text: str, expected: str) -> None:
    assert markdown.cell(text) == expected


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert markdown.fence("```\nx\n```").startswith("````text\n")
