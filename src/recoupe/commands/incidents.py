"""``recoupe incidents``: the incidents of a store, one of them as a page, editors' decisions, and why a pair is linked."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from recoupe.console import complain, orderly, put

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.store import EventFilter, Store

ASKED = """An incident's id (or its beginning, or an event's id) for its page; or a decision: merge ID ID…, split ID EVENT…,
confirm ID, undo NUMBER, decisions."""
_NEEDED = {"merge": "merge ID ID…", "split": "split ID EVENT…", "confirm": "confirm ID", "undo": "undo NUMBER"}


def incidents(
    target: Annotated[str, typer.Argument(metavar="STORE", help="A DuckDB file, or a URL: postgresql://…")],
    asked: Annotated[list[str] | None, typer.Argument(metavar="[ID | DECISION]", help=ASKED)] = None,
    *,
    form: Annotated[
        Literal["table", "jsonl"] | None,
        typer.Option("--format", help="How to print; if not given, one incident as a page, many as a table on a terminal, else as jsonl."),
    ] = None,
    why: Annotated[tuple[str, str], typer.Option(metavar="EVENT EVENT", help="Why two events are linked, or not.")] = (
        "",
        "",
    ),
    dispatches: Annotated[int, typer.Option(min=1, help="Only incidents that so many dispatches tell.")] = 1,
    since: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only incidents of this day or later.")
    ] = None,
    until: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only incidents of this day or earlier.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Only incidents in a country (ISO 3166-1 alpha-2).")] = None,
    kind: Annotated[
        str | None, typer.Option("--type", help="Only incidents of a type (battle.clash) or family (battle).")
    ] = None,
    editor: Annotated[str | None, typer.Option(help="Who decides; kept with the decision.")] = None,
    note: Annotated[str | None, typer.Option(help="Why; kept with the decision.")] = None,
) -> None:
    """Set the accounts of a store side by side: link new dispatches to incidents, then list them or show one."""
    if since and until and until < since:
        raise typer.BadParameter("the last day lies before the first", param_hint="--until")
    with orderly():
        from recoupe.incidents import bring_up_to_date
        from recoupe.store import EventFilter, open_store

        with open_store(target) as store:
            done = bring_up_to_date(store)
            if done.fresh:
                complain(
                    f"{done.fresh:,} new events: {done.new:,} new incidents, {done.grown:,} that were there joined"
                )
            where = EventFilter(since=since and since.date(), until=until and until.date(), country=country, type=kind)
            if why[0]:
                _why(store, *why)
            elif asked and (asked[0] in _NEEDED or asked[0] == "decisions"):
                _decide(store, asked[0], asked[1:], editor, note)
            elif asked:
                for name in asked:
                    _show(store, name, form)
            else:
                _list(store, where, dispatches, form)


def _list(store: Store, where: EventFilter, dispatches: int, form: str | None) -> None:
    from recoupe.incidents.asking import incidents as ask
    from recoupe.incidents.listing import line, listing

    found = ask(store, where=where, dispatches=dispatches)
    if (form or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
        for one in found:
            put(line(one))
        return
    if not store.counts()["events"]:
        complain(f"{store.name}: no event in it; recoupe ingest … --into {store.name} adds some")
        return
    from recoupe.console import table_console

    console = table_console()
    for row in listing(found, console.width):
        console.print(row, no_wrap=True, crop=False, soft_wrap=True)


def _show(store: Store, name: str, form: str | None) -> None:
    from recoupe.incidents.asking import incident
    from recoupe.incidents.listing import line
    from recoupe.incidents.page import page

    found = incident(store, name)
    for row in [line(found)] if form == "jsonl" else page(found):
        put(row)


def _why(store: Store, one: str, other: str) -> None:
    from recoupe.incidents.why import why

    for row in why(store, one, other).lines():
        put(row)


def _decide(store: Store, action: str, given: list[str], editor: str | None, note: str | None) -> None:
    from recoupe.incidents.commanding import decided, listed

    least = {"merge": 2, "split": 2, "confirm": 1, "undo": 1, "decisions": 0}[action]
    if len(given) < least or (action in ("confirm", "undo") and len(given) > 1):
        raise typer.BadParameter(f"write: recoupe incidents STORE {_NEEDED[action]}", param_hint=action)
    for row in listed(store) if action == "decisions" else decided(store, action, given, editor, note):
        put(row)
