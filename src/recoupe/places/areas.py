"""Areas that no single name tells: borders between two countries, and parts of a country told by its adjective."""

from __future__ import annotations

import re

from recoupe.language import Lexicon
from recoupe.places.gazetteer import Gazetteer
from recoupe.places.grammar import grammar
from recoupe.places.mention import PlaceMention
from recoupe.places.tables import Tables, adjective_countries, country_weights, tables
from recoupe.records import Span
from recoupe.text import fold, key


class AreaFinder:
    """Finds border zones and parts of countries. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._tables: Tables = tables(lexicon)
        self._patterns = grammar(lexicon).patterns

    def find(self, text: str, zones: tuple[Span, ...], weights: dict[str, float]) -> list[PlaceMention]:
        """The areas of a normalised text, in order, none overlapping another."""
        folded = fold(text)
        found: list[PlaceMention] = []
        for zone in zones:
            borders = self._border_spans(folded, zone, self._local(text, zone, weights)) if self._patterns["border"].search(folded, *zone) else []
            for span, pair in borders:
                if not _covered(span, found) and (mention := self._border(text, span, pair, weights)):
                    found.append(mention)
            for match in self._tables.lower.finditer(folded, *zone):
                if not _covered(match.span(), found):
                    found.append(self._listed(text, match.span(), weights))
            for match in self._patterns["part"].finditer(folded, *zone):
                mention = self._part(text, match, weights)
                if mention and not _covered(mention.span, found):
                    found.append(mention)
        return sorted(found, key=lambda m: m.span)

    def _local(self, text: str, zone: Span, weights: dict[str, float]) -> dict[str, float]:
        """The weights of countries, those of the sentence above the dispatch's: which neighbour is meant where none is told."""
        near = country_weights(text[slice(*zone)], self._lexicon)
        return {code: share + 2.0 * near.get(code, 0.0) for code, share in weights.items()}

    def _border_spans(
        self, folded: str, zone: Span, weights: dict[str, float]
    ) -> list[tuple[Span, tuple[str, str] | None]]:
        """Spans that tell a border, with its two countries; the first is the side that it is told from."""
        spans: list[tuple[Span, tuple[str, str] | None]] = []
        for match in self._patterns["border_between"].finditer(folded, *zone):
            spans.append((match.span(), self._pair(match["first"], match["second"], weights)))
        for match in self._patterns["border_pair"].finditer(folded, *zone):
            spans.append((match.span(), self._pair(match["first"], match["second"], weights)))
        for match in self._patterns["border_with"].finditer(folded, *zone):
            of, beside = match.groupdict().get("of"), match["country"]
            pair = self._pair(of, beside, weights) if of else self._with_other((self._code(beside),), weights)
            spans.append((match.span(), pair))
        for match in self._patterns["border_of"].finditer(folded, *zone):
            if told := self._told_by_adjective(match, weights):
                spans.append(told)
        return spans

    def _told_by_adjective(self, match: re.Match[str], weights: dict[str, float]) -> tuple[Span, tuple[str, str] | None] | None:
        """The border that an adjective tells ("frontière syro-turque", "the Turkish border").

        Where two words stand for the adjective, the one beside the noun may do.
        """
        words = match["adjective"]
        behind = match.start("adjective") > match.start()
        alone = words.split(" ")[0 if behind else -1]
        for form in (words, words.replace(" ", "-"), alone):
            if codes := adjective_countries(form, self._tables):
                start, end = match.span()
                if form == alone and behind:
                    end = match.start("adjective") + len(form)
                elif form == alone:
                    start = match.end("adjective") - len(form)
                return (start, end), self._with_other(codes, weights)
        return None

    def _code(self, name: str) -> str:
        return next((c.country for c in self._tables.curated.get(key(name), ()) if c.kind == "country"), "")

    def _pair(self, first: str, second: str, weights: dict[str, float]) -> tuple[str, str] | None:
        codes = self._code(first), self._code(second)
        return _heavier_first(codes, weights) if all(codes) else None

    def _with_other(self, codes: tuple[str, ...], weights: dict[str, float]) -> tuple[str, str] | None:
        """The two sides of a border of which one or both are told: the other is the neighbour told of most."""
        if len(codes) == 2 and tuple(sorted(codes)) in self._tables.borders:
            return _heavier_first((codes[0], codes[1]), weights)
        known = max(codes, key=lambda c: (weights.get(c, 0.0), c), default="")
        sides = [pair for pair in self._tables.borders if known in pair]
        others = [(weights.get(c, 0.0), c) for pair in sides for c in pair if c != known and weights.get(c, 0.0) > 0]
        return (max(others)[1], known) if others else None

    def _border(self, text: str, span: Span, pair: tuple[str, str] | None, weights: dict[str, float]) -> PlaceMention | None:
        listed = self._tables.curated.get(key(text[slice(*span)]))
        if listed:
            return self._listed(text, span, weights)
        if pair is None or (point := self._between(*pair)) is None:
            return None
        first, second = (self._lexicon.country_by_code[code].name for code in pair)
        return PlaceMention(
            span, text[slice(*span)], f"{first}-{second} border", None, *point, pair[0], "area", "border of two countries"
        )

    def _between(self, first: str, second: str) -> tuple[float, float] | None:
        """A point of a border: the table's, or for countries it lacks the middle of what lies between their extents."""
        point = self._tables.borders.get((min(first, second), max(first, second)))
        if point:
            return point
        a, b = self._gazetteer.extent(first), self._gazetteer.extent(second)
        if a is None or b is None:
            return None
        middles = [
            (max(a[i], b[i]) + min(a[i + 2], b[i + 2])) / 2  # the middle of the overlap, or of the gap
            for i in (0, 1)
        ]
        return round(middles[0], 2), round(middles[1], 2)

    def _listed(self, text: str, span: Span, weights: dict[str, float]) -> PlaceMention:
        best = max(self._tables.curated[key(text[slice(*span)])], key=lambda c: (weights.get(c.country, 0.0), c.name))
        return PlaceMention(
            span, text[slice(*span)], best.name, best.geonameid, best.lat, best.lon, best.country or None, best.precision, "names"
        )

    def _part(self, text: str, match: re.Match[str], weights: dict[str, float]) -> PlaceMention | None:
        """A direction with the country's adjective or name: "dans le nord syrien", "Iraq's north"."""
        found = match.groupdict()
        direction, country = found["direction"], found.get("country")
        codes = (self._code(country),) if country else self._tables.demonyms.get(found.get("adjective") or "", ())
        code = max(codes, key=lambda c: (weights.get(c, 0.0), c), default=None)
        point = part_of(code, direction, self._lexicon, self._gazetteer) if code else None
        span = (match.start("span"), match.end("span"))
        # "Congo's North Kivu" is no part of Congo: there the direction opens a name.
        opens = text[match.start("direction")].isupper() and text[span[1] : span[1] + 2][1:].isupper()
        if code is None or point is None or opens:
            return None
        listed = self._tables.curated.get(key(text[slice(*span)]))
        if listed:
            return self._listed(text, span, weights)
        name = f"{self._lexicon.country_by_code[code].name} ({direction})"
        return PlaceMention(span, text[slice(*span)], name, None, *point, code, "area", "part of a country")


def part_of(country: str, direction: str, lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """A point in the north, south … of a country, three fifths of the way from its middle to its edge."""
    extent = gazetteer.extent(country)
    step = direction_step(direction, lexicon)
    if extent is None or step is None:
        return None
    south, west, north, east = extent
    lat = (south + north) / 2 + step[0] * (north - south) * 0.3
    lon = (west + east) / 2 + step[1] * (east - west) * 0.3
    return round(lat, 3), round(lon, 3)


def direction_step(direction: str, lexicon: Lexicon) -> tuple[float, float] | None:
    """(north, east) of a folded direction word."""
    return grammar(lexicon).directions.get(direction)


def _heavier_first(pair: tuple[str, str], weights: dict[str, float]) -> tuple[str, str]:
    first, second = pair
    return (second, first) if weights.get(second, 0.0) > weights.get(first, 0.0) else pair


def _covered(span: Span, found: list[PlaceMention]) -> bool:
    return any(m.span[0] < span[1] and span[0] < m.span[1] for m in found)
