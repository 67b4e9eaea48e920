"""Scores a coder on annotated dispatches that none of its models was trained on: ``python training/bench.py [name=value …] [--reuse] [--misses FIELD]``.

The gold folders are too small to tell a gain of 0.02 from chance, and what is chosen on them can no longer be measured on them. So the
bench: some 700 annotated dispatches of the first fold. The first fold's context model, which reads them here, did not see them; the linear
models are trained on all others and kept, for ``--reuse`` to try thresholds. ``name=value`` sets a threshold (``keep=0.4``) or a model's
strength (``C.keep=0.1``). Prints the score table, where events are lost or invented, and 20 values of FIELD that are wrong, with their words.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches
import right
import settings
import train
from evaluate import predictions, show, table
from prepare import CACHE, analysed
from readers import Readers, readers

from recoupe.events.code import Models

Record = dict[str, Any]
BENCH = {"orange": (520, 110), "masakhane": (25, 10), "lemonde": (30, 15)}
"""How many dispatches with and without event are held out of each corpus, about as the gold folders are made up."""
SEED = 2026


def held_out(records: list[Record], fold: dict[str, int]) -> set[str]:
    """The ids of the bench: dispatches of the first fold, drawn by chance."""
    drawn: set[str] = set()
    chance = random.Random(SEED)
    for corpus in sorted(BENCH):
        for count, telling in zip(BENCH[corpus], (True, False), strict=True):
            names = sorted(r["id"] for r in records if corpus in r["id"] and bool(r["events"]) == telling and fold.get(r["id"]) == 0)
            chance.shuffle(names)
            drawn.update(names[:count])
    return drawn


def trained(known: list[Record], listening: Readers, reuse: bool) -> dict[str, Any]:
    """The models of all dispatches but the bench; ``reuse`` takes those that a run before has kept."""
    path = CACHE / "bench.pickle"
    if not (reuse and path.exists()):
        path.write_bytes(pickle.dumps(train.train(analysed(known), 3, listening).by_name))
    models: dict[str, Any] = pickle.loads(path.read_bytes())
    return models


def losses(bench: list[train.Pair], coded: dict[str, list[Record]]) -> Counter[str]:
    """Why live events of the annotation have no record, and what the records are that match none."""
    why: Counter[str] = Counter()
    for record, _ in bench:
        gold, found = record["events"], coded[record["id"]]
        pairs = right.score.pair(gold, found)
        met, used = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, event in enumerate(gold):
            if event["status"] != "background":
                why["event: " + ("found" if i in met else _lost(event, found))] += 1
        for j, own in enumerate(found):
            if j not in used and own["status"] != "background":
                touched = [i for i, g in enumerate(gold) if right.score.overlap(g["evidence"], own["evidence"])]
                live = [i for i in touched if gold[i]["status"] != "background"]
                where = "beside an event met" if set(live) & met else "beside an event lost" if live else "on background" if touched else "on nothing"
                why[f"invented: {where}"] += 1
    return why


def _lost(event: Record, found: list[Record]) -> str:
    beside = any(right.score.overlap(event["evidence"], own["evidence"]) for own in found)
    return "lost, its sentences tell another record" if beside else "lost, no record of its sentences" if found else "lost, no record in the dispatch"


def misses(bench: list[train.Pair], coded: dict[str, list[Record]], field: str) -> list[str]:
    """Every event met whose field came out otherwise, with what was coded, what was found, and the words."""
    out = []
    for record, _ in bench:
        for i, j in right.score.pair(record["events"], coded[record["id"]]):
            event, own = record["events"][i], coded[record["id"]][j]
            counts = defaultdict(right.score.Counts)
            right.score.score_pair(counts, event, own)
            if event["status"] != "background" and (counts[field].fp or counts[field].fn):
                words = " / ".join(record["text"][slice(*span)] for span in event["evidence"][:4])
                out.append(f"{record['id']} {event['type']} of {record.get('published')}\n  coded {_short(event.get(field))}\n  found {_short(own.get(field))}\n  {words[:700]}")
    return out


def _short(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_short, value))
    if isinstance(value, dict):
        return ", ".join(str(value[k]) for k in ("text", "name", "kind", "country", "precision", "start", "end") if value.get(k))
    return str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="*", metavar="name=value")
    parser.add_argument("--reuse", action="store_true")
    parser.add_argument("--misses", default="")
    arguments = parser.parse_args()
    thresholds = settings.changed(arguments.set)
    listening = readers()
    records = dispatches.training("fr")
    held = held_out(records, listening.fold)
    models = trained([r for r in records if r["id"] not in held], listening, arguments.reuse)
    bench = analysed([r for r in records if r["id"] in held])
    coded = predictions(bench, Models(models, thresholds, listening.folds[0]))
    show(table(bench, coded))
    for name, count in sorted(losses(bench, coded).items()):
        print(f"{count:>6} {name}")
    found = misses(bench, coded, arguments.misses) if arguments.misses else []
    print("\n\n".join(random.Random(0).sample(found, min(20, len(found)))))


if __name__ == "__main__":
    main()
