"""Scores records against gold, slot by slot.

Events are paired one to one a dispatch by similarity. Every filled field of every event is then one slot: right slots
are true positives, wrong or unpaired ones false positives and negatives. The headline is the micro-averaged F1 over all
slots; detection and each field have a row of their own. "background" events are optional: the gold's are not counted,
and a prediction that pairs with one is dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from recoupe.measure.match import Record, pair, paired_parties, same_date, same_place
from recoupe.measure.report import Counts, Report

FIGURES = ("killed", "injured", "captured", "displaced")
ROWS = (
    "detection", "type", "status", "actors", "targets", "place", "origin", "destination", "date", *FIGURES, "sources",
)  # fmt: skip
"""The rows of a report after the first, "slots", in their order."""

_EMPTY: tuple[object, ...] = (None, {}, [])
_VALUES: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("type", lambda gold, predicted: bool(gold == predicted)),
    ("status", lambda gold, predicted: bool(gold == predicted)),
    ("place", same_place),
    ("origin", same_place),
    ("destination", same_place),
    ("date", same_date),
    *((figure, lambda gold, predicted: list(gold) == list(predicted)) for figure in FIGURES),
)
_LISTS = ("actors", "targets", "sources")


@dataclass
class _Tally:
    """What scoring adds up: counts a row, the certainty of paired events, and records that agree in every field."""

    rows: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    certainty: Counts = field(default_factory=Counts)
    perfect: int = 0
    total: int = 0
    findings: list[str] = field(default_factory=list)

    def paired(self, doc_id: str, name: object, gold: Record, predicted: Record) -> None:
        self.total += 1
        self.perfect += self._fields(gold, predicted)
        self.rows["detection"].add(tp=1)
        agree = gold.get("certainty") == predicted.get("certainty")
        self.certainty.add(tp=int(agree), fn=int(not agree))
        if gold.get("type") != predicted.get("type"):
            self.findings.append(f"{doc_id}: {name} gold {gold.get('type')} coded {predicted.get('type')}")

    def missed(self, doc_id: str, name: object, gold: Record) -> None:
        self.total += 1
        self._fields(gold, {})
        self.rows["detection"].add(fn=1)
        self.findings.append(f"{doc_id}: {name} missed {gold.get('type')}")

    def invented(self, doc_id: str, predicted: Record) -> None:
        self._fields({}, predicted)
        self.rows["detection"].add(fp=1)
        self.findings.append(f"{doc_id}: invented {predicted.get('type')} {predicted.get('evidence')}")

    def _fields(self, gold: Record, predicted: Record) -> bool:
        """Count every field of a pair, of which either side may be {}. Returns whether all of them agree."""
        values = [self._value(name, gold.get(name), predicted.get(name), same) for name, same in _VALUES]
        lists = [self._list(name, gold.get(name) or [], predicted.get(name) or []) for name in _LISTS]
        return all(values) and all(lists)

    def _value(self, name: str, gold: Any, predicted: Any, same: Callable[[Any, Any], bool]) -> bool:
        """Count a field with one value. Two empty ones agree, and are no slot (but the field has its row)."""
        counts = self.rows[name]
        has_gold, has_predicted = gold not in _EMPTY, predicted not in _EMPTY
        if not has_gold and not has_predicted:
            return True
        right = has_gold and has_predicted and same(gold, predicted)
        counts.add(tp=int(right), fp=int(not right and has_predicted), fn=int(not right and has_gold))
        return right

    def _list(self, name: str, gold: Sequence[Any], predicted: Sequence[Any]) -> bool:
        """Count a field with several values, each a slot."""
        hits = paired_parties(gold, predicted)
        self.rows[name].add(tp=hits, fp=len(predicted) - hits, fn=len(gold) - hits)
        return hits == len(gold) == len(predicted)


def score(gold: Mapping[str, Sequence[Record]], predictions: Mapping[str, Sequence[Record]]) -> Report:
    """The report of ``predictions`` against ``gold``, both events by dispatch id; what is not predicted is missed."""
    tally = _Tally()
    for doc_id, events in sorted(gold.items()):
        _score_dispatch(tally, doc_id, events, predictions.get(doc_id, ()))
    return Report(dict(_rows(tally)), tally.certainty, tally.perfect, tally.total, tuple(tally.findings))


def _score_dispatch(tally: _Tally, doc_id: str, gold: Sequence[Record], coded: Sequence[Record]) -> None:
    predicted = [event for event in coded if event.get("status") != "background"]
    pairs = dict(pair(gold, predicted))
    for i, j in pairs.items():
        if gold[i].get("status") != "background":
            tally.paired(doc_id, gold[i].get("id", i), gold[i], predicted[j])
    for i, event in enumerate(gold):
        if i not in pairs and event.get("status") != "background":
            tally.missed(doc_id, event.get("id", i), event)
    for j, event in enumerate(predicted):
        if j not in pairs.values():
            tally.invented(doc_id, event)


def _rows(tally: _Tally) -> Iterator[tuple[str, Counts]]:
    """The report's rows in their order: all slots together, then detection, then the fields that occur."""
    slots = Counts()
    for name, counts in tally.rows.items():
        if name != "detection":
            slots.add(counts.tp, counts.fp, counts.fn)
    yield "slots", slots
    yield from ((name, tally.rows[name]) for name in ROWS if name in tally.rows)
