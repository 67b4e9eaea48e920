"""A team's store answers the desk as a file does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_samples import samples
from postgres_server import missing, server

from recoupe.desk.asked import Asked, asked_for
from recoupe.desk.comparing import compared
from recoupe.desk.deciding import merge
from recoupe.desk.exporting import chunks
from recoupe.desk.queries.counting import names, totals
from recoupe.desk.queries.doubting import queue
from recoupe.desk.queries.grouping import GROUPS, groups
from recoupe.desk.queries.incidents import incidents, near
from recoupe.desk.queries.listing import SORTS, page
from recoupe.desk.queries.mapping import cells
from recoupe.desk.queries.timing import timeline
from recoupe.desk.reviews import history, review, standing
from recoupe.incidents import bring_up_to_date
from recoupe.store import Store, open_store


@pytest.fixture(scope="module")
def team() -> Iterator[Store]:
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    reason = missing()
    if reason:
        pytest.skip(reason)
    with server() as url:
        with psycopg.connect(f"{url}postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE desk")
        with open_store(f"{url}desk", create=True) as opened:
            opened.add(samples())
            bring_up_to_date(opened)
            yield opened


def test_both_databases_answer_alike(team: Store, store: Store) -> None:
    for query in (
        {},
        {"actor": "jnim"},
        {"contested": "1"},
        {"source": "armée", "since": "2024-01-01"},
        {"box": "-10,10,0,20"},
        {"review": "open"},
    ):
        asked = asked_for(query)
        assert totals(team, asked) == totals(store, asked)
        assert cells(team, asked, 4) == cells(store, asked, 4) and timeline(team, asked) == timeline(store, asked)
        assert cells(team, asked, 4, incidents=True) == cells(store, asked, 4, incidents=True)
        assert queue(team, asked) == queue(store, asked) and incidents(team, asked) == incidents(store, asked)
        assert all(page(team, asked, sort=sort) == page(store, asked, sort=sort) for sort in SORTS)
        assert all(groups(team, asked, by) == groups(store, asked, by) for by in GROUPS)
    assert names(team) == names(store)


def test_reviews_and_decisions(team: Store) -> None:
    stored = samples()[3]
    event_id, record = (
        f"{stored.key}:e1",
        stored.coded.events[0].model_copy(update={"killed": (40, 40), "confidence": 1.0}),
    )
    review(team, event_id, "correct", "Marie", record=record, note="quarante")
    assert standing(team, stored.key)[1][0].event == record and history(team)[0].note == "quarante"
    assert totals(team, Asked(review="correct")).events == 1
    name = merge(team, [event_id, f"{samples()[4].key}:e1"], "Marie", None)
    found = compared(team, name)
    assert found.incident is not None and len(found.incident.accounts) == 2 and found.corrected == {event_id}
    assert near(team, name) == ()
    toll = found.incident.toll("killed")
    assert toll is not None and (toll.low, toll.high) == (3, 40)
    _head, *rows = b"".join(chunks(team, Asked(country="SD"), "csv", incidents=True)).splitlines()
    assert len(rows) == 1 and b"Agence Harmattan; Le Courrier" in rows[0]
