"""Whose a noun is: the adjectives, names and places around it, on the sides where the language puts them.

"trois soldats maliens", "les armées chinoise et indienne", "l'armée du Niger"; "three Malian soldiers", "Mali's army",
"Afghan and coalition troops".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import any_of
from recoupe.parties.words import folded_set, lead_of, words_of
from recoupe.places.resolve import PlaceMention
from recoupe.places.tables import adjective_countries
from recoupe.places.tables import tables as place_tables
from recoupe.records import Span

Codes = tuple[str, ...]
"""The countries that one adjective or name may mean."""

_LONGEST = 4  # words of a country's name
_REACH = 60  # characters in which a phrase's adjectives are looked for
_GAP = 4  # characters between "de" and a place's name, an article's


@dataclass(frozen=True)
class Around:
    """What surrounds a noun: where its phrase begins and ends, whose it is, and where an owner told with "de …" begins.

    ``joined`` are owners of a second party of the same noun: "Afghan" in "Afghan and coalition troops".
    """

    start: int
    end: int
    countries: tuple[Codes, ...] = ()
    people: str = ""
    owner: int | None = None
    joined: tuple[Codes, ...] = ()


@dataclass(frozen=True)
class _Grammar:
    sides: frozenset[str]
    tail: re.Pattern[str]
    owner: re.Pattern[str]
    joins: frozenset[str]
    possessives: tuple[str, ...]
    compounds: frozenset[str]


@lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> _Grammar:
    phrase = lexicon["parties"]["phrase"]
    owner = "|".join(
        r"\s+".join(map(re.escape, word.split())) for word in sorted(phrase["owner"], key=lambda w: -len(w))
    )
    return _Grammar(
        frozenset(phrase["modifiers"]),
        re.compile(rf"\s+(?:\"\s?)?(?:(?:{any_of(phrase['negations'])})\s)?([a-z'-]+)(?:\s?\")?"),
        re.compile(rf"\s+(?:{owner or '(?!)'})(?:\s+|(?<='))(?=[A-ZÀ-Ýa-z])"),
        folded_set(phrase["joins"]), tuple(sorted(phrase["possessives"], key=len, reverse=True)), folded_set(phrase["compounds"]),
    )  # fmt: skip


class Owners:
    """Reads the words around a noun. Stateless between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = words_of(lexicon)
        self._places = place_tables(lexicon)
        self._grammar = _grammar(lexicon)

    def around(self, text: str, folded: str, noun: Span, zone: Span, places: list[PlaceMention]) -> Around:
        """What surrounds the noun at ``noun`` within its sentence."""
        start, end = noun
        countries: list[Codes] = []
        people = ""
        joined: tuple[Codes, ...] = ()
        if "before" in self._grammar.sides:
            start, countries, people, joined = self._before(text, folded, start, zone[0], places)
        if "after" in self._grammar.sides:
            end, more, other = self._after(folded, end, zone[1])
            countries, people = countries + more, people or other
        start = lead_of(folded, start, zone[0], self._words)
        told = tuple(dict.fromkeys(countries))
        of = self._grammar.owner.match(text, end, zone[1])
        if of is None or told or people:
            return Around(start, end, told, people, None, joined)
        place = next((p for p in places if of.end() <= p.span[0] <= of.end() + _GAP and p.country), None)
        if place and place.country and text[place.span[0]].isupper():
            return Around(start, place.span[1], ((place.country,),), "", None, joined)
        return Around(start, end, (), "", of.end(), joined)

    def joined_before(self, text: str, folded: str, start: int, floor: int) -> tuple[int, tuple[Codes, ...]]:
        """Owners joined to what begins at ``start``, and where they begin: "Afghan and" before "NATO troops"."""
        join = self._word_before(folded, start, floor)
        if join is None or folded[slice(*join)] not in self._grammar.joins:
            return start, ()
        word = self._word_before(folded, join[0], floor)
        owner = self._owner(text, folded, word, floor) if word else None
        if owner is None or word is None:
            return start, ()
        # "in Mali and Nigerian troops": only an adjective, or a name as short as one ("US"), is joined.
        adjective = text[owner[0] : word[1]] not in self._words.states or text[slice(*word)].isupper()
        return owner if adjective else (start, ())

    def _before(
        self, text: str, folded: str, start: int, floor: int, places: list[PlaceMention]
    ) -> tuple[int, list[Codes], str, tuple[Codes, ...]]:
        """(where the modifiers before a noun begin, its countries, its people, the owners of a second party)."""
        floor = max(floor, start - _REACH)
        countries: list[Codes] = []
        people = ""
        begin, joined = self.joined_before(text, folded, start, floor)
        if joined:
            return begin, countries, people, joined
        position = start
        while (word := self._word_before(folded, position, floor)) is not None:
            owner = self._owner(text, folded, word, floor) or self._place(text, word, countries, floor, places)
            if owner:
                position, countries = owner[0], [*owner[1], *countries]
                further, more = self.joined_before(text, folded, position, floor)
                if more:
                    position, countries = further, [*more, *countries]
            elif self._modifies(folded[slice(*word)]):
                people = folded[slice(*word)] if folded[slice(*word)] in self._words.peoples else people
                position = word[0]
            else:
                break
        return position, countries, people, ()

    def _after(self, folded: str, end: int, limit: int) -> tuple[int, list[Codes], str]:
        """(where the adjectives after a noun end, its countries, its people)."""
        countries: list[Codes] = []
        people, stop, tail = "", end, self._grammar.tail
        while (word := tail.match(folded, stop, limit)) is not None:
            form = word.group(1)
            if form in self._grammar.joins and (countries or people):
                following = tail.match(folded, word.end(), limit)
                if following is None or not self._owner_adjective(following.group(1)):
                    break
                word, form = following, following.group(1)
            codes = self._adjective(form)
            if form in self._words.peoples:
                people = form
            elif codes:
                countries += codes
            elif form not in self._words.adjectives:
                break
            stop = word.end()
        return stop, countries, people

    def _adjective(self, form: str) -> list[Codes]:
        """The countries of an adjective: one of several for "congolais", two for "syro-turque"."""
        codes = adjective_countries(form, self._places)
        return [codes] if codes and form in self._places.demonyms else [(code,) for code in codes]

    def _owner_adjective(self, form: str) -> bool:
        return form in self._words.peoples or bool(self._adjective(form))

    def _owner(self, text: str, folded: str, word: Span, floor: int) -> tuple[int, tuple[Codes, ...]] | None:
        """Where the nationality or the country's name that ends with ``word`` begins, and its countries."""
        end = self._without_possessive(folded, word)
        begins: list[int] = []
        start = word
        while len(begins) < _LONGEST:
            begins.append(start[0])
            before = self._word_before(folded, start[0], floor)
            if before is None:
                break
            start = before
        for begin in reversed(begins):
            state = self._words.states.get(text[begin:end])
            if state:
                return begin, ((state,),)
            codes = self._adjective(folded[begin:end]) if text[begin].isupper() or not self._words.capitals else []
            if codes and folded[begin:end] not in self._words.peoples:
                return begin, tuple(codes)
        return None

    def _place(
        self, text: str, word: Span, countries: list[Codes], floor: int, places: list[PlaceMention]
    ) -> tuple[int, tuple[Codes, ...]] | None:
        """The place before a noun: "Nairobi police". None where the noun has an owner already."""
        end = self._without_possessive(text, word)
        place = next((p for p in places if p.span[1] == end and p.country and p.span[0] >= floor), None)
        if countries or place is None or place.country is None or not text[place.span[0]].isupper():
            return None
        return place.span[0], ((place.country,),)

    def _modifies(self, form: str) -> bool:
        """Whether a word belongs to the phrase of the noun behind it: "armed", "24-year-old", "Iran-backed"."""
        known = form in self._words.adjectives or form in self._words.peoples
        return known or ("-" in form and (form[0].isdigit() or form.rpartition("-")[2] in self._grammar.compounds))

    def _without_possessive(self, text: str, word: Span) -> int:
        """Where a word ends without "'s"."""
        form = text[slice(*word)]
        ending = next((p for p in self._grammar.possessives if form.endswith(p) and len(form) > len(p)), "")
        return word[1] - len(ending)

    def _word_before(self, folded: str, end: int, floor: int) -> Span | None:
        """The word before ``end``, blanks and quotation marks between; None behind other marks."""
        stop = end
        while stop > floor and folded[stop - 1] in ' "':
            stop -= 1
        start = stop
        while start > floor and (folded[start - 1].isalnum() or folded[start - 1] in "'.-"):
            start -= 1
        return (start, stop) if start < stop < end else None
