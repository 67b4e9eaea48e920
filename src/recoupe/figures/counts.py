"""What a number counts: people killed, injured, captured or displaced, and who they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recoupe.figures.grammar import Grammar, Passage, Words, grammar_of
from recoupe.figures.mention import FigureField, FigureMention
from recoupe.figures.numbers import Number, find_numbers
from recoupe.figures.sums import shared_bounds, sums
from recoupe.figures.unnumbered import without_number
from recoupe.figures.voice import harm_done, harm_suffered
from recoupe.language import Lexicon
from recoupe.text import fold

__all__ = ["FigureMention", "find_figures"]

_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_REACH, _SOON = 32, 120
"""Characters within which people follow their number, and within which a figure has just been told."""


@dataclass(frozen=True)
class _Counted:
    """A number in its place: where what it counts may begin, where the next number does, what stood before."""

    number: Number
    after: int
    limit: int
    following: Number | None
    before: list[FigureMention]


def find_figures(text: str, lexicon: Lexicon) -> list[FigureMention]:
    """Figures of ``text`` in order. Numbers that count something else than people are left out."""
    passage = Passage(text, fold(text), grammar_of(lexicon))
    numbers = _with_possessed(passage, find_numbers(text, lexicon))
    found: list[FigureMention] = []
    index = 0
    while index < len(numbers):
        number, after = numbers[index], numbers[index].span[1]
        # "six des huit assaillants": the six are counted, the eight say of how many
        if index + 1 < len(numbers) and _part_of(passage, number, numbers[index + 1]):
            index, after = index + 1, numbers[index + 1].span[1]
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        limit = following.span[0] if following else len(text)
        found += _read(passage, _Counted(number, after, limit, following, found))
        index += 1
    found = shared_bounds(passage, found)
    found += sums(passage, found)
    found += without_number(passage, found)
    found.sort(key=lambda m: m.span)
    return found


def _part_of(passage: Passage, number: Number, whole: Number) -> bool:
    """Whether a number only says of how many: not where it counts the harmed ("une vingtaine des 64 blessés")."""
    if number.article or not passage.grammar.told["of_them"].fullmatch(passage.folded, number.span[1], whole.span[0]):
        return False
    noun = passage.grammar.nouns.pattern.match(passage.folded, whole.span[1] + 1)
    return noun is None or noun[0] in passage.grammar.people_words


def _with_possessed(passage: Passage, numbers: list[Number]) -> list[Number]:
    """The numbers, and one for each person told by whose they are ("un médecin et son chauffeur")."""
    extra = []
    for match in passage.grammar.told["possessed"].finditer(passage.folded):
        if passage.grammar.person.match(passage.folded, match.end()):
            extra.append(Number(match.span("one" if match["one"] else "head"), (1, 1), True, True))
    return sorted(numbers + extra, key=lambda n: n.span) if extra else numbers


def _made(passage: Passage, counted: _Counted, field: FigureField, who: tuple[int, int], rule: str) -> FigureMention:
    start, folded, told = counted.number.span[0], passage.folded, passage.grammar.told
    return FigureMention(
        field, counted.number.value, (start, who[1]), passage.text[slice(*who)], rule,
        subset=bool(told["subset"].search(folded, max(0, start - 25), start)),
        total=bool(told["total"].search(folded, max(0, start - 45), start)),
        previous=bool(told["previous"].search(folded, max(0, start - 90), start)),
    )  # fmt: skip


def _read(passage: Passage, counted: _Counted) -> list[FigureMention]:
    grammar, folded, number = passage.grammar, passage.folded, counted.number
    if _counts_things(grammar, folded, counted.after):
        return []
    between = grammar.between.match(folded, counted.after, counted.limit)
    start = between.end() if between else counted.after
    noun = grammar.nouns.pattern.match(folded, start)
    if noun and noun[0] not in grammar.people_words:
        none = number.article and noun[0] in grammar.not_one  # "un corps d'armée"
        field = grammar.nouns.field(noun)
        return [] if none else [_made(passage, counted, field, (start, noun.end()), "number + harm noun")]
    people = _people(passage, counted, start)
    if people is None:
        return _without_people(passage, counted)
    return _harm_of(passage, counted, (start, people), noun)


def _counts_things(grammar: Grammar, folded: str, position: int) -> bool:
    """Whether a thing follows the number: "trois villages", "une vingtaine d'années"."""
    of = grammar.told["of"].match(folded, position)
    unit = grammar.units.match(folded, of.end() if of else position)
    if unit is None:
        return False
    return not (unit[0][0].isalpha() and grammar.told["of_people"].match(folded, unit.end()))


def _people(passage: Passage, counted: _Counted, start: int) -> int | None:
    """Where the people counted end, or None: a known noun, "autres" alone, or a people's capitalised plural."""
    grammar, folded = passage.grammar, passage.folded
    match = grammar.people.match(folded, start) or grammar.people.match(folded, counted.after + 1)
    if match and not _is_adjective(passage, match):
        return None if counted.number.article and _of_several(passage, match) else match.end()
    # an adjective or two may stand between ("40 présumés terroristes"), another noun not ("un comité d'avocats")
    match = grammar.people.search(folded, start, min(counted.limit, start + _REACH))
    while match and _is_adjective(passage, match):
        match = grammar.people.search(folded, match.end(), min(counted.limit, start + _REACH))
    if match and (match[0] not in grammar.adjectives_too or passage.text[match.start()].isupper()):
        gap = (start, match.start())
        if not grammar.told["parting"].search(folded, *gap) and not _thing_in(passage, gap):
            return match.end()
    named = (
        None if counted.number.article else grammar.told["peoples"].match(passage.text, counted.after, counted.limit)
    )
    return named.end() if named else None


