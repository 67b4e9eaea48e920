"""Finds the phrases of a text that name parties."""

from __future__ import annotations

import re
from dataclasses import replace

from recoupe.language import Lexicon
from recoupe.parties.mention import PartyMention
from recoupe.parties.persons import PersonFinder
from recoupe.parties.registry import Registry
from recoupe.parties.sectors import SectorFinder, inside, lead_of, loaded_in
from recoupe.parties.words import Words, words_of
from recoupe.places.resolve import PlaceMention
from recoupe.places.tables import adjective_countries
from recoupe.places.tables import tables as place_tables
from recoupe.records import Kind, Span
from recoupe.text import fold

_LONGER = re.compile(r" [A-ZÀ-Ý]\w")  # "Washington Post", "France Culture": not the state
_GROUPS: dict[Kind, str] = {
    "state_forces": "force", "rebel": "armed", "political_militia": "armed", "communal_militia": "armed", "protesters": "crowd",
    "rioters": "crowd", "civilians": "people", "external_forces": "force", "government": "rule", "international": "body",
    "organisation": "body", "unknown": "armed",
}  # fmt: skip


class PartyFinder:
    """Finds party mentions in a normalised text. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, registry: Registry) -> None:
        self._lexicon = lexicon
        self._registry = registry
        self._words: Words = words_of(lexicon)
        self._places = place_tables(lexicon)
        self._sectors = SectorFinder(lexicon)
        self._persons = PersonFinder(lexicon)
        self._named_countries = frozenset(
            form
            for form in self._places.demonyms
            if any(c.kind == "country" for c in self._places.curated.get(form, ()))
        )

    def named(self, text: str) -> list[PartyMention]:
        """Registry actors and their leaders; found before the places, whose names they may contain."""
        folded = fold(text)
        found = [
            PartyMention(
                span, text[slice(*span)], actor.name, actor.kind, actor.country, _GROUPS[actor.kind], folded[slice(*span)], span,
                "leader" if leader else "registry", loaded_in(text, span, self._words),
            )
            for span, actor, leader in self._registry.find(text)
        ]  # fmt: skip
        found.sort(key=lambda m: m.span)
        widened: list[PartyMention] = []
        for mention in found:
            last = widened[-1] if widened else None
            if last and last.name == mention.name and _in_brackets(text, last.span, mention.span):
                # "Unités de mobilisation populaire (Hachd al-Chaabi)" is one mention.
                span = (last.span[0], mention.span[1] + 1)
                widened[-1] = replace(last, span=span, text=text[slice(*span)])
            else:
                widened.append(self._with_head(text, folded, mention, last.span[1] if last else 0))
        return widened

    def _with_head(self, text: str, folded: str, mention: PartyMention, floor: int) -> PartyMention:
        """ "terroristes de Daech": the phrase with the common noun before the name; the party stays the registry's."""
        start = mention.span[0]
        if mention.via != "registry" or mention.group not in ("armed", "force"):
            return mention
        window = max(floor, start - 50, text.rfind("\n", 0, start) + 1)
        while match := self._words.members.search(folded[window:start]):
            start = window + match.start(1)  # "terroristes du groupe X": head after head, the first is the phrase's
            span, anchor = (start, mention.span[1]), (start, window + match.end(1))
            mention = replace(
                mention,
                span=span,
                text=text[slice(*span)],
                head=match.group(1),
                anchor=anchor,
                loaded=loaded_in(text, span, self._words),
            )
        return mention

    def find(
        self, text: str, zones: list[Span], named: list[PartyMention], places: list[PlaceMention]
    ) -> list[PartyMention]:
        """All party mentions within ``zones``: ``named`` ones, sector nouns, nationalities, states and persons, in order."""
        folded = fold(text)
        found = list(named)
        states = [
            m for zone in zones for m in self._states(text, folded, zone, places) if not inside(m.anchor, _spans(named))
        ]
        long_states = [m for m in states if re.search(r"[ -]", m.head)]  # "Etat hébreu" is no "Etat"
        found += self._sectors.find(text, folded, zones, places, _spans(named) + [m.anchor for m in long_states])
        taken = _spans(found)
        found += [m for m in states if not inside(m.anchor, taken)]
        for zone in zones:
            found += [m for m in self._nationalities(text, folded, zone) if not inside(m.anchor, taken)]
            found += [m for m in self._peoples(text, folded, zone) if not inside(m.anchor, taken)]
            found += [m for m in self._acts(text, folded, zone) if not inside(m.anchor, taken)]
        found += self._persons.find(text, folded, zones, places, found)
        return sorted(found, key=lambda m: (m.span, m.name))

    def _nationalities(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        found = []
        for match in self._words.nationality.finditer(folded, *zone):
            start = match.start()
            if not text[start].isupper() or (start == zone[0] and not match.group().endswith("s")):
                continue
            if match.group() in self._named_countries:
                continue  # "Philippines" is the country
            codes = self._words.demonyms[match.group()]
            span = (lead_of(folded, start, zone[0], self._words), match.end())
            found.append(
                PartyMention(
                    span, text[slice(*span)], "Civilians ({country})", "civilians", codes[0], "nationality", match.group(), match.span(),
                    "nationality", others=codes[1:],
                )
            )  # fmt: skip
        return found

    def _peoples(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        """ "les Kurdes": a party where the country has one of theirs ([[generic]]), civilians elsewhere."""
        found = []
        for match in self._words.people_nouns.finditer(text, *zone):
            span = (lead_of(folded, match.start(), zone[0], self._words), match.end())
            head = folded[slice(*match.span())]
            found.append(
                PartyMention(
                    span, text[slice(*span)], "Civilians ({country})", "civilians", None, "nationality", head, match.span(), "nationality",
                    generic=head,
                )
            )  # fmt: skip
        return found

    def _acts(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        """ "une frappe israélienne": an act of force with a nationality's adjective names that country's forces."""
        found = []
        for match in self._words.act.finditer(folded, *zone):
            span = match.span(1)
            codes = [c for c in adjective_countries(match.group(1), self._places) if c not in self._words.stateless]
            several = match.group(1) not in self._places.demonyms
            for code in codes if several else codes[:1]:
                found.append(
                    PartyMention(
                        span, text[slice(*span)], "Military Forces of {country}", "state_forces", code, "force", match.group(1), span, "act",
                        others=() if several else tuple(codes[1:]),
                    )
                )  # fmt: skip
        return found

    def _states(self, text: str, folded: str, zone: Span, places: list[PlaceMention]) -> list[PartyMention]:
        found = []
        for match in self._words.state.finditer(text, *zone):
            start = lead_of(folded, match.start(), zone[0], self._words)
            after = text[match.end() : match.end() + 2].strip()
            if (
                self._words.place_before.search(folded[max(0, match.start() - 16) : match.start()])
                or after.startswith((":", "("))
                or _LONGER.match(text, match.end())
            ):
                continue
            if any(p.span != match.span() and p.span[0] <= match.start() and match.end() <= p.span[1] for p in places):
                continue  # "frontière Niger-Mali", "nord d'Israël": part of a place
            span = (start, match.end())
            found.append(
                PartyMention(
                    span, text[slice(*span)], "Government of {country}", "government", self._words.states[match.group()], "state",
                    match.group(), match.span(), "state",
                )
            )  # fmt: skip
        return found


def _in_brackets(text: str, name: Span, other: Span) -> bool:
    return text[name[1] : other[0]] in (" (", ' ("') and text[other[1] : other[1] + 1] == ")"


def _spans(mentions: list[PartyMention]) -> list[Span]:
    return [m.span for m in mentions]
