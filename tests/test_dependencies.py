"""Trees of another scheme come out as Universal Dependencies."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from recoupe.dependencies import Scheme, universal
from recoupe.parsing import path

VOCAB = spacy.blank("xx").vocab
SCHEME = Scheme(
    {"dobj": "obj", "nsubjpass": "nsubj:pass", "auxpass": "aux:pass", "prep": "advmod", "agent": "advmod"},
    frozenset(("prep", "agent")), frozenset(("pobj",)), frozenset(("pcomp",)), frozenset(("agent",)),
)  # fmt: skip


def tree(table: str) -> Doc:
    """A Doc of lines "word part-of-speech head label"; heads count words from 0."""
    rows = [line.split() for line in table.strip().splitlines()]
    return Doc(
        VOCAB, words=[r[0] for r in rows], pos=[r[1] for r in rows], heads=[int(r[2]) for r in rows], deps=[r[3] for r in rows]
    )  # fmt: skip


KILLED = """
Six NUM 1 nummod
soldiers NOUN 3 nsubjpass
were AUX 3 auxpass
killed VERB 3 ROOT
by ADP 3 agent
rebels NOUN 4 pobj
in ADP 3 prep
an DET 8 det
attack NOUN 6 pobj
on ADP 8 prep
Gao PROPN 9 pobj
"""
LISTED = """
Police NOUN 4 nsubj
, PUNCT 0 punct
soldiers NOUN 0 conj
and CCONJ 2 cc
fled VERB 4 ROOT
scouts NOUN 2 conj
"""
CLAUSE = """
They PRON 1 nsubj
fled VERB 1 ROOT
after ADP 1 prep
burning VERB 2 pcomp
homes NOUN 3 dobj
before ADP 1 prep
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (KILLED, ["1 nummod", "3 nsubj:pass", "3 aux:pass", "3 ROOT", "5 case", "3 obl:agent", "8 case", "8 det", "3 obl", "10 case", "8 nmod"]),
        (LISTED, ["4 nsubj", "0 punct", "0 conj", "5 cc", "4 ROOT", "0 conj"]),
        (CLAUSE, ["1 nsubj", "1 ROOT", "3 mark", "1 advcl", "3 obj", "1 advmod"]),
    ],
)  # fmt: skip
def test_heads_and_labels(table: str, expected: list[str]) -> None:
    made = universal(tree(table), SCHEME)
    assert [f"{t.head.i} {t.dep_}" for t in made] == expected


def test_words_spaces_and_tags_stay() -> None:
    given = tree(KILLED)
    made = universal(given, SCHEME)
    assert made.text == given.text and [t.pos_ for t in made] == [t.pos_ for t in given]


def test_paths_read_the_preposition() -> None:
    made = universal(tree(KILLED), SCHEME)
    assert path(made[3], made[8]) == ">obl(in)" and path(made[3], made[5]) == ">obl:agent"
