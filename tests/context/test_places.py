"""Spans of the text find their pieces, and only those that were read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from made_model import PIECES

from recoupe.context.pieces import Cutter
from recoupe.context.places import WINDOW, Places, windows_of

CUTTER = Cutter(PIECES)
TEXT = "attaque attaque. armée attaque"


def test_a_span_finds_its_pieces_behind_the_first_mark() -> None:
    places = Places(windows_of(CUTTER, TEXT, [(0, 16), (17, 30)]))
    assert places.of((0, 7)) == (1, 2)
    assert places.of((8, 15)) == (2, 3)
    assert places.of(None) == (0, 1)


def test_what_was_not_read_has_no_place() -> None:
    places = Places(windows_of(CUTTER, TEXT, [(0, 7), (23, 30)]))
    assert places.of((8, 15)) is None
    assert places.of((23, 30)) == (2, 3)
    assert Places([]).of((0, 7)) is None
    assert Places([]).of(None) is None


def test_long_texts_are_read_in_windows_of_whole_sentences() -> None:
    sentence = "attaque " * 200
    text = sentence * 4
    spans = [(n * len(sentence), (n + 1) * len(sentence)) for n in range(4)]
    windows = windows_of(CUTTER, text, spans)
    assert [len(w) for w in windows] == [200, 200, 200, 200]
    places = Places(windows)
    assert all(len(w) <= WINDOW for w in places.framed)
    for start, end in spans:
        at = places.of((start, start + 7))
        assert at is not None and at[1] - at[0] == 1
        assert places.of((end - 8, end - 1)) is not None


@given(st.lists(st.integers(0, 40), min_size=2, max_size=2).map(sorted), st.sets(st.integers(0, 3)))
def test_a_place_holds_pieces_of_its_span_only(span: list[int], read: set[int]) -> None:
    text = "attaque a. armée b. attaque. l'armée c."
    bounds = [(0, 10), (11, 19), (20, 28), (29, len(text))]
    places = Places(windows_of(CUTTER, text, [bounds[i] for i in sorted(read)]))
    start, end = span
    found = places.of((start, end))
    if found:
        pieces = [piece for window in places.framed for piece in window][slice(*found)]
        assert all(p.start < end and start < p.end for p in pieces)
