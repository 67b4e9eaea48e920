"""Resolves names to places: country from context, then the entry that fits best (codebook, "Precision of a place")."""

from __future__ import annotations

import re
from dataclasses import replace

from recoupe.language import Lexicon
from recoupe.language.patterns import any_of
from recoupe.places.abbreviations import find_abbreviations
from recoupe.places.areas import AreaFinder, direction_step, part_of
from recoupe.places.choose import Chooser, Hint
from recoupe.places.enclosing import Settler
from recoupe.places.gazetteer import Entry, Gazetteer
from recoupe.places.grammar import grammar
from recoupe.places.mention import TOLD, PlaceMention, offset
from recoupe.places.names import Name, names_of
from recoupe.places.nearness import Neighbourhood
from recoupe.places.persons import person
from recoupe.places.tables import Curated, country_weights, tables
from recoupe.records import PlacePrecision, Span
from recoupe.text import fold, key

__all__ = ["PlaceFinder", "PlaceMention", "country_weights", "tables"]

_SPOKEN_OF = 0.2
"""The share of a dispatch's countries from which it speaks of one."""
_NEXT = re.compile(r" (\w+)")
_MADE = ("town", "district", "province", "area", "site")
"""Levels of cue nouns that make a place of a name no table knows."""
_LARGE = ("country", "province", "country_part", "area")


