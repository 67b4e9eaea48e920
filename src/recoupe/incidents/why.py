"""Why two records are, or are not, held to be of one incident."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from recoupe.incidents.compare import model
from recoupe.incidents.decisions import DecisionError, apart, together
from recoupe.incidents.facts import EVENT_COLUMNS, EVIDENCE_COLUMNS, INPUTS, PARTY_COLUMNS
from recoupe.incidents.kept import Kept
from recoupe.incidents.linkage import Reason, reasons
from recoupe.store import Store


@dataclass(frozen=True)
class Explanation:
    """The prior and each comparison's weight, in bits; their sum; whether the two are one incident, and what overrules."""

    prior: float
    reasons: tuple[Reason, ...]
    weight: float
    one_incident: bool
    overruled: tuple[str, ...]

    def lines(self) -> list[str]:
        """As people read it, one comparison a line."""
        rows = [("prior", "two records near each other", self.prior)]
        rows += [(one.comparison, one.level or "not told by both", one.weight) for one in self.reasons]
        shown = [f"{name:<10}{level:<30}{weight:>+7.2f}" for name, level, weight in rows]
        odds = (
            f"odds of {2**self.weight:,.0f} to 1 for"
            if self.weight > 0
            else f"odds of {2**-self.weight:,.0f} to 1 against"
        )
        verdict = "they are of one incident" if self.one_incident else "they are of two incidents"
        return [*shown, f"{'sum':<40}{self.weight:>+7.2f}  {odds}", *self.overruled, verdict]


def why(store: Store, one: str, other: str) -> Explanation:
    """The explanation for two events of a store. Raises DecisionError where they are not there, or are one and the same."""
    if one == other:
        raise DecisionError(f"{one}: give two events, not one twice")
    kept = Kept(store.database)
    held = kept.incidents_of([one, other])
    for event in (one, other):
        if event not in held:
            raise DecisionError(f"no event {event!r}; recoupe incidents {store.name} ID lists those of an incident")
    found = reasons(_tables(store, one, other), model())
    weight = round(model().prior + sum(reason.weight for reason in found), 3)
    return Explanation(model().prior, found, weight, held[one] == held[other], tuple(_overruled(store, one, other)))


def _overruled(store: Store, one: str, other: str) -> list[str]:
    """What weighs more than weights."""
    said: list[str] = []
    if one.partition(":")[0] == other.partition(":")[0]:
        said.append("two records of one dispatch are never joined by the linker")
    rows = store.database.fetch("SELECT status FROM events WHERE event_id = $1 OR event_id = $2", [one, other])[
        "status"
    ].to_pylist()
    if rows.count("planned") == 1:
        said.append("one is planned: a plan is no account of what happened")
    decisions = Kept(store.database).decisions()
    if any({one, other} <= set(group) for group in together(decisions)):
        said.append("an editor put them together")
    if any({one, other} == set(pair) for pair in apart(decisions)):
        said.append("an editor set them apart")
    return said


def _tables(store: Store, one: str, other: str) -> dict[str, pa.Table]:
    def fetch(sql: str) -> pa.Table:
        return store.database.fetch(f"{sql} WHERE t.event_id = $1 OR t.event_id = $2", [one, other])

    def columns(names: tuple[str, ...]) -> str:
        return ", ".join(f"t.{name}" for name in names)

    parts = {
        "events": f"SELECT {columns(EVENT_COLUMNS)}, d.coded_published AS published, true AS fresh FROM events t "
        "JOIN dispatches d ON d.key = t.key",
        "parties": f"SELECT {columns(PARTY_COLUMNS)} FROM parties t",
        "evidence": f"SELECT {columns(EVIDENCE_COLUMNS)} FROM evidence t",
    }
    return {name: fetch(sql).cast(INPUTS[name]) for name, sql in parts.items()}
