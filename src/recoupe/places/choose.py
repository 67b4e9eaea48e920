"""Chooses the gazetteer entry that a name means: by country, population, level and what stands beside it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from recoupe.language import Lexicon
from recoupe.places.gazetteer import Entry, Gazetteer
from recoupe.places.mention import kilometres
from recoupe.places.names import Name
from recoupe.places.tables import tables
from recoupe.text import key

_BRACKET = re.compile(r"\s*\(([^()\n]{3,40})\)")
_IN_COUNTRY = re.compile(r",?\s(?:en|au|aux)\s([A-ZÀ-Ý][\w'-]+(?:\s[A-ZÀ-Ý][\w'-]+)?)")
_ARTICLE = re.compile(r"^(?:en|au|aux|dans|l'|la|le|les)\s*")
_NEAR = 150.0
_MIN_SHARE = 0.1
_MIN_LETTERS = 3


@dataclass(frozen=True)
class Hint:
    """What the words right after a name say of where it is: a country, and a point where they name a unit in it."""

    country: str | None = None
    point: tuple[float, float] | None = None


NO_HINT = Hint()


class Chooser:
    """Looks a name up in the gazetteer and weighs what it finds. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._tables = tables(lexicon)

    def hint(self, text: str, end: int) -> Hint:
        """What follows a name: "Saumane (Vaucluse)", "Essen (Allemagne)", "Tripoli, au Liban"."""
        window = text[end : end + 60]
        bracket = _BRACKET.match(window)
        parts = bracket.group(1).split(",") if bracket else []
        country = _IN_COUNTRY.match(window)
        if country:
            parts = [country.group(1), country.group(1).split(" ")[0]]
        for part in reversed(parts) if bracket and not country else parts:
            name = _ARTICLE.sub("", part.strip())
            if name[:1].isupper() and (found := self._unit(name, countries_only=country is not None)):
                return found
        return NO_HINT

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
        strong = name.locative or name.cue is not None or name.direction is not None or (hint.country is not None and not name.initial)
        if len(name.text) < _MIN_LETTERS:
            return None
        exact = self._gazetteer.exact(name.text)
        entries = exact or tuple(e for e in self._gazetteer.loose(name.text) if weights.get(e.country, 0) >= _MIN_SHARE)
        entries = tuple(e for e in entries if e.country == hint.country) or entries
        scored = [(self._score(entry, name, weights, hint), -entry.id, entry) for entry in entries]
        if not scored:
            return None
        score, _, best = max(scored)
        floor = 2.0 if strong else 3.2
        if name.initial and not name.cue:
            floor += 1.2
        if not exact:
            floor += 0.5 if strong else 3.0
        return best if score >= floor else None

    @staticmethod
    def _score(entry: Entry, name: Name, weights: dict[str, float], hint: Hint) -> float:
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
        if name.cue_level in ("province", "district", "town") and name.cue_level == entry.level:
            score += 1.5
        elif name.cue_level == "province" and entry.level == "district":
            score += 0.8
        elif name.cue_level is None and entry.level == "district":
            score -= 0.4
        return score

    def unit(self, name: Name, country: str | None) -> Entry | None:
        """The administrative unit that a cue noun asks for: "région de Kidal" is the ADM1, not the town."""
        forms = (name.text, f"{name.cue} de {name.text}", f"{name.text} {name.cue}")
        entries = [e for form in forms for e in self._gazetteer.exact(form) if e.level == name.cue_level and e.country == country]
        return min(entries, key=lambda e: e.id, default=None)

    def near(self, name: str, point: tuple[float, float], reach: float) -> Entry | None:
        """The town of this name nearest to a point, where one lies within ``reach`` kilometres."""
        entries = self._gazetteer.exact(name) or self._gazetteer.loose(name)
        close = [(kilometres(e.lat, e.lon, *point), e.id, e) for e in entries if e.level == "town"]
        return min(close, default=(math.inf, 0, None))[2] if close and min(close)[0] <= reach else None
