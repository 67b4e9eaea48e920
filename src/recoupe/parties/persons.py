"""Persons named in a text: attackers, victims, officers, officials.

A person is what any mention in the dispatch shows him to be: "le président américain Donald Trump" once, and "Donald
Trump", "M. Trump" and "Trump" are the same official everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import any_of
from recoupe.parties.mention import PartyMention
from recoupe.parties.words import folded_set, words_of, written_any
from recoupe.places.resolve import PlaceMention
from recoupe.places.tables import tables as place_tables
from recoupe.records import Kind, Span
from recoupe.text import either, key

_WORD = r"[A-ZÀ-Ý](?:[^\W\d]|['-])+"
_SHORTEST = 4  # letters of a family name that may stand alone
_CAPITALS = 0.75  # share of a headline's longer words that begin with a capital where all may
_TITLE_WORDS = 4  # words before a name among which its title is looked for
_APPOSED_WORDS = 8  # words of an apposition behind it


@dataclass(frozen=True)
class _Patterns:
    """Patterns and sets of [person], [titles] and [not_person]; titles are folded, without their full stops."""

    person: re.Pattern[str]
    dotted: re.Pattern[str]
    office: frozenset[str]
    military: frozenset[str]
    not_first: frozenset[str]
    nowhere: frozenset[str]
    possessive: re.Pattern[str]
    apposition: re.Pattern[str]
    headlines: bool


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> _Patterns:
    data, words = lexicon["parties"], words_of(lexicon)
    person, titles = data["person"], data["titles"]
    dotted = [title[:-1] for kind in ("office", "military") for title in titles[kind] if title.endswith(".")]
    further = rf"(?:(?:{written_any(person['particles'])})\s)?(?:{_WORD}|(?:{written_any(person['prefixes'])})-{_WORD})"
    initial = r"\s[A-Z]\.(?![\w.])"
    return _Patterns(
        re.compile(rf"(?<![\w'-]){_WORD}(?:\s{further}){{1,4}}(?:{initial})?|(?<![\w'-]){_WORD}{initial}"),
        re.compile(rf"(?<!\w)({any_of(dotted)})\.(?=\s)"),
        folded_set(title.rstrip(".") for title in titles["office"]),
        folded_set(title.rstrip(".") for title in titles["military"]),
        frozenset(data["not_person"]["words"]), frozenset(data["not_person"]["anywhere"]),
        re.compile(rf"(?:{words.possessive})$"), re.compile(rf"(?:{any_of(person['apposition'])})\s([^.,;:!?\n]+)"),
        person["headlines"],
    )  # fmt: skip


class PersonFinder:
    """Finds the persons a text names. Stateless between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = words_of(lexicon)
        self._places = place_tables(lexicon)
        self._patterns = _patterns(lexicon)

    def find(
        self, text: str, folded: str, zones: list[Span], places: list[PlaceMention], found: list[PartyMention]
    ) -> list[PartyMention]:
        """The persons named within ``zones``, those inside a mention already ``found`` left out."""
        taken = sorted([m.span for m in found] + [p.span for p in places])
        titles = {m.span[1]: m for m in found if _is_title(m)}
        persons = []
        for zone in zones:
            if self._patterns.headlines and _all_capitals(text[slice(*zone)]):
                continue
            for match in self._patterns.person.finditer(text, *zone):
                span = self._span(text, folded, match.span())
                if span is None or _touches(span, taken) or key(text[slice(*span)]) in self._places.curated:
                    continue
                persons.append(self._person(text, folded, span, titles.get(span[0] - 1)))
        known = _best_known(persons)
        persons = [_as_known(p, known[_family(p)]) for p in persons]
        return persons + self._short(text, zones, known, taken + [p.span for p in persons])

    def _person(self, text: str, folded: str, span: Span, title: PartyMention | None) -> PartyMention:
        kind, name, group = self._titled(folded, span)
        country = None
        if title is not None:
            kind, name, country = title.kind, title.name, title.country
            group = "office" if title.group == "rule" else "officer"
        return PartyMention(span, text[slice(*span)], name, kind, country, group, "<person>", span, "person")

    def _short(
        self, text: str, zones: list[Span], known: dict[str, PartyMention], taken: list[Span]
    ) -> list[PartyMention]:
        """The family names of the persons known, where they stand alone."""
        names = [
            n
            for n in known
            if len(n) >= _SHORTEST and key(n) not in self._places.curated and n not in self._words.states
        ]
        if not names:
            return []
        pattern = re.compile(rf"(?<![\w'-])(?:{either(names)})(?![\w-])")
        found = []
        for zone in zones:
            for match in pattern.finditer(text, *zone):
                if not _touches(match.span(), taken):
                    whole = known[match.group()]
                    found.append(replace(whole, span=match.span(), text=match.group(), anchor=match.span()))
        return found

    def _span(self, text: str, folded: str, span: Span) -> Span | None:
        """A person's name without the words before it that are none of it; None for outlets, institutions, months."""
        known = self._patterns
        words = text[slice(*span)].split(" ")
        start = span[0]
        owners = [i for i, word in enumerate(words[:-1]) if known.possessive.search(word.lower())]
        while words and (owners or self._opens(words[0], folded, start)):
            start += len(words.pop(0)) + 1
            owners = [i - 1 for i in owners if i]
        if len(words) < 2 or all(w.isupper() for w in words):
            return None
        ending = known.possessive.search(words[-1].lower())
        left = len(ending.group()) if ending else 0
        if not known.nowhere.isdisjoint([*words[:-1], words[-1][: len(words[-1]) - left]]):
            return None
        return start, span[1] - left

    def _opens(self, word: str, folded: str, start: int) -> bool:
        """Whether a capitalised word before a name is none of it: a sentence's first word, an outlet's, a nationality."""
        known = self._patterns
        if word in known.not_first or word.rsplit("'", maxsplit=1)[-1] in known.not_first:
            return True
        return self._words.capitals and folded[start : start + len(word)] in self._places.demonyms

    def _titled(self, folded: str, span: Span) -> tuple[Kind, str, str]:
        known = self._patterns
        before = known.dotted.sub(r"\1", folded[max(0, span[0] - 60) : span[0]])
        words = re.findall(r"[\w.'-]+", re.split(r"[,;:.!?\"]\s", before)[-1])[-_TITLE_WORDS:]
        apposed = known.apposition.match(folded, span[1])
        words += apposed[1].split()[:_APPOSED_WORDS] if apposed else []
        if any(w in known.military for w in words):
            return "state_forces", "Military Forces of {country}", "officer"
        if any(w.split("'")[-1] in known.office for w in words):
            return "government", "Government of {country}", "office"
        return "civilians", "Civilians ({country})", "person"


