"""Patterns of data files: slots, white space, and messages that name the file and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.language import LexiconError
from recoupe.language.patterns import NEVER, Templates, any_of, templates_of, word_lists

WORDS = {"days": ["lundi", "mardi"], "articles": ["le", "l'"], "none": []}


def made(template: str, written: bool = False) -> Templates:
    return Templates("xx/speech.toml, patterns", {"p": template}, WORDS, {"number": r"\d+"}, written)


@pytest.mark.parametrize(
    ("template", "text", "matches"),
    [
        ("{days}", "mardi", True),
        ("{days} soir", "mardi soir", True),
        ("{days} soir", "mardi\n  soir", True),
        ("{days} soir", "mardisoir", False),
        ("{articles} camp", "le camp", True),
        ("{articles} camp", "l'camp", True),
        ("{articles} camp", "lecamp", False),
        ("{number} jours", "12 jours", True),
        ("(?:{days} )?soir", "soir", True),
        ("été", "ete", True),
        ("[ -]x", "-x", True),
        ("a ?b", "ab", True),
        ("\n    {days}\n    -{days}", "lundi-mardi", True),
        ("x{0,2}y", "xxy", True),
        ("{none}", "", False),
        ("(?:{none} )?x", "x", True),
    ],
)
def test_a_template_matches(template: str, text: str, matches: bool) -> None:
    assert bool(made(template).compiled("p").fullmatch(text)) == matches


def test_a_slot_is_remembered_by_name() -> None:
    match = made("{day:days} {n:number}").compiled("p", "day", "n").fullmatch("lundi 12")
    assert match and match.groupdict() == {"day": "lundi", "n": "12"}


@pytest.mark.parametrize("template", ["", "  "])
def test_what_is_left_out_matches_nothing(template: str) -> None:
    assert made(template).compiled("p") is NEVER
    assert made(template).compiled("another") is NEVER
    assert NEVER.search("anything") is None


def test_an_empty_list_matches_nothing() -> None:
    assert made(any_of([])).compiled("p").search("anything") is None


def test_written_templates_keep_accents_and_capitals() -> None:
    assert made("[A-Z]té", written=True).compiled("p").fullmatch("Été") is None
    assert made("[A-ZÉ]té", written=True).compiled("p").fullmatch("Été")


@pytest.mark.parametrize(
    ("template", "groups", "said"),
    [
        ("{nights}", (), ["xx/speech.toml, patterns, p", "{nights} is no word list", "days"]),
        ("(", (), ["xx/speech.toml, patterns, p", "not a regular expression"]),
        ("{days}", ("who",), ["xx/speech.toml, patterns, p", "remember 'who'", "{who:…}"]),
    ],
)
def test_a_mistake_is_named(template: str, groups: tuple[str, ...], said: list[str]) -> None:
    with pytest.raises(LexiconError) as error:
        made(template).compiled("p", *groups)
    assert [words for words in said if words not in str(error.value)] == []


def test_word_lists_are_lists_tables_and_listed_words() -> None:
    data = {"a": ["x"], "b": {"y": 1}, "c": {"words": ["z"]}, "d": True, "patterns": {"p": ""}}
    assert word_lists(data) == {"a": ["x"], "b": ["y"], "c": ["z"]}


def test_pieces_may_use_the_pieces_before_them() -> None:
    data = {"days": ["lundi"], "pieces": {"day": "{days}", "night": "nuit de {day}"}, "patterns": {"p": "{night}"}}
    assert templates_of(data, Path("calendar.toml")).compiled("p").fullmatch("nuit de lundi")
