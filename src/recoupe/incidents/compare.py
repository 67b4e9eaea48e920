"""How two records are compared: for each field the levels of likeness, the first that fits, as SQL over two rows of facts.

The scheme is Fellegi and Sunter's ("A theory for record linkage", 1969) as Splink writes it down: a level weighs
log2(m / u), where m is how often two accounts of one incident stand at that level, and u how often two records of
different incidents do that come as near each other as ``blocking`` asks. Weights add up, and the prior with them, to the
log2 odds that two records tell one incident. What either record lacks weighs nothing, or against, never for.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("recoupe") / "data" / "incidents"


@dataclass(frozen=True)
class Level:
    """One degree of likeness: how messages call it, and the SQL condition over ``l`` and ``r`` that holds there."""

    name: str
    condition: str


@dataclass(frozen=True)
class Comparison:
    """The levels of one field, the first that fits. ``missing`` is the condition under which there is nothing to compare."""

    name: str
    missing: str
    levels: tuple[Level, ...]

    def level_sql(self) -> str:
        """The number of the level, from 0; NULL where there is nothing to compare."""
        cases = " ".join(f"WHEN {level.condition} THEN {number}" for number, level in enumerate(self.levels))
        return f"CASE WHEN {self.missing} THEN NULL {cases} END"

    def weight_sql(self, model: Model) -> str:
        """The weight of the level."""
        cases = " ".join(
            f"WHEN {level.condition} THEN {model.weight(self.name, level.name)!r}" for level in self.levels
        )
        return f"CASE WHEN {self.missing} THEN {model.weight(self.name, None)!r} {cases} END"


@dataclass(frozen=True)
class Model:
    """Weights in bits: ``prior`` for two records that blocking brings together, and one for each level; None is missing."""

    prior: float
    weights: Mapping[tuple[str, str | None], float]

    def weight(self, comparison: str, level: str | None) -> float:
        """What a level adds to the log2 odds."""
        return self.weights[comparison, level]


_KM = (
    "(111.2 * sqrt(power(l.lat - r.lat, 2) + "
    "power(least(abs(l.lon - r.lon), 360 - abs(l.lon - r.lon)) * cos(radians((l.lat + r.lat) / 2)), 2)))"
)
_POINTS = "l.grain = 'point' AND r.grain = 'point'"
_ZONES = "(l.grain = 'zone' OR r.grain = 'zone') AND l.grain != 'country' AND r.grain != 'country'"
_GAP = "(greatest(l.first, r.first) - least(l.last, r.last))"
_SHARP = "l.sharp AND r.sharp"
_BOTH_SIDES = "l.family = 'battle' AND r.family = 'battle'"
WORDS = "least(len(l.words), len(r.words)) AS told, len(list_intersect(l.words, r.words)) AS rare"
"""Columns that the comparison of words reads, named once since they are costly to work out."""


def _side(name: str, one: str, other: str, kin: str, other_kin: str) -> Comparison:
    """A side of the event. Who began a fight is told in both ways, so in battles either side answers the other."""
    return Comparison(name, f"len(l.{one}) = 0 OR len(r.{one}) = 0", (
        Level("same", f"list_has_any(l.{one}, r.{one})"),
        Level("related", f"list_has_any(l.{kin}, r.{kin})"),
        Level("swapped", f"{_BOTH_SIDES} AND (list_has_any(l.{kin}, r.{other_kin}) OR list_has_any(l.{other_kin}, r.{kin}))"),
        Level("other", "true"),
    ))  # fmt: skip


def _figure(name: str) -> str:
    """The condition that a figure is told on both sides."""
    return f"l.{name}_low IS NOT NULL AND r.{name}_low IS NOT NULL"


def _equal(name: str) -> str:
    """Both tell one exact number, large enough to be no chance."""
    exact = f"l.{name}_low = l.{name}_high AND r.{name}_low = r.{name}_high"
    return f"({_figure(name)} AND {exact} AND l.{name}_low = r.{name}_low AND l.{name}_low > 2)"


def _overlap(name: str) -> str:
    """What is told on both sides may be one number."""
    top = f"least(coalesce(l.{name}_high, 9e18), coalesce(r.{name}_high, 9e18))"
    return f"(NOT ({_figure(name)}) OR greatest(l.{name}_low, r.{name}_low) <= {top})"


def _within_factor(name: str, factor: int) -> str:
    return (
        f"({_figure(name)} AND greatest(l.{name}_low, r.{name}_low) <= "
        f"{factor} * greatest(1, least(coalesce(l.{name}_high, l.{name}_low), coalesce(r.{name}_high, r.{name}_low))))"
    )


@cache
def confusable() -> tuple[tuple[str, str], ...]:
    """Pairs of types that accounts of one incident often differ by (data/incidents/confusable.toml)."""
    found = tomllib.loads((_DATA / "confusable.toml").read_text(encoding="utf-8"))
    return tuple((one, other) for one, others in found["types"].items() for other in others)


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Every comparison, in the order in which explanations list them."""
    close = ", ".join(f"'{one} {other}', '{other} {one}'" for one, other in confusable())
    return (
        Comparison("type", "false", (
            Level("same", "l.type = r.type"),
            Level("confusable", f"l.type || ' ' || r.type IN ({close})"),
            Level("same family", "l.family = r.family AND l.family != 'strategic'"),
            Level("other", "true"),
        )),
        Comparison("place", "l.grain IS NULL OR r.grain IS NULL", (
            Level("same spot", f"{_POINTS} AND (l.geonameid = r.geonameid OR {_KM} <= 3)"),
            Level("within 8 km", f"{_POINTS} AND {_KM} <= 8 + greatest(l.reach, r.reach)"),
            Level("within 25 km", f"{_POINTS} AND {_KM} <= 25"),
            Level("within 110 km", f"{_POINTS} AND {_KM} <= 110"),
            Level("same zone", "l.grain = 'zone' AND r.grain = 'zone' AND (l.geonameid = r.geonameid OR l.place = r.place)"),
            Level("inside", f"{_ZONES} AND {_KM} <= greatest(l.reach, r.reach)"),
            Level("near", f"{_ZONES} AND {_KM} <= 2 * greatest(l.reach, r.reach)"),
            Level("same country", "(l.grain = 'country' OR r.grain = 'country') AND l.country = r.country"),
            Level("elsewhere", "true"),
        )),
        Comparison("date", "NOT (l.dated AND r.dated)", (
            Level("same days", f"{_SHARP} AND l.first = r.first AND l.last = r.last"),
            Level("overlapping", f"{_SHARP} AND {_GAP} <= 0"),
            Level("next day", f"{_SHARP} AND {_GAP} = 1"),
            Level("possible", f"(l.sharp OR r.sharp) AND {_GAP} <= 0"),
            Level("both vague", f"{_GAP} <= 0"),
            Level("days apart", f"{_GAP} <= 3"),
            Level("apart", "true"),
        )),
        _side("actors", "actors", "targets", "actor_kin", "target_kin"),
        _side("targets", "targets", "actors", "target_kin", "actor_kin"),
        Comparison("figures", f"NOT ({_figure('killed')} OR {_figure('injured')})", (
            Level("equal", f"{_equal('killed')} OR {_equal('injured')}"),
            Level("compatible", f"{_overlap('killed')} AND {_overlap('injured')}"),
            Level("within factor 2", f"{_within_factor('killed', 2)} OR {_within_factor('injured', 2)}"),
            Level("far apart", "true"),
        )),
        Comparison("words", "told < 2", (
            Level("many shared", "rare >= 4"),
            Level("some shared", "rare >= 2"),
            Level("few shared", "rare >= 1"),
            Level("none shared", "true"),
        )),
    )  # fmt: skip


def read_model(written: Mapping[str, Any]) -> Model:
    """A model from its JSON. Raises KeyError where a level of a comparison has no weight."""
    weights: dict[tuple[str, str | None], float] = {}
    for comparison in comparisons():
        levels = written["comparisons"][comparison.name]
        weights[comparison.name, None] = float(levels["missing"])
        for level in comparison.levels:
            weights[comparison.name, level.name] = float(levels[level.name]["weight"])
    return Model(float(written["prior"]), weights)


@cache
def model() -> Model:
    """The weights that Recoupe links with (data/incidents/weights.json; ``training/incidents.py`` makes it)."""
    return read_model(json.loads((_DATA / "weights.json").read_text(encoding="utf-8")))
