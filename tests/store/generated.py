"""Records for the store's tests: a few written ones, and any that hypothesis can think of."""

from __future__ import annotations

import datetime as dt
from typing import get_args

from hypothesis import strategies as st

from recoupe.records import (
    Certainty,
    CodedDispatch,
    DatePrecision,
    DateSpan,
    Dispatch,
    Event,
    EventType,
    Kind,
    Note,
    Party,
    Place,
    PlacePrecision,
    Source,
    Status,
)
from recoupe.store import Stored, content_key

JNIM = Party(text="des jihadistes", name="JNIM", kind="rebel", country="ML", loaded=("jihadistes",), span=(40, 54))
ARMY = Party(text="l'armée", name="Military Forces of Mali", kind="state_forces", country="ML", span=(0, 7))
GAO = Place(
    text="Gao", name="Gao", geonameid=2457163, lat=16.27167, lon=-0.04472, country="ML", precision="town", span=(60, 63)
)
TEXT = "L'armée a été prise dans une embuscade, des jihadistes à cinq km de Gao, selon elle."


def event(number: int = 1, **changes: object) -> Event:
    """An ambush near Gao on 1 March 2024, with what is changed."""
    base = Event(
        id=f"e{number}",
        type="battle.clash",
        status="happened",
        certainty="attributed",
        actors=(JNIM,),
        targets=(ARMY,),
        place=GAO,
        date=DateSpan(start=dt.date(2024, 3, 1), end=dt.date(2024, 3, 1), precision="day"),
        killed=(12, None),
        sources=(Source(text="l'armée", span=(0, 7)),),
        evidence=((0, len(TEXT)),),
        confidence=0.8125,
        notes=(Note(field="killed", value="[12, null]", how="stated", rule="au moins", spans=((0, 7), (40, 54))),),
    )
    return base.model_copy(update=changes)


def stored(number: int = 1, *events: Event, copy_of: str | None = None, signature: bytes | None = None) -> Stored:
    """A dispatch of its own for each number; with one event where none is given."""
    dispatch = Dispatch(
        id=f"d{number}", text=f"{TEXT} ({number})", title=f"Numéro {number}", published=dt.date(2024, 3, 2), lang="fr"
    )
    coded = CodedDispatch(id=dispatch.id, events=events or (event(),), published=dispatch.published)
    return Stored(content_key(dispatch), dispatch, coded, copy_of, signature)


# --- whatever hypothesis can think of

STRINGS = st.text(st.characters(exclude_categories=())) | st.sampled_from(["", "a\0b", "\ud83d", "é\t\\N\n", "\\."])
SPANS = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: (min(pair), max(pair)))
WHOLE = st.integers(0, 1000) | st.integers(0, 2**70)
RANGES = st.tuples(WHOLE, st.none() | WHOLE).map(lambda pair: (pair[0], None if pair[1] is None else sum(pair)))
COUNTRIES = st.none() | st.sampled_from(["ML", "XK", "FR"])


def choice(literal: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def few(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=2).map(tuple)


PARTIES = st.builds(
    Party, text=STRINGS, name=STRINGS, kind=choice(Kind), country=COUNTRIES, loaded=few(STRINGS), span=SPANS
)
PLACES = st.none() | st.builds(
    Place,
    text=STRINGS,
    name=STRINGS,
    geonameid=st.none() | st.integers(),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    country=COUNTRIES,
    precision=choice(PlacePrecision),
    span=SPANS,
)
DATES = st.none() | st.builds(
    lambda days, **rest: DateSpan(start=min(days), end=max(days), **rest),
    st.tuples(st.dates(), st.dates()),
    precision=choice(DatePrecision),
    inferred=st.booleans(),
    span=st.none() | SPANS,
)
NOTES = st.builds(
    Note,
    field=STRINGS,
    value=STRINGS,
    how=st.sampled_from(["stated", "inherited", "inferred"]),
    rule=STRINGS,
    spans=few(SPANS),
)
EVENTS = st.builds(
    Event,
    id=st.just("e"),
    type=choice(EventType),
    status=choice(Status),
    certainty=choice(Certainty),
    actors=few(PARTIES),
    targets=few(PARTIES),
    place=PLACES,
    origin=PLACES,
    destination=PLACES,
    date=DATES,
    killed=st.none() | RANGES,
    injured=st.none() | RANGES,
    captured=st.none() | RANGES,
    displaced=st.none() | RANGES,
    sources=few(st.builds(Source, text=STRINGS, span=SPANS)),
    evidence=few(SPANS),
    confidence=st.floats(0, 1),
    notes=few(NOTES),
)
MAYBE = st.none() | STRINGS
DAYS = st.none() | st.dates()
DISPATCHES = st.builds(
    Dispatch, text=STRINGS, id=STRINGS, title=MAYBE, published=DAYS, publisher=MAYBE, url=MAYBE, lang=MAYBE
)


@st.composite
def anything_stored(draw: st.DrawFn) -> Stored:
    """A dispatch and what it came to, of any content at all."""
    dispatch = draw(DISPATCHES)
    events = tuple(
        found.model_copy(update={"id": f"e{number}"})
        for number, found in enumerate(draw(st.lists(EVENTS, max_size=2)), 1)
    )
    coded = CodedDispatch(
        id=draw(st.just(dispatch.id) | STRINGS),
        events=events,
        published=draw(DAYS),
        published_inferred=draw(st.booleans()),
        skipped=draw(MAYBE),
    )
    copy_of = draw(st.none() | st.just("f" * 32))
    return Stored(content_key(dispatch), dispatch, coded, copy_of, draw(st.none() | st.binary(max_size=20)))
