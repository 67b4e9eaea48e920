"""Reporting verbs with their subjects: "X a annoncé que", "…, a annoncé X", "X a revendiqué l'attaque"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoupe.records import Span
from recoupe.speech.grammar import Grammar
from recoupe.speech.phrases import head_of, is_source_like, is_told, phrase_after, phrase_before

_WORD = re.compile(r"\w+'|\w+(?:-\w+)*")
_ACCENTED = ("é", "ée", "és", "ées")
_BEFORE_INVERSION = ("comme", "ainsi que", "selon ce que", '".')
_FAR = 9
"""Words among which the auxiliary of a participle is looked for."""
_CLOSED = re.compile(r"\s*(?:[.,;)!\"]|$)")


@dataclass(frozen=True)
class Verb:
    """One active reporting verb of a sentence: its group's span, its folded form and its infinitive."""

    span: Span
    form: str
    lemma: str
    quoting: bool = False
    """The form is mostly another word: it reports only what is quoted just before it."""


def verbs(text: str, folded: str, sentence: Span, grammar: Grammar) -> list[Verb]:
    """The reporting verbs that have a subject: finite forms and participles behind "avoir"."""
    forms = _WORD.findall(folded, *sentence)
    if grammar.first_words.isdisjoint(forms):
        return []
    words = list(_WORD.finditer(folded, *sentence))
    found = []
    for index in [i for i, form in enumerate(forms) if form in grammar.first_words]:
        word = words[index]
        pair = f"{forms[index]} {forms[index + 1]}" if index + 1 < len(words) else ""
        form = pair if pair in grammar.two_words else forms[index]
        quoting = form in grammar.quoting
        lemma = grammar.quoting[form] if quoting else grammar.lemmas.get(form)
        if lemma is None or form in grammar.infinitives:
            continue
        first = _group_start(text, folded, words, index, form, grammar)
        if first is not None:
            end = words[index + 1].end() if form == pair else word.end()
            found.append(Verb((words[first].start(), end), form, lemma, quoting))
    return found


def _group_start(
    text: str, folded: str, words: list[re.Match[str]], index: int, form: str, grammar: Grammar
) -> int | None:
    """The index of the group's first word, or None where the form is a participle without "avoir"."""
    original = text[words[index].start() : words[index].end()].lower()
    first = index
    while first and grammar.has("adverbs", words[first - 1].group()):
        first -= 1
    before = text[words[first - 1].start() : words[first - 1].end()].lower() if first else ""
    if before and grammar.has("auxiliaries", before):
        if not original.endswith(_ACCENTED) and original.endswith("e"):
            return None
        first -= 1
    elif (far := _far_auxiliary(text, folded, words, index, grammar)) is not None:
        first = far
    elif original.endswith(_ACCENTED) or form in grammar.participles:
        return None
    else:
        first = index
    while first and grammar.has("clitics", words[first - 1].group()) and not text[words[first - 1].start()].isupper():
        first -= 1
    return first


def _far_auxiliary(text: str, folded: str, words: list[re.Match[str]], index: int, grammar: Grammar) -> int | None:
    """The index of an auxiliary that adverbials part from its participle ("a de son côté souligné")."""
    for far in range(index - 2, max(-1, index - _FAR), -1):
        word = words[far]
        if grammar.has("auxiliaries", text[slice(*word.span())].lower()):
            between = folded[word.end() : words[index].start()].rstrip()
            return far if grammar.adverb_run.fullmatch(between) else None
    return None


def source_of(text: str, folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> tuple[Span, str] | None:
    """Who speaks by ``verb``, and whether they stand "after" or "before" it."""
    start, end = verb.span
    before = folded[sentence[0] : start].rstrip()
    told = bool(grammar.complement.match(folded, end, sentence[1]))
    gerund = verb.form.split()[0].endswith("ant")
    if verb.quoting and not before.endswith(('"', '",')):
        return None
    if not gerund and (not before or before[-1] in ',")-' or before.endswith(_BEFORE_INVERSION)):
        inverted = None if told else _inverted(text, folded, sentence, end, grammar)
        if inverted is not None:
            return inverted, "after"
        if not before or before[-1] not in ",)":
            return None
    if grammar.has("inverted_only", verb.lemma) or verb.quoting or (gerund and before[-1:] in ("", ",", ")", "-", '"')):
        return None
    span = phrase_before(text, folded, sentence[0], start, grammar)
    if span is None:
        return None
    if is_told(text, folded, span, grammar) and not grammar.has("tellings", head_of(folded, span, grammar)):
        return None
    if told or (_governs(folded, sentence, verb, grammar) and is_source_like(text, folded, span, grammar)):
        return span, "before"
    return None


def _inverted(text: str, folded: str, sentence: Span, end: int, grammar: Grammar) -> Span | None:
    """The subject behind its verb; nouns of what is told ("une réduction", "cette attaque") are the verb's object."""
    span = phrase_after(text, folded, end, sentence[1], grammar)
    return None if span is None or is_told(text, folded, span, grammar) else span


def _governs(folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> bool:
    """Whether the verb tells by what follows: its noun object, a clause further on, or nothing where it needs none."""
    run = grammar.adverb_run.match(folded, verb.span[1], sentence[1])
    position = run.end() if run else verb.span[1]
    if folded.startswith("l'", verb.span[0]):
        return True
    if grammar.late_complement.match(folded, position, sentence[1]) and not grammar.object.match(
        folded, position, sentence[1]
    ):
        return True
    if grammar.has("absolute", verb.lemma) and _CLOSED.match(folded, position, sentence[1]):
        return True
    return grammar.has("transitive", verb.lemma) and bool(grammar.object.match(folded, position, sentence[1]))
