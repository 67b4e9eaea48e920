"""A party as one phrase names it, and the canonical party it stands for in one event's country."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from recoupe.language import Lexicon
from recoupe.parties.words import folded_set, generic_parties
from recoupe.records import Kind, Party, Span
from recoupe.text import fold

Via = Literal["registry", "leader", "sector", "nationality", "state", "person", "pronoun", "act"]

# Troops in a territory that their state disputes or occupies are no external forces (codebook, "What a party's name is").
_HELD = frozenset(
    {
        ("IL", "PS"),
        ("MA", "EH"),
        ("IN", "PK"),
        ("PK", "IN"),
        ("CN", "IN"),
        ("IN", "CN"),
        ("CN", "HK"),
        ("AM", "AZ"),
        ("RS", "XK"),
    }
)


@dataclass(frozen=True)
class PartyMention:
    """One phrase that names a party.

    ``name`` may hold the placeholder {country} where the country is not told; ``group`` is the sector class (force,
    armed, people, property, crowd, rule, body, state); ``head`` the folded head word; ``anchor`` the span of the head. ``generic`` is
    the word that [[generic]] of parties.toml may give a party by country ("rebelles" in Syria); ``others`` are the further
    countries that an ambiguous adjective may mean ("congolais").
    """

    span: Span
    text: str
    name: str
    kind: Kind
    country: str | None
    group: str
    head: str
    anchor: Span
    via: Via
    loaded: tuple[str, ...] = ()
    generic: str = ""
    others: tuple[str, ...] = ()


_VIOLENT = ("civilians.", "battle.", "explosion.")

_WITH_ARTICLE = (
    "United ", "Democratic Republic", "Central African", "Philippines", "Netherlands", "Maldives", "Comoros", "Gambia",
    "Bahamas", "Dominican Rep", "Czech Rep", "Republic of",
)  # fmt: skip


def canonical(mention: PartyMention, country: str | None, lexicon: Lexicon, *, role: str, event_type: str) -> Party:
    """The Party of a mention in an event that happens in ``country`` (ISO code or None).

    A state named alone is its armed forces, or its government in agreements and measures; unnamed actors of an attack
    by one person are a Sole Perpetrator; state forces abroad are external forces (codebook, "Parties").
    """
    code = country if country in mention.others else mention.country or country
    name, kind = mention.name, mention.kind
    known_as = generic_parties(lexicon).get((mention.generic, code or ""))
    if known_as:
        return Party(
            text=mention.text, name=known_as.name, kind=known_as.kind, country=known_as.country, loaded=mention.loaded,
            span=mention.span,
        )  # fmt: skip
    if mention.via == "state":
        political = event_type in (
            "strategic.agreement",
            "strategic.other",
            "strategic.transfer",
            "strategic.information",
        )
        name, kind = (
            ("Government of {country}", "government") if political else ("Military Forces of {country}", "state_forces")
        )
    if mention.via == "pronoun":
        name, kind = "Unidentified Armed Group ({country})", "unknown"
    attacker = _attacker(mention, role, event_type, lexicon)
    if attacker:
        # He is named by the country he strikes in, whatever his nationality.
        return _spelled(mention, attacker, "unknown", country or code, lexicon)
    if mention.group == "crowd" and event_type.startswith("riot.") and kind == "protesters":
        name, kind = name.replace("Protesters", "Rioters"), "rioters"
    if mention.group == "crowd" and event_type.startswith("protest.") and kind == "rioters":
        name, kind = name.replace("Rioters", "Protesters"), "protesters"
    if (
        mention.group == "people"
        and role == "actor"
        and event_type.startswith(("protest.", "riot."))
        and kind == "civilians"
    ):
        word = "Rioters" if event_type.startswith("riot.") else "Protesters"
        name, kind = f"{word} ({{country}})", "rioters" if event_type.startswith("riot.") else "protesters"
    if kind == "state_forces" and country and code and code != country and (code, country) not in _HELD:
        kind = "external_forces"
    if "{country}" not in name:
        code = mention.country  # a named actor that belongs to no state gets none from the event
    return _spelled(mention, name, kind, code, lexicon)


@dataclass(frozen=True)
class _Single:
    """Which phrases tell one human being: [individual] of parties.toml."""

    collective: frozenset[str]
    singular: frozenset[str]
    neutral: frozenset[str]
    plural: tuple[str, ...]
    place: int
    undecided: bool


@lru_cache(maxsize=4)
def _single(lexicon: Lexicon) -> _Single:
    data = lexicon["parties"]["individual"]
    place = {"first": 0, "last": -1}[data["head"]]
    return _Single(
        folded_set(data["not"]), folded_set(data["lead"]), folded_set(data["neutral"]), tuple(map(fold, data["plural"])), place,
        undecided="before" in lexicon["parties"]["phrase"]["modifiers"],
    )  # fmt: skip


def is_individual(mention: PartyMention, lexicon: Lexicon) -> bool:
    """Whether a phrase tells one human being: "un homme", "l'assaillant"; not "trois hommes", "la population", "un commando"."""
    single = _single(lexicon)
    start, end = (offset - mention.span[0] for offset in mention.anchor)
    head, lead = fold(mention.text[start:end]), fold(mention.text[:start]).split()
    if mention.head in single.collective or head in single.collective:
        return False
    if lead and lead[0] in single.singular:
        return True
    # Where adjectives come first, a phrase may open with one: only its noun tells then.
    decides = not lead or lead[0] in single.neutral or single.undecided
    return decides and not head.split()[single.place].endswith(single.plural)


def _attacker(mention: PartyMention, role: str, event_type: str, lexicon: Lexicon) -> str:
    """The name of people who do violence and of whom no group is told; "" for all others.

    An officer or official acts for his force or state, and is none of them.
    """
    if mention.via == "person":
        return "Sole Perpetrator ({country})" if mention.group == "person" and role == "actor" else ""
    if mention.kind == "unknown" and mention.group == "armed":
        return "Sole Perpetrator ({country})" if is_individual(mention, lexicon) else ""
    if role != "actor" or mention.group not in ("people", "nationality") or not event_type.startswith(_VIOLENT):
        return ""
    return ("Sole Perpetrator" if is_individual(mention, lexicon) else "Unidentified Armed Group") + " ({country})"


def _spelled(mention: PartyMention, name: str, kind: Kind, code: str | None, lexicon: Lexicon) -> Party:
    """The Party with its country's English name put in."""
    known = lexicon.country_by_code.get(code or "")
    spelled = known.name if known else "Unknown"
    if known and "of {country}" in name and known.name.startswith(_WITH_ARTICLE):
        spelled = f"the {spelled}"
    name = name.replace("{country}", spelled)
    return Party(text=mention.text, name=name, kind=kind, country=code, loaded=mention.loaded, span=mention.span)
