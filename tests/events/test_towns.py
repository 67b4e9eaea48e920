"""One sentence, several towns: which places make a list, and the records that come of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from recoupe import Coder
from recoupe.analysis import Analysis
from recoupe.events import towns
from recoupe.events.cluster import Scored
from recoupe.events.draft import Draft
from recoupe.events.mention import mentions_of
from recoupe.events.words import event_words
from recoupe.language import Lexicon
from recoupe.records import Dispatch

Analyse = Callable[[str], Analysis]


def drafted(analysis: Analysis) -> Draft:
    """The draft that all mentions of a dispatch make."""
    return Draft(tuple(Scored(m, 0.9, {}) for m in mentions_of(analysis)), analysis, "protest.peaceful")


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("Des manifestants ont défilé à Lyon, Nantes et Toulouse.", "Lyon", ["Nantes", "Toulouse"]),
        ("Des milliers de personnes ont manifesté à Lille (nord), à Metz (est) et à Brest.", "Metz", ["Lille", "Brest"]),
        ("Ils étaient 6.000 à manifester à Lyon, 4.000 à Nantes ou encore 800 à Brest.", "Lyon", ["Nantes", "Brest"]),
        ("Des rassemblements ont eu lieu dans les villes de Sfax et de Gabès.", "Sfax", ["Gabès"]),
        ("Des rassemblements ont eu lieu à Béni (Nord-Kivu), à Bunia (Ituri) et à Kisangani.", "Bunia", ["Béni", "Kisangani"]),
        ("Des manifestants ont défilé à Lyon, ainsi qu'à Nantes.", "Lyon", ["Nantes"]),
        ("Ils étaient 6.000 à manifester à Lyon et près de 800 à Brest.", "Lyon", ["Brest"]),
        ("Des manifestants ont défilé à Lyon.", "Lyon", []),
        ("Des manifestants ont marché entre Lyon et Grenoble.", "Lyon", []),
        ("Des manifestants ont défilé à Seytenga, près de Dori.", "Dori", []),
        ("Des manifestants ont défilé à Ansongo, dans la région de Gao.", "Ansongo", []),
        ("Des manifestants venus de Nantes ont défilé à Lyon.", "Lyon", []),
        ("Des manifestants ont défilé à Lyon, en France.", "Lyon", []),
    ],
)
def test_list(text: str, first: str, others: list[str], analyse: Analyse) -> None:
    analysis = analyse(text)
    own = next(p for p in analysis.places if p.text == first)
    assert [town.place.text for town in towns.listed_with(drafted(analysis), own)] == others


def test_a_list_is_found_from_a_mention_elsewhere(analyse: Analyse) -> None:
    analysis = analyse("Manifestation à Lyon contre la réforme. Des manifestants ont défilé à Lyon, Nantes et Toulouse.")
    first = next(p for p in analysis.places if p.text == "Lyon")
    assert [town.place.text for town in towns.listed_with(drafted(analysis), first)] == ["Nantes", "Toulouse"]


@pytest.mark.parametrize("between", [", " + "12 " * 2000 + "x", ", " + "à la " * 2000 + "x", " " * 5000 + "x"])
def test_no_text_between_two_places_takes_long(between: str, lexicon: Lexicon) -> None:
    assert event_words(lexicon).beside.fullmatch(between) is None


def test_a_record_at_a_further_town_is_told_by_the_sentences_that_name_it(analyse: Analyse) -> None:
    analysis = analyse("Des manifestants ont défilé samedi. Ils ont manifesté à Lyon et à Nantes. La manifestation de Lyon était calme.")
    draft = drafted(analysis)
    nantes = next(p for p in analysis.places if p.text == "Nantes")
    assert draft.sentences == (0, 1, 2)
    assert towns.at(draft, nantes).sentences == (1,)


def test_each_town_of_a_march_gets_a_record() -> None:
    text = "France : des marches dans trois villes\n\nDes milliers de manifestants ont défilé samedi à Lyon, Nantes et Toulouse contre la réforme. Les cortèges se sont dispersés dans le calme."
    coded = Coder().code(Dispatch(text=text, published=date(2023, 3, 14), lang="fr"))
    marches = {event.place.name: event for event in coded.events if event.type == "protest.peaceful" and event.place}
    assert set(marches) == {"Lyon", "Nantes", "Toulouse"}
    further = marches["Toulouse"]
    assert further.date == marches["Lyon"].date
    assert any(note.field == "place" and "together" in note.rule for note in further.notes)
    assert all(text[slice(*span)].startswith("Des milliers") for span in further.evidence)
