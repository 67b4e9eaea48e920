"""The gate in English: the frame lexicon's words, and the words that only look like them."""

from __future__ import annotations

import pytest

from recoupe.gate import find_triggers
from recoupe.language import load
from recoupe.text import normalise

EN = load("en")


def acts(text: str) -> set[str]:
    return {act for hit in find_triggers(normalise(text), EN) for act in hit.acts}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Gunmen ambushed an army convoy.", "attack"),
        ("Twelve villagers were hacked to death.", "kill"),
        ("Nine people died.", "die"),
        ("Four policemen were wounded.", "wound"),
        ("Clashes broke out at dawn.", "clash"),
        ("The two sides traded fire for hours.", "clash"),
        ("Men on motorcycles opened fire.", "shoot"),
        ("An airstrike hit the depot.", "strike"),
        ("Drones were seen over the port.", "strike"),
        ("Mortar rounds landed near the school.", "shell"),
        ("A roadside bomb went off.", "explode"),
        ("A woman blew herself up at the gate.", "suicide"),
        ("Someone threw a grenade into the bar.", "grenade"),
        ("Chlorine was used, doctors said.", "chemical"),
        ("He was attacked with machetes.", "stab"),
        ("A van ploughed into the crowd.", "ram"),
        ("The mob lynched two men.", "beat"),
        ("Three priests were taken hostage.", "abduct"),
        ("Soldiers gang-raped women there.", "rape"),
        ("Thousands took to the streets.", "protest"),
        ("Youths burned tyres.", "riot"),
        ("Police fired tear gas.", "disperse"),
        ("Ten suspects were detained.", "arrest"),
        ("The hostages were set free.", "release"),
        ("Troops defused a bomb.", "disrupt"),
        ("Rebels captured the town.", "take"),
        ("The garrison pulled out.", "withdraw"),
        ("Reinforcements were deployed.", "move"),
        ("Families fled their homes.", "flee"),
        ("The town is under siege.", "siege"),
        ("The army launched an offensive.", "operation"),
        ("A truce was signed.", "agree"),
        ("Herders' cattle were rustled.", "loot"),
        ("A new outpost was built.", "base"),
        ("The faction pledged allegiance to them.", "group"),
        ("The group claimed responsibility.", "inform"),
        ("Officers staged a coup.", "coup"),
        ("A curfew was imposed.", "measure"),
        ("The North test-fired two missiles.", "test"),
        ("They were about to strike.", "attempt"),
        ("The incident is under investigation.", "anaphor"),
    ],
)
def test_acts(text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The weather will improve on March 3.",
        "He moved to a new house and lost his keys.",
        "The United Nations met in Geneva.",
        "The Red Cross has stations along the road.",
        "She found the post office closed.",
        "",
    ],
)
def test_everyday_words_are_no_triggers(text: str) -> None:
    assert acts(text) == set()


def test_the_month_is_no_march() -> None:
    assert "protest" not in acts("Talks resume in March.")
    assert "protest" in acts("The march ended at the palace.")


def test_english_and_french_tell_the_same_acts() -> None:
    assert {frame["act"] for frame in EN["frames"]["frame"]} == {
        frame["act"] for frame in load("fr")["frames"]["frame"]
    }
