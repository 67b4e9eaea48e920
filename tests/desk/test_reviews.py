"""Reviews: kept beside the machine's record, in either order of verdicts, and out again as gold."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from desk_samples import samples

from recoupe.desk.asked import Asked
from recoupe.desk.comparing import compared
from recoupe.desk.errors import DeskError, NotThere
from recoupe.desk.exporting import chunks
from recoupe.desk.queries.counting import totals
from recoupe.desk.reviews import history, review, standing
from recoupe.desk.reviews.correcting import changed, corrected
from recoupe.desk.reviews.gold import archive, gold
from recoupe.desk.reviews.keeping import free_id
from recoupe.measure import load_gold, score
from recoupe.records import Event
from recoupe.store import Store, open_store
from recoupe.store.copying import copy_store

NOON = dt.datetime(2024, 7, 1, 12, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
FIRST = samples()[0]
ID = f"{FIRST.key}:e1"
EVENT = FIRST.coded.events[0]


def form(event: Event, **changes: str | list[str]) -> dict[str, list[str]]:
    """What the page's form sends back for a record, with what an editor changed."""
    told: dict[str, Any] = {"type": event.type, "status": event.status, "certainty": event.certainty}
    for role, parties in (("actor", event.actors), ("target", event.targets)):
        for part in ("name", "kind", "country", "text"):
            told[f"{role}_{part}"] = [getattr(party, part) or "" for party in parties]
    place = event.place
    if place is not None:
        told |= {
            f"place_{part}": str(getattr(place, part) or "")
            for part in ("name", "geonameid", "lat", "lon", "country", "precision")
        }
    if event.date is not None:
        told |= {
            "date_start": str(event.date.start),
            "date_end": str(event.date.end),
            "date_precision": event.date.precision,
        }
    for name in ("killed", "injured", "captured", "displaced"):
        low, high = getattr(event, name) or ("", "")
        told |= {f"{name}_low": str(low), f"{name}_high": "" if high is None else str(high)}
    told["sources"] = "\n".join(source.text for source in event.sources)
    return {name: value if isinstance(value, list) else [value] for name, value in {**told, **changes}.items()}


def test_a_form_that_nobody_changed_changes_nothing() -> None:
    for stored in samples():
        for event in stored.coded.events:
            assert changed(event, corrected(event, form(event), stored.dispatch.text, event.id)) == ()


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"type": "explosion.ied"}, "type", "explosion.ied"),
        ({"killed_low": "17", "killed_high": ""}, "killed", (17, None)),
        ({"killed_low": "", "killed_high": "30"}, "killed", (0, 30)),
        ({"killed_low": "", "killed_high": ""}, "killed", None),
        ({"date_start": "", "date_end": ""}, "date", None),
        ({"place_name": ""}, "place", None),
        ({"actor_name": ["", "ISGS"]}, "actors", ("ISGS",)),
        ({"sources": "l'armée\nun élu"}, "sources", ("l'armée", "un élu")),
    ],
)
def test_what_an_editor_writes_is_the_record(changes: dict[str, Any], field: str, value: object) -> None:
    made = corrected(EVENT, form(EVENT, **changes), FIRST.dispatch.text, "e1")
    found = getattr(made, field)
    if field in ("actors", "sources"):
        found = tuple(getattr(one, "name", None) or one.text for one in found)
    assert found == value and changed(EVENT, made) == (field,)
    assert made.confidence == 1.0 and any(note.rule == "editor" and note.field == field for note in made.notes)


