"""Parties in any language: the data files are complete and agree with the registry; what a language leaves out does nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from recoupe.language import Lexicon, load
from recoupe.language.lexicon import split_cell
from recoupe.language.schema import LexiconError, check_file
from recoupe.parties import PartyFinder, Registry
from recoupe.parties.loaded import loaded_in
from recoupe.parties.registry import RegistryError, spoken
from recoupe.text import fold

LANGUAGES = ["fr", "en"]


def emptied(value: Any) -> Any:
    """The tables of a data file with every list empty."""
    if isinstance(value, dict):
        return {key: emptied(part) for key, part in value.items()}
    return [] if isinstance(value, list) else value


def with_actors(lexicon: Lexicon, **row: str) -> Lexicon:
    cells = {"aliases": "", "leaders": "", "except": "", **row}
    return dataclasses.replace(lexicon, tables={**lexicon.tables, "actors": [cells]})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_of_a_language_stands_for_two_actors(lang: str, registry: Registry) -> None:
    owners: dict[str, set[str]] = {}
    for row in load(lang).table("actors"):
        for form in (*split_cell(row["aliases"]), *split_cell(row["leaders"])):
            owners.setdefault(form, set()).add(row["name"])
    assert {form: sorted(who) for form, who in owners.items() if len(who) > 1} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exceptions_are_names_of_the_registry(lang: str, registry: Registry) -> None:
    shared = {form for actor in registry.actors.values() for form in (actor.name, *actor.aliases, *actor.leaders)}
    excepted = {form for row in load(lang).table("actors") for form in split_cell(row["except"])}
    assert sorted(excepted - shared) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_generic_parties_have_the_kind_that_the_registry_gives_them(lang: str, registry: Registry) -> None:
    rows = load(lang)["parties"]["generic"]
    assert {r["party"] for r in rows if (a := registry.actors.get(r["party"])) and a.kind != r["kind"]} == set()


def test_a_language_adds_and_drops_names(registry: Registry) -> None:
    lexicon = with_actors(
        load("fr"), name="Boko Haram", aliases="Front of Reeds", leaders="Ali Reed", **{"except": "Daech"}
    )
    own = spoken(registry, lexicon)
    hits = {form: [a.name for _, a, _ in own.find(form)] for form in ("Front of Reeds", "Ali Reed", "Daech", "Daesh")}
    assert hits == {
        "Front of Reeds": ["Boko Haram"], "Ali Reed": ["Boko Haram"], "Daech": [], "Daesh": ["Islamic State"],
    }  # fmt: skip
    assert [leader for _, _, leader in own.find("Ali Reed")] == [True]
    assert [a.name for _, a, _ in registry.find("Daech")] == ["Islamic State"]


def test_a_name_for_an_actor_that_there_is_not_is_refused(registry: Registry) -> None:
    with pytest.raises(RegistryError, match=r"actors\.tsv: no actor 'Front of Reeds'"):
        spoken(registry, with_actors(load("fr"), name="Front of Reeds"))


def test_acronyms_that_mean_something_else_in_english(registry: Registry) -> None:
    french, english = spoken(registry, load("fr")), spoken(registry, load("en"))
    text = "RPG, PDF"
    assert [len(list(known.find(text))) for known in (french, english)] == [2, 0]


@pytest.mark.parametrize("text", ["Three soldiers of Mali were killed in Gao.", "", "Oumar S. left.", "A (BC) D-E 'f'"])
def test_a_language_without_words_finds_the_registry_alone(text: str, registry: Registry) -> None:
    french = load("fr")
    data = {**french.data, "parties": emptied(french["parties"]), "loaded": emptied(french["loaded"])}
    bare = dataclasses.replace(french, data=data, countries=(), tables={**french.tables, "actors": []})
    finder = PartyFinder(bare, registry)
    whole = f"{text} Boko Haram."
    found = finder.find(whole, [(0, len(whole))], finder.named(whole), [])
    assert [m.text for m in found if m.via != "person"] == ["Boko Haram"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "Des terroristes", ("terroriste",)),
        ("fr", "Des soldats", ()),
        ("en", "Regimes", ("regimes",)),
        ("en", "A regiment", ()),
        ("en", "Neutralized fighters", ("neutrali",)),
        ("en", "Enemies of the enemy", ("enemy", "enemies")),
    ],
)
def test_loaded_words(lang: str, text: str, expected: tuple[str, ...]) -> None:
    assert loaded_in(text, (0, len(text)), load(lang)) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_loaded_word_is_listed_twice(lang: str) -> None:
    words = [fold(entry["word"]) for entry in load(lang)["loaded"]["word"]]
    assert sorted({w for w in words if words.count(w) > 1}) == []


@pytest.mark.parametrize(
    ("table", "key", "value", "message"),
    [
        ("phrase", "modifiers", ["between"], "one of before, after expected, not 'between'"),
        ("phrase", "capitals", "no", "phrase, capitals: true or false"),
        ("individual", "head", "middle", "individual, head: one of first, last"),
        ("lead", "nouns", [], "'nouns' is no key here"),
    ],
)
def test_a_mistake_in_the_file_is_named(table: str, key: str, value: object, message: str) -> None:
    content = {**load("fr")["parties"]}
    content[table] = {**content[table], key: value}
    with pytest.raises(LexiconError, match=message):
        check_file("parties", content, Path("parties.toml"))
