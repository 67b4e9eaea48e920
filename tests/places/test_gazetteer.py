"""The gazetteer: keys that bring spellings together, country dumps good and bad, and what a lookup gives."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import defect

from recoupe.places.gazetteer import Gazetteer, GazetteerError, build, ensure_index, loose_key, read_country_dump
from recoupe.places.mention import kilometres

COLUMNS = 19


def row(name: str = "Kassoumba", code: str = "PPL", kind: str = "P", other: str = "Kasumba,كاس", **changes: str) -> str:
    """A line of a dump; ``c4="91.5"`` sets column 4, counted from 0."""
    cells = {0: "900001", 1: name, 2: name, 3: other, 4: "14.1", 5: "-3.1", 6: kind, 7: code, 8: "ML", 14: "1200"}
    cells |= {int(column[1:]): value for column, value in changes.items()}
    return "\t".join(cells.get(i, "") for i in range(COLUMNS)) + "\n"


def dump(folder: Path, *lines: str) -> Path:
    path = folder / "ML.txt"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("al-Qaïm", "Al Qā'im"),
        ("al-Qaïm", "el-Kaem"),
        defect("Deir ez-Zor", "Dayr az Zawr", reason="« ez » is no article, « dei » and « day » stay apart"),
        ("Khan Younès", "Khān Yūnis"),
        ("Ar Raqqah", "Raqqa"),
        ("Tchad", "Chad"),
        ("Djeddah", "Jeddah"),
        ("Fallouja", "Al Fallūjah"),
        ("Omdourman", "Omdurman"),
        ("Moukalla", "Al Mukallā"),
        ("Bouaké", "Bouake"),
    ],
)
def test_transliterations_fall_together(name: str, other: str) -> None:
    assert loose_key(name) == loose_key(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("Goma", "Gaza"), ("Kidal", "Gao"), ("Kiev", "Kars"), ("Mopti", "Mossoul"), ("Bamako", "Bamenda")],
)
def test_other_names_stay_apart(name: str, other: str) -> None:
    assert loose_key(name) != loose_key(other)


@given(st.text())
def test_loose_key_takes_any_text(name: str) -> None:
    assert " " not in loose_key(name)


def test_a_good_dump_is_read(tmp_path: Path) -> None:
    rows = read_country_dump(dump(tmp_path, row(), row("Cercle de Koro", "ADM2", "A", "", c0="900002", c14="")))
    assert [(e.id, e.name, e.country, e.level, e.population) for e, _ in rows] == [
        (900001, "Kassoumba", "ML", "town", 1200),
        (900002, "Cercle de Koro", "ML", "district", 0),
    ]
    assert rows[0][1] == ["Kassoumba", "Kassoumba", "Kasumba"]


@pytest.mark.parametrize(
    ("code", "level"),
    [("ADM1", "province"), ("ADM2", "district"), ("ADM3", "district"), ("ADM4", "district")],
)
def test_levels_of_a_dump(code: str, level: str, tmp_path: Path) -> None:
    assert [e.level for e, _ in read_country_dump(dump(tmp_path, row(code=code, kind="A")))] == [level]


def test_what_is_no_populated_place_or_unit_is_left_out(tmp_path: Path) -> None:
    rows = read_country_dump(dump(tmp_path, row(), row("Fleuve", "STM", "H"), row("Ecole", "SCH", "S")))
    assert [e.name for e, _ in rows] == ["Kassoumba"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((row(), "Kassoumba\t14.1\t-3.1\n"), "line 2: 3 columns, 19 expected"),
        ((row(c0="x"),), "line 1: "),
        ((row(), row(c4="nord")), "line 2: "),
        ((row("Fleuve", "STM", "H"),), "no populated place"),
        ((), "no populated place"),
        ((row().replace("\t", ","),), "line 1: 1 columns"),
    ],
)
def test_a_bad_dump_names_file_and_line(lines: tuple[str, ...], message: str, tmp_path: Path) -> None:
    path = dump(tmp_path, *lines)
    with pytest.raises(GazetteerError) as caught:
        read_country_dump(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        "latin-1",
        "short",
    ],
)
def test_a_dump_that_is_no_dump_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    path.write_bytes(row("Ménaka", other="").encode("latin-1") if content == "latin-1" else row(c4="914.1").encode())
    with pytest.raises(GazetteerError):
        read_country_dump(path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (row("Ménaka", other="").encode("latin-1"), "line 2: not UTF-8 text (byte 8 of the line)"),
        (row(c4="90.5").encode(), "line 2: latitude 90.5, longitude -3.1: out of range"),
        (row(c5="-181").encode(), "line 2: latitude 14.1, longitude -181: out of range"),
        (row(c5="nan").encode(), "line 2: latitude 14.1, longitude nan: out of range"),
    ],
)
def test_a_line_of_a_dump_that_is_wrong_is_named(line: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    path.write_bytes(row().encode() + line)
    with pytest.raises(GazetteerError) as caught:
        read_country_dump(path)
    assert f"{path}, {reason}" in str(caught.value)


@pytest.fixture
def own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder and a cache of their own; an index of user dumps alone."""
    monkeypatch.setenv("RECOUPE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RECOUPE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("recoupe.places.gazetteer._city_rows", lambda: iter(()))
    monkeypatch.setattr("recoupe.places.gazetteer._subdivision_rows", lambda centres: iter(()))
    (tmp_path / "data" / "gazetteer").mkdir(parents=True)
    return tmp_path / "data" / "gazetteer"


def test_the_index_knows_the_content_of_the_dumps(own_index: Path) -> None:
    dump(own_index, row("Kassoumba"))
    first = ensure_index()
    assert ensure_index() == first
    dump(own_index, row("Kassoumbi"))
    second = ensure_index()
    assert first != second and first.exists()
    assert Gazetteer(second).exact("Kassoumbi") and not Gazetteer(second).exact("Kassoumba")


def test_counts(own_index: Path) -> None:
    dump(own_index, row(), row("Koro", "ADM2", "A", c0="900002", c8="BF"))
    gazetteer = Gazetteer(ensure_index())
    assert gazetteer.counts() == {"district": 1, "town": 1}
    assert gazetteer.countries() == 2


def test_a_build_is_announced_on_a_terminal_alone(
    own_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dump(own_index, row())
    ensure_index()
    assert capsys.readouterr().err == ""
    dump(own_index, row("Autre"))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    ensure_index()
    ensure_index()
    assert capsys.readouterr().err.count("building the gazetteer index, once") == 1


def test_two_builds_at_the_same_time(own_index: Path, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    dumps = [dump(own_index, *(row(f"Ville {n}", c0=str(n)) for n in range(1, 2000)))]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: build(path, dumps), range(8)))
    assert Gazetteer(path).counts() == {"town": 1999}
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(b"no database" * 200)
    with pytest.raises(GazetteerError, match=r"index\.sqlite: .*delete it"):
        Gazetteer(path)


def test_a_dump_adds_its_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.places.gazetteer._city_rows", lambda: iter(()))
    monkeypatch.setattr("recoupe.places.gazetteer._subdivision_rows", lambda centres: iter(()))
    build(tmp_path / "index.sqlite", [dump(tmp_path, row())])
    small = Gazetteer(tmp_path / "index.sqlite")
    assert [e.id for e in small.exact("KASSOUMBA")] == [900001]
    assert [e.id for e in small.exact("Kasumba")] == [900001]
    assert small.extent("ML") is None


def test_a_broken_build_leaves_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.places.gazetteer._city_rows", lambda: iter(()))
    monkeypatch.setattr("recoupe.places.gazetteer._subdivision_rows", lambda centres: iter(()))
    with pytest.raises(GazetteerError):
        build(tmp_path / "cache" / "index.sqlite", [dump(tmp_path, "x\n")])
    assert not (tmp_path / "cache" / "index.sqlite").exists()


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [("Bamako", 2460596), ("Mossoul", 99072), ("N'Djamena", 2427123), ("N’Djaména", 2427123), ("Khan Younès", 281124)],
)
def test_exact(name: str, geonameid: int, gazetteer: Gazetteer) -> None:
    assert geonameid in [entry.id for entry in gazetteer.exact(name)]


