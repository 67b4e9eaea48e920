"""Trains the models of the events stage: ``python training/train.py [--folds 4] [--lang en] [--only MODEL …]``.

Data: for French the project's annotations and the dispatches written for it, for English the dispatches written for it, and the French
ones beside them (most of what models see has no language); shared/gold and measure/english are never trained on. Later models see
what earlier ones say of dispatches they were not trained on (cross-fitting), as they will in use.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches
import labels
import readers
from choices import Choices
from fit import MODELS, fit, save
from prepare import analysed
from settings import ALONE, CHOICES, HEED, OF_LANGUAGE, READ, STRENGTH, THRESHOLDS

sys.path.insert(0, str(dispatches.SHARED / "score"))

from recoupe.analysis import Analysis
from recoupe.context import Reading, Weights
from recoupe.events import contextfeatures
from recoupe.events.cluster import Scored, Settings, cluster, pair_features
from recoupe.events.code import CONTEXT, GLANCE, WORTH, Models, typed
from recoupe.events.draft import Draft, draft_features, keep_features
from recoupe.events.features import gate_features, zone_features
from recoupe.events.glance import glanced, reading_of, worth_features
from recoupe.events.join import join_features, joined, summary
from recoupe.events.linear import LinearModel
from recoupe.events.mention import Mention

Pair = tuple[dict[str, Any], Analysis]


class Example:
    """One dispatch with its mentions, their features, the events they belong to, and the context model's reading, once made."""

    def __init__(self, record: dict[str, Any], analysis: Analysis) -> None:
        self.record, self.analysis, self.events = record, analysis, record["events"]
        self.rows: list[tuple[Mention, dict[str, float], int | None]] = []
        self.vectors: list[Any] = []
        self.reading: Reading | None = None
        for g in glanced(analysis, analysis.outline.lexicon):
            self.vectors.append(g.vector)
            self.rows.append((g.mention, g.features, labels.event_of(g.mention.hit.span[0], g.mention.hit.acts, self.events)))

    def read(self, chances: list[float], weights: Weights) -> None:
        """Has the sentences of likely mentions read, and keeps these mentions, with what the context model says of them."""
        mentions = zip(self.rows, self.vectors, chances, strict=True)
        kept = [(row, v) for row, v, chance in mentions if chance >= THRESHOLDS["read"]]
        self.reading = reading_of(self.analysis, [row[0] for row, _ in kept], weights)
        self.rows = [(m, f | contextfeatures.of_mention(self.reading, m), i) for (m, f, i), _ in kept]
        self.vectors = [v for _, v in kept]

    def live(self, index: int | None) -> bool:
        return index is not None and self.events[index]["status"] != "background"


def mention_models(examples: list[Example]) -> dict[str, LinearModel]:
    rows, told, typed_rows, types, vectors, typed_vectors = [], [], [], [], [], []
    for example in examples:
        for (_, features, index), vector in zip(example.rows, example.vectors, strict=True):
            rows.append(features)
            vectors.append(vector)
            told.append("1" if index is not None else "0")
            if index is not None:
                typed_rows.append(features)
                typed_vectors.append(vector)
                types.append(example.events[index]["type"])
    return {
        "mention": fit(rows, told, STRENGTH["mention"], vectors=vectors),
        "mention_type": fit(typed_rows, types, STRENGTH["mention_type"], balance=0.3, vectors=typed_vectors),
    }


def glance_model(examples: list[Example]) -> LinearModel:
    rows = [(features, index, v) for e in examples for (_, features, index), v in zip(e.rows, e.vectors, strict=True)]
    told = ["1" if index is not None else "0" for _, index, _ in rows]
    return fit([features for features, _, _ in rows], told, STRENGTH["mention"], vectors=[v for _, _, v in rows])


def gate_model(examples: list[Example]) -> LinearModel:
    rows = [gate_features(e.analysis.outline, e.analysis.outline.lexicon) for e in examples]
    return fit(rows, ["1" if e.events else "0" for e in examples], STRENGTH["gate"])


