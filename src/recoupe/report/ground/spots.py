"""Where the cases lie: one spot a place, as exact as the records know it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from recoupe.records import Place
from recoupe.report.cases import Case
from recoupe.report.ground.reach import reach

Exactness = Literal["point", "within", "around"]
_EXACTNESS: dict[str, Exactness] = {
    "site": "point", "town": "point", "district": "within", "province": "within", "area": "around",
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """A place where ``cases`` lie (their numbers in the report's order).

    ``exactness``: a "point" is a town or a site in it; "within" ``kilometres`` of its point lies a district or province;
    "around" its point lies an area of unknown bounds. ``lat`` and ``lon`` are WGS 84 degrees. ``family`` is the
    cases' kind, "several" where they differ.
    """

    name: str
    country: str | None
    lat: float
    lon: float
    exactness: Exactness
    kilometres: float
    cases: tuple[int, ...]
    family: str


@dataclass(frozen=True)
class Ground:
    """The spots, those of most cases first; how many cases are known by country alone, by its code; and the numbers of
    those left off: without any place, or with a place without coordinates."""

    spots: tuple[Spot, ...]
    countries: tuple[tuple[str, int], ...]
    nowhere: int
    unknown: int


def ground(cases: Sequence[Case]) -> Ground:
    """The cases that took place, by place. Raises GazetteerError where the gazetteer's index cannot be read."""
    placed: defaultdict[tuple[float, float, str], list[int]] = defaultdict(list)
    countries: Counter[str] = Counter()
    nowhere = unknown = 0
    for number, case in enumerate(cases):
        if not case.occurred:
            continue
        place = case.event.place
        if place is None:
            nowhere += 1
        elif place.precision == "country" and place.country:
            countries[place.country] += 1
        elif place.lat is None or place.lon is None or place.precision not in _EXACTNESS:
            unknown += 1
        else:
            placed[place.lat, place.lon, _EXACTNESS[place.precision]].append(number)
    spots = [_spot(cases, numbers) for numbers in placed.values()]
    spots.sort(key=lambda spot: (-len(spot.cases), spot.lat, spot.lon, spot.exactness))
    return Ground(tuple(spots), tuple(sorted(countries.items())), nowhere, unknown)


def _spot(cases: Sequence[Case], numbers: list[int]) -> Spot:
    places = [place for number in numbers if (place := cases[number].event.place)]
    exactness = _EXACTNESS[places[0].precision]
    families = {cases[number].family for number in numbers}
    return Spot(
        name=Counter(place.name for place in places).most_common(1)[0][0],
        country=places[0].country,
        lat=places[0].lat or 0.0,
        lon=places[0].lon or 0.0,
        exactness=exactness,
        kilometres=_widest(places) if exactness == "within" else 0.0,
        cases=tuple(numbers),
        family=families.pop() if len(families) == 1 else "several",
    )


def _widest(places: Sequence[Place]) -> float:
    return max(reach(place) for place in places)
