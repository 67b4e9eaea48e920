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

_SUBSET = re.compile(r"(?:\bdont|parmi (?:eux|elles|lesquels|lesquelles)|y compris|notamment)\s+(?:au moins\s+)?$")
_TOTAL = re.compile(r"(?:au total|en tout|portant a|porte a|bilan (?:\w+ ){0,4}(?:de|a)|s'eleve a)\s*,?\s*(?:\w+\s)?$")
_PREVIOUS = re.compile(r"(?:precedent|premier|dernier) bilan")
_OF_THEM = re.compile(r"\s+(?:des|de ses|de ces|de leurs|parmi les|sur les|sur)\s+(?:quelque\s+)?$")
# "le maire" counts as one only where others stand beside: "le maire et deux policiers"
_POSSESSED = re.compile(
    r"(?:\bet|,)\s+(?P<one>son|sa|leur)\s+"
    r"|(?<!\w)(?P<head>le\s|la\s|l')(?=[\w-]+\s+et\s+"
    r"(?:son|sa|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+|plusieurs)\s)"
)
_ELLIPSIS = re.compile(
    r"\s*(?:(?:autres?|d'autres|supplementaires"
    r"|ont|avaient|auraient|avait|a|aurait|ete|etaient|sont|est|seraient|etre|en|y"
    r"|d'entre (?:eux|elles)|\w+ment)\s+){0,5}"
)
_UNKNOWN = re.compile(
    r"\s+(?P<who>[a-z-]+[sx](?:\s+[a-z-]+){0,2}?)\s+(?:(?:ont|avaient|auraient|seraient|sont|etaient)\s+"
    r"(?:\w+ment\s+)?(?:ete\s+)?(?:\w+ment\s+)?)?$"
)
_BARE_END = re.compile(
    r"\s*(?:d'|de )?(?:autres?|entre (?:eux|elles))?\s*"
    r"(?:[.,;:!?)\"]|$|\b(?:et|avant|dans|lors|a|au|aux|en|apres|selon|pres"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)
_PEOPLES = re.compile(r"\s*(?:d'|de\s+)?(?:autres\s+)?(?P<who>[A-ZÉÈÎÂ](?:[\w-]*[a-zà-ÿ])?[sx])(?![\w-])")
_OTHER_WORDS = re.compile(
    r"\b(?:de|des|du|et|ou|a|ont|est|sont|ete|qui|que|par|dans|au|aux|la|les?|avec|pour|sur|en)\b|[.,;:']"
)
_REACH = 32


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
    if number.article or not _OF_THEM.fullmatch(passage.folded, number.span[1], whole.span[0]):
        return False
    noun = passage.grammar.nouns.pattern.match(passage.folded, whole.span[1] + 1)
    return noun is None or noun[0] in passage.grammar.people_words


def _with_possessed(passage: Passage, numbers: list[Number]) -> list[Number]:
    """The numbers, and one for each person told by whose they are ("un médecin et son chauffeur")."""
    extra = []
    for match in _POSSESSED.finditer(passage.folded):
        if passage.grammar.person.match(passage.folded, match.end()):
            extra.append(Number(match.span("one" if match["one"] else "head"), (1, 1), True, True))
    return sorted(numbers + extra, key=lambda n: n.span) if extra else numbers


def _made(passage: Passage, counted: _Counted, field: FigureField, who: tuple[int, int], rule: str) -> FigureMention:
    start, folded = counted.number.span[0], passage.folded
    return FigureMention(
        field, counted.number.value, (start, who[1]), passage.text[slice(*who)], rule,
        subset=bool(_SUBSET.search(folded, max(0, start - 25), start)),
        total=bool(_TOTAL.search(folded, max(0, start - 45), start)),
        previous=bool(_PREVIOUS.search(folded, max(0, start - 90), start)),
    )  # fmt: skip


def _read(passage: Passage, counted: _Counted) -> list[FigureMention]:
    grammar, folded, number = passage.grammar, passage.folded, counted.number
    if _counts_things(grammar, folded, counted.after):
        return []
    between = grammar.between.match(folded, counted.after, counted.limit)
    start = between.end() if between else counted.after
    noun = grammar.nouns.pattern.match(folded, start)
    if noun and noun[0] not in grammar.people_words:
        corps = number.article and noun[0] == "corps"  # "un corps d'armée"
        field = grammar.nouns.field(noun)
        return [] if corps else [_made(passage, counted, field, (start, noun.end()), "number + harm noun")]
    people = _people(passage, counted, start)
    if people is None:
        return _without_people(passage, counted)
    return _harm_of(passage, counted, (start, people), noun)