def zone_model(examples: list[Example]) -> LinearModel:
    rows, told = [], []
    for example in examples:
        telling = {mention.sentence for mention, _, index in example.rows if index is not None}
        for sentence in sorted({mention.sentence for mention, _, _ in example.rows}):
            rows.append(zone_features(example.analysis.outline, sentence, example.analysis.outline.lexicon))
            told.append("1" if sentence in telling else "0")
    return fit(rows, told, STRENGTH["zone"])


def scored(example: Example, models: dict[str, LinearModel], floor: float) -> list[tuple[Scored, int | None]]:
    out = []
    for (mention, features, index), vector in zip(example.rows, example.vectors, strict=True):
        probability = models["mention"].probability(features, vector)
        if probability >= floor:
            out.append((Scored(mention, probability, models["mention_type"].distribution(features, vector)), index))
    return out


Seen = list[tuple[Example, list[tuple[Scored, int | None]]]]


def pair_model(seen: Seen) -> LinearModel:
    rows, same = [], []
    for example, mentions in seen:
        settings = Settings(example.analysis, example.reading)
        known = [(s, i) for s, i in mentions if i is not None]
        for x in range(len(known)):
            for y in range(x + 1, len(known)):
                rows.append(pair_features(known[x][0], known[y][0], settings))
                same.append("1" if known[x][1] == known[y][1] else "0")
    return fit(rows, same, STRENGTH["pair"], minimum=5)


def owned(groups: list[Draft], owner: dict[int, int | None]) -> list[tuple[Draft, int | None]]:
    """Each draft with the event that most of its mentions tell, if half of them do."""
    out: list[tuple[Draft, int | None]] = []
    for draft in groups:
        top, votes = Counter(owner[id(s)] for s in draft.mentions).most_common(1)[0]
        out.append((draft, top if votes * 2 >= len(draft.mentions) else None))
    return out


def first_drafts(
    example: Example, mentions: list[tuple[Scored, int | None]], models: dict[str, LinearModel]
) -> list[Draft]:
    """Drafts as they come out of the clustering in use, before any are joined."""
    settings = Settings(example.analysis, example.reading)
    groups = cluster([s for s, _ in mentions], settings, models["pair"], THRESHOLDS["pair"])
    return [typed(Draft(tuple(g), example.analysis, reading=example.reading), Models(models, THRESHOLDS), example.analysis.outline.lexicon) for g in groups]


def join_model(
    seen: list[tuple[Example, list[tuple[Scored, int | None]]]], models: dict[str, LinearModel]
) -> LinearModel:
    """Trained on pairs of drafts that tell an event each."""
    rows, same = [], []
    for example, mentions in seen:
        drafts = owned(first_drafts(example, mentions, models), {id(s): i for s, i in mentions})
        known = [(summary(d, models["place"], models["date"], example.analysis.outline.lexicon), i) for d, i in drafts]
        for x in range(len(known)):
            for y in range(x + 1, len(known)):
                if known[x][1] is not None and known[y][1] is not None:
                    rows.append(join_features(known[x][0], known[y][0]))
                    same.append("1" if known[x][1] == known[y][1] else "0")
    return fit(rows, same, STRENGTH["join"])


def predicted_drafts(
    example: Example, mentions: list[tuple[Scored, int | None]], models: dict[str, LinearModel]
) -> list[tuple[Draft, int | None]]:
    """Drafts as they come out in use, each with the event it tells (one draft an event, the fullest)."""
    groups = joined(
        first_drafts(example, mentions, models), lambda d: summary(d, models["place"], models["date"], example.analysis.outline.lexicon),
        lambda d: typed(d, Models(models, THRESHOLDS), example.analysis.outline.lexicon), models["join"], THRESHOLDS["join"],
    )  # fmt: skip
    out = owned(groups, {id(s): i for s, i in mentions})
    best: dict[int, int] = {}
    for position, (draft, index) in enumerate(out):
        if index is not None and (index not in best or len(draft.mentions) > len(out[best[index]][0].mentions)):
            best[index] = position
    return [
        (draft, index if index is None or best[index] == position else None)
        for position, (draft, index) in enumerate(out)
    ]