def _thing_in(passage: Passage, gap: tuple[int, int]) -> bool:
    """Whether a thing is counted before the people, and does not only say what they have to do with ("oil workers")."""
    unit = passage.grammar.units.search(passage.folded, *gap)
    return unit is not None and not passage.grammar.told["of_people"].match(passage.folded, unit.end())


def _of_several(passage: Passage, people: re.Match[str]) -> bool:
    """Whether a word behind "a" is a plural that belongs to another noun ("a teachers' union leader")."""
    return passage.grammar.told["possessive"].match(passage.folded, people.end()) is not None


def _is_adjective(passage: Passage, people: re.Match[str]) -> bool:
    """Whether a word for people that is an adjective as well stands before its noun ("an Afghan force")."""
    grammar = passage.grammar
    if people[0] not in grammar.adjectives_too:
        return False
    return grammar.told["adjective_before"].match(passage.folded, people.end()) is not None


def _harm_of(
    passage: Passage, counted: _Counted, who: tuple[int, int], noun: re.Match[str] | None
) -> list[FigureMention]:
    """What befell the people counted, said before them or after them; captives and refugees are so by name."""
    start, end, number = counted.number.span[0], who[1], counted.number
    beside = harm_done(passage, start, end, words=1)
    if beside:
        return [_made(passage, counted, beside, who, "harm verb + people")]
    # one person only counts where the harm is near: "un homme" fills dispatches
    reach = 70 if number.article else 150
    suffered = harm_suffered(passage, end, reach, number, counted.following.span if counted.following else None)
    if suffered:
        return [_made(passage, counted, field, who, "people + harm verb") for field in suffered]
    done = harm_done(passage, start, end)
    if done:
        return [_made(passage, counted, done, who, "harm verb + people")]
    if noun and (not number.article or noun[0] in passage.grammar.one_too):
        return [_made(passage, counted, passage.grammar.nouns.field(noun), who, "number + harm noun")]
    return []


def _without_people(passage: Passage, counted: _Counted) -> list[FigureMention]:
    """A number whose people are named before it, after the verb, or by a noun that no list holds."""
    start = counted.number.span[0]
    toll = passage.grammar.told["toll"].search(passage.folded, max(0, start - 110), start)
    if toll:
        field = passage.grammar.nouns.fields[toll["harm"]]
        span, value = counted.number.span, counted.number.value
        earlier = bool(passage.grammar.told["previous"].search(passage.folded, max(0, start - 90), start))
        return [FigureMention(field, value, span, toll["harm"], "number + harm noun", total=True, previous=earlier)]
    if counted.number.article:
        return []
    found = _elliptic(passage, counted) or _unlisted(passage, counted) or _bare(passage, counted)
    return [found] if found else []


def _near(counted: _Counted, words: Words, folded: str) -> re.Match[str] | None:
    return words.pattern.search(folded, counted.after, min(counted.limit, counted.after + 45))


def _elliptic(passage: Passage, counted: _Counted) -> FigureMention | None:
    """A number without a noun that shares its neighbour's ("137 personnes ont été tuées et 300 blessées")."""
    folded, start, told = passage.folded, counted.after, passage.grammar.told
    match = _near(counted, passage.grammar.passive, folded)
    gap = folded[start : match.start()] if match else ""
    if (
        not match
        or not told["ellipsis"].fullmatch(gap)
        or not (counted.before or len(gap) <= 2 or told["ellipsis_passive"].search(gap))
    ):
        return None
    return _made(
        passage, counted, passage.grammar.passive.field(match), (match.end(), match.end()), "number + harm verb"
    )


def _unlisted(passage: Passage, counted: _Counted) -> FigureMention | None:
    """A noun that no list holds, known as people by what befalls them: only people are murdered or kidnapped."""
    grammar, folded = passage.grammar, passage.folded
    match = _near(counted, grammar.passive, folded)
    if match and match[0] not in grammar.of_things_too:
        who = grammar.told["unknown"].fullmatch(folded, counted.after, match.start())
        if who:
            return _made(passage, counted, grammar.passive.field(match), who.span("who"), "people + harm verb")
    noun = grammar.told["unknown_object"].match(folded, counted.after, counted.limit)
    if noun:
        field = harm_done(passage, counted.number.span[0], noun.end(), words=0, only_people=True)
        if field:
            return _made(passage, counted, field, noun.span("who"), "harm verb + people")
    return None


def _bare(passage: Passage, counted: _Counted) -> FigureMention | None:
    """A number alone after a verb of harm, once the sentence has told who ("a tué 37 civils et en a blessé 30").

    Where the language lets a number stand alone ("killing three"), nobody need be told before.
    """
    start, folded, grammar = counted.number.span[0], passage.folded, passage.grammar
    if not grammar.told["bare_end"].match(folded, counted.after):
        return None
    if not grammar.number_alone and not _just_told(passage, counted):
        return None
    field = harm_done(passage, start, counted.after, words=0)
    return _made(passage, counted, field, (counted.after, counted.after), "harm verb + people") if field else None


def _just_told(passage: Passage, counted: _Counted) -> bool:
    """Whether a figure stands shortly before in the same sentence."""
    start = counted.number.span[0]
    if not counted.before or start - counted.before[-1].span[1] > _SOON:
        return False
    return not _SENTENCE_END.search(passage.folded[counted.before[-1].span[1] : start])
