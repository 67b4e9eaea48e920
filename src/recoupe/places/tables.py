"""The language's place tables, indexed once, and what a text says of countries by them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import get_args

from recoupe.language import Lexicon, LexiconError
from recoupe.language.lexicon import read_table
from recoupe.loading import uncollected
from recoupe.places.names import Word, words_of
from recoupe.records import PlacePrecision
from recoupe.text import fold, key

_BORDERS = Path(str(files("recoupe"))) / "data" / "borders.tsv"


@dataclass(frozen=True)
class Curated:
    """One place of the language's own tables; ``country`` is empty for seas and regions of several countries."""

    name: str
    kind: str
    country: str
    geonameid: int | None
    lat: float
    lon: float

    @property
    def precision(self) -> PlacePrecision:
        """The codebook's word for its kind; a part of a country is an area."""
        return self.kind if self.kind in get_args(PlacePrecision) else "area"  # type: ignore[return-value]


@dataclass(frozen=True)
class Tables:
    """``curated`` by key, ``listed`` the keys by GeoNames id, ``not_places`` what each is, ``abbreviations`` as written; ``openings`` are the first words of curated names that begin with a common noun ("mer")."""

    curated: dict[str, tuple[Curated, ...]]
    openings: frozenset[str]
    listed: dict[int, frozenset[str]]
    lower: re.Pattern[str]
    not_places: dict[str, frozenset[str]]
    abbreviations: dict[str, Curated]
    demonyms: dict[str, tuple[str, ...]]
    prefixes: dict[str, str]
    borders: dict[tuple[str, str], tuple[float, float]]


@lru_cache(maxsize=4)
@uncollected()
def tables(lexicon: Lexicon) -> Tables:
    """The place tables of a language, indexed by key."""
    curated, written = _curated(lexicon)
    demonyms: dict[str, list[str]] = defaultdict(list)
    prefixes: dict[str, str] = {}
    for country in lexicon.countries:
        for form in country.demonyms:
            demonyms[form].append(country.code)
        for form in country.prefixes:
            prefixes.setdefault(form.rstrip("-"), country.code)
    not_places: dict[str, frozenset[str]] = {}
    for row in lexicon.table("not_places"):
        word = key(row["word"])
        if not any(c.kind == "country" for c in curated.get(word, ())):
            kinds = (kind.strip() for kind in row.get("what", "").split(";"))
            not_places[word] = not_places.get(word, frozenset()).union(kinds)
    # Names without a capital at their end ("frontière nigéro-malienne") are found by no capitalised word.
    lower = sorted({fold(n) for n in written if " " in n and n.rsplit(" ", 1)[1].islower()}, key=lambda n: (-len(n), n))
    borders = {
        (row["country"], row["neighbour"]): (float(row["lat"]), float(row["lon"])) for row in read_table(_BORDERS)
    }
    return Tables(
        {k: tuple(v) for k, v in curated.items()},
        frozenset(key(n.split()[0].split("'")[-1]) for n in written if n[0].islower()) - frozenset(lexicon["places"]["openings"]["never"]),
        _by_number(curated),
        re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, lower)) or '(?!)'})(?![\w-])"),
        not_places, _abbreviations(lexicon, curated), {k: tuple(v) for k, v in demonyms.items()}, prefixes, borders,
    )  # fmt: skip


def _curated(lexicon: Lexicon) -> tuple[dict[str, list[Curated]], set[str]]:
    """(places by key, the names of places.tsv and regions_world.tsv as they are written)."""
    curated: dict[str, list[Curated]] = defaultdict(list)
    written: set[str] = set()
    for country in lexicon.countries:
        record = Curated(country.name, "country", country.code, country.geonameid, country.lat, country.lon)
        for name in country.names:
            curated[key(name)].append(record)
    for row in lexicon.table("places"):
        place = Curated(
            row["name_en"] or row["name"], row["kind"], row["country"], int(row["geonameid"]) if row["geonameid"] else None,
            float(row["lat"]), float(row["lon"]),
        )  # fmt: skip
        for name in {row["name"], *row["variants"].split("|")} - {""}:
            curated[key(name)].append(place)
            written.add(name)
    for row in lexicon.table("regions_world"):
        region = Curated(row["name"], "area", "", None, float(row["lat"]), float(row["lon"]))
        for name in {row["name"], *row["variants"].split("|")} - {""}:
            curated[key(name)].append(region)
            written.add(name)
    return curated, written


