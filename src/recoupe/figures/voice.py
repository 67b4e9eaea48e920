"""Who suffers: whether people counted are the object of a harm told before them, or the subject of one told after."""

from __future__ import annotations

import re

from recoupe.figures.grammar import Passage
from recoupe.figures.mention import FigureField
from recoupe.figures.numbers import Number
from recoupe.records import Span

_STOP = re.compile(r"\s*(?:[.,;!?]|$)")
_WINDOW = 60


def clause_end(passage: Passage, start: int) -> int:
    """Where the clause that holds ``start`` ends: a sentence end, a semicolon, or a subordinate that starts another."""
    match = passage.grammar.told["clause_end"].search(passage.folded, start)
    return match.start() if match else len(passage.folded)


def harm_suffered(
    passage: Passage, start: int, reach: int, number: Number, following: Span | None
) -> list[FigureField]:
    """Fields of the harm that people told before ``start`` suffer; more than one after "tous" ("tous blessés, …")."""
    folded, words, told = passage.folded, passage.grammar.passive, passage.grammar.told
    end = min(clause_end(passage, start), start + reach)
    fields: list[FigureField] = []
    for match in words.pattern.finditer(folded, start, end):
        if told["as_noun"].search(folded, max(start, match.start() - 8), match.start()):
            continue
        if following and match.start() > following[0] and told["alone"].fullmatch(folded, following[1], match.start()):
            break  # said of the next number: "24 personnes sans vie et 7 blessés", "et deux sont morts"
        if _does_it(passage, start, match):
            break
        if _disagrees(passage, number, match):
            continue
        fields.append(words.field(match))
        if not told["all_of_them"].search(folded, start, match.start()):
            return fields
    last = passage.grammar.at_stop.pattern.search(folded, start, end)
    if last and _STOP.match(folded, last.end()):
        fields.append(passage.grammar.at_stop.field(last))
    return fields


def _disagrees(passage: Passage, number: Number, harm: re.Match[str]) -> bool:
    """Whether the participle is said of others: "deux hommes … un soldat tué", "un otage avant d'être abattu"."""
    if number.article:
        return bool(passage.grammar.told["afterwards"].search(passage.folded, max(0, harm.start() - 25), harm.start()))
    several = passage.grammar.plural_participles
    singular = harm[0] in passage.grammar.singles.fields and not harm[0].split()[0].endswith(several)
    return bool(several) and singular and number.exact and number.value != (1, 1)


def _does_it(passage: Passage, start: int, harm: re.Match[str]) -> bool:
    """Whether the people counted do the harm ("dix hommes ont tué …") or something else, and do not suffer it."""
    told, grammar = passage.grammar.told, passage.grammar
    before = passage.text[start : harm.start()].lower()
    if told["predicate"].search(before) and not told["resumed"].search(before):
        return True
    between = passage.folded[start : harm.start()]
    if told["passive"].search(between) or harm[0] in grammar.intransitive:
        return False
    if told["object_behind"].match(passage.folded, harm.end()):
        return True
    return bool(told["having"].search(between)) and not harm[0].endswith(grammar.plural_participles)


def harm_done(passage: Passage, start: int, end: int, words: int = 6, only_people: bool = False) -> FigureField | None:
    """The field of a verb or noun of harm shortly before a number, whose object it is ("ont tué 12 soldats")."""
    grammar, folded, told = passage.grammar, passage.folded, passage.grammar.told
    latest: tuple[int, FigureField] | None = None
    for match in grammar.active.pattern.finditer(folded, max(0, start - _WINDOW), start):
        gap = folded[match.end() : start]
        if (
            told["aim"].search(folded, max(0, match.start() - _WINDOW), match.start())
            or told["break"].search(gap)
            or told["governed"].search(gap)
            or len(gap.split()) > words
            or _passive(passage, match)
        ):
            continue
        if only_people and match[0] in grammar.of_things_too:
            continue
        if match[0] in grammar.needs_flight and not grammar.flight.search(folded, end, end + 45):
            continue
        latest = (match.end(), grammar.active.field(match))
    if latest:
        return latest[1]
    beside = told["beside"].search(folded, max(0, start - _WINDOW), start)
    if beside and (alone := grammar.singles.pattern.fullmatch(folded, beside.start("verb"), beside.end("verb"))):
        return grammar.singles.field(alone)
    for match in grammar.acts.pattern.finditer(folded, max(0, start - 2 * _WINDOW), start) if words > 1 else ():
        if told["of_the_act"].fullmatch(folded, match.end(), start):
            return grammar.acts.field(match)
    return None


def _passive(passage: Passage, match: re.Match[str]) -> bool:
    """A participle after "été" has no object: "un soldat a été tué, sept autres …"."""
    if match[0].endswith(passage.grammar.gerund_endings):
        return False
    return bool(passage.grammar.told["passive_verb"].search(passage.folded, max(0, match.start() - 25), match.start()))
