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

from recoupe.language import Lexicon
from recoupe.language.lexicon import split_cell
from recoupe.loading import uncollected
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
        """(span, actor, whether the words name a leader) of every alias in a normalised text, longest first.

        No two overlap.
        """
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
    compound = before == "-" and text[start].isalnum() and start > 1 and text[start - 2].isalnum()
    return before.isalnum() or after.isalnum() or compound


def _actor(entry: object, where: str) -> Actor:
    """The actor of an entry. Raises RegistryError, naming the entry and the mend, where it is wrong."""
    if not isinstance(entry, dict):
        raise RegistryError(f"{where}: an actor is {entry!r}; write each as a table under [[actor]]")
    lacking = [repr(key) for key in ("name", "aliases", "kind") if key not in entry]
    if lacking:
        raise RegistryError(f"{where}: an [[actor]] lacks {lacking[0]}; it needs name, aliases and kind")
    name = _text(entry["name"], f"{where}: an [[actor]]", "name")
    mine = f"{where}: actor {name!r}"
    kind = entry["kind"]
    if kind not in get_args(Kind):
        raise RegistryError(f"{mine} has kind {kind!r}; give one of {', '.join(get_args(Kind))}")
    first, last = _years(entry, mine, "years") or (0, _LAST_YEAR)
    return Actor(
        name=name,
        aliases=_texts(entry["aliases"], mine, "aliases"),
        kind=cast("Kind", kind),
        country=_country(entry.get("country"), mine),
        first_year=first,
        last_year=last,
        parent=_optional(entry, mine, "parent"),
        leaders=_texts(entry.get("leaders", []), mine, "leaders"),
        wikidata=_optional(entry, mine, "wikidata"),
        peak=_years(entry, mine, "peak"),
    )


def _text(value: object, mine: str, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise RegistryError(f"{mine}: {key} is {value!r}; give words in quotation marks")
    return value


def _texts(value: object, mine: str, key: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise RegistryError(f"{mine}: {key} is {value!r}; give a list, [{value!r}]")
    return tuple(_text(part, mine, f"one of its {key}") for part in value)


def _optional(entry: dict[str, object], mine: str, key: str) -> str | None:
    return _text(entry[key], mine, key) if key in entry else None


def _country(value: object, mine: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) != 2 or not (value.isascii() and value.isalpha() and value.isupper()):
        raise RegistryError(f'{mine}: country is {value!r}; give the two capitals of ISO 3166-1, as in "ML"')
    return value


def _years(entry: dict[str, object], mine: str, key: str) -> tuple[int, int] | None:
    """First and last year; a single year stands for both."""
    if key not in entry:
        return None
    value = entry[key]
    years = value if isinstance(value, list) else [value]
    good = [y for y in years if isinstance(y, int) and not isinstance(y, bool) and 0 <= y <= _LAST_YEAR]
    if not 1 <= len(years) <= 2 or len(good) != len(years) or good[0] > good[-1]:
        raise RegistryError(f"{mine}: {key} is {value!r}; give the first and the last year, [2012, 2019]")
    return good[0], good[-1]


def _entries(path: Path) -> list[object]:
    """The entries of a registry file. Raises RegistryError where it cannot be read or holds none."""
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RegistryError(f"{path}, line {line}: not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise RegistryError(f"{path}: {error.strerror or error}") from error
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{path}: {error}") from error
    actors = content.get("actor")
    if not isinstance(actors, list):
        raise RegistryError(f"{path}: no list of actors in it; begin every actor with the line [[actor]]")
    return actors


def _files(extra: Path | None) -> list[Path]:
    own: list[Path] = []
    if extra is not None:
        own = sorted(extra.glob("*.toml")) if extra.is_dir() else [extra]
        if not own:
            raise RegistryError(f"{extra}: no .toml file in this folder; name the file, or the folder that holds it")
    return [*sorted(_FOLDER.glob("*.toml")), *own]


@lru_cache(maxsize=4)
@uncollected()
def load_registry(extra: Path | None = None) -> Registry:
    """The registry of the package, and the user's own file or folder after it, whose entries win.

    Raises RegistryError where a file cannot be read or an entry is wrong.
    """
    actors: dict[str, Actor] = {}
    for path in _files(extra):
        for entry in _entries(path):
            actor = _actor(entry, str(path))
            actors[actor.name] = actor
    return Registry(actors, _automaton(_forms(actors)))


@lru_cache(maxsize=8)
def spoken(registry: Registry, lexicon: Lexicon) -> Registry:
    """The registry with the names that a language's actors.tsv adds, and without those that mean something else in it.

    Raises RegistryError where the table names an actor that there is not.
    """
    added: list[_Form] = []
    excepted: set[str] = set()
    for row in lexicon.table("actors"):
        if row["name"] not in registry.actors:
            place = lexicon.folder / "actors.tsv"
            raise RegistryError(
                f"{place}: no actor {row['name']!r} in the registry; write its name as data/actors has it"
            )
        added += [(form, row["name"], False) for form in split_cell(row["aliases"])]
        added += [(form, row["name"], True) for form in split_cell(row["leaders"])]
        excepted.update(split_cell(row["except"]))
    if not added and not excepted:
        return registry
    shared = [form for form in _forms(registry.actors) if form[0].replace("’", "'") not in excepted]
    return Registry(registry.actors, _automaton([*shared, *added]))


_Form = tuple[str, str, bool]
"""A name as it is written, the actor's canonical name, and whether it is a leader's."""


def _forms(actors: dict[str, Actor]) -> list[_Form]:
    return [
        (form, actor.name, leader)
        for actor in actors.values()
        for leader, forms in ((False, (actor.name, *actor.aliases)), (True, actor.leaders))
        for form in forms
    ]


def _automaton(forms: list[_Form]) -> ahocorasick.Automaton:
    """The automaton of the forms; of two that are written alike the later one counts."""
    automaton = ahocorasick.Automaton()
    for form, name, leader in forms:
        plain = form.replace("’", "'")
        for alias in {plain, plain[0].upper() + plain[1:]}:
            if len(alias) > 1:
                automaton.add_word(alias, (alias, name, leader))
    automaton.make_automaton()
    return automaton
