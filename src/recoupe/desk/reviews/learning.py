"""Names that an editor corrected, kept for the coder: an actor's alias in a TOML registry, a place in a country dump.

Both files are the person's own, in the folder of Recoupe's data; the coder takes them in from the next dispatch on, on the desk and
on the command line. Lines are only ever added: of two entries with one name, the later wins.
"""

from __future__ import annotations

import os
from pathlib import Path

from recoupe.desk.errors import DeskError
from recoupe.own_names import own_registry_file
from recoupe.parties.registry import load_registry
from recoupe.places.gazetteer import open_gazetteer, user_folder
from recoupe.records import Party, Place
from recoupe.text import key

PLACES = "desk.txt"
_LONGEST = 120
_LEAST = 3
"""Letters of a name; shorter ones are found everywhere."""


def learn_actor(party: Party, words: str, file: Path | None = None) -> Path:
    """Adds ``words`` as a name of the party to the registry, with what the registry knows of it already.

    Raises DeskError where the words are no name.
    """
    alias = _name(words)
    into = file or own_registry_file()
    known = load_registry(into if into.exists() else None).actors.get(party.name)
    aliases = tuple(dict.fromkeys([*(known.aliases if known else ()), alias]))
    lines = ["", "[[actor]]", f"name = {_quoted(party.name)}", f"aliases = [{', '.join(map(_quoted, aliases))}]"]
    lines.append(f"kind = {_quoted(known.kind if known else party.kind)}")
    country = known.country if known else party.country
    lines += [f"country = {_quoted(country)}"] if country else []
    if known:
        lines.append(f"years = [{known.first_year}, {known.last_year}]")
        lines += [f"parent = {_quoted(known.parent)}"] if known.parent else []
        lines += [f"leaders = [{', '.join(map(_quoted, known.leaders))}]"] if known.leaders else []
        lines += [f"wikidata = {_quoted(known.wikidata)}"] if known.wikidata else []
        lines += [f"peak = [{known.peak[0]}, {known.peak[1]}]"] if known.peak else []
    _append(into, "\n".join(lines) + "\n")
    load_registry.cache_clear()
    return into


def learn_place(place: Place, words: str) -> Path:
    """Adds ``words`` as a name of the place to a country dump of the person's own (GeoNames' 19 columns).

    Raises DeskError where the words are no name, or the place has neither coordinates nor a country.
    """
    alias = _name(words)
    if place.lat is None or place.lon is None or not place.country:
        raise DeskError(f"place {place.name!r}: give coordinates and a country, so that it can be found again")
    code = {"province": ("A", "ADM1"), "district": ("A", "ADM2")}.get(place.precision, ("P", "PPL"))
    name = _name(place.name)
    identity = place.geonameid or _own_id(place)
    cells = [
        str(identity),
        name,
        name,
        alias,
        f"{place.lat}",
        f"{place.lon}",
        *code,
        place.country,
        "",
        *[""] * 4,
        "0",
        *[""] * 4,
    ]
    into = user_folder() / PLACES
    _append(into, "\t".join(cells) + "\n")
    open_gazetteer.cache_clear()
    return into


def _own_id(place: Place) -> int:
    """A number beyond GeoNames' own for a place that it lacks; the same place always has the same."""
    digits = int.from_bytes(key(f"{place.name} {place.country}").encode()[:8].ljust(8, b"\0"), "big")
    return 10**9 + digits % 10**9


def _name(words: str) -> str:
    alias = " ".join(words.split())
    if not _LEAST <= len(alias) <= _LONGEST or not alias.isprintable():
        raise DeskError(f"{alias[:40]!r} is no name: give {_LEAST} to {_LONGEST} printable characters")
    return alias


def _quoted(value: str) -> str:
    """A basic string of TOML."""
    if not value.isprintable():
        raise DeskError(f"{value[:40]!r} holds a character that no name has")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _append(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
