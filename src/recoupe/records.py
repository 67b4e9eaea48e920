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
    """Base of every record: immutable, and strict about unknown fields. What stands under a field describes it in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Dispatch(Record):
    """One dispatch as it was given. Only ``text`` is required; offsets everywhere refer to it."""

    text: str
    """The whole text, exactly as given. Offsets count its characters."""
    id: str = ""
    """What the dispatch is called in messages and records."""
    title: str | None = None
    """The title alone."""
    published: dt.date | None = None
    """The day of publication; relative dates count from it."""
    publisher: str | None = None
    """Who published it."""
    url: str | None = None
    """Where it was found."""
    lang: str | None = None
    """ISO 639-1 code; None where it is to be identified."""


class Note(Record):
    """Where one value comes from: the words, the rule or lexicon entry, and whether it was inherited or inferred."""

    field: str
    """The field of the event, e.g. `date` or `actors`."""
    value: str
    """The value as people read it."""
    how: Literal["stated", "inherited", "inferred"]
    """`stated` in the event's own sentences, `inherited` from elsewhere in the dispatch, or `inferred` from what is said."""
    rule: str
    """The rule, model or entry of a data file that gave the value."""
    spans: tuple[Span, ...] = ()
    """The words that state it; none where no words do."""


class Party(Record):
    """A party of an event (codebook, "What a party's name is")."""

    text: str
    """Its words in the dispatch."""
    name: str
    """The field's usual name in English, as ACLED would write it."""
    kind: Kind
    """What kind of party it is."""
    country: Country | None = None
    """The country that it belongs to."""
    loaded: tuple[str, ...] = ()
    """Words of the publisher for it that a neutral style guide avoids."""
    span: Span
    """Where its words stand."""


class Place(Record):
    """Where it happens. Coordinates are WGS 84 degrees; ``geonameid`` is None where the gazetteer lacks the place."""

    text: str
    """Its words in the dispatch."""
    name: str
    """Its usual name in English, or as the gazetteer writes it."""
    geonameid: int | None = None
    """GeoNames id; None where the gazetteer lacks the place."""
    lat: float | None = Field(default=None, ge=-90, le=90)
    """Latitude of the place or of a point that stands for it, in degrees (WGS 84)."""
    lon: float | None = Field(default=None, ge=-180, le=180)
    """Longitude, in degrees (WGS 84)."""
    country: Country | None = None
    """The country that it lies in."""
    precision: PlacePrecision
    """How large the place is: the coordinates are no more exact than that."""
    span: Span
    """Where its words stand."""


class DateSpan(Record):
    """First and last day (ISO 8601). ``inferred`` says that no words of the dispatch give it directly."""

    start: dt.date
    """First day."""
    end: dt.date
    """Last day; the first where it is one day."""
    precision: DatePrecision
    """How exactly the dispatch tells it."""
    inferred: bool = False
    """Whether no words of the dispatch give it directly."""
    span: Span | None = None
    """The words that give it."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"{self.start} to {self.end}: the first day is not before the last")
        return self


class Source(Record):
    """Who is cited, in the dispatch's own words."""

    text: str
    """Its words in the dispatch."""
    span: Span
    """Where they stand."""


class Event(Record):
    """One event reported by a dispatch (codebook, "Fields")."""

    id: str
    """`e1`, `e2`, …: the number of the event in its dispatch."""
    type: EventType
    """What happened (codebook, "Types")."""
    status: Status
    """Whether it happened, goes on, is planned, is denied, or is told as background."""
    certainty: Certainty
    """Whether the dispatch asserts the event, a source says it, or it is in doubt."""
    actors: tuple[Party, ...] = ()
    """Who does it; of a clash the first side."""
    targets: tuple[Party, ...] = ()
    """To whom; of a clash the second side."""
    place: Place | None = None
    """The most specific named place where it happens."""
    origin: Place | None = None
    """Of movements, withdrawals, displacement and transfers: from where."""
    destination: Place | None = None
    """Of the same: to where."""
    date: DateSpan | None = None
    """First and last day."""
    killed: Range | None = None
    """People killed."""
    injured: Range | None = None
    """People injured."""
    captured: Range | None = None
    """People captured, arrested or abducted; of a release, people freed."""
    displaced: Range | None = None
    """People displaced."""
    sources: tuple[Source, ...] = ()
    """Who is cited for it, from the nearest speaker outward; none where the dispatch speaks in its own voice."""
    evidence: tuple[Span, ...] = ()
    """The passages that state it."""
    confidence: float = Field(ge=0.0, le=1.0)
    """Estimated probability that this is a record of the codebook."""
    notes: tuple[Note, ...] = ()
    """Where each value comes from."""

    def codebook(self) -> dict[str, Any]:
        """The record as the codebook writes it: JSON-ready, sources as strings, without notes and inner spans."""
        record = self.model_dump(mode="json", exclude={"notes", "sources"})
        record["sources"] = [source.text for source in self.sources]
        return record


class CodedDispatch(Record):
    """What one dispatch came to: its events, and what the coder wants its reader to know."""

    id: str
    """The dispatch's id."""
    events: tuple[Event, ...] = ()
    """Its events, numbered e1, e2, …"""
    published: dt.date | None = None
    """The day of publication, stated or inferred."""
    published_inferred: bool = False
    """Whether that day was inferred from the text."""
    skipped: str | None = None
    """Why the dispatch was not coded, e.g. its language; None if it was."""


def json_schema() -> dict[str, Any]:
    """JSON Schema of a CodedDispatch."""
    return CodedDispatch.model_json_schema()
