"""Places by what they lie in: the unit told beside a name settles which namesake is meant, or stands for an unknown one."""

from __future__ import annotations

import re
from dataclasses import replace

from recoupe.language import Lexicon
from recoupe.language.patterns import any_of
from recoupe.places.choose import Chooser
from recoupe.places.grammar import grammar
from recoupe.places.mention import PlaceMention, kilometres
from recoupe.text import fold

_GAP = 90
_BREAK = re.compile(r"[.!?;:\n]")
_COARSE = ("country", "area")
# How far a place may lie from the point that stands for the unit it is said to lie in, by the unit's precision.
_REACH = {"town": 120.0, "site": 120.0, "district": 200.0, "province": 500.0}
_SITE_REACH = 40.0


class Settler:
    """Gives unknown places coordinates, and moves namesakes to where the text says they are. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, chooser: Chooser) -> None:
        self._lexicon = lexicon
        self._chooser = chooser
        data = lexicon["places"]["enclosing"]
        self._link = re.compile(rf"(?:(?<=^)|(?<=[\s,(']))(?:{any_of(data['words'])})(?=[\s'])|\(")
        self._loose = frozenset(fold(word) for word in data["loose"])
        self._comma: bool = data["comma"]
        self._nouns = frozenset(("", *grammar(lexicon).cues))

    def settle(self, mentions: list[PlaceMention], text: str, weights: dict[str, float]) -> list[PlaceMention]:
        """The mentions with namesakes and unknown places settled by the units beside them; an unknown site without any goes."""
        folded = fold(text)
        settled = [self._checked(m, self._unit_after(i, mentions, folded)) for i, m in enumerate(mentions)]
        kept = []
        for i, mention in enumerate(settled):
            if mention.lat is not None:
                kept.append(mention)
            elif filled := self._filled(i, settled, folded, weights):
                kept.append(filled)
        return kept

    def _unit_after(self, index: int, mentions: list[PlaceMention], folded: str) -> tuple[PlaceMention, bool] | None:
        """(the unit that the words right after a place put it in, whether they can only mean that)."""
        mention = mentions[index]
        for unit in mentions[index + 1 : index + 3]:
            gap = folded[mention.span[1] : unit.span[0]]
            if len(gap) > _GAP or _BREAK.search(gap):
                return None
            if self._comma and gap.rstrip().endswith(",") and gap.strip(" ,") in self._nouns and _noun_tells_unit(unit):
                return unit, True
            links = [link.group() for link in self._link.finditer(gap)]
            if not links or not (gap.lstrip()[:1] in (",", "(") or len(gap.split()) <= 8):
                return None
            if unit.lat is not None and unit.precision != "country":
                return unit, any(link not in self._loose for link in links)
        return None

    def _checked(self, mention: PlaceMention, told: tuple[PlaceMention, bool] | None) -> PlaceMention:
        """A gazetteer's namesake far from where the text puts it gives way to the one near by, or to the unit itself."""
        if told is None or mention.lat is None or mention.lon is None:
            return mention
        unit, certain = told
        abroad = self._comma and mention.country != unit.country and mention.precision != "country"
        if not (mention.rule.startswith("gazetteer") or (abroad and mention.rule.startswith("names"))):
            return mention
        if self._comma and certain and self._astray(mention, unit):
            return self._brought(mention, unit)
        site = mention.precision == "site"
        reach = _SITE_REACH if site and unit.precision == "town" else _REACH.get(unit.precision)
        if reach is None or unit.lat is None or unit.lon is None or not (certain or site):
            return mention
        if kilometres(mention.lat, mention.lon, unit.lat, unit.lon) <= reach:
            return mention
        near = self._chooser.near(mention.text, (unit.lat, unit.lon), reach)
        if near:
            return replace(
                mention, name=near.name, geonameid=near.id, lat=near.lat, lon=near.lon, country=near.country,
                rule=f"{mention.rule}, near {unit.name}",
            )  # fmt: skip
        if mention.country != unit.country or site:
            return replace(
                mention, name=mention.text, geonameid=None, lat=unit.lat, lon=unit.lon, country=unit.country,
                rule=f"{mention.rule}, coordinates of {unit.name}",
            )  # fmt: skip
        return mention

    def _astray(self, mention: PlaceMention, unit: PlaceMention) -> bool:
        """Whether a namesake lies in another province than the one told: "Faizabad district, Jowzjan province"."""
        if unit.precision != "province" or unit.geonameid is None or mention.geonameid is None:
            return False
        return mention.precision in ("town", "district") and self._chooser.outside(mention.geonameid, unit.geonameid)

    def _brought(self, mention: PlaceMention, unit: PlaceMention) -> PlaceMention:
        """The namesake in the province told, or the place with the province's coordinates."""
        found = self._chooser.within(mention.text, unit.geonameid or 0)
        if found:
            return replace(
                mention, name=found.name, geonameid=found.id, lat=found.lat, lon=found.lon, country=found.country,
                rule=f"{mention.rule}, in {unit.name}",
            )  # fmt: skip
        return replace(
            mention, name=mention.text, geonameid=None, lat=unit.lat, lon=unit.lon, country=unit.country,
            rule=f"{mention.rule}, coordinates of {unit.name}",
        )  # fmt: skip

    def _filled(self, index: int, mentions: list[PlaceMention], folded: str, weights: dict[str, float]) -> PlaceMention | None:
        """An unknown place with coordinates: of the unit told after it, the sentence's finest near it, or the dispatch's."""
        mention = mentions[index]
        told = self._unit_after(index, mentions, folded)
        near = told[0] if told else self._nearest(mention, mentions, folded)
        if near is None and mention.precision == "site":
            return None  # a named building or street without a town says nothing
        if near is not None:
            return replace(
                mention, lat=near.lat, lon=near.lon, country=near.country, rule=f"{mention.rule}, coordinates of {near.name}"
            )
        if not weights:
            return mention
        country = self._lexicon.country_by_code[max(weights, key=lambda c: (weights[c], c))]
        return replace(
            mention, lat=country.lat, lon=country.lon, country=country.code,
            rule=f"{mention.rule}, coordinates of {country.name}",
        )  # fmt: skip

    @staticmethod
    def _nearest(mention: PlaceMention, mentions: list[PlaceMention], folded: str) -> PlaceMention | None:
        def together(other: PlaceMention) -> bool:
            first, last = sorted((mention.span, other.span))
            return re.search(r"[.!?]\s|\n", folded[first[1] : last[0]]) is None

        known = [m for m in mentions if m.lat is not None and m.country]
        beside = [m for m in known if together(m)]
        fine = [m for m in beside if m.precision not in _COARSE]
        wider = [m for m in beside if m.precision == "area"] or beside
        if mention.precision == "site":
            wider = []
        chosen = fine or wider or [m for m in known if m.precision not in _COARSE] or known
        return min(chosen, key=lambda m: (abs(m.span[0] - mention.span[0]), m.span), default=None)


def _noun_tells_unit(mention: PlaceMention) -> bool:
    """Whether a noun beside a name says that it is a province or district: "Paktia province"."""
    return mention.lat is not None and "+cue" in mention.rule and mention.precision in ("province", "district")
