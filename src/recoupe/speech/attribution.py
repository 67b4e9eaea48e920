"""Finds who is cited: "selon X", "X a annoncé que", "…, a annoncé X", "a appris l'AFP", "revendiqué par X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.text import fold, trim

Manner = Literal["per", "after", "before", "recipient", "bracket"]

_WORD = re.compile(r"[\w]+(?:[-'][\w]+)*'?")
_AUXILIARY = frozenset("a ont avait avaient aurait auraient ayant".split())
_STOP = re.compile(
    r"[,;:!?\"()\n]|\.(?=\s|$)|(?<=\s)(?:dans (?:un|une|son|sa|leur|ses|la|le|des)|lors d|sur (?:la|son|sa|twitter|facebook|le|cnn|rfi|bfmtv|france|europe|les|ses)"
    r"|au cours|apres|avant|qui|que|qu'|dont|ou|mais|et (?:a|ont)|affirmant|precisant|ajoutant|en (?:precisant|ajoutant|reference|affirmant|faisant|citant|marge|soulignant)|"
    r"cite|citee|cites|interroge|interrogee|interroges|joint|jointe|contacte|contactee|contactes|sous|a l'afp|a la bbc|a reuters|a bbc|a rfi|a la|aux journalistes|a l'agence|a ap|a cnn|a la presse|a la television|"
    r"au (?:micro|quotidien|journal|telephone|monde|figaro|parisien|site)|par (?:telephone|la voix)|jeudi|vendredi|samedi|dimanche|lundi|mardi|mercredi|hier|aujourd'hui|ce (?:matin|soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|"
    r"a (?:propos|l'issue|travers|l'occasion)|pour|comme|avec|tandis|alors|a (?:declare|indique|affirme|annonce|fait|ete)|ont (?:declare|indique|affirme|annonce|fait|ete)|est|sont|etait|aurait|avait|au moins|plus de|environ|peu)(?![\w-])"
)
_SKIP = re.compile(
    r"\s*(?:,\s*)?(?:(?:jeudi|vendredi|samedi|dimanche|lundi|mardi|mercredi|hier|aujourd'hui|ce \w+|plus tard|ensuite|aussi|egalement|par ailleurs|de son cote|pour sa part|de leur cote|"
    r"(?:a|au)\s+(?:l'afp|l'agence france-presse|la presse|la bbc|reuters|bbc afrique|rfi|l'agence \w+|bfmtv|la television|cnn|journalistes|telephone)|aux journalistes|"
    r"dans un communique|dans un tweet|sur twitter|soir|matin|midi|apres-midi|en soiree|dans la soiree|dans la matinee|\d{1,2}\s+\w+|publiquement|officiellement)(?![\w-])\s*,?\s*)+"
)
_NO_SOURCE = re.compile(
    r"(?:il|elle|ils|elles|on|ce|cela|ca|ceci|qui|je|nous|vous|lui|eux|celui-ci|celle-ci|ces derniers|ce dernier|cette derniere|y|un|une|le|la|les|l'|d|\d.*|.{0,2})$"
)
_DETERMINER = re.compile(r"(?:le|la|les|l'|un|une|des|du|de|d'|plusieurs|certains|deux|trois|ce|cette|ces|son|sa|ses|leur|leurs|m\.|mme|diverses|d'autres|quelques|aucun|aucune)(?:\s|(?<='))")
_NAME_APPOSITION = re.compile(r",\s+((?:[A-ZÀ-Ý][\w'-]+\s?(?:(?:al|ben|bin|el|de|d'|ould|von|van)\s)?){1,4})(?=[,.;:\"\n(]|$)")

_OBJECT = re.compile(r"\s+(?:\w+\s+)?(?:cette|cet|ce|ces|l'attentat|l'attaque|la responsabilite|la mort|avoir|qu|etre|les faits|l'enlevement|l'assassinat|la prise|leur|son|sa)\b")


@dataclass(frozen=True)
class Attribution:
    """One citation. ``span`` are the source's words, ``covers`` the sentence it speaks for, ``verb`` the folded word."""

    span: Span
    text: str
    verb: str
    manner: Manner
    covers: Span


