"""Pairs of real records to be judged by hand, and what the judgements say of the linker.

    recoupe ingest orange_fr_monde.jsonl.xz --into monde.duckdb
    python measure/incidents/sample.py monde.duckdb judged.jsonl        # draws pairs, writes their ids, prints them to be read
    python measure/incidents/sample.py --report judged.jsonl            # when "same" is filled in for each

Drawn are 100 linked pairs (two records of one incident; at most three of any one, lest one large incident decide) and 100
near-misses (pairs that were compared and weigh more than the least that is kept, of two incidents and two dispatches).
Pairs that the weights were fitted on (orange_tune.jsonl) are left out. The file has ids and judgements only, never texts.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from recoupe import Store
from recoupe.incidents import bring_up_to_date

HERE = Path(__file__).parent
WANTED = 100
MOST = 3
EVENTS = """
SELECT e.event_id, d.id || ':' || e.id AS name, r.incident, d.title, d.published, e.type, e.status, e.actors, e.targets, e.place,
    e.date_start, e.date_end, e.date_precision, e.killed_low, e.killed_high,
    (SELECT min(v.words) FROM evidence v WHERE v.event_id = e.event_id AND v.number = 1) AS words
FROM events e JOIN dispatches d ON d.key = e.key JOIN incident_records r ON r.event_id = e.event_id ORDER BY name"""


def draw(store: Store, seed: int) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The pairs to judge, shuffled, and every event by its name."""
    rows = store.query(EVENTS).to_pylist()
    named = {row["event_id"]: row for row in rows}
    lines = (HERE / "orange_tune.jsonl").read_text(encoding="utf-8").splitlines()
    used = {frozenset((row["a"], row["b"])) for row in map(json.loads, lines)}
    chance = random.Random(seed)
    linked = list(_capped(_linked(rows), used, chance))
    missed = [pair for pair in _missed(store, named) if frozenset(pair) not in used]
    chance.shuffle(missed)
    total = {"linked": sum(1 for _ in _linked(rows)), "near miss": len(missed)}
    pairs = [
        {"a": a, "b": b, "drawn": kind, "of": total[kind], "same": None}
        for kind, found in (("linked", linked), ("near miss", missed))
        for a, b in found[:WANTED]
    ]
    chance.shuffle(pairs)
    return pairs, {row["name"]: row for row in rows}


def _linked(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """(incident, a, b) of every pair of one incident."""
    members: dict[str, list[str]] = {}
    for row in rows:
        members.setdefault(row["incident"], []).append(row["name"])
    for name in sorted(members):
        yield from ((name, a, b) for a, b in combinations(members[name], 2))


def _capped(
    pairs: Iterator[tuple[str, str, str]], used: set[frozenset[str]], chance: random.Random
) -> Iterator[tuple[str, str]]:
    """The pairs, shuffled, at most MOST of an incident."""
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    seen: Counter[str] = Counter()
    for name, a, b in shuffled:
        if frozenset((a, b)) not in used and seen[name] < MOST:
            seen[name] += 1
            yield a, b


def _missed(store: Store, named: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Compared pairs of two incidents and two dispatches."""
    found = []
    for row in store.table("incident_links").to_pylist():
        a, b = named[row["event_a"]], named[row["event_b"]]
        if a["incident"] != b["incident"]:
            found.append(tuple(sorted((a["name"], b["name"]))))
    return sorted(found)  # type: ignore[arg-type]


def shown(row: dict[str, Any]) -> str:
    """A record in two lines."""
    day = f"{row['date_start']}..{row['date_end']} ({row['date_precision']})" if row["date_start"] else "undated"
    sides = f"{row['actors'] or '?'} → {row['targets'] or '?'}"
    told = f"{row['type']} {row['status']}  {sides}  {row['place'] or 'place?'}  {day}  killed {row['killed_low']}–{row['killed_high']}"
    return f"{row['name']}  {row['published']}  {row['title']}\n     {told}\n     “{' '.join((row['words'] or '').split())[:300]}”"


def report(path: Path) -> str:
    """Precision of linked pairs, and recall as far as near-misses go."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    judged = [row for row in rows if row["same"] is not None]
    told = {kind: [row["same"] for row in judged if row["drawn"] == kind] for kind in ("linked", "near miss")}
    if not all(told.values()):
        return f"{path}: {len(judged)} of {len(rows)} pairs judged; fill in true or false for each"
    share = {kind: sum(same) / len(same) for kind, same in told.items()}
    total = {row["drawn"]: row["of"] for row in rows}
    right, lost = share["linked"] * total["linked"], share["near miss"] * total["near miss"]
    return (
        f"precision {share['linked']:.3f} ({len(told['linked'])} linked pairs of {total['linked']:,})\n"
        f"same among near-misses {share['near miss']:.3f} ({len(told['near miss'])} of {total['near miss']:,})\n"
        f"recall {right / (right + lost):.3f} of the pairs that weigh enough to be kept"
    )


def main() -> None:
    """Draws, or reports."""
    parser = argparse.ArgumentParser(description="Pairs of real records to be judged by hand.")
    parser.add_argument("files", nargs="*", type=Path, metavar="STORE JUDGED")
    parser.add_argument("--report", type=Path, metavar="JUDGED")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.report:
        print(report(options.report))
        return
    if len(options.files) != 2:
        parser.error("give a store and the file for the judgements, or --report FILE")
    target, out = options.files
    if out.exists():
        parser.error(f"{out} is there already; judgements are not overwritten")
    with Store(target) as store:
        bring_up_to_date(store)
        pairs, events = draw(store, options.seed)
    out.write_text("".join(f"{json.dumps(pair)}\n" for pair in pairs), encoding="utf-8")
    for number, pair in enumerate(pairs, 1):
        print(f"{number:3}  {shown(events[pair['a']])}\n     ---\n     {shown(events[pair['b']])}\n")


if __name__ == "__main__":
    main()
