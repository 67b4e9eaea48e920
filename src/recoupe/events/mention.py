"""Event mentions: a trigger in its sentence, with what its grammar tells of mood, time and generality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.analysis import Analysis
from recoupe.events.tense import tense_of
from recoupe.events.words import EventWords, event_words
from recoupe.gate import TriggerHit
from recoupe.parsing import head_token

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Mention:
    """One trigger in a parsed sentence. ``token`` heads its words; ``tense`` is a coarse label of its verb group."""

    hit: TriggerHit
    sentence: int
    base: int
    token: Token | None
    pos: str
    tense: str
    negated: bool
    determiner: str
    under: str


def _under(analysis: Analysis, index: int, start: int, words: EventWords) -> str:
    """The word close before a trigger that sets its event apart from the sentence's own ("deux jours après l'assassinat")."""
    found = words.under.findall(analysis.outline.folded[max(analysis.outline.sentences[index][0], start - 45) : start])
    return found[-1] if found else ""


def mentions_of(analysis: Analysis) -> list[Mention]:
    """The event mentions of a dispatch: the triggers of its parsed sentences."""
    seen, words = analysis.outline, event_words(analysis.outline.lexicon)
    mentions = []
    for hit in seen.triggers:
        index = seen.sentence_of(hit.span[0])
        base = seen.sentences[index][0]
        doc = analysis.parsed.get(index)
        if doc is None:
            continue
        token = head_token(doc, hit.span[0] - base, hit.span[1] - base)
        if token is None:
            mentions.append(Mention(hit, index, base, None, "", "none", False, "", ""))
            continue
        negated = any(child.lower_ in words.negations for child in token.children) or any(
            child.lower_ in words.governor_negations for child in token.head.children
        )
        determiner = next((child.lower_ for child in token.children if child.dep_ in ("det", "nummod")), "")
        mentions.append(
            Mention(
                hit,
                index,
                base,
                token,
                token.pos_,
                tense_of(token, words),
                negated,
                determiner,
                _under(analysis, index, hit.span[0], words),
            )
        )
    return mentions
