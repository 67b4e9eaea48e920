"""Resolves names to places: country from context, then the entry that fits best (codebook, "Precision of a place")."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.places.gazetteer import Entry, Gazetteer
from recoupe.places.names import Name, names_of, words_of
from recoupe.records import PlacePrecision, Span
from recoupe.text import fold, key

_LEVELS = ("town", "district", "province", "area", "site", "country")


@dataclass(frozen=True)
class PlaceMention:
    """A place named in the text. ``rule`` says how it was resolved; ``country`` may be None for seas and regions."""

    span: Span
    text: str
    name: str
    geonameid: int | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: PlacePrecision
    rule: str


@dataclass(frozen=True)
class _Curated:
    name: str
    kind: str
    country: str
    geonameid: int | None
    lat: float
    lon: float


@dataclass(frozen=True)
class _Tables:
    curated: dict[str, tuple[_Curated, ...]]
    not_places: frozenset[str]
    demonyms: dict[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def tables(lexicon: Lexicon) -> _Tables:
    """The language's place tables, indexed by key."""
    curated: dict[str, list[_Curated]] = defaultdict(list)
    for country in lexicon.countries:
        record = _Curated(country.name, "country", country.code, country.geonameid, country.lat, country.lon)
        for name in country.names:
            curated[key(name)].append(record)
    for row in lexicon.table("places"):
        place = _Curated(
            row["name_en"] or row["name"], row["kind"], row["country"], int(row["geonameid"]) if row["geonameid"] else None,
            float(row["lat"]), float(row["lon"]),
        )  # fmt: skip
        for name in {row["name"], *row["variants"].split("|")} - {""}:
            curated[key(name)].append(place)
    for row in lexicon.table("regions_world"):
        region = _Curated(row["name"], "area", "", None, float(row["lat"]), float(row["lon"]))
        for name in {row["name"], *row["variants"].split("|")} - {""}:
            curated[key(name)].append(region)
    demonyms: dict[str, list[str]] = defaultdict(list)
    for country in lexicon.countries:
        for form in country.demonyms:
            demonyms[form].append(country.code)
    not_places = frozenset(key(row["word"]) for row in lexicon.table("not_places")) - frozenset(
        k for k, v in curated.items() if any(c.kind == "country" for c in v)
    )
    return _Tables(
        {k: tuple(v) for k, v in curated.items()}, not_places, {k: tuple(v) for k, v in demonyms.items()}
    )


def country_weights(text: str, lexicon: Lexicon) -> dict[str, float]:
    """How strongly a text speaks of each country, as shares that sum to 1: names, demonyms and capitals, the title most."""
    found = tables(lexicon)
    weights: dict[str, float] = defaultdict(float)
    title_end = text.find("\n") if "\n" in text[:250] else 120
    for word in words_of(text):
        weight = 3.0 if word.start < title_end else 2.0 if word.start < 600 else 1.0
        for code in found.demonyms.get(fold(word.text), ()):
            weights[code] += 0.7 * weight
        if word.capital:
            for place in found.curated.get(key(word.text), ()):
                if place.country:
                    weights[place.country] += weight if place.kind == "country" else 0.8 * weight
    for country in lexicon.countries:
        for name in country.names:
            if (" " in name or "-" in name) and name in text:
                weights[country.code] += 2.0 * text.count(name)
    total = sum(weights.values())
    return {code: weight / total for code, weight in sorted(weights.items())} if total else {}


