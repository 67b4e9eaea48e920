"""Finds who is cited: "selon X", "X a annoncé que", "…, a annoncé X", "a appris l'AFP", "revendiqué par X"."""

from __future__ import annotations

import re
from dataclasses import replace

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.speech.again import pronouns, repeated, speaker
from recoupe.speech.beside import going_on, headline
from recoupe.speech.citation import Attribution, Manner, plain_quotes
from recoupe.speech.clauses import source_of, verbs
from recoupe.speech.grammar import Grammar, grammar
from recoupe.speech.phrases import coordinated, head_of, is_plausible, is_somebody, phrase_after, words_of
from recoupe.text import fold, trim

_BRACKET = re.compile(r"\(([^()\d]{3,40})\)([\s.]*$)?")
_STOP = re.compile(r'[,;:!?"()\n.]')


def find_attributions(
    text: str, sentences: list[Span], lexicon: Lexicon, *, attitudes: bool = False
) -> list[Attribution]:
    """Citations of the sentences given, in order; one for each source and sentence.

    What only points back to a source told before ("ces sources", "a-t-elle ajouté") cites that one again, by its words there.
    ``attitudes`` counts those among the sources who are said to believe, want or judge something.
    """
    known = grammar(lexicon, attitudes)
    text = plain_quotes(text, lexicon["speech"]["double_marks"])
    folded = fold(text)
    found: list[Attribution] = []
    for sentence in sentences:
        here = _prepositional(text, folded, sentence, known)
        here += _verbal(text, folded, sentence, known)
        here += _quoted(text, folded, sentence, known)
        here += _recipients(text, folded, sentence, known, here)
        here += _brackets(text, folded, sentence, known)
        here += headline(text, folded, sentence, known)
        here += going_on(text, folded, sentence, known, here)
        here = [part for attribution in here for part in _each(attribution, text, folded, known)]
        for attribution in _distinct(here):
            other = repeated(attribution.span, folded, found, known)
            found.append(attribution if other is None else _again(other, attribution))
        for pronoun in pronouns(folded, sentence, known):
            other = speaker(pronoun.who, pronoun.at, found, folded, known)
            if other is not None:
                found.append(
                    replace(
                        other, verb=pronoun.verb, manner="again", covers=sentence, cue=pronoun.cue, here=pronoun.span
                    )
                )
            elif attitudes:
                found.append(
                    Attribution(pronoun.span, text[slice(*pronoun.span)], pronoun.verb, "before", sentence, pronoun.cue)
                )
    return found


def _again(other: Attribution, shorter: Attribution) -> Attribution:
    """The citation, in a later sentence, of a speaker whom its words only point back to."""
    return replace(shorter, span=other.span, text=other.text, manner="again", here=shorter.span)


def _prepositional(text: str, folded: str, sentence: Span, known: Grammar) -> list[Attribution]:
    found = []
    told = known.told
    for match in told["preposition"].finditer(folded, *sentence):
        preposition = match.group().strip()
        span = _behind_preposition(text, folded, sentence, match, known)
        if span and (teller := _teller(text, folded, span, known)) is not None:
            found.append(Attribution(teller, text[slice(*teller)], preposition, "per", sentence, match.span()))
    # Most sentences have no agent; to look for its preposition first is faster.
    agents = any(folded.find(f" {by} ", *sentence) >= 0 for by in known.agent_prepositions)
    for match in told["agent"].finditer(folded, *sentence) if agents else ():
        limit = sentence[1]
        if known.has("giving", known.lemmas.get(match["verb"], "")):
            to = told["given_to"].search(folded, match.end(), limit)
            limit = to.start() if to else limit
        span = phrase_after(text, folded, match.end(), limit, known)
        if span:
            label = f"{match['verb']} {known.labels['agent']}"
            found.append(Attribution(span, text[slice(*span)], label, "per", sentence, match.span()))
    for match in told["learnt"].finditer(folded, *sentence):
        span = phrase_after(text, folded, match.end(), sentence[1], known)
        if span:
            found.append(Attribution(span, text[slice(*span)], known.labels["learnt"], "per", sentence, match.span()))
    return found