class PlaceFinder:
    """Finds and resolves the places of a dispatch. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._tables = tables(lexicon)
        self._chooser = Chooser(lexicon, gazetteer)
        self._areas = AreaFinder(lexicon, gazetteer)
        self._neighbourhood = Neighbourhood(lexicon, gazetteer)
        self._settler = Settler(lexicon, self._chooser)
        data = lexicon["places"]
        self._persons = frozenset(fold(word) for word in data["not_place_before"]["words"])
        self._owned = frozenset(fold(word) for word in data["owned"]["words"])
        self._title = re.compile(rf"(?<!\w)(?:{any_of(data['owned']['titles'])})$")
        self._parting = re.compile(rf" (?:{any_of(data['inner']['parting'])}) ")
        self._listed_words: bool = data["naming"]["listed_words"]
        self._after_preposition = frozenset(data["naming"]["after_preposition"])
        self._openers = frozenset(lexicon["sentences"]["openers"]["words"])
        self._repeated: bool = data["naming"]["repeated"]
        self._acronyms: int = data["naming"]["acronyms"]
        self._nouns = frozenset(fold(noun) for nouns in data["cues"].values() for noun in nouns)
        self._roads = frozenset(fold(word) for word in data["roads"]["words"])

    def find(
        self, text: str, sentence_starts: frozenset[int], taken: tuple[Span, ...], zones: tuple[Span, ...]
    ) -> list[PlaceMention]:
        """Place mentions of ``text`` (normalised) within ``zones``; names inside ``taken`` spans (parties) are left out."""
        weights = country_weights(text, self._lexicon)
        mentions = [m for m in self._areas.find(text, zones, weights) if not _within(m.span[0], taken)]
        covered = (*taken, *(m.span for m in mentions))
        short = [m for m in find_abbreviations(text, zones, self._lexicon) if not self._owner(text, m.span[1])]
        mentions += [m for m in short if not _touches(m.span, covered)]
        covered = (*taken, *(m.span for m in mentions))
        done, left = -1, []

        def free(start: int) -> bool:
            return start >= done and _within(start, zones) and not _within(start, covered)

        for runs in names_of(text, self._lexicon, sentence_starts, free):
            start = runs[0].span[0]
            untouched = [self._with_those_before(text, n, mentions) for n in runs if not _touches(n.span, covered)]
            mention = self._first(text, untouched, weights)
            if mention is None:
                left += untouched
                continue
            if mention.span[0] < done or _touches(mention.span, covered):
                mention = replace(mention, span=(start, mention.span[1]), text=text[start : mention.span[1]])
            mentions.append(mention)
            done = mention.span[1]
        mentions += self._again(text, left, mentions)
        mentions = self._neighbourhood.settle(sorted(mentions, key=lambda m: m.span), weights)
        return self._settler.settle(mentions, text, weights)

    def _with_those_before(self, text: str, name: Name, mentions: list[PlaceMention]) -> Name:
        """The name, with the preposition of a place that it is joined to: "in Dallas, Denton and Sherman"."""
        last = mentions[-1] if mentions else None
        if name.locative or last is None or last.span[1] > name.span[0] or last.precision == "country":
            return name
        joined = grammar(self._lexicon).written["joined"].fullmatch(text[last.span[1] : name.span[0]])
        return replace(name, locative=True) if joined and not person(text, name, self._lexicon) else name

    def _again(self, text: str, left: list[Name], mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Bare names that were not sure enough to be places, and that the dispatch says elsewhere are."""
        if not self._repeated:
            return []
        known = {key(m.text): m for m in mentions if m.precision in ("town", "district", "province") and "cue" not in m.rule}
        spans = tuple(m.span for m in mentions)
        found: list[PlaceMention] = []
        for name in left:
            place = known.get(key(name.text))
            if place is None or name.neighbour or name.before in self._persons or person(text, name, self._lexicon):
                continue
            if not _touches(name.span, (*spans, *(m.span for m in found))):
                found.append(replace(place, span=name.span, text=name.text))
        return found

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
        if curated and curated.kind == "country" and (name.cue in self._owned or self._owner(text, name.span[1])):
            return None
        if curated and (self._sure(curated, looked, weights) or not self._other(text, name, looked, hint)):
            return self._marked(self._from_curated(text, name, curated), name, hint)
        if self._other(text, name, looked, hint):
            return None
        road = self._road(name, weights)
        if road:
            return road
        entry = self._chooser.choose(name, weights, hint)
        return self._marked(self._from_entry(text, name, entry), name, hint) if entry else None

    def _sure(self, place: Curated, looked: str, weights: dict[str, float]) -> bool:
        """Whether a listed place needs nothing else to be meant: not where an ordinary word is its name ("South-West")."""
        if self._listed_words:
            return True
        return place.kind in _LARGE and (looked not in self._tables.not_places or weights.get(place.country, 0.0) >= _SPOKEN_OF)

    def _owner(self, text: str, end: int) -> bool:
        """Whether the name that ends at ``end`` tells whose something is: "the U.S. embassy"."""
        following = _NEXT.match(text, end)
        return following is not None and fold(following.group(1)) in self._owned

    def _marked(self, mention: PlaceMention, name: Name, hint: Hint) -> PlaceMention:
        """The mention with what binds the choice among namesakes in its rule: its noun, or the unit told right behind it."""
        if not self._neighbourhood.active or mention.precision == "country":
            return mention
        rule = mention.rule
        if mention.precision in ("province", "district") and name.cue_level == mention.precision and "+cue" not in rule:
            rule += f"+cue:{name.cue}"
        if hint.country is not None and hint.country == mention.country:
            rule += TOLD
        return replace(mention, rule=rule)

    def _other(self, text: str, name: Name, looked: str, hint: Hint) -> bool:
        """Whether a name that the gazetteer may know is rather an ordinary word, a part of a longer name or a person."""
        if hint.told or (name.cue and not name.cue_behind):
            return False
        what = self._tables.not_places.get(looked)
        if what is not None and not (name.locative and self._after_preposition.issuperset(what)):
            return True
        if " " in name.text and not name.locative and name.text.split(" ")[0] in self._openers:
            return True
        if fold(name.text) in self._tables.demonyms:
            return True
        if name.cue:
            return False
        acronym = name.text.isupper() and len(name.text) <= self._acronyms
        return acronym or name.neighbour or person(text, name, self._lexicon)

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
        if hint.admin1:
            places = tuple(p for p in places if self._admin1(p) == hint.admin1)
        if not places:
            return None
        best = max(places, key=lambda c: (weights.get(c.country, 0.0) + self._fits(c.kind, name), c.kind != "country"))
        alone = name.neighbour and best.kind != "country" and not name.cue and " " not in name.text
        return None if alone else best

    def _admin1(self, place: Curated) -> str | None:
        entry = self._gazetteer.entry(place.geonameid) if place.geonameid else None
        return entry.admin1 if entry else None

    def _unknown(self, name: Name) -> PlaceMention | None:
        """A place that no table knows, where the words before it say that it is one."""
        plain = not name.neighbour and not name.initial and " " not in name.text and len(name.text) > 3 and not name.text.isupper()
        first = name.text.split()[0]
        if name.certain and plain and key(first) not in self._tables.not_places:
            return PlaceMention(name.span, name.text, name.text, None, None, None, None, "town", f"unknown after {name.before}")
        if name.cue_level not in _MADE or name.neighbour or len(name.text) <= 2 or name.cue in self._owned:
            return None
        # First names, institutions and the cue nouns themselves are no unknown places; nor are two names in one run.
        other = key(first) in self._tables.not_places or fold(first) in self._nouns or fold(first) in self._tables.demonyms
        if other or self._parting.search(fold(name.text)):
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
