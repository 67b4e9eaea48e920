"""Phrases around a sector noun: "trois soldats maliens", "les armées chinoise et indienne", "an army convoy"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import any_of
from recoupe.parties.heads import HeadTests
from recoupe.parties.loaded import loaded_in
from recoupe.parties.mention import PartyMention
from recoupe.parties.owners import Codes, Owners
from recoupe.parties.words import Generic, Sector, Words, generic_parties, words_of
from recoupe.places.resolve import PlaceMention
from recoupe.places.tables import country_weights
from recoupe.records import Span

_FIGHTING = ("force", "armed")
_ARMY = Sector("state_forces", "Military Forces of {country}", "force")


@dataclass(frozen=True)
class _Nouns:
    """The nouns of a phrase as one: the whole, the last one, the head that decides, and the sectors of both."""

    span: Span
    last: Span
    head: str
    sector: Sector
    behind: Sector


@lru_cache(maxsize=4)
def _followers(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s({any_of(lexicon['parties']['phrase']['followers'])})(?![\w-])")


class SectorFinder:
    """Finds sector nouns with their modifiers. Stateless between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: Words = words_of(lexicon)
        self._generic = generic_parties(lexicon)
        self._generic_heads = frozenset(head for head, _ in self._generic)
        self._heads = HeadTests(lexicon)
        self._owners = Owners(lexicon)
        sides = lexicon["parties"]["phrase"]["modifiers"]
        self._nouns_first, self._chains = "after" in sides, "before" in sides

    def find(
        self, text: str, folded: str, zones: list[Span], places: list[PlaceMention], taken: list[Span]
    ) -> list[PartyMention]:
        """The mentions of sector nouns within ``zones``, those inside ``taken`` left out."""
        weights = country_weights(text, self._lexicon)
        found = []
        for zone in zones:
            done = zone[0]
            for match in self._words.sector.finditer(folded, *zone):
                span = match.span()
                if span[0] < done or inside(span, taken) or not self._heads.is_party(text, folded, span):
                    continue
                nouns = self._nouns(folded, match, zone[1])
                done = nouns.span[1]
                found += self._phrase(text, folded, nouns, zone, places, taken, weights)
        return found

    def joined(self, text: str, folded: str, named: PartyMention, floor: int) -> list[PartyMention]:
        """The second party of a named one's noun: the Afghans' in "Afghan and NATO troops"."""
        sector = self._words.sectors.get(named.head)
        if sector is None or named.anchor[0] == named.span[0]:
            return []
        begin, owners = self._owners.joined_before(text, folded, named.span[0], floor)
        span = (begin, named.span[1])
        base = PartyMention(
            span, text[slice(*span)], sector.name, sector.kind, None, sector.group, named.head, named.anchor, "sector"
        )
        return [replace(base, country=codes[0], others=codes[1:]) for codes in owners]

    def _nouns(self, folded: str, match: re.Match[str], limit: int) -> _Nouns:
        """A head with the nouns behind it: an army convoy is the army's, civilian victims are civilians."""
        head, last, sector = match.group(), match.span(), self._words.sectors[match.group()]
        behind = sector
        while True:
            if follower := _followers(self._lexicon).match(folded, last[1], limit):
                last = follower.span(1)
                behind = self._words.sectors.get(follower.group(1), behind)
            elif other := self._adjoining(folded, last[1], limit):
                last, behind = other.span(), self._words.sectors[other.group()]
                if sector.group not in _FIGHTING or behind.group not in _FIGHTING:
                    head, sector = other.group(), behind
            else:
                return _Nouns((match.start(), last[1]), last, head, sector, behind)

    def _adjoining(self, folded: str, end: int, limit: int) -> re.Match[str] | None:
        """The head that follows at once, where nouns stand before the noun that they belong to."""
        adjoins = self._chains and folded[end : end + 1] == " "
        return self._words.sector.match(folded, end + 1, limit) if adjoins else None

    def _phrase(
        self, text: str, folded: str, nouns: _Nouns, zone: Span, places: list[PlaceMention], taken: list[Span],
        weights: dict[str, float],
    ) -> list[PartyMention]:  # fmt: skip
        around = self._owners.around(text, folded, nouns.span, zone, places)
        if around.owner is not None and any(a <= around.owner < b for a, b in taken):
            return []  # "otages de Daech": the registry names the party
        head, sector = nouns.head, nouns.sector
        modifies = self._nouns_first and head in self._words.adjectives
        if modifies and not self._heads.stands_as_noun(folded, around.start, nouns.span[0]):
            return []  # "source militaire": an adjective of another noun
        span = (around.start, around.end)
        base = PartyMention(
            span, text[slice(*span)], sector.name, sector.kind, None, sector.group, head, nouns.last, "sector",
            loaded_in(text, span, self._lexicon), generic=self._generic_head(head, sector, weights),
        )  # fmt: skip
        mentions = [self._owned(base, codes, weights) for codes in around.countries]
        if around.people:
            return [*mentions, self._of_people(base, around.people)]
        mentions = mentions or [base]
        if around.joined and (nouns.last != nouns.span or "{country}" not in sector.name):
            army = nouns.behind if nouns.behind.group == "force" and "{country}" in nouns.behind.name else _ARMY
            second = replace(base, name=army.name, kind=army.kind, group=army.group, generic="")
            mentions += [self._owned(second, codes, weights) for codes in around.joined]
        return mentions

    def _owned(self, base: PartyMention, codes: Codes, weights: dict[str, float]) -> PartyMention:
        """The mention with its country: of several that an adjective may mean, the one the dispatch speaks of most."""
        best = max(codes, key=lambda c: (weights.get(c, 0.0), -codes.index(c)), default=None)
        return replace(base, country=best, others=tuple(c for c in codes if c != best))

    def _of_people(self, base: PartyMention, people: str) -> PartyMention:
        """Fighters of a people without a state are an armed group's, others are its civilians."""
        if base.group not in _FIGHTING:
            return base
        return replace(base, name="Unidentified Armed Group ({country})", kind="rebel", group="armed", generic=people)

    def _generic_head(self, head: str, sector: Sector, weights: dict[str, float]) -> str:
        """The head, where a table names its party in some country and the dispatch speaks of what that asks for."""
        if head not in self._generic_heads or sector.group not in _FIGHTING:
            return ""
        rows: list[Generic] = [row for (form, _), row in self._generic.items() if form == head]
        return head if any(row.needs is None or weights.get(row.needs, 0.0) > 0 for row in rows) else ""


def inside(span: Span, taken: list[Span]) -> bool:
    """Whether a span touches one that is taken."""
    return any(a < span[1] and span[0] < b for a, b in taken)
