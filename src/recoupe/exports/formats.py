"""The formats by name. A format is a module with a function ``chunks``: accounts in, the bytes of the export out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Literal, cast, get_args

from recoupe.exports.errors import ExportError
from recoupe.exports.taking import Rows

Format = Literal[
    "acled", "ucdp", "ucdp-aec", "lemonade", "plover", "cameo", "geojson", "kml", "csv", "parquet", "jsonld", "hxl"
]
FORMATS: tuple[str, ...] = get_args(Format)


def writer(name: str) -> Callable[[Rows], Iterator[bytes]]:
    """The function that writes a format. Raises ExportError where there is none of this name."""
    if name not in FORMATS:
        raise ExportError(f"no format {name!r}; give one of {', '.join(FORMATS)}")
    module = import_module(f"recoupe.exports.{name.replace('-', '_')}")
    return cast("Callable[[Rows], Iterator[bytes]]", module.chunks)
