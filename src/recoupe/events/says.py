"""Who says so: which citations of a draft's sentences are an event's sources."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.speech import Attribution
from recoupe.text import fold

_EMPTY = frozenset("le la les l un une des de du d au aux et en ce cette ces meme memes sa son ses leur leurs".split())


@dataclass(frozen=True)
class SourceCandidate:
    """A citation that may speak for the event, with what the model sees of it."""

    attribution: Attribution
    features: Features


def content_words(text: str) -> frozenset[str]:
    """The words of a source that tell it from another."""
    return frozenset(w for w in re.findall(r"\w+", fold(text)) if w not in _EMPTY)


def candidates(draft: Draft) -> list[SourceCandidate]:
    """The citations in the draft's sentences, one for each source, in text order."""
    a = draft.analysis
    found: list[SourceCandidate] = []
    seen: list[frozenset[str]] = []
    for attribution in a.attributions:
        if not draft.holds(attribution.span[0]):
            continue
        words = content_words(attribution.text)
        if not words or any(words <= other for other in seen):
            continue
        seen.append(words)
        sentence = a.outline.sentence_of(attribution.span[0])
        triggers = draft.triggers_in(sentence)
        best = max((s.probability for s in triggers), default=0.0)
        names = {
            f"manner:{attribution.manner}", f"verb:{attribution.verb}", f"type:{draft.type}", f"title:{sentence == 0}",
            f"length={min(len(words), 6)}", f"sentence={min(draft.sentences.index(sentence), 5)}", f"triggers={min(len(triggers), 3)}",
            f"first:{fold(attribution.text).split()[0]}", f"best={int(best * 5)}", f"capital:{attribution.text[:1].isupper()}",
        }  # fmt: skip
        names |= {f"word:{w}" for w in words}
        gap = min((abs(attribution.span[0] - s.mention.hit.span[0]) for s in triggers), default=300)
        names.add(f"gap={min(gap // 40, 5)}")
        found.append(SourceCandidate(attribution, dict.fromkeys(names, 1.0)))
    return found
