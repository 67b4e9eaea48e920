"""Events to export: one ambush with what is changed, and any that hypothesis can think of."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from hypothesis import strategies as st

from recoupe.exports.account import Account, accounts_of
from recoupe.records import (
    Certainty,
    CodedDispatch,
    DatePrecision,
    DateSpan,
    Dispatch,
    Event,
    EventType,
    Kind,
    Party,
    Place,
    PlacePrecision,
    Source,
    Status,
)
from recoupe.store import Stored, content_key

TYPES: tuple[EventType, ...] = get_args(EventType)
KINDS: tuple[Kind, ...] = get_args(Kind)
TEXT = (
    "Douze soldats au moins sont morts près de Gao, dit l'état-major ; l'attaque est attribuée au JNIM. Rien d'autre."
)
BANDIAGARA = 2460745
JNIM = Party(text="JNIM", name="JNIM", kind="rebel", country="ML", loaded=("terroristes",), span=(93, 97))
ARMY = Party(text="soldats", name="Military Forces of Mali", kind="state_forces", country="ML", span=(6, 13))
VILLAGERS = Party(text="villageois", name="Civilians (Mali)", kind="civilians", country="ML", span=(0, 5))
NOBODY = Party(text="hommes armés", name="Unidentified Armed Group (Mali)", kind="rebel", country="ML", span=(0, 5))
ALONE = Party(text="un homme", name="Sole Perpetrator (Mali)", kind="unknown", country="ML", span=(0, 5))
GAO = Place(
    text="Gao", name="Gao", geonameid=2457163, lat=16.27167, lon=-0.04472, country="ML", precision="town", span=(42, 45)
)


def on(day: str, last: str | None = None, precision: DatePrecision = "day") -> DateSpan:
    """A date by its days."""
    return DateSpan(start=dt.date.fromisoformat(day), end=dt.date.fromisoformat(last or day), precision=precision)


def event(number: int = 1, **changes: Any) -> Event:
    """An ambush near Gao on 1 March 2024, with what is changed."""
    base: dict[str, Any] = {
        "id": f"e{number}",
        "type": "battle.clash",
        "status": "happened",
        "certainty": "attributed",
        "actors": (JNIM,),
        "targets": (ARMY,),
        "place": GAO,
        "date": on("2024-03-01"),
        "killed": (12, None),
        "sources": (Source(text="l'état-major", span=(51, 63)),),
        "evidence": ((0, 45), (65, 97)),
        "confidence": 0.75,
    }
    return Event(**{**base, **changes})


def party(kind: Kind, name: str = "X", country: str | None = "ML") -> Party:
    return Party(text="x", name=name, kind=kind, country=country, span=(0, 1))


def stored(number: int = 1, *events: Event, **dispatch: Any) -> Stored:
    """A dispatch of its own for each number; with one event where none is given."""
    given = {"id": f"d{number}", "text": f"{TEXT} ({number})", "title": f"Titre {number}", "publisher": "Agence"}
    made = Dispatch(
        **{**given, "published": dt.date(2024, 3, 2), "lang": "fr", "url": "https://agence.test/1", **dispatch}
    )
    coded = CodedDispatch(id=made.id, events=events or (event(),), published=made.published)
    return Stored(content_key(made), made, coded)


def account(**changes: Any) -> Account:
    """The ambush beside its dispatch."""
    return accounts_of(stored(1, event(**changes)))[0]


# --- whatever hypothesis can think of

WORDS = st.text(st.characters(exclude_categories=()), max_size=8) | st.sampled_from(
    ["", "a\0b", "\ud83d", 'é\t"\n,', "]]>", "\x1b<&>", "\uffff", "=1+1"]
)
SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))
WHOLE = st.integers(0, 1000) | st.integers(0, 2**70)
RANGES = st.none() | st.tuples(WHOLE, st.none() | WHOLE).map(
    lambda pair: (pair[0], None if pair[1] is None else sum(pair))
)
COUNTRIES = st.none() | st.sampled_from(["ML", "XK", "FR", "PS", "ZZ", "AQ"])


def choice(literal: object) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


PARTIES = st.builds(
    Party,
    text=WORDS,
    name=WORDS,
    kind=choice(Kind),
    country=COUNTRIES,
    loaded=st.just(()) | st.just(("x",)),
    span=SPANS,
)
SIDES = st.lists(PARTIES, max_size=2).map(tuple)
PLACES = st.none() | st.builds(
    Place,
    text=WORDS,
    name=WORDS,
    geonameid=st.none() | st.integers() | st.just(GAO.geonameid),
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    country=COUNTRIES,
    precision=choice(PlacePrecision),
    span=SPANS,
)
DATES = st.none() | st.builds(
    lambda days, **rest: DateSpan(start=min(days), end=max(days), **rest),
    st.tuples(st.dates(), st.dates()) | st.tuples(st.dates(dt.date(2024, 3, 1), dt.date(2024, 3, 9)), st.just(dt.date(2024, 3, 5))),
    precision=choice(DatePrecision),
    inferred=st.booleans(),
    span=st.none(),
)  # fmt: skip
EVENTS = st.builds(
    Event,
    id=WORDS,
    type=choice(EventType),
    status=choice(Status),
    certainty=choice(Certainty),
    actors=SIDES,
    targets=SIDES,
    place=PLACES,
    origin=PLACES,
    destination=PLACES,
    date=DATES,
    killed=RANGES,
    injured=RANGES,
    captured=RANGES,
    displaced=RANGES,
    sources=st.lists(st.builds(Source, text=WORDS, span=SPANS), max_size=2).map(tuple),
    evidence=st.lists(SPANS, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
)
MAYBE = st.none() | WORDS
DISPATCHES = st.builds(
    Dispatch, text=WORDS, id=WORDS, title=MAYBE, published=st.none() | st.dates(), publisher=MAYBE,
    url=MAYBE | st.just("http://[x"), lang=MAYBE,
)  # fmt: skip
ACCOUNTS = st.builds(
    lambda dispatch, made: accounts_of(
        Stored(content_key(dispatch), dispatch, CodedDispatch(id=dispatch.id, events=(made,), published=dispatch.published))
    )[0],
    DISPATCHES,
    EVENTS,
)  # fmt: skip
