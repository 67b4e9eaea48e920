"""Whether a sector noun names a party where it stands: "l'Etat" but not "fait état"; "14 morts" but not "la mort"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.patterns import any_before, any_of
from recoupe.parties.words import Words, folded_set, words_of
from recoupe.records import Span
from recoupe.text import fold

_ANY = "*"


@dataclass(frozen=True)
class _Contexts:
    """Patterns of what stands before and after a head."""

    states: frozenset[str]
    not_state_after: re.Pattern[str]
    not_state_before: re.Pattern[str]
    region: re.Pattern[str]
    counted: frozenset[str]
    counters: re.Pattern[str]
    coordinated: re.Pattern[str]
    not_before: Mapping[str, re.Pattern[str]]
    not_after: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=4)
def _contexts(lexicon: Lexicon) -> _Contexts:
    data, number = lexicon["parties"], words_of(lexicon).number
    state, counted = data["state"], data["counted"]
    return _Contexts(
        folded_set(state["heads"]),
        re.compile(rf"(?<![\w-])(?:{any_of(state['not_after'])})$"),
        re.compile(rf"[\s-](?:{any_of(state['not_before'])})(?![\w])"),
        re.compile(rf"\s{any_before(state['region'])}(?=[A-ZÀ-Ý])"),
        folded_set(counted["words"]),
        re.compile(rf"(?:{number}|{any_of(counted['after'])})\s*$"),
        re.compile(rf"(?:^|[.,;:!?\"(\n-]|(?<![\w-])(?:{any_of(data['coordination']['words'])}))\s*$"),
        {fold(k): re.compile(rf"(?<![\w-])(?:{any_of(v)})[\s-]*$") for k, v in data["not_party"]["before"].items()},
        {fold(k): re.compile(rf"[\s-](?:{any_of(v)})(?!\w)") for k, v in data["not_party"]["after"].items()},
    )


class HeadTests:
    """Tells heads that are parties from those that only look like one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words: Words = words_of(lexicon)
        self._contexts = _contexts(lexicon)

    def is_party(self, text: str, folded: str, span: Span) -> bool:
        """Whether the head at ``span`` is a party here."""
        head, known = folded[slice(*span)], self._contexts
        before = folded[max(0, span[0] - 20) : span[0]]
        if head in known.states:
            return (
                text[span[0]].isupper()
                and not known.not_state_after.search(before)
                and not known.not_state_before.match(folded, span[1])
                and not known.region.match(text, span[1])
            )
        if not self._as_written(text[slice(*span)], head) or self._excluded(head, folded, span):
            return False
        return head not in known.counted or bool(known.counters.search(before))

    def stands_as_noun(self, folded: str, start: int, head: int) -> bool:
        """Whether an adjective is the head of its own phrase: an article or number before it, or nothing it could modify."""
        return start < head or self._contexts.coordinated.search(folded[max(0, start - 14) : start]) is not None

    def _as_written(self, raw: str, head: str) -> bool:
        """Whether the accents agree: "une marche" is no "marché". Capitals may lack them."""
        return raw.isupper() or fold(raw[0]) + raw[1:].lower() in self._words.written[head]

    def _excluded(self, head: str, folded: str, span: Span) -> bool:
        """Whether words beside the head show that it is another word or another thing here: "a military court"."""
        known = self._contexts
        before = folded[max(0, span[0] - 30) : span[0]]
        return any(
            (key in known.not_before and known.not_before[key].search(before) is not None)
            or (key in known.not_after and known.not_after[key].match(folded, span[1]) is not None)
            for key in (head, _ANY)
        )
