"""States, nationalities and peoples that stand for parties: "Paris", "trois Français", "les Kurdes", "une frappe israélienne"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import Templates, any_before, any_of
from recoupe.parties.mention import PartyMention
from recoupe.parties.words import folded_set, lead_of, words_of, written_any
from recoupe.places.resolve import PlaceMention
from recoupe.places.tables import adjective_countries
from recoupe.places.tables import tables as place_tables
from recoupe.records import Span
from recoupe.text import fold

_LONGER = re.compile(r" [A-ZÀ-Ý]\w")  # "Washington Post", "France Culture": not the state


@dataclass(frozen=True)
class _Patterns:
    nationality: re.Pattern[str]
    state: re.Pattern[str]
    people: re.Pattern[str]
    act: re.Pattern[str]
    place_after: re.Pattern[str]
    place_before: re.Pattern[str]
    followed: re.Pattern[str]
    country_forms: frozenset[str]


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> _Patterns:
    data, places = lexicon["parties"], place_tables(lexicon)
    words, acts, country = words_of(lexicon), data["acts"], data["country"]
    demonyms = places.demonyms
    act = Templates(
        str(lexicon.folder / "parties.toml"), {"acts, pattern": acts["pattern"]}, {"nouns": acts["nouns"], "between": acts["between"]},
        {"nationalities": written_any(demonyms), "countries": any_of(words.states)},
    )  # fmt: skip
    return _Patterns(
        re.compile(rf"(?<![\w-])(?:{written_any(demonyms)})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?:{written_any(words.states)})(?![\w-])"),
        re.compile(rf"(?<![\w-])(?:{written_any(data['peoples']['nouns'])})(?![\w-])"),
        act.compiled("acts, pattern", "owner"),
        re.compile(rf"(?:^|[\s'(\"-])(?:{any_of(country['place_after'])})\s?(?:{any_before(country['articles'])})?$"),
        re.compile(rf"(?:{words.possessive})?\s(?:{any_of(country['place_before'])})(?!\w)"),
        re.compile(rf"\s*(?:$|[^\w\s'-])|\s(?:{any_of(data['nationality']['followed'])})(?!\w)"),
        frozenset(f for f in demonyms if any(c.kind == "country" for c in places.curated.get(f, ()))),
    )


class NationFinder:
    """Finds states, nationalities and peoples in a normalised text. Stateless between calls."""

    def __init__(self, lexicon: Lexicon) -> None:
        data = lexicon["parties"]
        self._words = words_of(lexicon)
        self._places = place_tables(lexicon)
        self._patterns = _patterns(lexicon)
        self._stateless = frozenset(data["acts"]["stateless"])
        self._marks = tuple(data["country"]["apposition"])
        nationality = data["nationality"]
        self._alone: bool = nationality["alone"]
        self._plural = tuple(map(fold, nationality["plural"]))
        self._adjectives = folded_set(nationality["adjectives"])

    def states(self, text: str, folded: str, zone: Span, places: list[PlaceMention]) -> list[PartyMention]:
        """Countries and what stands for their governments ("Moscou"), where they are no places."""
        found = []
        for match in self._patterns.state.finditer(text, *zone):
            if self._is_place(text, folded, match.span(), places):
                continue
            span = (lead_of(folded, match.start(), zone[0], self._words), match.end())
            found.append(
                PartyMention(
                    span, text[slice(*span)], "Government of {country}", "government", self._words.states[match.group()], "state",
                    match.group(), match.span(), "state",
                )
            )  # fmt: skip
        return found

    def nationalities(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        """ "trois Français": civilians of that country."""
        found = []
        for match in self._patterns.nationality.finditer(folded, *zone):
            start = match.start()
            if not text[start].isupper() or match.group() in self._patterns.country_forms:
                continue  # "Philippines" is the country
            lead = lead_of(folded, start, zone[0], self._words)
            if not self._is_noun(folded, match, zone, lead):
                continue
            codes = self._places.demonyms[match.group()]
            found.append(self._people((lead, match.end()), match.span(), text, folded, codes))
        return found

    def peoples(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        """ "les Kurdes": a party where the country has one of theirs ([[generic]]), civilians elsewhere."""
        found = []
        for match in self._patterns.people.finditer(text, *zone):
            span = (lead_of(folded, match.start(), zone[0], self._words), match.end())
            found.append(self._people(span, match.span(), text, folded, ()))
        return found

    def acts(self, text: str, folded: str, zone: Span) -> list[PartyMention]:
        """ "une frappe israélienne": an act of force with a nationality's adjective names that country's forces."""
        found = []
        for match in self._patterns.act.finditer(folded, *zone):
            group = "country" if match.groupdict().get("country") else "owner"
            span, form = match.span(group), match[group]
            if self._words.capitals and not text[span[0]].isupper():
                continue
            named = self._words.states.get(text[slice(*span)]) if group == "country" else None
            codes = (
                [named] if named else [c for c in adjective_countries(form, self._places) if c not in self._stateless]
            )
            several = not named and form not in self._places.demonyms
            for code in codes if several else codes[:1]:
                found.append(
                    PartyMention(
                        span, text[slice(*span)], "Military Forces of {country}", "state_forces", code, "force", form, span, "act",
                        others=() if several else tuple(codes[1:]),
                    )
                )  # fmt: skip
        return found

    def _people(self, span: Span, anchor: Span, text: str, folded: str, codes: tuple[str, ...]) -> PartyMention:
        head = folded[slice(*anchor)]
        return PartyMention(
            span, text[slice(*span)], "Civilians ({country})", "civilians", codes[0] if codes else None, "nationality", head, anchor,
            "nationality", generic="" if codes else head, others=codes[1:],
        )  # fmt: skip

    def _is_noun(self, folded: str, match: re.Match[str], zone: Span, lead: int) -> bool:
        """Whether a word of nationality with a capital is a noun."""
        plural = match.group().endswith(self._plural) if self._plural else False
        if self._alone:
            return plural or match.start() != zone[0]
        if plural and match.group() not in self._adjectives:
            return True
        return lead < match.start() and self._patterns.followed.match(folded, match.end(), zone[1]) is not None

    def _is_place(self, text: str, folded: str, span: Span, places: list[PlaceMention]) -> bool:
        """Whether a country's name is where something happens, or part of another name, and not who does it."""
        start, end = span
        if (
            self._patterns.place_after.search(folded[max(0, start - 16) : start])
            or self._patterns.place_before.match(folded, end)
            or text[end : end + 2].strip().startswith((":", "("))
            or _LONGER.match(text, end)
        ):
            return True
        before = text[:start].rstrip(" ") if self._marks else ""
        if before.endswith(self._marks) and any(p.span[1] == len(before) - 1 for p in places):
            return True  # "Gao, Mali"
        # "frontière Niger-Mali", "nord d'Israël": part of a place
        return any(p.span != span and p.span[0] <= start and end <= p.span[1] for p in places)