def gold_drafts(example: Example, mentions: list[tuple[Scored, int | None]]) -> list[tuple[Draft, dict[str, Any]]]:
    """A draft of each coded event that has mentions, beside the others."""
    own = {index: tuple(s for s, i in mentions if i == index) for index in range(len(example.events))}
    told = {index: tuple(s.mention.hit.span for s in held) for index, held in own.items() if held}
    return [
        (
            Draft(
                own[index], example.analysis, example.events[index]["type"], example.reading,
                others=tuple(spans for other, spans in told.items() if other != index),
            ),
            example.events[index],
        )
        for index in told
    ]  # fmt: skip


def type_models(seen: Seen) -> dict[str, LinearModel]:
    rows, types, statuses, vectors = [], [], [], []
    for example, mentions in seen:
        for draft, event in gold_drafts(example, mentions):
            rows.append(draft_features(draft, draft.analysis.outline.lexicon))
            vectors.append(draft.vector)
            types.append(event["type"])
            statuses.append(event["status"])
    return {
        "type": fit(rows, types, STRENGTH["type"], balance=0.5, vectors=vectors),
        "status": fit(rows, statuses, STRENGTH["status"]),
    }


def keep_model(
    seen: list[tuple[Example, list[tuple[Scored, int | None]]]], models: dict[str, LinearModel]
) -> LinearModel:
    rows, keep, vectors = [], [], []
    for example, mentions in seen:
        for draft, index in predicted_drafts(example, mentions, models):
            rows.append(keep_features(draft, draft.analysis.outline.lexicon))
            vectors.append(draft.vector)
            keep.append("1" if index is not None else "0")
    return fit(rows, keep, STRENGTH["keep"], vectors=vectors)


def field_models(seen: Seen, fields: tuple[str, ...] = CHOICES) -> dict[str, LinearModel]:
    choices = Choices(fields)
    for example, mentions in seen:
        for draft, event in gold_drafts(example, mentions):
            if event["status"] != "background":
                choices.add(draft, event, example.events)
    return choices.models()


def cross_fitted(examples: list[Example], folds: int) -> Seen:
    """Each example with its mentions as models see them that were not trained on its dispatch."""
    order = list(dict.fromkeys(example.record["id"] for example in examples))
    random.Random(11).shuffle(order)
    seen: list[Any] = [None] * len(examples)
    for part in (set(order[k::folds]) for k in range(folds)):
        inner = mention_models([example for example in examples if example.record["id"] not in part])
        for i, example in enumerate(examples):
            if example.record["id"] in part:
                seen[i] = (example, scored(example, inner, THRESHOLDS["mention"]))
    return seen


def later_models(seen: Seen) -> dict[str, LinearModel]:
    """The models of what comes after the mentions: grouping, type and status, fields."""
    models = {"pair": pair_model(seen)}
    models |= type_models(seen)
    models |= field_models(seen)
    models["join"] = join_model(seen, models)
    models["keep"] = keep_model(seen, models)
    return models


def looks(examples: list[Example], folds: int) -> tuple[dict[str, list[float]], LinearModel]:
    """By dispatch, the chances of its mentions under a glance that was not trained on it; and the model of what is worth reading."""
    order = list(dict.fromkeys(example.record["id"] for example in examples))
    random.Random(7).shuffle(order)
    parts = {name: k % folds for k, name in enumerate(order)}
    others = [[e for e in examples if parts[e.record["id"]] != k] for k in range(folds)]
    glances, gates = [glance_model(known) for known in others], [gate_model(known) for known in others]
    chances, rows = {}, []
    for example in examples:
        part, seen = parts[example.record["id"]], example.analysis.outline
        pairs = zip(example.rows, example.vectors, strict=True)
        chances[example.record["id"]] = [glances[part].probability(features, vector) for (_, features, _), vector in pairs]
        rows.append(worth_features(gates[part].scores(gate_features(seen, seen.lexicon))[0], chances[example.record["id"]]))
    return chances, fit(rows, ["1" if e.events else "0" for e in examples], STRENGTH["worth"])


