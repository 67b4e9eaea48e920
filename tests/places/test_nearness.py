"""Nearness: places told together draw each other near, and what the text settles itself stays."""

from __future__ import annotations

import pytest

from recoupe.language import Lexicon, load
from recoupe.places.gazetteer import Entry, Gazetteer
from recoupe.places.mention import TOLD, PlaceMention
from recoupe.places.nearness import Neighbourhood

EN = load("en")


def mention(gazetteer: Gazetteer, name: str, number: int, start: int, rule: str = "gazetteer") -> PlaceMention:
    entry = gazetteer.entry(number)
    assert isinstance(entry, Entry)
    level = entry.level
    return PlaceMention(
        (start, start + len(name)), name, entry.name, entry.id, entry.lat, entry.lon, entry.country, level, rule,  # type: ignore[arg-type]
    )  # fmt: skip


PARIS, PARIS_TEXAS, DENISON, SHERMAN = 2988507, 4717560, 4685892, 4728328


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("gazetteer", PARIS_TEXAS), ("names", PARIS_TEXAS), (f"names{TOLD}", PARIS)],
)
def test_the_towns_around_decide_unless_the_text_does(rule: str, expected: int, gazetteer: Gazetteer) -> None:
    mentions = [
        mention(gazetteer, "Paris", PARIS, 0, rule), mention(gazetteer, "Denison", DENISON, 10), mention(gazetteer, "Sherman", SHERMAN, 20),
    ]  # fmt: skip
    settled = Neighbourhood(EN, gazetteer).settle(mentions, {})
    assert [m.geonameid for m in settled] == [expected, DENISON, SHERMAN]
    assert [m.span for m in settled] == [m.span for m in mentions]


def test_alone_the_larger_is_meant(gazetteer: Gazetteer) -> None:
    (settled,) = Neighbourhood(EN, gazetteer).settle([mention(gazetteer, "Paris", PARIS_TEXAS, 0)], {})
    assert settled.geonameid == PARIS


def test_one_name_is_one_place(gazetteer: Gazetteer) -> None:
    mentions = [
        mention(gazetteer, "Paris", PARIS_TEXAS, 0, f"gazetteer{TOLD}"), mention(gazetteer, "Paris", PARIS, 50, "names"),
    ]  # fmt: skip
    assert {m.geonameid for m in Neighbourhood(EN, gazetteer).settle(mentions, {})} == {PARIS_TEXAS}


def test_no_mentions(gazetteer: Gazetteer) -> None:
    assert Neighbourhood(EN, gazetteer).settle([], {}) == []


def test_a_language_may_give_it_no_weight(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    mentions = [mention(gazetteer, "Paris", PARIS, 0), mention(gazetteer, "Denison", DENISON, 10)]
    nearby = Neighbourhood(lexicon, gazetteer)
    assert not nearby.active
    assert nearby.settle(mentions, {"US": 1.0}) is mentions


def test_the_order_of_the_mentions_does_not_matter(gazetteer: Gazetteer) -> None:
    mentions = [
        mention(gazetteer, "Paris", PARIS, 0), mention(gazetteer, "Denison", DENISON, 10), mention(gazetteer, "Sherman", SHERMAN, 20),
    ]  # fmt: skip
    there = Neighbourhood(EN, gazetteer).settle(mentions, {})
    back = Neighbourhood(EN, gazetteer).settle(mentions[::-1], {})
    assert there == back[::-1]
