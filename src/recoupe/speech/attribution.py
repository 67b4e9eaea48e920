"""Finds who is cited: "selon X", "X a annoncé que", "…, a annoncé X", "a appris l'AFP", "revendiqué par X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.speech.clauses import source_of, verbs
from recoupe.speech.grammar import Grammar, grammar
from recoupe.speech.phrases import coordinated, head_of, is_plausible, phrase_after, words_of
from recoupe.text import fold, trim

Manner = Literal["per", "after", "before", "recipient", "bracket"]

_BRACKET = re.compile(r"\(([^()]{3,40})\)[\s.]*$")
_OF = re.compile(r"\s(?:d'|du\s|des\s|de\s)")
_OUTLET_NAME = re.compile(r"(?:\s(?:[a-zà-ÿ'-]+|d')){0,4}?(?:\s[A-ZÀ-Ý0-9][\w'.-]*\w)+")
_DEFINITE = frozenset(("le", "la", "l'", "les", "ce", "cette", "ces", "cet"))
_ARTICLES = _DEFINITE | {"un", "une", "des"}
_NEAR = 600
"""Characters within which a shortened mention is the fuller one again; further off it may be another's."""
_PARTED = re.compile(r"\b(?:a|ont|avait|avaient|aurait|auraient|été)\s*$")


@dataclass(frozen=True)
class Attribution:
    """One citation: ``span``, the source's words; ``covers``, the sentence it speaks for; ``verb``, folded."""

    span: Span
    text: str
    verb: str
    manner: Manner
    covers: Span


def find_attributions(text: str, sentences: list[Span], lexicon: Lexicon) -> list[Attribution]:
    """Citations of the sentences given, in order; one for each source and sentence.

    What only points back to a source told before ("ces sources", "le communiqué") is none of its own.
    """
    known = grammar(lexicon)
    folded = fold(text)
    found: list[Attribution] = []
    for sentence in sentences:
        here = _prepositional(text, folded, sentence, known)
        here += _verbal(text, folded, sentence, known)
        here += _recipients(text, folded, sentence, known, here)
        here += _brackets(text, folded, sentence, known)
        here = [part for attribution in here for part in _each(attribution, text, folded, known)]
        for attribution in _distinct(here):
            if not _repeats(attribution, folded, found, known):
                found.append(attribution)
    return found


def _prepositional(text: str, folded: str, sentence: Span, known: Grammar) -> list[Attribution]:
    found = []
    for match in known.prepositions.finditer(folded, *sentence):
        preposition = match.group().strip()
        span: Span | None
        if preposition in known.source_prepositions:
            start = match.start() + preposition.rindex("source")
            stop = re.compile(r'[,;:!?"()\n.]').search(folded, match.end(), sentence[1])
            behind = known.stops.search(folded, match.end(), stop.start() if stop else sentence[1])
            span = trim(text, start, min(m.start() for m in (stop, behind) if m) if stop or behind else sentence[1])
        else:
            inside = bool(_PARTED.search(text[sentence[0] : match.start()]))
            span = phrase_after(text, folded, match.end(), sentence[1], known, inside=inside)
        if span and (teller := _teller(text, folded, span, known)) is not None:
            found.append(Attribution(teller, text[slice(*teller)], preposition, "per", sentence))
    for match in known.agents.finditer(folded, *sentence):
        span = phrase_after(text, folded, match.end(), sentence[1], known)
        if span:
            found.append(Attribution(span, text[slice(*span)], f"{match['verb']} par", "per", sentence))
    return found


def _teller(text: str, folded: str, span: Span, known: Grammar) -> Span | None:
    """The source itself where the words name what it told ("le bilan de la police"); None where they name nobody."""
    if not known.has("tellings", head_of(folded, span, known)):
        return span
    of = _OF.search(folded, *span)
    if of is None:
        return None
    rest = (of.end(), span[1])
    return rest if is_plausible(text, folded, rest, known) else None


def _verbal(text: str, folded: str, sentence: Span, known: Grammar) -> list[Attribution]:
    found = []
    for verb in verbs(text, folded, sentence, known):
        source = source_of(text, folded, sentence, verb, known)
        if source is None:
            continue
        span, side = source
        teller = _teller(text, folded, span, known)
        if teller is not None:
            manner: Manner = "after" if side == "after" else "before"
            found.append(Attribution(teller, text[slice(*teller)], verb.form, manner, sentence))
    return found


def _recipients(text: str, folded: str, sentence: Span, known: Grammar, others: list[Attribution]) -> list[Attribution]:
    found = []
    for match in known.recipients.finditer(folded, *sentence):
        lead = re.match(r"(?:aupres\s+)?(?:aux?|a|sur|du|de|d')(?![\w-])\s*", match.group())
        start = match.start() + (lead.end() if lead else 0)
        end = _named_outlet(text, (start, match.end()), sentence[1], folded, known)
        if end and not any(a <= start < b for a, b in (o.span for o in others)):
            found.append(Attribution((start, end), text[start:end], "a", "recipient", sentence))
    return found


def _named_outlet(text: str, span: Span, limit: int, folded: str, known: Grammar) -> int | None:
    """Where the outlet's words end: a kind of outlet must have its name within four words ("la chaîne locale X")."""
    if any(c.isupper() for c in text[slice(*span)]):
        return span[1]
    if not any(known.has("outlet_nouns", word) for word in words_of(folded, span)):
        return None
    name = _OUTLET_NAME.match(text, span[1], limit)
    return name.end() if name else None


def _brackets(text: str, folded: str, sentence: Span, known: Grammar) -> list[Attribution]:
    match = _BRACKET.search(folded[slice(*sentence)])
    if not match:
        return []
    span = (sentence[0] + match.start(1), sentence[0] + match.end(1))
    # "(OSDH)" is the short name of whoever stands before it, not a bracketed source.
    if text[slice(*span)].isupper() or not any(known.has("heads", word) for word in words_of(folded, span)):
        return []
    return [Attribution(span, text[slice(*span)], "()", "bracket", sentence)]


def _each(attribution: Attribution, text: str, folded: str, known: Grammar) -> list[Attribution]:
    parts = coordinated(text, folded, attribution.span, known)
    return [Attribution(p, text[slice(*p)], attribution.verb, attribution.manner, attribution.covers) for p in parts]


def _repeats(attribution: Attribution, folded: str, earlier: list[Attribution], known: Grammar) -> bool:
    """Whether the words only point back to a source told before: "ces sources", "le communiqué", a shortened office."""
    words = words_of(folded, attribution.span)
    if not earlier or words[0] not in _DEFINITE:
        return False
    if len(words) <= 3 and known.has("repeats", words[-1]):
        return True
    rest = words[1:]
    near = (other for other in earlier if attribution.span[0] - other.span[1] < _NEAR)
    return any(_shortens(rest, words_of(folded, other.span)) for other in near)


def _shortens(words: list[str], fuller: list[str]) -> bool:
    """Whether ``words`` are the first of a fuller mention ("le ministère" of "le ministère de l'Intérieur")."""
    content = fuller[1:] if fuller[0] in _ARTICLES else fuller
    return len(words) < len(content) and content[: len(words)] == words


def _distinct(found: list[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: (a.span[0], -a.span[1])):
        if not kept or attribution.span[0] >= kept[-1].span[1]:
            kept.append(attribution)
    return kept