@dataclass(frozen=True)
class _Grammar:
    forms: frozenset[str]
    phrases: tuple[str, ...]
    prepositions: re.Pattern[str]
    recipients: re.Pattern[str]
    heads: frozenset[str]


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    data = lexicon["speech"]
    prepositions = "|".join(re.escape(fold(p)) for p in sorted(data["prepositions"], key=len, reverse=True))
    recipients = "|".join(re.escape(fold(p)) for p in sorted(data["recipients"], key=len, reverse=True))
    forms = lexicon.reporting_forms
    return _Grammar(
        frozenset(form for form in forms if " " not in form and len(form) > 2) - {"fait", "faits", "note", "notes", "lance", "lances", "juge", "juges", "etabli", "etablie", "avance", "menace", "menaces", "publie"},
        tuple(form for form in forms if " " in form),
        re.compile(rf"(?<![\w-])(?:{prepositions})(?:\s|(?<='))"),
        re.compile(rf"(?<![\w-])(?:{recipients})(?![\w-])"),
        frozenset(fold(h) for h in data["heads"]),
    )  # fmt: skip


def _phrase_after(text: str, folded: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at ``start``, up to what ends it; with a name set in apposition to an office."""
    skipped = _SKIP.match(folded, start, end)
    if skipped:
        start = skipped.end()
    stop = _STOP.search(folded, start + 1, end)
    finish = stop.start() if stop else end
    a, b = trim(text, start, finish)
    if (relative := re.search(r"\s(?:qui|que|dont|via|a|ont|et)$", folded[a:b])) is not None:
        b = a + relative.start()
    apposed = _NAME_APPOSITION.match(text, b, end)
    if apposed and text[a:b][:1].islower():
        b = a + len(text[a : apposed.end(1)].rstrip())
    elif (match := re.match(r"\s\([A-ZÀ-Ý][\w-]+\)", text[b:end])) is not None:
        b += match.end()
    return (a, b) if _plausible(folded[a:b]) else None


def _phrase_before(text: str, folded: str, start: int, end: int) -> Span | None:
    """The subject that ends at ``end``: the last clause before the verb, without leading adverbials."""
    segment = folded[start:end]
    cut = max((segment.rfind(mark) + len(mark) for mark in ('"', "; ", ": ", "\n", ", et ", " mais ", " que ", " alors ", " tandis ") if mark in segment), default=0)
    a, b = trim(text, start + cut, end)
    parts = [m.start() for m in re.finditer(r",\s", folded[a:b])]
    if parts and not folded[a:b].rstrip().endswith(","):
        tail = a + parts[-1] + 2
        if _DETERMINER.match(folded[tail:b]) or text[tail : tail + 1].isupper():
            a = tail
    elif parts:
        inner = folded[a : b - 1]
        first = inner.find(", ")
        head = a + first if first > 0 else b - 1
        a, b = trim(text, a, head)
    while lead := re.match(r"(?:(?:mais|et|or|puis|enfin|ainsi|ensuite|jeudi|vendredi|samedi|dimanche|lundi|mardi|mercredi|hier|peu apres|plus tot|auparavant|plus tard)\s+)", folded[a:b]):
        a += lead.end()
    b = len(text[:b].rstrip(" ,"))
    return (a, b) if _plausible(folded[a:b]) and b - a <= 130 else None


def _plausible(phrase: str) -> bool:
    return bool(phrase) and not _NO_SOURCE.fullmatch(phrase) and len(phrase) >= 3


def find_attributions(text: str, sentences: list[Span], lexicon: Lexicon) -> list[Attribution]:
    """Citations of the sentences given, in order; one for each source and sentence."""
    grammar = _grammar(lexicon)
    folded = fold(text)
    found: list[Attribution] = []
    for sentence in sentences:
        here = _prepositional(text, folded, sentence, grammar)
        here += _verbal(text, folded, sentence, grammar)
        here += _recipients(text, folded, sentence, grammar, here)
        here += _brackets(text, folded, sentence, grammar)
        found += _distinct(here)
    return found


def _prepositional(text: str, folded: str, sentence: Span, grammar: _Grammar) -> list[Attribution]:
    found = []
    for match in grammar.prepositions.finditer(folded, *sentence):
        preposition = match.group().strip()
        start = match.start() if preposition.startswith("de source") else match.end()
        if preposition in ("de source", "de sources", "de meme source"):
            stop = _STOP.search(folded, match.end(), sentence[1])
            span: Span | None = trim(text, start + 3, stop.start() if stop else sentence[1])
        else:
            span = _phrase_after(text, folded, start, sentence[1])
        if span and not re.match(r"(?:le|la|les) (?:meme|memes)|elle|lui|eux|une estimation|un decompte", folded[span[0] : span[1]]):
            found.append(Attribution(span, text[slice(*span)], preposition, "per", sentence))
    return found


def _verbal(text: str, folded: str, sentence: Span, grammar: _Grammar) -> list[Attribution]:
    words = list(_WORD.finditer(folded, *sentence))
    found = []
    for index, word in enumerate(words):
        base = re.sub(r"-(?:t-)?(?:il|elle|on|ils|elles)$", "", word.group())
        if base not in grammar.forms or base != word.group():
            continue
        first, auxiliary = index, False
        while first and words[first - 1].group() in ("pas", "aussi", "egalement", "deja", "toutefois", "ensuite", "notamment", "fait", "ete", "dit", "tot", "plus", "tard", "cependant", "ainsi", "bien", "nous", "ne", "n'"):
            first -= 1
        if first and words[first - 1].group() in _AUXILIARY:
            first, auxiliary = first - 1, True
        if not auxiliary and base.endswith(("e", "es", "ee", "ees", "it", "u", "is")) and _is_participle(text, word):
            continue
        if not auxiliary and base.endswith(("er", "re", "ir", "ant")) and not base.endswith("ant"):
            continue
        attribution = _clause(text, folded, sentence, words, first, index, grammar)
        if attribution:
            found.append(attribution)
    return found


def _is_participle(text: str, word: re.Match[str]) -> bool:
    original = text[word.start() : word.end()]
    return original.endswith(("é", "ée", "és", "ées"))


def _clause(
    text: str, folded: str, sentence: Span, words: list[re.Match[str]], first: int, last: int, grammar: _Grammar
) -> Attribution | None:
    start, end = words[first].start(), words[last].end()
    before = folded[sentence[0] : start].rstrip()
    verb = folded[words[last].start() : end]
    participle_active = verb.endswith("ant")
    if not before or before[-1] in ',"' or before.endswith(("comme l'", "comme", "l'")) or before.endswith("-"):
        if participle_active:
            return None
        rest = folded[end : end + 3]
        if rest.startswith((" qu", ' "')) and before and before[-1] == "," and " " in before:
            span = _phrase_before(text, folded, sentence[0], start)
            return Attribution(span, text[slice(*span)], verb, "before", sentence) if span else None
        span = None if _OBJECT.match(folded, end, sentence[1]) else _phrase_after(text, folded, end, sentence[1])
        if span is None and before and before[-1] == "," and " " in before:
            span = _phrase_before(text, folded, sentence[0], start)
            return Attribution(span, text[slice(*span)], verb, "before", sentence) if span else None
        if span and (_DETERMINER.match(folded[span[0] : span[1]]) or text[span[0]].isupper() or words_head(folded, span, grammar)):
            return Attribution(span, text[slice(*span)], verb, "after", sentence)
        return None
    following = folded[end : end + 60]
    reports = re.match(r"[^.;,]{0,45}?(?:\bque\b|\bqu'|:|\"|\bavoir\b)|\s+(?:\w+\s+){0,3}(?:une?|la|le|les|l'|des|son|sa|ses)\b", following)
    if participle_active or not reports:
        return None
    span = _phrase_before(text, folded, sentence[0], start)
    if span is None:
        return None
    quoting = re.match(r"[^.;,]{0,45}?(?:\bque\b|\bqu'|:|\"|\bavoir\b)", following)
    if not quoting and not words_head(folded, span, grammar):
        return None
    return Attribution(span, text[slice(*span)], verb, "before", sentence)


def words_head(folded: str, span: Span, grammar: _Grammar) -> bool:
    """Whether a phrase has a word that heads sources ("porte-parole", "autorités") among its first four."""
    return any(m.group().split("'")[-1] in grammar.heads for m in list(_WORD.finditer(folded, *span))[:4])


def _recipients(text: str, folded: str, sentence: Span, grammar: _Grammar, others: list[Attribution]) -> list[Attribution]:
    found = []
    for match in grammar.recipients.finditer(folded, *sentence):
        start = match.start() + (folded[match.start() :].find(" ") + 1)
        if not any(a <= start < b for a, b in (o.span for o in others)):
            found.append(Attribution((start, match.end()), text[start : match.end()], "a", "recipient", sentence))
    return found


def _brackets(text: str, folded: str, sentence: Span, grammar: _Grammar) -> list[Attribution]:
    match = re.search(r"\(([^()]{3,40})\)\s*$", folded[slice(*sentence)])
    if not match or not any(word in grammar.heads for word in re.findall(r"\w[\w-]*", match.group(1))):
        return []
    span = (sentence[0] + match.start(1), sentence[0] + match.end(1))
    return [Attribution(span, text[slice(*span)], "()", "bracket", sentence)]


def _distinct(found: list[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: (a.span[0], -a.span[1])):
        if not kept or attribution.span[0] >= kept[-1].span[1]:
            kept.append(attribution)
    return kept
