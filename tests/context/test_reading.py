"""What a reading answers, and that it keeps silent of what it has not read."""

from __future__ import annotations

import math

import pytest

from recoupe.context import Reading, Weights

TEXT = "attaque armée. l'attaque. armée attaque."
SENTENCES = [(0, 14), (15, 25), (26, 40)]
FIRST, SECOND, UNREAD = (0, 7), (17, 24), (32, 39)


@pytest.fixture
def reading(weights: Weights) -> Reading:
    return Reading(weights, TEXT, SENTENCES[:2])


def test_triggers_have_a_score_and_types_that_sum_to_one(reading: Reading) -> None:
    assert isinstance(reading.told(FIRST), float)
    assert reading.told(FIRST) != reading.told(SECOND)
    assert sum(map(math.exp, reading.types(FIRST).values())) == pytest.approx(1, abs=0.02)


def test_an_event_is_judged_by_its_triggers_together(reading: Reading) -> None:
    both, one = reading.judged([FIRST, SECOND]), reading.judged([FIRST])
    assert both is not None and one is not None and both != one
    assert both == reading.judged([SECOND, FIRST, UNREAD])
    for logs in (both.types, both.statuses, both.certainties):
        assert sum(map(math.exp, logs.values())) == pytest.approx(1, abs=0.02)


def test_a_candidate_fits_by_where_it_stands(reading: Reading) -> None:
    [[near, nowhere]] = reading.fits("actor", [[FIRST]], [[(8, 13)], [None]])
    assert near is not None and nowhere is not None and near != nowhere
    [[again]] = reading.fits("actor", [[FIRST, SECOND]], [[(8, 13)]])
    apart = [row[0] for row in reading.fits("actor", [[FIRST], [SECOND]], [[(8, 13)]])]
    assert again is not None
    assert again == pytest.approx(math.log(sum(math.exp(a) for a in apart if a is not None) / 2), abs=0.02)


def test_candidates_do_not_change_each_other(reading: Reading) -> None:
    places = [[(8, 13)], [None], [(0, 7), (8, 13)], [UNREAD]]
    [together] = reading.fits("actor", [[SECOND]], places)
    assert together == [reading.fits("actor", [[SECOND]], [one])[0][0] for one in places]


def test_events_do_not_change_each_other(reading: Reading) -> None:
    events, places = [[FIRST], [FIRST, SECOND], [UNREAD], [SECOND]], [[(8, 13)], [(0, 7)]]
    assert reading.fits("actor", events, places) == [reading.fits("actor", [one], places)[0] for one in events]


def test_what_was_not_read_gets_no_answer(reading: Reading, weights: Weights) -> None:
    assert reading.told(UNREAD) is None
    assert reading.types(UNREAD) == {}
    assert reading.judged([UNREAD]) is None
    assert reading.same([FIRST, UNREAD]) == {}
    assert reading.fits("actor", [[UNREAD]], [[(8, 13)]]) == [[None]]
    assert reading.fits("actor", [[FIRST]], [[UNREAD], []]) == [[None, None]]
    assert Reading(weights, TEXT, []).told(FIRST) is None


def test_pairs_have_one_score_in_text_order(reading: Reading) -> None:
    found = reading.same([SECOND, FIRST, UNREAD])
    assert list(found) == [(FIRST, SECOND)]
    assert found == reading.same([FIRST, SECOND])


def test_the_same_reading_gives_the_same_answers(reading: Reading, weights: Weights) -> None:
    again = Reading(weights, TEXT, SENTENCES[:2])
    assert again.told(SECOND) == reading.told(SECOND)
    assert again.judged([FIRST, SECOND]) == reading.judged([FIRST, SECOND])