class PlaceFinder:
    """Finds and resolves the places of a dispatch. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._tables = tables(lexicon)

    def find(
        self, text: str, sentence_starts: frozenset[int], taken: tuple[Span, ...], zones: tuple[Span, ...]
    ) -> list[PlaceMention]:
        """Place mentions of ``text`` (normalised) within ``zones``; names inside ``taken`` spans (parties) are left out."""
        weights = country_weights(text, self._lexicon)
        mentions: list[PlaceMention] = []
        done = -1
        for runs in names_of(text, self._lexicon, sentence_starts):
            start = runs[0].span[0]
            if start < done or not any(a <= start < b for a, b in zones) or any(a <= start < b for a, b in taken):
                continue
            for name in runs:
                mention = self._resolve(name, weights)
                if mention:
                    mentions.append(mention)
                    done = name.span[1]
                    break
        return self._with_enclosing(mentions, weights)

    def _resolve(self, name: Name, weights: dict[str, float]) -> PlaceMention | None:
        if name.before in self._lexicon["places"]["not_place_before"]["words"]:
            return None
        looked = key(name.text)
        curated = self._tables.curated.get(looked, ())
        if curated:
            best = max(curated, key=lambda c: (weights.get(c.country, 0.0) + self._fits(c.kind, name), c.kind != "country"))
            if not (name.neighbour and best.kind != "country" and not name.cue and " " not in name.text):
                return self._from_curated(name, best)
        if looked in self._tables.not_places and not name.cue:
            return None
        if name.neighbour and not name.cue:
            return None
        entry = self._choose(name, weights)
        if entry:
            return self._from_entry(name, entry)
        if name.before in ("a", "à") and self._plain_unknown(name):
            return PlaceMention(name.span, name.text, name.text, None, None, None, None, "town", "unknown after à")
        if name.cue and name.cue_level in ("town", "district", "province", "area") and not name.neighbour and len(name.text) > 2:
            return PlaceMention(name.span, name.text, name.text, None, None, None, None, name.cue_level, f"cue:{name.cue}")  # type: ignore[arg-type]
        return None

    @staticmethod
    def _plain_unknown(name: Name) -> bool:
        """Whether a name no gazetteer knows can be a town's: one capitalised word or hyphenated name, no acronym, no neighbour."""
        return not name.neighbour and not name.initial and " " not in name.text and len(name.text) > 3 and not name.text.isupper()

    @staticmethod
    def _fits(kind: str, name: Name) -> float:
        return 0.5 if name.cue_level and kind == name.cue_level else 0.0

    def _choose(self, name: Name, weights: dict[str, float]) -> Entry | None:
        strong = name.before in self._lexicon["places"]["locative"]["strong"] or name.cue is not None or name.direction is not None
        exact = self._gazetteer.exact(name.text)
        entries = exact or tuple(e for e in self._gazetteer.loose(name.text) if weights.get(e.country, 0) >= 0.1)
        scored = [(self._entry_score(entry, name, weights), -entry.id, entry) for entry in entries]
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
    def _entry_score(entry: Entry, name: Name, weights: dict[str, float]) -> float:
        score = 0.5 * math.log10(entry.population + 10)
        share = weights.get(entry.country, 0.0)
        score += 3.0 * share + (1.0 if share >= 0.05 else 0.0)
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

    def _from_curated(self, name: Name, place: _Curated) -> PlaceMention:
        kind = "area" if place.kind not in _LEVELS else place.kind
        precision: PlacePrecision = kind  # type: ignore[assignment]
        mention = PlaceMention(
            name.span, name.text, place.name, place.geonameid, place.lat, place.lon, place.country or None, precision, "names"
        )
        return self._moved(name, mention)

    def _from_entry(self, name: Name, entry: Entry) -> PlaceMention:
        precision: PlacePrecision = entry.level  # type: ignore[assignment]
        mention = PlaceMention(name.span, name.text, entry.name, entry.id, entry.lat, entry.lon, entry.country, precision, "gazetteer")
        return self._moved(name, mention)

    def _moved(self, name: Name, mention: PlaceMention) -> PlaceMention:
        """The mention with its cue applied: a site in a town, the north of a country, a province rather than its capital."""
        if name.direction and mention.country and mention.precision == "country":
            return self._part(name, mention)
        if name.cue_level == "site" and mention.precision in ("town", "district"):
            return replace(mention, precision="site", rule=mention.rule + f"+cue:{name.cue}")
        if name.cue_level in ("province", "area") and mention.precision == "town":
            return replace(mention, precision=name.cue_level, rule=mention.rule + f"+cue:{name.cue}")  # type: ignore[arg-type]
        return mention

    def _part(self, name: Name, mention: PlaceMention) -> PlaceMention:
        extent = self._gazetteer.extent(mention.country or "")
        directions = self._lexicon["places"]["directions"]
        step = next((v for k, v in directions.items() if fold(k) == name.direction), None)
        if extent is None or step is None:
            return mention
        south, west, north, east = extent
        lat = (south + north) / 2 + step[0] * (north - south) * 0.3
        lon = (west + east) / 2 + step[1] * (east - west) * 0.3
        return replace(
            mention, span=(name.cue_start, mention.span[1]), name=f"{mention.name} ({name.direction})", geonameid=None,
            lat=round(lat, 3), lon=round(lon, 3), precision="area", rule="part of a country",
        )  # fmt: skip

    def _with_enclosing(self, mentions: list[PlaceMention], weights: dict[str, float]) -> list[PlaceMention]:
        """Places that the gazetteer lacks take country and coordinates of the nearest named unit, or of the country in view."""
        known = [m for m in mentions if m.lat is not None and m.country]
        resolved = []
        for mention in mentions:
            if mention.lat is None:
                finer = [m for m in known if m.precision not in ("country", "area")] or known
                near = min(finer, key=lambda m: abs(m.span[0] - mention.span[0]), default=None)
                if near is not None:
                    mention = replace(mention, lat=near.lat, lon=near.lon, country=near.country, rule=f"{mention.rule}, coordinates of {near.name}")
                elif weights:
                    code = max(weights, key=lambda c: (weights[c], c))
                    country = self._lexicon.country_by_code[code]
                    mention = replace(mention, lat=country.lat, lon=country.lon, country=code, rule=f"{mention.rule}, coordinates of {country.name}")
            resolved.append(mention)
        return resolved
