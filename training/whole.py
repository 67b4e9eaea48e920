"""Scores everything after the mentions on all annotated dispatches: ``python training/whole.py [name=value …] [--fresh]``.

Cross-validated over two halves: each half is coded with models of the other, from mentions that were cross-fitted as well
(kept between runs, ``--fresh`` makes them anew). Prints the score table and where events are lost: no mention, no record
(keep), merged into another's draft; all without the context model; and where they are invented: nothing there, background, one told twice.
``name=value`` sets a threshold (``keep=0.4``) or a model's strength (``C.keep=0.1``).
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches
import labels
import right
import settings
import train
from evaluate import show
from fields import Known, mentions_known
from prepare import analysed

from recoupe.analysis import Analysis
from recoupe.events.cluster import Scored
from recoupe.events.code import Models, events_of
from recoupe.events.mention import mentions_of


class Bare(train.Example):
    """An example without the features of its mentions, whose probabilities are known."""

    def __init__(self, record: dict[str, Any], analysis: Analysis) -> None:
        self.record, self.analysis, self.events, self.reading = record, analysis, record["events"], None


def seen_with(known: Known, pairs: list[train.Pair], floor: float) -> train.Seen:
    """The examples with those of their mentions that reach the floor."""
    seen = []
    for record, analysis in pairs:
        mentions = []
        for mention in mentions_of(analysis):
            probability, types = known.get((record["id"], *mention.hit.span), (0.0, {}))
            if probability >= floor:
                owner = labels.event_of(mention.hit.span[0], mention.hit.acts, record["events"])
                mentions.append((Scored(mention, probability, types), owner))
        seen.append((Bare(record, analysis), mentions))
    return seen


def set_from(arguments: list[str]) -> None:
    for name, value in (a.split("=") for a in arguments if "=" in a):
        if name.startswith("C."):
            settings.STRENGTH[name[2:]] = float(value)
        else:
            settings.THRESHOLDS[name] = float(value)


def coded_by_halves(seen: train.Seen) -> dict[str, list[dict[str, Any]]]:
    """The events of each dispatch, coded with models of the other half."""
    order = list(range(len(seen)))
    random.Random(3).shuffle(order)
    out = {}
    for part in (order[::2], order[1::2]):
        inside = set(part)
        models = Models(train.later_models([s for i, s in enumerate(seen) if i not in inside]), settings.THRESHOLDS)
        for i in part:
            example, mentions = seen[i]
            events = events_of([s for s, _ in mentions], example.reading, example.analysis, models, example.analysis.outline.lexicon)
            out[example.record["id"]] = [e.codebook() for e in events]
    return out


def losses(seen: train.Seen, coded: dict[str, list[dict[str, Any]]]) -> Counter[str]:
    """Why live events of the annotation have no record, and what the records are that match none."""
    why: Counter[str] = Counter()
    for example, mentions in seen:
        gold = example.events
        found = coded[example.record["id"]]
        pairs = right.score.pair(gold, found)
        met, used = {i for i, _ in pairs}, {j for _, j in pairs}
        told = Counter(owner for _, owner in mentions)
        for i, event in enumerate(gold):
            if event["status"] == "background":
                continue
            why["events"] += 1
            if i in met:
                why["found, as background" if found[dict(pairs)[i]]["status"] == "background" else "found"] += 1
            elif not told[i]:
                why["lost: no mention"] += 1
            elif any(right.score.overlap(event["evidence"], f["evidence"]) for f in found):
                why["lost: its sentences tell another record"] += 1
            else:
                why["lost: no record"] += 1
        for j, record in enumerate(found):
            if j in used or record["status"] == "background":
                continue
            why["invented"] += 1
            touched = [i for i, g in enumerate(gold) if right.score.overlap(g["evidence"], record["evidence"])]
            live = [i for i in touched if gold[i]["status"] != "background"]
            why[f"invented: {'beside an event met' if set(live) & met else 'beside an event lost' if live else 'on background' if touched else 'on nothing'}"] += 1
    return why


def main() -> None:
    set_from(sys.argv[1:])
    pairs = analysed(dispatches.annotated())
    seen = seen_with(mentions_known(pairs, 3, "--fresh" in sys.argv), pairs, settings.THRESHOLDS["mention"])
    coded = coded_by_halves(seen)
    show(right.score.score({r["id"]: r for r, _ in pairs}, coded, False))
    for name, count in sorted(losses(seen, coded).items()):
        print(f"{count:>6} {name}")


if __name__ == "__main__":
    main()
