"""What the actor and target models see of a party: its words, its grammar, and who stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from recoupe.analysis import Analysis
from recoupe.events.arguments import Argument
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.events.words import event_words
from recoupe.parsing import head_token, path
from recoupe.parties import PartyMention
from recoupe.text import fold

Identity = tuple[str, str | None, str]
_NAMED = ("registry", "leader")


@dataclass(frozen=True)
class Seen:
    """A party mention and what it depends on."""

    mention: PartyMention
    argument: Argument | None


@dataclass(frozen=True)
class Standing:
    """The parties of a dispatch as one draft sees them: named in its sentences (within) or only elsewhere (beyond)."""

    draft: Draft
    country: str | None
    within: Mapping[Identity, list[Seen]]
    beyond: Mapping[Identity, list[Seen]]

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset(s.mention.hit.acts[0] for s in self.draft.mentions)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The sector classes of the parties within."""
        return frozenset(seen[0].mention.group for seen in self.within.values())

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The classes that the draft's sentences tell by a common noun alone ("les assaillants")."""
        named = {s[0].mention.group for s in self.within.values() if s[0].mention.via in _NAMED}
        return self.groups - named

    @cached_property
    def counts(self) -> Counter[Identity]:
        counts: Counter[Identity] = Counter()
        for held in (self.within, self.beyond):
            for identity, seen in held.items():
                counts[identity] += len(seen)
        return counts

    @cached_property
    def most(self) -> dict[str, int]:
        """The mentions of the class's most mentioned named party, by class."""
        most: dict[str, int] = {}
        for held in (self.within, self.beyond):
            for identity, seen in held.items():
                first = seen[0].mention
                if first.via in _NAMED:
                    most[first.group] = max(most.get(first.group, 0), self.counts[identity])
        return most

    def distance(self, seen: Seen) -> int:
        """Sentences from a mention to the draft's nearest: negative where the mention comes first."""
        sentence = self.draft.analysis.outline.sentence_of(seen.mention.anchor[0])
        return min((sentence - own for own in self.draft.sentences), key=lambda d: (abs(d), d))

    def nearest(self, limit: int) -> list[Identity]:
        """The parties beyond that are likeliest to be meant: often named, or near."""
        ranked = []
        for order, (identity, seen) in enumerate(self.beyond.items()):
            if identity in self.within:
                continue
            near = min(abs(self.distance(s)) for s in seen)
            ranked.append((min(near, 4) - min(len(seen), 4), order, identity))
        return [identity for _, _, identity in sorted(ranked)[:limit]]


def features_within(identity: Identity, seen: list[Seen], standing: Standing) -> tuple[Features, PartyMention]:
    """The features of a party that the draft's sentences name, and the mention that stands for it."""
    features: Features = {}
    ranked = []
    for one in seen:
        names = _mention_names(one.mention, standing.draft, standing.country)
        ranked.append((len([n for n in names if n.startswith("path")]), -one.mention.span[0], one.mention))
        features.update(dict.fromkeys(names | _argument_names(one), 1.0))
    best = max(ranked, key=lambda r: (r[0], r[1]))[2]
    features[f"mentions={min(len(seen), 4)}"] = 1.0
    features[f"in-dispatch={min(standing.counts[identity], 6)}"] = 1.0
    features[f"rivals={min(len(standing.within), 6)}"] = 1.0
    features.update(dict.fromkeys(_elsewhere_names(standing.beyond.get(identity, []), standing), 1.0))
    rivals = [other for key, other in standing.within.items() if key != identity]
    features.update(dict.fromkeys(_rival_names(best, seen, rivals), 1.0))
    features.update(dict.fromkeys(_rank_names(identity, best, standing), 1.0))
    return features, best


def features_beyond(identity: Identity, seen: list[Seen], standing: Standing) -> tuple[Features, PartyMention]:
    """The features of a party that only other sentences name, and the mention nearest to the draft."""
    nearest = min(seen, key=lambda s: (abs(standing.distance(s)), s.mention.span))
    m, away = nearest.mention, standing.distance(nearest)
    named = "named" if m.via in _NAMED else m.via
    title = any(s.argument is not None and s.argument.sentence == 0 for s in seen)
    names = {
        "out", f"out:{m.group}", f"out:{m.group}:{m.kind}", f"out:{m.group}:{named}", f"out-head:{m.head}",
        f"out-local:{m.group}:{m.country == standing.country if m.country else None}",
        f"out-title:{title}:{m.group}", f"out-away:{max(-4, min(4, away))}", f"out-away:{m.group}:{max(-4, min(4, away))}",
        f"out-count={min(len(seen), 5)}", f"out-count:{m.group}={min(len(seen), 5)}",
    }  # fmt: skip
    names |= {f"out-beside:{m.group}:{group}" for group in standing.groups}
    if m.group not in standing.groups:
        names.add(f"out-lacking:{m.group}:{named}")
    elif m.group in standing.unnamed:
        names.add(f"out-unnamed:{m.group}:{named}")
    names |= _elsewhere_names(seen, standing) | {f"out-{n}" for n in _rank_names(identity, m, standing)}
    return dict.fromkeys(names, 1.0), m


