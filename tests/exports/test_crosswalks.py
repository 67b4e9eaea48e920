"""Crosswalk files: whole for the codebook, and a mistake in one is named with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest
from export_samples import KINDS, TYPES

from recoupe.exports import acled, cameo, hxl, jsonld, kml, lemonade, plover, violence
from recoupe.exports.countries import countries
from recoupe.exports.crosswalk import FOLDER, Crosswalk, load
from recoupe.exports.errors import ExportError
from recoupe.language import Lexicon

KIND_OF: dict[str, type[Crosswalk]] = {
    "acled.toml": acled.AcledCrosswalk,
    "cameo.toml": cameo.CameoCrosswalk,
    "hxl.toml": hxl.HxlCrosswalk,
    "jsonld.toml": jsonld.JsonLdCrosswalk,
    "kml.toml": kml.KmlCrosswalk,
    "lemonade.toml": lemonade.LemonadeCrosswalk,
    "plover.toml": plover.PloverCrosswalk,
    "ucdp.toml": violence.UcdpCrosswalk,
}


def test_every_file_is_checked_by_a_format() -> None:
    assert {path.name for path in FOLDER.glob("*.toml")} == set(KIND_OF)


@pytest.mark.parametrize("module", [acled, cameo, jsonld, lemonade, plover, violence])
def test_every_type_and_kind_of_the_codebook_has_its_entry(module: object) -> None:
    found = module.crosswalk()  # type: ignore[attr-defined]
    kinds = found.civilian if module is lemonade else found.kinds
    assert set(found.types) == set(TYPES) and set(kinds) == set(KINDS)


@pytest.mark.parametrize(
    ("name", "written", "instead", "told"),
    [
        ("acled.toml", 'sub_event = "Grenade"', 'sub_event = "Grenades"', 'key types."explosion.grenade": \'Grenades\' is no sub-event'),
        ("acled.toml", 'event = "Riots"', 'event = "Riot"', "key types.\"riot.demonstration\".event: 'Riot' is no event type"),
        ("acled.toml", 'rebel = "Rebel group"', 'rebel = "Rebels"', "key kinds.rebel: 'Rebels' is no actor type of ACLED"),
        ("acled.toml", 'rebel = "Rebel group"', "", "key kinds: no entry for rebel; add one"),
        ("acled.toml", "site = 1", "site = 4", "key places.site: "),
        ("acled.toml", "[names]", "[name]", "key name"),
        ("acled.toml", 'tags = "crowd', 'tag = "crowd', 'key types."protest.peaceful".tag: '),
        ("ucdp.toml", 'rebel = "non-state"', 'rebel = "nonstate"', "key kinds.rebel: "),
        ("ucdp.toml", '"riot.mob" = "by sides"', '"riot.mobs" = "by sides"', "riot.mob"),
        ("lemonade.toml", 'event = "Grenade"', 'event = "Grenades"', "'Grenades' is no class of LEMONADE"),
        ("lemonade.toml", 'actors = "abductor"', 'actors = "victims"', "takes abductor, abductee"),
        ("plover.toml", 'mode = "aerial"', 'mode = "air"', "'air' is no mode of ASSAULT"),
        ("plover.toml", 'planned = "future"', 'planned = "soon"', "key statuses.planned: 'soon' is no auxiliary mode"),
        ("cameo.toml", 'root = "05"', 'root = "21"', "'21' is no root code of CAMEO"),
        ("cameo.toml", 'root = "05"', "root = 5", 'key types."strategic.agreement".root: '),
        ("hxl.toml", '"#event+code"', '"#events+code"', "key column.0.tag: '#events+code' is no core hashtag"),
        ("hxl.toml", 'field = "type"', 'field = "typ"', "key column.1.field: 'typ' is no column"),
        ("kml.toml", 'riot = "ff2856a6"', "", "key colours: give a colour to each"),
        ("kml.toml", '"ff2856a6"', '"brown"', "key colours.riot: "),
        ("jsonld.toml", "http://www.w3.org/ns/oa#", "oa", "key prefixes.oa: "),
        ("jsonld.toml", "[types]", "[types", "jsonld.toml: "),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, name: str, written: str, instead: str, told: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert written in text
    (tmp_path / name).write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(ExportError) as error:
        load(KIND_OF[name], name, tmp_path)
    assert str(error.value).startswith(str(tmp_path / name)) and told in str(error.value)


def test_a_missing_file_and_one_of_other_bytes(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No such file"):
        load(kml.KmlCrosswalk, "kml.toml", tmp_path)
    (tmp_path / "kml.toml").write_bytes(b"\xff")
    with pytest.raises(ExportError, match="mend the file"):
        load(kml.KmlCrosswalk, "kml.toml", tmp_path)


def test_every_country_that_is_coded_is_in_the_table(lexicon: Lexicon) -> None:
    assert {one.code for one in lexicon.countries} <= set(countries())
    assert len({one.iso3 for one in countries().values()}) == len(countries())


@pytest.mark.parametrize(
    ("code", "iso3", "iso", "acled_name", "region", "ucdp", "gw"),
    [
        ("ML", "MLI", 466, "Mali", "Western Africa", "Mali", 432),
        ("CD", "COD", 180, "Democratic Republic of Congo", "Middle Africa", "DR Congo (Zaire)", 490),
        ("SY", "SYR", 760, "Syria", "Middle East", "Syria", 652),
        ("UA", "UKR", 804, "Ukraine", "Europe", "Ukraine", 369),
        ("HT", "HTI", 332, "Haiti", "Caribbean", "Haiti", 41),
        ("YE", "YEM", 887, "Yemen", "Middle East", "Yemen (North Yemen)", 678),
        ("AF", "AFG", 4, "Afghanistan", "Caucasus and Central Asia", "Afghanistan", 700),
        ("XK", "XKX", 0, "Kosovo", "Europe", "Kosovo", 347),
    ],
)
def test_countries(code: str, iso3: str, iso: int, acled_name: str, region: str, ucdp: str, gw: int) -> None:
    found = countries()[code]
    assert (found.iso3, found.iso, found.acled, found.acled_region) == (iso3, iso, acled_name, region)
    assert (found.ucdp, found.gw) == (ucdp, gw)


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("ML\tMLI\t466", "ML\tMLI\tfour", "iso is 'four'; give a number"),
        ("ML\tMLI\t466", "ML\tMLI", "7 columns; give 8"),
        ("\tMLI\t", "\tMali\t", "iso3 is 'Mali'; give three capitals"),
        ("Western Africa\tMali", "West Africa\tMali", "acled_region is 'West Africa'; give one of Western Africa"),
        ("\t432\tAfrica", "\t432\tEurasia", "ucdp_region is 'Eurasia'"),
        ("\t432\tAfrica", "\t\tAfrica", "ucdp is 'Mali'"),
        ("466\tMali", "466\tunder EH", "acled is 'under EH'; after under, give a code that has a name"),
        ("code\tiso3", "kode\tiso3", "the first line that is no comment"),
    ],
)
def test_a_mistake_in_the_countries_is_named_with_its_line(
    tmp_path: Path, written: str, instead: str, told: str
) -> None:
    text = (FOLDER / "countries.tsv").read_text(encoding="utf-8")
    assert written in text
    path = tmp_path / "countries.tsv"
    path.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(ExportError) as error:
        countries(path)
    assert str(error.value).startswith(str(path)) and told in str(error.value)
    if "first line" not in told:
        line = next(number for number, row in enumerate(path.read_text().splitlines(), 1) if row.startswith("ML"))
        assert f"line {line}: " in str(error.value)
