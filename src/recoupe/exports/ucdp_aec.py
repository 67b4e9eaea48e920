"""UCDP-AEC: the records of the benchmark "Abstractive Event Extraction from UCDP", one JSON object a line.

As the benchmark's own scorer reads them: ``id`` and the deaths are whole numbers, the rest strings, empty where nothing
is known. Sides and deaths are those of the UCDP export (violence.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.exports.account import Account
from recoupe.exports.jsontext import json_lines
from recoupe.exports.numbers import number_of
from recoupe.exports.occurred import dated
from recoupe.exports.taking import Rows, taken
from recoupe.exports.units import units
from recoupe.exports.violence import date_precision, violence

FIELDS = (
    "id", "side_a_name", "side_b_name", "start_date", "end_date", "location_root_name", "location_adm1_name",
    "location_adm2_name", "location_where_name", "deaths_side_a", "deaths_side_b", "deaths_civilian", "deaths_unknown",
    "deaths_low", "deaths_high",
)  # fmt: skip


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    return json_lines(taken(accounts, record))


def record(account: Account) -> dict[str, str | int]:
    """One event. Raises LeftOut where it is none of UCDP's."""
    seen, date = violence(account), dated(account.event)
    date_precision(date)
    place, adm = account.event.place, units(account.event.place)
    values: tuple[str | int, ...] = (
        number_of(account.id), seen.side_a.name, seen.side_b.name, date.start.isoformat(), date.end.isoformat(),
        seen.where.ucdp or "", adm.adm1, adm.adm2, place.name if place else "", seen.deaths_a, seen.deaths_b,
        seen.deaths_civilians, seen.deaths_unknown, seen.low, seen.high,
    )  # fmt: skip
    return dict(zip(FIELDS, values, strict=True))
