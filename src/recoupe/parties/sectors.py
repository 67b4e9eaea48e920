"""Phrases around a sector noun: "trois soldats maliens", "les armées chinoise et indienne", "l'armée du Niger"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from recoupe.language import Lexicon
from recoupe.parties.mention import PartyMention
from recoupe.parties.words import Sector, Words, generic_parties, words_of
from recoupe.places.resolve import PlaceMention
from recoupe.places.tables import adjective_countries, country_weights
from recoupe.places.tables import tables as place_tables
from recoupe.records import Span
from recoupe.text import fold

_TAIL_WORD = re.compile(r"\s+(?:\"\s?)?(?:non )?([a-z'-]+)(?:\s?\")?")
_OF = re.compile(r"\s+(?:de\s+la|de\s+l'|du|des|de|d'|en|au|aux)\s*(?=[A-ZÀ-Ýa-z])")


@dataclass(frozen=True)
class _Tail:
    """What follows a head: where the phrase ends, whose it is, and where an owner told with "de …" begins."""

    end: int
    countries: tuple[tuple[str, ...], ...] = ()
    people: str = ""
    owner: int | None = None


class SectorFinder:
    """Finds sector nouns with their modifiers. Stateless between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: Words = words_of(lexicon)
        self._places = place_tables(lexicon)
        self._generic = generic_parties(lexicon)
        self._generic_heads = frozenset(head for head, _ in self._generic)

    def find(
        self, text: str, folded: str, zones: list[Span], places: list[PlaceMention], taken: list[Span]
    ) -> list[PartyMention]:
        """The mentions of sector nouns within ``zones``, those inside ``taken`` left out."""
        weights = country_weights(text, self._lexicon)
        found = []
        for zone in zones:
            for match in self._words.sector.finditer(folded, *zone):
                if not inside(match.span(), taken) and self._is_party(match.group(), text, folded, match.span()):
                    found += self._phrase(text, folded, match, zone, places, taken, weights)
        return found

    def _phrase(
        self, text: str, folded: str, match: re.Match[str], zone: Span, places: list[PlaceMention], taken: list[Span],
        weights: dict[str, float],
    ) -> list[PartyMention]:  # fmt: skip
        tail = self._tail(text, folded, match.end(), zone[1], places)
        start = lead_of(folded, match.start(), zone[0], self._words)
        if tail.owner is not None and any(a <= tail.owner < b for a, b in taken):
            return []  # "otages de Daech": the registry names the party
        head, sector = match.group(), self._words.sectors[match.group()]
        if head in self._words.adjectives and not self._stands_as_noun(folded, start, match.start()):
            return []  # "source militaire": an adjective of another noun
        span = (start, tail.end)
        base = PartyMention(
            span, text[slice(*span)], sector.name, sector.kind, None, sector.group, head, match.span(), "sector",
            loaded_in(text, span, self._words), generic=self._generic_head(head, sector, weights),
        )  # fmt: skip
        found = []
        for codes in tail.countries or (() if tail.people else ((),)):
            best = max(codes, key=lambda c: (weights.get(c, 0.0), -codes.index(c)), default=None)
            others = tuple(c for c in codes if c != best)
            found.append(replace(base, country=best, others=others))
        if tail.people and sector.group in ("force", "armed"):
            found.append(
                replace(
                    base, name="Unidentified Armed Group ({country})", kind="rebel", group="armed", generic=tail.people
                )
            )
        elif tail.people:
            found.append(base)
        return found

    def _generic_head(self, head: str, sector: Sector, weights: dict[str, float]) -> str:
        """The head, where a table names its party in some country and the dispatch speaks of what that asks for."""
        if head not in self._generic_heads or sector.group not in ("armed", "force"):
            return ""
        needs = {row[2] for (form, _), row in self._generic.items() if form == head}
        return head if any(need is None or weights.get(need, 0.0) > 0 for need in needs) else ""

    def _stands_as_noun(self, folded: str, start: int, head: int) -> bool:
        """Whether an adjective is the head of its own phrase: an article or number before it, or nothing it could modify."""
        if start < head:
            return True
        return self._words.coordinated.search(folded[max(0, start - 14) : start]) is not None

    def _tail(self, text: str, folded: str, end: int, limit: int, places: list[PlaceMention]) -> _Tail:
        countries: list[tuple[str, ...]] = []
        people, stop = "", end
        while (word := _TAIL_WORD.match(folded, stop, limit)) is not None:
            form = word.group(1)
            if form == "et" and (countries or people):
                following = _TAIL_WORD.match(folded, word.end(), limit)
                if following is None or not self._owner_adjective(following.group(1)):
                    break
                word, form = following, following.group(1)
            codes = adjective_countries(form, self._places)
            if form in self._words.peoples:
                people = form
            elif codes and form in self._places.demonyms:
                countries.append(codes)
            elif codes:
                countries += [(code,) for code in codes]
            elif form not in self._words.adjectives:
                break
            stop = word.end()
        of = _OF.match(text, stop, limit)
        if of and not countries and not people:
            place = next((p for p in places if of.end() <= p.span[0] <= of.end() + 4 and p.country), None)
            if place and text[place.span[0]].isupper():
                return _Tail(place.span[1], ((place.country or "",),))
            return _Tail(stop, owner=of.end())
        return _Tail(stop, tuple(dict.fromkeys(countries)), people)

    def _owner_adjective(self, form: str) -> bool:
        return form in self._words.peoples or bool(adjective_countries(form, self._places))

    def _is_party(self, head: str, text: str, folded: str, span: Span) -> bool:
        """Whether a sector noun is one here: "l'Etat" but not "fait état"; "14 morts" but not "la mort"."""
        before = folded[max(0, span[0] - 20) : span[0]]
        if head == "etat":
            return (
                text[span[0]].isupper()
                and not self._words.not_state_after.search(before)
                and not self._words.not_state_before.match(folded, span[1])
                and not re.match(r"\s(?:de\s|du\s|d')[A-ZÀ-Ý]", text[span[1] : span[1] + 6])
            )
        if not self._as_written(text[slice(*span)], head):
            return False
        return head not in self._words.counted or bool(self._words.counters.search(before))

    def _as_written(self, raw: str, head: str) -> bool:
        """Whether the accents agree: "une marche" is no "marché". Capitals may lack them."""
        return raw.isupper() or fold(raw[0]) + raw[1:].lower() in self._words.written[head]


def lead_of(folded: str, start: int, floor: int, words: Words) -> int:
    """Where the phrase of a head at ``start`` begins: its article, number or "des dizaines de"."""
    window = max(floor, start - 40)
    match = words.lead.search(folded[window:start])
    return window + match.start() if match else start


def loaded_in(text: str, span: Span, words: Words) -> tuple[str, ...]:
    """The loaded words in a phrase and just before it."""
    folded = fold(text[max(0, span[0] - 25) : span[1]])
    return tuple(w for w in words.loaded if w in folded and re.search(rf"(?<!\w){re.escape(w)}", folded))


def inside(span: Span, taken: list[Span]) -> bool:
    """Whether a span touches one that is taken."""
    return any(a < span[1] and span[0] < b for a, b in taken)
