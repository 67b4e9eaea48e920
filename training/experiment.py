"""Trains on the annotations and the written dispatches and scores both gold folders: ``python training/experiment.py [name=value …]``.

A ``name=value`` sets a threshold (``keep=0.4``) or a model's strength (``C.keep=0.1``). The honest measure while developing:
neither gold folder is trained on.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches
import settings
import train
from evaluate import predictions, show, table
from prepare import CACHE, analysed
from readers import readers

from recoupe.events.code import Models


def main() -> None:
    thresholds = settings.changed([a for a in sys.argv[1:] if "=" in a])
    reuse = "reuse" in sys.argv
    path = CACHE / "experiment.pickle"
    if reuse and path.exists():
        models = pickle.loads(path.read_bytes())
    else:
        models = train.train(analysed(dispatches.annotated() + dispatches.written("french")), 3, readers()).by_name
        path.write_bytes(pickle.dumps(models))
    for folder in ("dev", "more"):
        pairs = analysed(dispatches.gold(folder))
        print(folder)
        show(table(pairs, predictions(pairs, Models(models, thresholds, readers().shipped)), "--details" in sys.argv))


if __name__ == "__main__":
    main()
