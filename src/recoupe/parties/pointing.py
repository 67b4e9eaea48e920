"""Definite phrases that point back: "the militants", "the group" are the armed group that the dispatch named last before them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import any_before, any_of
from recoupe.parties.mention import PartyMention
from recoupe.parties.sectors import inside
from recoupe.parties.words import folded_set
from recoupe.records import Span


@dataclass(frozen=True)
class _Pointing:
    definite: re.Pattern[str]
    nouns: re.Pattern[str]
    heads: frozenset[str]


@lru_cache(maxsize=4)
def _pointing(lexicon: Lexicon) -> _Pointing:
    data = lexicon["parties"]["pointing"]
    definite = any_before(data["determiners"])
    return _Pointing(
        re.compile(definite),
        re.compile(
            rf"(?<![\w'-]){definite}({any_of(data['nouns'])})(?![\w-])(?!\s(?:{any_of(data['not_before'])})(?!\w))"
        ),
        folded_set(data["heads"]),
    )


def pointed(
    text: str, folded: str, zones: list[Span], found: list[PartyMention], lexicon: Lexicon
) -> list[PartyMention]:
    """``found``, in which definite phrases have the party that they point back to, and the nouns that are parties only so."""
    known = _pointing(lexicon)
    named = sorted((m for m in found if m.via == "registry" and m.group == "armed"), key=lambda m: m.span)
    if not named:
        return found
    ends = [m.span[1] for m in named]
    resolved = [_resolved(m, named, ends) if _points(m, folded, known) else m for m in found]
    taken = [m.span for m in found]
    for zone in zones:
        for match in known.nouns.finditer(folded, *zone):
            earlier = _earlier(match.start(), named, ends)
            if earlier is not None and not inside(match.span(1), taken):
                mention = PartyMention(
                    match.span(), match.group(), earlier.name, earlier.kind, earlier.country, "armed", match.group(1), match.span(1),
                    "sector",
                )  # fmt: skip
                resolved.append(replace(mention, text=text[slice(*match.span())]))
    return resolved


def _points(mention: PartyMention, folded: str, known: _Pointing) -> bool:
    """Whether a mention is a definite phrase of armed people whose country is not told."""
    if mention.via != "sector" or mention.group != "armed" or mention.country is not None:
        return False
    return mention.head in known.heads and known.definite.match(folded, mention.span[0]) is not None


def _resolved(mention: PartyMention, named: list[PartyMention], ends: list[int]) -> PartyMention:
    earlier = _earlier(mention.span[0], named, ends)
    if earlier is None:
        return mention
    return replace(mention, name=earlier.name, kind=earlier.kind, country=earlier.country, generic="")


def _earlier(start: int, named: list[PartyMention], ends: list[int]) -> PartyMention | None:
    """The named party whose mention ends last before ``start``."""
    index = bisect_left(ends, start)
    return named[index - 1] if index else None
