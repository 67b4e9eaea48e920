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


def of_pair(known: dict[tuple[Span, Span], float], first: Mention, second: Mention) -> Features:
    """Whether two triggers tell one event; ``first`` is the earlier one, ``known`` what Reading.same says."""
    same = known.get((first.hit.span, second.hit.span))
    return {} if same is None else {"context": _within(same), f"context&near:{first.sentence == second.sentence}": _within(same)}


def of_draft(draft: Draft) -> Features:
    """Type, status and certainty of the draft's mentions together."""
    judged = draft.reading.judged(_spans(draft)) if draft.reading else None
    if judged is None:
        return {}
    return _logs("context", judged.types) | _logs("context-status", judged.statuses) | _logs("context-certainty", judged.certainties)


def of_candidates(draft: Draft, field: str, places: Sequence[Sequence[Span | None]]) -> list[Features]:
    """How well each candidate for a field fits, by the places in the text where it stands (None: it is told nowhere)."""
    if draft.reading is None:
        return [{} for _ in places]
    scores = draft.reading.fits(field, _spans(draft), places)
    return [_fit(field, scores, n) for n in range(len(scores))]


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


def _spans(draft: Draft) -> list[Span]:
    return [s.mention.hit.span for s in draft.mentions]


def _logs(name: str, logs: dict[str, float]) -> Features:
    return {f"{name}:{one}": 4.0 + max(value, _LEAST) / 2 for one, value in logs.items()}


def _within(value: float) -> float:
    return max(-_WIDEST, min(_WIDEST, value))
