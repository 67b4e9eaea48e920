"""What the mention model sees of a trigger: its words, its grammar, its sentence and its dispatch.

A feature is a name and a value; names are readable, so that a model's weights can be read and argued with.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from recoupe.analysis import Analysis, Outline
from recoupe.events.mention import Mention
from recoupe.language import Lexicon
from recoupe.text import fold

Features = dict[str, float]
_WORD = re.compile(r"[a-z][a-z-]+|\d+")


@lru_cache(maxsize=4)
def _topics(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    return {
        topic: re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(w)) for w in words)})s?(?!\w)")
        for topic, words in lexicon["context"]["topics"].items()
    }


@lru_cache(maxsize=4)
def _status_words(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(
            rf"(?<!\w)(?:{'|'.join(re.escape(fold(w)) for w in sorted(words, key=len, reverse=True))})(?!\w)"
        )
        for name, words in lexicon["status"].items()
    }


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6+"


@lru_cache(maxsize=4)
def dispatch_features(seen: Outline, lexicon: Lexicon) -> Features:
    """Features of the whole dispatch, shared by all its mentions: topics, title, length."""
    features: Features = {}
    title = seen.folded[slice(*seen.sentences[0])] if seen.sentences else ""
    for topic, pattern in _topics(lexicon).items():
        features[f"topic:{topic}={_bucket(len(pattern.findall(seen.folded)))}"] = 1.0
        if pattern.search(title):
            features[f"title-topic:{topic}"] = 1.0
    for word in set(_WORD.findall(title)):
        features[f"title:{word}"] = 1.0
    for act in {
        act for hit in seen.triggers if seen.sentences and hit.span[0] < seen.sentences[0][1] for act in hit.acts
    }:
        features[f"title-act:{act}"] = 1.0
    features[f"sentences={min(len(seen.sentences), 30) // 5}"] = 1.0
    return features


@lru_cache(maxsize=4)
def gate_features(seen: Outline, lexicon: Lexicon) -> Features:
    """What the gate's model sees before anything is parsed: the dispatch's topics, acts and words."""
    features = dict(dispatch_features(seen, lexicon))
    acts = Counter(act for hit in seen.triggers for act in hit.acts)
    for act, count in acts.items():
        features[f"act:{act}={_bucket(count)}"] = 1.0
    for word in set(_WORD.findall(seen.folded[:1500])):
        features[f"word:{word}"] = 1.0
    return features


def zone_features(seen: Outline, index: int, lexicon: Lexicon) -> Features:
    """What the zone model sees of a sentence before it is parsed: its triggers, its words, its place, its dispatch."""
    start, end = seen.sentences[index]
    features: Features = {f"position={_position(index, len(seen.sentences))}": 1.0}
    for hit in seen.triggers_in(index):
        features[f"lemma:{hit.lemmas[0]}"] = 1.0
        features[f"form:{hit.form}"] = 1.0
        for act in hit.acts:
            features[f"act:{act}"] = 1.0
    for word in set(_WORD.findall(seen.folded[start:end])):
        features[f"in:{word}"] = 0.5
    for name, value in dispatch_features(seen, lexicon).items():
        if not name.startswith("title:"):
            features[f"d:{name}"] = 0.5 * value
    return features


@lru_cache(maxsize=128)
def sentence_features(analysis: Analysis, index: int, lexicon: Lexicon) -> Features:
    """Features of one sentence: its place in the dispatch, dates, parties, places, figures, status words, words."""
    seen = analysis.outline
    start, end = seen.sentences[index]
    folded = seen.folded[start:end]
    features: Features = {f"position={_position(index, len(seen.sentences))}": 1.0}
    for name, pattern in _status_words(lexicon).items():
        for word in set(pattern.findall(folded)):
            features[f"status:{name}"] = 1.0
            features[f"status-word:{word}"] = 1.0
    features[f"age={date_age(analysis, start, end)}"] = 1.0
    groups = {p.group for p in analysis.parties if start <= p.span[0] < end}
    for group in groups:
        features[f"party:{group}"] = 1.0
    if not groups:
        features["party:none"] = 1.0
    for precision in {str(p.precision) for p in analysis.places if start <= p.span[0] < end} or {"none"}:
        features[f"place:{precision}"] = 1.0
    for field in {f.field for f in analysis.figures if start <= f.span[0] < end}:
        features[f"figure:{field}"] = 1.0
    if any(a.covers[0] == start for a in analysis.attributions):
        features["cited"] = 1.0
    if '"' in folded:
        features["quoted"] = 1.0
    for word in set(_WORD.findall(folded)):
        features[f"in:{word}"] = 1.0
    return features


def _position(index: int, count: int) -> str:
    if index < 4:
        return str(index)
    return "4-6" if index < 7 else "7-11" if index < 12 else "12+"


def date_age(analysis: Analysis, start: int, end: int) -> str:
    """How long before publication the sentence's dates lie, as a label."""
    dates = [d for d in analysis.dates if start <= d.span[0] < end]
    if not dates:
        return "none"
    published = analysis.published
    known = [d for d in dates if d.start is not None]
    if published is None or not known:
        full = any(d.precision == "year" or re.search(r"(?:19|20)\d\d", d.text) for d in dates)
        return "year" if full else f"unresolved-{dates[0].rule}"
    days = min(((published - d.end).days for d in known if d.end), key=abs)
    if days < -1:
        return "future"
    for limit, label in ((2, "0-2"), (7, "3-7"), (31, "8-31"), (366, "32-366")):
        if days <= limit:
            return f"{label}{'y' if any(d.precision == 'year' for d in known) else ''}"
    return "old"