def test_words_keep_their_place_in_the_text() -> None:
    made = corrected(EVENT, form(EVENT, actor_name=["Katiba Macina"]), FIRST.dispatch.text, "e1")
    assert made.actors[0].name == "Katiba Macina" and made.actors[0].span == EVENT.actors[0].span
    new = corrected(
        EVENT,
        form(EVENT, target_name=["Military Forces of Mali", "CIVILS"], target_text=["soldats maliens", "MERCREDI"]),
        FIRST.dispatch.text,
        "e1",
    )
    assert new.targets[1].text == "mercredi" and FIRST.dispatch.text[slice(*new.targets[1].span)] == "mercredi"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": "war"}, "type: "),
        ({"killed_low": "9", "killed_high": "3"}, "killed: at least 9, at most 3"),
        ({"killed_low": "many"}, "killed_low: 'many' is no whole number"),
        ({"date_start": "Wednesday"}, "date: 'Wednesday' is no day"),
        ({"date_start": "2024-03-14", "date_end": "2024-03-13"}, "lies before the first"),
        ({"place_lat": "north"}, "place_lat: 'north' is no number"),
        ({"place_lat": "95"}, "place: lat"),
        ({"place_lat": ""}, "give latitude and longitude, or neither"),
        ({"actor_country": ["Mali"]}, "actor 'JNIM': country"),
        ({"actor_kind": ["army"]}, "actor 'JNIM': kind"),
    ],
)
def test_what_is_no_record_is_told(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(DeskError) as refused:
        corrected(EVENT, form(EVENT, **changes), FIRST.dispatch.text, "e1")
    assert told in str(refused.value)


def test_every_review_is_kept_and_the_machine_s_record_stays(store: Store) -> None:
    before = store.table("events")
    better = corrected(EVENT, form(EVENT, killed_low="14", killed_high="14"), FIRST.dispatch.text, "e1")
    review(store, ID, "accept", "Marie", now=NOON)
    review(store, ID, "correct", "Paul", record=better, note="quatorze", now=NOON)
    _, (stands,) = standing(store, FIRST.key)
    assert (stands.event.killed, stands.machine, stands.verdict) == ((14, 14), EVENT, "correct")
    assert [(one.number, one.verdict, one.editor, one.at) for one in history(store, event_id=ID)] == [
        (1, "accept", "Marie", "2024-07-01T10:00:00Z"), (2, "correct", "Paul", "2024-07-01T10:00:00Z"),
    ]  # fmt: skip
    found = compared(store, ID)
    assert found.incident is not None and found.incident.toll("killed").low == 14 and ID in found.corrected  # type: ignore[union-attr]
    review(store, ID, "reject", "Marie")
    assert totals(store, Asked()).events == 5 and totals(store, Asked(review="reject")).events == 1
    assert {one.event_id for one in compared(store, found.name).tellings} & {ID} == set()
    review(store, ID, "reopen", "Marie")
    _, (stands,) = standing(store, FIRST.key)
    assert (stands.event, stands.verdict, len(stands.reviews)) == (EVENT, "", 4) and totals(store, Asked()).events == 6
    assert store.table("events") == before


def test_a_corrected_party_is_found_by_its_new_name(store: Store) -> None:
    better = corrected(EVENT, form(EVENT, actor_name=["Katiba Macina"]), FIRST.dispatch.text, "e1")
    review(store, ID, "correct", "Marie", record=better)
    assert totals(store, Asked(actor="katiba macina")).events == 1 and totals(store, Asked(actor="JNIM")).events == 2


def test_a_missed_event_is_added_and_taken_off_again(store: Store) -> None:
    given = form(EVENT, type="strategic.movement", evidence="une embuscade près de Douentza")
    added = corrected(None, given, FIRST.dispatch.text, "a1")
    kept = review(store, free_id(store, FIRST.key), "add", "Marie", record=added)
    assert kept.event_id == f"{FIRST.key}:a1" and totals(store, Asked(type="strategic.movement")).events == 1
    assert free_id(store, FIRST.key) == f"{FIRST.key}:a2"
    exported = b"".join(chunks(store, Asked(type="strategic.movement"), "csv")).decode()
    assert exported.count("strategic.movement") == 1 and ":a1" in exported
    review(store, kept.event_id, "reject", "Marie")
    assert totals(store, Asked(type="strategic.movement")).events == 0
    with pytest.raises(DeskError, match="copy the words of the dispatch"):
        corrected(None, {**given, "evidence": ["never said"]}, FIRST.dispatch.text, "a1")


@pytest.mark.parametrize(
    ("verdict", "event_id", "record", "error"),
    [
        ("accept", "nothing:e1", None, NotThere),
        ("add", "nothing:a1", EVENT, NotThere),
        ("correct", ID, None, DeskError),
        ("accept", ID, EVENT, DeskError),
        ("maybe", ID, None, DeskError),
    ],
)
def test_a_review_of_nothing_is_refused(
    store: Store, verdict: Any, event_id: str, record: Event | None, error: type[DeskError]
) -> None:
    with pytest.raises(error):
        review(store, event_id, verdict, "Marie", record=record)
    assert store.table("reviews").num_rows == 0


def test_gold_is_what_measure_takes(store: Store, tmp_path: Path) -> None:
    assert list(gold(store)) == []
    for stored in samples()[:3]:
        review(store, f"{stored.key}:e1", "reject" if stored is samples()[2] else "accept", "Marie", now=NOON)
    packed = archive(store)
    assert packed == archive(store)
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    found = load_gold(tmp_path / "gold")
    assert sorted(len(events) for events in found.values()) == [1, 1, 1]
    slots = score(found, found).rows["slots"]
    assert (slots.fp, slots.fn) == (0, 0) and slots.tp > 10
    document = json.loads(next((tmp_path / "gold").glob("AFP-*.json")).read_text(encoding="utf-8"))
    assert document["text"] == FIRST.dispatch.text and document["published"] == "2024-03-14"


def test_a_dispatch_is_gold_once_all_of_it_is_judged(store: Store) -> None:
    added = corrected(None, form(EVENT, evidence="mercredi"), FIRST.dispatch.text, "a1")
    review(store, f"{FIRST.key}:a1", "add", "Marie", record=added)
    assert list(gold(store)) == []
    review(store, ID, "accept", "Marie")
    (only,) = gold(store)
    assert [one["id"] for one in json.loads(only.content)["events"]] == ["e1", "e2"]


def test_reviews_go_with_a_copy_of_the_store(store: Store, tmp_path: Path) -> None:
    review(store, ID, "accept", "Marie", now=NOON)
    with open_store(tmp_path / "copy.duckdb", create=True) as other:
        copy_store(store, other, 10)
        assert history(other) == history(store)
