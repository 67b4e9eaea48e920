"""How many: which figures of a dispatch are an event's own totals (codebook, "Competing tolls")."""

from __future__ import annotations

from dataclasses import dataclass, replace

from recoupe.events import contextfeatures
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.figures import FigureMention


@dataclass(frozen=True)
class FigureCandidate:
    """A figure that may be an event's total, with what the model sees of it."""

    figure: FigureMention
    features: Features


def as_last_told(chosen: FigureMention, found: list[FigureCandidate]) -> FigureMention:
    """The toll in the form in which the dispatch gives it last: "at least 12" gives way to a later "12", and the other way round."""
    number = chosen.value[0]
    bounds = (number, None), (number, number)
    if chosen.value not in bounds:
        return chosen
    forms = [c.figure for c in found if c.figure.value in bounds and c.figure.subset == chosen.subset and not c.figure.previous]
    return max([chosen, *forms], key=lambda figure: figure.span)


def candidates(draft: Draft, field: str) -> list[FigureCandidate]:
    """The figures of one field ("killed", …) in the draft's sentences, in text order."""
    a = draft.analysis
    inside = [f for f in a.figures if f.field == field and draft.holds(f.span[0])]
    top = max((f.value[0] for f in inside), default=0)
    found = []
    for order, figure in enumerate(inside):
        sentence = a.outline.sentence_of(figure.span[0])
        triggers = draft.triggers_in(sentence)
        gap = min((abs(figure.span[0] - s.mention.hit.span[0]) for s in triggers), default=200)
        age = [d for d in a.dates if d.start and a.outline.sentence_of(d.span[0]) == sentence]
        same = sum(1 for f in inside if f.value == figure.value)
        exact = figure.value[0] == figure.value[1]
        names = {
            f"rule:{figure.rule}", f"subset:{figure.subset}", f"total:{figure.total}", f"previous:{figure.previous}", f"exact:{exact}",
            f"order={min(order, 3)}", f"last:{order == len(inside) - 1}", f"title:{sentence == 0}", f"gap={min(gap // 30, 6)}",
            f"same={min(same, 3)}", f"rivals={min(len(inside), 4)}", f"largest:{figure.value[0] == top}",
            f"largest:{figure.value[0] == top}&rivals={min(len(inside), 4)}", f"type:{draft.type}", f"position={min(sentence, 6)}",
            f"open:{figure.value[1] is None}", f"zero:{figure.value == (0, 0)}", f"huge:{figure.value[0] > 500}",
            f"dates={min(len(age), 2)}", f"single:{figure.value == (1, 1)}", f"sentence-order={min(draft.sentences.index(sentence), 4)}",
            f"exact:{exact}&largest:{figure.value[0] == top}", f"acts:{'/'.join(sorted({s.mention.hit.acts[0] for s in triggers}))}",
        }  # fmt: skip
        names |= {
            f"type:{draft.type}&rule:{figure.rule}",
            f"family:{draft.type.split('.')[0]}&single:{figure.value == (1, 1)}",
        }
        found.append(FigureCandidate(figure, dict.fromkeys(names | {f"{field}&{n}" for n in names}, 1.0)))
    context = contextfeatures.of_candidates(draft, field, [[c.figure.span] for c in found])
    return [replace(c, features=c.features | own) for c, own in zip(found, context, strict=True)]
