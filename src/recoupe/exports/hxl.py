"""HXL 1.1: a CSV for humanitarian data exchange, its second line the hashtags of the columns.

Columns, titles and hashtags are in data/crosswalks/hxl.toml; each column is one of ``flat.COLUMNS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Field

from recoupe.exports.crosswalk import Crosswalk, load, one_of
from recoupe.exports.flat import COLUMNS, flat
from recoupe.exports.tabular import csv_chunks
from recoupe.exports.taking import Rows, taken

HASHTAGS = (
    "access", "activity", "adm1", "adm2", "adm3", "adm4", "adm5", "affected", "beneficiary", "capacity", "cause", "channel",
    "contact", "country", "crisis", "currency", "date", "description", "event", "frequency", "geo", "group",
    "impact", "indicator", "inneed", "item", "loc", "meta", "modality", "need", "operations", "org", "output", "population",
    "reached", "region", "respondee", "sector", "service", "severity", "status", "subsector", "targeted", "value",
)  # fmt: skip
"""The core hashtags of HXL 1.1."""
_TAG = re.compile(r"#([a-z][a-z0-9_]*)((?:\+[a-z][a-z0-9_]*)*)")


def _a_tag(tag: str) -> str:
    found = _TAG.fullmatch(tag)
    if not found or found[1] not in HASHTAGS:
        raise ValueError(f"{tag!r} is no core hashtag of HXL with attributes; write it as in #affected+killed")
    return tag


class _Column(Crosswalk):
    """One column: its title, its hashtag with attributes, and which field it shows."""

    title: Annotated[str, Field(min_length=1)]
    tag: Annotated[str, AfterValidator(_a_tag)]
    field: Annotated[str, one_of(tuple(COLUMNS), "column of the flat row")]


class HxlCrosswalk(Crosswalk):
    """What data/crosswalks/hxl.toml says, in the order of the export."""

    column: Annotated[list[_Column], Field(min_length=1)]


@cache
def crosswalk() -> HxlCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(HxlCrosswalk, "hxl.toml")


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    columns, names = crosswalk().column, list(COLUMNS)
    places = [names.index(column.field) for column in columns]
    header = [[column.title for column in columns], [column.tag for column in columns]]
    return csv_chunks(header, ([row[place] for place in places] for row in taken(accounts, flat)))
