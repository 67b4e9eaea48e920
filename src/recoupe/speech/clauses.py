"""Reporting verbs with their subjects: "X a annoncé que", "…, a annoncé X", "X a revendiqué l'attaque"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoupe.records import Span
from recoupe.speech.grammar import Grammar
from recoupe.speech.phrases import head_of, is_source_like, is_told, phrase_after, phrase_before

_FAR = 9
"""Words among which the auxiliary of a participle is looked for."""
_QUOTED = ('"', '",')
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
    word = grammar.told["word"]
    forms = word.findall(folded, *sentence)
    if grammar.first_words.isdisjoint(forms):
        return []
    words = list(word.finditer(folded, *sentence))
    found = []
    for index in [i for i, form in enumerate(forms) if form in grammar.first_words]:
        pair = f"{forms[index]} {forms[index + 1]}" if index + 1 < len(words) else ""
        form = pair if pair in grammar.two_words else forms[index]
        quoting = form in grammar.quoting
        lemma = grammar.quoting[form] if quoting else grammar.lemmas.get(form) or _reflexive(forms, index, grammar)
        end = words[index + 1 if form == pair else index].end()
        if lemma is None or _idle(forms, index, form, grammar) or grammar.told["passive_behind"].match(folded, end):
            continue
        first = _group_start(text, folded, words, index, form, grammar)
        if first is not None:
            found.append(Verb((words[first].start(), end), form, lemma, quoting))
    return found


def _reflexive(forms: list[str], index: int, grammar: Grammar) -> str | None:
    """The infinitive of a verb that reports only of itself ("se désole"), behind its pronoun."""
    return grammar.reflexive.get(forms[index]) if index and grammar.has("reflexive_clitics", forms[index - 1]) else None


def _idle(forms: list[str], index: int, form: str, grammar: Grammar) -> bool:
    """Whether a form is an infinitive, which has no subject: by its look, or by what stands before it ("to say")."""
    if form not in grammar.infinitives:
        return False
    if not grammar.words["infinitive_markers"]:
        return True
    before = index - 1
    while before >= 0 and grammar.has("adverbs", forms[before]):
        before -= 1
    return before >= 0 and grammar.has("infinitive_markers", forms[before])


def _group_start(
    text: str, folded: str, words: list[re.Match[str]], index: int, form: str, grammar: Grammar
) -> int | None:
    """The index of the group's first word, or None where the form is passive, or a participle without its auxiliary."""
    original = text[words[index].start() : words[index].end()].lower()
    endings = grammar.endings
    first = index
    while first and grammar.has("adverbs", words[first - 1].group()):
        first -= 1
    before = text[words[first - 1].start() : words[first - 1].end()].lower() if first else ""
    if before and grammar.has("passives", before):
        if not form.endswith(endings.gerund):
            return None
        first -= 1
        before = words[first - 1].group() if first else ""
    if before and grammar.has("auxiliaries", before):
        if not original.endswith(endings.participle) and original.endswith(endings.finite):
            return None
        first -= 1
    elif (far := _far_auxiliary(text, folded, words, index, grammar)) is not None:
        first = far
    elif original.endswith(endings.participle) or form in grammar.participles:
        return None
    else:
        first = index
    while first and _joins(text, words[first - 1], grammar):
        first -= 1
    return first


def _joins(text: str, word: re.Match[str], grammar: Grammar) -> bool:
    """Whether a word before the group belongs to it: a clitic, not one with a capital, which is an article."""
    return grammar.has("clitics", word.group()) and not text[word.start()].isupper()


def _far_auxiliary(text: str, folded: str, words: list[re.Match[str]], index: int, grammar: Grammar) -> int | None:
    """The index of an auxiliary that adverbials part from its participle ("a de son côté souligné")."""
    for far in range(index - 2, max(-1, index - _FAR), -1):
        word = words[far]
        if grammar.has("auxiliaries", text[slice(*word.span())].lower()):
            between = folded[word.end() : words[index].start()].rstrip()
            return far if grammar.told["adverb_run"].fullmatch(between) else None
    return None


