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
_CLOSED = re.compile(r"\s*(?:[.,;)!\"]|$)")


@dataclass(frozen=True)
class Verb:
    """One active reporting verb of a sentence: its group's span, its folded form and its infinitive."""

    span: Span
    form: str
    lemma: str


def verbs(text: str, folded: str, sentence: Span, grammar: Grammar) -> list[Verb]:
    """The reporting verbs that have a subject: finite forms and participles behind "avoir"."""
    forms = _WORD.findall(folded, *sentence)
    if grammar.first_words.isdisjoint(forms):
        return []
    words = list(_WORD.finditer(folded, *sentence))
    found = []
    for index, word in enumerate(words):
        if forms[index] not in grammar.first_words:
            continue
        pair = f"{forms[index]} {forms[index + 1]}" if index + 1 < len(words) else ""
        form = pair if pair in grammar.two_words else forms[index]
        lemma = grammar.lemmas.get(form)
        if lemma is None or form in grammar.infinitives or form.split()[0].endswith("ant"):
            continue
        first = _group_start(text, words, index, form, grammar)
        if first is not None:
            end = words[index + 1].end() if form == pair else word.end()
            found.append(Verb((words[first].start(), end), form, lemma))
    return found


def _group_start(text: str, words: list[re.Match[str]], index: int, form: str, grammar: Grammar) -> int | None:
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
    elif original.endswith(_ACCENTED) or form in grammar.participles:
        return None
    else:
        first = index
    while first and grammar.has("clitics", words[first - 1].group()) and not text[words[first - 1].start()].isupper():
        first -= 1
    return first


def source_of(text: str, folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> tuple[Span, str] | None:
    """Who speaks by ``verb``, and whether they stand "after" or "before" it."""
    start, end = verb.span
    before = folded[sentence[0] : start].rstrip()
    told = bool(grammar.complement.match(folded, end, sentence[1]))
    if not before or before[-1] in ',")-' or before.endswith(_BEFORE_INVERSION):
        inverted = None if told else _inverted(text, folded, sentence, end, grammar)
        if inverted is not None:
            return inverted, "after"
        if not before or before[-1] not in ",)":
            return None
    if grammar.has("inverted_only", verb.lemma):
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
    """Whether the verb is one that tells by its noun object, and has one; or needs none and has none."""
    run = grammar.adverb_run.match(folded, verb.span[1], sentence[1])
    position = run.end() if run else verb.span[1]
    if grammar.has("absolute", verb.lemma) and _CLOSED.match(folded, position, sentence[1]):
        return True
    return grammar.has("transitive", verb.lemma) and bool(grammar.object.match(folded, position, sentence[1]))
