"""Figures told without a number: none at all, a bare plural, one person."""

from __future__ import annotations

import re

from recoupe.figures.grammar import Passage
from recoupe.figures.mention import BARE_PLURAL, NONE, ONE, FigureField, FigureMention

_NONE = re.compile(
    r"(?<![\w-])(?:sans|pas|aucune?|ni)\s+(?:(?!des|en|danger)\w+\s+){0,3}?(?:de\s+|d')?"
    r"(?P<noun>victimes?|morts?|blesses?|blessure)(?![\w-])"
)
_NOBODY = re.compile(
    r"(?<![\w-])(?:personne|aucune?\s+[\w' -]{2,30}?)\s+n'(?:a|avait|est|etait|aurait)\s+(?:ete\s+)?(?:\w+ment\s+)?"
)
_BARE_PEOPLE = re.compile(
    r"(?<![\w-])des\s+(?P<who>[a-z-]+s)\s+(?:(?P<state>[a-z]+)\s+)?(?:ont|avaient)\s+ete\s+(?P<harm>\w+)"
)
_BARE_NOUNS = re.compile(
    r"(?:(?:\b(?:fait|faire|faisant|font|fit|cause|causant|causer|provoque|provoquant|deplore"
    r"|y a eu|y a|compte|laisse)|\bet|,)\s+(?:\w+ment\s+)?)"
    r"(?:des|de|d')\s+(?:\w+\s+et\s+(?:des|de)\s+)?$"
)
_ACT_OF_ONE = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?P<one>d'une?\s|du\s|de son\s|de sa\s|de la\s|de l'|de leur\s)?(?:de\s|d')?"
)
_OWN = re.compile(r"(?<!\w)(?:son|sa)\s+$")
_OFTEN_RECALLED = ("mort", "deces", "execution")
_NAMED = re.compile(r"(?:[A-ZÉÈ][\w'-]+|\d+ ans)\s*,\s*$")
_ENDS = re.compile(r"\s*(?:\n|$|\bpar\b|[.,;:]\s)")
_A_THING = re.compile(r"(?:\b(?:le|la|un|une|ce|cet|cette|son|sa|leur|du)\s|\bl')(?:\w+\s)?$")
_THE = re.compile(r"(?:\b(?:le|la)\s|l')$")
_PASSIVE = re.compile(r"\bete\s+(?:\w+ment\s+)?$")
_BY = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:par|dans|lors|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le \d|en \d)\b"
)
_HIT = re.compile(
    r"(?<![\w-])(?:atteignant|touchant|atteinte?|touchee?)\s+(?P<who>(?:m\.|mme|le|la|l'|un|une|son|sa)?[^.,;:]{0,40}?)"
    r"\s*(?:de|d'|par)\s*(?:\w+\s+){0,2}?(?:balles?|tirs?)(?!\w)"
)
_OBJECT = re.compile(
    r"\s+(?:\w+ment\s+)?(?:(?P<other>l'autre)(?!\w)|(?P<many>des\s+)|(?P<one>(?:le|la|son|sa|leur)\s+|l'))"
)


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
    for match in _NONE.finditer(passage.folded):
        noun = match["noun"]
        fields: tuple[FigureField, ...] = ("injured",) if noun.startswith("bless") else ("killed",)
        if noun.startswith("victime"):
            fields = ("injured", "killed")
        if not _overlaps(found, *match.span()):
            extra += [FigureMention(f, NONE, match.span(), noun, "none told") for f in fields]
    for match in _NOBODY.finditer(passage.folded):
        harm = passage.grammar.passive.pattern.match(passage.folded, match.end())
        if harm and not _overlaps(extra, match.start(), harm.end()):
            extra.append(
                FigureMention(passage.grammar.passive.field(harm), NONE, (match.start(), harm.end()), "", "none told")
            )
    return extra


def _bare_people(passage: Passage) -> list[FigureMention]:
    """People without a number: "des civils ont été tués", "la mort de soldats"."""
    extra, grammar, folded = [], passage.grammar, passage.folded
    for match in _BARE_PEOPLE.finditer(folded):
        # what they are comes before what is done to them: wounded soldiers evacuated are wounded
        state = grammar.passive.pattern.match(folded, match.start("state")) if match["state"] else None
        harm = state or grammar.passive.pattern.match(folded, match.start("harm"))
        if harm and match["who"] in grammar.people_words:
            who = passage.text[slice(*match.span("who"))]
            extra.append(FigureMention(grammar.passive.field(harm), BARE_PLURAL, match.span(), who, "bare plural"))
    for match in grammar.acts.pattern.finditer(folded):
        of = re.compile(r"\s+(?:de\s+|d')").match(folded, match.end())
        people = grammar.people.match(folded, of.end()) if of else None
        if people and people[0].endswith("s") and people[0] != "fils":
            extra.append(
                FigureMention(
                    grammar.acts.field(match),
                    BARE_PLURAL,
                    (match.start(), people.end()),
                    passage.text[slice(*people.span())],
                    "bare plural",
                )
            )
    return extra


