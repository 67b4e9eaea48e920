"""Countries as each format calls and numbers them (data/crosswalks/countries.tsv)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from recoupe.exports.crosswalk import FOLDER
from recoupe.exports.errors import ExportError, LeftOut

HEADER = ("code", "iso3", "iso", "acled", "acled_region", "ucdp", "gw", "ucdp_region")
ACLED_REGIONS = (
    "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern Africa", "South Asia", "Southeast Asia",
    "Middle East", "Europe", "Caucasus and Central Asia", "Central America", "South America", "Caribbean", "East Asia",
    "North America", "Oceania", "Antarctica",
)  # fmt: skip
UCDP_REGIONS = ("Africa", "Americas", "Asia", "Europe", "Middle East")


@dataclass(frozen=True)
class Country:
    """One country. ``iso`` is its ISO 3166-1 number (0 for Kosovo), ``gw`` its Gleditsch and Ward number.

    ``acled`` is the name under which ACLED puts what happens there, ``acled_code`` the code of the country of that name.
    ``ucdp``, ``gw`` and ``ucdp_region`` are None where UCDP knows no such country.
    """

    code: str
    iso3: str
    iso: int
    acled: str
    acled_code: str
    acled_region: str
    ucdp: str | None
    gw: int | None
    ucdp_region: str | None


@cache
def countries(path: Path = FOLDER / "countries.tsv") -> dict[str, Country]:
    """Every country by its ISO 3166-1 alpha-2 code. Raises ExportError, naming file and line of a mistake."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path}: {error}; install Recoupe again") from error
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != HEADER:
        raise ExportError(f"{path}: the first line that is no comment must be {' '.join(HEADER)}, with tabs between")
    found = {cells[0]: _country(cells, f"{path}, line {number}") for number, cells in rows[1:]}
    named = {code: one.acled for code, one in found.items() if one.acled_code == code}
    for number, cells in rows[1:]:
        if found[cells[0]].acled_code not in named:
            raise ExportError(f"{path}, line {number}: acled is {cells[3]!r}; after under, give a code that has a name")
    return {code: replace(one, acled=named[one.acled_code]) for code, one in found.items()}


def country(code: str | None) -> Country:
    """The country of a code. Raises LeftOut where there is none or the table lacks it."""
    if code is None:
        raise LeftOut("no country is known")
    found = countries().get(code)
    if found is None:
        raise LeftOut(f"no country of the list has the code {code}")
    return found


def country_in_acled(code: str | None) -> Country:
    """The country under which ACLED puts what happens there. Raises LeftOut as ``country`` does."""
    return countries()[country(code).acled_code]


def _country(cells: list[str], where: str) -> Country:
    if len(cells) != len(HEADER):
        raise ExportError(f"{where}: {len(cells)} columns; give {len(HEADER)}, with tabs between")
    code, iso3, iso, acled, acled_region, ucdp, gw, ucdp_region = cells
    checks = (
        ("code", re.fullmatch("[A-Z]{2}", code), "two capitals"),
        ("iso3", re.fullmatch("[A-Z]{3}", iso3), "three capitals"),
        ("iso", iso.isdecimal() and int(iso) < 1000, "a number below 1000"),
        ("acled", acled, "a name"),
        ("acled_region", acled_region in ACLED_REGIONS, f"one of {', '.join(ACLED_REGIONS)}"),
        ("gw", not gw or gw.isdecimal(), "a number or nothing"),
        ("ucdp", bool(ucdp) == bool(gw), "a name where there is a number under gw, and else nothing"),
        ("ucdp_region", ucdp_region in (UCDP_REGIONS if gw else ("",)), f"one of {', '.join(UCDP_REGIONS)}, with gw"),
    )
    for name, right, mend in checks:
        if not right:
            raise ExportError(f"{where}: {name} is {cells[HEADER.index(name)]!r}; give {mend}")
    under = re.fullmatch("under ([A-Z]{2})", acled)
    return Country(
        code, iso3, int(iso), acled, under[1] if under else code, acled_region, ucdp or None, int(gw) if gw else None,
        ucdp_region or None,
    )  # fmt: skip
