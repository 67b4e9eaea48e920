"""``recoupe code``: dispatches in, records or tables out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from recoupe.commands.coding import coder_asked_for
from recoupe.console import Problems, orderly, put

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.records import CodedDispatch, Dispatch

Writer = Callable[["CodedDispatch", "Dispatch"], None]


def code(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Text, .json or .jsonl files, folders, or - for standard input."),
    ],
    *,
    form: Annotated[
        Literal["table", "jsonl"] | None,
        typer.Option("--format", help="How to print records; if not given, a table on a terminal, else jsonl."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the words and the rule behind every value.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the work; no record depends on it.")] = 1,
    registry: Annotated[Path | None, typer.Option(help="A TOML file or folder of actors of your own.")] = None,
    pipeline: Annotated[str | None, typer.Option(help="The name of an installed spaCy pipeline.")] = None,
) -> None:
    """Code the events of dispatches."""
    if explain and form == "jsonl":
        raise typer.BadParameter("it explains a table; leave out --format jsonl", param_hint="--explain")
    table = form == "table" or explain or (form is None and sys.stdout.isatty())
    problems = Problems()
    with orderly():
        from recoupe.batch import code_read
        from recoupe.reading import read

        write = _table_writer(explain) if table else _lines_writer()
        for dispatch, coded in code_read(coder_asked_for(registry, pipeline), read(files), problems.say, workers):
            write(coded, dispatch)
            if coded.skipped:
                problems.say(f"{dispatch.id}: not coded: {coded.skipped}")
    problems.exit()


def _table_writer(explained: bool) -> Writer:
    from rich.console import Console

    from recoupe.rendering import explain, render

    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that is not in UTF-8 shows what it cannot as an escape, instead of ending the command.
        sys.stdout.reconfigure(errors="backslashreplace")
    console = Console()

    def write(coded: CodedDispatch, dispatch: Dispatch) -> None:
        console.print(render(coded, dispatch))
        if explained:
            console.print(explain(coded, dispatch))

    return write


def _lines_writer() -> Writer:
    from recoupe.rendering import jsonl

    return lambda coded, _: put(jsonl(coded))
