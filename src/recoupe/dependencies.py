"""Dependency trees brought to Universal Dependencies, the one scheme that the stages read.

In: a parsed Doc and what language.toml says of its pipeline's scheme. Out: a Doc of the same tokens with other heads and
labels. It never changes a token, a tag or a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.language import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREDICATES = ("VERB", "AUX", "ADJ", "ADV")


@dataclass(frozen=True, eq=False)
class Scheme:
    """How a pipeline's trees differ: other labels, and adpositions that govern their complements."""

    labels: dict[str, str]
    adpositions: frozenset[str]
    complements: frozenset[str]
    clauses: frozenset[str]
    agents: frozenset[str]


@dataclass
class _Tree:
    heads: list[int]
    labels: list[str]


@lru_cache(maxsize=8)
def scheme_of(lexicon: Lexicon) -> Scheme | None:
    """The scheme of a language's pipeline, None where it is Universal Dependencies already."""
    data = lexicon["language"].get("dependencies")
    if data is None:
        return None
    kinds = (frozenset(data[key]) for key in ("adpositions", "complements", "clauses", "agents"))
    return Scheme(dict(data["labels"]), *kinds)


def universal(doc: Doc, scheme: Scheme) -> Doc:
    """The Doc with heads and labels of Universal Dependencies (https://universaldependencies.org/u/dep), as far as the
    stages read them: complements of adpositions hang on what the phrase belongs to, coordinations on the first member,
    conjunctions on the next one."""
    from spacy.tokens import Doc as Made  # noqa: PLC0415 - parsing has loaded it

    tree = _Tree([t.head.i for t in doc], [scheme.labels.get(t.dep_, t.dep_) for t in doc])
    for token in doc:
        if token.dep_ in scheme.adpositions:
            _turn(token, tree, scheme)
    for token in doc:
        if token.dep_ == "conj":
            _to_first(token, tree)
    for token in doc:
        if token.dep_ == "cc":
            _to_next(token, tree)
    made = Made(
        doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], tags=[t.tag_ for t in doc],
        pos=[t.pos_ for t in doc], morphs=[str(t.morph) for t in doc], heads=tree.heads, deps=tree.labels,
    )  # fmt: skip
    made.tensor = doc.tensor
    return made


def _turn(adposition: Token, tree: _Tree, scheme: Scheme) -> None:
    """Hangs an adposition's complement on the adposition's head, and the adposition on its complement."""
    children = [c for c in adposition.children if c.dep_ in scheme.complements or c.dep_ in scheme.clauses]
    if not children:
        return
    child, head = children[0], tree.heads[adposition.i]
    governor = adposition.doc[head]
    clause = child.dep_ in scheme.clauses
    if adposition.dep_ in scheme.agents:
        label = "obl:agent"
    elif governor.pos_ in _PREDICATES:
        label = "advcl" if clause else "obl"
    else:
        label = "acl" if clause else "nmod"
    tree.heads[child.i], tree.labels[child.i] = head, label
    tree.heads[adposition.i], tree.labels[adposition.i] = child.i, "mark" if clause else "case"


def _to_first(conjunct: Token, tree: _Tree) -> None:
    """Hangs a member of a coordination on the first one: "A, B and C" is a chain in some schemes."""
    first = conjunct.head
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    tree.heads[conjunct.i] = first.i


def _to_next(conjunction: Token, tree: _Tree) -> None:
    """Hangs "and" on the member that follows it."""
    following = [c for c in conjunction.head.children if c.dep_ == "conj" and c.i > conjunction.i]
    if following:
        tree.heads[conjunction.i] = following[0].i
