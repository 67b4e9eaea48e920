"""Who says so: which citations of a draft's sentences, and of those beside them, are an event's sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recoupe.events import contextfeatures
from recoupe.events.draft import Draft
from recoupe.events.features import Features
from recoupe.events.words import event_words
from recoupe.records import Span
from recoupe.speech import Attribution
from recoupe.text import fold

_WORD = re.compile(r"\w+")
_QUOTE, _BREAK = '"', "\n"
_ARTICLE = 8
"""Characters that an article or a short name in brackets may take."""
REACH = 2
"""Sentences beside the ones told in which a quotation may begin or go on."""


@dataclass(frozen=True)
class SourceCandidate:
    """A citation that may speak for the event, the draft's sentences it speaks for, and what the model sees of it."""

    attribution: Attribution
    sentences: frozenset[int]
    features: Features


@dataclass(frozen=True)
class _Cited:
    """A citation near a draft: the sentence it speaks for, and how far that is from the draft's own (0: one of them)."""

    attribution: Attribution
    sentence: int
    away: int
    words: tuple[str, ...]
    """Its content words, and the registry's name of the party that it is, if it is one."""
    party: str = ""


def content_words(text: str, empty: frozenset[str]) -> tuple[str, ...]:
    """The words of a source that tell it from another, in order."""
    return tuple(w for w in _WORD.findall(fold(text)) if w not in empty)


def candidates(draft: Draft) -> list[SourceCandidate]:
    """The citations of the draft's sentences and of those beside them, one for each source; its own ones first."""
    groups = _grouped(sorted(_near(draft), key=lambda c: abs(c.away)))
    own = sum(group[0].away == 0 for group in groups)
    context = contextfeatures.of_candidates(draft, "source", [[_fullest(group).span] for group in groups])
    return [
        SourceCandidate(_fullest(group), _spoken_for(group), _features(draft, group, own) | beside)
        for group, beside in zip(groups, context, strict=True)
    ]


def _spoken_for(group: list[_Cited]) -> frozenset[int]:
    return frozenset(c.sentence for c in group if c.away == 0)


def _near(draft: Draft) -> Iterator[_Cited]:
    seen, parties = draft.analysis.outline, _parties(draft)
    empty = event_words(seen.lexicon).empty
    for attribution in draft.analysis.attributions:
        sentence = seen.sentence_of(attribution.covers[0])
        away = min((sentence - own for own in draft.sentences), key=lambda d: (abs(d), d))
        if abs(away) <= REACH and (words := content_words(attribution.text, empty)):
            yield _Cited(attribution, sentence, away, words, _party(attribution.span, parties))


def _parties(draft: Draft) -> dict[int, tuple[int, str]]:
    """Where the registry's parties begin, where they end, and their names."""
    return {p.span[0]: (p.span[1], p.name) for p in draft.analysis.parties if p.via == "registry"}


def _party(span: Span, parties: dict[int, tuple[int, str]]) -> str:
    """The party that a source's words name and nothing else ("le groupe Etat islamique"), by its registry name."""
    for start in range(span[0], min(span[0] + _ARTICLE, span[1])):
        end, name = parties.get(start, (0, ""))
        if name and abs(end - span[1]) < _ARTICLE:
            return name
    return ""


