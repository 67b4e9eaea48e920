"""Signatures: what counts, what does not, how well they estimate."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.copies import signature
from recoupe.copies.signature import SIGNATURE_BYTES, VALUES

LEAD = "Sept soldats maliens ont été tués mardi dans une embuscade près de Gao, a annoncé l'armée."


def likeness(one: str, other: str) -> float:
    """The share of equal values."""
    a, b = (np.frombuffer(signature(text), dtype="<u4") for text in (one, other))
    return float((a == b).mean())


def jaccard(one: str, other: str) -> float:
    """The likeness that signatures estimate, counted in full."""

    def triples(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text)
        return set(zip(words, words[1:], words[2:], strict=False))

    return len(triples(one) & triples(other)) / len(triples(one) | triples(other))


def test_it_never_changes() -> None:
    # Signatures lie in stores. If this fails, stored ones find no copies any more: a migration must make them anew.
    assert signature(LEAD)[:16].hex() == "bb017809fba0ea0afdf77f0739af5004"
    assert len(signature(LEAD)) == SIGNATURE_BYTES == 4 * VALUES


@pytest.mark.parametrize(
    "other",
    [
        LEAD.upper(),
        LEAD.replace(" ", "\n\n"),
        LEAD.replace(",", " —").replace("'", "’"),
        f"« {LEAD} »",
        LEAD.replace("é", "e\u0301"),
    ],
)
def test_case_punctuation_spacing_and_composition_do_not_count(other: str) -> None:
    assert signature(other) == signature(LEAD)


@pytest.mark.parametrize("text", ["", "  \n", "…", "!", "mot", "deux mots", "\ud83d", "a" * 100_000])
def test_any_text_has_one(text: str) -> None:
    assert len(signature(text)) == SIGNATURE_BYTES


def test_texts_without_words_or_with_few_are_told_apart() -> None:
    assert len({signature(text) for text in ("…", "!", "mot", "deux mots", "mots deux", "deux mots ici")}) == 6


@given(st.text())
def test_the_same_text_gives_the_same_signature(text: str) -> None:
    assert signature(text) == signature(text) and len(signature(text)) == SIGNATURE_BYTES


@pytest.mark.parametrize("shared", range(0, 400, 40))
def test_it_estimates_the_share_of_common_triples(shared: int) -> None:
    common = [f"mot{number}" for number in range(shared)]
    one, other = (" ".join([*common, *(f"{name}{number}" for number in range(400 - shared))]) for name in "ab")
    # Four standard errors of 128 values, at most 0.18.
    assert abs(likeness(one, other) - jaccard(one, other)) <= 0.18


def test_the_estimate_is_unbiased() -> None:
    pairs = [
        (" ".join(f"{seed}-{n}" for n in range(300)), " ".join(f"{seed}-{n}" for n in range(60, 360)))
        for seed in range(60)
    ]
    errors = [likeness(*pair) - jaccard(*(text.replace("-", "_") for text in pair)) for pair in pairs]
    assert abs(sum(errors) / len(errors)) < 0.03


def test_a_long_text_is_hashed_in_parts_like_a_short_one() -> None:
    words = [f"mot{number}" for number in range(5000)]
    halves = [np.frombuffer(signature(" ".join(part)), dtype="<u4") for part in (words[:3000], words[2998:])]
    whole = np.frombuffer(signature(" ".join(words)), dtype="<u4")
    assert (whole == np.minimum(*halves)).all()
