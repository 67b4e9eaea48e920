"""``recoupe export``: a store's events in the field's formats."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from recoupe.console import complain, orderly, put

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.exports import Exported
    from recoupe.store import EventFilter

# The names of recoupe.exports.FORMATS, which is slow to load; a test holds the two together.
Format = Literal[
    "acled", "ucdp", "ucdp-aec", "lemonade", "plover", "cameo", "geojson", "kml", "csv", "parquet", "jsonld", "hxl"
]


def export(
    store: Annotated[str, typer.Argument(metavar="STORE", help="A DuckDB file, or a URL: postgresql://…")],
    *,
    to: Annotated[Format, typer.Option("--to", help="The format.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The file, or - for standard output.")],
    since: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Events that may lie on this day or later."),
    ] = None,
    until: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Events that may lie on this day or earlier."),
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CC", help="Where it happens: two letters of ISO 3166-1, e.g. ML.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="ID", help="A type of the codebook, or a family of them: battle.")
    ] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="The name of a party, in either role.")] = None,
    incidents: Annotated[
        bool, typer.Option("--incidents", help="Incidents in place of events; new events are linked first.")
    ] = False,
    where: Annotated[
        list[str] | None,
        typer.Option(metavar="SQL", help="A condition over the view accounts, e.g. 'killed_low > 9'; all must hold."),
    ] = None,
) -> None:
    """Write events, or the incidents that they tell, in a format of the field."""
    with orderly():
        from recoupe.exports import export as write
        from recoupe.store import open_store
        from recoupe.store.copying import same

        asked = _filter(since, until, country, kind, actor)
        if output != "-" and same(store, output):
            raise typer.BadParameter("it is the store itself; give another file", param_hint="--output")
        with open_store(store, readonly=not incidents) as opened:
            if incidents:
                from recoupe.incidents import bring_up_to_date

                bring_up_to_date(opened)
            into = sys.stdout.buffer if output == "-" else Path(output)
            done = write(opened, to, into, where=asked, conditions=where or (), incidents=incidents)
        _tell(done, to, output, "incidents" if incidents else "events")


def _filter(
    since: dt.datetime | None, until: dt.datetime | None, country: str | None, kind: str | None, actor: str | None
) -> EventFilter:
    """What the options ask for. Raises typer.BadParameter where one can match nothing at all."""
    from recoupe.records import EventType
    from recoupe.store import EventFilter

    types = get_args(EventType)
    if kind is not None and kind not in {*types, *(known.partition(".")[0] for known in types)}:
        raise typer.BadParameter(
            f"{kind!r} is no type of the codebook; give one of {', '.join(types)}", param_hint="--type"
        )
    if country is not None and not re.fullmatch("[A-Za-z]{2}", country):
        raise typer.BadParameter(f"{country!r}: give two letters of ISO 3166-1, e.g. ML", param_hint="--country")
    try:
        return EventFilter(
            since=since.date() if since else None,
            until=until.date() if until else None,
            country=country,
            type=kind,
            actor=actor,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--until") from error


def _tell(done: Exported, form: str, output: str, what: str) -> None:
    """What was written, on standard output unless that holds the export; then what was left out, and why."""
    wrote = f"{done.written:,} of {done.asked:,} {what} written as {form}"
    if output == "-":
        complain(wrote)
    else:
        put(f"{wrote}: {output}")
    for reason, number in done.left_out.items():
        complain(f"{number:,} left out: {reason}")
    if not done.held:
        complain("the store holds no event; what was written is empty")
    elif not done.asked:
        complain(f"no event passes the filter, of {done.held:,} in the store; what was written is empty")
