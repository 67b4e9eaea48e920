"""A draft: the mentions of one event before its fields are filled, and what its sentences hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from recoupe.analysis import Analysis
from recoupe.context import Reading
from recoupe.events import contextfeatures
from recoupe.events.cluster import Scored
from recoupe.events.features import Features, date_age, dispatch_features, sentence_features
from recoupe.events.vectors import vectors_of
from recoupe.language import Lexicon
from recoupe.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Draft:
    """Mentions that tell one event. ``type`` is filled once the type model has spoken; ``reading`` is None without a context model.

    ``twin`` is the chance that a fuller draft of the dispatch tells the same event; ``others`` are the triggers of each other event.
    """

    mentions: tuple[Scored, ...]
    analysis: Analysis
    type: str = ""
    reading: Reading | None = None
    twin: float = 0.0
    others: tuple[tuple[Span, ...], ...] = ()

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """Indices of the sentences that tell it, in order."""
        return tuple(sorted({s.mention.sentence for s in self.mentions}))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Character spans of those sentences."""
        return tuple(self.analysis.outline.sentences[i] for i in self.sentences)

    @cached_property
    def vector(self) -> NDArray[np.float32]:
        """The word vectors of its title, sentences and windows (events/vectors.py)."""
        return vectors_of(self.analysis).group(self.mentions)

    def holds(self, offset: int) -> bool:
        """Whether a character offset lies in one of its sentences."""
        return any(a <= offset < b for a, b in self.spans)

    @cached_property
    def telling(self) -> frozenset[int]:
        """Offsets of the triggers that tell this type of event, not another that shares its sentences."""
        fit = {s.mention.hit.span[0]: s.types.get(self.type, 0.0) for s in self.mentions}
        floor = 0.6 * max(fit.values(), default=0.0)
        return frozenset(at for at, p in fit.items() if p > 0 and p >= floor)

    @cached_property
    def triggers(self) -> tuple[Span, ...]:
        """The words that tell it."""
        return tuple(s.mention.hit.span for s in self.mentions)

    def triggers_in(self, sentence: int) -> list[Scored]:
        return [s for s in self.mentions if s.mention.sentence == sentence]


def draft_features(draft: Draft, lexicon: Lexicon) -> Features:
    """What the type and status models see of a draft: its mentions, its sentences, its dispatch; nothing that comes of its type."""
    return _told_features(replace(draft, type="", twin=0.0, others=()), lexicon)


def keep_features(draft: Draft, lexicon: Lexicon) -> Features:
    """What the keep model sees of a draft: the same, and whether another tells its event more fully."""
    return draft_features(draft, lexicon) | {"twin": 4 * draft.twin, f"twin={int(5 * draft.twin)}": 1.0}


@lru_cache(maxsize=32)
def _told_features(draft: Draft, lexicon: Lexicon) -> Features:
    a = draft.analysis
    features = _mention_part(draft)
    features.update(_around_part(draft))
    for index in draft.sentences:
        for name, value in sentence_features(a, index, lexicon).items():
            scale = 0.3 if name.startswith("in:") else 0.7
            features[name] = max(features.get(name, 0.0), scale * value)
    features[f"first={min(draft.sentences[0], 6)}"] = 1.0
    features[f"oldest={date_age(a, *draft.spans[-1])}"] = 0.5
    for name, value in dispatch_features(a.outline, lexicon).items():
        features[f"d:{name}"] = 0.5 * value
    acts = sorted({act for s in draft.mentions for act in s.mention.hit.acts})
    for name in [n for n in features if n.startswith(_CROSSED)]:
        for act in acts:
            features[f"{act}&{name}"] = 0.5 * features[name]
    features.update(contextfeatures.of_draft(draft))
    return features


_CROSSED = ("party:", "figure:", "age=", "place:", "d:topic", "first=")


def _mention_part(draft: Draft) -> Features:
    """The draft's own mentions: acts, lemmas, grammar, what the mention models said of them."""
    features: Features = {}
    acts = Counter(act for s in draft.mentions for act in s.mention.hit.acts)
    for act, count in acts.items():
        features[f"act:{act}"] = 1.0 + 0.2 * min(count - 1, 5)
    for s in draft.mentions:
        m = s.mention
        for name in (f"lemma:{m.hit.lemmas[0]}", f"tense:{m.tense}", f"act-tense:{m.hit.acts[0]}:{m.tense}"):
            features[name] = 1.0
        features[f"negated:{m.negated}"] = 1.0
        features[f"det:{m.determiner}"] = 1.0
        for name, p in s.types.items():
            if p > 0.05:
                features[f"type:{name}"] = features.get(f"type:{name}", 0.0) + p / len(draft.mentions)
    features["best"] = 3 * max(s.probability for s in draft.mentions)
    features["mean"] = 3 * sum(s.probability for s in draft.mentions) / len(draft.mentions)
    features[f"mentions={min(len(draft.mentions), 8)}"] = 1.0
    features[f"sentences={min(len(draft.sentences), 6)}"] = 1.0
    return features


def _around_part(draft: Draft) -> Features:
    """All triggers of the draft's sentences, those that did not become mentions too."""
    features: Features = {}
    for index in draft.sentences:
        for hit in draft.analysis.outline.triggers_in(index):
            features.update({f"around:{act}": 1.0 for act in hit.acts})
            features[f"around-lemma:{hit.lemmas[0]}"] = 1.0
            if index == 0:
                features[f"title-lemma:{hit.lemmas[0]}"] = 1.0
    return features
