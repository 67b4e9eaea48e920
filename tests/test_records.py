"""The records: immutable, strict, JSON both ways; and the example dispatches that are written in their form."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Note, Party, Place, Source, json_schema

TEXT = "Des bandits ont tué deux bergers à Kassoumba, selon un élu."
ACTOR = Party(text="Des bandits", name="Unidentified Armed Group (Mali)", kind="unknown", country="ML", span=(0, 11))
PLACE = Place(text="Kassoumba", name="Kassoumba", country="ML", precision="town", span=(35, 44))
EVENT = Event(
    id="e1",
    type="civilians.attack",
    status="happened",
    certainty="attributed",
    actors=(ACTOR,),
    place=PLACE,
    date=DateSpan(start=dt.date(2024, 3, 13), end=dt.date(2024, 3, 13), precision="day"),
    killed=(2, None),
    sources=(Source(text="un élu", span=(52, 58)),),
    evidence=((0, 59),),
    confidence=0.75,
    notes=(Note(field="killed", value="2-", how="stated", rule="number", spans=((20, 32),)),),
)
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.json"))


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (Dispatch(text="a"), "text", "b"),
        (ACTOR, "name", "Boko Haram"),
        (PLACE, "lat", 0.0),
        (EVENT, "killed", (3, 3)),
        (CodedDispatch(id="d"), "events", ()),
    ],
)
def test_records_are_immutable(record: Any, field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        setattr(record, field, value)


def test_records_can_be_members_of_a_set() -> None:
    assert len({EVENT, EVENT.model_copy(), EVENT.model_copy(update={"id": "e2"})}) == 2


@pytest.mark.parametrize(
    ("record", "change"),
    [
        (EVENT, {"type": "battle.skirmish"}),
        (EVENT, {"status": "maybe"}),
        (EVENT, {"certainty": "sure"}),
        (EVENT, {"confidence": 1.5}),
        (EVENT, {"confidence": -0.1}),
        (EVENT, {"killed": [2]}),
        (EVENT, {"killed": 2}),
        (EVENT, {"colour": "red"}),
        (EVENT, {"evidence": [[0]]}),
        (ACTOR, {"kind": "bandits"}),
        (PLACE, {"precision": "village"}),
        (Dispatch(text="a"), {"body": "b"}),
        (Dispatch(text="a"), {"published": "hier"}),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(record: Any, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        type(record).model_validate({**record.model_dump(), **change})


@pytest.mark.parametrize(
    ("record", "change"),
    [
        (EVENT, {"killed": (5, 2)}),
        (EVENT, {"killed": (-1, 2)}),
        (EVENT, {"evidence": ((9, 3),)}),
        (EVENT.date, {"start": dt.date(2024, 3, 14)}),
        (PLACE, {"lat": 120.0}),
        (PLACE, {"lat": float("nan")}),
        (PLACE, {"lon": -180.5}),
        (PLACE, {"country": "Mali"}),
        (ACTOR, {"country": "ml"}),
        (ACTOR, {"span": (-1, 3)}),
    ],
)
def test_values_that_make_no_sense_are_refused(record: Any, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        type(record).model_validate({**record.model_dump(), **change})


def test_json_and_back() -> None:
    coded = CodedDispatch(id="d1", events=(EVENT,), published=dt.date(2024, 3, 14))
    assert CodedDispatch.model_validate_json(coded.model_dump_json()) == coded


def test_the_codebooks_form() -> None:
    record = EVENT.codebook()
    assert record["killed"] == [2, None]
    assert record["injured"] is None
    assert record["sources"] == ["un élu"]
    assert record["date"]["start"] == "2024-03-13"
    assert record["evidence"] == [[0, 59]]
    assert "notes" not in record
    assert json.loads(json.dumps(record)) == record


def test_spans_of_this_file_quote_its_text() -> None:
    for part in (ACTOR, PLACE, *EVENT.sources):
        assert TEXT[slice(*part.span)] == part.text


def test_json_schema() -> None:
    schema = json_schema()
    event = schema["$defs"]["Event"]
    assert event["additionalProperties"] is False
    assert len(event["properties"]["type"]["enum"]) == 32
    assert event["properties"]["status"]["enum"] == ["happened", "ongoing", "planned", "denied", "background"]
    assert event["properties"]["certainty"]["enum"] == ["asserted", "attributed", "unconfirmed"]
    assert len(schema["$defs"]["Party"]["properties"]["kind"]["enum"]) == 12
    assert set(schema["properties"]) == set(CodedDispatch.model_fields)
    assert json.loads(json.dumps(schema)) == schema


def test_there_are_eight_examples() -> None:
    stems = [path.stem for path in EXAMPLES]
    assert stems == ["congo", "gaza", "haiti", "levant", "protest", "sahel", "truce", "ukraine"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_a_dispatch(path: Path) -> None:
    raw = json.loads(path.read_text("utf-8"))
    assert list(raw) == ["id", "title", "text", "published", "publisher", "lang"]
    dispatch = Dispatch.model_validate(raw)
    assert dispatch.id == f"example-{path.stem}"
    assert dispatch.text.startswith(f"{dispatch.title}\n\n")
    assert dispatch.published is not None
    assert dispatch.lang == "fr"
