"""Draws pairs of events to judge by hand: linked ones, and near-misses that the linker weighed and left apart.

    python measure/incidents/sample.py STORE PAIRS [--count 100]        draws, and writes PAIRS with ids and weights
    python measure/incidents/sample.py STORE PAIRS --sheet SHEET        writes the pairs' texts to a sheet for judges, shuffled and blind
    python measure/incidents/sample.py STORE PAIRS --score JUDGED       precision and recall from judgements: lines {"pair": n, "same": true}

PAIRS holds ids only, never texts. Recall is over the pairs that blocking brought together and the linker kept in hand (odds above
1 to 16): each sampled near-miss stands for as many as there are.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from recoupe import Store

HERE = Path(__file__).parent
SEED = 4


def known_pairs() -> set[frozenset[str]]:
    """The pairs on which weights were fitted: they are never drawn."""
    lines = (HERE / "orange_tune.jsonl").read_text(encoding="utf-8").splitlines()
    return {frozenset((pair["a"], pair["b"])) for pair in map(json.loads, lines)}


def named(store: Store) -> dict[str, tuple[str, str]]:
    """For each event its dispatch's id with the event's number, and its dispatch's key."""
    rows = store.query(
        "SELECT e.event_id, d.id || ':' || e.id AS name, d.key FROM events e JOIN dispatches d ON d.key = e.key"
    ).to_pylist()
    return {row["event_id"]: (row["name"], row["key"]) for row in rows}


def drawn(store: Store, count: int) -> list[dict[str, Any]]:
    """``count`` linked pairs of different dispatches and as many near-misses, with how many there are of each."""
    names, used = named(store), known_pairs()
    groups: dict[str, list[str]] = defaultdict(list)
    for row in store.query("SELECT event_id, incident FROM incident_records ORDER BY event_id").to_pylist():
        groups[row["incident"]].append(row["event_id"])
    linked = [
        pair for events in groups.values() for pair in combinations(events, 2) if names[pair[0]][1] != names[pair[1]][1]
    ]
    together = set(linked)
    weights = {
        (r["event_a"], r["event_b"]): r["weight"]
        for r in store.query("SELECT * FROM incident_links ORDER BY 1, 2").to_pylist()
    }
    apart = [pair for pair in sorted(weights) if pair not in together and names[pair[0]][1] != names[pair[1]][1]]
    pick = random.Random(SEED)
    out = []
    for is_linked, pairs in ((True, sorted(linked)), (False, apart)):
        free = [p for p in pairs if frozenset((names[p[0]][0], names[p[1]][0])) not in used]
        for a, b in pick.sample(free, min(count, len(free))):
            out.append(
                {
                    "a": names[a][0],
                    "b": names[b][0],
                    "linked": is_linked,
                    "weight": weights.get((a, b)),
                    "of": len(free),
                }
            )
    pick.shuffle(out)
    return [{"pair": number, **one} for number, one in enumerate(out)]


def sheet(store: Store, pairs: list[dict[str, Any]]) -> str:
    """The pairs' records and texts, without what the linker said of them."""
    told = {}
    for stored in store.dispatches():
        for event in stored.coded.events:
            words = " / ".join(stored.dispatch.text[slice(*span)] for span in event.evidence)
            place, date = event.place and event.place.name, event.date and f"{event.date.start}..{event.date.end}"
            fields = f"{event.type} | {event.status} | {[p.name for p in event.actors]} -> {[p.name for p in event.targets]} | {place} | {date} | killed {event.killed}"
            told[f"{stored.dispatch.id}:{event.id}"] = (
                f"[{stored.dispatch.published}] {stored.dispatch.title}\n   {fields}\n   {words[:900]}"
            )
    return "\n\n".join(f"=== pair {p['pair']}\nA {told[p['a']]}\nB {told[p['b']]}" for p in pairs) + "\n"


def score(pairs: list[dict[str, Any]], judged: dict[int, bool]) -> str:
    """Precision of the linked pairs, the share of near-misses that were one event, and the recall that follows."""
    rows = {flag: [p for p in pairs if p["linked"] is flag and p["pair"] in judged] for flag in (True, False)}
    right = {flag: sum(judged[p["pair"]] for p in row) for flag, row in rows.items()}
    precision, missed = right[True] / len(rows[True]), right[False] / len(rows[False])
    found, lost = precision * rows[True][0]["of"], missed * rows[False][0]["of"]
    return (
        f"linked: {right[True]} of {len(rows[True])} are one incident: precision {precision:.2f}\n"
        f"near-misses: {right[False]} of {len(rows[False])} are one incident; {rows[True][0]['of']} pairs linked, {rows[False][0]['of']} near-misses: "
        f"recall {found / (found + lost):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--score", type=Path)
    arguments = parser.parse_args()
    with Store(arguments.store, readonly=True) as store:
        if not (arguments.sheet or arguments.score):
            arguments.pairs.write_text(
                "".join(json.dumps(p) + "\n" for p in drawn(store, arguments.count)), encoding="utf-8"
            )
            return
        pairs = [json.loads(line) for line in arguments.pairs.read_text(encoding="utf-8").splitlines()]
        if arguments.sheet:
            arguments.sheet.write_text(sheet(store, pairs), encoding="utf-8")
        if arguments.score:
            lines = map(json.loads, arguments.score.read_text(encoding="utf-8").splitlines())
            print(score(pairs, {line["pair"]: bool(line["same"]) for line in lines}))


if __name__ == "__main__":
    main()