def _by_number(curated: dict[str, list[Curated]]) -> dict[int, frozenset[str]]:
    """The keys under which the tables list each GeoNames id."""
    found: dict[int, set[str]] = defaultdict(set)
    for name, places in curated.items():
        for place in places:
            if place.geonameid:
                found[place.geonameid].add(name)
    return {number: frozenset(names) for number, names in found.items()}


def _abbreviations(lexicon: Lexicon, curated: dict[str, list[Curated]]) -> dict[str, Curated]:
    """What each short form stands for; of a state and a country of one name the state. Raises LexiconError where there is none."""
    found: dict[str, Curated] = {}
    for short, name in lexicon["places"]["abbreviations"].items():
        places = curated.get(key(name), [])
        if not places:
            raise LexiconError(f"{lexicon.folder / 'places.toml'}, abbreviations, {short}: {name!r} is in no table of places; add it")
        found[short] = next((place for place in places if place.kind != "country"), places[0])
    return found


@lru_cache(maxsize=4)
def country_weights(text: str, lexicon: Lexicon) -> dict[str, float]:
    """How strongly a text speaks of each country, as shares that sum to 1: names, demonyms and capitals, the title most."""
    return dict(_weights(text, lexicon))


@lru_cache(maxsize=16)
def _weights(text: str, lexicon: Lexicon) -> tuple[tuple[str, float], ...]:
    """The shares of ``country_weights``; three stages ask for them of one dispatch."""
    found = tables(lexicon)
    weights: dict[str, float] = defaultdict(float)
    title_end = text.find("\n") if "\n" in text[:250] else 120
    spoken: dict[str, list[tuple[str, float]]] = {}
    for word in words_of(text, lexicon):
        weight = 3.0 if word.start < title_end else 2.0 if word.start < 600 else 1.0
        if word.text not in spoken:
            spoken[word.text] = _spoken_of(word, found)
        for code, share in spoken[word.text]:
            weights[code] += share * weight
    for code, name in _long_names(lexicon):
        if name in text:
            weights[code] += 2.0 * text.count(name)
    total = sum(weights.values())
    return tuple((code, weight / total) for code, weight in sorted(weights.items())) if total else ()


def _spoken_of(word: Word, found: Tables) -> list[tuple[str, float]]:
    """The countries that a word speaks of, each with how much it counts."""
    codes = [(code, 0.7) for code in found.demonyms.get(fold(word.text), ())]
    if word.capital:
        places = [place for place in found.curated.get(key(word.text), ()) if place.country]
        codes += [(place.country, 1.0 if place.kind == "country" else 0.8) for place in places]
    return codes


@lru_cache(maxsize=4)
def _long_names(lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """The codes and names of countries whose names are no single word."""
    return tuple((country.code, name) for country in lexicon.countries for name in country.names if _several(name))


def _several(name: str) -> bool:
    """Whether a name is no single word of ``words_of``."""
    return any(mark in name for mark in " -.")


def adjective_countries(form: str, found: Tables) -> tuple[str, ...]:
    """The countries of a folded adjective, both of them for "syro-turque"; an ambiguous one gives each it may mean."""
    codes = found.demonyms.get(form)
    if codes:
        return codes
    first, _, second = form.partition("-")
    if first in found.prefixes and second in found.demonyms:
        return found.prefixes[first], found.demonyms[second][0]
    return ()