def source_of(text: str, folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> tuple[Span, str] | None:
    """Who speaks by ``verb``, and whether they stand "after" or "before" it."""
    before = folded[sentence[0] : verb.span[0]].rstrip()
    told = _tells(text, folded, sentence, verb, grammar)
    gerund = verb.form.split()[0].endswith(grammar.endings.gerund)
    if (verb.quoting and not before.endswith(_QUOTED)) or _is_noun(text, folded, sentence, verb, told, grammar):
        return None
    if grammar.last_phrase and before.endswith(",") and not before.endswith(_QUOTED):
        parted = _apposed(text, folded, sentence, verb, grammar)
        if parted is not None:
            return parted, "before"
    if not gerund and (not before or before[-1] in ',")-' or before.endswith((*grammar.before_inversion, '".'))):
        inverted = None if told else _inverted(text, folded, sentence, verb, grammar)
        if inverted is not None:
            return inverted, "after"
        if not before or before[-1] not in ",)":
            return None
    if grammar.has("inverted_only", verb.lemma) or verb.quoting or (gerund and before[-1:] in ("", ",", ")", "-", '"')):
        return None
    span = _subject_of(text, folded, sentence, verb, told, grammar)
    return None if span is None else (span, "before")


def _tells(text: str, folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> bool:
    """Whether what the verb tells follows it; a name that ends like an infinitive ("a dit Pierre") is none."""
    complement = grammar.told["complement"].match(folded, verb.span[1], sentence[1])
    if complement is None:
        return False
    last = max(verb.span[1], folded.rfind(" ", *complement.span())) + 1
    return not text[last : last + 1].isupper()


def _subject_of(text: str, folded: str, sentence: Span, verb: Verb, told: bool, grammar: Grammar) -> Span | None:
    """The subject before a verb, if the verb tells something and the subject is somebody who may."""
    span = phrase_before(text, folded, sentence[0], verb.span[0], grammar)
    if span is None:
        return None
    if is_told(text, folded, span, grammar) and not grammar.has("tellings", head_of(folded, span, grammar)):
        return None
    if told or grammar.has("sure", verb.lemma):
        return span
    governs = grammar.has("plain", verb.lemma) or _governs(folded, sentence, verb, grammar)
    return span if governs and is_source_like(text, folded, span, grammar) else None


def _apposed(text: str, folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> Span | None:
    """The subject that an apposition parts from its verb ("the mayor, Ali Salem, said the truce held"), if it has one.

    It has none where a subject follows that closes the clause: "…, died in the blast, said police."
    """
    inverted = _inverted(text, folded, sentence, verb, grammar)
    if inverted is not None and is_source_like(text, folded, inverted, grammar):
        closing = _CLOSED.match(folded, inverted[1], sentence[1])
        if closing and not folded.startswith('"', inverted[1]):
            return None
    parted = phrase_before(text, folded, sentence[0], verb.span[0], grammar)
    return parted if parted is not None and is_source_like(text, folded, parted, grammar) else None


def _is_noun(text: str, folded: str, sentence: Span, verb: Verb, told: bool, grammar: Grammar) -> bool:
    """Whether a form that is a noun as well is one: nothing is told behind it, and the clause goes on."""
    if not grammar.has("nouns_too", verb.form):
        return False
    if grammar.told["noun_verb"].match(folded, verb.span[1]):
        return False
    if text[verb.span[0]].isupper() and verb.span[0] > sentence[0]:
        return True
    closed = grammar.has("absolute", verb.lemma) and _CLOSED.match(folded, verb.span[1], sentence[1])
    return not (told or closed)


def _inverted(text: str, folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> Span | None:
    """The subject behind its verb; what is told ("une réduction", "cette attaque") or charged ("les rebelles d'avoir tué") is the verb's object."""
    if grammar.has("not_inverted", verb.lemma):
        return None
    span = phrase_after(text, folded, verb.span[1], sentence[1], grammar)
    if span is None or is_told(text, folded, span, grammar) or grammar.told["charged"].search(folded, *span):
        return None
    return span if grammar.told["inverted_end"].match(folded, span[1], sentence[1]) else None


def _governs(folded: str, sentence: Span, verb: Verb, grammar: Grammar) -> bool:
    """Whether the verb tells by what follows: its noun object, a clause further on, or nothing where it needs none."""
    run = grammar.told["adverb_run"].match(folded, verb.span[1], sentence[1])
    position = run.end() if run else verb.span[1]
    if folded.startswith(grammar.object_clitics, verb.span[0]):
        return True
    further = grammar.told["late_complement"].match(folded, position, sentence[1])
    noun = grammar.told["object"].match(folded, position, sentence[1])
    if further and not noun:
        return True
    if grammar.has("absolute", verb.lemma) and _CLOSED.match(folded, position, sentence[1]):
        return True
    return grammar.has("transitive", verb.lemma) and noun is not None
