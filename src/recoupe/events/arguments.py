"""How the parties of a dispatch stand to the verbs and nouns of action around them, whichever event these tell.

Paths from a draft's own triggers (roles.py) are exact and sparse; an argument is coarse: the word that governs a party's
phrase, once "dizaines de", coordination and apposition are climbed over, the label of that dependency, and the act of a
trigger that the governor is or carries ("mener une attaque").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.analysis import Analysis
from recoupe.events.words import EventWords, event_words
from recoupe.parsing import head_token, path, token_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LATERAL = ("conj", "appos", "flat", "fixed")
_CARRIED = ("obj", "xcomp", "nsubj", "obl", "ccomp", "iobj")
_CLIMBS = 4


@dataclass(frozen=True)
class Argument:
    """A party mention's sentence, the dependency of its phrase, and the act it depends on ("" if none)."""

    sentence: int
    label: str
    act: str
    climbed: bool
    cue: str
    """The side that the dependency alone suggests: "does", "undergoes" or "" for neither."""


@lru_cache(maxsize=4)
def arguments_of(analysis: Analysis) -> tuple[Argument | None, ...]:
    """The argument of each of a dispatch's party mentions, in their order; None where the sentence is not parsed."""
    words = event_words(analysis.outline.lexicon)
    triggers: dict[int, dict[int, str]] = {}
    found: list[Argument | None] = []
    for mention in analysis.parties:
        sentence = analysis.outline.sentence_of(mention.anchor[0])
        doc = analysis.parsed.get(sentence)
        base = analysis.outline.sentences[sentence][0]
        head = head_token(doc, mention.anchor[0] - base, mention.anchor[1] - base) if doc is not None else None
        if doc is None or head is None:
            found.append(None)
            continue
        if sentence not in triggers:
            triggers[sentence] = _acts(analysis, sentence, doc)
        found.append(_argument(sentence, head, triggers[sentence], words))
    return tuple(found)


def _acts(analysis: Analysis, sentence: int, doc: Doc) -> dict[int, str]:
    """The first act of each trigger of a sentence, by its token's index."""
    base = analysis.outline.sentences[sentence][0]
    acts: dict[int, str] = {}
    for hit in analysis.outline.triggers_in(sentence):
        token = token_at(doc, hit.span[0] - base)
        if token is not None:
            acts[token.i] = hit.acts[0]
    return acts


def _argument(sentence: int, head: Token, acts: dict[int, str], words: EventWords) -> Argument:
    token, climbed = head, False
    label = ""
    for _ in range(_CLIMBS):
        label = path(token.head, token)[1:] or token.dep_
        lateral = token.dep_.split(":")[0] in _LATERAL
        partitive = label in words.part and token.head.i not in acts and token.head.pos_ in ("NOUN", "ADJ", "NUM", "PRON")
        if token.head.i == token.i or not (lateral or partitive):
            break
        token, climbed = token.head, True
    if token.i in acts and token.i != head.i:
        return Argument(sentence, "of", acts[token.i], climbed, "")
    act = _governing_act(token, acts)
    cue = "undergoes" if act == "die" and label == "nsubj" else words.cues.get(label, "")
    return Argument(sentence, label, act, climbed, cue)


def _governing_act(token: Token, acts: dict[int, str]) -> str:
    """The act of the governor, or of what a governor without one carries ("mener une attaque", "tenter de tuer")."""
    governor = token.head
    if governor.i in acts:
        return acts[governor.i]
    if governor.i == token.i:
        return ""
    for child in governor.children:
        if child.i in acts and child.i != token.i and child.dep_.split(":")[0] in _CARRIED:
            return acts[child.i]
    return ""
