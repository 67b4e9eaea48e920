"""Named parties: actors of the registry and their leaders, with the common nouns that belong to the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import any_before, any_of
from recoupe.parties.loaded import loaded_in
from recoupe.parties.mention import PartyMention
from recoupe.parties.registry import Actor, Registry, spoken
from recoupe.parties.words import generic_parties, words_of
from recoupe.records import Kind, Span
from recoupe.text import fold

_GROUPS: dict[Kind, str] = {
    "state_forces": "force", "rebel": "armed", "political_militia": "armed", "communal_militia": "armed", "protesters": "crowd",
    "rioters": "crowd", "civilians": "people", "external_forces": "force", "government": "rule", "international": "body",
    "organisation": "body", "unknown": "armed",
}  # fmt: skip
_ACRONYM = re.compile(r" \(\"?([A-Z][A-Z0-9-]{1,9})\"?\)")
_REACH = 50  # characters before a name in which the nouns of its phrase are looked for


@dataclass(frozen=True)
class _Nouns:
    """Patterns of the nouns before a name ("terroristes de"), behind it, and of what makes it no party."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    compound: re.Pattern[str]


@lru_cache(maxsize=4)
def _nouns(lexicon: Lexicon) -> _Nouns:
    data, words = lexicon["parties"], words_of(lexicon)
    phrase, members = data["phrase"], data["members"]
    return _Nouns(
        re.compile(
            rf"(?<![\w-])({any_of(members['words'])})(?:\s(?:{words.qualifier}))*\s\"?\s?(?:{any_before(members['link'])})?\"?\s?$"
        ),
        re.compile(
            rf"\"?(?:{words.possessive})?\s(?:(?:{words.qualifier})\s){{0,2}}({any_of(phrase['followers'])})(?![\w-])"
        ),
        re.compile(rf"-(?:{any_of(phrase['compounds'])})(?!\w)"),
    )


class NamedFinder:
    """Finds the registry's actors in a normalised text. Stateless between calls."""

    def __init__(self, lexicon: Lexicon, registry: Registry) -> None:
        self._lexicon = lexicon
        self._registry = spoken(registry, lexicon)
        self._nouns = _nouns(lexicon)
        self._generic_heads = frozenset(head for head, _ in generic_parties(lexicon))
        self._acronyms: bool = lexicon["parties"]["phrase"]["acronyms"]

    def find(self, text: str) -> list[PartyMention]:
        """Registry actors and their leaders, in order."""
        folded = fold(text)
        found = [
            self._mention(text, folded, span, actor, leader=leader)
            for span, actor, leader in self._registry.find(text)
            if not self._nouns.compound.match(folded, span[1])
        ]
        if self._acronyms:
            found += self._shortened(text, folded, found)
        found.sort(key=lambda m: m.span)
        return self._widened(text, folded, found)

    def _mention(self, text: str, folded: str, span: Span, actor: Actor, *, leader: bool) -> PartyMention:
        head = folded[slice(*span)]
        return PartyMention(
            span, text[slice(*span)], actor.name, actor.kind, actor.country, _GROUPS[actor.kind], head, span,
            "leader" if leader else "registry", loaded_in(text, span, self._lexicon),
            generic=head if head in self._generic_heads else "",
        )  # fmt: skip

    def _shortened(self, text: str, folded: str, found: list[PartyMention]) -> list[PartyMention]:
        """The places where capitals stand that a bracket behind a party's name made its shorter name."""
        taken = {m.span for m in found}
        more = []
        for mention in found:
            defined = _ACRONYM.match(text, mention.span[1]) if mention.via == "registry" else None
            if defined is None or defined.span(1) in taken:
                continue
            actor = self._registry.actors[mention.name]
            for match in re.compile(rf"(?<![\w-]){re.escape(defined[1])}(?![\w-])").finditer(text, defined.start(1)):
                if not any(a < match.end() and match.start() < b for a, b in taken):
                    taken.add(match.span())
                    more.append(self._mention(text, folded, match.span(), actor, leader=False))
        return more

    def _widened(self, text: str, folded: str, found: list[PartyMention]) -> list[PartyMention]:
        """The mentions with the nouns of their phrases; a name and its short form in brackets are one."""
        widened: list[PartyMention] = []
        nexts = [mention.span[0] for mention in found[1:]] + [len(text)]
        for mention, limit in zip(found, nexts, strict=False):
            last = widened[-1] if widened else None
            if last and last.name == mention.name and _in_brackets(text, last.span, mention.span):
                # "Unités de mobilisation populaire (Hachd al-Chaabi)" is one mention.
                span = (last.span[0], mention.span[1] + 1)
                whole = replace(last, span=span, text=text[slice(*span)])
                widened[-1] = self._with_followers(text, folded, whole, limit)
            else:
                headed = self._with_head(text, folded, mention, last.span[1] if last else 0)
                widened.append(self._with_followers(text, folded, headed, limit))
        return widened

    def _with_head(self, text: str, folded: str, mention: PartyMention, floor: int) -> PartyMention:
        """ "terroristes de Daech": the phrase with the common noun before the name; the party stays the registry's."""
        start = mention.span[0]
        if mention.via != "registry" or mention.group not in ("armed", "force"):
            return mention
        window = max(floor, start - _REACH, text.rfind("\n", 0, start) + 1)
        while match := self._nouns.before.search(folded[window:start]):
            start = window + match.start(1)  # "terroristes du groupe X": head after head, the first is the phrase's
            mention = self._headed(text, mention, (start, mention.span[1]), (start, window + match.end(1)))
        return mention

    def _with_followers(self, text: str, folded: str, mention: PartyMention, limit: int) -> PartyMention:
        """ "Taliban fighters": the phrase with the common nouns behind the name, on its line and before ``limit``."""
        if mention.via != "registry":
            return mention
        line = text.find("\n", mention.span[1], limit)
        named = mention.anchor == mention.span  # otherwise the phrase's noun stands before the name
        while match := self._nouns.behind.match(folded, mention.span[1], line if line >= 0 else limit):
            anchor = match.span(1) if named else mention.anchor
            mention = self._headed(text, mention, (mention.span[0], match.end()), anchor)
        return mention

    def _headed(self, text: str, mention: PartyMention, span: Span, anchor: Span) -> PartyMention:
        return replace(
            mention, span=span, text=text[slice(*span)], head=fold(text[slice(*anchor)]), anchor=anchor,
            loaded=loaded_in(text, span, self._lexicon),
        )  # fmt: skip


def _in_brackets(text: str, name: Span, other: Span) -> bool:
    return text[name[1] : other[0]] in (" (", ' ("') and text[other[1] : other[1] + 1] == ")"
