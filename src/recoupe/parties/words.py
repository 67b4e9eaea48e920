"""What a language's tables say of parties, as sets and patterns that several finders read: built once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from recoupe.language import Lexicon
from recoupe.language.patterns import NEVER, any_of
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
    """Folded sets and compiled patterns of parties.toml and countries.tsv.

    ``written`` tells how a folded head is spelt, ``states`` which country a name written so stands for; ``number``,
    ``qualifier`` and ``possessive`` are expressions to build patterns of.
    """

    sectors: dict[str, Sector]
    written: dict[str, frozenset[str]]
    sector: re.Pattern[str]
    states: dict[str, str]
    lead: re.Pattern[str]
    number: str
    adjectives: frozenset[str]
    peoples: frozenset[str]
    qualifier: str
    possessive: str
    capitals: bool


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    """The party words of a language."""
    data = lexicon["parties"]
    sectors, written = _sectors(lexicon)
    states: dict[str, str] = {}
    for country in lexicon.countries:
        for name in (*country.names, *country.metonyms):
            states.setdefault(name.replace("’", "'"), country.code)
    number = rf"(?:{data['lead']['digits']}|{any_of(data['lead']['numbers'])})"
    lead = any_of(data["lead"]["words"])
    adjectives = folded_set(data["adjectives"]["words"])
    peoples = folded_set(data["peoples"]["adjectives"])
    demonyms = {form for form in place_tables(lexicon).demonyms if " " not in form}
    possessive = any_of(data["phrase"]["possessives"])
    return Words(
        sectors, written,
        re.compile(rf"(?<![\w-])(?:{written_any(sectors)})(?![\w-]|(?!(?:{possessive})(?!\w))'[a-z])"),
        states, re.compile(rf"(?<![\w'-])(?:(?:{lead}|{number})(?:(?<=')|(?![\w'-]))\s*)+$"), number,
        adjectives, peoples, written_any(adjectives | peoples | demonyms), possessive, data["phrase"]["capitals"],
    )  # fmt: skip


def folded_set(words: Iterable[str]) -> frozenset[str]:
    """The words as they are compared."""
    return frozenset(fold(word) for word in words)


def written_any(words: Iterable[str]) -> str:
    """An expression for any of the words as they are written; without words one that matches nothing."""
    return either(words) or NEVER.pattern


def lead_of(folded: str, start: int, floor: int, words: Words) -> int:
    """Where the phrase of a head at ``start`` begins: its article, number or "des dizaines de"."""
    window = max(floor, start - 40)
    match = words.lead.search(folded[window:start])
    return window + match.start() if match else start


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


@dataclass(frozen=True)
class Generic:
    """The party that a head stands for in one country, and the country it belongs to.

    ``needs`` is a country that the dispatch must speak of too.
    """

    name: str
    kind: Kind
    needs: str | None
    country: str | None


@lru_cache(maxsize=4)
def generic_parties(lexicon: Lexicon) -> dict[tuple[str, str], Generic]:
    """What [[generic]] says, by folded head and country."""
    return {
        (fold(head), row["country"]): Generic(
            row["party"], cast("Kind", row["kind"]), row.get("needs"), row.get("of", row["country"]) or None
        )
        for row in lexicon["parties"]["generic"]
        for head in row["heads"]
    }
