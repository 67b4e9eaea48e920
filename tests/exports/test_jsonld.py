"""JSON-LD read back as RDF: SEM events, Web Annotation selectors, PROV attributions."""

from __future__ import annotations

import json

import pytest
from export_samples import ACCOUNTS, KINDS, TYPES, account, on, party
from hypothesis import given

from recoupe.exports.account import Account
from recoupe.exports.jsonld import chunks, crosswalk
from recoupe.exports.taking import Rows

rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed (extra test)")
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef  # noqa: E402
from rdflib import namespace as closed  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
OA = Namespace("http://www.w3.org/ns/oa#")
PROV = Namespace("http://www.w3.org/ns/prov#")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
TERM = Namespace("urn:recoupe:term:")
# The terms of the vocabularies that the export uses, by their specifications.
SEM_TERMS = {
    "Event", "EventType", "Actor", "Role", "RoleType", "Place", "eventType", "roleType", "hasActor", "hasPlace",
    "hasBeginTimeStamp", "hasEndTimeStamp", "hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp",
}  # fmt: skip
GEO_TERMS = {"lat", "long"}
OA_TERMS = {
    "Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "hasBody", "hasTarget", "hasSource",
    "hasSelector", "start", "end", "exact", "motivatedBy", "identifying",
}  # fmt: skip
PROV_TERMS = {"Entity", "Agent", "wasDerivedFrom", "wasAttributedTo", "wasQuotedFrom"}


def graph(*accounts: Account) -> Graph:
    return Graph().parse(data=b"".join(chunks(Rows(accounts))), format="json-ld")


def the_event(found: Graph) -> URIRef:
    (event,) = found.subjects(RDF.type, SEM.Event)
    assert isinstance(event, URIRef)
    return event


def test_an_event() -> None:
    one = account()
    found = graph(one)
    event = the_event(found)
    assert str(event) == f"urn:recoupe:event:{one.id}"
    assert found.value(event, SEM.eventType) == TERM["battle.clash"]
    assert found.value(event, SEM.hasBeginTimeStamp) == Literal("2024-03-01", datatype=closed.XSD.date)
    assert found.value(event, SEM.hasPlace) == URIRef("https://sws.geonames.org/2457163/")
    roles = {
        str(found.value(found.value(role, RDF.value), RDFS.label)): str(found.value(role, TERM.role))
        for role in found.objects(event, SEM.hasActor)
    }
    assert roles == {"JNIM": "actor", "Military Forces of Mali": "target"}
    agents = [str(found.value(agent, RDFS.label)) for agent in found.objects(event, PROV.wasAttributedTo)]
    assert agents == ["l'état-major"]
    (dispatch,) = found.objects(event, PROV.wasDerivedFrom)
    assert str(dispatch) == f"urn:recoupe:dispatch:{one.report.key}"


def test_selectors_find_the_words() -> None:
    one = account()
    found, text = graph(one), one.report.dispatch.text
    targets = [found.value(note, OA.hasTarget) for note in found.subjects(RDF.type, OA.Annotation)]
    assert len(targets) == 2
    for target in targets:
        selectors = {found.value(each, RDF.type): each for each in found.objects(target, OA.hasSelector)}
        position, quoted = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
        start, end = (found.value(position, name).toPython() for name in (OA.start, OA.end))
        assert text[start:end] == str(found.value(quoted, OA.exact)) != ""
        assert found.value(target, OA.hasSource) == URIRef(f"urn:recoupe:dispatch:{one.report.key}")


@pytest.mark.parametrize(
    ("precision", "begin", "end"),
    [
        ("day", SEM.hasBeginTimeStamp, SEM.hasEndTimeStamp),
        ("week", SEM.hasEarliestBeginTimeStamp, SEM.hasLatestEndTimeStamp),
    ],
)
def test_days_that_are_not_exact_say_so(precision: str, begin: URIRef, end: URIRef) -> None:
    found = graph(account(date=on("2024-03-01", "2024-03-05", precision)))  # type: ignore[arg-type]
    event = the_event(found)
    assert (str(found.value(event, begin)), str(found.value(event, end))) == ("2024-03-01", "2024-03-05")


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_a_labelled_event_type(kind: str) -> None:
    found = graph(account(type=kind))
    term = found.value(the_event(found), SEM.eventType)
    assert (term, RDF.type, SEM.EventType) in found and found.value(term, RDFS.label)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_labelled_role_type(kind: str) -> None:
    found = graph(account(actors=(party(kind),), targets=()))  # type: ignore[arg-type]
    (role,) = found.objects(the_event(found), SEM.hasActor)
    term = found.value(role, SEM.roleType)
    assert (term, RDF.type, SEM.RoleType) in found and found.value(term, RDFS.label)


def test_only_terms_that_the_vocabularies_have() -> None:
    one = account(date=on("2024-03-01", precision="month"))
    for space, terms in ((SEM, SEM_TERMS), (OA, OA_TERMS), (PROV, PROV_TERMS), (GEO, GEO_TERMS)):
        used = {
            str(node).removeprefix(str(space))
            for triple in graph(account(), one)
            for node in triple
            if isinstance(node, URIRef) and str(node).startswith(str(space))
        }
        assert used <= terms and used


@pytest.mark.parametrize("space", [closed.PROV, closed.DCTERMS, closed.SDO], ids=["prov", "dcterms", "schema"])
def test_only_terms_that_the_closed_namespaces_have(space: type[closed.DefinedNamespace]) -> None:
    used = {
        str(node).removeprefix(str(space))
        for triple in graph(account(killed=(1, 2)))
        for node in triple
        if isinstance(node, URIRef) and str(node).startswith(str(space))
    }
    assert used and all(term in space for term in used)
    assert "noSuchTerm" not in space


def test_nothing_is_an_empty_graph_of_types() -> None:
    found = graph()
    assert not list(found.subjects(RDF.type, SEM.Event))
    assert len(list(found.subjects(RDF.type, SEM.EventType))) == len(TYPES)


def test_the_context_names_every_prefix() -> None:
    context = json.loads(b"".join(chunks(Rows(()))))["@context"]
    assert {name: context[name] for name in crosswalk().prefixes} == crosswalk().prefixes


@given(ACCOUNTS)
def test_whatever_is_written_is_json(one: Account) -> None:
    nodes = json.loads(b"".join(chunks(Rows([one]))))["@graph"]
    (event,) = [node for node in nodes if node["@type"] == ["sem:Event", "prov:Entity"]]
    assert " " not in event["@id"] and event["@id"].isascii()
