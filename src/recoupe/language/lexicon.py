"""Reads a language's data files into one immutable Lexicon, and says where a mistake in them lies."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from recoupe.language.schema import FILES, TABLES, LexiconError, check_file, check_rows
from recoupe.loading import uncollected
from recoupe.text import fold

_ROOT = Path(str(files("recoupe.language")))


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
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict, repr=False)

    def __getitem__(self, stem: str) -> dict[str, Any]:
        return self.data[stem]

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        """All trigger forms of frames.toml, verbs conjugated and nouns put in the plural."""
        found: dict[tuple[str, str], Trigger] = {}
        for frame in self["frames"]["frame"]:
            for trigger in _frame_triggers(frame, self["conjugation"]):
                found.setdefault((trigger.form, trigger.act), trigger)
        return tuple(found.values())

    @cached_property
    def ambiguous(self) -> frozenset[str]:
        """Folded forms that are far oftener another word: never triggers."""
        return frozenset(self["frames"]["ambiguous"])

    @cached_property
    def confusable(self) -> frozenset[str]:
        """Words, as written, that are another word than the trigger they look like when folded ("marché", "March")."""
        return frozenset(self["frames"].get("confusable", ()))

    @cached_property
    def reporting_forms(self) -> frozenset[str]:
        """Folded finite forms and participles of the reporting verbs, and the listed phrases."""
        forms = {fold(phrase) for phrase in self["speech"]["phrases"]}
        for verb in self["speech"]["verbs"]:
            forms.update(fold(form) for form, _ in conjugate(verb, self["conjugation"]))
        return frozenset(forms)

    @cached_property
    def country_by_code(self) -> dict[str, Country]:
        return {country.code: country for country in self.countries}

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a tab-separated data file of this language, as dictionaries."""
        return self.tables[name] if name in self.tables else read_table(self.folder / f"{name}.tsv")


