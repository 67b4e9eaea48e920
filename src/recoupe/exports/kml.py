"""KML 2.2 (OGC 07-147r2): a placemark an event, coloured by its family, with its days and the fields of the CSV as data.

An event without coordinates keeps its placemark, without a point. Colours are in data/crosswalks/kml.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, get_args
from xml.sax.saxutils import escape, quoteattr

from pydantic import AfterValidator, Field

from recoupe.exports.account import Account
from recoupe.exports.crosswalk import Crosswalk, load
from recoupe.exports.describing import description
from recoupe.exports.flat import properties
from recoupe.exports.occurred import point
from recoupe.exports.taking import Rows, taken
from recoupe.records import EventType
from recoupe.store.exact import holdable

FAMILIES = tuple(dict.fromkeys(kind.partition(".")[0] for kind in get_args(EventType)))
_UNWRITABLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 has no way to write, beyond what no database holds."""

Colour = Annotated[str, Field(pattern="^[0-9a-f]{8}$")]


def _every_family(colours: dict[str, str]) -> dict[str, str]:
    if set(colours) != set(FAMILIES):
        raise ValueError(f"give a colour to each of {', '.join(FAMILIES)}, and to nothing else")
    return colours


class KmlCrosswalk(Crosswalk):
    """What data/crosswalks/kml.toml says: colours as KML writes them, aabbggrr."""

    colours: Annotated[dict[str, Colour], AfterValidator(_every_family)]


@cache
def crosswalk() -> KmlCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(KmlCrosswalk, "kml.toml")


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a placemark at a time."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
    for family, colour in crosswalk().colours.items():
        yield f'<Style id="{family}"><IconStyle><color>{colour}</color></IconStyle></Style>\n'.encode()
    for mark in taken(accounts, placemark):
        yield mark.encode()
    yield b"</Document>\n</kml>\n"


def placemark(account: Account) -> str:
    """One event; its elements in the schema's order."""
    event, where = account.event, point(account.event)
    days = event.date
    span = f"<TimeSpan><begin>{days.start}</begin><end>{days.end}</end></TimeSpan>" if days else ""
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{_text(value)}</value></Data>"
        for name, value in properties(account).items()
        if name not in ("lat", "lon")
    )
    at = f"<Point><coordinates>{where.longitude},{where.latitude}</coordinates></Point>" if where else ""
    return (
        f"<Placemark id={quoteattr(_id(account))}><name>{_text(_title(account))}</name>"
        f"<description>{_text(description(account, event.type))}</description>{span}"
        f"<styleUrl>#{event.type.partition('.')[0]}</styleUrl><ExtendedData>{data}</ExtendedData>{at}</Placemark>\n"
    )


def _title(account: Account) -> str:
    place = account.event.place
    return f"{account.event.type}, {place.name}" if place else account.event.type


def _id(account: Account) -> str:
    """An XML name: it begins with a letter and has no colon."""
    return "e" + re.sub(r"[^0-9A-Za-z_.-]", "-", account.id)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(_UNWRITABLE.sub("\ufffd", holdable(str(value))))