def read_all(examples: list[Example], folds: int, listening: readers.Readers) -> dict[str, LinearModel]:
    """Has every example read by a context model, and picked by a glance, that were not trained on it. Gives the models that pick, for use."""
    chances, worth = looks(examples, folds)
    picking = {GLANCE: glance_model(examples), WORTH: worth}
    for example in examples:
        name = example.record["id"]
        example.read(chances[name], listening.of(name))
    return picking


def heeding(model: LinearModel, more: float) -> LinearModel:
    """The model with ``more`` weight for what the context model says: of the one class, or of each class for itself."""
    names = ["context"] if len(model.classes) == 1 else [f"context:{name}" for name in model.classes]
    weights = dict(model.weights)
    for position, name in enumerate(names):
        known = weights.get(name, (0.0,) * len(names))
        # Log-probabilities are halved in the features of a model with several classes (contextfeatures.py).
        weights[name] = tuple(w + (more * (2 if len(names) > 1 else 1) if n == position else 0.0) for n, w in enumerate(known))
    return replace(model, weights=weights)


def train(pairs: list[Pair], folds: int, listening: readers.Readers | None = None) -> Models:
    """All models, cross-fitted over ``folds``; ``listening`` holds the context models, None to do without."""
    examples = [Example(record, analysis) for record, analysis in pairs]
    models = {"gate": gate_model(examples), "zone": zone_model(examples)}
    if listening is not None:
        models |= read_all(examples, folds, listening)
    models |= mention_models(examples)
    models |= later_models(cross_fitted(examples, folds))
    if listening is not None:
        models |= {name: heeding(models[name], more) for name, more in HEED.items()}
    return Models(models, THRESHOLDS, listening.shipped if listening else None)


def some(pairs: list[Pair], names: tuple[str, ...], folds: int, listening: readers.Readers | None) -> dict[str, LinearModel]:
    """Models of ``names`` alone, to stand beside models that stay as they are: of fields, or of what is worth reading."""
    examples = [Example(record, analysis) for record, analysis in pairs]
    models = {WORTH: looks(examples, folds)[1]} if WORTH in names else {}
    fields = tuple(name for name in names if name in CHOICES)
    if not fields:
        return models
    if not set(fields) - set(ALONE):
        return models | field_models(as_coded(examples), fields)
    if listening is not None:
        read_all(examples, folds, listening)
    return models | field_models(cross_fitted(examples, folds), fields)


def as_coded(examples: list[Example]) -> Seen:
    """Each example with the mentions that its coding gives, for models that listen to no other one."""
    seen: Seen = []
    for example in examples:
        given = [(m, i) for m, _, i in example.rows if i is not None]
        seen.append((example, [(Scored(m, 1.0, {example.events[i]["type"]: 1.0}), i) for m, i in given]))
    return seen


def kept(models: dict[str, LinearModel], thresholds: dict[str, float], lang: str) -> None:
    """Writes models and thresholds into the folder of a language."""
    for name, model in models.items():
        print(f"{name}: {len(model.weights)} features, {save(model, MODELS / lang / f'{name}.json')} bytes")
    (MODELS / lang / "thresholds.json").write_text(json.dumps(thresholds, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--lang", default="fr")
    parser.add_argument("--only", nargs="+", choices=(*CHOICES, WORTH), default=(), help="train these models and keep all others")
    arguments = parser.parse_args()
    pairs = analysed(dispatches.training(arguments.lang))
    listening = readers.readers() if arguments.lang in READ else None
    if arguments.only:
        trained = some(pairs, tuple(arguments.only), arguments.folds, listening)
        shipped = json.loads((MODELS / arguments.lang / "thresholds.json").read_text(encoding="utf-8"))
        kept(trained, shipped | {name: THRESHOLDS[name] for name in trained if name in THRESHOLDS and name not in shipped}, arguments.lang)
        return
    models = train(pairs, arguments.folds, listening)
    if listening is not None:
        shutil.copy(readers.FOLDER / readers.SHIPPED, MODELS / arguments.lang / CONTEXT)
    kept(models.by_name, THRESHOLDS | OF_LANGUAGE.get(arguments.lang, {}), arguments.lang)


if __name__ == "__main__":
    main()
