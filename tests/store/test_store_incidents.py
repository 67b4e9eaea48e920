"""Incidents in either database: linked, decided on, asked for, with the same outcome."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generated import event, stored

from recoupe.incidents import bring_up_to_date, decide, link, undo
from recoupe.incidents.asking import incident, incidents
from recoupe.incidents.why import why
from recoupe.records import DateSpan
from recoupe.store import EventFilter, Store

LATER = DateSpan(start=dt.date(2024, 3, 20), end=dt.date(2024, 3, 20), precision="day")


def test_the_same_incidents_in_either_database(target: str | Path) -> None:
    dispatches = [
        stored(1), stored(2, event(1, killed=(17, 17))), stored(3, event(1, date=LATER)),
        stored(4, event(1, date=None, place=None, actors=(), targets=(), killed=None)),
    ]  # fmt: skip
    with Store(target, create=True) as store:
        store.add(dispatches[1:])
        assert bring_up_to_date(store).fresh == 3
        store.add(dispatches[:1])
        assert bring_up_to_date(store).fresh == 1
        found = list(incidents(store))
        whole = link(dispatches)
        assert sorted(len(one.accounts) for one in found) == [1, 1, 2]
        assert {frozenset(a.event_id for a in one.accounts) for one in found} == {
            frozenset(a.event_id for a in one.accounts) for one in whole
        }
        assert [one.first_day for one in found] == [dt.date(2024, 3, 1), LATER.start, None]
        assert list(incidents(store, dispatches=2, where=EventFilter(country="ML", type="battle"))) == found[:1]
        one, other = (account.event_id for account in found[0].accounts)
        assert why(store, one, other).one_incident and why(store, one, other).weight > 0
        taken = decide(store, "split", [one], [other], note="deux camps")
        assert incident(store, one).id != incident(store, other).id
        undo(store, taken.number)
        assert list(incidents(store)) == found
        listed = store.table("incident_records")
        assert listed.num_rows == 4 and set(listed["incident"].to_pylist()) == {each.id for each in found}
