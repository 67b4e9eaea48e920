"""The actor registry: conflict actors with their aliases, found in a text by one automaton."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import cast, get_args

import ahocorasick

from recoupe.records import Kind, Span

_FOLDER = Path(str(files("recoupe"))) / "data" / "actors"
_LAST_YEAR = 2100


class RegistryError(ValueError):
    """A registry file is wrong; the message names the file, the entry and the mend."""


@dataclass(frozen=True)
class Actor:
    """One actor: canonical English name, how it is written, what it is, where and when it is active."""

    name: str
    aliases: tuple[str, ...]
    kind: Kind
    country: str | None
    first_year: int
    last_year: int
    parent: str | None
    leaders: tuple[str, ...] = ()
    wikidata: str | None = None
    peak: tuple[int, int] | None = None


@dataclass(frozen=True, eq=False)
class Registry:
    """All actors and the automaton of their aliases."""

    actors: dict[str, Actor]
    _automaton: ahocorasick.Automaton = field(repr=False)

    def find(self, text: str) -> Iterator[tuple[Span, Actor, bool]]:
        """(span, actor, whether the words name a leader) of every alias in a normalised text, longest first, no overlaps."""
        hits = []
        for last, (alias, name, leader) in self._automaton.iter(text):
            start, end = last - len(alias) + 1, last + 1
            if _inside_word(text, start, end):
                continue
            hits.append(((start, end), self.actors[name], leader))
        taken: list[Span] = []
        for span, actor, leader in sorted(hits, key=lambda hit: (hit[0][0] - hit[0][1], hit[0][0], hit[1].name)):
            if not any(a < span[1] and span[0] < b for a, b in taken):
                taken.append(span)
                yield span, actor, leader


def _inside_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before.isalnum() or after.isalnum() or (before == "-" and text[start].isalnum() and start > 1 and text[start - 2].isalnum())


def _actor(entry: dict[str, object], where: str) -> Actor:
    try:
        name, kind = str(entry["name"]), str(entry["kind"])
        aliases = tuple(str(a) for a in cast("list[str]", entry["aliases"]))
    except KeyError as error:
        raise RegistryError(f"{where}: an [[actor]] lacks {error}; it needs name, aliases and kind") from error
    if kind not in get_args(Kind):
        raise RegistryError(f"{where}: actor {name!r} has kind {kind!r}; give one of {', '.join(get_args(Kind))}")
    years = cast("list[int]", entry.get("years", [0, _LAST_YEAR]))
    return Actor(
        name, aliases, cast("Kind", kind), cast("str | None", entry.get("country")), years[0], years[-1],
        cast("str | None", entry.get("parent")), tuple(cast("list[str]", entry.get("leaders", []))),
        cast("str | None", entry.get("wikidata")), _years(entry.get("peak")),
    )  # fmt: skip


def _years(value: object) -> tuple[int, int] | None:
    years = cast("list[int] | None", value)
    return (years[0], years[-1]) if years else None


@lru_cache(maxsize=4)
def load_registry(extra: Path | None = None) -> Registry:
    """The registry of the package, and the user's own file or folder after it, whose entries win.

    Raises RegistryError where a file cannot be read or an entry is wrong.
    """
    paths = sorted(_FOLDER.glob("*.toml"))
    if extra is not None:
        paths += sorted(extra.glob("*.toml")) if extra.is_dir() else [extra]
    actors: dict[str, Actor] = {}
    for path in paths:
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise RegistryError(f"{path}: {error}") from error
        for entry in content.get("actor", []):
            actor = _actor(entry, str(path))
            actors[actor.name] = actor
    return Registry(actors, _automaton(actors))


def _automaton(actors: dict[str, Actor]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for actor in actors.values():
        for leader, forms in ((False, (actor.name, *actor.aliases)), (True, actor.leaders)):
            for form in forms:
                plain = form.replace("’", "'")
                for alias in {plain, plain[0].upper() + plain[1:]}:
                    if len(alias) > 1:
                        automaton.add_word(alias, (alias, actor.name, leader))
    automaton.make_automaton()
    return automaton
