"""The registry: what it finds, and what it says of a file that is wrong."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language import Lexicon
from recoupe.parties import Registry, load_registry
from recoupe.parties.registry import RegistryError
from recoupe.records import Kind

OWN = """
[[actor]]
name = "Front of the Dunes"
aliases = ["Front des dunes", "FD-Dunes"]
kind = "rebel"
country = "ML"
years = [2019, 2023]
leaders = ["Ag Tassili"]
"""


def names(text: str, registry: Registry) -> list[str]:
    return [actor.name for _, actor, _ in sorted(registry.find(text), key=lambda hit: hit[0])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les combattants de Daech", ["Islamic State"]),
        ("le groupe Etat islamique (EI)", ["Islamic State", "Islamic State"]),
        ("l'État islamique au Grand Sahara", ["Islamic State in the Greater Sahara"]),
        ("AQMI et Boko Haram", ["Al Qaeda in the Islamic Maghreb", "Boko Haram"]),
        ("les talibans pakistanais", ["Tehrik-i-Taliban Pakistan"]),
        ("les shebab", ["Al Shabaab"]),
        ("le Hezbollah irakien", ["Kataib Hezbollah"]),
        ("des EIs, un REI, la PEI", []),
        ("les adfs", []),
        ("rien", []),
        ("", []),
    ],
)
def test_find(text: str, expected: list[str], registry: Registry) -> None:
    assert names(text, registry) == expected


def test_a_leader_is_marked(registry: Registry) -> None:
    hits = list(registry.find("Abou Bakr al-Baghdadi commande l'EI."))
    assert sorted(leader for _, _, leader in hits) == [False, True]
    assert {actor.name for _, actor, _ in hits} == {"Islamic State"}


PARTS = ["Daech", "EI", "l'", "groupe ", "Etat islamique", " au ", "Grand Sahara", "-", "x"]


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_hits_never_overlap_and_quote_words(parts: list[str]) -> None:
    text = "".join(parts)
    spans = sorted(span for span, _, _ in load_registry().find(text))
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
    for start, end in spans:
        assert 0 <= start < end <= len(text)


def test_every_actor_is_well_formed(registry: Registry) -> None:
    for actor in registry.actors.values():
        assert actor.kind in get_args(Kind), actor.name
        assert actor.aliases or actor.leaders, actor.name
        assert actor.first_year <= actor.last_year, actor.name
        assert actor.country is None or (len(actor.country) == 2 and actor.country.isupper()), actor.name


def test_parents_are_actors(registry: Registry) -> None:
    assert sorted({a.parent for a in registry.actors.values() if a.parent} - set(registry.actors)) == []


def test_no_alias_stands_in_two_entries(registry: Registry) -> None:
    owners: dict[str, set[str]] = {}
    for actor in registry.actors.values():
        for alias in (actor.name, *actor.aliases):
            owners.setdefault(alias, set()).add(actor.name)
    assert {alias: sorted(who) for alias, who in owners.items() if len(who) > 1} == {}


def test_countries_are_of_the_lexicon(registry: Registry, lexicon: Lexicon) -> None:
    codes = {actor.country for actor in registry.actors.values() if actor.country}
    assert sorted(codes - set(lexicon.country_by_code)) == []


def test_a_file_of_your_own_adds_and_wins(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    other = OWN.replace("Front of the Dunes", "Boko Haram").replace("Front des dunes", "Dunes-BH")
    path.write_text(OWN + other, "utf-8")
    registry = load_registry(path)
    actor = registry.actors["Front of the Dunes"]
    assert (actor.kind, actor.country, actor.first_year, actor.last_year) == ("rebel", "ML", 2019, 2023)
    assert registry.actors["Boko Haram"].country == "ML"
    assert names("le Front des dunes", registry) == ["Front of the Dunes"]


def test_a_folder_of_your_own(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(OWN, "utf-8")
    (tmp_path / "notes.txt").write_text("no registry", "utf-8")
    assert "Front of the Dunes" in load_registry(tmp_path).actors


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (OWN.replace('kind = "rebel"', 'kind = "bandits"'), "'Front of the Dunes' has kind 'bandits'"),
        (OWN.replace('kind = "rebel"\n', ""), "'kind'"),
        (OWN.replace('name = "Front of the Dunes"\n', ""), "'name'"),
        (OWN.replace("[[actor]]", "[[actor]"), "line 2"),
        (OWN.replace("[2019, 2023]", "[]"), "years"),
        (OWN.replace("[2019, 2023]", '"2019"'), "years"),
        (OWN.replace('["Front des dunes", "FD-Dunes"]', '"Front des dunes"'), "aliases"),
        (OWN.replace('"FD-Dunes"', '""'), "alias"),
        (OWN.replace("[[actor]]", "[actor]"), "actor"),
        (OWN.replace('"ML"', '"Mali"'), "country"),
    ],
)
def test_a_wrong_file_is_refused_by_name(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(RegistryError) as caught:
        load_registry(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


def test_a_file_that_is_not_utf8_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(OWN.replace("Front des dunes", "Armée des dunes").encode("latin-1"))
    with pytest.raises(RegistryError, match=r"own\.toml, line 4: not UTF-8"):
        load_registry(path)


def test_a_folder_without_registry_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors.txt").write_text(OWN, "utf-8")
    with pytest.raises(RegistryError, match=r"no \.toml file"):
        load_registry(tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="absent"):
        load_registry(tmp_path / "absent.toml")
