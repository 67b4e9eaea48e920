"""Who suffers: whether people counted are the object of a harm told before them, or the subject of one told after."""

from __future__ import annotations

import re

from recoupe.figures.grammar import Passage
from recoupe.figures.mention import FigureField
from recoupe.figures.numbers import Number
from recoupe.records import Span

_CLAUSE_END = re.compile(
    r"[.;:!?]\s|\n|, (?:selon|(?:a|ont) (?:indique|annonce|declare|affirme|precise|rapporte|ajoute"
    r"|explique|confirme|appris|fait|dit|estime|assure)|d.apres|alors|tandis|apres|avant|lors)"
)
_AS_NOUN = re.compile(r"(?:\b(?:la|le|les|un|une|des|de|du|sa|son|ses|leurs?|sans|ces|cette|cet|aux?)\s|\b[ld]')$")
_AUXILIARY = re.compile(
    r"\b(?:ete|etre|est|sont|etaient|etait|furent|fut|soient|serait|seraient|trouve|perdu)\s+(?:\w+\s+){0,2}$"
)
_HAVING = re.compile(r"\b(?:avoir|ayant|ont|a|avaient|avait|auraient|aurait)\s+(?:\w+\s+)?$")
# another predicate of the same people, read with its accents: folded, "à Sousse" would be one
_PREDICATE = re.compile(
    r"\b(?:ont|avaient|auraient|avait|a|aurait)\s+(?:(?:\w+ment|aussi|déjà|ensuite|ainsi|tous|toutes)\s+)?+"
    r"(?!été\b)\w+(?:é|i|u|is|it|ert)\b"
)
_RESUMED = re.compile(
    r"\b(?:qui|que|ayant|où)\b"
    r"|(?:\bet|\bmais|\bpuis|,)\s+(?:ont|avaient|auraient|sont)\s+(?:\w+\s+)?(?:été\s+)?(?:\w+ment\s+)?$"
    r"|\bavant d'être\s+$"
)
_ALONE = re.compile(r"\s*(?:(?:en|y|sont|ont|seraient|etaient|avaient|ete)\s+)*")
_ALL = re.compile(r"\btou(?:s|tes)\s+(?:\w+ment\s+)?$")
_BREAK = re.compile(r"[.;:!?]|\bqui\b|\bque\b|^\s*(?:et|ou|mais)\b|^\s*,")
_GOVERNED = re.compile(
    r"\b(?:contre|sur|avec|dans|par|(?<!et )de|selon|en|pour|lors|face a|avant|apres|depuis|pendant|parmi|entre|pres)"
    r"\s+(?:les\s+|des\s+)?$|(?<!et )\bd'$|^\s*a\s+$"
)
_OF_THE_ACT = re.compile(
    r"(?:\s+(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ce matin))?"
    r"(?:\s*,[^,.;:]{2,60},(?:\s*par [^,.;:]{2,40},)?|\s+par\s+[^,.;:]{2,40}?)?\s+(?:de\s+|d')"
)
_BESIDE = re.compile(
    r"\b(?:ete|est|etre)\s+(?:\w+ment\s+)?(?P<verb>\w+)\s+(?:en meme temps que|avec|ainsi que|aux cotes de)\s+$"
)
_AFTERWARDS = re.compile(r"\bd'etre\s+(?:\w+ment\s+)?$")
_WINDOW = 60


def clause_end(folded: str, start: int) -> int:
    """Where the clause that holds ``start`` ends: a sentence end, a semicolon, or a subordinate that starts another."""
    match = _CLAUSE_END.search(folded, start)
    return match.start() if match else len(folded)


def harm_suffered(
    passage: Passage, start: int, reach: int, number: Number, following: Span | None
) -> list[FigureField]:
    """Fields of the harm that people told before ``start`` suffer; more than one after "tous" ("tous blessés, …")."""
    folded, words = passage.folded, passage.grammar.passive
    end = min(clause_end(folded, start), start + reach)
    fields: list[FigureField] = []
    for match in words.pattern.finditer(folded, start, end):
        if _AS_NOUN.search(folded, max(start, match.start() - 8), match.start()):
            continue
        if following and match.start() > following[0] and _ALONE.fullmatch(folded, following[1], match.start()):
            break  # said of the next number: "24 personnes sans vie et 7 blessés", "et deux sont morts"
        if _does_it(passage, start, match):
            break
        if _disagrees(passage, number, match):
            continue
        fields.append(words.field(match))
        if not _ALL.search(folded, start, match.start()):
            return fields
    last = passage.grammar.at_stop.pattern.search(folded, start, end)
    if last and re.compile(r"\s*(?:[.,;!?]|$)").match(folded, last.end()):
        fields.append(passage.grammar.at_stop.field(last))
    return fields


def _disagrees(passage: Passage, number: Number, harm: re.Match[str]) -> bool:
    """Whether the participle is said of others: "deux hommes … un soldat tué", "un otage avant d'être abattu"."""
    if number.article:
        return bool(_AFTERWARDS.search(passage.folded, max(0, harm.start() - 25), harm.start()))
    singular = harm[0] in passage.grammar.singles.fields and not harm[0].split()[0].endswith("s")
    return singular and number.exact and number.value != (1, 1)


def _does_it(passage: Passage, start: int, harm: re.Match[str]) -> bool:
    """Whether the people counted do the harm ("dix hommes ont tué …") or something else, and do not suffer it."""
    told = passage.text[start : harm.start()].lower()
    if _PREDICATE.search(told) and not _RESUMED.search(told):
        return True
    between = passage.folded[start : harm.start()]
    if _AUXILIARY.search(between) or harm[0] in passage.grammar.with_avoir:
        return False
    return bool(_HAVING.search(between)) and not harm[0].endswith("s")


def harm_done(passage: Passage, start: int, end: int, words: int = 6, only_people: bool = False) -> FigureField | None:
    """The field of a verb or noun of harm shortly before a number, whose object it is ("ont tué 12 soldats")."""
    grammar, folded = passage.grammar, passage.folded
    latest: tuple[int, FigureField] | None = None
    for match in grammar.active.pattern.finditer(folded, max(0, start - _WINDOW), start):
        gap = folded[match.end() : start]
        if _BREAK.search(gap) or _GOVERNED.search(gap) or len(gap.split()) > words or _passive(folded, match):
            continue
        if only_people and match[0] in grammar.of_things_too:
            continue
        if match[0] in grammar.needs_flight and not grammar.flight.search(folded, end, end + 45):
            continue
        latest = (match.end(), grammar.active.field(match))
    if latest:
        return latest[1]
    beside = _BESIDE.search(folded, max(0, start - _WINDOW), start)
    if beside and (alone := grammar.singles.pattern.fullmatch(folded, beside.start("verb"), beside.end("verb"))):
        return grammar.singles.field(alone)
    for match in grammar.acts.pattern.finditer(folded, max(0, start - 2 * _WINDOW), start) if words > 1 else ():
        if _OF_THE_ACT.fullmatch(folded, match.end(), start):
            return grammar.acts.field(match)
    return None


def _passive(folded: str, match: re.Match[str]) -> bool:
    """A participle after "été" has no object: "un soldat a été tué, sept autres …"."""
    return bool(re.search(r"\bete\s+(?:\w+ment\s+)?$", folded[max(0, match.start() - 25) : match.start()]))