def _grouped(cited: list[_Cited]) -> list[list[_Cited]]:
    """The citations by source."""
    groups: list[list[_Cited]] = []
    for one in cited:
        group = next((g for g in groups if any(_same(one, other) for other in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _same(one: _Cited, other: _Cited) -> bool:
    """Whether the words of one open the other, or are the name that closes it."""
    if one.party and one.party == other.party:
        return True
    short, long = sorted((one, other), key=lambda c: len(c.words))
    size = len(short.words)
    if long.words[:size] == short.words:
        return True
    return long.words[-size:] == short.words and short.attribution.text[-len(short.words[-1]) :][:1].isupper()


def _fullest(group: list[_Cited]) -> Attribution:
    """The longest wording of a source among the nearest citations, with the rest of the first one."""
    fullest = max(group, key=lambda c: (c.away == 0, len(c.words)))
    return replace(group[0].attribution, span=fullest.attribution.span, text=fullest.attribution.text)


def _features(draft: Draft, group: list[_Cited], own: int) -> Features:
    """What the model sees of a source: its words, how it is cited, and where from the draft's mentions."""
    nearest, attribution = group[0], group[0].attribution
    where = "in" if nearest.away == 0 else f"{nearest.away:+d}"
    names = {
        f"manner:{attribution.manner}", f"verb:{attribution.verb}", f"stem:{attribution.verb[:5]}", f"type:{draft.type}",
        f"title:{nearest.sentence == 0}", f"length={min(len(nearest.words), 6)}", f"capital:{attribution.text[:1].isupper()}",
        f"first:{fold(attribution.text).split()[0]}", f"times={min(len(group), 4)}",
        f"cited={min(len({c.sentence for c in group if c.away == 0}), 3)}",
        f"where:{where}", f"where:{where}:{attribution.manner}", f"where:{where}:{draft.type}", f"where:{where}:own={min(own, 3)}",
    }  # fmt: skip
    names |= {f"word:{w}" for w in nearest.words}
    names |= _inside(draft, nearest) if nearest.away == 0 else _beside(draft, nearest, where)
    names.add(f"{where}:share={_share(draft)}")
    return dict.fromkeys(names, 1.0)


def _share(draft: Draft) -> int:
    """How much of the dispatch the draft tells, in fifths of the sentences that hold a trigger."""
    seen = draft.analysis.outline
    telling = len({seen.sentence_of(hit.span[0]) for hit in seen.triggers})
    return 5 * len(draft.sentences) // max(1, telling)


def _inside(draft: Draft, cited: _Cited) -> set[str]:
    """What a citation in one of the draft's sentences shows: the mentions around it, its own and others."""
    triggers = draft.triggers_in(cited.sentence)
    others = len(draft.analysis.outline.triggers_in(cited.sentence)) - len(triggers)
    start, manner, stem = cited.attribution.span[0], cited.attribution.manner, cited.attribution.verb[:5]
    best = max((s.probability for s in triggers), default=0.0)
    names = {
        f"triggers={min(len(triggers), 3)}", f"others={min(others, 4)}", f"best={int(best * 5)}", f"{manner}:best={int(best * 5)}",
        f"sentence={min(draft.sentences.index(cited.sentence), 5)}", f"others={min(others, 4)}:triggers={min(len(triggers), 3)}",
    }  # fmt: skip
    names |= {f"{kind}:in:{manner}" for kind in _held(draft, cited.sentence)}
    if triggers:
        nearest = min(triggers, key=lambda s: (abs(start - s.mention.hit.span[0]), s.mention.hit.span[0])).mention
        gap, side = abs(start - nearest.hit.span[0]), "before" if nearest.hit.span[0] < start else "after"
        names |= {
            f"gap={min(gap // 40, 5)}", f"{manner}:trigger={side}", f"{manner}:gap={min(gap // 40, 5)}", f"pos:{nearest.pos}",
            f"det:{nearest.determiner}", f"tense:{nearest.tense}", f"{manner}:pos:{nearest.pos}:{side}", f"under:{nearest.under}",
            f"{manner}:det:{nearest.determiner}", f"{stem}:{nearest.pos}", f"act:{nearest.hit.acts[0]}", f"{manner}:tense:{nearest.tense}",
        }  # fmt: skip
    return names


def _held(draft: Draft, sentence: int) -> Iterator[str]:
    """Which kinds of detail a sentence tells."""
    a = draft.analysis
    start, end = a.outline.sentences[sentence]
    for kind, found in (("figure", a.figures), ("place", a.places), ("date", a.dates)):
        yield f"{kind}={any(start <= m.span[0] < end for m in found)}"


def _beside(draft: Draft, cited: _Cited, where: str) -> set[str]:
    """What a citation in a sentence beside the draft's shows: what else that sentence tells, and how it goes on."""
    seen = draft.analysis.outline
    start, end = seen.sentences[cited.sentence]
    text, hits = seen.folded[start:end], seen.triggers_in(cited.sentence)
    acts = {act for s in draft.mentions for act in s.mention.hit.acts}
    shared = any(act in acts for hit in hits for act in hit.acts)
    opener = _WORD.search(text)
    near = seen.sentences[cited.sentence - cited.away]
    gap = seen.text[min(end, near[1]) : max(start, near[0])]
    return {f"{where}:{kind}" for kind in _held(draft, cited.sentence)} | {
        f"{where}:triggers={min(len(hits), 3)}", f"{where}:acts={shared}", f"{where}:quote={_QUOTE in text}",
        f"{where}:sentences={min(len(draft.sentences), 4)}", f"{where}:verb:{cited.attribution.verb}",
        f"{where}:opens:{opener.group() if opener else ''}", f"{where}:paragraph={_BREAK in gap}",
        f"{where}:title={cited.sentence - cited.away == 0}",
    }  # fmt: skip
