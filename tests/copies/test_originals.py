"""Which texts are copies, and of which."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.copies import Originals, signature

LEAD = (
    "Sept soldats maliens ont été tués mardi dans une embuscade tendue par des hommes armés à un convoi militaire près de "
    "Gao, dans le nord du pays, a annoncé l'armée dans un communiqué publié mercredi matin à Bamako. Trois véhicules ont "
    "été incendiés et plusieurs blessés évacués vers l'hôpital de la ville, selon une source médicale jointe par téléphone."
)
OTHER = (
    "La récolte de mil s'annonce bonne cette année dans tout le pays, selon les paysans, qui espèrent vendre une partie de "
    "leur grain sur les marchés de la capitale avant la fin de la saison des pluies et les premières fêtes de l'automne."
)


def marks(texts: list[str]) -> list[int | None]:
    """For each text the number of the one it copies."""
    originals = Originals()
    found: list[int | None] = []
    for number, text in enumerate(texts):
        like = originals.like(signature(text))
        found.append(None if like is None else int(like))
        if like is None:
            originals.add(str(number), signature(text))
    return found


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([LEAD, LEAD], [None, 0]),
        ([LEAD, OTHER], [None, None]),
        ([LEAD, OTHER, LEAD, OTHER], [None, None, 0, 1]),
        ([LEAD, LEAD.replace("Sept", "Neuf")], [None, 0]),
        ([LEAD, f"Bamako (Agence) – {LEAD} Lire aussi : le dossier."], [None, 0]),
        # A copy of a copy points at the original.
        ([LEAD, LEAD.replace("Sept", "Neuf"), LEAD.replace("Sept", "Neuf")], [None, 0, 0]),
        # Half of a text is not its copy.
        ([LEAD, LEAD[: len(LEAD) // 2]], [None, None]),
        (["…", "…", "!"], [None, 0, None]),
    ],
)
def test_copies(texts: list[str], expected: list[int | None]) -> None:
    assert marks(texts) == expected


def test_the_likest_original_is_the_one() -> None:
    words = [f"mot{number}" for number in range(200)]
    near, nearer = ["autre"] * 24 + words[24:], ["tel"] * 8 + words[8:]
    assert marks([" ".join(text) for text in (near, nearer)]) == [None, 0]
    originals = Originals([("near", signature(" ".join(near))), ("nearer", signature(" ".join(nearer)))])
    assert originals.like(signature(" ".join(words))) == "nearer"


def test_of_equals_the_earliest_is_the_one() -> None:
    originals = Originals([("first", signature(LEAD)), ("second", signature(LEAD))])
    assert originals.like(signature(LEAD)) == "first"


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from([LEAD, LEAD[20:], LEAD[:-20], OTHER, OTHER[:-30], "…"]), max_size=12), st.integers(0, 12)
)
def test_an_index_made_anew_from_its_originals_marks_the_rest_alike(texts: list[str], at: int) -> None:
    whole = marks(texts)
    stored = [(str(n), signature(text)) for n, text in enumerate(texts[:at]) if whole[n] is None]
    originals = Originals(stored)
    for number, text in enumerate(texts[at:], len(texts[:at])):
        like = originals.like(signature(text))
        assert like == (None if whole[number] is None else str(whole[number]))
        if like is None:
            originals.add(str(number), signature(text))


def test_thousands_of_texts_find_theirs() -> None:
    chance = random.Random(7)
    texts = [" ".join(f"m{chance.randrange(3000)}" for _ in range(60)) for _ in range(2500)]
    originals = Originals((str(number), signature(text)) for number, text in enumerate(texts))
    assert len(originals) == 2500
    for number in range(0, 2500, 50):
        words = texts[number].split()
        assert originals.like(signature(" ".join([*words[:-2], "fin", "autre"]))) == str(number)
    assert originals.like(signature(LEAD)) is None


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="a signature of 3 bytes; it has 512"):
        Originals([("key", b"abc")])
