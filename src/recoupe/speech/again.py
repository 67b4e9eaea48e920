"""Whom a pronoun or a shortened mention points back to: "a-t-elle ajouté", "selon lui", "ces sources", "le ministère"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recoupe.records import Span
from recoupe.speech.citation import Attribution
from recoupe.speech.grammar import Grammar
from recoupe.speech.phrases import words_of

_NEAR = 600
"""Characters within which a shortened mention is the fuller one again; further off it may be another's."""
_HEADS = 5
"""Words of a phrase among which its head lies."""
_FAR = 900
"""Characters beyond which a pronoun points back to nobody cited."""


@dataclass(frozen=True)
class Pronoun:
    """A pronoun that speaks: where its words begin, its place and itself, the verb's form, and what cites it."""

    at: int
    span: Span
    who: str
    verb: str
    cue: Span


def pronouns(folded: str, sentence: Span, grammar: Grammar) -> Iterator[Pronoun]:
    """The pronouns of a sentence that speak."""
    told = grammar.told
    for match in told["pronoun_behind"].finditer(folded, *sentence):
        before = told["before_pronoun"].search(folded, max(sentence[0], match.start() - 20), match.start())
        auxiliary = before is not None and grammar.has("auxiliaries", before.group(1))
        form = match["form"] if auxiliary else before and before.group(1)
        if form and before and (verb := _reporting(form, grammar)) is not None:
            yield Pronoun(match.start(), match.span("who"), match["who"], verb, (before.start(1), match.end()))
    for match in told["pronoun_before"].finditer(folded, *sentence):
        verb = _reporting(match["form"], grammar)
        if verb is not None and told["pronoun_report"].match(folded, match.end(), sentence[1]):
            yield Pronoun(match.start(), match.span("who"), match["who"], verb, (match.end("who") + 1, match.end()))
    for match in told["pronoun_told"].finditer(folded, *sentence):
        yield Pronoun(match.start(), match.span("who"), match["who"], match["by"], match.span("by"))


def _reporting(form: str, grammar: Grammar) -> str | None:
    """The reporting verb's form, of two words or one, None for any other verb."""
    for candidate in (form, form.split(maxsplit=1)[0]):
        idle = candidate in grammar.infinitives and not grammar.words["infinitive_markers"]
        if candidate in grammar.lemmas and not idle:
            return candidate
    return None


def speaker(who: str, offset: int, earlier: Sequence[Attribution], folded: str, grammar: Grammar) -> Attribution | None:
    """The last one cited before ``offset`` whose number and gender the pronoun allows."""
    near = [c for c in earlier if 0 <= offset - c.span[1] < _FAR and c.manner not in ("recipient", "bracket")]
    return next((c for c in reversed(near) if _agrees(who, words_of(folded, c.span, grammar), grammar)), None)


def _agrees(who: str, words: list[str], grammar: Grammar) -> bool:
    """Whether a pronoun may stand for a phrase of these words; a name may be anybody's, but is one."""
    opener, heads = words[0], words[:_HEADS]
    plural = grammar.has("plural_openers", opener) or any(grammar.has("plural_heads", word) for word in heads)
    if grammar.has("plural_pronouns", who) != plural:
        return False
    if (
        grammar.has("impersonal_pronouns", who) != any(grammar.has("impersonal_heads", word) for word in heads)
        and not plural
    ):
        return False
    if grammar.has("feminine_pronouns", who):
        return not grammar.has("masculine_openers", opener)
    return not grammar.has("feminine_openers", opener)


def repeated(span: Span, folded: str, earlier: Sequence[Attribution], grammar: Grammar) -> Attribution | None:
    """Whom the words only point back to: "ces sources", "le quotidien", "M. Sow", a shortened office; None if to nobody."""
    words = words_of(folded, span, grammar)
    if len(words) > 1 and grammar.has("titles", words[0]):
        return next(
            (
                c
                for c in reversed(earlier)
                if len(c.text) > span[1] - span[0] and words_of(folded, c.span, grammar)[-1] == words[-1]
            ),
            None,
        )
    if not earlier or not grammar.has("definite", words[0]):
        return None
    near = [other for other in earlier if span[0] - other.span[1] < _NEAR]
    for other in reversed(near):
        if _shortens(words[1:], words_of(folded, other.span, grammar), grammar):
            return other
    if len(words) == 2 and grammar.has("outlet_nouns", words[-1]):
        return next((c for c in reversed(earlier) if _is_outlet(c, folded, grammar)), None)
    pointed = (
        grammar.has("pointing", words[0]) and len(words) <= 3 and any(grammar.has("heads", word) for word in words)
    )
    if pointed or (len(words) <= 3 and grammar.has("repeats", words[-1])):
        return next(
            (c for c in reversed(near) if _as_many(words[0], words_of(folded, c.span, grammar)[0], grammar)),
            earlier[-1],
        )
    return None


def _is_outlet(cited: Attribution, folded: str, grammar: Grammar) -> bool:
    words = words_of(folded, cited.span, grammar)
    known = grammar.told["outlet"].search(folded[slice(*cited.span)]) is not None
    return known or (len(words) > 2 and any(grammar.has("outlet_nouns", word) for word in words[:2]))


def _as_many(one: str, other: str, grammar: Grammar) -> bool:
    return grammar.has("plural_openers", one) == grammar.has("plural_openers", other)


def _shortens(words: list[str], fuller: list[str], grammar: Grammar) -> bool:
    """Whether ``words`` are the first of a fuller mention ("le ministère" of "le ministère de l'Intérieur")."""
    content = fuller[1:] if grammar.has("articles", fuller[0]) else fuller
    return len(words) < len(content) and content[: len(words)] == words
