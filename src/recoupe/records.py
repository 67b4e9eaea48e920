"""The records: a Dispatch goes in, a CodedDispatch of Events comes out.

All records are immutable pydantic models; field names and values follow the codebook (docs/codebook.md).
Offsets are half-open character spans [start, end) of ``Dispatch.text`` exactly as it was given.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _forwards(span: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= span[0] <= span[1]:
        raise ValueError(f"{list(span)}: a span is [start, end) with 0 <= start <= end")
    return span


def _rising(figure: tuple[int, int | None]) -> tuple[int, int | None]:
    low, high = figure
    if low < 0 or (high is not None and high < low):
        raise ValueError(f"{list(figure)}: a figure is [low, high] with 0 <= low <= high, or high null")
    return figure


Span = Annotated[tuple[int, int], AfterValidator(_forwards)]
"""Half-open character offsets [start, end) into the dispatch's text."""

Range = Annotated[tuple[int, int | None], AfterValidator(_rising)]
"""A figure as [low, high]; high is None where nothing bounds it from above."""

Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code, or XK."""

EventType = Literal[
    "battle.clash",
    "battle.government_regains",
    "battle.nonstate_overtakes",
    "explosion.air_strike",
    "explosion.shelling",
    "explosion.ied",
    "explosion.suicide",
    "explosion.grenade",
    "explosion.chemical",
    "civilians.attack",
    "civilians.abduction",
    "civilians.sexual",
    "protest.peaceful",
    "protest.intervention",
    "protest.excessive_force",
    "riot.demonstration",
    "riot.mob",
    "strategic.agreement",
    "strategic.arrests",
    "strategic.release",
    "strategic.disrupted_weapons",
    "strategic.base",
    "strategic.looting",
    "strategic.transfer",
    "strategic.group_change",
    "strategic.movement",
    "strategic.withdrawal",
    "strategic.siege",
    "strategic.operation",
    "strategic.information",
    "strategic.displacement",
    "strategic.other",
]
Status = Literal["happened", "ongoing", "planned", "denied", "background"]
Certainty = Literal["asserted", "attributed", "unconfirmed"]
Kind = Literal[
    "state_forces",
    "rebel",
    "political_militia",
    "communal_militia",
    "protesters",
    "rioters",
    "civilians",
    "external_forces",
    "government",
    "international",
    "organisation",
    "unknown",
]
PlacePrecision = Literal["site", "town", "district", "province", "country", "area"]
DatePrecision = Literal["day", "week", "month", "year", "unknown"]


class Record(BaseModel):
    """Base of every record: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dispatch(Record):
    """One dispatch as it was given. Only ``text`` is required; offsets everywhere refer to it."""

    text: str
    id: str = ""
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None


class Note(Record):
    """Where one value comes from: the words, the rule or lexicon entry, and whether it was inherited or inferred."""

    field: str
    value: str
    how: Literal["stated", "inherited", "inferred"]
    rule: str
    spans: tuple[Span, ...] = ()


class Party(Record):
    """A party of an event (codebook, "What a party's name is")."""

    text: str
    name: str
    kind: Kind
    country: Country | None = None
    loaded: tuple[str, ...] = ()
    span: Span


class Place(Record):
    """Where it happens. Coordinates are WGS 84 degrees; ``geonameid`` is None where the gazetteer lacks the place."""

    text: str
    name: str
    geonameid: int | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    country: Country | None = None
    precision: PlacePrecision
    span: Span


class DateSpan(Record):
    """First and last day (ISO 8601). ``inferred`` says that no words of the dispatch give it directly."""

    start: dt.date
    end: dt.date
    precision: DatePrecision
    inferred: bool = False
    span: Span | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"{self.start} to {self.end}: the first day is not before the last")
        return self


class Source(Record):
    """Who is cited, in the dispatch's own words."""

    text: str
    span: Span


class Event(Record):
    """One event reported by a dispatch (codebook, "Fields")."""

    id: str
    type: EventType
    status: Status
    certainty: Certainty
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Place | None = None
    origin: Place | None = None
    destination: Place | None = None
    date: DateSpan | None = None
    killed: Range | None = None
    injured: Range | None = None
    captured: Range | None = None
    displaced: Range | None = None
    sources: tuple[Source, ...] = ()
    evidence: tuple[Span, ...] = ()
    confidence: float = Field(ge=0.0, le=1.0, description="estimated probability that this is a record of the codebook")
    notes: tuple[Note, ...] = ()

    def codebook(self) -> dict[str, Any]:
        """The record as the codebook writes it: JSON-ready, sources as strings, without notes and inner spans."""
        record = self.model_dump(mode="json", exclude={"notes", "sources"})
        record["sources"] = [source.text for source in self.sources]
        return record


class CodedDispatch(Record):
    """What one dispatch came to: its events, and what the coder wants its reader to know."""

    id: str
    events: tuple[Event, ...] = ()
    published: dt.date | None = None
    published_inferred: bool = False
    skipped: str | None = Field(
        default=None, description="why the dispatch was not coded, e.g. its language; None if it was"
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema of a CodedDispatch."""
    return CodedDispatch.model_json_schema()
