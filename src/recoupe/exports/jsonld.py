"""JSON-LD 1.1: events of the Simple Event Model, what states them as Web Annotations, who says so as PROV attributions.

An event is a sem:Event with actors in roles, a place and time stamps; it was derived from its dispatch and attributed to
the agents that the dispatch cites. Each passage of evidence is an oa:Annotation whose target has a TextPositionSelector
(code points of the dispatch's text, as W3C counts them) and a TextQuoteSelector. Terms are in data/crosswalks/jsonld.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated
from urllib.parse import quote

from pydantic import Field

from recoupe.exports.account import Account, Report
from recoupe.exports.crosswalk import Crosswalk, complete, load
from recoupe.exports.jsontext import json_bytes, json_list
from recoupe.exports.taking import Rows, taken
from recoupe.records import DateSpan, EventType, Kind, Party, Place, Range

GEONAMES = "https://sws.geonames.org/"
TOLLS = ("killed", "injured", "captured", "displaced")
Node = dict[str, object]


class JsonLdCrosswalk(Crosswalk):
    """What data/crosswalks/jsonld.toml says: prefixes, and a label for each type and kind."""

    prefixes: dict[str, Annotated[str, Field(pattern=r"^(https?://|urn:).*[/#:]$")]]
    types: Annotated[dict[EventType, str], complete(EventType)]
    kinds: Annotated[dict[Kind, str], complete(Kind)]


@cache
def crosswalk() -> JsonLdCrosswalk:
    """The crosswalk of the package. Raises ExportError where it is wrong."""
    return load(JsonLdCrosswalk, "jsonld.toml")


def context() -> Node:
    """The @context: the prefixes, and how the terms that are no strings are typed."""
    days = (
        "sem:hasBeginTimeStamp",
        "sem:hasEndTimeStamp",
        "sem:hasEarliestBeginTimeStamp",
        "sem:hasLatestEndTimeStamp",
    )
    typed = {name: {"@type": "xsd:date"} for name in (*days, "dcterms:issued")}
    links = ("sem:eventType", "sem:roleType", "oa:hasSource", "oa:hasBody", "oa:motivatedBy", "prov:wasDerivedFrom")
    return {**crosswalk().prefixes, **typed, **{name: {"@type": "@id"} for name in links}}


def chunks(accounts: Rows) -> Iterator[bytes]:
    """The export: what types and kinds are called, then the nodes of one event a line."""
    opening = b'{"@context": ' + json_bytes(context()) + b', "@graph": ['
    return json_list(opening, _graph(accounts), b"]}\n")


def _graph(accounts: Rows) -> Iterator[Node]:
    for kind, what in (("EventType", crosswalk().types), ("RoleType", crosswalk().kinds)):
        for name, label in what.items():
            yield {"@id": f"recoupe:{name}", "@type": f"sem:{kind}", "rdfs:label": label}
    for made in taken(accounts, nodes):
        yield from made


def nodes(account: Account) -> list[Node]:
    """The event, its dispatches and an annotation for each passage of evidence."""
    return [event_node(account), *map(_dispatch, account.reports), *_annotations(account)]


def event_node(account: Account) -> Node:
    """The sem:Event."""
    event = account.event
    actors = [_role(party, "actor") for party in event.actors] + [_role(party, "target") for party in event.targets]
    node: Node = {
        "@id": _event_iri(account), "@type": ["sem:Event", "prov:Entity"], "sem:eventType": f"recoupe:{event.type}",
        "recoupe:status": event.status, "recoupe:certainty": event.certainty, "recoupe:confidence": event.confidence,
        "sem:hasActor": actors,
        **_places(account), **_days(event.date),
        **{f"recoupe:{name}": _figure(figure) for name in TOLLS if (figure := getattr(event, name))},
        "prov:wasDerivedFrom": [_dispatch_iri(report.key) for report in account.reports],
        "prov:wasAttributedTo": [{"@type": "prov:Agent", "rdfs:label": source.text} for source in event.sources],
    }  # fmt: skip
    return {name: value for name, value in node.items() if value not in (None, [])}


def _event_iri(account: Account) -> str:
    return f"urn:recoupe:event:{quote(account.id, safe=':')}"


def _dispatch_iri(key: str) -> str:
    return f"urn:recoupe:dispatch:{key}"


def _dispatch(report: Report) -> Node:
    """A dispatch, without its text."""
    dispatch = report.dispatch
    node: Node = {
        "@id": _dispatch_iri(report.key), "@type": "prov:Entity", "dcterms:identifier": dispatch.id or None,
        "dcterms:title": dispatch.title, "dcterms:publisher": dispatch.publisher, "schema:url": dispatch.url,
        "dcterms:language": dispatch.lang, "dcterms:issued": report.published.isoformat() if report.published else None,
        "prov:wasQuotedFrom": {"@id": _dispatch_iri(report.copy_of)} if report.copy_of else None,
    }  # fmt: skip
    return {name: value for name, value in node.items() if value is not None}


def _role(party: Party, role: str) -> Node:
    """A party in its role (sem:Role): what it is called, its kind, its country, and the dispatch's loaded words for it."""
    actor: Node = {"@type": "sem:Actor", "rdfs:label": party.name}
    if party.country:
        actor["schema:nationality"] = party.country
    node: Node = {
        "@type": "sem:Role",
        "rdf:value": actor,
        "sem:roleType": f"recoupe:{party.kind}",
        "recoupe:role": role,
    }
    return {**node, "recoupe:loaded": list(party.loaded)} if party.loaded else node


