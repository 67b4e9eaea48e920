"""Names that an editor saves: into the person's own files, and found by the coder from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.desk.errors import DeskError
from recoupe.desk.reviews.learning import learn_actor, learn_place
from recoupe.own_names import own_registry, own_registry_file
from recoupe.parties import load_registry
from recoupe.places.gazetteer import read_country_dump
from recoupe.records import Party, Place

BRIGADE = Party(text="la Brigade", name="White River Brigade", kind="rebel", country="NG", span=(0, 10))
JNIM = Party(text="x", name="JNIM", kind="rebel", country="ML", span=(0, 1))
VILLAGE = Place(text="Tin-Zawa", name="Tin Zawa", lat=18.5, lon=1.25, country="ML", precision="town", span=(0, 8))


def test_a_new_actor_is_found_by_what_it_is_called(tmp_path: Path) -> None:
    assert own_registry() is None
    learn_actor(BRIGADE, "Brigade du «Fleuve» blanc")
    learn_actor(BRIGADE, 'B"F\\B')
    found = load_registry(own_registry_file()).actors["White River Brigade"]
    assert found.aliases == ("Brigade du «Fleuve» blanc", 'B"F\\B') and (found.kind, found.country) == ("rebel", "NG")
    assert own_registry() == own_registry_file()


def test_a_known_actor_keeps_all_that_is_known_of_it() -> None:
    before = load_registry().actors["JNIM"]
    learn_actor(JNIM, "les cavaliers de Macina")
    after = load_registry(own_registry_file()).actors["JNIM"]
    assert after.aliases == (*before.aliases, "les cavaliers de Macina")
    assert (after.kind, after.country, after.leaders, after.parent, after.first_year) == (
        before.kind, before.country, before.leaders, before.parent, before.first_year,
    )  # fmt: skip


def test_a_place_goes_into_a_country_dump() -> None:
    file = learn_place(VILLAGE, "Tin-Zawa la neuve")
    learn_place(VILLAGE.model_copy(update={"geonameid": 2460594}), "Zawa")
    (first, names), (second, _) = read_country_dump(file)
    assert (first.name, first.lat, first.lon, first.country, first.level) == ("Tin Zawa", 18.5, 1.25, "ML", "town")
    assert "Tin-Zawa la neuve" in names and second.id == 2460594 and first.id > 10**9


@pytest.mark.parametrize("words", ["", "ab", "a\tb", "x" * 121, "a\nname", "a\u202ename"])
def test_what_is_no_name_is_not_saved(words: str) -> None:
    if words not in ("a\tb", "a\nname"):
        with pytest.raises(DeskError):
            learn_actor(BRIGADE, words)
        assert own_registry() is None
    else:
        learn_actor(BRIGADE, words)
        assert " ".join(words.split()) in load_registry(own_registry_file()).actors[BRIGADE.name].aliases


def test_a_place_without_coordinates_is_not_saved() -> None:
    with pytest.raises(DeskError, match="give coordinates and a country"):
        learn_place(VILLAGE.model_copy(update={"lat": None, "lon": None}), "Tin-Zawa")
