"""The folders that Recoupe writes to: is there room to write, without leaving anything there?"""

from __future__ import annotations

import os
from pathlib import Path

from recoupe.doctor.finding import Finding
from recoupe.places.gazetteer import cache_folder, user_folder


def cache() -> Finding:
    """The cache folder; without it every run builds an index of its own."""
    return _folder("cache folder", cache_folder(), "RECOUPE_CACHE", "every run will build a gazetteer index of its own")


def data() -> Finding:
    """The data folder; without it no country dump can be added."""
    return _folder("data folder", user_folder(), "RECOUPE_DATA", "recoupe gazetteer add cannot work")


def _folder(name: str, folder: Path, variable: str, without: str) -> Finding:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Finding("ok", name, f"{folder}, {'writable' if there == folder else 'made when it is needed'}")
    why = "is no folder" if not there.is_dir() else "cannot be written to"
    return Finding("missing", name, f"{there} {why}: {without}", f"set {variable} to a folder of yours")
