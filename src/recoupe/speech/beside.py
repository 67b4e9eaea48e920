"""Sources that no finite verb cites: a headline's, and those who go on ("…, adding that")."""

from __future__ import annotations

from collections.abc import Sequence

from recoupe.records import Span
from recoupe.speech.citation import Attribution
from recoupe.speech.grammar import Grammar
from recoupe.speech.phrases import clause_at, head_of, is_plausible, is_source_like, phrase_before
from recoupe.text import trim


def headline(text: str, folded: str, sentence: Span, known: Grammar) -> list[Attribution]:
    """The source that a headline or a transcript sets off: "Police: three killed", "Three killed - police"."""
    found = []
    line = (text.rfind("\n", 0, sentence[0]) + 1, len(text) if (end := text.find("\n", sentence[1])) < 0 else end)
    whole = trim(text, *line) == sentence
    for name in ("headline_before", "headline_behind"):
        if name == "headline_behind" and not whole:
            continue
        match = known.told[name].search(text[slice(*sentence)])
        if match is None:
            continue
        span = (sentence[0] + match.start("who"), sentence[0] + match.end("who"))
        if _sets_off(text, folded, span, known):
            found.append(Attribution(span, text[slice(*span)], ":", "bracket", sentence, span))
    return found


def _sets_off(text: str, folded: str, span: Span, known: Grammar) -> bool:
    """Whether words before a colon are somebody: a place has them as well ("Mali: …"), so a name alone will not do."""
    if (
        not is_plausible(text, folded, span, known)
        or known.finite.search(text, *span)
        or clause_at(text, folded, span, known) is not None
    ):
        return False
    head = head_of(folded, span, known)
    if known.has("heads", head) or known.told["outlet"].search(folded[slice(*span)]):
        return True
    return known.attitudes and (text[slice(*span)].isupper() or known.told["name"].fullmatch(text, *span) is not None)


def going_on(text: str, folded: str, sentence: Span, known: Grammar, here: Sequence[Attribution]) -> list[Attribution]:
    """Those who say something in a participle without a subject: the source told last, or the sentence's subject."""
    found = []
    for match in known.told["participle"].finditer(folded, *sentence):
        before = [one for one in here if one.span[1] <= match.start()]
        span = before[-1].citing if before else _subject(text, folded, sentence, match.start(), known)
        if span is not None and not before:
            found.append(Attribution(span, text[slice(*span)], match["form"], "before", sentence, match.span("form")))
    return found


def _subject(text: str, folded: str, sentence: Span, limit: int, known: Grammar) -> Span | None:
    """The subject of a sentence, before its first finite verb."""
    finite, clause = known.finite.search(text, sentence[0], limit), clause_at(text, folded, (sentence[0], limit), known)
    ends = [end for end in (finite.start() if finite else None, clause) if end is not None]
    if not ends:
        return None
    span = phrase_before(text, folded, sentence[0], min(ends), known)
    return span if span is not None and is_source_like(text, folded, span, known) else None