def _bare_nouns(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """The harmed without a number: "a fait des morts et des blessés"."""
    extra: list[FigureMention] = []
    for match in re.finditer(r"(?<!\w)des (?P<noun>morts|blesses)(?!\w)", passage.folded):
        caused = _BARE_NOUNS.search(passage.folded, max(0, match.start() - 40), match.start() + 4)
        if caused is None or _overlaps(found, *match.span()):
            continue
        if caused[0].startswith(("et", ",")) and not (extra and match.start() - extra[-1].span[1] < 20):
            continue
        field: FigureField = "killed" if match["noun"] == "morts" else "injured"
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
    return any(_A_THING.search(subject[: unit.start()]) for unit in passage.grammar.units.finditer(subject))


def _by_verb(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """A verb of one subject: "le maire a été tué", "a été retrouvé mort", "atteignant M. X de plusieurs balles"."""
    grammar, folded = passage.grammar, passage.folded
    hits: list[tuple[re.Match[str], FigureField]] = [
        (m, grammar.singles.field(m, "harm")) for m in grammar.single.finditer(folded)
    ]
    hits += [(m, "killed") for m in grammar.found_dead.finditer(folded)]
    hits += [(m, "injured") for m in _HIT.finditer(folded)]
    one: list[FigureMention] = []
    for match, field in hits:
        start = max(folded.rfind(mark, 0, match.start()) for mark in (". ", ", ", "\n", '"')) + 1
        subject = folded[start : match.start()]
        if any(m.field == field and m.span[0] < match.end() and match.start() - 60 < m.span[1] for m in found + one):
            continue
        if re.search(r"\b(?:personne|aucune?|nul)\b", subject) or _is_thing(passage, subject):
            continue
        who = passage.text[start : match.start()].strip()
        one.append(FigureMention(field, ONE, match.span(), who, "one person, harm verb in the singular"))
    return one


def _after_person(passage: Passage, start: int) -> bool:
    """Whether "le", "la" or "l'" and a person stand right before ``start``."""
    for person in passage.grammar.person.finditer(passage.folded, max(0, start - 30), start):
        if person.end() == start - 1 and _THE.search(passage.folded, max(0, person.start() - 4), person.start()):
            return True
    return False


def _by_participle(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """A participle alone: "X, abattu vendredi par la police"; of a headline, "l'assaillant abattu"."""
    one, grammar = [], passage.grammar
    for match in grammar.singles.pattern.finditer(passage.folded):
        start, field = match.start(), grammar.singles.field(match)
        named = _NAMED.search(passage.text, max(0, start - 40), start)
        headline = _ENDS.match(passage.folded, match.end()) and _after_person(passage, start)
        told = headline or (named and _BY.match(passage.folded, match.end()))
        if told and not _overlaps(found, start - 60, match.end(), field):
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
        after = _OBJECT.match(folded, verb.end())
        if (
            verb[0] in grammar.needs_flight
            or after is None
            or _overlaps(found + extra, after.end(), after.end() + 1)
            or _PASSIVE.search(folded, max(0, verb.start() - 25), verb.start())
        ):
            continue
        known = (grammar.people if after["many"] else grammar.person).match(folded, after.end())
        # an infinitive with a bare plural says what some do, not what was done ("tuer des civils")
        if not after["other"] and (
            known is None or (after["many"] and (verb[0].endswith("er") or not known[0].endswith("s")))
        ):
            continue
        end = known.end() if known else after.end()
        value, rule = (BARE_PLURAL, "bare plural") if after["many"] else (ONE, "harm verb + people")
        extra.append(
            FigureMention(grammar.active.field(verb), value, (verb.start(), end), passage.text[after.end() : end], rule)
        )
    return extra


def _by_act(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """A noun of harm: "l'assassinat du général X", "la mort de X", "après son arrestation"."""
    grammar, folded = passage.grammar, passage.folded
    one: list[FigureMention] = []
    for match in grammar.acts.pattern.finditer(folded):
        field, of = grammar.acts.field(match), _ACT_OF_ONE.match(folded, match.end())
        end = of.end() if of else match.end()
        if _overlaps(found + one, match.start(), end + 40):
            continue
        known = grammar.person.search(folded, end, end + 25) if of and of["one"] else None
        # a place is freed and captured as well as a person, so a name alone will not do
        named = of is not None and field == "killed" and (bool(of["one"]) or passage.text[end : end + 1].isupper())
        if (
            known
            or named
            or (match[0] not in _OFTEN_RECALLED and _OWN.search(folded, max(0, match.start() - 4), match.start()))
        ):
            one.append(FigureMention(field, ONE, (match.start(), end), "", "one person, noun of harm"))
    return one
