"""What a number counts: people killed, injured, captured or displaced, and who they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from recoupe.figures.numbers import Number, find_numbers
from recoupe.language import Lexicon
from recoupe.records import Range, Span
from recoupe.text import fold

FigureField = Literal["killed", "injured", "captured", "displaced"]
FIELDS: tuple[FigureField, ...] = ("killed", "injured", "captured", "displaced")
_BARE_PLURAL: Range = (2, None)


@dataclass(frozen=True)
class FigureMention:
    """A figure: which field, its range, the span of its words, who is counted, and how it was read.

    ``subset`` marks a part of another figure ("dont trois enfants"); ``total`` a sum ("au total", "portant à");
    ``zero`` a denial ("sans faire de victimes").
    """

    field: FigureField
    value: Range
    span: Span
    who: str
    rule: str
    subset: bool = False
    total: bool = False
    previous: bool = False


@dataclass(frozen=True)
class _Grammar:
    nouns: dict[FigureField, re.Pattern[str]]
    passive: dict[FigureField, re.Pattern[str]]
    active: dict[FigureField, re.Pattern[str]]
    people: re.Pattern[str]
    any_harm: re.Pattern[str]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    data = lexicon["numbers"]
    harm = data["harm"]
    every = [form for field in FIELDS for part in ("nouns", "verbs", "active") for form in harm[field].get(part, ())]

    def compiled(part: str) -> dict[FigureField, re.Pattern[str]]:
        return {f: re.compile(rf"(?<![\w-])(?:{_any(harm[f][part])})(?![\w-])" if part != "active" else rf"(?<![\w-])(?:{_any(harm[f][part])})(?![\w-])|(?<![\w-])(?:{_any([w for w in harm[f][part] if w.endswith(chr(39))] or ['~'])})") for f in FIELDS}

    return _Grammar(
        compiled("nouns"), compiled("verbs"), compiled("active"),
        re.compile(rf"(?<![\w-])(?:{_any(data['people'])})(?![\w-])"), re.compile(rf"(?<![\w-])(?:{_any(every)})(?![\w-])"),
    )  # fmt: skip


_BETWEEN = re.compile(r"^[\s\"'()]*(?:(?:autres?|nouveaux?|nouvelles?|jeunes|petits?|petites?|hauts?|des|de|d'|les|membres? (?:de|des|du)|anciens?|ex-?)\s*)*")
_OTHER_UNIT = re.compile(
    r"^\s*(?:ans|an|mois|jours?|heures?|h\b|minutes?|semaines?|km|kilometres?|metres?|m\b|euros?|dollars?|tonnes?|fois|millions? d'euros|"
    r"villages?|maisons?|vehicules?|voitures?|obus|roquettes?|missiles?|balles?|attaques?|attentats?|frappes?|raids?|eme|e\b|er\b|%|pour cent|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|gmt|drones?|avions?|kilos?|pays|villes?|"
    r"kg|g\b|chars?|bus|explosions?|bombes?|camions?|ecoles?|sites?|provinces?|regions?|departements?|etages?|milliards?|livres?)"
)


def _clause_end(folded: str, start: int) -> int:
    """Where the clause that holds ``start`` ends: a sentence end, a semicolon, or a subordinate that starts another."""
    match = re.search(r"[.;:!?]\s|\n|, (?:selon|(?:a|ont) (?:indique|annonce|declare|affirme|precise|rapporte|ajoute|explique|confirme|appris|fait|dit|estime|assure)|d.apres|alors|tandis|apres|avant|lors)", folded[start:])
    return start + match.start() if match else len(folded)


def find_figures(text: str, lexicon: Lexicon) -> list[FigureMention]:
    """Figures of ``text`` in order. Numbers that count something else than people are left out."""
    grammar = _grammar(lexicon)
    folded = fold(text)
    numbers = find_numbers(text, lexicon)
    found: list[FigureMention] = []
    for index, number in enumerate(numbers):
        limit = numbers[index + 1].span[0] if index + 1 < len(numbers) else len(folded)
        mention = _read(folded, text, number, limit, grammar, found)
        if mention:
            found.append(mention)
    found = [_shared_bound(folded, found[:i], mention) for i, mention in enumerate(found)]
    found += _sums(folded, found)
    found += _without_number(folded, text, grammar, found)
    found.sort(key=lambda m: (m.span, m.field))
    return found


def _shared_bound(folded: str, before: list[FigureMention], mention: FigureMention) -> FigureMention:
    """"Au moins cinq morts et quinze blessés": the bound of the first number holds for the second, which has no verb of its own."""
    if not before or not mention.rule.startswith("number + harm") or mention.value[0] != mention.value[1]:
        return mention
    gap = folded[before[-1].span[1] : mention.span[0]]
    if before[-1].value[1] is None and before[-1].value[0] and re.fullmatch(r"[^.;:]{0,40}\bet\s", gap) and before[-1].field != mention.field:
        return replace(mention, value=(mention.value[0], None))
    return mention


def _sums(folded: str, found: list[FigureMention]) -> list[FigureMention]:
    """The sum of parts told in one breath ("sept militaires, un policier et six civils ont été tués")."""
    sums: list[FigureMention] = []
    run: list[FigureMention] = []
    for mention in [*found, None]:
        joined = mention is not None and run and mention.field == run[-1].field and not mention.subset and not mention.total
        if joined and mention and re.fullmatch(r"[^.;:\n\"]{0,30}(?:,|\bet|\bainsi que)\s*", folded[run[-1].span[1] : mention.span[0]]):
            run.append(mention)
            continue
        if len(run) > 1:
            low = sum(m.value[0] for m in run)
            high = None if any(m.value[1] is None for m in run) else sum(m.value[1] or 0 for m in run)
            sums.append(FigureMention(run[0].field, (low, high), (run[0].span[0], run[-1].span[1]), "", "sum of parts", total=True))
        run = [mention] if mention is not None and not mention.subset else []
    return sums


def _read(
    folded: str, text: str, number: Number, limit: int, grammar: _Grammar, before: list[FigureMention]
) -> FigureMention | None:
    start, end = number.span
    if _OTHER_UNIT.match(folded[end : end + 20]):
        return None
    offset = end + len(_BETWEEN.match(folded[end:limit]).group())  # type: ignore[union-attr]
    subset = bool(re.search(r"(?:\bdont|parmi (?:eux|elles|lesquels)|y compris|notamment)\s+(?:au moins\s+)?$", folded[max(0, start - 25) : start]))
    total = bool(re.search(r"(?:au total|en tout|portant a|porte a|bilan (?:\w+ ){0,4}(?:de|a)|s'eleve a)\s*(?:\w+\s)?$", folded[max(0, start - 45) : start]))
    previous = bool(re.search(r"(?:precedent|premier|dernier) bilan", folded[max(0, start - 90) : start]))

    def made(field: FigureField, stop: int, rule: str) -> FigureMention:
        return FigureMention(field, number.value, (start, stop), text[offset:stop], rule, subset, total, previous)

    for field in FIELDS:
        noun = grammar.nouns[field].match(folded, offset)
        if noun:
            return made(field, noun.end(), "number + harm noun")
    people = grammar.people.match(folded, offset) or grammar.people.search(folded, offset, min(limit, offset + 32))
    if people is None:
        return _elliptic(folded, text, number, limit, grammar, before, subset)
    if number.article and not _harmed_near(folded, people.end(), grammar):
        return _object_of(folded, start, people.end(), grammar, made)
    adjoining = _object_of(folded, start, people.end(), grammar, made, words=1)
    if adjoining:
        return adjoining
    clause = min(_clause_end(folded, people.end()), people.end() + 150)
    passive = _first(grammar.passive, folded, people.end(), clause)
    if passive and not _active_between(folded, people.end(), passive[1], passive[2]):
        return made(passive[0], people.end(), "people + harm verb")
    return _object_of(folded, start, people.end(), grammar, made)


def _harmed_near(folded: str, position: int, grammar: _Grammar) -> bool:
    return _first(grammar.passive, folded, position, min(len(folded), position + 70)) is not None


def _active_between(folded: str, start: int, harm: int, harm_end: int) -> bool:
    """Whether the people counted are those who do the harm ("dix hommes ont tué …"), not those who suffer it."""
    between = folded[start:harm]
    if re.search(r"\b(?:ete|etre|est|sont|etaient|etait|furent|fut|soient|serait|seraient|trouve|perdu)\s+(?:\w+\s+){0,2}$", between):
        return False
    if re.match(r"\s*$|\s*(?:ont|a)?\s*(?:peri|perdu|succombe|fui|meurent)", folded[start : harm_end + 1]) and harm - start <= 2:
        return False
    ends_s = folded[harm:harm_end].endswith("s")
    return bool(re.search(r"\b(?:ont|a|avaient|avait|auraient|aurait)\s+(?:\w+\s+)?$", between)) and not ends_s and folded[harm:harm_end] not in ("peri", "perdu la vie", "trouve la mort", "succombe", "fui")


def _object_of(folded: str, start: int, end: int, grammar: _Grammar, made, words: int = 6) -> FigureMention | None:  # type: ignore[no-untyped-def]
    """The number as object of a verb of harm that stands shortly before it ("ont tué 12 soldats")."""
    window = max(0, start - 60)
    latest: tuple[int, FigureField] | None = None
    for field in FIELDS:
        for match in grammar.active[field].finditer(folded, window, start):
            gap = folded[match.end() : start]
            if re.search(r"[.;:!?]|\bqui\b|\bque\b", gap) or len(gap.split()) > words:
                continue
            if latest is None or match.end() > latest[0]:
                latest = (match.end(), field)
    return made(latest[1], end, "harm verb + people") if latest else None


def _first(patterns: dict[FigureField, re.Pattern[str]], folded: str, start: int, end: int) -> tuple[FigureField, int, int] | None:
    hits = [(m.start(), m.end(), f) for f in FIELDS if (m := patterns[f].search(folded, start, end))]
    if not hits:
        return None
    position, stop, field = min(hits, key=lambda hit: (hit[0], FIELDS.index(hit[2])))
    return field, position, stop


def _elliptic(
    folded: str, text: str, number: Number, limit: int, grammar: _Grammar, before: list[FigureMention], subset: bool
) -> FigureMention | None:
    """A number without a noun that shares its neighbour's ("137 personnes ont été tuées et 300 blessées")."""
    end = number.span[1]
    near = folded[end : min(limit, end + 40)]
    for field in FIELDS:
        match = grammar.passive[field].search(near)
        if match and len(near[: match.start()].split()) <= 4 and not number.article:
            if before or match.start() <= 2 or re.search(r"(?:ont ete|etaient|sont)", near):
                return FigureMention(field, number.value, (number.span[0], end + match.end()), "", "number + harm verb", subset)
    return None


