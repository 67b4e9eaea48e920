"""The filter: an address in, the same address out, and the events that pass."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.desk.asked import Asked, asked_for
from recoupe.desk.errors import DeskError
from recoupe.desk.queries.counting import names, totals
from recoupe.desk.queries.doubting import queue
from recoupe.desk.queries.grouping import GROUPS, groups
from recoupe.desk.queries.incidents import incidents, near
from recoupe.desk.queries.listing import SORTS, page
from recoupe.desk.queries.mapping import cells
from recoupe.desk.queries.timing import timeline
from recoupe.store import Store

QUERIES = {
    "": 6,
    "since=2024-04-01": 3,
    "until=2024-03-13": 3,
    "since=2024-03-13&until=2024-03-13": 3,
    "country=ml": 3,
    "country=ZZ": 0,
    "place=fasher": 1,
    "actor=jnim": 3,
    "actor=Military+Forces+of+MALI": 3,
    "actor=nobody": 0,
    "type=battle": 3,
    "type=explosion.air_strike": 1,
    "status=planned": 1,
    "certainty=unconfirmed": 1,
    "source=arm%C3%A9e": 3,
    "source=le+courrier": 1,
    "sure=80": 4,
    "unsure=50": 1,
    "contested=1": 3,
    "contested=0": 6,
    "review=open": 6,
    "review=done": 0,
    "box=-10,10,0,20": 3,
    "since=&country=&nothing=else": 6,
    "country=SD&type=strategic&sure=50&unsure=60&place=nyala&actor=la+milice&source=terroristes": 1,
}


@pytest.mark.parametrize(("query", "expected"), QUERIES.items())
def test_how_many_pass(store: Store, query: str, expected: int) -> None:
    asked = asked_for(dict(parse_qsl(query)))
    assert totals(store, asked).events == expected == page(store, asked).total
    assert sum(cell.events for cell in cells(store, asked, 3)) == expected
    told = timeline(store, asked)
    assert sum(sum(bar.families.values()) for bar in told.bars) + told.before + told.after + told.undated == expected
    assert sum(group.events for group in groups(store, asked, "type")) == expected


@pytest.mark.parametrize("query", QUERIES)
def test_an_address_comes_out_as_it_went_in(query: str) -> None:
    asked = asked_for(dict(parse_qsl(query)))
    assert asked_for(dict(parse_qsl(asked.query()))) == asked


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=yesterday", "since='yesterday' is no day; write it as YYYY-MM-DD"),
        ("since=2024-02-01&until=2024-01-01", "until 2024-01-01: the last day lies before the first"),
        ("country=Mali", "give two letters"),
        ("type=war", "give one of battle"),
        ("sure=101", "a whole number from 0 to 100"),
        ("sure=-1", "a whole number from 0 to 100"),
        ("box=1,2,3", "give west,south,east,north"),
        ("box=50,0,10,0", "west to east"),
        ("box=nan,0,10,0", "west to east"),
        ("contested=maybe", "give one of 1, 0"),
        ("review=perhaps", "give one of open"),
        (f"actor={'a' * 201}", "give a name of 200 at most"),
    ],
)
def test_what_is_wrong_is_told_with_its_mend(query: str, told: str) -> None:
    with pytest.raises(DeskError) as refused:
        asked_for(dict(parse_qsl(query)))
    assert told in str(refused.value)


@given(st.dictionaries(st.sampled_from([*Asked.__dataclass_fields__, "other"]), st.text(max_size=30)))
def test_no_address_breaks_it(query: dict[str, str]) -> None:
    try:
        asked = asked_for(query)
    except DeskError:
        return
    assert asked_for(dict(parse_qsl(asked.query()))) == asked


HOSTILE = ["'; DROP TABLE events; --", "$1", "%", "\\", "x' OR '1'='1", "|"]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_never_become_sql(store: Store, words: str) -> None:
    for name in ("place", "actor", "source"):
        assert totals(store, asked_for({name: words})).events == 0
    assert store.counts()["events"] == 6


def test_every_sorting_and_grouping_gives_every_event(store: Store) -> None:
    for sort in SORTS:
        for descending in (True, False):
            found = page(store, Asked(), sort=sort, descending=descending)
            assert len({row.event_id for row in found.rows}) == 6
    assert [row.killed_low for row in page(store, Asked(), sort="killed").rows] == [30, 21, 17, 12, 3, None]
    for by in GROUPS:
        assert sum(group.events for group in groups(store, Asked(), by)) == 6
    assert page(store, Asked(), number=99).number == 1


def test_a_province_and_a_town_are_never_one_mark(store: Store) -> None:
    for zoom in (0, 3, 10):
        found = cells(store, Asked(), zoom)
        assert {cell.precision for cell in found if cell.grain == "zone"} == {"province"}
        assert all(cell.reach == 0 for cell in found if cell.grain == "point")
    assert sum(cell.events for cell in cells(store, Asked(), 3, incidents=True)) == 4
    assert cells(store, Asked(box=(0, 0, 10, 20)), 3, view=(20, 0, 30, 20)) == ()


def test_the_queue_begins_with_the_most_doubtful(store: Store) -> None:
    found = queue(store, Asked())
    assert found.head[0].row.status == "planned" and found.waiting == 6 and found.done == 0
    assert set(found.head[0].reasons) == {"unsure", "inferred_day", "no_party", "unconfirmed"}
    assert [one.doubt for one in found.head] == sorted((one.doubt for one in found.head), reverse=True)


def test_incidents_are_listed_and_their_neighbours_offered(store: Store) -> None:
    found = incidents(store, Asked(), least=2)
    assert [(one.dispatches, one.contested, one.killed_least, one.killed_low) for one in found.rows] == [
        (3, True, 12, 30)
    ]
    alone = incidents(store, Asked(country="SD")).rows
    assert len(alone) == 2 and found.rows[0].incident not in {one.incident for one in near(store, alone[0].incident)}


def test_names_are_those_of_the_store(store: Store) -> None:
    found = names(store)
    assert found.countries[0] == "ML" and "JNIM" in found.actors and "Le Fleuve" in found.publishers
