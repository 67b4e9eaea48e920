"""Chooses among namesakes by what else a dispatch names: places told together mostly lie together.

Each name has candidates with a prior (population, level, the countries spoken of). A candidate is supported by the other names'
candidates, the nearer and the likelier the more, and by the states and countries that it lies in; a few rounds of this settle
all names at once. The manner is that of Leidner's "minimality" (Toponym Resolution in Text, 2007), with probabilities in
place of hard choices.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recoupe.language import Lexicon
from recoupe.places.gazetteer import Gazetteer
from recoupe.places.mention import KM_PER_DEGREE, TOLD, PlaceMention, kilometres
from recoupe.places.tables import tables
from recoupe.records import PlacePrecision
from recoupe.text import key

_ROUNDS = 4
_MOST = 40
"""Candidates of one name that are weighed, the likeliest first."""
_POPULATION = 0.5
_LEVELS = {"country": 4.5, "province": 3.0, "area": 3.0, "district": 0.5, "town": 0.0}
_UNCOUNTED = {"country": 5e6, "province": 1e6, "area": 1e6, "district": 2e4, "town": 200.0}
"""Inhabitants that an entry without a number is taken to have."""
_OWN_NAME = 2.0
_LISTED = {"province": 3.0, "town": 1.0}
"""What speaks for a place that the language lists under this very name."""
_COUNTRY = 1.0
_SUPPORT, _SHARE = 4.0, 8.0
_CHIEF_TOWN = 100.0
"""Kilometres within which a unit and a town of one name belong together."""
_WITHIN = {"province": 0.8, "country": 0.05}
"""How much a name that is a state or country supports what lies in it."""


_Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Candidate:
    """One place that a name may mean."""

    name: str
    id: int | None
    lat: float
    lon: float
    country: str
    admin1: str
    level: str
    prior: float
    own: bool = True
    """Whether this is its own name and not only another one that it has."""


@dataclass(frozen=True)
class _Group:
    """All mentions of one name, and what it may mean."""

    members: tuple[int, ...]
    candidates: tuple[Candidate, ...]


class Neighbourhood:
    """Settles namesakes by the places told with them. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        data = lexicon["places"]["nearness"]
        self._weight, self._reach = float(data["weight"]), float(data["kilometres"])
        self._tables = tables(lexicon)
        self._gazetteer = gazetteer

    @property
    def active(self) -> bool:
        """Whether the language gives nearness any weight."""
        return self._weight > 0

    def settle(self, mentions: list[PlaceMention], weights: dict[str, float]) -> list[PlaceMention]:
        """The mentions with namesakes chosen anew; as they are where the language gives nearness no weight."""
        if not self.active:
            return mentions
        groups = self._groups(mentions, weights)
        chosen = self._chosen(groups)
        settled = list(mentions)
        for group, best in zip(groups, chosen, strict=True):
            for index in group.members:
                if _open(mentions[index]):
                    settled[index] = _moved(mentions[index], best)
        return settled

    def _groups(self, mentions: list[PlaceMention], weights: dict[str, float]) -> list[_Group]:
        members: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, mention in enumerate(mentions):
            if mention.lat is not None and (_open(mention) or mention.precision in _WITHIN):
                members[key(mention.text), _unit(mention)].append(index)
        groups = []
        for (name, unit), indices in members.items():
            told = next((mentions[i] for i in indices if _told(mentions[i])), None)
            one = told or mentions[indices[0]]
            fixed = told is not None or not _open(one)
            candidates = [self._as_candidate(one)] if fixed else self._candidates(name, unit, one, weights)
            groups.append(_Group(tuple(indices), tuple(candidates)))
        return groups

    def _as_candidate(self, mention: PlaceMention) -> Candidate:
        entry = self._gazetteer.entry(mention.geonameid) if mention.geonameid else None
        return Candidate(
            mention.name, mention.geonameid, mention.lat or 0.0, mention.lon or 0.0, mention.country or "",
            entry.admin1 if entry else "", mention.precision, 0.0,
        )  # fmt: skip

    def _candidates(self, name: str, unit: str, mention: PlaceMention, weights: dict[str, float]) -> list[Candidate]:
        found = {c.id or (c.lat, c.lon): c for c in self._listed(name, weights)}
        for e in self._gazetteer.exact(mention.text):
            own = key(e.name) == name
            prior = self._prior(e.level, e.population, e.country, weights) + (_OWN_NAME if own else 0.0)
            found.setdefault(e.id, Candidate(e.name, e.id, e.lat, e.lon, e.country, e.admin1, e.level, prior, own))
        left = [c for c in found.values() if c.level == unit]
        left = left or _without_units([c for c in found.values() if not self._under_another_name(c, name)])
        if not left:
            return [self._as_candidate(mention)]
        return sorted(left, key=lambda c: (-c.prior, c.id or 0))[:_MOST]

    def _under_another_name(self, candidate: Candidate, name: str) -> bool:
        """Whether the language lists a unit by another name alone: "Washington State" is not "Washington"."""
        if candidate.level not in _WITHIN or candidate.id not in self._tables.listed:
            return False
        return name not in self._tables.listed[candidate.id]

    def _listed(self, name: str, weights: dict[str, float]) -> list[Candidate]:
        found = []
        for place in self._tables.curated.get(name, ()):
            entry = self._gazetteer.entry(place.geonameid) if place.geonameid else None
            level = place.precision if place.precision in _LEVELS else "town"
            population = entry.population if entry else 0
            prior = self._prior(level, population, place.country, weights) + _OWN_NAME + _LISTED.get(level, 0.0)
            admin1 = entry.admin1 if entry else ""
            found.append(
                Candidate(
                    place.name, place.geonameid, place.lat, place.lon, place.country, admin1, place.precision, prior
                )
            )
        return found

    @staticmethod
    def _prior(level: str, population: int, country: str, weights: dict[str, float]) -> float:
        people = population or _UNCOUNTED[level]
        return _LEVELS[level] + _POPULATION * math.log(people + 200) + _COUNTRY * weights.get(country, 0.0)

    def _chosen(self, groups: list[_Group]) -> list[Candidate]:
        """The candidate of each group that the others speak for most."""
        everyone = [(index, candidate) for index, group in enumerate(groups) for candidate in group.candidates]
        if not everyone:
            return []
        of = np.array([index for index, _ in everyone])
        drawn = _draw([candidate for _, candidate in everyone], self._reach)
        drawn[of[:, None] == of[None, :]] = 0.0
        prior = np.array([candidate.prior for _, candidate in everyone])
        count = np.array([min(2.0, 0.75 + 0.25 * len(groups[index].members)) for index in of])
        score = prior
        for _ in range(_ROUNDS):
            likely = _shares(score, of, len(groups))
            support = drawn @ (likely * count)
            score = prior + self._weight * _SUPPORT * np.log1p(_SHARE * support)
        best: list[Candidate] = []
        for index, group in enumerate(groups):
            scores = np.round(score[of == index], 6).tolist()
            best.append(group.candidates[scores.index(max(scores))])
        return best