_BARE = re.compile(
    r"(?<![\w-])(?:faire|fait|faisant|causer|cause|causant|deplore|deplorer|il y a|compter?|y a eu)\s+(?:\w+\s+)?(?P<neg>pas de|aucune?|ni)?\s*"
    r"(?P<det>des|de|d'|plusieurs)?\s*(?P<noun>victimes?|morts?|blesses?|mort ni blesse)"
)
_NONE = re.compile(
    r"(?<![\w-])(?:sans|pas|aucune?|ni)\s+(?:\w+\s+){0,3}?(?:de\s+|d')?(?P<noun>victimes?|morts?|blesses?|blessure)(?![\w-])"
)
_BARE_PEOPLE = re.compile(r"(?<![\w-])des\s+(?P<who>[a-z-]+s)\s+(?:[a-z]+\s+)?(?:ont|avaient)\s+ete\s+(?P<harm>\w+)")


def _without_number(folded: str, text: str, grammar: _Grammar, found: list[FigureMention]) -> list[FigureMention]:
    """Figures told without a number: none at all, or a bare plural ([2, null])."""
    extra: list[FigureMention] = []
    for match in _NONE.finditer(folded):
        noun = match["noun"]
        fields: tuple[FigureField, ...] = ("injured",) if noun.startswith("bless") else ("killed",)
        if noun.startswith("victime"):
            fields = ("killed", "injured")
        if not any(m.span[0] < match.end() and match.start() < m.span[1] for m in found):
            extra += [FigureMention(f, (0, 0), match.span(), noun, "none told") for f in fields]
    for match in _BARE_PEOPLE.finditer(folded):
        field = _first(grammar.passive, folded, match.start("harm"), match.end())
        if field and grammar.people.fullmatch(match["who"]):
            extra.append(FigureMention(field[0], _BARE_PLURAL, match.span(), text[slice(*match.span("who"))], "bare plural"))
    extra += _single(folded, text, found + extra)
    return extra


