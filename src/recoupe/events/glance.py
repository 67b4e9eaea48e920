"""The triggers of a dispatch with what the linear models see of them, and the reading of the sentences that may tell an event.

Reading takes longer than all the rest of the events stage. A first look, a linear model without it, picks the sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.analysis import Analysis
from recoupe.context import Reading, Weights
from recoupe.events.features import Features, dispatch_features, mention_features, sentence_features
from recoupe.events.mention import Mention, mentions_of
from recoupe.events.vectors import vectors_of
from recoupe.language import Lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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


def reading_of(analysis: Analysis, promising: Iterable[Mention], weights: Weights) -> Reading | None:
    """The title and the sentences of the promising mentions, read by the context model; None where there are none."""
    chosen = {mention.sentence for mention in promising}
    if not chosen:
        return None
    return Reading(weights, analysis.outline.text, [analysis.outline.sentences[i] for i in sorted(chosen | {0})])
