"""Finds the phrases of a text that name parties."""

from __future__ import annotations

import re

from recoupe.language import Lexicon
from recoupe.parties.mention import PartyMention
from recoupe.parties.named import NamedFinder
from recoupe.parties.nations import NationFinder
from recoupe.parties.persons import PersonFinder
from recoupe.parties.pointing import pointed
from recoupe.parties.registry import Registry
from recoupe.parties.sectors import SectorFinder, inside
from recoupe.places.resolve import PlaceMention
from recoupe.records import Span
from recoupe.text import fold


class PartyFinder:
    """Finds party mentions in a normalised text. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, registry: Registry) -> None:
        self._lexicon = lexicon
        self._named = NamedFinder(lexicon, registry)
        self._sectors = SectorFinder(lexicon)
        self._nations = NationFinder(lexicon)
        self._persons = PersonFinder(lexicon)

    def named(self, text: str) -> list[PartyMention]:
        """Registry actors and their leaders; found before the places, whose names they may contain."""
        return self._named.find(text)

    def find(
        self, text: str, zones: list[Span], named: list[PartyMention], places: list[PlaceMention]
    ) -> list[PartyMention]:
        """All party mentions within ``zones``: ``named`` ones, sector nouns, nationalities, states and persons, in order."""
        folded = fold(text)
        nations = self._nations
        states = [
            m
            for zone in zones
            for m in nations.states(text, folded, zone, places)
            if not inside(m.anchor, _spans(named))
        ]
        long_states = [m for m in states if re.search(r"[ -]", m.head)]  # "Etat hébreu" is no "Etat"
        found = list(named)
        found += self._sectors.find(text, folded, zones, places, _spans(named) + [m.anchor for m in long_states])
        found += [
            m
            for zone in zones
            for n in named
            if zone[0] <= n.span[0] < zone[1]
            for m in self._sectors.joined(text, folded, n, zone[0])
        ]
        taken = _spans(found)
        acts = [m for zone in zones for m in nations.acts(text, folded, zone) if not inside(m.anchor, taken)]
        striking = {m.anchor for m in acts}  # "a US strike" is the act's party, and not the state's as well
        found += [m for m in states if m.anchor not in striking and not inside(m.anchor, taken)]
        for zone in zones:
            told = nations.nationalities(text, folded, zone) + nations.peoples(text, folded, zone)
            found += [m for m in told if not inside(m.anchor, taken)]
        found += acts
        found += self._persons.find(text, folded, zones, places, found)
        found = pointed(text, folded, zones, found, self._lexicon)
        return sorted(found, key=lambda m: (m.span, m.name))


def _spans(mentions: list[PartyMention]) -> list[Span]:
    return [m.span for m in mentions]
