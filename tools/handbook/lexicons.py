"""The reference of the data files: what the loader demands, and what the shipped files say of themselves.

In: the schemas of ``recoupe.language.schema``, the comments and entries of the shipped files. Out: Markdown, a section a file.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import recoupe
from handbook.markdown import code, fence, prose, table
from recoupe.language.schema import FILES, TABLES, Check
from recoupe.records import Kind

DATA = Path(recoupe.__file__).parent
FRENCH = DATA / "language" / "fr"

INTRODUCTION = """# Data files

What Recoupe knows of words, actors and places lies in files that a linguist edits without reading Python. This page is made from the
schemas by which they are checked when they are loaded, and from the comments of the files themselves. A mistake is told with
file and place: `frames.toml: frame, number 3: 'act' is missing; it has verbs, nouns`.

Keys that the schema does not name are let through in files that grow; what the French file has beyond the schema is listed, since
the stages may read it.
"""


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION.strip(), "## Of a language", "In `src/recoupe/language/CODE/`, a folder a language."]
    parts += [_toml_section(stem) for stem in FILES]
    parts += [_table_section(stem, columns) for stem, columns in TABLES.items()]
    parts += [_others(), "## Actors", _actors()]
    for title, folder in (
        ("Words and borders", "data"),
        ("Incidents", "data/incidents"),
        ("Crosswalks", "data/crosswalks"),
    ):
        parts += [f"## {title}", *(_plain_section(path) for path in sorted((DATA / folder).glob("*.t[os][mv]*")))]
    return "\n\n".join(parts) + "\n"


def _toml_section(stem: str) -> str:
    path = FRENCH / f"{stem}.toml"
    text = path.read_text(encoding="utf-8")
    told = dict(_comments(text))
    known = dict(_keys(FILES[stem]))
    rows = [
        (code(key), check.says, "yes" if needed else "no", _told(told, key)) for key, (check, needed) in known.items()
    ]
    if FILES[stem].keys:
        rows += [(code(key), _guess(value), "not checked", _told(told, key)) for key, value in _beyond(text, known)]
    else:
        rows = [("any key", FILES[stem].says.removeprefix("table of "), "", "")]
    rows = [
        (*row[:3], "" if before and row[3] == before[3] else row[3])
        for before, row in zip([None, *rows], rows, strict=False)
    ]
    width = 4 if any(row[3] for row in rows) else 3
    header = ["key", "holds", "needed", "the French file says"][:width]
    shown = table(header, (row[:width] for row in rows))
    return "\n\n".join(part for part in (f"### {stem}.toml", _head(text), shown) if part)


def _keys(check: Check, before: str = "") -> Iterator[tuple[str, tuple[Check, bool]]]:
    """(path, (check, whether needed)) of every key that a schema names: ``harm.killed.nouns``, ``frame[].act``."""
    for name, (inner, needed) in check.keys.items():
        path = before + name
        deeper = inner.part if inner.part is not None and inner.part.keys else inner
        if not deeper.keys:
            yield path, (inner, needed)
        yield from _keys(deeper, f"{path}[]." if deeper is not inner else f"{path}.")


def _beyond(text: str, known: dict[str, Any]) -> list[tuple[str, Any]]:
    """(path, value) of what a file holds at its first two levels and its schema does not name."""
    found: list[tuple[str, Any]] = []
    named = {part for path in known for part in _prefixes(path)}
    for key, value in tomllib.loads(text).items():
        if key not in named:
            found.append((key, value))
        elif isinstance(value, dict) and any(path.startswith(f"{key}.") for path in known):
            found += [(f"{key}.{inner}", part) for inner, part in value.items() if f"{key}.{inner}" not in named]
    return found


def _prefixes(path: str) -> Iterator[str]:
    """A path and all that it lies in."""
    parts = path.replace("[]", "").split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _guess(value: Any) -> str:
    """What a value that no schema names holds, in the schemas' words."""
    if isinstance(value, list):
        return f"list of {_guess(value[0])}" if value else "list"
    if isinstance(value, dict):
        parts = {_guess(part) for part in value.values()}
        return f"table of {parts.pop()}" if len(parts) == 1 else "table"
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}.get(
        type(value), type(value).__name__
    )


