"""Word vectors around a trigger: what lets a model know words it was never trained on.

The vectors are the parsing pipeline's own. A block is the mean over content words, rounded, so that the last bits of a
machine's arithmetic never decide a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from recoupe.analysis import Analysis

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Token

    from recoupe.events.cluster import Scored
    from recoupe.events.mention import Mention

WINDOW = 5
_CONTENT = frozenset(("NOUN", "VERB", "ADJ", "PROPN"))


def mean_vector(tokens: Iterable[Token], width: int) -> NDArray[np.float32]:
    """The rounded mean vector of the content words among ``tokens``; zeros where none has a vector. Shape (width,)."""
    # Without a table of vectors spaCy gives the parser's own tensor for them: that tells grammar, not words.
    vectors = [t.vector for t in tokens if t.pos_ in _CONTENT and t.has_vector] if width else []
    if not vectors:
        return np.zeros(width, dtype=np.float32)
    mean: NDArray[np.float32] = np.round(np.mean(np.asarray(vectors), axis=0, dtype=np.float64), 3).astype(np.float32)
    return mean


@lru_cache(maxsize=4)
def vectors_of(analysis: Analysis) -> Vectors:
    """The vector blocks of a dispatch: its mentions' and its drafts' are the same."""
    return Vectors(analysis)


class Vectors:
    """The vector blocks of one dispatch, each made once. ``width`` is that of the pipeline's vectors; it may have none."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self.width = max((doc.vocab.vectors_length for doc in analysis.parsed.values()), default=0)
        self._windows: dict[tuple[int, int], NDArray[np.float32]] = {}
        self._sentences: dict[int, NDArray[np.float32]] = {}

    def sentence(self, index: int) -> NDArray[np.float32]:
        """The mean vector of a sentence."""
        if index not in self._sentences:
            doc = self._analysis.parsed.get(index)
            self._sentences[index] = mean_vector(doc if doc is not None else (), self.width)
        return self._sentences[index]

    def window(self, mention: Mention) -> NDArray[np.float32]:
        """The mean vector of the words close around a trigger."""
        if mention.token is None:
            return np.zeros(self.width, dtype=np.float32)
        doc, at = mention.token.doc, mention.token.i
        place = (mention.sentence, at)
        if place not in self._windows:
            self._windows[place] = mean_vector(doc[max(0, at - WINDOW) : at + WINDOW + 1], self.width)
        return self._windows[place]

    def mention(self, mention: Mention) -> NDArray[np.float32]:
        """Title, sentence and window of a mention. Shape (3 * width,)."""
        return np.concatenate([self.sentence(0), self.sentence(mention.sentence), self.window(mention)])

    def group(self, mentions: Iterable[Scored]) -> NDArray[np.float32]:
        """Title, sentences and windows of a draft's mentions, the latter two averaged. Shape (3 * width,)."""
        known = [s.mention for s in mentions]
        sentences = np.mean([self.sentence(i) for i in sorted({m.sentence for m in known})], axis=0)
        windows = np.mean([self.window(m) for m in known], axis=0)
        return np.concatenate([self.sentence(0), np.round(sentences, 3), np.round(windows, 3)]).astype(np.float32)
