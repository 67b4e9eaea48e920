"""The triggers of a dispatch with what the linear models see of them, and the reading of the sentences that may tell an event.

Reading takes longer than all the rest of the events stage. A first look, a linear model without it, picks the sentences.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.analysis import Analysis
from recoupe.context import Reading, Weights
from recoupe.events.features import Features, dispatch_features, mention_features, sentence_features
from recoupe.events.mention import Mention, mentions_of
from recoupe.events.vectors import vectors_of
from recoupe.language import Lexicon
from recoupe.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_BEST, _LIKELY = 3, 0.5


@dataclass(frozen=True, eq=False)
class Glanced:
    """A mention with its named features and word vectors."""

    mention: Mention
    features: Features
    vector: NDArray[np.float32]


def glanced(analysis: Analysis, lexicon: Lexicon) -> list[Glanced]:
    """The mentions of a dispatch, in text order."""
    document, vectors = dispatch_features(analysis.outline, lexicon), vectors_of(analysis)
    shared: dict[int, Features] = {}
    found = []
    for mention in mentions_of(analysis):
        if mention.sentence not in shared:
            shared[mention.sentence] = sentence_features(analysis, mention.sentence, lexicon)
        features = mention_features(mention, analysis, shared[mention.sentence], document, lexicon)
        found.append(Glanced(mention, features, vectors.mention(mention)))
    return found


def worth_features(gate: float, chances: Sequence[float]) -> Features:
    """What tells whether a dispatch is worth reading: the gate's score, and the log-odds of its likeliest mentions to tell an event."""
    odds = sorted((math.log(p / (1 - p)) for p in (min(max(c, 0.001), 0.999) for c in chances)), reverse=True)
    likely = sum(chance >= _LIKELY for chance in chances)
    return {"gate": gate, f"likely={min(likely, 5)}": 1.0} | {f"odds:{n}": value for n, value in enumerate(odds[:_BEST])}


def reading_of(analysis: Analysis, promising: Iterable[Mention], weights: Weights) -> Reading | None:
    """The title and the sentences of the promising mentions, read by the context model; None where there are none."""
    chosen = {mention.sentence for mention in promising}
    if not chosen:
        return None
    seen = analysis.outline
    return Reading(weights, seen.text, [seen.sentences[i] for i in sorted(chosen | {0})], _asked_for(analysis))


def _asked_for(analysis: Analysis) -> Iterator[Span]:
    """Where the triggers of a dispatch and the candidates for its fields stand."""
    yield from (hit.span for hit in analysis.outline.triggers)
    yield from (party.anchor for party in analysis.parties)
    for mentions in (analysis.places, analysis.dates, analysis.figures, analysis.attributions):
        yield from (mention.span for mention in mentions)