_SINGLE = re.compile(
    r"(?<![\w-])(?:a|avait|aurait|ayant)\s+(?:egalement\s+|aussi\s+)?ete\s+(?:\w+ment\s+)?(?P<harm>tuee?|assassinee?|abattue?|executee?|egorgee?|decapitee?|"
    r"blessee?|arretee?|interpellee?|enlevee?|kidnappee?|capturee?|liberee?|relachee?|prise? en otage|placee? en garde a vue|pendue?)(?![\w-])"
    r"|(?<![\w-])(?:a|avait|aurait)\s+(?P<harm2>succombe|peri|perdu la vie|trouve la mort)|(?<![\w-])(?:est|etait|serait)\s+(?P<harm3>morte?|decedee?)(?![\w-])"
)
_SINGLE_FIELDS: dict[str, FigureField] = {"bles": "injured", "arre": "captured", "inte": "captured", "enle": "captured", "kidn": "captured", "capt": "captured", "libe": "captured", "rela": "captured", "pris": "captured", "plac": "captured"}  # fmt: skip

_ACT_OF_ONE = re.compile(
    r"(?<!\w)(?:l'|la |une? |son |sa )?(?P<noun>assassinat|meurtre|execution|mort|deces|enlevement|arrestation|interpellation|liberation|capture)\s+(?:\w+\s+){0,2}?(?P<one>d'une?\s|du\s|de son\s|de sa\s)?(?:de\s|d')?"
)
_ACT_FIELDS: dict[str, FigureField] = {
    "assassinat": "killed", "meurtre": "killed", "execution": "killed", "mort": "killed", "deces": "killed", "enlevement": "captured",
    "arrestation": "captured", "interpellation": "captured", "liberation": "captured", "capture": "captured",
}  # fmt: skip


def _single(folded: str, text: str, found: list[FigureMention]) -> list[FigureMention]:
    """One person told without a number: a verb of harm in the singular ("le maire a été tué")."""
    singles = []
    for match in _SINGLE.finditer(folded):
        harm = match["harm"] or match["harm2"] or match["harm3"]
        field = _SINGLE_FIELDS.get(harm[:4], "killed")
        start = max(folded.rfind(mark, 0, match.start()) for mark in (". ", ", ", "\n", '"')) + 1
        if any(m.field == field and m.span[0] < match.end() and match.start() - 60 < m.span[1] for m in found):
            continue
        if re.search(r"\b(?:personne|aucune?|nul)\b", folded[start : match.start()]):
            continue
        who = text[start : match.start()].strip()
        singles.append(FigureMention(field, (1, 1), match.span(), who, "one person, harm verb in the singular"))
    for match in _ACT_OF_ONE.finditer(folded):
        name = text[match.end() : match.end() + 1]
        if (match["one"] or name.isupper()) and not any(m.span[0] < match.end() + 40 and match.start() < m.span[1] for m in found + singles):
            singles.append(FigureMention(_ACT_FIELDS[match["noun"]], (1, 1), match.span(), "", "one person, noun of harm"))
    return singles
