"""Finds the short forms of names: "U.S.", and behind a comma "La." and "TX"."""

from __future__ import annotations

import re
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import NEVER
from recoupe.places.mention import PlaceMention
from recoupe.places.tables import tables
from recoupe.records import Span
from recoupe.text import either


@lru_cache(maxsize=8)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A form with two full stops stands by itself; any other one only behind a comma, where it can mean nothing else."""
    forms = tables(lexicon).abbreviations
    alone = either(form for form in forms if form.count(".") > 1) or NEVER.pattern
    behind = either(form for form in forms if form.count(".") < 2) or NEVER.pattern
    return re.compile(rf"(?<![\w.-])(?:{alone})(?!\w)|(?<=[\w.)], )(?:{behind})(?!\w)")


def find_abbreviations(text: str, zones: tuple[Span, ...], lexicon: Lexicon) -> list[PlaceMention]:
    """The places told by a short form within ``zones`` of a normalised text, in order."""
    known = tables(lexicon).abbreviations
    found = []
    for zone in zones:
        for match in _pattern(lexicon).finditer(text, *zone):
            place = known[match.group()]
            found.append(
                PlaceMention(
                    match.span(), match.group(), place.name, place.geonameid, place.lat, place.lon, place.country or None,
                    place.precision, "abbreviation",
                )
            )  # fmt: skip
    return found
