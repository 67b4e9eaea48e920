"""Which candidates for the fields of a coded event are right, by the rules of score.py."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches

sys.path.insert(0, str(dispatches.SHARED / "score"))
import score  # type: ignore[import-not-found]

from recoupe.events import roles, says, when, where
from recoupe.events.draft import Draft
from recoupe.places.resolve import PlaceMention


def matching(gold: list[dict[str, Any]], parties: list[dict[str, Any]]) -> set[int]:
    """Which parties are in the gold: those that match by name or words, and by kind and country only where none does so."""
    right: set[int] = set()
    for party in gold:
        words = {**party, "kind": None}
        by_name = {n for n, p in enumerate(parties) if score.same_party(words, p)}
        same_words = {
            n
            for n in by_name
            if (parties[n]["kind"], parties[n]["country"]) == (party.get("kind"), party.get("country"))
        }
        by_kind = {n for n, p in enumerate(parties) if score.same_party(party, p)}
        right |= same_words or by_name or by_kind
    return right


def worded(coded: list[dict[str, Any]], parties: list[dict[str, Any]]) -> set[int]:
    """Which parties have the words of a coded one."""
    return {n for n, own in enumerate(parties) if any(score.same_party(p["text"], own["text"]) for p in coded)}


def parties(
    draft: Draft, event: dict[str, Any], named: list[roles.Candidate], country: str | None
) -> dict[str, set[int]]:
    """Which candidates are an event's actors, and which its targets."""
    found = {}
    for role, field, other in (("actor", "actors", "targets"), ("target", "targets", "actors")):
        parties = [roles.party_of(c, role, country, draft.type, draft.analysis.outline.lexicon).model_dump() for c in named]
        chosen = matching(event.get(field) or [], parties)
        # "un homme" who attacks would be a right target by kind and country alone, were it not for his words.
        found[role] = chosen - (worded(event.get(other) or [], parties) - worded(event.get(field) or [], parties))
    return found


def place(event: dict[str, Any], candidate: where.PlaceCandidate) -> bool:
    """Whether a candidate is the event's place."""
    return bool(score.same_place(event.get("place"), _coded(candidate.place)))


def elsewhere(event: dict[str, Any], others: Sequence[dict[str, Any]], places: Sequence[PlaceMention]) -> set[int]:
    """Which of ``places`` have a record of their own: an event of the same type that a sentence of ``event`` tells too. Each such event has the nearest."""
    found = set()
    for other in others:
        spans = [span for span in other["evidence"] if score.overlap(event["evidence"], [span])]
        if other is event or other["type"] != event["type"] or other["status"] == "background" or not other.get("place"):
            continue
        if score.same_place(event.get("place"), other["place"]):
            continue
        near = [
            (score.kilometres(other["place"], coded), n)
            for n, p in enumerate(places)
            if any(a <= p.span[0] < b for a, b in spans) and score.same_place(other["place"], coded := _coded(p))
        ]
        if near:
            found.add(min(near)[1])
    return found


def _coded(p: PlaceMention) -> dict[str, Any]:
    return {"lat": p.lat, "lon": p.lon, "country": p.country, "precision": p.precision, "geonameid": p.geonameid}


def date(event: dict[str, Any], candidate: when.DateCandidate) -> bool:
    """Whether a candidate is the event's first and last day."""
    return bool(score.same_date(event.get("date"), {"start": str(candidate.start), "end": str(candidate.end)}))


def source(event: dict[str, Any], candidate: says.SourceCandidate) -> bool:
    """Whether a candidate is one of the event's sources."""
    return any(score.same_party(g, candidate.attribution.text) for g in event.get("sources") or [])