def _behind_preposition(text: str, folded: str, sentence: Span, match: re.Match[str], known: Grammar) -> Span | None:
    """The source that a preposition introduces; "de source …" holds its first word itself."""
    preposition = match.group().strip()
    if preposition not in known.source_prepositions:
        inside = bool(known.told["parted"].search(text[sentence[0] : match.start()]))
        return phrase_after(text, folded, match.end(), sentence[1], known, inside=inside)
    start = match.start() + preposition.rindex(" ") + 1
    stop = _STOP.search(folded, match.end(), sentence[1])
    behind = known.told["stops"].search(folded, match.end(), stop.start() if stop else sentence[1])
    ends = [m.start() for m in (stop, behind) if m]
    return trim(text, start, min(ends, default=sentence[1]))


def _teller(text: str, folded: str, span: Span, known: Grammar) -> Span | None:
    """The source itself where the words name what it told ("le bilan de la police"); None where they name nobody."""
    if not known.has("tellings", head_of(folded, span, known)):
        return span
    of = known.told["of_telling"].search(folded, *span)
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
            found.append(Attribution(teller, text[slice(*teller)], verb.form, manner, sentence, verb.span))
    return found


def _quoted(text: str, folded: str, sentence: Span, known: Grammar) -> list[Attribution]:
    """Speakers behind a quotation whose verb is none of those that report by themselves."""
    found = []
    for match in known.told["quoted"].finditer(folded, *sentence):
        verb = match["done"] or match["does"]
        # A listed verb that reads otherwise here ("s'est justifié") is like any other.
        if verb in known.lemmas and any(v.span[0] < match.end() and match.start() < v.span[1] for v in verbs(text, folded, sentence, known)):
            continue
        span = phrase_after(text, folded, match.end(), sentence[1], known)
        if span and is_somebody(text, folded, span, known):
            found.append(Attribution(span, text[slice(*span)], "quoted", "after", sentence, match.span()))
    return found


def _recipients(text: str, folded: str, sentence: Span, known: Grammar, others: list[Attribution]) -> list[Attribution]:
    found = []
    for match in known.told["recipients"].finditer(folded, *sentence):
        lead = known.told["recipient_lead"].match(match.group())
        start = match.start() + (lead.end() if lead else 0)
        end = _named_outlet(text, (start, match.end()), sentence[1], folded, known)
        if end and not any(a <= start < b for a, b in (o.span for o in others)):
            verb = known.labels["recipient"]
            found.append(Attribution((start, end), text[start:end], verb, "recipient", sentence, match.span()))
    return found


def _named_outlet(text: str, span: Span, limit: int, folded: str, known: Grammar) -> int | None:
    """Where the outlet's words end: a kind of outlet must have its name within four words ("la chaîne locale X")."""
    words = text[slice(*span)]
    if any(c.isupper() for c in words) or words in known.small_outlets:
        return span[1]
    if not any(known.has("outlet_nouns", word) for word in words_of(folded, span, known)):
        return None
    name = known.told["outlet_name"].match(text, span[1], limit)
    return name.end() if name else None


def _brackets(text: str, folded: str, sentence: Span, known: Grammar) -> list[Attribution]:
    found = []
    for match in _BRACKET.finditer(folded, *sentence):
        span = match.span(1)
        words = words_of(folded, span, known)
        # "(OSDH)" is the short name of whoever stands before it, not a bracketed source.
        if text[slice(*span)].isupper() or not any(known.has("heads", word) for word in words):
            continue
        if match.group(2) is not None or (len(words) <= 3 and known.has("heads", words[0])):
            found.append(Attribution(span, text[slice(*span)], "()", "bracket", sentence, match.span()))
    return found


def _each(attribution: Attribution, text: str, folded: str, known: Grammar) -> list[Attribution]:
    parts = coordinated(text, folded, attribution.span, known)
    return [replace(attribution, span=p, text=text[slice(*p)]) for p in parts]


def _distinct(found: list[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: (a.span[0], -a.span[1])):
        if not kept or attribution.span[0] >= kept[-1].span[1]:
            kept.append(attribution)
    return kept
