"""UCDP GED 25.1: its 49 columns as CSV, those filled that news can fill.

What takes UCDP's own registers stays empty: the ids of conflicts, dyads and sides, and whether a dyad is active. Rules
for type, sides and deaths are in violence.py, codes in data/crosswalks/ucdp.toml.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from recoupe.exports.account import Account, Report
from recoupe.exports.numbers import number_of
from recoupe.exports.occurred import dated, located
from recoupe.exports.tabular import Cell, csv_chunks
from recoupe.exports.taking import Rows, taken
from recoupe.exports.units import units
from recoupe.exports.violence import STATE, Violence, crosswalk, date_precision, violence

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa",
    "gwnob",
)  # fmt: skip
_CLEAR = 1
"""event_clarity: a record is one event; UCDP's 2 is for reports that sum several."""


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export, a line at a time."""
    return csv_chunks([COLUMNS], ([row.get(column) for column in COLUMNS] for row in taken(accounts, cells)))


def cells(account: Account) -> dict[str, Cell]:
    """One event: the columns that are filled. Raises LeftOut where it is none of UCDP's."""
    seen, date = violence(account), dated(account.event)
    precision = date_precision(date)
    return {
        "id": number_of(account.id),
        "relid": account.id,
        "year": date.start.year,
        "code_status": "Clear" if seen.certain else "Check dyad",
        "date_prec": precision,
        "date_start": date.start,
        "date_end": date.end,
        "event_clarity": _CLEAR,
        **_parties(seen),
        **_sources(account),
        **_place(account, seen),
    }


def priogrid(latitude: float, longitude: float) -> int:
    """The number of the half-degree cell: rows of 720 from the south-west corner, from 1."""
    row = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def _parties(seen: Violence) -> dict[str, Cell]:
    dyad = f"{seen.side_a.name} - {seen.side_b.name}"
    return {
        "type_of_violence": seen.type,
        # A state-based conflict is named after what is fought over, which no record says.
        "conflict_name": "" if seen.type == STATE else dyad,
        "dyad_name": dyad,
        "side_a": seen.side_a.name,
        "side_b": seen.side_b.name,
        "gwnoa": seen.side_a.gw,
        "gwnob": seen.side_b.gw,
        **{name: getattr(seen, name) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")},
        **{name: getattr(seen, name) for name in ("best", "high", "low")},
    }


def _sources(account: Account) -> dict[str, Cell]:
    first = account.report
    return {
        "number_of_sources": account.independent,
        "source_article": "; ".join(map(_article, account.reports)),
        "source_office": account.publisher,
        "source_date": first.published,
        "source_headline": first.dispatch.title,
        "source_original": "; ".join(source.text for source in account.event.sources),
    }


def _article(report: Report) -> str:
    """Publisher, day and title of a dispatch; its id where none of them is known."""
    day = report.published.isoformat() if report.published else None
    return ", ".join(filter(None, (report.dispatch.publisher, day, report.dispatch.title))) or report.dispatch.id


def _place(account: Account, seen: Violence) -> dict[str, Cell]:
    place, latitude, longitude = located(account.event)
    adm = units(place)
    return {
        "where_prec": crosswalk().places[place.precision],
        "where_coordinates": place.name,
        "where_description": place.text,
        "adm_1": adm.adm1,
        "adm_2": adm.adm2,
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude:.6f} {latitude:.6f})",
        "priogrid_gid": priogrid(latitude, longitude),
        "country": seen.where.ucdp,
        "country_id": seen.where.gw,
        "region": seen.where.ucdp_region,
    }
