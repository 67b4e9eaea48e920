"""Parties: who a phrase names: registry entries, sector nouns with a country, nationalities, states, persons.

In: a normalised text, its sentences and places. Out: PartyMention records with offsets, and canonical parties.
It never decides who does what to whom: that is the events' stage.
"""

from recoupe.parties.finder import PartyFinder
from recoupe.parties.mention import PartyMention, canonical, is_individual
from recoupe.parties.registry import Actor, Registry, load_registry

__all__ = ["Actor", "PartyFinder", "PartyMention", "Registry", "canonical", "is_individual", "load_registry"]
