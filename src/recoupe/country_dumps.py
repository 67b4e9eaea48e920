"""The person's own GeoNames country dumps: checked, put where the gazetteer looks, and told about."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from recoupe.places.gazetteer import GazetteerError, open_gazetteer, read_country_dump, user_dumps, user_folder


def add_dumps(files: Iterable[Path]) -> dict[str, int]:
    """Copies country dumps into the user's folder, all or none; returns how many places each holds, by its name there.

    Raises GazetteerError where a file is no country dump or two would get one name, OSError where one cannot be copied.
    """
    counts: dict[str, int] = {}
    sources: dict[str, Path] = {}
    for file in files:
        name = f"{file.stem}.txt"
        if name in counts:
            raise GazetteerError(f"{file}: {sources[name]} would get the same name, {name}; rename one of them")
        counts[name], sources[name] = _count(file), file
    for name, file in sources.items():
        _copy(file, user_folder() / name)
    return counts


def _count(file: Path) -> int:
    try:
        return len(read_country_dump(file))
    except FileNotFoundError:
        raise GazetteerError(f"{file}: no such file; check the path") from None


def _copy(file: Path, target: Path) -> None:
    """Written beside the target first, so that a full disk leaves no half dump for the next index."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and file.samefile(target):
        return
    part = target.with_suffix(".part")
    try:
        shutil.copyfile(file, part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def contents() -> dict[str, str]:
    """What the gazetteer holds and where it lies, as (label, value) in words; builds the index if there is none yet."""
    gazetteer = open_gazetteer()
    levels = gazetteer.counts()
    dumps = [path.name for path in user_dumps()]
    return {
        "places": f"{sum(levels.values()):,} in {gazetteer.countries()} countries",
        **{level: f"{count:,}" for level, count in levels.items()},
        "index": str(gazetteer.path),
        "your dumps": f"{', '.join(dumps) or 'none'} in {user_folder()}",
    }
