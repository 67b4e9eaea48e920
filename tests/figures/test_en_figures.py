"""Figures in English: ranges as the codebook has them, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import texts

from recoupe.figures import FigureMention, find_figures, find_numbers
from recoupe.language import Lexicon, load
from recoupe.text import normalise

SUM = "sum of parts"


@pytest.fixture(scope="session")
def english() -> Lexicon:
    return load("en")


def told(text: str, lexicon: Lexicon) -> list[FigureMention]:
    return find_figures(normalise(text), lexicon)


NUMBERS = [
    ("12 soldiers", [(12, 12)]),
    ("at least 12", [(12, None)]),
    ("no fewer than 12", [(12, None)]),
    ("more than 12", [(13, None)]),
    ("fewer than 12", [(0, 11)]),
    ("up to 30", [(0, 30)]),
    ("as many as 30", [(0, 30)]),
    ("nearly 100", [(90, 100)]),
    ("some 200", [(180, 220)]),
    ("about 200", [(180, 220)]),
    ("a dozen", [(10, 14)]),
    ("half a dozen", [(5, 7)]),
    ("two dozen", [(22, 26)]),
    ("dozens", [(24, 99)]),
    ("scores of people", [(40, 99)]),
    ("hundreds of people", [(200, 999)]),
    ("tens of thousands of people", [(20000, 99999)]),
    ("several", [(3, 9)]),
    ("a handful of men", [(3, 9)]),
    ("a couple of men", [(2, 2)]),
    ("many", [(5, None)]),
    ("more than a dozen", [(13, None)]),
    ("between 10 and 15", [(10, 15)]),
    ("10 to 15", [(10, 15)]),
    ("10-15", [(10, 15)]),
    ("10 or 12", [(10, 12)]),
    ("rose from 10 to 14", [(14, 14)]),
    ("1,200", [(1200, 1200)]),
    ("12,345,678", [(12345678, 12345678)]),
    ("1.5 million", [(1500000, 1500000)]),
    ("2 million", [(2000000, 2000000)]),
    ("twenty-one", [(21, 21)]),
    ("a hundred and twenty", [(120, 120)]),
    ("two hundred and five", [(205, 205)]),
    ("three thousand", [(3000, 3000)]),
    ("ten and fifteen", [(10, 10), (15, 15)]),
    ("40 or more", [(40, None)]),
    ("40 or so", [(36, 44)]),
    # no numbers of people
    ("12%", []),
    ("12 per cent", [(12, 12)]),
    ("no one", []),
    ("on May 12", []),
    ("on 12 May 2012", []),
    ("in 2012", []),
    ("Highway 1", []),
    ("an AK-47", [(1, 1)]),
    ("$3.5 million", []),
    ("3.5", []),
    ("at 10:30", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_in_english(text: str, expected: list[tuple[int, int | None]], english: Lexicon) -> None:
    assert [n.value for n in find_numbers(normalise(text), english)] == expected


ROWS = [
    # after the people
    ("At least 12 soldiers were killed and seven wounded on Monday.", [("killed", [12, None]), ("injured", [7, 7])]),
    ("Twelve people died and 30 others were injured.", [("killed", [12, 12]), ("injured", [30, 30])]),
    ("Dozens were wounded.", [("injured", [24, 99])]),
    ("Scores of people were arrested.", [("captured", [40, 99])]),
    ("Several suspected insurgents were detained.", [("captured", [3, 9])]),
    ("Three members of the council were abducted.", [("captured", [3, 3])]),
    ("Six scavengers were kidnapped.", [("captured", [6, 6])]),
    ("As many as 40 rebels surrendered.", [("captured", [0, 40])]),
    ("More than 200 families fled their homes.", [("displaced", [201, None])]),
    ("Some 6,000 people, according to the Red Cross, have taken refuge in a school.", [("displaced", [5400, 6600])]),
    ("The army said 14 fighters had been killed and two captured.", [("killed", [14, 14]), ("captured", [2, 2])]),
    ("Three soldiers killed in ambush", [("killed", [3, 3])]),
    ("12 killed, 30 wounded in market blast", [("killed", [12, 12]), ("injured", [30, 30])]),
    ("More than 80 government soldiers were killed.", [("killed", [81, None])]),
    ("Ten Malians were killed.", [("killed", [10, 10])]),
    # before the people
    ("Gunmen killed 12 soldiers in an ambush.", [("killed", [12, 12])]),
    ("Three gunmen killed 12 soldiers.", [("killed", [12, 12])]),
    ("A bomb exploded, killing three people and wounding five others.", [("killed", [3, 3]), ("injured", [5, 5])]),
    ("The blast left 14 dead.", [("killed", [14, 14])]),
    ("The blast left 14 people dead and 30 wounded.", [("killed", [14, 14]), ("injured", [30, 30])]),
    ("Two gunmen opened fire at a checkpoint, killing three.", [("killed", [3, 3])]),
    ("Two bombers attacked a market where 20 people were killed.", [("killed", [20, 20])]),
    ("An attack on March 12 killed three people.", [("killed", [3, 3])]),
    ("A roadside bomb killed two soldiers.", [("killed", [2, 2])]),
    ("Drones killed three oil workers.", [("killed", [3, 3])]),
    ("Fighters were holding more than 20 pupils.", [("captured", [21, None])]),
    ("The fighting forced 3,000 people to flee.", [("displaced", [3000, 3000])]),
    ("The bodies of six men were found.", [("killed", [6, 6])]),
    ("The release of 12 hostages was announced.", [("captured", [12, 12])]),
    ("Two of the five attackers were shot dead.", [("killed", [2, 2])]),
    # tolls
    ("The death toll rose to 32.", [("killed", [32, 32])]),
    ("The death toll from Sunday's attack has climbed to at least 32.", [("killed", [32, None])]),
    ("The number of wounded rose to 40.", [("injured", [40, 40])]),
    # none
    ("There were no casualties.", [("injured", [0, 0]), ("killed", [0, 0])]),
    ("No one was killed.", [("killed", [0, 0])]),
    ("Nobody was hurt.", [("injured", [0, 0]), ("killed", [0, 0])]),
    # without a number
    ("Civilians were killed in the strike.", [("killed", [2, None])]),
    ("Suspected insurgents were detained.", [("captured", [2, None])]),
    ("The raiders fired, killing civilians.", [("killed", [2, None])]),
    ("The mayor was killed.", [("killed", [1, 1])]),
    ("The force opened fire, killing the insurgent.", [("killed", [1, 1])]),
    ("The airstrike killed a senior rebel commander.", [("killed", [1, 1])]),
    ("A 12-year-old boy was killed.", [("killed", [1, 1])]),
    ("He was arrested on Friday.", [("captured", [1, 1])]),
    ("The man died of his wounds.", [("killed", [1, 1])]),
    ("A wanted man turned himself in to the police.", [("captured", [1, 1])]),
    # who counts nobody
    ("No shots were fired.", []),
    ("No civilians were harmed.", []),
    ("Two vehicles and three weapons were seized.", []),
    ("The drone was shot down.", []),
    ("A combined Afghan force searched the area.", []),
    ("Two teachers' unions were named.", []),
    ("The soldiers arrived on May 3.", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_figures_in_english(text: str, expected: list[tuple[str, list[int | None]]], english: Lexicon) -> None:
    figures = [m for m in told(text, english) if not m.subset and m.rule != SUM]
    assert [(m.field, list(m.value)) for m in figures] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One soldier and two civilians were killed.", [("killed", (3, 3))]),
        ("Five soldiers and an interpreter died.", [("killed", (6, 6))]),
        ("A leader was captured at dawn. Two other fighters were captured later.", [("captured", (3, 3))]),
        ("At least 12 people, including three children, were killed.", []),
        ("Twelve soldiers were killed and five others wounded.", []),
    ],
)
def test_parts_are_added_in_english(text: str, expected: list[object], english: Lexicon) -> None:
    assert [(m.field, m.value) for m in told(text, english) if m.rule == SUM] == expected


@pytest.mark.parametrize(
    ("text", "subset", "total", "previous"),
    [
        ("Twelve people, including three children, were killed.", [False, True], [False, False], [False, False]),
        ("A total of 45 people lost their lives.", [False], [True], [False]),
        ("An earlier toll of 30 was wrong.", [False], [True], [True]),
    ],
)
def test_what_a_figure_is_of(
    text: str, subset: list[bool], total: list[bool], previous: list[bool], english: Lexicon
) -> None:
    found = told(text, english)
    assert [m.subset for m in found] == subset
    assert [m.total for m in found] == total
    assert [m.previous for m in found] == previous


@given(st.lists(st.one_of(st.sampled_from(texts(ROWS)), st.text(max_size=30)), max_size=5))
def test_english_figures_quote_the_text(parts: list[str]) -> None:
    text = normalise(" ".join(parts))
    for mention in find_figures(text, load("en")):
        start, end = mention.span
        low, high = mention.value
        assert 0 <= start < end <= len(text)
        assert low >= 0
        assert high is None or low <= high