def _counts_things(grammar: Grammar, folded: str, position: int) -> bool:
    """Whether a thing follows the number: "trois villages", "une vingtaine d'années"."""
    of = re.compile(r"\s*(?:d'|de\s+)?").match(folded, position)
    return bool(grammar.units.match(folded, of.end() if of else position))


def _people(passage: Passage, counted: _Counted, start: int) -> int | None:
    """Where the people counted end, or None: a known noun, "autres" alone, or a people's capitalised plural."""
    grammar, folded = passage.grammar, passage.folded
    match = grammar.people.match(folded, start) or grammar.people.match(folded, counted.after + 1)
    if match:
        return match.end()
    # an adjective or two may stand between ("40 présumés terroristes"), another noun not ("un comité d'avocats")
    match = grammar.people.search(folded, start, min(counted.limit, start + _REACH))
    if match and (match[0] not in grammar.adjectives_too or passage.text[match.start()].isupper()):
        gap = (start, match.start())
        if not _OTHER_WORDS.search(folded, *gap) and not grammar.units.search(folded, *gap):
            return match.end()
    named = None if counted.number.article else _PEOPLES.match(passage.text, counted.after, counted.limit)
    return named.end() if named else None


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
    if noun and (not number.article or noun[0] == "otage"):
        return [_made(passage, counted, passage.grammar.nouns.field(noun), who, "number + harm noun")]
    return []


def _without_people(passage: Passage, counted: _Counted) -> list[FigureMention]:
    """A number whose people are named before it, after the verb, or by a noun that no list holds."""
    toll = passage.grammar.toll.search(passage.folded, max(0, counted.number.span[0] - 110), counted.number.span[0])
    if toll:
        field = passage.grammar.nouns.fields[toll["harm"]]
        span, value = counted.number.span, counted.number.value
        return [FigureMention(field, value, span, toll["harm"], "number + harm noun", total=True)]
    if counted.number.article:
        return []
    found = _elliptic(passage, counted) or _unlisted(passage, counted) or _bare(passage, counted)
    return [found] if found else []


def _near(counted: _Counted, words: Words, folded: str) -> re.Match[str] | None:
    return words.pattern.search(folded, counted.after, min(counted.limit, counted.after + 45))


def _elliptic(passage: Passage, counted: _Counted) -> FigureMention | None:
    """A number without a noun that shares its neighbour's ("137 personnes ont été tuées et 300 blessées")."""
    folded, start = passage.folded, counted.after
    match = _near(counted, passage.grammar.passive, folded)
    gap = folded[start : match.start()] if match else ""
    if (
        not match
        or not _ELLIPSIS.fullmatch(gap)
        or not (counted.before or len(gap) <= 2 or "ete" in gap or "sont" in gap)
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
        who = _UNKNOWN.fullmatch(folded, counted.after, match.start())
        if who:
            return _made(passage, counted, grammar.passive.field(match), who.span("who"), "people + harm verb")
    noun = re.compile(r"\s*(?:d'|de\s+)?(?P<who>[a-z-]{4,}[sx])(?![\w-])").match(folded, counted.after, counted.limit)
    if noun:
        field = harm_done(passage, counted.number.span[0], noun.end(), words=0, only_people=True)
        if field:
            return _made(passage, counted, field, noun.span("who"), "harm verb + people")
    return None


def _bare(passage: Passage, counted: _Counted) -> FigureMention | None:
    """A number alone after a verb of harm, once the sentence has told who ("a tué 37 civils et en a blessé 30")."""
    start, folded = counted.number.span[0], passage.folded
    if not counted.before or not _BARE_END.match(folded, counted.after) or start - counted.before[-1].span[1] > 120:
        return None
    if re.search(r"[.!?]\s|\n", folded[counted.before[-1].span[1] : start]):
        return None
    field = harm_done(passage, start, counted.after, words=0)
    return _made(passage, counted, field, (counted.after, counted.after), "harm verb + people") if field else None