def _without_units(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates less the units named like a town in them: it is the town that is meant, where no noun asks for the unit."""
    towns = [c for c in candidates if c.level == "town" and c.own]

    def doubled(unit: Candidate) -> bool:
        return any(
            town.country == unit.country
            and (
                (unit.admin1 and town.admin1 == unit.admin1)
                or kilometres(town.lat, town.lon, unit.lat, unit.lon) < _CHIEF_TOWN
            )
            for town in towns
        )

    return [c for c in candidates if c.level not in ("province", "district") or not doubled(c)]


def _draw(candidates: list[Candidate], reach: float) -> _Numbers:
    """How strongly each candidate (row) is drawn to each (column): by distance, or by lying in it."""
    lat = np.array([c.lat for c in candidates])
    lon = np.array([c.lon for c in candidates])
    across = (lon[:, None] - lon[None, :]) * np.cos(np.radians((lat[:, None] + lat[None, :]) / 2))
    near = np.exp(-KM_PER_DEGREE * np.hypot(lat[:, None] - lat[None, :], across) / reach)
    country = np.array([c.country for c in candidates])
    province = np.array([f"{c.country}.{c.admin1}" if c.admin1 else "" for c in candidates])
    level = np.array([c.level for c in candidates])
    same_country = (country[:, None] == country[None, :]) & (country[:, None] != "")
    same_province = (province[:, None] == province[None, :]) & (province[:, None] != "")
    within = np.where(level[None, :] == "country", _WITHIN["country"] * same_country, 0.0)
    within = np.where(level[None, :] == "province", _WITHIN["province"] * same_province, within)
    large = np.isin(level, list(_WITHIN))
    return np.where(large[None, :], within, near)


def _shares(score: _Numbers, of: NDArray[np.int_], groups: int) -> _Numbers:
    """The scores as probabilities within each group."""
    top = np.full(groups, -np.inf)
    np.maximum.at(top, of, score)
    weight = np.exp(score - top[of])
    total = np.zeros(groups)
    np.add.at(total, of, weight)
    shares: _Numbers = weight / total[of]
    return shares


def _told(mention: PlaceMention) -> bool:
    """Whether the text says outright in which unit a name lies: nothing is to be chosen then."""
    return mention.rule.endswith(TOLD)


def _open(mention: PlaceMention) -> bool:
    """Whether other places may have the name of a mention; a sea or a region has it alone."""
    if mention.precision == "area":
        return False
    return (
        mention.rule in ("gazetteer", "names")
        or mention.rule.startswith("gazetteer+cue")
        or mention.rule.endswith(TOLD)
    )


def _unit(mention: PlaceMention) -> str:
    """The level of the unit that a noun says a mention is; none where it says so of no unit."""
    return mention.precision if "+cue" in mention.rule and mention.precision in ("province", "district") else ""


def _moved(mention: PlaceMention, best: Candidate) -> PlaceMention:
    """The mention at the chosen place, with its own precision where a noun gave it one."""
    if _told(mention) or (best.id is not None and best.id == mention.geonameid):
        return mention
    precision: PlacePrecision = mention.precision if "+cue" in mention.rule else best.level  # type: ignore[assignment]
    return replace(
        mention, name=best.name, geonameid=best.id, lat=best.lat, lon=best.lon, country=best.country or None, precision=precision,
        rule=f"{mention.rule}, by the places named with it",
    )  # fmt: skip
