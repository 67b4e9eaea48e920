"""The publication day of a dispatch that gives none: inferred only where one day is left."""

from __future__ import annotations

import datetime as dt

import pytest

from recoupe.dates import find_dates, infer_publication
from recoupe.language import Lexicon
from recoupe.text import normalise

IS = (2013, 2019)  # the years that the parties named leave
RECENT = (2012, 2024)
ALWAYS = (0, 9999)


def inferred(text: str, years: tuple[int, int], lexicon: Lexicon, peak: tuple[int, int] = ALWAYS) -> str | None:
    plain = normalise(text)
    result = infer_publication(plain, find_dates(plain, lexicon, None), years, peak, lexicon)
    return result[0].isoformat() if result else None


@pytest.mark.parametrize(
    ("text", "years", "expected"),
    [
        ("Les forces régulières avancent, ont rapporté, jeudi 26 octobre, les médias locaux.", IS, "2017-10-26"),
        ("L'armée a annoncé mardi 3 mars 2015 la prise du bourg.", IS, "2015-03-03"),
        ("Un porte-parole a déclaré, vendredi 1er avril, que la ville était tombée.", IS, "2016-04-01"),
        ("Le gouverneur a indiqué, lundi 29 février, que la route était coupée.", IS, "2016-02-29"),
        ("Jeudi 26 octobre, l’état-major a annoncé la chute de la ville.", (2015, 2018), "2017-10-26"),
        ("L'armée quitte ce mercredi 4 juillet la vallée.", (2009, 2014), "2012-07-04"),
        ("L'armée quitte ce mercredi 4 juillet la vallée, prise en 2012.", (2005, 2019), "2012-07-04"),
        ("Six morts\n\n2 novembre 2012. - La ville est tombée vendredi.", IS, "2012-11-02"),
        # two years fit
        ("Les forces avancent, ont rapporté, jeudi 26 octobre, les médias.", (2005, 2019), None),
        # none fits
        ("Les forces avancent, ont rapporté, jeudi 26 octobre, les médias.", (2013, 2016), None),
        # a weekday, or a day and month, alone leave too many
        ("Les forces avancent, ont rapporté, jeudi, les médias.", IS, None),
        ("Les forces avancent, ont rapporté, le 26 octobre, les médias.", IS, None),
        # no reporting verb near
        ("La ville est tombée jeudi 26 octobre.", IS, None),
        # a day that does not exist
        ("Les forces avancent, ont rapporté, lundi 30 février, les médias.", IS, None),
        ("", IS, None),
        (    "La ville est tombée jeudi 26 octobre, a annoncé l'état-major.", IS, None),
    ],
)  # fmt: skip
def test_inferred(text: str, years: tuple[int, int], expected: str | None, lexicon: Lexicon) -> None:
    assert inferred(text, years, lexicon) == expected


@pytest.mark.parametrize(
    ("peak", "expected"),
    [(ALWAYS, None), ((2015, 2019), "2017-10-26"), ((2020, 2024), "2023-10-26"), ((2018, 2019), None)],
)
def test_the_height_of_a_war_narrows_the_years(peak: tuple[int, int], expected: str | None, lexicon: Lexicon) -> None:
    text = "Les forces avancent, ont rapporté, jeudi 26 octobre, les médias."
    assert inferred(text, RECENT, lexicon, peak) == expected


def test_a_date_deep_in_the_text_does_not_date_it(lexicon: Lexicon) -> None:
    text = "La ville est calme. " * 30 + "Les forces avançaient, avaient rapporté, jeudi 26 octobre, les médias."
    assert inferred(text, IS, lexicon) is None


def test_the_mention_that_dates_the_dispatch_is_returned(lexicon: Lexicon) -> None:
    text = "Les forces avancent, ont rapporté, jeudi 26 octobre, les médias."
    result = infer_publication(text, find_dates(text, lexicon, None), IS, ALWAYS, lexicon)
    assert result is not None
    assert (result[0], result[1].text) == (dt.date(2017, 10, 26), "jeudi 26 octobre")


@pytest.mark.parametrize("last", [2018, 2022, 2024])
def test_one_year_at_most_for_any_range_it_accepts(last: int, lexicon: Lexicon) -> None:
    text = "Les forces avancent, ont rapporté, jeudi 26 octobre, les médias."
    fitting = [y for y in range(RECENT[0], last + 1) if dt.date(y, 10, 26).weekday() == 3]
    expected = f"{fitting[0]}-10-26" if len(fitting) == 1 else None
    assert inferred(text, (RECENT[0], last), lexicon) == expected