def conjugate(infinitive: str, conjugation: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(form, "verb" or "participle") pairs of a verb, by conjugation.toml: a class that lists it, or the longest ending.

    A verb of several words ("open fire") is inflected at its first one where the file says so.
    """
    head, space, rest = infinitive.partition(" ")
    if space and conjugation.get("compound_verb") == "first":
        return [(f"{form} {rest}", kind) for form, kind in conjugate(head, conjugation)]
    best = max(conjugation["class"], key=lambda c: _fits(infinitive, c))
    if not _fits(infinitive, best):
        return [(infinitive, "verb")]
    stem = infinitive[: len(infinitive) - len(best["suffix"])]
    forms = [(stem + ending, "verb") for ending in best["endings"]]
    return forms + [(stem + ending, "participle") for ending in best["participle"]]


def _fits(infinitive: str, verb_class: Mapping[str, Any]) -> int:
    """How closely a class of conjugation.toml is a verb's: 0 where it is not."""
    suffix = verb_class["suffix"]
    if "verbs" in verb_class:
        return len(infinitive) + 2 if infinitive in verb_class["verbs"] else 0
    return len(suffix) + 1 if infinitive.endswith(suffix) else 0


def plural(noun: str, rules: Mapping[str, Any]) -> str:
    """The plural of a noun or compound, by the table ``plural`` of conjugation.toml.

    Of a compound the words before its first preposition take it, each or the last: "prises d'otages", "car bombs".
    """
    if " " in noun:
        words = noun.split(" ")
        heads = next((i for i, word in enumerate(words) if _links(word, rules["prepositions"])), len(words))
        first = max(0, heads - 1) if rules["of_compound"] == "last" else 0
        return " ".join([*words[:first], *(plural(word, rules) for word in words[first:heads]), *words[heads:]])
    for ending, replacement in rules["endings"]:
        if noun.endswith(ending):
            return noun[: len(noun) - len(ending)] + str(replacement)
    return noun


def _links(word: str, prepositions: Iterable[str]) -> bool:
    return any(word.startswith(p) if p.endswith("'") else word == p for p in prepositions)


def _frame_triggers(frame: Mapping[str, Any], conjugation: Mapping[str, Any]) -> list[Trigger]:
    act = frame["act"]
    triggers = [Trigger(fold(phrase), act, phrase, "phrase") for phrase in frame.get("phrases", ())]
    for noun in frame.get("nouns", ()):
        triggers += [Trigger(fold(form), act, noun, "noun") for form in {noun, plural(noun, conjugation["plural"])}]
    for verb in frame.get("verbs", ()):
        triggers += [Trigger(fold(form), act, verb, listed) for form, listed in conjugate(verb, conjugation)]
    return sorted(triggers, key=lambda t: (t.form, t.listed))


class _Section(dict[str, Any]):
    """A table of a data file: whoever asks it for a key that the file lacks learns which file and where."""

    def __init__(self, content: dict[str, Any], place: str) -> None:
        super().__init__((name, _section(value, f"{place}, {name}")) for name, value in content.items())
        self._place = place

    def __missing__(self, name: str) -> Any:
        raise LexiconError(f"{self._place}: {name!r} is missing; it has {', '.join(self) or 'nothing'}")


def _section(value: Any, place: str) -> Any:
    if isinstance(value, dict):
        return _Section(value, place)
    if isinstance(value, list):
        return [_section(part, f"{place}, number {n}") for n, part in enumerate(value, 1)]
    return value


def _text(path: Path) -> str:
    """A data file's text. Raises LexiconError where it is missing, cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        needed = ", ".join([*(f"{stem}.toml" for stem in FILES), *(f"{stem}.tsv" for stem in TABLES)])
        raise LexiconError(f"{path} is missing: every language needs {needed}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = f"byte 0x{error.object[error.start]:02x}"
        raise LexiconError(f"{path}, line {line}: not UTF-8 ({byte}); save it as UTF-8") from error
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror or error}") from error


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with a header line; ``#`` lines are comments.

    Raises LexiconError, naming file and line, where a row has another number of columns than the header.
    """
    return [row for _, row in _numbered_rows(path)]


def _numbered_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    rows: list[tuple[int, dict[str, str]]] = []
    header: list[str] | None = None
    lines = csv.reader(io.StringIO(_text(path), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        for number, cells in enumerate(lines, 1):
            if not cells or cells[0].startswith("#"):
                continue
            if header is None:
                header = cells
            elif len(cells) != len(header):
                expected = f"{len(header)} expected ({', '.join(header)})"
                raise LexiconError(f"{path}, line {number}: {len(cells)} columns, {expected}")
            else:
                rows.append((number, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    except csv.Error as error:
        raise LexiconError(f"{path}, line {lines.line_num}: {error}") from error
    return rows


def split_cell(cell: str) -> tuple[str, ...]:
    """The parts of a table's cell that holds a list."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _country(row: dict[str, str]) -> Country:
    return Country(
        code=row["code"],
        name=row["name_en"],
        geonameid=int(row["geonameid"]) if row["geonameid"] else None,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        names=split_cell(row["names"]),
        demonyms=tuple(dict.fromkeys(fold(form) for form in split_cell(row["demonyms"]))),
        prefixes=tuple(fold(form) for form in split_cell(row["prefix"])),
        capital=row["capital"],
        metonyms=split_cell(row["government_metonyms"]),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a language's TOML file. Raises LexiconError where it is missing, unreadable or not as its schema says."""
    try:
        content = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}") from error
    check_file(path.stem, content, path)
    return content


@lru_cache(maxsize=8)
@uncollected()
def load(lang: str = "fr", root: Path = _ROOT) -> Lexicon:
    """The Lexicon of a language code. Raises LexiconError if a file is missing, unreadable or not as it must be."""
    folder = root / lang
    data: dict[str, dict[str, Any]] = {}
    for stem in FILES:
        path = folder / f"{stem}.toml"
        data[stem] = _Section(read_toml(path), str(path))
    tables: dict[str, list[dict[str, str]]] = {}
    for stem in TABLES:
        path = folder / f"{stem}.tsv"
        rows = _numbered_rows(path)
        check_rows(stem, rows, path)
        tables[stem] = [row for _, row in rows]
    return Lexicon(lang, data, tuple(map(_country, tables["countries"])), folder, tables)
