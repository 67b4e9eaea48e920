"""``recoupe read``: what would be coded, before it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from recoupe.commands.reading import SOURCES, Columns, PrivateAllowed, columns_asked_for
from recoupe.console import Problems, orderly, put, table_console

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.records import Dispatch


def read(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", help=SOURCES)],
    *,
    form: Annotated[
        Literal["table", "jsonl"] | None,
        typer.Option("--format", help="How to print dispatches; if not given, a table on a terminal, else jsonl."),
    ] = None,
    columns: Columns = None,
    allow_private: PrivateAllowed = False,
) -> None:
    """Show the dispatches that are read from files, feeds and pages."""
    mapping = columns_asked_for(columns)
    problems = Problems()
    with orderly():
        from recoupe.reading import ReadProblem
        from recoupe.reading import read as read_sources
        from recoupe.rendering.listing import dispatch_line, listing

        def dispatches() -> Iterable[Dispatch]:
            for item in read_sources(sources, columns=mapping, allow_private=allow_private):
                if isinstance(item, ReadProblem):
                    problems.say(item)
                else:
                    yield item

        if form == "table" or (form is None and sys.stdout.isatty()):
            console = table_console()
            for line in listing(dispatches(), console.width):
                console.print(line, no_wrap=True, crop=False)
        else:
            for dispatch in dispatches():
                put(dispatch_line(dispatch))
    problems.exit()
