"""``recoupe store``: what a store holds, questions to it, copies of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from recoupe.console import complain, orderly, put

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    import pyarrow as pa

stores = typer.Typer(help="A store of coded dispatches.", no_args_is_help=True, rich_markup_mode=None)

Target = Annotated[str, typer.Argument(metavar="STORE", help="A DuckDB file, or a URL: postgresql://…")]
BATCH = 1000
"""Dispatches copied in one transaction."""


@stores.command()
def info(store: Target) -> None:
    """Say what a store holds."""
    with orderly():
        from recoupe.store import open_store

        with open_store(store, readonly=True) as opened:
            for name, value in opened.info().items():
                put(f"{name:<12}{value}")


@stores.command()
def query(
    store: Target,
    sql: Annotated[str, typer.Argument(metavar="SELECT", help="One SELECT over dispatches, events, accounts, …")],
    *,
    form: Annotated[
        Literal["table", "csv", "jsonl"] | None,
        typer.Option("--format", help="How to print rows; if not given, a table on a terminal, else jsonl."),
    ] = None,
) -> None:
    """Ask a store in SQL; nothing is changed, and no file reached."""
    with orderly():
        from recoupe.store import open_store

        with open_store(store, readonly=True) as opened:
            found = opened.query(sql)
        _show(found, form or ("table" if sys.stdout.isatty() else "jsonl"))


@stores.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A store: a DuckDB file or a URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Another; made if it is not there.")],
) -> None:
    """Copy a store into another, of either database.

    What is there already is left alone, so a copy that was cut off can be run again.
    """
    with orderly():
        from recoupe.store import open_store
        from recoupe.store.copying import copy_store, same

        if same(source, target):
            raise typer.BadParameter("it is the store to copy from", param_hint="TO")
        with open_store(source, readonly=True) as origin, open_store(target, create=True) as into:
            there = into.counts()["dispatches"]
            added = copy_store(origin, into, BATCH)
            total = origin.counts()["dispatches"]
            name = into.name
        put(f"dispatches copied: {added:,}; there already: {total - added:,}; now in {name}: {there + added:,}")


@stores.command()
def migrate(store: Target) -> None:
    """Bring an older store up to the version that this Recoupe reads."""
    with orderly():
        from recoupe.store import open_store

        with open_store(store) as opened:
            put(f"{opened.name}: version {opened.info()['version']}")


def _show(found: pa.Table, form: Literal["table", "csv", "jsonl"]) -> None:
    from recoupe.rendering.rows import csv_lines, json_lines, table

    if form == "table":
        from rich.console import Console

        if not found.column_names:
            complain("the query gives no column")
            return
        Console().print(table(found))
        return
    for line in (csv_lines if form == "csv" else json_lines)(found):
        put(line)
