"""Where the words of a source begin and end: the noun phrase after a verb or preposition, and the one before a verb."""

from __future__ import annotations

import re

from recoupe.records import Span
from recoupe.speech.grammar import Grammar
from recoupe.text import fold, trim

LONGEST = 130
"""Characters beyond which a phrase is no name of a speaker but a clause misread."""

_PUNCTUATION = re.compile(r"[,;:!?\"()\n\]\[]|(?<!\bm)(?<!\bmm)(?<!\s\w)\.(?=\s|$|\")")
_NAME = r"[A-ZÀ-Ý][\w'-]*(?:\s+(?:(?:al|ben|bin|el|de|d'|du|ould|von|van)\s+)?[A-ZÀ-Ý][\w'-]*){0,4}"
_APPOSED = re.compile(rf",\s+(?:(?:l[ea]\s+|l')?[a-zà-ÿ-]+\s+)?({_NAME})(?=\s*(?:[,.;:\"\n(]|$))")
_OFFICE = re.compile(r",\s+(?:l[ea]\s+|l')?([a-zà-ÿ][\w-]*)(?:[^,.;:\"()\n]{2,90})(?=[,.])")
_ACRONYM = re.compile(r"\s\([A-ZÀ-Ý][\w-]{1,9}\)")
_WORD = re.compile(r"\w+'|\w+(?:-\w+)*")
_ARTICLE = re.compile(r"([\w']+)\s(?:les?|la|une?)\s")
_ADVERB = re.compile(r"([\w']+)\s(\w+(?:[eèiu]ment|amment|emment))\b")
_OF_A = re.compile(r"\b[A-ZÀ-Ý][\w-]+(?=\sd'une?\s)")
_ASKED = re.compile(r"\s(?:joint|contacte|interroge|cite|parlant|demandant)(?:e?s?)?\s")
_AU = re.compile(r"([A-ZÀ-Ý][\w-]*[a-zà-ÿ])\s(?:au|aux|à)\s")
_COUNT = re.compile(r"(?<=[a-zà-ÿ])\.[A-ZÀ-Ý]|\s\d+[.\s]\d{3}\s|(?<!\bdu)(?<!\bde)(?<!\ble)\s\d{2,}\s(?=[a-zà-ÿ])")
"""A number that counts something ("selon la police 7.500 personnes"), or a full stop without its space."""
_LOOSE_END = re.compile(r"\s(?:qui|que|dont|via|a|ont|et|de|par|en|sur|ne|n')$")


def words_of(folded: str, span: Span) -> list[str]:
    """The folded words of a span, elided ones apart."""
    return _WORD.findall(folded, *span)


def head_of(folded: str, span: Span, grammar: Grammar) -> str:
    """The word that says what a phrase is: the first of five that heads sources or is a thing told, else the first."""
    words = [w for w in words_of(folded, span) if not grammar.determiner.fullmatch(w + " ") and not w.endswith("'")][:5]
    for index, word in enumerate(words):
        # Behind the second word an ending says little: there stand adjectives and complements.
        sure = index < 2 or not word.endswith(grammar.object_endings)
        if grammar.has("heads", word) or (sure and grammar.is_object(word)):
            return word
    return words[0] if words else ""