def _places(account: Account) -> Node:
    event = account.event
    places = {"sem:hasPlace": event.place, "recoupe:origin": event.origin, "recoupe:destination": event.destination}
    return {name: _place(place) for name, place in places.items() if place}


def _place(place: Place) -> Node:
    """A place; its IRI is GeoNames' where it has one."""
    node: Node = {"@id": f"{GEONAMES}{place.geonameid}/"} if place.geonameid is not None else {}
    node |= {"@type": "sem:Place", "rdfs:label": place.name, "recoupe:precision": place.precision}
    told = {"geo:lat": place.lat, "geo:long": place.lon, "schema:addressCountry": place.country}
    return node | {name: value for name, value in told.items() if value is not None}


def _days(date: DateSpan | None) -> Node:
    """Begin and end where the days are known; for a week, a month or a year the outermost days that it may lie between."""
    if date is None:
        return {}
    begin, end = (
        ("sem:hasBeginTimeStamp", "sem:hasEndTimeStamp")
        if date.precision == "day"
        else ("sem:hasEarliestBeginTimeStamp", "sem:hasLatestEndTimeStamp")
    )
    return {begin: date.start.isoformat(), end: date.end.isoformat(), "recoupe:datePrecision": date.precision}


def _figure(figure: Range) -> Node:
    low, high = figure
    bounds: Node = {"@type": "schema:QuantitativeValue", "schema:minValue": low}
    return bounds if high is None else {**bounds, "schema:maxValue": high}


def _annotations(account: Account) -> Iterator[Node]:
    for number, passage in enumerate(account.passages, 1):
        selectors: list[Node] = [
            {"@type": "oa:TextPositionSelector", "oa:start": passage.start, "oa:end": passage.end},
            {"@type": "oa:TextQuoteSelector", "oa:exact": passage.words},
        ]
        yield {
            "@id": f"{_event_iri(account)}:evidence:{number}", "@type": "oa:Annotation", "oa:motivatedBy": "oa:identifying",
            "oa:hasBody": _event_iri(account),
            "oa:hasTarget": {
                "@type": "oa:SpecificResource", "oa:hasSource": _dispatch_iri(passage.key), "oa:hasSelector": selectors,
            },
        }  # fmt: skip
