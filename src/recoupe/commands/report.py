"""``recoupe report``: the events of a store for a period and an area, as one page to read offline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from recoupe.console import complain, orderly, put

# ruff: noqa: PLC0415


def report(
    store: Annotated[str, typer.Argument(metavar="STORE", help="A DuckDB file, or a URL: postgresql://…")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML page to write.")],
    since: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only events of this day or later.")
    ] = None,
    until: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only events of this day or earlier.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Only events in a country (ISO 3166-1 alpha-2).")] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="Only events of a type (battle.clash) or family (battle).")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Only events with a party of this name, in either role.")] = None,
    title: Annotated[str | None, typer.Option(help="The page's heading.")] = None,
    rows: Annotated[int, typer.Option(min=1, help="Events in the table at most, the latest.")] = 1000,
) -> None:
    """Make a page of a store: map, timeline, tolls, actors, contested claims, and events with their evidence.

    The page is one file that holds no script and loads nothing. Events that several dispatches tell count once where
    recoupe incidents has linked them.
    """
    if since and until and until < since:
        raise typer.BadParameter("the last day lies before the first", param_hint="--until")
    with orderly():
        from recoupe.report import report as make
        from recoupe.report.making import TITLE, write_report
        from recoupe.store import EventFilter, open_store

        where = EventFilter(
            since=since and since.date(), until=until and until.date(), country=country, type=kind, actor=actor
        )
        with open_store(store, readonly=True) as opened:
            made = make(opened, where, title=title or TITLE, rows=rows)
        write_report(made, output)
        if made.unlinked:
            complain(f"{made.unlinked:,} accounts are not linked yet; recoupe incidents {store} links them")
        put(f"{output}: {made.events:,} events from {made.accounts:,} accounts, {len(made.html):,} bytes")
