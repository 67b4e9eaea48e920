"""The command ``recoupe``: what its commands are called; each lies in ``commands/``.

Records go to standard output, problems to standard error as ``recoupe: FILE, line N: reason``. Exit status: 0 all is
well, 1 something could not be read or coded (the rest was), 2 wrong usage, 130 Ctrl-C.
"""

from __future__ import annotations

from typing import Annotated

import typer

from recoupe.commands.code import code
from recoupe.commands.desk import desk
from recoupe.commands.doctor import doctor
from recoupe.commands.export import export
from recoupe.commands.gazetteer import places
from recoupe.commands.incidents import incidents
from recoupe.commands.ingest import ingest
from recoupe.commands.measure import measure
from recoupe.commands.read import read
from recoupe.commands.report import report
from recoupe.commands.schema import schema
from recoupe.commands.store import stores
from recoupe.commands.watch import watch
from recoupe.console import put

app = typer.Typer(
    name="recoupe",
    help="Code news dispatches about armed conflict: who did what to whom, where, when, and who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (read, code, ingest, watch, incidents, desk, export, report, measure, schema, doctor):
    app.command()(command)
app.add_typer(places, name="gazetteer")
app.add_typer(stores, name="store")


def main() -> None:
    """The entry point."""
    app(prog_name="recoupe")


def _version(wanted: bool) -> None:
    if wanted:
        from recoupe import __version__  # noqa: PLC0415 - loads the package only where it is asked for

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


if __name__ == "__main__":
    main()
