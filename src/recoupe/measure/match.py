"""When two values, and two events, count as the same."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
"""An event as the codebook writes it in JSON; absent fields count as empty."""

MIN_SIMILARITY = 0.40
"""Similarity from which two events may be one."""
NEAR_KM = 25
"""Distance within which two towns or sites are one place; COARSE_KM for provinces, countries and areas."""
COARSE_KM = 161

_EARTH_DIAMETER_KM = 12742.0
_GROUP_KINDS = {"state_forces", "government", "civilians", "protesters", "rioters", "external_forces", "international"}
_STOPWORDS = {
    "le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "au", "aux", "et", "en", "a", "the", "of", "an",
    "and", "s", "ses", "sa", "son", "leurs", "leur", "its", "their", "his", "her", "in", "dans", "sur", "membres",
    "member", "members", "elements", "element", "hommes", "men", "combattants", "fighters", "personnes", "people",
    "groupe", "group", "forces", "force", "general", "colonel", "capitaine", "porte", "parole",
}  # fmt: skip


def same_party(gold: Any, predicted: Any) -> bool:
    """Names that share half their words, or two groups of one kind and country. A source is a plain string."""
    if any(_share_words(g, p) for g in _names(gold) for p in _names(predicted)):
        return True
    if isinstance(gold, Mapping) and isinstance(predicted, Mapping):
        same_kind = gold.get("kind") == predicted.get("kind") and gold.get("kind") in _GROUP_KINDS
        return bool(same_kind and gold.get("country") and gold.get("country") == predicted.get("country"))
    return False


def same_place(gold: Record | None, predicted: Record | None) -> bool:
    """One GeoNames id, or near enough in one country; a whole country is no answer to a place in it."""
    if not gold or not predicted:
        return False
    if gold.get("geonameid") and gold.get("geonameid") == predicted.get("geonameid"):
        return True
    if gold.get("country") and predicted.get("country") and gold["country"] != predicted["country"]:
        return False
    if predicted.get("precision") == "country" and gold.get("precision") != "country":
        return False
    coarse = gold.get("precision") in ("province", "country", "area")
    return _kilometres(gold, predicted) <= (COARSE_KM if coarse else NEAR_KM)


def same_date(gold: Record | None, predicted: Record | None) -> bool:
    """The same first and last day; a missing last day is the first."""
    if not gold or not predicted:
        return False
    ends = [date.get("end") or date.get("start") for date in (gold, predicted)]
    return bool(gold.get("start") == predicted.get("start") and ends[0] == ends[1])


def paired_parties(gold: Sequence[Any] | None, predicted: Sequence[Any] | None) -> int:
    """How many gold parties find a predicted one of their own."""
    free, hits = list(predicted or []), 0
    for wanted in gold or []:
        match = next((index for index, found in enumerate(free) if same_party(wanted, found)), None)
        if match is not None:
            del free[match]
            hits += 1
    return hits


def similarity(gold: Record, predicted: Record) -> float:
    """How alike two events are, from 0 to 1; 0 where they share neither words nor type and place."""
    same_type = gold.get("type") == predicted.get("type")
    type_score = 1.0 if same_type else 0.5 if _family(gold) == _family(predicted) else 0.0
    evidence = _overlap(gold.get("evidence"), predicted.get("evidence"))
    place = same_place(gold.get("place"), predicted.get("place"))
    if not evidence and not (type_score >= 0.5 and place):
        return 0.0
    parties = paired_parties(_parties(gold), _parties(predicted))
    return (
        0.40 * type_score
        + 0.25 * evidence
        + 0.15 * place
        + 0.10 * min(1, parties)
        + 0.10 * same_date(gold.get("date"), predicted.get("date"))
    )


def pair(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Indices of gold and predicted events paired one to one, the most alike first."""
    scored = sorted(
        ((similarity(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    pairs: list[tuple[int, int]] = []
    for alike, i, j in scored:
        if alike >= MIN_SIMILARITY and all(i != used_i and j != used_j for used_i, used_j in pairs):
            pairs.append((i, j))
    return pairs


def _parties(event: Record) -> list[Any]:
    return [*(event.get("actors") or []), *(event.get("targets") or [])]


def _names(party: Any) -> list[str]:
    if isinstance(party, str):
        return [party]
    return [name for name in (party.get("name"), party.get("text"), *(party.get("aliases") or [])) if name]


def _share_words(one: str, other: str) -> bool:
    a, b = _words(one), _words(other)
    return bool(a and b) and 2 * len(a & b) / (len(a) + len(b)) >= 0.5


def _words(name: str) -> set[str]:
    words = _folded(name).split()
    kept = {word.rstrip("s") if len(word) > 3 else word for word in words if word not in _STOPWORDS}
    return kept or set(words)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in decomposed if not unicodedata.combining(character)).lower()
    return re.sub(r"[^\w]+", " ", plain).strip()


def _kilometres(a: Record, b: Record) -> float:
    """Great-circle distance; infinite where a coordinate is missing."""
    try:
        lat_a, lon_a, lat_b, lon_b = (math.radians(float(x)) for x in (a["lat"], a["lon"], b["lat"], b["lon"]))
    except (KeyError, TypeError, ValueError):
        return math.inf
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(min(1.0, half)))


def _overlap(gold: Sequence[Any] | None, predicted: Sequence[Any] | None) -> bool:
    return any(g[0] < p[1] and p[0] < g[1] for g in gold or [] for p in predicted or [])


def _family(event: Record) -> str:
    return str(event.get("type") or "").split(".")[0]
