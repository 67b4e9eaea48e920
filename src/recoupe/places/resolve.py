"""Resolves names to places: country from context, then the entry that fits best (codebook, "Precision of a place")."""

from __future__ import annotations

import re
from dataclasses import replace

from recoupe.language import Lexicon
from recoupe.places.areas import AreaFinder, direction_step, part_of
from recoupe.places.choose import Chooser, Hint
from recoupe.places.enclosing import Settler
from recoupe.places.gazetteer import Entry, Gazetteer
from recoupe.places.mention import PlaceMention, offset
from recoupe.places.names import Name, names_of
from recoupe.places.tables import Curated, country_weights, tables
from recoupe.records import PlacePrecision, Span
from recoupe.text import fold, key

__all__ = ["PlaceFinder", "PlaceMention", "country_weights", "tables"]

_JOINED = re.compile(r" (?:en|et|sur|aux|du) ")
_MADE = ("town", "district", "province", "area", "site")
"""Levels of cue nouns that make a place of a name no table knows."""


class PlaceFinder:
    """Finds and resolves the places of a dispatch. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._tables = tables(lexicon)
        self._chooser = Chooser(lexicon, gazetteer)
        self._areas = AreaFinder(lexicon, gazetteer)
        self._settler = Settler(lexicon, self._chooser)
        data = lexicon["places"]
        self._persons = frozenset(fold(word) for word in data["not_place_before"]["words"])
        self._owned = frozenset(fold(word) for word in data["owned"]["words"])
        self._title = re.compile(rf"(?<!\w)(?:{'|'.join(fold(word) for word in data['owned']['titles'])})$")
        self._nouns = frozenset(fold(noun) for nouns in data["cues"].values() for noun in nouns)
        self._roads = frozenset(fold(word) for word in data["roads"]["words"])

    def find(
        self, text: str, sentence_starts: frozenset[int], taken: tuple[Span, ...], zones: tuple[Span, ...]
    ) -> list[PlaceMention]:
        """Place mentions of ``text`` (normalised) within ``zones``; names inside ``taken`` spans (parties) are left out."""
        weights = country_weights(text, self._lexicon)
        mentions = [m for m in self._areas.find(text, zones, weights) if not _within(m.span[0], taken)]
        covered = (*taken, *(m.span for m in mentions))
        done = -1
        for runs in names_of(text, self._lexicon, sentence_starts):
            start = runs[0].span[0]
            if start < done or not _within(start, zones) or _within(start, covered):
                continue
            mention = self._first(text, [n for n in runs if not _touches(n.span, covered)], weights)
            if mention:
                if mention.span[0] < done or _touches(mention.span, covered):
                    mention = replace(mention, span=(start, mention.span[1]), text=text[start : mention.span[1]])
                mentions.append(mention)
                done = mention.span[1]
        return self._settler.settle(sorted(mentions, key=lambda m: m.span), text, weights)

    def _first(self, text: str, runs: list[Name], weights: dict[str, float]) -> PlaceMention | None:
        """The longest of the runs that a table knows; or one that its cue makes a place."""
        if not runs or runs[0].before in self._persons:
            return None
        for attempt in (lambda n: self._resolve(text, n, weights), self._unknown):
            for name in runs:
                if mention := attempt(name):
                    return mention
        return None

    def _resolve(self, text: str, name: Name, weights: dict[str, float]) -> PlaceMention | None:
        common = self._with_common_noun(text, name, weights)
        if common:
            return common
        looked = key(name.text)
        hint = self._chooser.hint(text, name.span[1])
        curated = self._curated(name, looked, weights, hint)
        if curated and curated.kind == "country" and name.cue in self._owned:
            return None
        if curated:
            return self._from_curated(text, name, curated)
        if (looked in self._tables.not_places or name.neighbour) and not name.cue:
            return None
        road = self._road(name, weights)
        if road:
            return road
        entry = self._chooser.choose(name, weights, hint)
        return self._from_entry(text, name, entry) if entry else None

    def _with_common_noun(self, text: str, name: Name, weights: dict[str, float]) -> PlaceMention | None:
        """A listed name that holds the common noun before it: "mer Rouge", "lac Tchad" is not the country."""
        for start in name.leads:
            words = text[start : name.span[1]]
            if key(words.split()[0].split("'")[-1]) not in self._tables.openings or self._title.search(fold(text[:start][-14:])):
                continue
            places = self._tables.curated.get(key(words), ())
            if places:
                best = max(places, key=lambda c: (weights.get(c.country, 0.0), c.name))
                return self._listed((start, name.span[1]), words, best)
        return None

    def _curated(self, name: Name, looked: str, weights: dict[str, float], hint: Hint) -> Curated | None:
        places = self._tables.curated.get(looked, ())
        if hint.country and any(p.kind != "country" for p in places):
            # "Tripoli (Liban)": a listed namesake in another country is not meant.
            places = tuple(p for p in places if p.country in (hint.country, ""))
        if not places:
            return None
        best = max(places, key=lambda c: (weights.get(c.country, 0.0) + self._fits(c.kind, name), c.kind != "country"))
        alone = name.neighbour and best.kind != "country" and not name.cue and " " not in name.text
        return None if alone else best

    def _unknown(self, name: Name) -> PlaceMention | None:
        """A place that no table knows, where the words before it say that it is one."""
        plain = not name.neighbour and not name.initial and " " not in name.text and len(name.text) > 3 and not name.text.isupper()
        first = name.text.split()[0]
        if name.before == "à" and plain and key(first) not in self._tables.not_places:
            return PlaceMention(name.span, name.text, name.text, None, None, None, None, "town", "unknown after à")
        if name.cue_level not in _MADE or name.neighbour or len(name.text) <= 2 or name.cue in self._owned:
            return None
        # First names, institutions and the cue nouns themselves are no unknown places; nor are two names in one run.
        if key(first) in self._tables.not_places or fold(first) in self._nouns or _JOINED.search(name.text):
            return None
        if name.cue_level == "site" and not plain:
            return None
        precision: PlacePrecision = name.cue_level  # type: ignore[assignment]
        return PlaceMention(name.span, name.text, name.text, None, None, None, None, precision, f"cue:{name.cue}")

    def _road(self, name: Name, weights: dict[str, float]) -> PlaceMention | None:
        """"l'axe A-B": an area half way between its ends, where they are known."""
        if name.cue not in self._roads or name.text.count("-") != 1:
            return None
        ends = []
        for part in name.text.split("-"):
            listed = [c for c in self._tables.curated.get(key(part), ()) if c.kind == "town"]
            ends += [(c.lat, c.lon, c.country) for c in listed[:1]]
            if not listed:
                known = [e for e in self._gazetteer.exact(part) if e.level == "town" and weights.get(e.country, 0.0) > 0]
                entry = max(known, key=lambda e: (weights[e.country], e.population, -e.id), default=None)
                ends += [(entry.lat, entry.lon, entry.country)] if entry else []
        if len(ends) != 2:
            return PlaceMention(name.span, name.text, name.text, None, None, None, None, "area", f"cue:{name.cue}")
        (lat, lon, country), (other_lat, other_lon, _) = ends
        return PlaceMention(
            name.span, name.text, f"{name.text} road", None, round((lat + other_lat) / 2, 3), round((lon + other_lon) / 2, 3),
            country, "area", f"cue:{name.cue}, between its ends",
        )  # fmt: skip

    @staticmethod
    def _fits(kind: str, name: Name) -> float:
        return 0.5 if name.cue_level and kind == name.cue_level else 0.0

    @staticmethod
    def _listed(span: Span, words: str, place: Curated) -> PlaceMention:
        return PlaceMention(
            span, words, place.name, place.geonameid, place.lat, place.lon, place.country or None, place.precision, "names"
        )

    def _from_curated(self, text: str, name: Name, place: Curated) -> PlaceMention:
        return self._moved(text, name, self._listed(name.span, name.text, place))

    def _from_entry(self, text: str, name: Name, entry: Entry) -> PlaceMention:
        precision: PlacePrecision = entry.level  # type: ignore[assignment]
        mention = PlaceMention(name.span, name.text, entry.name, entry.id, entry.lat, entry.lon, entry.country, precision, "gazetteer")
        return self._moved(text, name, mention)

    def _moved(self, text: str, name: Name, mention: PlaceMention) -> PlaceMention:
        """The mention with its cue applied: a site in a town, the north of a country, a province rather than its capital."""
        if name.direction and mention.country and mention.precision == "country":
            return self._part(text, name, mention)
        if name.direction and name.distance:
            return self._away(text, name, mention)
        level = name.cue_level
        if level == "site" and mention.precision in ("town", "district"):
            return replace(mention, precision="site", rule=mention.rule + f"+cue:{name.cue}")
        if mention.precision != "town" or level not in ("province", "area", "district"):
            return mention
        unit = self._chooser.unit(name, mention.country) if level != "area" else None
        precision: PlacePrecision = level  # type: ignore[assignment]
        # The chief town's coordinates stand for the unit; its id would say that the town is meant.
        return replace(
            mention, precision=precision, geonameid=unit.id if unit else None, name=unit.name if unit else mention.name,
            rule=mention.rule + f"+cue:{name.cue}",
        )  # fmt: skip

    def _part(self, text: str, name: Name, mention: PlaceMention) -> PlaceMention:
        point = part_of(mention.country or "", name.direction or "", self._lexicon, self._gazetteer)
        if point is None:
            return mention
        span = (name.cue_start, mention.span[1])
        return replace(
            mention, span=span, text=text[slice(*span)], name=f"{mention.name} ({name.direction})", geonameid=None,
            lat=point[0], lon=point[1], precision="area", rule="part of a country",
        )  # fmt: skip

    def _away(self, text: str, name: Name, mention: PlaceMention) -> PlaceMention:
        """"à 30 km au nord de Gao": the point that the distance and the direction give."""
        step = direction_step(name.direction or "", self._lexicon)
        if step is None or step == (0, 0) or mention.lat is None or mention.lon is None or name.distance is None:
            return mention
        lat, lon = offset(mention.lat, mention.lon, name.distance, step)
        span = (name.cue_start, mention.span[1])
        return replace(
            mention, span=span, text=text[slice(*span)], name=f"{mention.name} ({name.distance:g} km {name.direction})",
            geonameid=None, lat=lat, lon=lon, precision="area", rule="distance and direction",
        )  # fmt: skip


def _within(offset_: int, spans: tuple[Span, ...]) -> bool:
    return any(a <= offset_ < b for a, b in spans)


def _touches(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in spans)
