"""How near the linker comes to links coded by hand: hand-coded dispatches read, B³ and pairwise scores."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from recoupe.measure import GoldError
from recoupe.measure.match import pair
from recoupe.records import CodedDispatch, Dispatch, Event, Span
from recoupe.store.stored import Stored


@dataclass(frozen=True)
class Shares:
    """Precision and recall, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are 0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Gold:
    """Dispatches with hand-coded events (their key is the dispatch's id), and the incident of each event by its id."""

    dispatches: tuple[Stored, ...]
    incidents: Mapping[str, str]


def load_linked(path: Path) -> Gold:
    """Reads hand-coded dispatches, one JSON object a line: id, title, text, published, publisher, copy_of, events.

    An event is as the codebook writes it, with "incident". Raises GoldError, naming file and line, where it is not so.
    """
    dispatches: list[Stored] = []
    incidents: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            written = json.loads(line)
            dispatch = Dispatch(**{name: written[name] for name in ("id", "title", "text", "published", "publisher")})
            events = tuple(_event(dispatch.text, f"e{place}", each) for place, each in enumerate(written["events"], 1))
            incidents |= {
                f"{dispatch.id}:e{place}": each["incident"] for place, each in enumerate(written["events"], 1)
            }
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(
                f"{path}, line {number}: not a hand-coded dispatch ({error}); see docs/incidents.md"
            ) from error
        coded = CodedDispatch(id=dispatch.id, events=events, published=dispatch.published)
        dispatches.append(Stored(dispatch.id, dispatch, coded, written["copy_of"]))
    return Gold(tuple(dispatches), incidents)


def incidents_of_coded(gold: Gold, coded: Mapping[str, tuple[Event, ...]]) -> dict[str, str]:
    """The incident of each coded event that pairs with a hand-coded one of its dispatch (``recoupe.measure``), by its id."""
    found: dict[str, str] = {}
    for one in gold.dispatches:
        events = coded.get(one.key, ())
        pairs = pair([event.codebook() for event in one.coded.events], [event.codebook() for event in events])
        found |= {f"{one.key}:{events[j].id}": gold.incidents[f"{one.key}:{one.coded.events[i].id}"] for i, j in pairs}
    return found


def b_cubed(truth: Mapping[str, str], found: Mapping[str, str]) -> Shares:
    """B³ over the events of ``truth`` (Bagga and Baldwin, "Entity-based cross-document coreferencing", 1998)."""
    true, made = _groups(truth, truth), _groups(found, truth)
    shared = {event: len(true[truth[event]] & made[found[event]]) for event in truth}
    count = max(1, len(truth))
    return Shares(
        sum(shared[event] / len(made[found[event]]) for event in truth) / count,
        sum(shared[event] / len(true[truth[event]]) for event in truth) / count,
    )


def pairwise(truth: Mapping[str, str], found: Mapping[str, str]) -> Shares:
    """Precision and recall of the pairs of events that are of one incident."""
    pairs = list(combinations(sorted(truth), 2))
    same = {two for two in pairs if truth[two[0]] == truth[two[1]]}
    joined = {two for two in pairs if found[two[0]] == found[two[1]]}
    hits = len(same & joined)
    return Shares(hits / len(joined) if joined else 0.0, hits / len(same) if same else 0.0)


def _groups(named: Mapping[str, str], among: Mapping[str, str]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for event in among:
        found[named[event]].add(event)
    return found


def _event(text: str, identity: str, written: Mapping[str, Any]) -> Event:
    """A hand-coded event as a record. Hand coders give words; their first place in the text is taken."""
    fields = {name: value for name, value in written.items() if name != "incident"}
    for name in ("actors", "targets"):
        fields[name] = [{**party, "span": _span(text, party["text"])} for party in written[name]]
    for name in ("place", "origin", "destination"):
        if written.get(name):
            fields[name] = {**written[name], "span": _span(text, written[name]["text"])}
    fields["sources"] = [{"text": source, "span": _span(text, source)} for source in written["sources"]]
    return Event.model_validate({"id": identity, "confidence": 1.0, **fields})


def _span(text: str, words: str) -> Span:
    start = text.find(words)
    if start < 0:
        raise ValueError(f"{words!r} does not stand in the text")
    return start, start + len(words)