def _comments(text: str) -> Iterator[tuple[str, str]]:
    """(key, the comment above it) of a TOML file; a key of a section carries the section's name.

    What stands above an entry of a list speaks of that entry alone, and so do the comments within it.
    """
    section, above = "", []
    for line in text.partition("\n\n")[2].splitlines():
        opened = re.match(r"\[([\w.-]+)\]", line)
        if line.startswith("[["):
            section = "["
        key = re.match(r"([\w-]+) *=", line)
        if line.startswith("#"):
            above.append(line.lstrip("# "))
            continue
        if opened:
            section = opened[1]
        name = section if opened else f"{section}.{key[1]}".lstrip(".") if key else ""
        if name and above and not section.startswith("["):
            yield name, " ".join(above)
        above = []


def _told(told: dict[str, str], key: str) -> str:
    """What the file says of a key, or of the section that it alone is in."""
    plain = key.replace("[]", "")
    return told.get(plain) or (told.get(plain.rpartition(".")[0], "") if "[]" not in key else "")


def _head(text: str) -> str:
    """What a file says of itself: the comment it opens with, line by line."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").removeprefix(" "))
    return fence("\n".join(lines)) if lines else ""


def _table_section(stem: str, columns: dict[str, Any]) -> str:
    rows = [(code(name), prose(check.__doc__ or "")) for name, check in columns.items()]
    text = (FRENCH / f"{stem}.tsv").read_text(encoding="utf-8")
    return "\n\n".join([f"### {stem}.tsv", _head(text), table(["column", "holds"], rows)])


def _others() -> str:
    """The files of the French folder that no schema names: read by the stages, checked only as tables."""
    names = sorted(path for path in FRENCH.glob("*.tsv") if path.stem not in TABLES)
    return "\n\n".join(_plain_section(path) for path in names)


def _plain_section(path: Path) -> str:
    """A file by its own words and its first entry."""
    text = path.read_text(encoding="utf-8")
    return "\n\n".join(
        part
        for part in (f"### {path.relative_to(DATA)}", _head(text), fence(_first_entry(text), path.suffix[1:]))
        if part
    )


def _first_entry(text: str) -> str:
    """The first lines of a file after its opening comment, up to an empty line once something has been said."""
    kept: list[str] = []
    for line in text.splitlines():
        if kept and (not line.strip() or len(kept) >= 8):
            break
        if line.strip() and not line.startswith("#"):
            kept.append(line if len(line) <= 160 else f"{line[:157]}...")
    return "\n".join(kept)


def _actors() -> str:
    """The registry's format, counted over all entries shipped."""
    paths = sorted((DATA / "data" / "actors").glob("*.toml"))
    entries = [entry for path in paths for entry in tomllib.loads(path.read_text(encoding="utf-8"))["actor"]]
    counts = Counter(key for entry in entries for key in entry)
    first = {key: next(entry[key] for entry in entries if entry.get(key)) for key in counts}
    rows = [
        (
            code(key),
            _guess(first[key]),
            "yes" if number == len(entries) else f"no: {number:,} of {len(entries):,} have it",
        )
        for key, number in counts.most_common()
    ]
    kinds = " · ".join(code(kind) for kind in get_args(Kind))
    head = _head((DATA / "data" / "actors" / "international.toml").read_text(encoding="utf-8"))
    files = ", ".join(code(path.name) for path in paths)
    return "\n\n".join(
        [
            f"In `src/recoupe/data/actors/`: {files}. A file of your own, given with `--registry`, has the same form.",
            head,
            table(["key", "holds", "needed"], rows),
            f"`kind` is one of {kinds}.",
        ]
    )