def mention_features(
    mention: Mention, analysis: Analysis, shared: Features, document: Features, lexicon: Lexicon
) -> Features:
    """All features of one mention; ``shared`` are its sentence's and ``document`` its dispatch's."""
    features: Features = {}
    hit = mention.hit
    acts, lemma = "/".join(hit.acts), hit.lemmas[0]
    listed = "+".join(sorted(hit.listed))
    own = {
        f"lemma:{lemma}", f"form:{hit.form}", f"pos:{acts}:{mention.pos}", f"lemma-pos:{lemma}:{mention.pos}", f"tense:{mention.tense}",
        f"tense:{acts}:{mention.tense}", f"det:{mention.determiner}", f"det:{lemma}:{mention.determiner}", f"listed:{acts}:{listed}",
        f"negated:{mention.negated}", f"negated:{acts}:{mention.negated}", f"under:{mention.under}", f"under:{acts}:{mention.under}",
    }  # fmt: skip
    own.update(f"act:{act}" for act in hit.acts)
    if mention.token is not None:
        own.add(f"dep:{mention.token.dep_}")
        own.add(f"head:{fold(mention.token.head.text)}:{mention.token.dep_}")
        own.update(f"child:{child.dep_}" for child in mention.token.children)
        own.update(
            f"child-word:{fold(child.text)}"
            for child in mention.token.children
            if child.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")
        )
    own.update(_window(mention, analysis))
    for name in own:
        features[name] = 1.0
    for name, value in shared.items():
        if name.startswith("in:"):
            features[name] = 0.5 * value
            continue
        features[name] = value
        for act in hit.acts:
            features[f"{act}&{name}"] = value
    for name, value in document.items():
        if name.startswith("title:"):
            features[name] = 0.5 * value
            continue
        features[name] = value
        for act in hit.acts:
            features[f"{act}&{name}"] = 0.7 * value
    return features


def _window(mention: Mention, analysis: Analysis) -> set[str]:
    seen = analysis.outline
    start, end = seen.sentences[mention.sentence]
    before = _WORD.findall(seen.folded[start : mention.hit.span[0]])[-4:]
    after = _WORD.findall(seen.folded[mention.hit.span[1] : end])[:4]
    words = {f"near:{w}" for w in before + after}
    if before:
        words.add(f"before:{before[-1]}:{mention.hit.lemmas[0]}")
        words.add(f"before:{before[-1]}")
    if after:
        words.add(f"after:{after[0]}:{mention.hit.lemmas[0]}")
        words.add(f"after:{after[0]}")
    return words
