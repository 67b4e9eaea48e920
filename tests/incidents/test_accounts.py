"""Whose account a record is, and how many are independent."""

from __future__ import annotations

import pytest
from written import cited, event, told

from recoupe.incidents.accounts import independent, outlets_in, told_by
from recoupe.incidents.tellings import Telling, tellings_of
from recoupe.store import Stored

LONG = (
    "Douze soldats ont péri mardi dans l'attaque du camp d'Arbinda, menée à l'aube par plusieurs dizaines d'hommes à moto. "
    "Un habitant joint par téléphone raconte avoir vu brûler la moitié du marché pendant que les tirs continuaient."
)
OTHER = "Le camp d'Arbinda a subi un assaut mardi. Selon notre correspondant, les renforts ne sont venus qu'à la nuit tombée."


def counted(*dispatches: Stored) -> dict[str, tuple[str, ...]]:
    """The voices, each with the names of its dispatches."""
    tellings = sorted((one for each in dispatches for one in tellings_of(each)), key=lambda one: one.age)
    names = {one.event_id: one.dispatch.id for one in tellings}
    return {
        voice: tuple(names[e] for e in events) for voice, events in independent(tellings, told_by(tellings)).items()
    }


def test_outlets_count_apart_and_the_dispatches_of_one_together() -> None:
    found = counted(
        told("a", publisher="AFP", published=0),
        told("b", publisher="RFI", text=OTHER),
        told("c", publisher="AFP", published=2),
    )
    assert found == {"AFP": ("a", "c"), "RFI": ("b",)}


@pytest.mark.parametrize(
    ("publisher", "sources", "voice"),
    [
        ("Le Quotidien", ("l'AFP",), "AFP"),
        ("Le Quotidien", ("une source sécuritaire", "l'Agence France-Presse"), "AFP"),
        ("Le Quotidien", ("un général",), "Le Quotidien"),
        ("Le Quotidien", ("Le Quotidien",), "Le Quotidien"),
        ("Le Quotidien avec AFP", (), "AFP"),
        ("Le Quotidien", ("la radio Okapi",), "Radio Okapi"),
        ("7sur7.cd", ("Radio Okapi",), "Radio Okapi"),
        ("AFP", ("un témoin", "l'AFP"), "AFP"),
        ("AFP", ("Radio Okapi",), "Radio Okapi"),
        ("RFI", ("AFP", "Reuters"), "Reuters"),  # the outermost, which the codebook puts last
        ("RFI", ("les rafales",), "RFI"),
    ],
)
def test_who_is_cited_speaks(publisher: str, sources: tuple[str, ...], voice: str) -> None:
    assert list(counted(told("a", event(sources=cited(*sources)), publisher=publisher))) == [voice]


def test_a_paper_of_the_same_incident_is_known_by_its_name() -> None:
    first = told("a", publisher="La Voix du Bam", published=0)
    second = told("b", event(sources=cited("la Voix du Bam")), publisher="Le Quotidien", text=OTHER)
    assert counted(first, second) == {"La Voix du Bam": ("a", "b")}


def test_partial_copies_count_with_their_original() -> None:
    first = told("a", text=f"{LONG} L'état-major n'a pas réagi.", publisher="AFP", published=0)
    second = told("b", text=f"Chapeau de la rédaction. {LONG}", publisher="Le Quotidien")
    third = told("c", text=OTHER, publisher="La Gazette")
    assert counted(third, second, first) == {"AFP": ("a", "b"), "La Gazette": ("c",)}


def test_of_one_day_who_cites_nobody_is_the_original() -> None:
    own = told("a", text=LONG, publisher="AFP")
    carried = [
        told(name, event(sources=cited("l'AFP")), text=f"{LONG} {name}.", publisher=f"Le {name}") for name in "bcdefg"
    ]
    tellings = [one for each in (*carried, own) for one in tellings_of(each)]
    found = told_by(tellings)
    assert set(found.voices.values()) == {"AFP"} and set(found.copies.values()) == {f"{own.key}:e1"}
    assert f"{own.key}:e1" not in found.copies


def test_a_stored_copy_belongs_to_its_original() -> None:
    first = told("a", publisher="AFP", published=0)
    copy = told("b", publisher="Le Quotidien", text=OTHER)
    marked = Stored(copy.key, copy.dispatch, copy.coded, copy_of=first.key)
    assert counted(first, marked) == {"AFP": ("a", "b")}
    assert counted(marked) == {"Le Quotidien": ("b",)}


def test_dispatches_without_a_publisher_count_each() -> None:
    (one,) = tellings_of(told("a"))
    nameless = [
        Telling(name, name, one.dispatch.model_copy(update={"publisher": None, "id": name}), None, None, one.event)
        for name in "xy"
    ]
    assert independent(nameless, told_by(nameless)) == {"dispatch x": ("x",), "dispatch y": ("y",)}


def test_who_only_looks_back_does_not_count() -> None:
    found = counted(
        told("a", publisher="AFP"), told("b", event(status="background"), publisher="RFI", text=OTHER, published=20)
    )
    assert found == {"AFP": ("a",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'AFP", ["AFP"]),
        ("AFP et Reuters", ["AFP", "Reuters"]),
        ("l'agence France-Presse", ["AFP"]),
        ("Wakat Sera", ["Wakat Séra"]),
        ("la BBC Afrique", ["BBC"]),
        ("le rafpal", []),
        ("", []),
    ],
)
def test_outlets_by_name(text: str, expected: list[str]) -> None:
    assert outlets_in(text) == expected
