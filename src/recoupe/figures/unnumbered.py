"""Figures told without a number: none at all, a bare plural, one person."""

from __future__ import annotations

import re

from recoupe.figures.grammar import Passage
from recoupe.figures.mention import BARE_PLURAL, NONE, ONE, FigureField, FigureMention

_MARKS = (". ", ", ", "\n", '"')
"""Behind the last of these before a verb its subject begins."""


def without_number(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """Figures that no number tells, where no figure of ``found`` covers them."""
    extra = _none(passage, found)
    extra += _bare_people(passage)
    extra += _bare_nouns(passage, found)
    extra += _singles(passage, found + extra)
    return extra


def _overlaps(found: list[FigureMention], start: int, end: int, field: FigureField | None = None) -> bool:
    return any(m.span[0] < end and start < m.span[1] and field in (None, m.field) for m in found)


def _none(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """Denials: "sans faire de victimes", "personne n'a été blessé"."""
    extra: list[FigureMention] = []
    grammar, folded = passage.grammar, passage.folded
    for match in grammar.told["none_of"].finditer(folded):
        if not _overlaps(found, *match.span()):
            fields = grammar.none[match["noun"]]
            extra += [FigureMention(f, NONE, match.span(), match["noun"], "none told") for f in fields]
    for match in grammar.told["nobody"].finditer(folded):
        harm = grammar.passive.pattern.match(folded, match.end())
        if harm and not _overlaps(extra, match.start(), harm.end()):
            span, fields = (match.start(), harm.end()), grammar.none.get(harm[0], (grammar.passive.field(harm),))
            extra += [FigureMention(field, NONE, span, "", "none told") for field in fields]
    return extra


def _bare_people(passage: Passage) -> list[FigureMention]:
    """People without a number: "des civils ont été tués", "la mort de soldats"."""
    extra, grammar, folded = [], passage.grammar, passage.folded
    for match in grammar.told["bare_people"].finditer(folded):
        # what they are comes before what is done to them: wounded soldiers evacuated are wounded
        told = match.groupdict().get("state") is not None
        state = grammar.passive.pattern.match(folded, match.start("state")) if told else None
        harm = state or grammar.passive.pattern.match(folded, match.start("harm"))
        if harm and match["who"] in grammar.people_words and grammar.is_plural(match["who"]):
            who = passage.text[slice(*match.span("who"))]
            extra.append(FigureMention(grammar.passive.field(harm), BARE_PLURAL, match.span(), who, "bare plural"))
    for match in grammar.acts.pattern.finditer(folded):
        of = grammar.told["act_of"].match(folded, match.end())
        people = grammar.people.match(folded, of.end()) if of else None
        if people and grammar.is_plural(people[0]):
            span, who = (match.start(), people.end()), passage.text[slice(*people.span())]
            extra.append(FigureMention(grammar.acts.field(match), BARE_PLURAL, span, who, "bare plural"))
    return extra


def _bare_nouns(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """The harmed without a number: "a fait des morts et des blessés"."""
    extra: list[FigureMention] = []
    grammar, folded = passage.grammar, passage.folded
    for match in grammar.told["bare_harmed"].finditer(folded):
        caused = grammar.told["bare_cause"].search(folded, max(0, match.start() - 40), match.start("noun"))
        if caused is None or _overlaps(found, *match.span()):
            continue
        chained = grammar.told["bare_chain"].match(caused[0])
        if chained and not (extra and match.start() - extra[-1].span[1] < 20):
            continue
        field = grammar.bare_nouns[match["noun"]]
        extra.append(FigureMention(field, BARE_PLURAL, match.span(), match["noun"], "bare plural"))
    return extra


def _singles(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """One person told without a number: by a verb in the singular, as object of one, by a noun of harm."""
    one: list[FigureMention] = []
    for reader in (_by_verb, _by_participle, _by_object, _by_act):
        one += reader(passage, found + one)
    return one


def _is_thing(passage: Passage, subject: str) -> bool:
    """Whether the subject is a thing ("le drone a été abattu"); without its article, "frappe" may be "il a frappé"."""
    if passage.grammar.people.search(subject):
        return False
    thing = passage.grammar.told["thing"]
    return any(thing.search(subject[: unit.start()]) for unit in passage.grammar.units.finditer(subject))


def _by_verb(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """A verb of one subject: "le maire a été tué", "a été retrouvé mort", "atteignant M. X de plusieurs balles"."""
    grammar, folded = passage.grammar, passage.folded
    hits: list[tuple[re.Match[str], FigureField]] = [
        (m, grammar.singles.field(m, "harm")) for m in grammar.told["single"].finditer(folded)
    ]
    hits += [(m, "killed") for m in grammar.told["found_dead"].finditer(folded)]
    hits += [(m, "injured") for m in grammar.told["hit"].finditer(folded)]
    one: list[FigureMention] = []
    for match, field in hits:
        start = max(folded.rfind(mark, 0, match.start()) for mark in _MARKS) + 1
        subject = folded[start : match.start()]
        if any(m.field == field and m.span[0] < match.end() and match.start() - 60 < m.span[1] for m in found + one):
            continue
        if grammar.told["nobody_subject"].search(subject) or _is_thing(passage, subject):
            continue
        if match.groupdict().get("harm") in grammar.of_persons_only and not grammar.person.search(subject):
            continue
        who = passage.text[start : match.start()].strip()
        one.append(FigureMention(field, ONE, match.span(), who, "one person, harm verb in the singular"))
    return one


def _after_person(passage: Passage, start: int) -> bool:
    """Whether "le", "la" or "l'" and a person stand right before ``start``."""
    for person in passage.grammar.person.finditer(passage.folded, max(0, start - 30), start):
        if person.end() == start - 1 and passage.grammar.told["the"].search(
            passage.folded, max(0, person.start() - 4), person.start()
        ):
            return True
    return False


def _by_participle(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """A participle alone: "X, abattu vendredi par la police"; of a headline, "l'assaillant abattu"."""
    one, grammar, told = [], passage.grammar, passage.grammar.told
    for match in grammar.singles.pattern.finditer(passage.folded):
        start, field = match.start(), grammar.singles.field(match)
        named = told["named"].search(passage.text, max(0, start - 40), start)
        headline = told["ends"].match(passage.folded, match.end()) and _after_person(passage, start)
        alone = headline or (named and told["circumstance"].match(passage.folded, match.end()))
        if alone and not _overlaps(found, start - 60, match.end(), field):
            one.append(
                FigureMention(
                    field,
                    ONE,
                    match.span(),
                    named[0].strip(" ,") if named else "",
                    "one person, harm verb in the singular",
                )
            )
    return one


def _by_object(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """An object without a number: "a tué le général X", "ont arrêté des manifestants", "blessant l'autre"."""
    grammar, folded = passage.grammar, passage.folded
    extra: list[FigureMention] = []
    for verb in grammar.active.pattern.finditer(folded):
        after = grammar.told["object"].match(folded, verb.end())
        if (
            verb[0] in grammar.needs_flight
            or after is None
            or grammar.told["aim"].search(folded, max(0, verb.start() - 60), verb.start())
            or _overlaps(found + extra, after.end(), after.end() + 1)
            or grammar.told["passive_verb"].search(folded, max(0, verb.start() - 25), verb.start())
        ):
            continue
        many = after["many"] is not None
        known = (grammar.people if many else grammar.person).match(folded, after.end())
        # an infinitive with a bare plural says what some do, not what was done ("tuer des civils")
        idle = many and (grammar.told["infinitive"].search(verb[0]) or (known and not grammar.is_plural(known[0])))
        if not after["other"] and (known is None or idle):
            continue
        end = known.end() if known else after.end()
        value, rule = (BARE_PLURAL, "bare plural") if many else (ONE, "harm verb + people")
        extra.append(
            FigureMention(grammar.active.field(verb), value, (verb.start(), end), passage.text[after.end() : end], rule)
        )
    return extra


def _by_act(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """A noun of harm: "l'assassinat du général X", "la mort de X", "après son arrestation"."""
    grammar, folded = passage.grammar, passage.folded
    one: list[FigureMention] = []
    for match in grammar.acts.pattern.finditer(folded):
        field, of = grammar.acts.field(match), grammar.told["act_of_one"].match(folded, match.end())
        end = of.end() if of else match.end()
        if _overlaps(found + one, match.start(), end + 40):
            continue
        known = grammar.person.search(folded, end, end + 25) if of and of["one"] else None
        # a place is freed and captured as well as a person, so a name alone will not do
        named = of is not None and field == "killed" and (bool(of["one"]) or passage.text[end : end + 1].isupper())
        if (
            known
            or named
            or (
                match[0] not in grammar.often_recalled
                and grammar.told["own"].search(folded, max(0, match.start() - 4), match.start())
            )
        ):
            one.append(FigureMention(field, ONE, (match.start(), end), "", "one person, noun of harm"))
    return one
