"""``recoupe code``: dispatches in, records or tables out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from recoupe.commands.coding import coder_asked_for
from recoupe.commands.reading import SOURCES, Columns, PrivateAllowed, columns_asked_for
from recoupe.console import Problems, orderly, put, table_console

# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.records import CodedDispatch, Dispatch

Writer = Callable[["CodedDispatch", "Dispatch"], None]


def code(
    files: Annotated[list[str], typer.Argument(metavar="SOURCE", help=SOURCES)],
    *,
    form: Annotated[
        Literal["table", "jsonl"] | None,
        typer.Option("--format", help="How to print records; if not given, a table on a terminal, else jsonl."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the words and the rule behind every value.")] = False,
    columns: Columns = None,
    allow_private: PrivateAllowed = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the work; no record depends on it.")] = 1,
    registry: Annotated[Path | None, typer.Option(help="A TOML file or folder of actors of your own.")] = None,
    lang: Annotated[
        str | None, typer.Option(help="Code in this language only (fr, en, …); if not given, each dispatch in its own.")
    ] = None,
    pipeline: Annotated[str | None, typer.Option(help="Another installed spaCy pipeline for --lang.")] = None,
) -> None:
    """Code the events of dispatches."""
    if explain and form == "jsonl":
        raise typer.BadParameter("it explains a table; leave out --format jsonl", param_hint="--explain")
    mapping = columns_asked_for(columns)
    table = form == "table" or explain or (form is None and sys.stdout.isatty())
    problems = Problems()
    with orderly():
        from recoupe.batch import code_read
        from recoupe.reading import read

        write = _table_writer(explain) if table else _lines_writer()
        items = read(files, columns=mapping, allow_private=allow_private)
        for dispatch, coded in code_read(coder_asked_for(registry, lang, pipeline), items, problems.say, workers):
            write(coded, dispatch)
            if coded.skipped:
                problems.say(f"{dispatch.id}: not coded: {coded.skipped}")
    problems.exit()


def _table_writer(explained: bool) -> Writer:
    from recoupe.rendering import explain, render

    console = table_console()

    def write(coded: CodedDispatch, dispatch: Dispatch) -> None:
        console.print(render(coded, dispatch))
        if explained:
            console.print(explain(coded, dispatch))

    return write


def _lines_writer() -> Writer:
    from recoupe.rendering import jsonl

    return lambda coded, _: put(jsonl(coded))
