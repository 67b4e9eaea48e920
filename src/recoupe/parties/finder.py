"""Finds the phrases of a text that name parties."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from recoupe.language import Lexicon
from recoupe.parties.mention import PartyMention
from recoupe.parties.registry import Registry
from recoupe.places.resolve import PlaceMention
from recoupe.places.resolve import tables as place_tables
from recoupe.records import Kind, Span
from recoupe.text import fold, key

_NUMBER = r"(?:\d[\d. ]*|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille)"
_LEAD = re.compile(
    rf"(?<![\w'-])(?:(?:les|la|le|l'|des|un|une|du|de|d'|ces|cette|ce|cet|plusieurs|certains|quelques|nombreux|nombreuses|trois|deux|au moins|pres de|plus de|quelque|environ|autres?|"
    rf"dizaines? de|centaines? de|milliers? de|ses|leurs|son|sa|aux|au|jeunes?|vastes?|anciens?|hauts?|principaux|puissante?|grande?s?|{_NUMBER})\s*)+$"
)
_TAIL_WORD = re.compile(r"\s+(?:\"\s?)?([a-z'-]+)(?:\s?\")?")
_OF = re.compile(r"\s+(?:de\s+la|de\s+l'|du|des|de|d'|en|au|aux)\s*(?=[A-ZÀ-Ýa-z])")
_PERSON = re.compile(
    r"(?<![\w'-])[A-ZÀ-Ý][\w'-]+(?:\s(?:(?:al|el|ben|bin|ibn|ould|ag|de|van|von|da|dos|abou|bou)\s)?(?:[A-ZÀ-Ý][\w'-]+|(?:al|el)-[A-ZÀ-Ý][\w'-]+)){1,4}"
)


@dataclass(frozen=True)
class _Sector:
    kind: Kind
    name: str
    group: str


@dataclass(frozen=True)
class _Tables:
    sectors: dict[str, _Sector]
    pattern: re.Pattern[str]
    demonyms: dict[str, tuple[str, ...]]
    nationality: re.Pattern[str]
    states: dict[str, str]
    state_pattern: re.Pattern[str]
    loaded: tuple[str, ...]
    civil: frozenset[str]
    office: frozenset[str]
    military: frozenset[str]


def _words(forms: object) -> str:
    return "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))  # type: ignore[arg-type, call-overload]


@lru_cache(maxsize=4)
def _tables(lexicon: Lexicon) -> _Tables:
    data = lexicon["parties"]
    sectors: dict[str, _Sector] = {}
    special = {fold(k): v for k, v in data["sector_names"].items()}
    for sector in data["sector"]:
        for word in sector["words"]:
            name = special.get(fold(word), sector["name"])
            sectors.setdefault(fold(word), _Sector(cast("Kind", sector["kind"]), name, sector["class"]))
    states: dict[str, str] = {}
    for country in lexicon.countries:
        for name in (*country.names, *country.metonyms):
            states.setdefault(name.replace("’", "'"), country.code)
    nouns = {form for country in lexicon.countries for form in country.demonyms}
    path = Path(str(files("recoupe"))) / "data" / "loaded_words.toml"
    loaded = tuple(fold(entry["word"]) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["word"])
    titles = data["titles"]
    return _Tables(
        sectors,
        re.compile(rf"(?<![\w-])(?:{_words(sectors)})(?![\w-]|'[a-z])"),
        place_tables(lexicon).demonyms,
        re.compile(rf"(?<![\w-])(?:{_words(nouns)})(?![\w-])"),
        states,
        re.compile(rf"(?<![\w-])(?:{_words(states)})(?![\w-])"),
        loaded,
        frozenset(fold(t) for t in titles["civil"]),
        frozenset(fold(t) for t in titles["office"]),
        frozenset(fold(t) for t in titles["military"]),
    )


class PartyFinder:
    """Finds party mentions in a normalised text. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, registry: Registry) -> None:
        self._lexicon = lexicon
        self._registry = registry
        self._tables = _tables(lexicon)

    def named(self, text: str) -> list[PartyMention]:
        """Registry actors and their leaders; found before the places, whose names they may contain."""
        return [
            PartyMention(
                span, text[slice(*span)], actor.name, actor.kind, actor.country, _GROUPS[actor.kind], fold(text[slice(*span)]), span,
                "leader" if leader else "registry", self._loaded(text, span),
            )
            for span, actor, leader in self._registry.find(text)
        ]  # fmt: skip

    def find(self, text: str, zones: list[Span], named: list[PartyMention], places: list[PlaceMention]) -> list[PartyMention]:
        """All party mentions within ``zones``: ``named`` ones, sector nouns, nationalities, states and persons, in order."""
        folded = fold(text)
        taken = [m.span for m in named]
        found = list(named)
        for zone in zones:
            found += self._sector_nouns(text, folded, zone, places, taken)
        taken = [m.span for m in found]
        for zone in zones:
            found += [m for m in self._nationalities(text, folded, zone) if not _inside(m.anchor, taken)]
            found += [m for m in self._states(text, folded, zone) if not _inside(m.anchor, taken)]
            found += [m for m in self._persons(text, folded, zone, places) if not _inside(m.anchor, taken)]
        return sorted(found, key=lambda m: (m.span, m.name))

    def _loaded(self, text: str, span: Span) -> tuple[str, ...]:
        words = fold(text[max(0, span[0] - 25) : span[1]])
        return tuple(w for w in self._tables.loaded if re.search(rf"(?<!\w){re.escape(w)}", words))

    def _sector_nouns(
        self, text: str, folded: str, zone: Span, places: list[PlaceMention], taken: list[Span]
    ) -> list[PartyMention]:
        found = []
        for match in self._tables.pattern.finditer(folded, *zone):
            if _inside(match.span(), taken) or not _is_party(match.group(), text, folded, match.span()):
                continue
            sector = self._tables.sectors[match.group()]
            end, countries, owner = self._modifiers(text, folded, match.end(), zone[1], places)
            start = self._lead(folded, match.start(), zone[0])
            if owner is not None and any(a <= owner < b for a, b in taken):
                continue  # "terroristes de Daech": the registry names the party
            if match.group() in _ADJECTIVES and start == match.start() and not _NOUN_BEFORE.search(folded[max(0, start - 14) : start]):
                continue  # "source militaire": an adjective of another noun
            for code in countries or (None,):
                found.append(self._mention(text, (start, end), match, sector, code))
        return found

    def _mention(self, text: str, span: Span, match: re.Match[str], sector: _Sector, code: str | None) -> PartyMention:
        return PartyMention(
            span, text[slice(*span)], sector.name, sector.kind, code, sector.group, match.group(), match.span(), "sector",
            self._loaded(text, span),
        )  # fmt: skip

    def _lead(self, folded: str, start: int, floor: int) -> int:
        window = max(floor, start - 40)
        match = _LEAD.search(folded[window:start])
        return window + match.start() if match else start

    def _modifiers(
        self, text: str, folded: str, end: int, limit: int, places: list[PlaceMention]
    ) -> tuple[int, tuple[str, ...], int | None]:
        """(end of the phrase, countries its adjectives and complements give, offset of an owner in "de …")."""
        countries: list[str] = []
        stop = end
        while (word := _TAIL_WORD.match(folded, stop, limit)) is not None:
            form = word.group(1)
            joined = form == "et" and countries
            if joined:
                following = _TAIL_WORD.match(folded, word.end(), limit)
                if following is None or following.group(1) not in self._tables.demonyms:
                    break
                word, form = following, following.group(1)
            codes = self._tables.demonyms.get(form, ())
            if codes:
                countries += [codes[0]]
            elif form not in _ADJECTIVES:
                break
            stop = word.end()
        of = _OF.match(text, stop, limit)
        if of and not countries:
            place = next((p for p in places if of.end() <= p.span[0] <= of.end() + 4 and p.country), None)
            if place and text[place.span[0]].isupper():
                return place.span[1], (place.country or "",), None
            return stop, (), of.end()
        return stop, tuple(dict.fromkeys(countries)), None

    def _nationalities(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        found = []
        for match in self._tables.nationality.finditer(folded, *zone):
            start = match.start()
            if not text[start].isupper() or (start == zone[0] and not match.group().endswith("s")):
                continue
            code = self._tables.demonyms[match.group()][0]
            lead = self._lead(folded, start, zone[0])
            span = (lead, match.end())
            found.append(PartyMention(span, text[slice(*span)], "Civilians ({country})", "civilians", code, "nationality", match.group(), match.span(), "nationality"))
        return found

    def _states(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        found = []
        for match in self._tables.state_pattern.finditer(text, *zone):
            start = self._lead(folded, match.start(), zone[0])
            if _PLACE_BEFORE.search(folded[max(0, match.start() - 14) : match.start()]) or text[match.end() : match.end() + 2].strip().startswith((":", "(")):
                continue
            found.append(
                PartyMention((start, match.end()), text[start : match.end()], "Government of {country}", "government", self._tables.states[match.group()], "state", match.group(), match.span(), "state")
            )
        return found

    def _persons(self, text: str, folded: str, zone: Span, places: list[PlaceMention]) -> list[PartyMention]:
        found = []
        curated = place_tables(self._lexicon).curated
        for match in _PERSON.finditer(text, *zone):
            if any(p.span[0] < match.end() and match.start() < p.span[1] for p in places) or key(match.group()) in curated:
                continue
            kind, name, group = self._titled(folded, match.start())
            found.append(PartyMention(match.span(), match.group(), name, kind, None, group, "<person>", match.span(), "person"))
        return found

    def _titled(self, folded: str, start: int) -> tuple[Kind, str, str]:
        before = folded[max(0, start - 60) : start]
        words = re.findall(r"[\w.'-]+", re.split(r"[,;:.!?\"]\s", before)[-1])[-4:]
        if any(w in self._tables.military for w in words):
            return "state_forces", "Military Forces of {country}", "officer"
        if any(w.split("'")[-1] in self._tables.office for w in words):
            return "government", "Government of {country}", "office"
        return "civilians", "Civilians ({country})", "person"


def _is_party(head: str, text: str, folded: str, span: Span) -> bool:
    """Whether a sector noun is one here: "l'Etat" but not "fait état"; "14 morts" but not "la mort"."""
    before = folded[max(0, span[0] - 16) : span[0]]
    if head == "etat":
        return text[span[0]].isupper() and not re.search(r"coup[s]? d'$|chef[s]? de l'$", before)
    if head in _COUNTED:
        return bool(re.search(rf"(?:{_NUMBER}|plusieurs|dizaines? de|centaines? de|milliers? de|nombreux|les|des|quelques)\s*$", before))
    return True


def _inside(span: Span, taken: list[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in taken)


_COUNTED = frozenset("morts tues blesses corps victimes".split())
_GROUPS: dict[Kind, str] = {
    "state_forces": "force", "rebel": "armed", "political_militia": "armed", "communal_militia": "armed", "protesters": "crowd",
    "rioters": "crowd", "civilians": "people", "external_forces": "force", "government": "rule", "international": "body",
    "organisation": "body", "unknown": "armed",
}  # fmt: skip
# A state's name after these words, or as a headline's "Mali:", is where something happens, not who does it.
_PLACE_BEFORE = re.compile(r"(?:^|[\s'(\"-])(?:en|au|aux|a|dans|depuis|vers|sur|de|d'|du|des|de la|de l'|dans la|dans le|a la|hors)\s?(?:la |le |l'|les )?$")
_NOUN_BEFORE = re.compile(r"(?:^|[.,;:!?\"(\n-]|\b(?:et|ou|entre|contre|de|des|d'|par|aux|avec|dont|comme|sur|ni|chez|parmi|sans|a|en|que|qui|ont|sont|a))\s*$")
_ADJECTIVES = frozenset(
    "armes arme armee armees non identifies identifie presumes presume presumee inconnus masques cagoules lourdement islamistes islamiste jihadistes jihadiste djihadistes "
    "separatistes separatiste rebelles rebelle chiites chiite sunnites sunnite kurdes kurde loyalistes progouvernementales progouvernementaux gouvernementales gouvernementale "
    "regulieres reguliere speciales nationales nationale federales federale locales local locaux locale civiles civils militaires militaire antigouvernementaux prodemocratie "
    "islamique islamiques touaregs touareg houthis allies alliees regionales regional internationaux internationales internationale etrangers etrangeres innocents "
    "anti-emeutes antiemeutes anti-emeute extremistes radicaux pacifiques antiterroriste antiterroristes terroristes suicide suicides pro-russes prorusses anti-junte".split()
)
