"""Chooses the gazetteer entry that a name means: by country, population, level and what stands beside it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from recoupe.language import Lexicon
from recoupe.places.gazetteer import Entry, Gazetteer
from recoupe.places.grammar import grammar
from recoupe.places.mention import kilometres
from recoupe.places.names import Name
from recoupe.places.tables import Curated, tables
from recoupe.places.units import province_of
from recoupe.text import fold, key

_BRACKET = re.compile(r"\s*\(([^()\n]{3,40})\)")
_NEAR = 150.0
_UNITS = ("province", "country", "country_part")
_MIN_SHARE = 0.1
_MIN_LETTERS = 3


@dataclass(frozen=True)
class Hint:
    """What the words right after a name say of where it is: a country, and a point where they name a unit in it.

    ``told`` says that nothing but a comma parts the name from a unit, as in "Paris, Texas"; ``admin1`` is then its code.
    """

    country: str | None = None
    point: tuple[float, float] | None = None
    admin1: str | None = None
    told: bool = False


NO_HINT = Hint()


class Chooser:
    """Looks a name up in the gazetteer and weighs what it finds. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._tables = tables(lexicon)
        self._grammar = grammar(lexicon)
        self._forms: list[str] = lexicon["places"]["unit_forms"]["words"]

    def hint(self, text: str, end: int) -> Hint:
        """What follows a name: "Saumane (Vaucluse)", "Essen (Allemagne)", "Tripoli, au Liban", "Paris, Texas"."""
        window = text[end : end + 60]
        after = self._grammar.written["unit_after"].match(window)
        if after and (told := self._told(after["unit"])):
            return told
        bracket = _BRACKET.match(window)
        parts = bracket.group(1).split(",") if bracket else []
        country = self._grammar.written["in_country"].match(window)
        if country:
            parts = [country["country"], country["country"].split(" ")[0]]
        for part in reversed(parts) if bracket and not country else parts:
            name = self._grammar.written["unit_lead"].sub("", part.strip())
            if name[:1].isupper() and (found := self._unit(name, countries_only=country is not None)):
                return found
        return NO_HINT

    def _told(self, words: str) -> Hint | None:
        """The state, province or country that the words behind a comma begin with, written out or shortened."""
        parts = words.split(" ")
        for count in range(len(parts), 0, -1):
            name = " ".join(parts[:count])
            short = self._tables.abbreviations.get(name) or self._tables.abbreviations.get(name.rstrip("."))
            places = (short,) if short else self._tables.curated.get(key(name), ())
            units = sorted((p for p in places if p.kind in _UNITS), key=lambda p: p.kind == "country")
            if units:
                return self._hint_of(units[0])
        return None

    def _hint_of(self, unit: Curated) -> Hint:
        if unit.kind == "country":
            return Hint(unit.country, told=True)
        entry = self._gazetteer.entry(unit.geonameid) if unit.geonameid else None
        return Hint(unit.country, (unit.lat, unit.lon), entry.admin1 if entry else None, told=True)

    def _unit(self, name: str, *, countries_only: bool) -> Hint | None:
        for place in self._tables.curated.get(key(name), ()):
            if place.kind == "country":
                return Hint(place.country)
            if place.country and not countries_only:
                return Hint(place.country, (place.lat, place.lon))
        if countries_only:
            return None
        units = [e for e in self._gazetteer.exact(name) if e.level in ("province", "district")]
        # Several countries have a unit of this name: then it says nothing.
        return Hint(units[0].country, (units[0].lat, units[0].lon)) if len({u.country for u in units}) == 1 else None

    def choose(self, name: Name, weights: dict[str, float], hint: Hint) -> Entry | None:
        """The entry that fits best, or None where none is likely enough to be meant."""
        strong = name.locative or name.cue is not None or name.direction is not None or hint.told
        strong = strong or (hint.country is not None and not name.initial)
        if len(name.text) < _MIN_LETTERS:
            return None
        exact = self._gazetteer.exact(name.text)
        entries = exact or tuple(e for e in self._gazetteer.loose(name.text) if weights.get(e.country, 0) >= _MIN_SHARE)
        entries = tuple(e for e in entries if e.country == hint.country) or entries
        if hint.admin1:
            entries = tuple(e for e in entries if e.admin1 == hint.admin1)
        scored = [(self._score(entry, name, weights, hint), -entry.id, entry) for entry in entries]
        if not scored:
            return None
        score, _, best = max(scored)
        sure = self._grammar.sureness
        floor = sure.told if strong else sure.bare
        if name.initial and not name.cue:
            floor += sure.initial
        if not exact:
            floor += sure.variant_told if strong else sure.variant_bare
        return best if score >= floor else None

    def _score(self, entry: Entry, name: Name, weights: dict[str, float], hint: Hint) -> float:
        score = 0.5 * math.log10(entry.population + 10)
        share = weights.get(entry.country, 0.0)
        score += 3.0 * share + (1.0 if share >= 0.05 else 0.0)
        if entry.country == hint.country:
            score += 2.0
        if hint.point:
            score += 2.0 - min(4.0, kilometres(entry.lat, entry.lon, *hint.point) / _NEAR)
        if key(entry.name) == key(name.text):
            score += 0.4
        if entry.level == "province":
            score += 1.2
        if entry.level != "town" and self._says_its_level(name.text, entry.level):
            score += 2.0
        if name.cue_level in ("province", "district", "town") and name.cue_level == entry.level:
            score += 1.5
        elif name.cue_level == "province" and entry.level == "district":
            score += 0.8
        elif name.cue_level is None and entry.level == "district":
            score -= 0.4
        return score

    def _says_its_level(self, text: str, level: str) -> bool:
        """Whether a name's own words tell what it is: "Laurel County"."""
        return any(self._grammar.cues.get(fold(word)) == level for word in text.split(" ")[1:])

    def unit(self, name: Name, country: str | None) -> Entry | None:
        """The administrative unit that a cue noun asks for: "région de Kidal" is the ADM1, not the town."""
        forms = [form.format(name=name.text, cue=name.cue) for form in self._forms]
        entries = [e for form in forms for e in self._gazetteer.exact(form) if e.level == name.cue_level and e.country == country]
        return min(entries, key=lambda e: e.id, default=None)

    def within(self, name: str, province: int) -> Entry | None:
        """The town or district of this name in the province of this id; the larger of several."""
        entries = [e for e in self._gazetteer.exact(name) or self._gazetteer.loose(name) if e.level != "province"]
        inside = [e for e in entries if (unit := province_of(self._gazetteer, e.id)) and unit.id == province]
        return max(inside, key=lambda e: (e.population, -e.id), default=None)

    def outside(self, number: int, province: int) -> bool:
        """Whether the gazetteer puts an entry into another province than the one of this id."""
        unit = province_of(self._gazetteer, number)
        return unit is not None and unit.id not in (province, number)

    def near(self, name: str, point: tuple[float, float], reach: float) -> Entry | None:
        """The town of this name nearest to a point, where one lies within ``reach`` kilometres."""
        entries = self._gazetteer.exact(name) or self._gazetteer.loose(name)
        close = [(kilometres(e.lat, e.lon, *point), e.id, e) for e in entries if e.level == "town"]
        return min(close, default=(math.inf, 0, None))[2] if close and min(close)[0] <= reach else None
