"""Trains the models of the events stage: ``python training/train.py [--folds 4] [--lang en]``.

Data: for French shared/gold/more and the project's annotations, for English the dispatches written for it, and the French
ones beside them (most of what models see has no language); shared/gold/dev and measure/english are never trained on. Later models see
what earlier ones say of dispatches they were not trained on (cross-fitting), as they will in use.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches
import labels
from fit import MODELS, fit, save
from prepare import analysed

sys.path.insert(0, str(dispatches.SHARED / "score"))
import score  # type: ignore[import-not-found]

from recoupe.analysis import Analysis
from recoupe.events import howmany, roles, says, when, where
from recoupe.events.cluster import Scored, Settings, cluster, pair_features
from recoupe.events.code import Models, typed
from recoupe.events.draft import Draft, draft_features
from recoupe.events.features import dispatch_features, gate_features, mention_features, sentence_features, zone_features
from recoupe.events.join import join_features, joined, summary
from recoupe.events.linear import LinearModel
from recoupe.events.mention import Mention, mentions_of
from recoupe.events.vectors import vectors_of

FIGURES = ("killed", "injured", "captured", "displaced")
CHOICES = ("actor", "target", "place", "date", "figure", "source")
THRESHOLDS = {
    "mention": 0.5,
    "pair": 0.55,
    "join": 0.65,
    "keep": 0.45,
    "background": 0.5,
    "actor": 0.25,
    "target": 0.22,
    "second": 0.7,
    "place": 0.2,
    "figure": 0.45,
    "source": 0.4,
    "gate": 0.45,
    "date": 0.3,
    "zone": 0.25,
}
OF_LANGUAGE = {"en": {"pair": 0.6, "keep": 0.55}}
"""What another language's models are used with, where the French thresholds do not fit them."""
STRENGTH = {
    "gate": 0.05,
    "zone": 0.03,
    "mention": 0.03,
    "mention_type": 0.1,
    "pair": 0.03,
    "join": 0.1,
    "keep": 0.03,
    "type": 0.5,
    "status": 0.1,
    "actor": 0.05,
    "target": 0.05,
    "place": 0.1,
    "date": 0.1,
    "figure": 0.1,
    "source": 0.06,
}

Pair = tuple[dict[str, Any], Analysis]


class Example:
    """One dispatch with its mentions, their features and the events they belong to."""

    def __init__(self, record: dict[str, Any], analysis: Analysis) -> None:
        self.record, self.analysis, self.events = record, analysis, record["events"]
        document = dispatch_features(analysis.outline, analysis.outline.lexicon)
        shared: dict[int, dict[str, float]] = {}
        self.rows: list[tuple[Mention, dict[str, float], int | None]] = []
        self.vectors: list[Any] = []
        blocks = vectors_of(analysis)
        for mention in mentions_of(analysis):
            if mention.sentence not in shared:
                shared[mention.sentence] = sentence_features(analysis, mention.sentence, analysis.outline.lexicon)
            features = mention_features(mention, analysis, shared[mention.sentence], document, analysis.outline.lexicon)
            self.vectors.append(blocks.mention(mention))
            self.rows.append((mention, features, labels.event_of(mention.hit.span[0], mention.hit.acts, self.events)))

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
        settings = Settings(example.analysis)
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
    groups = cluster([s for s, _ in mentions], Settings(example.analysis), models["pair"], THRESHOLDS["pair"])
    return [typed(Draft(tuple(g), example.analysis), Models(models, THRESHOLDS), example.analysis.outline.lexicon) for g in groups]


def join_model(
    seen: list[tuple[Example, list[tuple[Scored, int | None]]]], models: dict[str, LinearModel]
) -> LinearModel:
    """Trained on pairs of drafts of which at least one tells an event."""
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
    out = []
    for index, event in enumerate(example.events):
        own = tuple(s for s, i in mentions if i == index)
        if own:
            out.append((Draft(own, example.analysis, event["type"]), event))
    return out


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
            rows.append(draft_features(draft, draft.analysis.outline.lexicon))
            vectors.append(draft.vector)
            keep.append("1" if index is not None else "0")
    return fit(rows, keep, STRENGTH["keep"], vectors=vectors)