def is_told(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase is what is told ("une réduction") and nobody ("l'Etat" is somebody, "l'état d'urgence" not)."""
    head = head_of(folded, span, grammar)
    return grammar.is_object(head) and not re.search(rf"\b{re.escape(head.capitalize())}\b", text[slice(*span)])


def is_source_like(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase names somebody: a word that heads sources, or a name in capitals."""
    head = head_of(folded, span, grammar)
    if grammar.has("heads", head):
        return True
    if grammar.outlet.search(folded[slice(*span)]):
        return True
    if is_told(text, folded, span, grammar):
        return False
    first = grammar.determiner.match(folded, *span)
    start = first.end() if first else span[0]
    return text[start : start + 1].isupper()


def is_somebody(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase surely is a speaker's: a name, or a determiner and a word that heads sources."""
    determined = grammar.determiner.match(folded, *span) is not None
    return text[span[0]].isupper() or (determined and is_source_like(text, folded, span, grammar))


def is_plausible(text: str, folded: str, span: Span, grammar: Grammar) -> bool:
    """Whether a phrase may name a speaker at all: it opens with a determiner, a name or a head, and is no pronoun."""
    a, b = span
    words = words_of(folded, span)
    if not words or b - a < 2 or b - a > LONGEST:
        return False
    if grammar.outlet.search(folded[a:b]) and any(c.isupper() for c in text[a:b]):
        return not grammar.has("openers", words[0])
    if folded[a].isdigit() or words[-1][0].isdigit():
        return False
    if grammar.has("pronouns", folded[a:b]) or grammar.has("pronouns", words[0]):
        return False
    if grammar.determiner.fullmatch(folded[a:b] + " "):
        return False
    if grammar.has("pronouns", words[-1]) or grammar.has("openers", words[0]):
        return False
    return bool(grammar.determiner.match(folded, a, b)) or text[a].isupper() or grammar.has("heads", words[0])


def phrase_after(
    text: str, folded: str, start: int, end: int, grammar: Grammar, *, inside: bool = False
) -> Span | None:
    """The noun phrase from ``start`` to what ends it, with a name set in apposition to an office.

    ``inside`` says that it parts an auxiliary from its participle ("a selon des témoins lancé …").
    """
    skipped = grammar.adverbial.match(folded, start, end)
    start = skipped.end() if skipped else start
    finish = end
    for pattern, where in (
        (_PUNCTUATION, folded),
        (grammar.stops, folded),
        (grammar.finite, text),
        (_COUNT, text),
        (grammar.clause, folded),
    ):
        if (stop := pattern.search(where, start + 1, finish)) is not None:
            finish = stop.start()
    if (told := grammar.recipients.search(folded, start + 1, finish)) is not None:
        finish = told.start()
    if inside and (participle := re.search(r"(?<=\w)\s+\w+(?:é|ée|és|ées|i|u)\s", text[start:finish])) is not None:
        finish = start + participle.start()
    a, b = trim(text, start, finish)
    b = _first_phrase(text, (a, b), grammar)
    while (loose := _LOOSE_END.search(folded[a:b])) is not None:
        b = a + loose.start()
    if not is_plausible(text, folded, (a, b), grammar):
        return None
    return _with_apposition(text, folded, (a, b), end, grammar)


def _first_phrase(text: str, span: Span, grammar: Grammar) -> int:
    """Where the phrase ends that opens ``span``: an article begins a new one, save behind a preposition or "et"."""
    for article in _ARTICLE.finditer(text, *span):
        if not grammar.has("linking", fold(article.group(1))):
            return article.end(1)
    for adverb in _ADVERB.finditer(text, *span):
        before = fold(adverb.group(1))
        linked = grammar.has("linking", before) or grammar.determiner.fullmatch(before + " ")
        if not linked and not grammar.has("heads", adverb.group(2)):
            return adverb.end(1)
    if (name := _OF_A.search(text, *span)) is not None:
        return name.end()
    if text[span[0]].isupper() and (other := _AU.match(text, *span)) is not None:
        return other.end(1)
    return span[1]


def _with_apposition(text: str, folded: str, span: Span, end: int, grammar: Grammar) -> Span:
    a, b = span
    if (acronym := _ACRONYM.match(text, b, end)) is not None:
        b = acronym.end()
    apposed = _APPOSED.match(text, b, end)
    if apposed and text[a].islower() and is_source_like(text, folded, span, grammar):
        # "…, le général X": whoever stands between comma and name must be a rank or office.
        rank = words_of(folded, (b, apposed.start(1)))
        if not rank or grammar.has("heads", rank[-1]):
            return a, apposed.end(1)
    return a, _office_end(text, folded, span, end, grammar) or b


def _office_end(text: str, folded: str, span: Span, end: int, grammar: Grammar) -> int | None:
    """Where the office ends that follows a name ("Ali Sow, directeur de l'hôpital"); an indefinite one says little."""
    a, b = span
    if not text[a].isupper() or not re.fullmatch(_NAME, text[a:b]) or grammar.determiner.match(folded, a, b):
        return None
    office = _OFFICE.match(text, b, end)
    if (
        office is None
        or grammar.finite.search(text, *office.span())
        or not grammar.has("heads", words_of(folded, (office.start(1), office.end(1)))[0])
    ):
        return None
    return office.end()


def phrase_before(text: str, folded: str, start: int, end: int, grammar: Grammar) -> Span | None:
    """The subject of a verb that begins at ``end``: the phrase before it, or the one an apposition parts from it."""
    low = start + max((folded[start:end].rfind(mark) + 1 for mark in '";:\n'), default=0)
    segments = _segments(folded, low, end)
    if not segments:
        return None
    a, b = trim(text, *segments[-1])
    if a < b:
        found = _subject(text, folded, (a, b), grammar)
        if found is not None or folded[a:b] != "qui":
            return found
        return _antecedent(text, folded, segments[:-1], grammar)
    return _parted(text, folded, segments[:-1], grammar)


def _segments(folded: str, start: int, end: int) -> list[Span]:
    """The spans between the commas of a stretch; commas in brackets and numbers part nothing."""
    spans: list[Span] = []
    depth, a = 0, start
    for position in range(start, end):
        character = folded[position]
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character == "," and not depth and not folded[position + 1 : position + 2].isdigit():
            spans.append((a, position))
            a = position + 1
    return [*spans, (a, end)]


def _antecedent(text: str, folded: str, segments: list[Span], grammar: Grammar) -> Span | None:
    """Whom ", qui" points back to: the nearest stretch that ends in somebody, a name with its office whole."""
    if not segments:
        return None
    a, b = trim(text, *segments[-1])
    for preposition in grammar.prepositions.finditer(folded, a, b):
        a = preposition.end()
    found = _subject(text, folded, (a, b), grammar)
    if found is not None and is_source_like(text, folded, found, grammar) and grammar.determiner.match(folded, *found):
        return found
    return _parted(text, folded, segments, grammar)


def _parted(text: str, folded: str, segments: list[Span], grammar: Grammar) -> Span | None:
    """The subject that commas part from its verb: the leftmost phrase since the last clause with a verb of its own."""
    kept: list[Span] = []
    for segment in segments:
        a, b = trim(text, *segment)
        relative = grammar.relative.match(folded, a, b)
        if not relative and grammar.finite.search(text, a, b) and not grammar.relative.search(folded, a, b):
            kept = []
        elif a < b:
            kept.append((a, b))
    for index, span in enumerate(kept):
        found = _subject(text, folded, span, grammar)
        if found is None:
            continue
        if index + 1 < len(kept) and found[1] == span[1] and re.fullmatch(_NAME, text[slice(*kept[index + 1])]):
            return found[0], kept[index + 1][1]
        return found[0], _office_end(text, folded, found, kept[-1][1] + 1, grammar) or found[1]
    return None


def _subject(text: str, folded: str, span: Span, grammar: Grammar) -> Span | None:
    """The subject within one stretch: behind the last conjunction and adverbials, before a relative clause."""
    a, b = _own_stretch(text, folded, span, grammar)
    if grammar.interviewed.match(folded, a, b):
        return None
    if (agent := re.search(r"\w[eis]*\spar\s", folded[a:b])) is not None:
        a += agent.end()
    if (
        grammar.finite.search(text, a, b)
        or grammar.clause.search(folded, a, b)
        or _first_phrase(text, (a, b), grammar) < b
    ):
        return None
    return (a, b) if is_plausible(text, folded, (a, b), grammar) else None


def _own_stretch(text: str, folded: str, span: Span, grammar: Grammar) -> Span:
    """What is left of a stretch without the clauses, adverbials and brackets around the subject."""
    a, b = span
    if (dash := folded.rfind(" - ", a, b)) >= 0:
        a = dash + 3
    for conjunction in grammar.conjunction.finditer(folded, a, b):
        # A relative clause that the verb closes belongs to the phrase before it; any other begins a clause of its own.
        if folded[conjunction.end() : b].strip() != "":
            a = conjunction.end()
    a, b = _after_and(text, folded, trim(text, a, b), grammar)
    if (lead := grammar.adverbial.match(folded, a, b)) is not None:
        a = lead.end()
    if (relative := grammar.relative.search(folded, a + 1, b)) is not None:
        b = relative.start()
    if (bracket := re.search(r"\s\((?![A-ZÀ-Ý][\w-]{1,9}\)$)", text[a:b])) is not None:
        b = a + bracket.start()
    a, b = trim(text, a, b)
    asked = _ASKED.search(folded, a, b)
    return a, asked.start() if asked else b


def _after_and(text: str, folded: str, span: Span, grammar: Grammar) -> Span:
    """Without the clause before "et", where that has a verb of its own ("ils ont fui et Pyongyang …")."""
    a, b = span
    for match in re.finditer(r"\bet\s+", folded[a:b]):
        if grammar.finite.search(text, a, a + match.start()):
            return _after_and(text, folded, (a + match.end(), b), grammar)
    return a, b


def coordinated(text: str, folded: str, span: Span, grammar: Grammar) -> list[Span]:
    """The sources of a phrase: "la police et des témoins" are two, "la Justice et l'Intérieur" of one ministry one."""
    match = re.search(r"\s+et\s+", folded[slice(*span)])
    if match is None:
        return [span]
    left, right = (span[0], span[0] + match.start()), (span[0] + match.end(), span[1])
    opener = grammar.determiner.match(folded, *right) or re.compile("d[eu] |d'").match(folded, *right)
    word = opener.group().strip() if opener else ""
    if word in ("du", "de", "d'", ""):
        if not _names(text, folded, left, right, grammar):
            return [span]
        right = (opener.end() if opener else right[0], right[1])
    elif not is_source_like(text, folded, right, grammar):
        return [span]
    if word == "des" and not grammar.has("heads", head_of(folded, right, grammar)):
        return [span]
    return [left, *coordinated(text, folded, right, grammar)]


def _names(text: str, folded: str, left: Span, right: Span, grammar: Grammar) -> bool:
    """Whether "et" joins two names ("NBC et CNN", "LCI et du Parisien"), not two parts of one."""
    second = re.match(r"(?:d[eu] |d')?(?:l[ea] |l')?([A-ZÀ-Ý])", text[slice(*right)])
    if second is None:
        return False
    if grammar.outlet.search(folded[slice(*left)]) or grammar.outlet.search(folded[slice(*right)]):
        return True
    return bool(re.fullmatch(_NAME, text[slice(*left)]) and re.fullmatch(_NAME, text[slice(*right)]))
