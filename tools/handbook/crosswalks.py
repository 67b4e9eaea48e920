"""The codebook's types in the codes of other formats, from the crosswalks that the exports use.

In: ``recoupe/data/crosswalks``. Out: Markdown, one table.
"""

from __future__ import annotations

import tomllib
from typing import Any, get_args

from handbook.lexicons import DATA
from handbook.markdown import code, table
from recoupe.records import EventType

INTRODUCTION = """# Crosswalks

What `recoupe export` makes of each type of the [codebook](../codebook.md). Made from the files in `src/recoupe/data/crosswalks/`, which
the exports read. An empty cell: the format has nothing for it.
"""
SHOWN = {
    "ACLED": ("acled", "{event} / {sub_event}"),
    "UCDP, type of violence": ("ucdp", "{type}"),
    "PLOVER": ("plover", "{type} {mode}"),
    "CAMEO root": ("cameo", "{root}"),
    "LEMONADE": ("lemonade", "{event}"),
}
"""By the table's column: the file, and what of a type's entry is shown."""


def page() -> str:
    """The whole page."""
    files = {stem: _types(stem) for stem, _ in SHOWN.values()}
    rows = [
        [code(kind), *(_shown(files[stem].get(kind), pattern) for stem, pattern in SHOWN.values())]
        for kind in get_args(EventType)
    ]
    return f"{INTRODUCTION.strip()}\n\n{table(['type', *SHOWN], rows)}\n"


def _types(stem: str) -> dict[str, Any]:
    content = tomllib.loads((DATA / "data" / "crosswalks" / f"{stem}.toml").read_text(encoding="utf-8"))
    types: dict[str, Any] = content["types"]
    return types


def _shown(entry: Any, pattern: str) -> str:
    if entry is None:
        return ""
    values = entry if isinstance(entry, dict) else {"type": entry}
    return pattern.format_map({"mode": "", **values}).strip()
