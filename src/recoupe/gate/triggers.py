"""The gate: finds the words of the frame lexicon in a text, before anything is parsed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.text import fold


@dataclass(frozen=True)
class TriggerHit:
    """Words of the text that the frame lexicon knows: their span, the acts they may tell, how they are listed there."""

    span: Span
    form: str
    acts: tuple[str, ...]
    lemmas: tuple[str, ...]
    listed: frozenset[str]


@lru_cache(maxsize=4)
def _automaton(lexicon: Lexicon) -> ahocorasick.Automaton:
    by_form: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for trigger in lexicon.triggers:
        if trigger.form not in lexicon.ambiguous:
            by_form[trigger.form].append((trigger.act, trigger.lemma, trigger.listed))
    automaton = ahocorasick.Automaton()
    for form, readings in by_form.items():
        automaton.add_word(form, (form, tuple(readings)))
    automaton.make_automaton()
    return automaton


def _is_word(folded: str, start: int, end: int) -> bool:
    """Whether [start, end) begins and ends with a word; an elided form ("la cible d'") has its end in it."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not (before.isalnum() or before == "_") and (not after.isalnum() or folded[end - 1] == "'")


def find_triggers(text: str, lexicon: Lexicon) -> list[TriggerHit]:
    """Trigger hits of a normalised text in order; of overlapping ones the longest. ``form`` is folded."""
    folded = fold(text)
    hits = []
    for last, (form, readings) in _automaton(lexicon).iter(folded):
        start, end = last - len(form) + 1, last + 1
        # Folded, "marché" is "marche" and "March" is "march": where the lexicon knows of such a pair, the word as written decides.
        written = text[start:end]
        if not _is_word(folded, start, end) or written in lexicon.confusable or written.lower() in lexicon.confusable:
            continue
        hits.append((start, end, form, readings))
    kept: list[TriggerHit] = []
    reach = -1
    for start, end, form, readings in sorted(hits, key=lambda h: (h[0], -h[1])):
        if start < reach:
            continue
        reach = end
        acts = tuple(dict.fromkeys(act for act, _, _ in readings))
        lemmas = tuple(dict.fromkeys(lemma for _, lemma, _ in readings))
        kept.append(TriggerHit((start, end), form, acts, lemmas, frozenset(listed for _, _, listed in readings)))
    return kept