def test_loose(gazetteer: Gazetteer) -> None:
    assert 170794 in [entry.id for entry in gazetteer.loose("Deir Ezzor")]
    assert gazetteer.loose("Ur") == ()


def test_lookups_are_pure_and_in_id_order(gazetteer: Gazetteer) -> None:
    first = gazetteer.exact("Tripoli")
    assert first == gazetteer.exact("Tripoli")
    assert [e.id for e in first] == sorted(e.id for e in first)


@pytest.mark.parametrize(("country", "town"), [("ML", "Bamako"), ("UA", "Dnipro"), ("SY", "Homs"), ("HT", "Gonaïves")])
def test_extent_holds_the_middle_of_a_country(country: str, town: str, gazetteer: Gazetteer) -> None:
    extent = gazetteer.extent(country)
    assert extent is not None
    south, west, north, east = extent
    entry = next(e for e in gazetteer.exact(town) if e.country == country and e.level == "town")
    assert south < entry.lat < north
    assert west < entry.lon < east


def test_extent_of_no_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.extent("ZZ") is None


@pytest.mark.parametrize(
    ("number", "name", "point"),
    [(4338356, "Rapides Parish", (31.2, -92.5)), (4810630, "Kanawha County", (38.34, -81.53)), (2633868, "Wiltshire", (51.3, -1.9))],
)
def test_a_district_lies_among_its_own_towns(number: int, name: str, point: tuple[float, float], gazetteer: Gazetteer) -> None:
    district = gazetteer.entry(number)
    assert district is not None
    assert (district.name, district.level) == (name, "district")
    assert kilometres(district.lat, district.lon, *point) < 25


def test_a_number_that_is_not_there(gazetteer: Gazetteer) -> None:
    assert gazetteer.entry(-1) is None
