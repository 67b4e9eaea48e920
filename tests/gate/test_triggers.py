"""The gate: the frame lexicon's words in a text, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.gate import TriggerHit, find_triggers
from recoupe.language import Lexicon, load
from recoupe.text import fold, normalise

FR = load("fr")


def hits(text: str, lexicon: Lexicon = FR) -> list[TriggerHit]:
    return find_triggers(normalise(text), lexicon)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Des soldats ont été TUÉS.", ["tues"]),
        ("Les assaillants ont attaqué le camp.", ["assaillants", "attaque"]),
        ("Un attentat-suicide a visé le pont.", ["attentat-suicide", "vise"]),
        ("Le marché est vide.", []),
        ("Un raid aérien a frappé la ville.", ["raid aerien", "frappe"]),
        ("Une marche a eu lieu au marché.", ["marche"]),
        ("LES MARCHÉS ET LES MARCHES", ["marches"]),
        ("Un retraité bat en retraite.", ["retraite"]),
        ("Il tue, il a tué ; il blesse, il a blessé.", ["tue", "tue", "blesse", "blesse"]),
        ("Deux prises d'otages et des échanges de tirs", ["prises d'otages", "echanges de tirs"]),
        ("Il a été pris en otage.", ["pris en otage"]),
        ("L’attaque a été repoussée.", ["attaque", "repoussee"]),
        ("Des gaz lacrymogènes ont dispersé la foule.", ["gaz lacrymogenes", "disperse", "foule"]),
        ("Ils enlèvent et tuent.", ["enlevent", "tuent"]),
        ("La ville a été reprise ; trois obus y ont plu.", ["reprise", "obus"]),
        ("Le beau temps revient.", []),
        ("La situation est tuante.", []),
        ("Les statuettes du musée", []),
        ("Un contre-tueurisme", []),
        ("Le train est passé par le pont.", []),
        ("", []),
    ],
)
def test_forms(text: str, forms: list[str]) -> None:
    assert [hit.form for hit in hits(text)] == forms


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Une embuscade a été tendue.", "attack"),
        ("Douze villageois ont été massacrés.", "kill"),
        ("Douze villageois ont péri.", "die"),
        ("Des policiers ont été blessés.", "wound"),
        ("Des affrontements ont éclaté.", "clash"),
        ("Un drone a bombardé le camp.", "strike"),
        ("Des tirs d'artillerie ont visé la ville.", "shell"),
        ("Une voiture piégée a explosé.", "explode"),
        ("Ils ont marché sur la capitale.", "protest"),
        ("Un kamikaze s'est fait exploser.", "suicide"),
        ("Une grenade a été lancée.", "grenade"),
        ("Une attaque chimique a eu lieu.", "chemical"),
        ("Trois prêtres ont été kidnappés.", "abduct"),
        ("Des femmes ont été violées.", "rape"),
        ("Des milliers de personnes ont manifesté.", "protest"),
        ("Un cessez-le-feu a été signé.", "agree"),
        ("Dix suspects ont été arrêtés.", "arrest"),
        ("Les otages ont été libérés.", "release"),
        ("Des renforts ont été déployés.", "move"),
        ("Les rebelles se sont repliés.", "withdraw"),
        ("La ville est assiégée.", "siege"),
    ],
)
def test_acts(text: str, act: str) -> None:
    assert act in {name for hit in hits(text) for name in hit.acts}


@pytest.mark.parametrize("word", sorted(FR["frames"]["ambiguous"]))
def test_an_ambiguous_form_is_never_a_trigger(word: str) -> None:
    assert word not in [hit.form for hit in hits(f"xx {word} xx")]


def test_of_overlapping_forms_the_longest_wins() -> None:
    assert [hit.form for hit in hits("des tirs de roquettes")] == ["tirs de roquettes"]


def test_how_a_form_is_listed() -> None:
    (hit,) = hits("tués")
    assert "participle" in hit.listed
    assert "tuer" in hit.lemmas


@given(st.lists(st.one_of(st.sampled_from([t.form for t in FR.triggers[::37]]), st.text(max_size=8)), max_size=8))
def test_hits_are_whole_words_in_order_without_overlap(parts: list[str]) -> None:
    folded = fold(normalise(" ".join(parts)))
    reach = 0
    for hit in find_triggers(folded, FR):
        start, end = hit.span
        assert reach <= start < end
        assert folded[start:end] == hit.form
        assert not (start and folded[start - 1].isalnum())
        assert not (end < len(folded) and folded[end].isalnum() and not hit.form.endswith("'"))
        assert hit.acts
        assert hit.lemmas
        reach = end


def test_every_act_of_the_codebook_has_words(lexicon: Lexicon) -> None:
    acts = {trigger.act for trigger in lexicon.triggers}
    assert {frame["act"] for frame in lexicon["frames"]["frame"]} == acts
