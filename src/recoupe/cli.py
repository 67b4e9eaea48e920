"""The command ``recoupe``: each command a few lines over the API.

Records go to standard output, problems to standard error as ``recoupe: FILE, line N: reason``. Exit status: 0 all is
well, 1 something could not be read or coded (the rest was), 2 wrong usage, 130 Ctrl-C.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from recoupe.console import Problems, orderly, put

# Every command loads what it needs itself, so that --version, --help and a wrong option answer at once.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from recoupe.coder import Coder
    from recoupe.records import CodedDispatch, Dispatch

Writer = Callable[["CodedDispatch", "Dispatch"], None]

app = typer.Typer(
    name="recoupe",
    help="Code news dispatches about armed conflict: who did what to whom, where, when, and who says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
places = typer.Typer(help="The gazetteer of place names.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(places, name="gazetteer")


def main() -> None:
    """The entry point."""
    app(prog_name="recoupe")


def _version(wanted: bool) -> None:
    if wanted:
        from recoupe import __version__

        put(f"recoupe {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
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
        for dispatch, coded in code_read(_coder(registry, pipeline), read(files), problems.say, workers):
            write(coded, dispatch)
            if coded.skipped:
                problems.say(f"{dispatch.id}: not coded: {coded.skipped}")
    problems.exit()


def _coder(registry: Path | None, pipeline: str | None) -> Coder:
    """The coder asked for; what the person named is loaded at once, so that a mistake in it shows whatever is coded."""
    from recoupe.coder import Coder
    from recoupe.parsing import DEFAULT_PIPELINE, load_pipeline
    from recoupe.parties import load_registry

    if registry is not None:
        load_registry(registry)
    if pipeline is not None:
        load_pipeline(pipeline)
    return Coder(registry=registry, pipeline=pipeline or DEFAULT_PIPELINE)


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


@app.command()
def measure(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="A folder of *.json: dispatches with events coded by hand.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Name missed, invented and mistyped events.")] = False,
) -> None:
    """Score the coder against a gold set."""
    problems = Problems()
    with orderly():
        from recoupe.batch import code_read
        from recoupe.measure import load_gold, score
        from recoupe.measure.gold import gold_files
        from recoupe.reading import read
        from recoupe.rendering import printable

        events = load_gold(gold)
        coded = code_read(_coder(None, None), read(gold_files(gold)), problems.say)
        report = score(events, {one.id: [event.codebook() for event in one.events] for _, one in coded})
        for finding in report.findings if details else ():
            print(printable(finding), file=sys.stderr)
        put(json.dumps(report.as_dict(), indent=1) if as_json else report.table())
    problems.exit()


@places.command()
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="GeoNames country dumps, e.g. ML.txt.")],
) -> None:
    """Add GeoNames country dumps; one with the name of an earlier one replaces it."""
    with orderly():
        from recoupe.country_dumps import add_dumps
        from recoupe.places.gazetteer import open_gazetteer, user_folder

        added = add_dumps(files)
        open_gazetteer()
        for name, count in added.items():
            put(f"{name}: {count:,} places, in {user_folder()}")


@places.command()
def info() -> None:
    """Say what the gazetteer holds and where it lies."""
    with orderly():
        from recoupe.country_dumps import contents

        for name, value in contents().items():
            put(f"{name:<12}{value}")


@app.command()
def schema() -> None:
    """Print the JSON schema of a coded dispatch."""
    with orderly():
        from recoupe.records import json_schema

        put(json.dumps(json_schema(), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
