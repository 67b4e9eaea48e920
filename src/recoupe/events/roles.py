"""Who and to whom: which parties of a dispatch are an event's actors and targets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from recoupe.events import contextfeatures
from recoupe.events.arguments import arguments_of
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.events.partyfeatures import Seen, Standing, features_beyond, features_within
from recoupe.language import Lexicon
from recoupe.parties import PartyMention, canonical, is_individual
from recoupe.records import Party

BEYOND = 6
"""How many parties that no sentence of the draft names are looked at."""

_Identity = tuple[str, str | None, str]


@dataclass(frozen=True)
class Candidate:
    """A party that may take a role in an event: its mentions, what the models see of it, and whether the draft names it."""

    mentions: tuple[PartyMention, ...]
    features: Features
    best: PartyMention
    within: bool = True


def event_country(draft: Draft, place_country: str | None) -> str | None:
    """The country in which an event happens: its place's, or the one the dispatch speaks of most."""
    return place_country or draft.analysis.main_country


def candidates(draft: Draft, country: str | None, lexicon: Lexicon) -> list[Candidate]:
    """One candidate a party: those named in the draft's sentences, then those that only other sentences name."""
    within: dict[_Identity, list[Seen]] = defaultdict(list)
    beyond: dict[_Identity, list[Seen]] = defaultdict(list)
    for mention, argument in zip(draft.analysis.parties, arguments_of(draft.analysis), strict=True):
        held = within if draft.holds(mention.anchor[0]) else beyond
        held[_identity(mention, country, draft.type, lexicon)].append(Seen(mention, argument))
    standing = Standing(draft, country, within, beyond)
    found = []
    for identity, seen in within.items():
        features, best = features_within(identity, seen, standing)
        found.append(_candidate(seen, features, best, draft.type, within=True))
    for identity in standing.nearest(BEYOND):
        seen = beyond[identity]
        features, best = features_beyond(identity, seen, standing)
        found.append(_candidate(seen, features, best, draft.type, within=False))
    return _in_context(found, draft)


def named_within(draft: Draft, country: str | None, lexicon: Lexicon) -> set[tuple[str, str | None]]:
    """Name and country of the parties that the draft's sentences name."""
    held = (m for m in draft.analysis.parties if draft.holds(m.anchor[0]))
    return {_identity(m, country, draft.type, lexicon)[:2] for m in held}


def _in_context(found: list[Candidate], draft: Draft) -> list[Candidate]:
    """The candidates with what the context model says of them in either role."""
    places = [[c.best.anchor, *(m.anchor for m in c.mentions if m is not c.best)] for c in found]
    actors, targets = (contextfeatures.of_candidates(draft, role, places) for role in ("actor", "target"))
    return [replace(c, features=c.features | a | t) for c, a, t in zip(found, actors, targets, strict=True)]


def party_of(candidate: Candidate, role: str, country: str | None, event_type: str, lexicon: Lexicon) -> Party:
    """The codebook's party for a candidate that takes a role ("actor" or "target")."""
    return canonical(candidate.best, country, lexicon, role=role, event_type=event_type)


def _identity(mention: PartyMention, country: str | None, event_type: str, lexicon: Lexicon) -> _Identity:
    """What makes mentions one party: the canonical party, but persons and single people each stand for themselves.

    The attacker told as "un homme" is not the "trois personnes" whom he killed, though both are people of that country.
    """
    party = canonical(mention, country, lexicon, role="target", event_type=event_type)
    single = ""
    if party.kind == "civilians" and mention.via == "person":
        single = mention.text.split()[-1]
    elif mention.group in ("people", "nationality") and is_individual(mention, lexicon):
        single = "one"
    return party.name, party.country, single


def _candidate(seen: list[Seen], features: Features, best: PartyMention, event_type: str, *, within: bool) -> Candidate:
    mentions = tuple(one.mention for one in seen)
    return Candidate(mentions, _crossed(features, event_type), best, within)


def _crossed(features: Features, event_type: str) -> Features:
    """The features alone, and together with the event's type and family."""
    family = event_type.split(".", maxsplit=1)[0]
    out: Features = {"bias": 1.0, f"T:{event_type}": 1.0}
    for name, value in features.items():
        out[name] = value
        out[f"{event_type}&{name}"] = value
        out[f"{family}&{name}"] = value
    return out
