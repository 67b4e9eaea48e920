"""What the tables of tests are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from recoupe.language import Lexicon, load
from recoupe.parties import PartyFinder, PartyMention, Registry
from recoupe.places.gazetteer import Gazetteer
from recoupe.places.resolve import PlaceFinder
from recoupe.sentences import sentences
from recoupe.text import normalise


def defect(*row: Any, reason: str) -> Any:
    """A row that states what the codebook demands and that the code is known to fail."""
    return pytest.param(*row, marks=pytest.mark.xfail(strict=False, reason=reason))


def texts(rows: list[Any]) -> list[str]:
    """The first column of a table of rows, those of ``defect`` among them."""
    return [row.values[0] if hasattr(row, "values") else row[0] for row in rows]


def plain(text: str, lexicon: Lexicon | None = None) -> tuple[str, list[tuple[int, int]]]:
    """The text as the stages get it, and its sentences; French ones without a lexicon."""
    normal = normalise(text)
    return normal, sentences(normal, lexicon or load("fr"))


def party_finder(lexicon: Lexicon, gazetteer: Gazetteer, registry: Registry) -> Callable[[str], list[PartyMention]]:
    """The parties of a text in a language, with its places found first."""
    places, parties = PlaceFinder(lexicon, gazetteer), PartyFinder(lexicon, registry)

    def found(text: str) -> list[PartyMention]:
        normal, spans = plain(text, lexicon)
        named = parties.named(normal)
        taken = tuple(party.span for party in named)
        found_places = places.find(normal, frozenset(start for start, _ in spans), taken, tuple(spans))
        return parties.find(normal, spans, named, found_places)

    return found
