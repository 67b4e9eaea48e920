"""Whose accounts the records of an incident are, and how many of them are independent of each other.

Accounts are one where one outlet gives them (an agency's morning and evening dispatch), where a dispatch is a copy of
another (MinHash, ``recoupe.copies``), where its passages on the incident repeat those of an earlier one (a partial copy), and
where it cites the outlet for it: "selon l'AFP" in a newspaper is the AFP's account.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from recoupe.incidents.tellings import Telling
from recoupe.text import either, key

SHINGLE = 5
"""Words of a run; texts that were written apart seldom share one."""
REPEATED = 0.5
"""The share of the runs of a telling that stand in an earlier one from which it repeats it."""
LEAST_RUNS = 8
"""Shorter tellings are alike by chance."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Told:
    """Whose account each event of an incident is (``voices``), and of which earlier one it is a copy (``copies``)."""

    voices: Mapping[str, str]
    copies: Mapping[str, str]


def told_by(tellings: Sequence[Telling]) -> Told:
    """Voices and copies of the tellings of one incident.

    Of a day's tellings that repeat each other, the one that cites no other outlet is taken to be the original.
    """
    publishers = {_bare(one.dispatch.publisher): one.dispatch.publisher for one in tellings if one.dispatch.publisher}
    voices: dict[str, str] = {}
    copies: dict[str, str] = {}
    seen: list[tuple[Telling, set[tuple[str, ...]]]] = []
    for one in sorted(
        tellings, key=lambda telling: (telling.age[0], _cited(telling, publishers) is not None, telling.age)
    ):
        runs = _runs(one)
        original = _original(one, runs, seen)
        if original is not None and _own(original) != _own(one):
            copies[one.event_id] = original.event_id
        cited = _cited(one, publishers)
        voices[one.event_id] = voices[original.event_id] if original is not None else cited or _own(one)
        seen.append((one, runs))
    return Told(voices, copies)


def outlets_in(text: str) -> list[str]:
    """The outlets that a text names, in its order."""
    pattern, names = _outlets()
    return [names[found.group()] for found in pattern.finditer(_plain(text))]


def _own(one: Telling) -> str:
    """The outlet whose dispatch it is: the agency that a byline names ("Le Monde avec AFP"), else the publisher."""
    publisher = one.dispatch.publisher or ""
    named = outlets_in(publisher)
    return named[-1] if named else publisher or f"dispatch {one.dispatch.id or one.key}"


def _cited(one: Telling, publishers: Mapping[str, str]) -> str | None:
    """The outlet other than its own that it cites for the event, the outermost first."""
    own = _own(one)
    for source in reversed(one.event.sources):
        named = [
            *outlets_in(source.text),
            *(name for folded, name in publishers.items() if folded == _bare(source.text)),
        ]
        for name in named:
            if name != own and key(name) != key(one.dispatch.publisher or ""):
                return name
    return None


def _bare(source: str) -> str:
    """A source without its article."""
    return re.sub(r"^(?:l|le|la|les|selon) ", "", _plain(source))


def _plain(text: str) -> str:
    """A text as names are looked for in it; an elided article ("l'AFP") is a word of its own."""
    return key(text.replace("'", " ").replace("’", " "))


def _original(
    one: Telling, runs: set[tuple[str, ...]], seen: Sequence[tuple[Telling, set[tuple[str, ...]]]]
) -> Telling | None:
    """The earliest telling of which this one is a copy, whole or in part."""
    for earlier, others in seen:
        if one.copy_of == earlier.key or (one.copy_of is not None and one.copy_of == earlier.copy_of):
            return earlier
        if len(runs) >= LEAST_RUNS and len(runs & others) >= REPEATED * len(runs):
            return earlier
    return None


def _runs(one: Telling) -> set[tuple[str, ...]]:
    """Every run of SHINGLE words in the passages that tell the event."""
    found: set[tuple[str, ...]] = set()
    for span in one.event.evidence:
        words = _WORD.findall(key(one.words(span)))
        found.update(tuple(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1))
    return found


def independent(tellings: Sequence[Telling], told: Told) -> dict[str, tuple[str, ...]]:
    """The voices of the day, in order of their first account, each with its events; records that only recall do not count."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in tellings:
        if one.event.status != "background":
            found[told.voices[one.event_id]].append(one.event_id)
    return {name: tuple(events) for name, events in found.items()}


@cache
def _outlets() -> tuple[re.Pattern[str], dict[str, str]]:
    path = files("recoupe") / "data" / "incidents" / "outlets.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8"))["outlets"]
    names = {_plain(form): name for name, forms in written.items() for form in (name, *forms)}
    return re.compile(rf"(?<!\w)(?:{either(names)})(?!\w)"), names
