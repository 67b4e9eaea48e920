"""What a citation reports: the clause beside its verb, the rest of its sentence, the quotation that goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recoupe.language import Lexicon
from recoupe.records import Span
from recoupe.speech.citation import Attribution, plain_quotes
from recoupe.speech.grammar import Grammar, grammar
from recoupe.text import fold

_LEAST = 3
"""Words from which a stretch beside a citation can be what it reports."""
_NEAR = 25
"""Characters behind a verb within which whom it is said to is still part of the citation."""
_EDGES = " \t,;:-"
_QUOTE = '"'


def reported(
    text: str, sentences: Sequence[Span], found: Sequence[Attribution], lexicon: Lexicon
) -> list[tuple[Span, ...]]:
    """The words that each citation reports, as spans in text order; none for those to whom something is said.

    ``sentences`` are the text's, ``found`` what find_attributions made of them.
    """
    text = plain_quotes(text, lexicon["speech"]["double_marks"])
    known, folded = grammar(lexicon), fold(text)
    cited = {one.covers for one in found}
    asked = [one.span for one in found if one.manner == "recipient"]
    return [_content(text, folded, one, _Around(sentences, found, cited, asked), known) for one in found]


@dataclass(frozen=True)
class _Around:
    """The text's sentences, its citations, the sentences that hold some, and to whom something is said."""

    sentences: Sequence[Span]
    found: Sequence[Attribution]
    cited: set[Span]
    asked: Sequence[Span]


def _content(text: str, folded: str, one: Attribution, around: _Around, known: Grammar) -> tuple[Span, ...]:
    if one.manner == "recipient":
        return ()
    a, b = one.covers
    beside = [other.citing for other in around.found if other.cue == one.cue and other.covers == one.covers]
    low, high = min(one.cue[0], *(start for start, _ in beside)), max(one.cue[1], *(end for _, end in beside))
    high = max((end for start, end in around.asked if 0 <= start - high < _NEAR), default=high)
    before, behind = _stripped(text, (a, low)), _stripped(text, (high, b))
    if one.manner in ("per", "bracket"):
        parts = [part for part in (before, behind) if _words(text, part) >= _LEAST] or [before or behind]
    elif one.citing[0] > one.cue[0]:
        parts = _beside_inverted(text, before, behind)
    else:
        parts = _beside_subject(text, folded, before, behind, known)
    kept = tuple(part for part in parts if any(map(str.isalnum, text[slice(*part)])))
    return _with_quotation(text, kept, one.covers, around)


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _words(text: str, span: Span) -> int:
    return len(text[slice(*span)].split())


def _beside_inverted(text: str, before: Span, behind: Span) -> list[Span]:
    """Behind "…", said X: what stands before, and a quotation that goes on behind."""
    quote = text.find(_QUOTE, *behind)
    return [before, (quote, behind[1])] if quote >= 0 else [before]


def _beside_subject(text: str, folded: str, before: Span, behind: Span, known: Grammar) -> list[Span]:
    """Of "X said …": what follows; where little does ("…, X said in a statement"), what stands before."""
    told = known.told["adverb_run"].match(folded, behind[0] - 1 if behind[0] else 0, behind[1])
    rest = _stripped(text, (max(told.end(), behind[0]) if told else behind[0], behind[1]))
    follows = _words(text, rest) >= _LEAST or _QUOTE in text[slice(*rest)]
    precedes = _words(text, before) >= _LEAST and re.search(r'[,"]\s*$', text[before[0] : before[1] + 2])
    closed = re.match(r"\s*(?:[.,;]|in an? |on |at )", text[behind[0] - 1 : behind[0] + 6])
    if precedes and (not follows or closed):
        quote = text.find(_QUOTE, *behind)
        return [before, (quote, behind[1])] if quote >= 0 else [before]
    return [rest] if follows else [rest, before]


def _with_quotation(text: str, parts: tuple[Span, ...], covers: Span, around: _Around) -> tuple[Span, ...]:
    """The parts with the sentences of the paragraph that the quotation began in, or goes on in."""
    if not parts:
        return parts
    paragraph = text.rfind("\n", 0, covers[0]) + 1
    spans = list(parts)
    opened = text.count(_QUOTE, paragraph, spans[0][0]) % 2
    if opened:
        spans[0] = (text.rfind(_QUOTE, paragraph, spans[0][0]), spans[0][1])
    end = covers[1]
    for sentence in around.sentences:
        if sentence[0] < end:
            continue
        if sentence in around.cited or "\n" in text[end : sentence[0]]:
            break
        inside = text.count(_QUOTE, paragraph, sentence[0]) % 2
        if text[sentence[0]] != _QUOTE and not inside:
            break
        spans.append(sentence)
        end = sentence[1]
    return tuple(spans)
