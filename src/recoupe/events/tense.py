"""The tense of the verb group that holds a word, as a coarse label, from the pipeline's morphology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.events.words import EventWords

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = ("VERB", "AUX")


def tense_of(token: Token, words: EventWords) -> str:
    """past, present, future, conditional, imperfect, pluperfect, infinitive, participle, modal or none, of the verb group
    that holds a token."""
    verb = token
    while verb.pos_ not in _VERBAL and verb.head.i != verb.i:
        verb = verb.head
    helpers = [child for child in verb.children if child.dep_.startswith("aux") or child.dep_ == "cop"]
    given = next((words.auxiliaries[t.lower_] for t in helpers if t.lower_ in words.auxiliaries), None)
    if given:
        return given
    group = [*helpers, verb]
    if any("Cnd" in t.morph.get("Mood", []) for t in group):
        return "conditional"
    if any("Fut" in t.morph.get("Tense", []) for t in group):
        return "future"
    return _compound(verb, helpers, words) if helpers else _simple(verb)


def _compound(verb: Token, helpers: list[Token], words: EventWords) -> str:
    """The tense of a verb with auxiliaries or a copula."""
    tenses = {x for t in (*helpers, verb) if t.pos_ == "AUX" or t is not verb for x in t.morph.get("Tense", [])}
    participle = verb.morph.get("VerbForm", []) == ["Part"]
    if tenses & {"Imp", "Past"} and any(t.lower_ in words.pluperfect for t in helpers):
        return "pluperfect" if participle else "imperfect"
    under_way = verb.morph.get("Aspect", []) == ["Prog"] and "Pres" in tenses
    return "past" if participle and not under_way else "present"


def _simple(verb: Token) -> str:
    """The tense of a verb alone."""
    forms, tenses = verb.morph.get("VerbForm", []), verb.morph.get("Tense", [])
    if forms in (["Inf"], ["Part"]):
        return "infinitive" if forms == ["Inf"] else "participle"
    if "Imp" in tenses or "Past" in tenses:
        return "imperfect" if "Imp" in tenses else "past"
    return "present" if verb.pos_ in _VERBAL else "none"
