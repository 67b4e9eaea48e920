"""Reads a language's data files into one immutable Lexicon, and says where a mistake in them lies."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from recoupe.text import fold

_ROOT = Path(str(files("recoupe.language")))
_TOML_FILES = ("calendar", "context", "conjugation", "frames", "numbers", "parties", "places", "speech", "status")


class LexiconError(ValueError):
    """A data file of a language is missing or wrong; the message names the file, the place and the mend."""


@dataclass(frozen=True)
class Trigger:
    """One form of the frame lexicon: how it is written (folded), the act it tells and how it was listed."""

    form: str
    act: str
    lemma: str
    listed: str  # "verb", "participle", "noun" or "phrase"


@dataclass(frozen=True)
class Country:
    """One country of countries.tsv; ``demonyms`` are folded adjective and noun forms."""

    code: str
    name: str
    geonameid: int | None
    lat: float
    lon: float
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    prefixes: tuple[str, ...]
    capital: str
    metonyms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything Recoupe knows of one language. ``data`` maps a TOML file's stem to its parsed content."""

    lang: str
    data: dict[str, dict[str, Any]]
    countries: tuple[Country, ...]
    folder: Path

    def __getitem__(self, stem: str) -> dict[str, Any]:
        return self.data[stem]

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """All trigger forms of frames.toml, verbs conjugated and nouns put in the plural."""
        found: dict[tuple[str, str], Trigger] = {}
        for frame in self["frames"]["frame"]:
            for trigger in _frame_triggers(frame, self["conjugation"]["class"]):
                found.setdefault((trigger.form, trigger.act), trigger)
        return tuple(found.values())

    @cached_property
    def reporting_forms(self) -> frozenset[str]:
        """Folded finite forms and participles of the reporting verbs, and the listed phrases."""
        forms = {fold(phrase) for phrase in self["speech"]["phrases"]}
        for verb in self["speech"]["verbs"]:
            forms.update(fold(form) for form, _ in conjugate(verb, self["conjugation"]["class"]))
        return frozenset(forms)

    @cached_property
    def country_by_code(self) -> dict[str, Country]:
        return {country.code: country for country in self.countries}

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a tab-separated data file of this language, as dictionaries."""
        return read_table(self.folder / f"{name}.tsv")


def conjugate(infinitive: str, classes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(form, "verb" or "participle") pairs of a verb, by the longest matching class of conjugation.toml."""
    best = max((c for c in classes if infinitive.endswith(c["suffix"])), key=lambda c: len(c["suffix"]), default=None)
    if best is None:
        return [(infinitive, "verb")]
    stem = infinitive[: -len(best["suffix"])]
    forms = [(stem + ending, "verb") for ending in best["endings"]]
    return forms + [(stem + ending, "participle") for ending in best["participle"]]


def plural(noun: str) -> str:
    """The regular plural of a noun or of the first word of a compound."""
    if noun.endswith(("s", "x", "z")):
        return noun
    if " " in noun:
        head, rest = noun.split(" ", 1)
        return f"{plural(head)} {rest}"
    if noun.endswith(("eau", "eu", "au")):
        return noun + "x"
    return noun[:-2] + "aux" if noun.endswith("al") else noun + "s"


def _frame_triggers(frame: dict[str, Any], classes: list[dict[str, Any]]) -> list[Trigger]:
    act = frame["act"]
    triggers = [Trigger(fold(phrase), act, phrase, "phrase") for phrase in frame.get("phrases", ())]
    for noun in frame.get("nouns", ()):
        triggers += [Trigger(fold(form), act, noun, "noun") for form in {noun, plural(noun)}]
    for verb in frame.get("verbs", ()):
        triggers += [Trigger(fold(form), act, verb, listed) for form, listed in conjugate(verb, classes)]
    return sorted(triggers, key=lambda t: (t.form, t.listed))


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header line; ``#`` lines are comments.

    Raises LexiconError, naming file and line, where a row has another number of columns than the header.
    """
    rows: list[dict[str, str]] = []
    header: list[str] | None = None
    with path.open(encoding="utf-8", newline="") as handle:
        for number, cells in enumerate(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not cells or cells[0].startswith("#"):
                continue
            if header is None:
                header = cells
            elif len(cells) != len(header):
                raise LexiconError(f"{path}, line {number}: {len(cells)} columns, {len(header)} expected ({', '.join(header)})")
            else:
                rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return rows


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        name=row["name_en"],
        geonameid=int(row["geonameid"]) if row["geonameid"] else None,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        names=_split(row["names_fr"]),
        demonyms=tuple(dict.fromkeys(fold(form) for form in _split(row["demonyms"]))),
        prefixes=tuple(fold(form) for form in _split(row["prefix"])),
        capital=row["capital_fr"],
        metonyms=_split(row["government_metonyms"]),
    )


@lru_cache(maxsize=8)
def load(lang: str = "fr", root: Path = _ROOT) -> Lexicon:
    """The Lexicon of a language code. Raises LexiconError if a file is missing or cannot be read."""
    folder = root / lang
    data: dict[str, dict[str, Any]] = {}
    for stem in _TOML_FILES:
        path = folder / f"{stem}.toml"
        try:
            data[stem] = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise LexiconError(f"{path} is missing: every language needs {', '.join(_TOML_FILES)} (.toml)") from error
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"{path}: {error}") from error
    countries = tuple(_country(row) for row in read_table(folder / "countries.tsv"))
    return Lexicon(lang, data, countries, folder)
