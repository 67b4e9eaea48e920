"""English inflection: verbs, plurals and the trigger forms that follow from them, all of it data."""

from __future__ import annotations

import pytest

from recoupe.language import load
from recoupe.language.lexicon import conjugate, plural

EN = load("en")


@pytest.mark.parametrize(
    ("infinitive", "forms", "participles"),
    [
        ("attack", ["attack", "attacks", "attacking", "attacked"], ["attacked"]),
        ("seize", ["seizes", "seizing", "seized"], ["seized"]),
        ("free", ["frees", "freeing", "freed"], ["freed"]),
        ("die", ["dies", "dying", "died"], ["died"]),
        ("deny", ["denies", "denying", "denied"], ["denied"]),
        ("deploy", ["deploys", "deploying", "deployed"], ["deployed"]),
        ("clash", ["clashes", "clashing", "clashed"], ["clashed"]),
        ("ambush", ["ambushes"], ["ambushed"]),
        ("stab", ["stabs", "stabbing", "stabbed"], ["stabbed"]),
        ("kidnap", ["kidnaps", "kidnapping", "kidnapped"], ["kidnapped"]),
        ("repel", ["repels", "repelling", "repelled"], ["repelled"]),
        ("shell", ["shells", "shelling", "shelled"], ["shelled"]),
        ("model", ["modelling", "modeling"], ["modelled", "modeled"]),
        ("admit", ["admits", "admitting"], ["admitted"]),
        ("target", ["targets", "targeting"], ["targeted"]),
        ("benefit", ["benefiting"], ["benefited"]),
        ("shoot", ["shoots", "shooting", "shot"], ["shot"]),
        ("fight", ["fights", "fighting", "fought"], ["fought"]),
        ("strike", ["strikes", "striking", "struck"], ["struck", "stricken"]),
        ("blow", ["blows", "blowing", "blew"], ["blown"]),
        ("flee", ["flees", "fleeing", "fled"], ["fled"]),
        ("overrun", ["overruns", "overrunning", "overran"], ["overrun"]),
        ("withdraw", ["withdraws", "withdrawing", "withdrew"], ["withdrawn"]),
        ("retake", ["retakes", "retaking", "retook"], ["retaken"]),
        ("overthrow", ["overthrew"], ["overthrown"]),
        ("hit", ["hits", "hitting"], ["hit"]),
        ("hang", ["hung", "hanged"], ["hung", "hanged"]),
        ("burn", ["burns", "burned", "burnt"], ["burned", "burnt"]),
        ("wound", ["wounds", "wounding", "wounded"], ["wounded"]),
        ("treat", ["treats", "treating"], ["treated"]),
        ("surround", ["surrounding"], ["surrounded"]),
        ("behead", ["beheading"], ["beheaded"]),
        ("buy", ["buys", "buying", "bought"], ["bought"]),
        ("open fire", ["opens fire", "opening fire", "opened fire"], ["opened fire"]),
        ("blow up", ["blows up", "blew up"], ["blown up"]),
        ("shoot down", ["shot down", "shooting down"], ["shot down"]),
    ],
)
def test_conjugation(infinitive: str, forms: list[str], participles: list[str]) -> None:
    made = conjugate(infinitive, EN["conjugation"])
    assert [form for form in forms if form not in {f for f, _ in made}] == []
    assert [form for form in participles if (form, "participle") not in made] == []
    assert (infinitive, "verb") in made


@pytest.mark.parametrize(
    ("infinitive", "wrong"),
    [
        ("treat", "trat"),
        ("wound", "wounden"),
        ("hit", "hitted"),
        ("strike", "striked"),
        ("fight", "fighted"),
        ("exhibit", "exhibitting"),
    ],
)
def test_forms_that_are_no_words(infinitive: str, wrong: str) -> None:
    assert wrong not in {form for form, _ in conjugate(infinitive, EN["conjugation"])}


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("raid", "raids"),
        ("clash", "clashes"),
        ("casualty", "casualties"),
        ("convoy", "convoys"),
        ("gunman", "gunmen"),
        ("knife", "knives"),
        ("hostage crisis", "hostage crises"),
        ("car bomb", "car bombs"),
        ("exchange of fire", "exchanges of fire"),
        ("weapons cache", "weapons caches"),
        ("ceasefire", "ceasefires"),
        ("embargo", "embargoes"),
        ("box", "boxes"),
    ],
)
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun, EN["conjugation"]["plural"]) == expected


def test_no_rule_of_the_plural_leaves_the_noun_as_it_is() -> None:
    rules = {"of_compound": "last", "prepositions": [], "endings": []}
    assert plural("raid", rules) == "raid"
    assert plural("night raid", rules) == "night raid"


def test_a_class_with_verbs_is_for_these_alone() -> None:
    classes = {"class": [{"suffix": "e", "verbs": ["bite"], "endings": ["it"], "participle": []}]}
    assert conjugate("bite", classes) == [("bitit", "verb")]
    assert conjugate("despite", classes) == [("despite", "verb")]
