"""Where offsets of a sentence fall among its tokens, checked against a plain reading of them all."""

import pytest
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from recoupe.parsing import head_token, token_at

# "tendue" governs "embuscade", which governs "une" and "près"; "de Gao" hangs on "près".
WORDS, HEADS = ["une", "embuscade", ",", "tendue", "près", "de", "Gao"], [1, 3, 3, 3, 1, 6, 4]


@pytest.fixture(scope="module")
def doc() -> Doc:
    spaces = [True, False, True, True, True, True, False]
    return Doc(Vocab(), WORDS, spaces, heads=HEADS, deps=["dep"] * len(WORDS))


def plain_head(doc: Doc, start: int, end: int) -> Token | None:
    tokens = [t for t in doc if t.idx < end and t.idx + len(t.text) > start]
    outside = (t for t in tokens if t.head.i == t.i or t.head not in tokens)
    return next(outside, None)


def test_the_head_of_every_span_is_that_of_a_plain_reading(doc: Doc) -> None:
    size = len(doc.text)
    for start in range(size + 2):
        for end in range(start, size + 3):
            found, plain = head_token(doc, start, end), plain_head(doc, start, end)
            assert (found and found.i) == (plain and plain.i), (start, end)


def test_an_offset_is_in_one_token_or_between_two(doc: Doc) -> None:
    for offset in range(len(doc.text) + 2):
        plain = next((t.i for t in doc if t.idx <= offset < t.idx + len(t.text)), None)
        found = token_at(doc, offset)
        assert (found.i if found is not None else None) == plain, offset