def matching(gold: list[dict[str, Any]], parties: list[dict[str, Any]]) -> set[int]:
    """Which parties are in the gold: those that match by name or words, and by kind and country only where none does so."""
    right: set[int] = set()
    for party in gold:
        words = {**party, "kind": None}
        by_name = {n for n, p in enumerate(parties) if score.same_party(words, p)}
        same_words = {
            n
            for n in by_name
            if (parties[n]["kind"], parties[n]["country"]) == (party.get("kind"), party.get("country"))
        }
        by_kind = {n for n, p in enumerate(parties) if score.same_party(party, p)}
        right |= same_words or by_name or by_kind
    return right


def worded(coded: list[dict[str, Any]], parties: list[dict[str, Any]]) -> set[int]:
    """Which parties have the words of a coded one."""
    return {n for n, own in enumerate(parties) if any(score.same_party(p["text"], own["text"]) for p in coded)}


class Choices:
    """What the models of the fields are trained on: the candidates of each coded event, and which of them are right."""

    def __init__(self, fields: tuple[str, ...] = CHOICES) -> None:
        self.fields = fields
        self._rows: dict[str, list[dict[str, float]]] = {name: [] for name in fields}
        self._truth: dict[str, list[str]] = {name: [] for name in fields}

    def models(self) -> dict[str, LinearModel]:
        return {name: fit(self._rows[name], self._truth[name], STRENGTH[name]) for name in self.fields}

    def add(self, draft: Draft, event: dict[str, Any]) -> None:
        """The candidates of one draft beside the event it tells."""
        if "actor" in self.fields:
            self._parties(draft, event)
        if "place" in self.fields:
            self._place(draft, event)
        if "date" in self.fields:
            for date in when.candidates(draft, event["status"], draft.analysis.outline.lexicon):
                own = {"start": str(date.start), "end": str(date.end)}
                self._note("date", date.features, score.same_date(event.get("date"), own))
        for field in FIGURES if "figure" in self.fields else ():
            for figure in howmany.candidates(draft, field):
                self._note("figure", figure.features, list(figure.figure.value) == event.get(field))
        if "source" in self.fields:
            self._sources(draft, event)

    def _place(self, draft: Draft, event: dict[str, Any]) -> None:
        for place in where.candidates(draft):
            p = place.place
            own = {"lat": p.lat, "lon": p.lon, "country": p.country, "precision": p.precision, "geonameid": p.geonameid}
            self._note("place", place.features, score.same_place(event.get("place"), own))

    def _sources(self, draft: Draft, event: dict[str, Any]) -> None:
        for source in says.candidates(draft):
            right = any(score.same_party(g, source.attribution.text) for g in event.get("sources") or [])
            self._note("source", source.features, right)

    def _parties(self, draft: Draft, event: dict[str, Any]) -> None:
        place = event.get("place")
        country = roles.event_country(draft, place["country"] if place else None)
        named = roles.candidates(draft, country, draft.analysis.outline.lexicon)
        for role, field, other in (("actor", "actors", "targets"), ("target", "targets", "actors")):
            parties = [roles.party_of(c, role, country, draft.type, draft.analysis.outline.lexicon).model_dump() for c in named]
            right = matching(event.get(field) or [], parties)
            # "un homme" who attacks would be a right target by kind and country alone, were it not for his words.
            right -= worded(event.get(other) or [], parties) - worded(event.get(field) or [], parties)
            for position, candidate in enumerate(named):
                self._note(role, candidate.features, position in right)

    def _note(self, name: str, features: dict[str, float], right: bool) -> None:
        self._rows[name].append(features)
        self._truth[name].append("1" if right else "0")


def field_models(seen: Seen) -> dict[str, LinearModel]:
    choices = Choices()
    for example, mentions in seen:
        for draft, event in gold_drafts(example, mentions):
            if event["status"] != "background":
                choices.add(draft, event)
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


def train(pairs: list[Pair], folds: int) -> Models:
    """All models, cross-fitted over ``folds``."""
    examples = [Example(record, analysis) for record, analysis in pairs]
    models = mention_models(examples)
    models["gate"] = gate_model(examples)
    models["zone"] = zone_model(examples)
    return Models(models | later_models(cross_fitted(examples, folds)), THRESHOLDS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--lang", default="fr")
    arguments = parser.parse_args()
    models = train(analysed(dispatches.training(arguments.lang)), arguments.folds)
    folder = MODELS / arguments.lang
    for name, model in models.by_name.items():
        print(f"{name}: {len(model.weights)} features, {save(model, folder / f'{name}.json')} bytes")
    (folder / "thresholds.json").write_text(json.dumps(THRESHOLDS | OF_LANGUAGE.get(arguments.lang, {}), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
