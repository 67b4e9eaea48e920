"""Words are cut into the likeliest pieces, and every piece knows its characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_model import PIECES

from recoupe.context.pieces import UNKNOWN, Cutter

CUTTER = Cutter(PIECES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("attaque", ["attaque"]),  # one piece of -8 beats two of -18
        ("l'armée", ["l", "'", "arm", "ée"]),
        ("l’armée", ["l", "’", "arm", "ée"]),  # the curved apostrophe is read as the straight one
        ("attaque.", ["attaque", "."]),
        ("attaque attaque", ["attaque", "attaque"]),
    ],
)
def test_the_likeliest_pieces(text: str, expected: list[str]) -> None:
    assert [text[p.start : p.end] for p in CUTTER.pieces(text, (0, len(text)))] == expected


def test_what_no_piece_covers_is_unknown_and_keeps_its_place() -> None:
    pieces = CUTTER.pieces("a☃b", (0, 3))
    assert [(p.start, p.end) for p in pieces if p.number == UNKNOWN] == [(1, 2)]


def test_a_span_has_offsets_in_the_whole_text() -> None:
    text = "xyz attaque"
    assert [(p.start, p.end) for p in CUTTER.pieces(text, (4, 11))] == [(4, 11)]


@given(st.text(max_size=80))
def test_pieces_cover_the_words_in_order_without_overlap(text: str) -> None:
    pieces = CUTTER.pieces(text, (0, len(text)))
    assert all(0 <= p.start <= p.end <= len(text) for p in pieces)
    assert all(a.end <= b.start for a, b in pairwise(pieces))
    covered = {i for p in pieces for i in range(p.start, p.end)}
    short = [w for w in text.split() if len(w) <= 60]
    if len(short) == len(text.split()):
        assert covered == {i for i, c in enumerate(text) if not c.isspace()}
