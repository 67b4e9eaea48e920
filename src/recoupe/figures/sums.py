"""Figures that hang together: a bound that two share, and parts told in one breath."""

from __future__ import annotations

from dataclasses import replace

from recoupe.figures.grammar import Passage
from recoupe.figures.mention import FigureMention

_FAR = 600
"""Characters within which others are others than the people told last."""


def shared_bounds(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """The bound of a number holds for the next, if it has no verb of its own ("au moins cinq morts et 15 blessés")."""
    bounded = []
    for index, mention in enumerate(found):
        before = found[index - 1] if index else None
        if before and mention.rule.startswith("number + harm") and mention.value[0] == mention.value[1]:
            gap = passage.folded[before.span[1] : mention.span[0]]
            open_ended = before.value[1] is None and before.value[0] and before.field != mention.field
            if open_ended and passage.grammar.told["shared_bound"].fullmatch(gap):
                mention = replace(mention, value=(mention.value[0], None))  # noqa: PLW2901
        bounded.append(mention)
    return bounded


def sums(passage: Passage, found: list[FigureMention]) -> list[FigureMention]:
    """The sum of parts told in one breath ("sept militaires, un policier et six civils ont été tués")."""
    added: list[FigureMention] = []
    run: list[FigureMention] = []
    for mention in [*found, None]:
        if mention is not None and run and _joined(passage, run[-1], mention):
            run.append(mention)
            continue
        if len(run) > 1 and not _told_already(passage, run):
            low = sum(m.value[0] for m in run)
            high = None if any(m.value[1] is None for m in run) else sum(m.value[1] or 0 for m in run)
            added.append(
                FigureMention(
                    run[0].field, (low, high), (run[0].span[0], run[-1].span[1]), "", "sum of parts", total=True
                )
            )
        run = [mention] if mention is not None and not mention.subset else []
    added += [total for mention in found if (total := _and_one(passage, mention))]
    return added + [total for n, mention in enumerate(found) if (total := _and_others(passage, mention, found[:n]))]


def _told_already(passage: Passage, run: list[FigureMention]) -> bool:
    """Whether the parts only say who the first are ("huit personnes, deux Nigériens et six Français")."""
    anyone = len(run) > 2 and passage.grammar.anyone.search(passage.folded, *run[0].span)
    return bool(anyone) and run[0].value[0] == sum(m.value[0] for m in run[1:])


def _joined(passage: Passage, last: FigureMention, mention: FigureMention) -> bool:
    if (
        mention.field != last.field
        or mention.subset
        or mention.total
        or mention.span[0] < last.span[1]
        or mention.rule == "number + harm verb"
    ):
        return False
    # a quotation may stand between people of one verb ("25 personnes "côté amis" …"), not between two tolls
    name = "aside" if last.rule == mention.rule == "people + harm verb" else "joined"
    return bool(passage.grammar.told[name].fullmatch(passage.folded, last.span[1], mention.span[0]))


def _and_others(passage: Passage, mention: FigureMention, before: list[FigureMention]) -> FigureMention | None:
    """People told further on as others than those told last ("a leader was captured … two other fighters were detained")."""
    if mention.subset or mention.total or not passage.grammar.told["added"].search(passage.folded, *mention.span):
        return None
    first = next((m for m in reversed(before) if m.field == mention.field and not m.subset), None)
    if first is None or mention.span[0] - first.span[1] > _FAR or mention.span[0] < first.span[1]:
        return None
    if _joined(passage, first, mention):
        return None
    high = None if first.value[1] is None or mention.value[1] is None else first.value[1] + mention.value[1]
    return replace(mention, value=(first.value[0] + mention.value[0], high), rule="sum of parts", total=True)


def _and_one(passage: Passage, mention: FigureMention) -> FigureMention | None:
    """One person and those told beside ("X a été tué en même temps que deux autres personnes")."""
    told = passage.grammar.told
    beside = told["together"].search(passage.folded, max(0, mention.span[0] - 40), mention.span[0])
    if beside is None or not told["others"].search(passage.folded, *mention.span):
        return None
    one = passage.grammar.singles.pattern.search(passage.folded, max(0, beside.start() - 20), beside.start())
    if one is None or passage.grammar.singles.field(one) != mention.field:
        return None
    low, high = mention.value
    return FigureMention(
        mention.field,
        (low + 1, None if high is None else high + 1),
        (one.start(), mention.span[1]),
        "",
        "sum of parts",
        total=True,
    )
