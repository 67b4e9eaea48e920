"""Persons named in a text: attackers, victims, officers, officials.

A person is what any mention in the dispatch shows him to be: "le président américain Donald Trump" once, and "Donald
Trump", "M. Trump" and "Trump" are the same official everywhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from recoupe.language import Lexicon
from recoupe.parties.mention import PartyMention
from recoupe.parties.words import words_of
from recoupe.places.resolve import PlaceMention
from recoupe.places.tables import tables as place_tables
from recoupe.records import Kind, Span
from recoupe.text import either, key

_WORD = r"[A-ZÀ-Ý](?:[^\W\d]|['-])+"
_PERSON = re.compile(
    rf"(?<![\w'-]){_WORD}(?:\s(?:(?:al|el|ben|bin|ibn|ould|ag|de|van|von|da|dos|abou|bou)\s)?(?:{_WORD}|(?:al|el)-{_WORD}))"
    rf"{{1,4}}(?:\s[A-Z]\.(?![\w.]))?|(?<![\w'-]){_WORD}\s[A-Z]\.(?![\w.])"
)
_SHORTEST = 4  # letters of a family name that may stand alone


class PersonFinder:
    """Finds the persons a text names. Stateless between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = words_of(lexicon)
        self._places = place_tables(lexicon)

    def find(
        self, text: str, folded: str, zones: list[Span], places: list[PlaceMention], found: list[PartyMention]
    ) -> list[PartyMention]:
        """The persons named within ``zones``, those inside a mention already ``found`` left out."""
        taken = sorted([m.span for m in found] + [p.span for p in places])
        titles = {m.span[1]: m for m in found if m.via == "sector" and m.group in ("rule", "force")}
        persons = []
        for zone in zones:
            for match in _PERSON.finditer(text, *zone):
                span = self._span(text, match.span())
                if span is None or _touches(span, taken) or key(text[slice(*span)]) in self._places.curated:
                    continue
                persons.append(self._person(text, folded, span, titles.get(span[0] - 1)))
        known = _best_known(persons)
        persons = [_as_known(p, known[_family(p)]) for p in persons]
        return persons + self._short(text, zones, known, taken + [p.span for p in persons])

    def _person(self, text: str, folded: str, span: Span, title: PartyMention | None) -> PartyMention:
        kind, name, group = self._titled(folded, span[0])
        country = None
        if title is not None:
            kind, name, country = title.kind, title.name, title.country
            group = "officer" if title.group == "force" else "office"
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

    def _span(self, text: str, span: Span) -> Span | None:
        """A person's name without a sentence's first word before it; None for outlets, institutions, months."""
        words = text[slice(*span)].split(" ")
        start = span[0]
        while words and (words[0] in self._words.not_person or words[0].split("'")[-1] in self._words.not_person):
            start += len(words.pop(0)) + 1
        if len(words) < 2 or all(w.isupper() for w in words):
            return None
        return start, span[1]

    def _titled(self, folded: str, start: int) -> tuple[Kind, str, str]:
        before = folded[max(0, start - 60) : start]
        words = re.findall(r"[\w.'-]+", re.split(r"[,;:.!?\"]\s", before)[-1])[-4:]
        if any(w in self._words.military for w in words):
            return "state_forces", "Military Forces of {country}", "officer"
        if any(w.split("'")[-1] in self._words.office for w in words):
            return "government", "Government of {country}", "office"
        return "civilians", "Civilians ({country})", "person"


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