def _mention_names(mention: PartyMention, draft: Draft, country: str | None) -> set[str]:
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
    before = _word_before(a, mention)
    names |= {f"before:{before}", f"group-before:{mention.group}:{before}"}
    return names | _relations(mention, sentence, draft)


def _word_before(a: Analysis, mention: PartyMention) -> str:
    before = a.outline.folded[max(0, mention.span[0] - 25) : mention.span[0]].split()
    own = a.outline.folded[mention.span[0] : mention.anchor[0]].split()
    lead = own[0] if own and own[0] in event_words(a.outline.lexicon).partitive else ""
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
            f"side:{act}:{side}", f"side:{act}:{side}:{near}", f"side-group:{act}:{side}:{mention.group}",
            f"pos:{act}:{trigger.pos}:{side}",
        }  # fmt: skip
        way = path(trigger.token, head)
        if trigger.hit.span[0] in draft.telling:
            names |= {f"telling:{side}:{near}", f"telling:{side}:{mention.group}", f"telling:{way or 'far'}", f"telling:{act}:{way or 'far'}"}
        if way:
            names |= {
                f"path:{way}", f"path:{act}:{way}", f"path:{trigger.hit.lemmas[0]}:{way}", f"path-pos:{trigger.pos}:{way}",
            }  # fmt: skip
        elif mention.anchor[0] <= trigger.hit.span[0] < mention.anchor[1]:
            names.add(f"path:self:{act}")
    return names


def _argument_names(seen: Seen) -> set[str]:
    a = seen.argument
    if a is None:
        return set()
    names = {f"arg:{a.label}", f"arg:{a.label}:{seen.mention.group}", f"cue:{a.cue}"}
    if a.act:
        names |= {f"arg-act:{a.act}:{a.label}", f"arg-act-cue:{a.act}:{a.cue}:{seen.mention.group}"}
    return names


def _elsewhere_names(seen: list[Seen], standing: Standing) -> set[str]:
    """What sentences outside the draft say of the party, by triggers of the draft's own acts."""
    names = set()
    for one in seen:
        a = one.argument
        if a is None:
            continue
        if a.sentence == 0:
            names.add(f"else-title:{a.label}")
        if a.act in standing.acts:
            names |= {f"else-act:{a.act}:{a.label}", f"else:{a.label}", f"else-cue:{a.cue}"}
    return names


def _rival_names(best: PartyMention, own: list[Seen], rivals: list[list[Seen]]) -> set[str]:
    """Which other parties stand beside this one, and whether one of them looks like the one who does it or undergoes it."""
    names = set()
    group = best.group
    cues = {s.argument.cue for s in own if s.argument}
    mine = "does" if "does" in cues else "undergoes" if "undergoes" in cues else ""
    for seen in rivals:
        other = seen[0].mention
        names.add(f"beside:{group}:{other.group}")
        if other.group == group:
            names.add(f"beside-same:{group}:{best.via}:{'named' if other.via in _NAMED else 'told'}")
        for cue in {s.argument.cue for s in seen if s.argument and s.argument.act} - {""}:
            names |= {
                f"other:{cue}",
                f"other:{cue}:{mine}",
                f"other:{cue}:{group}",
                f"other:{cue}:{other.group}:{group}",
            }
    return names


def _rank_names(identity: Identity, best: PartyMention, standing: Standing) -> set[str]:
    """Whether a named party is its class's most named one; whether another is named for a common noun."""
    if best.via in _NAMED:
        first = standing.counts[identity] == standing.most.get(best.group)
        return {f"main:{best.group}:{first}"}
    return {
        f"main-named:{best.group}:{min(standing.most.get(best.group, 0), 3)}",
        f"single:{bool(identity[2])}:{best.group}",
    }
