"""``recoupe gazetteer``: the place names that the coder knows, and more of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe.console import orderly, put

# ruff: noqa: PLC0415

places = typer.Typer(help="The gazetteer of place names.", no_args_is_help=True, rich_markup_mode=None)


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
