"""Who and to whom: which parties of a dispatch are an event's actors and targets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from recoupe.analysis import Analysis
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.language import Lexicon
from recoupe.parsing import head_token, path
from recoupe.parties import PartyMention, canonical
from recoupe.records import Party
from recoupe.text import fold


@dataclass(frozen=True)
class Candidate:
    """A party that may take a role in an event: its mentions in the dispatch, and what the models see of it."""

    key: tuple[str, str | None]
    mentions: tuple[PartyMention, ...]
    features: Features
    best: PartyMention


def event_country(draft: Draft, place_country: str | None) -> str | None:
    """The country in which an event happens: its place's, or the one the dispatch speaks of most."""
    return place_country or draft.analysis.main_country


def candidates(draft: Draft, country: str | None, lexicon: Lexicon) -> list[Candidate]:
    """The parties named in the draft's sentences, one candidate a party, in text order."""
    groups: dict[tuple[str, str | None], list[PartyMention]] = defaultdict(list)
    for mention in draft.analysis.parties:
        if draft.holds(mention.anchor[0]):
            party = canonical(mention, country, lexicon, role="target", event_type=draft.type)
            groups[(party.name, party.country)].append(mention)
    found = []
    for identity, mentions in groups.items():
        features: Features = {}
        ranked = []
        for mention in mentions:
            own = _mention_features(mention, draft, country)
            ranked.append((len([n for n in own if n.startswith("path")]), -mention.span[0], mention))
            for name, value in own.items():
                features[name] = max(features.get(name, 0.0), value)
        features[f"mentions={min(len(mentions), 4)}"] = 1.0
        others = sum(
            1 for m in draft.analysis.parties if (m.name, m.country) == (mentions[0].name, mentions[0].country)
        )
        features[f"in-dispatch={min(others, 6)}"] = 1.0
        features[f"rivals={min(len(groups), 6)}"] = 1.0
        best = max(ranked, key=lambda r: (r[0], r[1]))[2]
        found.append(Candidate(identity, tuple(mentions), _crossed(features, draft.type), best))
    return found


def _crossed(features: Features, event_type: str) -> Features:
    """The features alone, and together with the event's type and family."""
    family = event_type.split(".", maxsplit=1)[0]
    out: Features = {"bias": 1.0, f"T:{event_type}": 1.0}
    for name, value in features.items():
        out[name] = value
        out[f"{event_type}&{name}"] = value
        out[f"{family}&{name}"] = value
    return out


def _mention_features(mention: PartyMention, draft: Draft, country: str | None) -> Features:
    a = draft.analysis
    sentence = a.outline.sentence_of(mention.anchor[0])
    names = {f"group:{mention.group}", f"kind:{mention.kind}", f"via:{mention.via}", f"head:{mention.head}"}
    names.add(f"local:{mention.country == country}" if mention.country else "local:untold")
    names.add(f"title:{sentence == 0}")
    if any(c.span[0] <= mention.anchor[0] < c.span[1] for c in a.attributions):
        names.add("cited")
    for figure in a.figures:
        if figure.span[0] <= mention.anchor[0] < figure.span[1] or (
            figure.span[0] < mention.span[1] and mention.span[0] < figure.span[1]
        ):
            names.add(f"counted:{figure.field}")
    names.add(f"before:{_word_before(a, mention)}")
    names.add(f"group-before:{mention.group}:{_word_before(a, mention)}")
    names |= _relations(mention, sentence, draft)
    return dict.fromkeys(names, 1.0)


def _word_before(a: Analysis, mention: PartyMention) -> str:
    before = a.outline.folded[max(0, mention.span[0] - 25) : mention.span[0]].split()
    own = a.outline.folded[mention.span[0] : mention.anchor[0]].split()
    lead = own[0] if own and own[0] in ("des", "du", "de", "d'", "aux", "au") else ""
    return f"{before[-1] if before else ''}_{lead}"[-30:]


def _relations(mention: PartyMention, sentence: int, draft: Draft) -> set[str]:
    """How the party stands to the draft's triggers in its sentence: dependency paths, side and distance."""
    a = draft.analysis
    doc = a.parsed.get(sentence)
    names: set[str] = set()
    if doc is None:
        return names
    base = a.outline.sentences[sentence][0]
    head = head_token(doc, mention.anchor[0] - base, mention.anchor[1] - base)
    if head is None:
        return names
    names.add(f"dep:{head.dep_}")
    names.add(f"dep-group:{head.dep_}:{mention.group}")
    names.add(f"governor:{fold(head.head.text)}")
    names.add(f"governor:{fold(head.head.text)}:{head.dep_}")
    for scored in draft.triggers_in(sentence):
        trigger = scored.mention
        if trigger.token is None:
            continue
        act = trigger.hit.acts[0]
        side = "before" if mention.anchor[0] < trigger.hit.span[0] else "after"
        distance = abs(head.i - trigger.token.i)
        near = "1-3" if distance < 4 else "4-8" if distance < 9 else "9-16" if distance < 17 else "17+"
        names |= {
            f"side:{act}:{side}",
            f"side:{act}:{side}:{near}",
            f"side-group:{act}:{side}:{mention.group}",
            f"pos:{act}:{trigger.pos}:{side}",
        }
        way = path(trigger.token, head)
        if way:
            names |= {
                f"path:{way}",
                f"path:{act}:{way}",
                f"path:{trigger.hit.lemmas[0]}:{way}",
                f"path-pos:{trigger.pos}:{way}",
            }
        elif mention.anchor[0] <= trigger.hit.span[0] < mention.anchor[1]:
            names.add(f"path:self:{act}")
    return names


def party_of(candidate: Candidate, role: str, country: str | None, event_type: str, lexicon: Lexicon) -> Party:
    """The codebook's party for a candidate that takes a role ("actor" or "target")."""
    return canonical(candidate.best, country, lexicon, role=role, event_type=event_type)
