"""Event mentions: a trigger in its sentence, with what its grammar tells of mood, time and generality."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.analysis import Analysis
from recoupe.gate import TriggerHit
from recoupe.parsing import head_token

if TYPE_CHECKING:
    from spacy.tokens import Token

_AUXILIARIES = frozenset(("AUX",))
_DEFINITE = frozenset(("cette", "ce", "ces", "cet"))


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


_UNDER = re.compile(
    r"(?<!\w)(apres|lendemain|veille|depuis|avant|suite a|represailles|reponse a|riposte a|malgre|lors|pendant|durant|jours?|mois|semaines?|contre|pour|risque|menace|"
    r"crainte|projet|tentative|anniversaire|soupconn\w+|accus\w+|auteurs?|responsables?|victimes?|suspect\w*)(?!\w)(?=[^,;.:\"]{0,28}$)"
)


def _under(analysis: Analysis, index: int, start: int) -> str:
    """The word close before a trigger that sets its event apart from the sentence's own ("deux jours après l'assassinat")."""
    found = _UNDER.findall(analysis.outline.folded[max(analysis.outline.sentences[index][0], start - 45) : start])
    return found[-1] if found else ""


def tense_of(token: Token) -> str:
    """past, present, future, conditional, pluperfect, infinitive, participle or none, of the verb group that holds a token."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    group = [child for child in verb.children if child.dep_.startswith("aux") or child.dep_ == "cop"] + [verb]
    moods = {m for t in group for m in t.morph.get("Mood", [])}
    tenses = {(t.pos_ == "AUX" or t is not verb, x) for t in group for x in t.morph.get("Tense", [])}
    if "Cnd" in moods:
        return "conditional"
    if any(x == "Fut" for _, x in tenses):
        return "future"
    auxiliary_tenses = {x for aux, x in tenses if aux}
    if len(group) > 1:
        if "Imp" in auxiliary_tenses and any(
            t.lower_ in ("avait", "avaient", "était", "étaient", "avais") for t in group[:-1]
        ):
            return "pluperfect" if verb.morph.get("VerbForm", []) == ["Part"] else "imperfect"
        return "past" if verb.morph.get("VerbForm", []) == ["Part"] else "present"
    forms = verb.morph.get("VerbForm", [])
    if forms == ["Inf"]:
        return "infinitive"
    if forms == ["Part"]:
        return "participle"
    if "Imp" in {x for _, x in tenses}:
        return "imperfect"
    if "Past" in {x for _, x in tenses}:
        return "past"
    return "present" if verb.pos_ in ("VERB", "AUX") else "none"


def mentions_of(analysis: Analysis) -> list[Mention]:
    """The event mentions of a dispatch: the triggers of its parsed sentences."""
    seen = analysis.outline
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
        negated = any(child.lower_ in ("pas", "jamais", "aucun", "aucune", "ni") for child in token.children) or any(
            child.lower_ in ("pas", "jamais") for child in token.head.children
        )
        determiner = next((child.lower_ for child in token.children if child.dep_ in ("det", "nummod")), "")
        mentions.append(
            Mention(
                hit,
                index,
                base,
                token,
                token.pos_,
                tense_of(token),
                negated,
                determiner,
                _under(analysis, index, hit.span[0]),
            )
        )
    return mentions
