"""Where the person's own names of actors lie: a registry that the coder takes in wherever none is named."""

from __future__ import annotations

from pathlib import Path

from recoupe.places.gazetteer import user_folder

FILE = "actors.toml"


def own_registry_file() -> Path:
    """The file, whether it is there or not: beside the country dumps, in $RECOUPE_DATA or the platform's data folder."""
    return user_folder().parent / FILE


def own_registry() -> Path | None:
    """The file, None while nothing has been saved to it."""
    file = own_registry_file()
    return file if file.is_file() else None