def _is_title(mention: PartyMention) -> bool:
    """Whether a mention may be the title of the person named behind it: "le colonel", "Taliban commander"."""
    if mention.via == "registry":
        return mention.anchor[0] > mention.span[0] and mention.anchor[1] == mention.span[1]
    return mention.via == "sector" and mention.group in ("rule", "force")


def _all_capitals(headline: str) -> bool:
    """Whether a line without a full stop writes its words with capitals, so that a capital tells no name."""
    longer = re.findall(r"[^\W\d_]{4,}", headline)
    return (
        not headline.endswith(".")
        and len(longer) > 3
        and sum(word[0].isupper() for word in longer) >= _CAPITALS * len(longer)
    )


def _family(person: PartyMention) -> str:
    """A person's last word: "Trump"; the whole where it is an initial ("Hassan A.")."""
    last = person.text.split()[-1]
    return person.text if last.endswith(".") else last


def _best_known(persons: list[PartyMention]) -> dict[str, PartyMention]:
    """The mention that tells most of each person: one with a title and country before one with a title."""
    known: dict[str, PartyMention] = {}
    for person in persons:
        name = _family(person)
        if name not in known or _telling(person) > _telling(known[name]):
            known[name] = person
    return known


def _telling(person: PartyMention) -> tuple[bool, bool]:
    return person.group != "person", person.country is not None


def _as_known(person: PartyMention, best: PartyMention) -> PartyMention:
    return replace(person, kind=best.kind, name=best.name, country=best.country, group=best.group)


def _touches(span: Span, taken: list[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in taken)
