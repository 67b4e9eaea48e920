"""What the language's tables say of parties, as sets and patterns: built once, read by every finder."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from recoupe.language import Lexicon
from recoupe.places.tables import tables as place_tables
from recoupe.records import Kind
from recoupe.text import either, fold


@dataclass(frozen=True)
class Sector:
    """What a common noun names: kind, name pattern and the class of how it behaves."""

    kind: Kind
    name: str
    group: str


@dataclass(frozen=True)
class Words:
    """Folded sets and compiled patterns of parties.toml and countries.tsv."""

    sectors: dict[str, Sector]
    written: dict[str, frozenset[str]]
    sector: re.Pattern[str]
    demonyms: dict[str, tuple[str, ...]]
    nationality: re.Pattern[str]
    states: dict[str, str]
    state: re.Pattern[str]
    loaded: tuple[str, ...]
    office: frozenset[str]
    military: frozenset[str]
    lead: re.Pattern[str]
    number: str
    adjectives: frozenset[str]
    peoples: frozenset[str]
    people_nouns: re.Pattern[str]
    counted: frozenset[str]
    counters: re.Pattern[str]
    coordinated: re.Pattern[str]
    not_state_after: re.Pattern[str]
    not_state_before: re.Pattern[str]
    place_before: re.Pattern[str]
    not_person: frozenset[str]
    members: re.Pattern[str]
    act: re.Pattern[str]
    stateless: frozenset[str]
    collective: frozenset[str]
    singular: frozenset[str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """The party words of a language."""
    data = lexicon["parties"]
    sectors, written = _sectors(lexicon)
    states: dict[str, str] = {}
    for country in lexicon.countries:
        for name in (*country.names, *country.metonyms):
            states.setdefault(name.replace("’", "'"), country.code)
    demonyms = place_tables(lexicon).demonyms
    number = rf"(?:\d[\d. ]*|{either(map(fold, data['lead']['numbers']))})"
    adjectives = _folded(data["adjectives"]["words"])
    peoples = _folded(data["peoples"]["adjectives"])
    lead = either(map(fold, data["lead"]["words"]))
    acts = either(map(fold, data["acts"]["nouns"]))
    between = either(map(fold, data["acts"]["between"]))
    state, members = data["state"], either(map(fold, data["members"]["words"]))
    qualifier = either(adjectives | peoples | {f for f in demonyms if " " not in f})
    return Words(
        sectors, written, re.compile(rf"(?<![\w-])(?:{either(sectors)})(?![\w-]|'[a-z])"),
        demonyms, re.compile(rf"(?<![\w-])(?:{either(demonyms)})(?![\w-])"),
        states, re.compile(rf"(?<![\w-])(?:{either(states)})(?![\w-])"),
        _loaded(), _folded(data["titles"]["office"]), _folded(data["titles"]["military"]),
        re.compile(rf"(?<![\w'-])(?:(?:{lead}|{number})(?:(?<=')|(?![\w'-]))\s*)+$"), number, adjectives, peoples,
        re.compile(rf"(?<![\w-])(?:{either(data['peoples']['nouns'])})(?![\w-])"),
        _folded(data["counted"]["words"]),
        re.compile(rf"(?:{number}|{either(map(fold, data['counted']['after']))})\s*$"),
        re.compile(rf"(?:^|[.,;:!?\"(\n-]|(?<![\w-])(?:{either(map(fold, data['coordination']['words']))}))\s*$"),
        re.compile(rf"(?<![\w-])(?:{either(map(fold, state['not_after']))})$"),
        re.compile(rf"[\s-](?:{either(map(fold, state['not_before']))})(?![\w])"),
        re.compile(
            rf"(?:^|[\s'(\"-])(?:{either(map(fold, state['place_after']))})\s?(?:la |le |l' ?|les )?$"
        ),
        frozenset(data["not_person"]["words"]),
        re.compile(rf"(?<![\w-])({members})(?:\s(?:{qualifier}))*\s\"?\s?(?:d'|de\s|du\s|des\s|de la\s|de l')?\"?\s?$"),
        re.compile(rf"(?<![\w-])(?:{acts})(?:\s(?:{between}))*\s([a-z]+(?:-[a-z]+)*)(?![\w-])"),
        frozenset(data["acts"]["stateless"]),
        _folded(data["individual"]["not"]), _folded(data["individual"]["lead"]),
    )  # fmt: skip


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _sectors(lexicon: Lexicon) -> tuple[dict[str, Sector], dict[str, frozenset[str]]]:
    """(sector by folded head, how each folded head is written, but for the accent of its first letter)."""
    data = lexicon["parties"]
    special = {fold(k): v for k, v in data["sector_names"].items()}
    sectors: dict[str, Sector] = {}
    written: dict[str, set[str]] = defaultdict(set)
    for sector in data["sector"]:
        for word in sector["words"]:
            written[fold(word)].add(fold(word[0]) + word[1:].lower())
            name = special.get(fold(word), sector["name"])
            sectors.setdefault(fold(word), Sector(cast("Kind", sector["kind"]), name, sector["class"]))
    return sectors, {head: frozenset(forms) for head, forms in written.items()}


def _loaded() -> tuple[str, ...]:
    path = Path(str(files("recoupe"))) / "data" / "loaded_words.toml"
    return tuple(fold(entry["word"]) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["word"])


@lru_cache(maxsize=4)
def generic_parties(lexicon: Lexicon) -> dict[tuple[str, str], tuple[str, Kind, str | None]]:
    """(name, kind, country that the dispatch must speak of too) by folded head and country."""
    return {
        (fold(head), row["country"]): (row["party"], cast("Kind", row["kind"]), row.get("needs"))
        for row in lexicon["parties"]["generic"]
        for head in row["heads"]
    }
