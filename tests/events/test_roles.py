"""Parties as candidates for the roles of an event: who is one, where he stands, and what he is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoupe.analysis import Analysis
from recoupe.events.arguments import arguments_of
from recoupe.events.cluster import Scored
from recoupe.events.draft import Draft
from recoupe.events.mention import mentions_of
from recoupe.events.roles import BEYOND, candidates, party_of
from recoupe.language import Lexicon

Analyse = Callable[[str], Analysis]


def drafted(analysis: Analysis, event_type: str, sentence: int = 0) -> Draft:
    """The draft that all mentions of one sentence make."""
    told = tuple(Scored(m, 0.9, {}) for m in mentions_of(analysis) if m.sentence == sentence)
    return Draft(told, analysis, event_type)


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Les rebelles ont tué trois soldats.", {"Les rebelles": "does", "trois soldats": "undergoes"}),
        ("Trois soldats ont été tués par des rebelles.", {"Trois soldats": "undergoes", "des rebelles": "does"}),
        ("L'armée a lancé une offensive contre les rebelles.", {"L'armée": "does", "les rebelles": "undergoes"}),
        ("Des soldats et des policiers ont attaqué le village.", {"Des soldats": "does", "des policiers": "does"}),
        ("Trois civils sont morts.", {"Trois civils": "undergoes"}),
    ],
)
def test_cues(text: str, cues: dict[str, str], analyse: Analyse) -> None:
    analysis = analyse(text)
    found = {
        m.text: a.cue for m, a in zip(analysis.parties, arguments_of(analysis), strict=True) if a and m.text in cues
    }
    assert found == cues


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        # people of one country are one party; a single one stands for himself
        (
            "Un homme a tué trois personnes à Lyon.", "civilians.attack",
            [("Sole Perpetrator (France)", "Civilians (France)"), ("Unidentified Armed Group (France)", "Civilians (France)")],
        ),
        (
            "Des habitants ont fui, des civils ont été tués.", "civilians.attack",
            [("Unidentified Armed Group (France)", "Civilians (France)")],
        ),
        (
            "Karim Bouzid a tué Paul Lemaire.", "civilians.attack",
            [("Sole Perpetrator (France)", "Civilians (France)"), ("Sole Perpetrator (France)", "Civilians (France)")],
        ),
        (
            "L'armée malienne a tué des jihadistes.", "battle.clash",
            [("Military Forces of Mali",) * 2, ("Unidentified Armed Group (France)",) * 2],
        ),
    ],
)  # fmt: skip
def test_one_candidate_a_party(
    text: str, event_type: str, expected: list[tuple[str, str]], analyse: Analyse, lexicon: Lexicon
) -> None:
    draft = drafted(analyse(text), event_type)
    named = [
        tuple(party_of(c, role, "FR", event_type, lexicon).name for role in ("actor", "target"))
        for c in candidates(draft, "FR", lexicon)
        if c.within
    ]
    assert named == expected


def test_parties_of_other_sentences_come_after(analyse: Analyse, lexicon: Lexicon) -> None:
    analysis = analyse("Des assaillants ont tué dix villageois à Maradi. Boko Haram a revendiqué l'attaque lundi.")
    found = candidates(drafted(analysis, "civilians.attack"), "NE", lexicon)
    assert [c.within for c in found] == [True, True, False]
    assert party_of(found[-1], "actor", "NE", "civilians.attack", lexicon).name == "Boko Haram"
    assert "out-unnamed:armed:named" in found[-1].features


def test_few_parties_beyond_are_looked_at(analyse: Analyse, lexicon: Lexicon) -> None:
    names = ["Mali", "Niger", "Tchad", "Togo", "Bénin", "Ghana", "Kenya", "Gabon"]
    others = " ".join(f"L'armée du {name} a attaqué un camp." for name in names)
    analysis = analyse(f"Des manifestants ont défilé à Paris. {others}")
    beyond = [c for c in candidates(drafted(analysis, "protest.peaceful"), "FR", lexicon) if not c.within]
    assert len(beyond) == BEYOND


def test_a_party_within_is_not_beyond_too(analyse: Analyse, lexicon: Lexicon) -> None:
    analysis = analyse("Boko Haram a attaqué un village. Boko Haram a fui.")
    found = [c for c in candidates(drafted(analysis, "civilians.attack"), "NE", lexicon) if c.best.name == "Boko Haram"]
    assert [c.within for c in found] == [True]


def test_features_do_not_depend_on_the_run(analyse: Analyse, lexicon: Lexicon) -> None:
    text = "Des assaillants ont tué dix villageois à Maradi. L'armée a accusé Boko Haram."
    first, second = (candidates(drafted(analyse(text), "civilians.attack"), "NE", lexicon) for _ in range(2))
    assert [(c.best, c.features) for c in first] == [(c.best, c.features) for c in second]
