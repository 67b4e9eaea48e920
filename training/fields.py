"""Scores the fields where the right mentions are given: ``python training/fields.py [field …] [--misses=20] [--folds=2]``.

Grouping set aside, what is left of the loss is the choice of each field. Every annotated event gets the mentions that tell
it; models of the fields are trained on other dispatches (folds) and fill it, and each field is compared with the coded one as
score.py does. 2,000 events tell more than a gold folder's 88. ``gold`` as a field name also scores shared/gold, with models
of the annotations alone. Probabilities and types of mentions are cross-fitted once and kept (``--fresh`` makes them anew). The context model is not asked: this tells what the rest does.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dispatches
import labels
import right
import settings
import train
from choices import Choices
from fit import fit
from prepare import CACHE, analysed

from recoupe.events.cluster import Scored
from recoupe.events.code import Models, fill, typed
from recoupe.events.draft import Draft, draft_features
from recoupe.events.linear import LinearModel
from recoupe.events.mention import mentions_of
from recoupe.records import Event

score = right.score

FIELDS = ("type", "status", "actors", "targets", "place", "date", *settings.FIGURES, "sources")
CHOSEN = {
    "type": ("type",),
    "status": ("status",),
    "parties": ("actors", "targets"),
    "place": ("place",),
    "date": ("date",),
    "figures": settings.FIGURES,
    "sources": ("sources",),
}
ASKS = {"parties": ("actor", "target"), "place": ("place",), "date": ("date",), "figures": ("figure",), "sources": ("source",)}
SILENT = LinearModel(("1",), (-20.0,), {})
Known = dict[tuple[str, int, int], tuple[float, dict[str, float]]]


@dataclass(frozen=True)
class Given:
    """One coded event with the draft that its own mentions make."""

    draft: Draft
    event: dict[str, Any]
    dispatch: str


def mentions_known(pairs: list[train.Pair], folds: int, fresh: bool) -> Known:
    """Probability and types of every mention, by dispatch and span, from models that never saw the dispatch."""
    path = CACHE / "mentions.pickle"
    if path.exists() and not fresh:
        kept: Known = pickle.loads(path.read_bytes())
        return kept
    known: Known = {}
    examples = [train.Example(record, analysis) for record, analysis in pairs]
    order = list(range(len(examples)))
    random.Random(5).shuffle(order)
    for k in range(folds):
        part = set(order[k::folds])
        models = train.mention_models([examples[i] for i in order if i not in part])
        for i in part:
            for scored, _ in train.scored(examples[i], models, 0.0):
                span = scored.mention.hit.span
                known[examples[i].record["id"], *span] = (scored.probability, scored.types)
    path.write_bytes(pickle.dumps(known))
    return known


def given(pairs: list[train.Pair], known: Known) -> list[Given]:
    """The coded events that have a mention, each with its draft."""
    out = []
    for record, analysis in pairs:
        told: dict[int, list[Scored]] = {}
        for mention in mentions_of(analysis):
            index = labels.event_of(mention.hit.span[0], mention.hit.acts, record["events"])
            if index is not None and record["events"][index]["status"] != "background":
                probability, types = known.get((record["id"], *mention.hit.span), (0.5, {}))
                told.setdefault(index, []).append(Scored(mention, probability, types))
        for index, mentions in sorted(told.items()):
            event = record["events"][index]
            out.append(Given(Draft(tuple(mentions), analysis, event["type"]), event, record["id"]))
    return out


def trained(rows: list[Given], groups: list[str]) -> dict[str, LinearModel]:
    """Models of the fields in ``groups``, and of type and status where they are asked for."""
    models: dict[str, LinearModel] = {}
    if "type" in groups or "status" in groups:
        seen = [draft_features(g.draft, g.draft.analysis.outline.lexicon) for g in rows]
        if "type" in groups:
            vectors, types = [g.draft.vector for g in rows], [g.event["type"] for g in rows]
            models["type"] = fit(seen, types, settings.STRENGTH["type"], balance=0.5, vectors=vectors)
        if "status" in groups:
            models["status"] = fit(seen, [g.event["status"] for g in rows], settings.STRENGTH["status"])
    # A party's name needs the event's country, which is its place's.
    wanted = {"place"} if "parties" in groups else set()
    wanted |= {model for group in groups for model in ASKS.get(group, ())}
    choices = Choices(tuple(name for name in settings.CHOICES if name in wanted))
    for g in rows:
        choices.add(g.draft, g.event)
    return dict.fromkeys(settings.CHOICES, SILENT) | models | choices.models()


def coded(g: Given, models: dict[str, LinearModel], groups: list[str]) -> Event:
    """The record that the coder would fill for an event whose mentions are given; its type and status too, unless asked for."""
    both = Models(models, settings.THRESHOLDS)
    draft, status = g.draft, g.event["status"]
    if "type" in groups:
        draft = typed(draft, both, draft.analysis.outline.lexicon)
    if "status" in groups:
        chances = models["status"].distribution(draft_features(draft, draft.analysis.outline.lexicon))
        status = max(chances, key=lambda s: (chances[s], s))
    return fill(draft, status, 1.0, both, draft.analysis.outline.lexicon)


def compare(rows: list[Given], models: dict[str, LinearModel], groups: list[str], misses: list[str]) -> dict[str, Any]:
    counts: dict[str, Any] = defaultdict(score.Counts)
    asked = {f for group in groups for f in CHOSEN[group]}
    for g in rows:
        own = coded(g, models, groups).codebook()
        before = {f: (counts[f].fp, counts[f].fn) for f in asked}
        score.score_pair(counts, {k: g.event.get(k) for k in (*FIELDS, "origin", "destination")}, own)
        for field in sorted(asked):
            if (counts[field].fp, counts[field].fn) != before[field]:
                misses.append(described(g, field, own))
    return counts


def described(g: Given, field: str, own: dict[str, Any]) -> str:
    """One wrong field in words: what was coded, what came out, the sentences."""

    def short(value: Any) -> str:
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return "; ".join(f"{v['text']} = {v['name']} [{v['kind']}, {v['country']}]" for v in value)
        if isinstance(value, dict):
            return ", ".join(str(value.get(k)) for k in ("text", "name", "country", "precision", "start", "end") if value.get(k))
        return str(value)

    text = " / ".join(g.draft.analysis.outline.text[slice(*s)] for s in g.draft.spans[:5])
    head = f"{g.dispatch} published {g.draft.analysis.published} {g.event['type']} {g.event['status']}"
    return f"{field}: coded {short(g.event.get(field))} | found {short(own.get(field))}\n   {head}\n   {text[:900]}"


def show(title: str, counts: dict[str, Any], groups: list[str]) -> None:
    print(title)
    for field in (f for group in groups for f in CHOSEN[group]):
        row = counts[field].row()
        print(f"{field:<10}{row['P']:>8.3f}{row['R']:>8.3f}{row['F1']:>8.3f}{row['gold']:>7}{row['found']:>7}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fields", nargs="*")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--fresh", action="store_true")
    arguments = parser.parse_args()
    groups = [f for f in arguments.fields if f != "gold"] or list(CHOSEN)
    pairs = analysed(dispatches.annotated())
    gold = analysed(dispatches.gold("dev") + dispatches.gold("more")) if "gold" in arguments.fields else []
    known = mentions_known(pairs + gold, 3, arguments.fresh)
    rows = given(pairs, known)
    order = sorted({g.dispatch for g in rows})
    random.Random(3).shuffle(order)
    misses: list[str] = []
    total: dict[str, Any] = defaultdict(score.Counts)
    for k in range(arguments.folds):
        part = set(order[k :: arguments.folds])
        models = trained([g for g in rows if g.dispatch not in part], groups)
        for field, counts in compare([g for g in rows if g.dispatch in part], models, groups, misses).items():
            total[field].add(counts.tp, counts.fp, counts.fn)
    show(f"annotated, {len(rows)} events, {arguments.folds} folds", total, groups)
    if gold:
        own = given(gold, known)
        show(f"gold, {len(own)} events", compare(own, trained(rows, groups), groups, []), groups)
    random.Random(arguments.misses).shuffle(misses)
    print("\n\n".join(misses[: arguments.misses]))


if __name__ == "__main__":
    main()
