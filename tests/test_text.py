"""Text: nothing moves an offset, and sentences cover what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.text import fold, key, normalise, trim


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_normalise_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_fold_and_normalise_settle_at_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_normalise_keeps_line_breaks(text: str) -> None:
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(normalise(text)) if c == "\n"]


@given(st.text())
def test_key_settles_at_once(text: str) -> None:
    assert key(key(text)) == key(text)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_trim_stays_inside(text: str, start: int, width: int) -> None:
    start = min(start, len(text))
    end = min(start + width, len(text))
    a, b = trim(text, start, end)
    assert start <= a <= b <= end
    assert text[a:b] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’armée", "l'armée"),
        ("« Nous avançons »", '" Nous avançons "'),
        ("mi–mars", "mi-mars"),
        ("1\u202f200 déplacés", "1 200 déplacés"),
        ("1\u00a0200 déplacés", "1 200 déplacés"),
        ("Goma\u200b, Bunia", "Goma , Bunia"),
        ("Goma\ufeff", "Goma "),
        ("Kidal\x07", "Kidal "),
        ("tirs\tnourris", "tirs nourris"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ÉTAT-MAJOR", "etat-major"),
        ("août", "aout"),
        ("Ménaka", "menaka"),
        ("Français", "francais"),
        ("NOËL", "noel"),
        ("cœur", "cœur"),
        ("Şırnak", "sırnak"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("N'Djamena", "N’Djaména"),
        ("Al-Qaïm", "al qaim"),
        ("Deir-ez-Zor", "Deir ez Zor"),
        ("Œuilly", "oeuilly"),
        ("Sa'dah", "Sadah"),
        ("Saint-Marc", "saint  marc"),
    ],
)
def test_key_brings_spellings_together(name: str, other: str) -> None:
    assert key(name) == key(other)
