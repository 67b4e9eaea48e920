"""What records depend on besides the dispatch: versions and data, in one line that two machines can compare."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from recoupe import __version__
from recoupe.places.gazetteer import ensure_index


def basis(pipelines: Iterable[str], registry: Path | None) -> str:
    """The line: Recoupe, spaCy and the pipelines with their versions, the gazetteer's index, a hash of all data files.

    ``registry`` is the user's own file or folder of actors; its name does not count, what is in it does.
    """
    digest = hashlib.sha256()
    for name, path in _data(registry):
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\0".encode())
    versions = (f"recoupe {__version__}", f"spacy {version('spacy')}", *(f"{name} {version(name)}" for name in pipelines))
    return ", ".join([*versions, ensure_index().stem, f"data {digest.hexdigest()[:12]}"])


def _data(registry: Path | None) -> Iterator[tuple[str, Path]]:
    """The data files of the package and of the user, with names that are the same on all machines."""
    package = Path(str(files("recoupe")))
    for path in sorted(package.rglob("*")):
        if path.suffix in {".json", ".toml", ".tsv", ".npz"}:
            yield path.relative_to(package).as_posix(), path
    if registry is not None:
        for path in sorted(registry.glob("*.toml")) if registry.is_dir() else [registry]:
            yield f"own {path.name if registry.is_dir() else ''}", path
