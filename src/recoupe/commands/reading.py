"""The options of every command that reads sources."""

from __future__ import annotations

from typing import Annotated

import typer

# ruff: noqa: PLC0415

SOURCES = (
    "Files, folders, patterns, web addresses of pages or feeds, or - for standard input: text, JSON, HTML, RSS, Atom, "
    "CSV, Parquet, WARC, .eml; packed as .gz, .xz, .zst, .bz2 or .zip."
)
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,…",
        help="Which column of CSV or Parquet, or key of JSON, holds which field, e.g. text=body,published=date.",
    ),
]
PrivateAllowed = Annotated[
    bool, typer.Option("--allow-private", help="Let addresses lead to this machine and to private networks.")
]


def columns_asked_for(given: list[str] | None) -> dict[str, str]:
    """The columns by field. Raises typer.BadParameter where an option is not FIELD=COLUMN, or names no field."""
    from recoupe.reading.tables import split_columns, wrong_columns

    found: dict[str, str] = {}
    for written in given or ():
        for part in split_columns(written):
            name, equals, column = part.partition("=")
            if not equals or not column:
                raise typer.BadParameter(f"{part!r}: write FIELD=COLUMN, e.g. text=body", param_hint="--columns")
            found[name.strip()] = column
    wrong = wrong_columns(found)
    if wrong:
        raise typer.BadParameter(wrong, param_hint="--columns")
    return found
