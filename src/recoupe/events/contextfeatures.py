"""What the context model says, as features of the linear models: it knows words and turns of phrase that no list holds.

Without a context model (another language than its own) there are none, and the models were trained without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recoupe.context import Reading
from recoupe.events.features import Features
from recoupe.records import Span

if TYPE_CHECKING:
    from recoupe.analysis import Analysis
    from recoupe.events.draft import Draft
    from recoupe.events.mention import Mention

_LEAST = -8.0
_WIDEST = 6.0


def of_mention(reading: Reading | None, mention: Mention) -> Features:
    """Whether the trigger tells an event, and of which type."""
    told = reading.told(mention.hit.span) if reading else None
    if reading is None or told is None:
        return {}
    features = {"context": _within(told), f"context&act:{mention.hit.acts[0]}": 0.5 * _within(told)}
    return features | _logs("context", reading.types(mention.hit.span))


def compared(reading: Reading, analysis: Analysis) -> dict[tuple[Span, Span], float]:
    """What the context model says of each two triggers of a dispatch that it read."""
    return reading.same([hit.span for hit in analysis.outline.triggers])


def of_pair(known: dict[tuple[Span, Span], float], first: Mention, second: Mention) -> Features:
    """Whether two triggers tell one event; ``first`` is the earlier one, ``known`` what ``compared`` says."""
    same = known.get((first.hit.span, second.hit.span))
    return {} if same is None else {"context": _within(same), f"context&near:{first.sentence == second.sentence}": _within(same)}


def of_drafts(first: Draft, second: Draft) -> Features:
    """Whether two drafts tell one event, by all pairs of their triggers."""
    if first.reading is None:
        return {}
    known = compared(first.reading, first.analysis)
    pairs = [(min(x, y), max(x, y)) for x in first.triggers for y in second.triggers]
    scores = [_within(known[pair]) for pair in pairs if pair in known]
    if not scores:
        return {}
    mean = sum(scores) / len(scores)
    return {"context": mean, "context:most": max(scores), "context:least": min(scores), f"context&one-type:{first.type == second.type}": mean}


def of_draft(draft: Draft) -> Features:
    """Type, status and certainty of the draft's mentions together."""
    judged = draft.reading.judged(draft.triggers) if draft.reading else None
    if judged is None:
        return {}
    return _logs("context", judged.types) | _logs("context-status", judged.statuses) | _logs("context-certainty", judged.certainties)


def of_candidates(draft: Draft, field: str, places: Sequence[Sequence[Span | None]]) -> list[Features]:
    """How well each candidate for a field fits, by the places in the text where it stands (None: it is told nowhere)."""
    if draft.reading is None:
        return [{} for _ in places]
    scores, *others = draft.reading.fits(field, [draft.triggers, *draft.others], places)
    return [_fit(field, scores, n) | _rivals(field, scores[n], [other[n] for other in others]) for n in range(len(scores))]


def _fit(field: str, scores: list[float | None], number: int) -> Features:
    score = scores[number]
    if score is None:
        return {f"context:{field}:unread": 1.0}
    others = [s for n, s in enumerate(scores) if s is not None and n != number]
    lead = _within(score - max(others)) if others else _WIDEST
    return {
        f"context:{field}": _within(score),
        f"context:{field}:lead": 0.5 * lead,
        f"context:{field}:first={lead > 0}": 1.0,
    }


def _rivals(field: str, score: float | None, others: list[float | None]) -> Features:
    """How much better a candidate fits this draft than any other of the dispatch."""
    known = [other for other in others if other is not None]
    if score is None or not known:
        return {}
    over = _within(score - max(known))
    return {f"context:{field}:over": 0.5 * over, f"context:{field}:mine={over >= 0}": 1.0}


def _logs(name: str, logs: dict[str, float]) -> Features:
    return {f"{name}:{one}": 4.0 + max(value, _LEAST) / 2 for one, value in logs.items()}


def _within(value: float) -> float:
    return max(-_WIDEST, min(_WIDEST, value))
