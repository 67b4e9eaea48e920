"""Numbers: the codebook's table of vague numbers, row by row, and every way a dispatch writes a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.figures import find_numbers
from recoupe.language import Lexicon, load
from recoupe.text import normalise

FR = load("fr")
Value = tuple[int, int | None]


def values(text: str, lexicon: Lexicon) -> list[Value]:
    return [number.value for number in find_numbers(normalise(text), lexicon)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("une dizaine de soldats", (8, 12)),
        ("une douzaine de soldats", (10, 14)),
        ("une quinzaine de soldats", (13, 17)),
        ("une vingtaine de soldats", (17, 23)),
        ("une trentaine de soldats", (27, 33)),
        ("une quarantaine de soldats", (36, 44)),
        ("une cinquantaine de soldats", (45, 55)),
        ("une soixantaine de soldats", (55, 65)),
        ("une centaine de soldats", (80, 120)),
        ("un millier de soldats", (800, 1200)),
        ("quelques soldats", (3, 9)),
        ("plusieurs soldats", (3, 9)),
        ("de nombreux soldats", (5, None)),
        ("de nombreuses personnes", (5, None)),
        ("des dizaines de soldats", (20, 99)),
        ("plusieurs dizaines de soldats", (20, 99)),
        ("des centaines de soldats", (200, 999)),
        ("des milliers de soldats", (2000, 9999)),
        ("près de 200 soldats", (180, 200)),
        ("presque 50 soldats", (45, 50)),
        ("environ 40 soldats", (36, 44)),
        ("quelque 300 soldats", (270, 330)),
        ("plus de 20 soldats", (21, None)),
        ("au moins 12 soldats", (12, None)),
        ("moins de 10 soldats", (0, 9)),
        ("jusqu'à 30 soldats", (0, 30)),
        ("12 soldats", (12, 12)),
    ],
)
def test_the_codebooks_table(words: str, expected: Value, lexicon: Lexicon) -> None:
    assert values(f"La ville a vu {words} passer.", lexicon) == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # a modifier before a vague or a spelled number
        ("au moins douze soldats", (12, None)),
        ("pas moins de quinze soldats", (15, None)),
        ("au minimum 15 soldats", (15, None)),
        ("plus d'une centaine de soldats", (101, None)),
        ("plus d'un millier de soldats", (1001, None)),
        ("plus d’une vingtaine de soldats", (21, None)),
        ("au moins une dizaine de soldats", (10, None)),
        ("près d'une centaine de soldats", (90, 100)),
        ("près de deux cents soldats", (180, 200)),
        ("environ 1.500 soldats", (1350, 1650)),
        ("moins de cinq soldats", (0, 4)),
        ("moins d'une dizaine de soldats", (0, 9)),
        ("environ une dizaine de soldats", (8, 12)),
        ("plus de 3.000 personnes", (3001, None)),
        # ranges
        ("de 10 à 15 soldats", (10, 15)),
        ("10 à 15 soldats", (10, 15)),
        ("10-15 soldats", (10, 15)),
        ("entre 10 et 15 soldats", (10, 15)),
        ("dix à quinze soldats", (10, 15)),
        ("entre dix et quinze soldats", (10, 15)),
        ("entre cent et deux cents soldats", (100, 200)),
        ("trois ou quatre soldats", (3, 4)),
        ("entre 1.000 et 1.500 personnes", (1000, 1500)),
        # thousands of a vague word
        ("des dizaines de milliers de personnes", (20_000, 99_000)),
        ("plusieurs centaines de personnes", (200, 999)),
        ("plusieurs milliers de personnes", (2000, 9999)),
    ],
)
def test_modified_and_ranges(words: str, expected: Value, lexicon: Lexicon) -> None:
    assert values(f"La ville a vu {words} passer.", lexicon) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("7", 7),
        ("1200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1\u00a0200", 1200),
        ("1\u202f200", 1200),
        ("12.000", 12_000),
        ("250 000", 250_000),
        ("1 234 567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("2 millions de", 2_000_000),
        ("1,5 million de", 1_500_000),
        ("3,2 millions de", 3_200_000),
        ("deux millions de", 2_000_000),
        ("40 milliers de", 40_000),
        ("deux", 2),
        ("onze", 11),
        ("seize", 16),
        ("dix-sept", 17),
        ("vingt et un", 21),
        ("vingt-et-un", 21),
        ("vingt-trois", 23),
        ("trente-deux", 32),
        ("cinquante et une", 51),
        ("soixante-dix", 70),
        ("soixante et onze", 71),
        ("soixante-quinze", 75),
        ("quatre-vingts", 80),
        ("quatre-vingt-un", 81),
        ("quatre-vingt-onze", 91),
        ("quatre-vingt-dix-sept", 97),
        ("cent", 100),
        ("cent vingt", 120),
        ("cent quatre-vingt-dix", 190),
        ("deux cents", 200),
        ("trois cent quatre", 304),
        ("quatre cent quatre-vingt-dix-neuf", 499),
        ("mille", 1000),
        ("mille deux cents", 1200),
        ("deux mille", 2000),
        ("deux mille trois cents", 2300),
        ("dix-neuf mille", 19_000),
        ("trois cent mille", 300_000),
        ("deux cent cinquante mille", 250_000),
        ("neuf mille neuf cent quatre-vingt-dix-neuf", 9999),
    ],
)
def test_written(written: str, expected: int, lexicon: Lexicon) -> None:
    numbers = find_numbers(normalise(f"Au total {written} hommes."), lexicon)
    assert [(n.value, n.exact) for n in numbers] == [((expected, expected), True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trois soldats et quatre civils", [(3, 3), (4, 4)]),
        ("12 morts et 30 blessés", [(12, 12), (30, 30)]),
        ("trois et quatre corps", [(3, 3), (4, 4)]),
        ("cinq morts, dont deux enfants", [(5, 5), (2, 2)]),
        ("20% des voix", []),
        ("le camp de Deuxville", []),
        ("la centrale, la dizaine écoulée", []),
        ("Des soldats ont fui.", []),
        ("", []),
    ],
)
def test_numbers_of_a_sentence(text: str, expected: list[Value], lexicon: Lexicon) -> None:
    assert values(text, lexicon) == expected


def test_a_bare_article_is_marked(lexicon: Lexicon) -> None:
    numbers = find_numbers("un soldat et une passante", lexicon)
    assert [(n.value, n.article) for n in numbers] == [((1, 1), True), ((1, 1), True)]


@given(st.integers(0, 999_999))
def test_any_number_reads_alike_with_points_spaces_or_none(count: int) -> None:
    plain = f"{count:,}"
    for written in (str(count), plain.replace(",", "."), plain.replace(",", " "), plain.replace(",", "\u202f")):
        assert values(f"soit {written} hommes", FR) == [(count, count)]


@given(st.text(alphabet="0123456789,. %-" + "unedeuxtroiscentmilleplus d'jusqu'à", max_size=40))
def test_ranges_are_in_order_and_quote_the_text(text: str) -> None:
    reach = 0
    for number in find_numbers(text, FR):
        start, end = number.span
        low, high = number.value
        assert reach <= start < end <= len(text)
        assert low >= 0
        assert high is None or low <= high
        reach = end


@pytest.mark.parametrize("digits", [25, 400])
def test_digits_without_end_cost_nobody_the_dispatch(digits: int, lexicon: Lexicon) -> None:
    assert len(find_numbers(f"Le compte {'9' * digits} a reçu 3 dons.", lexicon)) >= 1
