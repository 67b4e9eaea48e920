"""The word lists and patterns of speech.toml, compiled once a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recoupe.language import Lexicon
from recoupe.language.lexicon import conjugate
from recoupe.language.pattern_names import SPEECH_PATTERNS, SPEECH_WRITTEN
from recoupe.language.patterns import NEVER, any_of, templates_of
from recoupe.text import fold

_PLAIN = (
    "transitive", "absolute", "plain", "inverted_only", "not_inverted", "nouns_too", "auxiliaries", "passives", "infinitive_markers", "adverbs",
    "clitics", "heads", "tellings", "objects", "repeats", "pronouns", "openers", "linking", "outlet_nouns", "giving",
    "titles", "plural_pronouns", "feminine_pronouns", "plural_openers", "feminine_openers", "masculine_openers",
    "sure", "plural_heads", "impersonal_heads", "impersonal_pronouns", "articles", "definite", "pointing", "plural_articles", "subject_relatives", "reflexive_clitics",
)  # fmt: skip
_REMEMBERED = {
    "agent": ("verb",), "quoted": ("done", "does"), "pronoun_behind": ("who", "form"), "pronoun_before": ("who", "form"),
    "pronoun_told": ("who", "by"), "apposed": ("name",), "office": ("office",), "article": ("before",),
    "adverb": ("before", "adverb"), "name_at": ("name",), "second_name": ("name",), "participle": ("form",), "headline_before": ("who",), "headline_behind": ("who",),
}  # fmt: skip
"""What the patterns must remember by name."""
_USUAL = {"word": r"\w+(?:['-]\w+)*", "punctuation": r'[,;:!?"()\n\]\[]|\.(?=\s|$|")', "inverted_end": ""}
"""Patterns that a language may leave to what most have: a word, what ends a phrase, anything behind an inverted subject."""


@dataclass(frozen=True)
class Endings:
    """By which endings the forms of verbs are told: participles, forms that stand behind no auxiliary, gerunds."""

    participle: tuple[str, ...]
    finite: tuple[str, ...]
    gerund: tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """What the stage knows of one language. Words are folded, save ``finite`` ("a" is not "à").

    ``small_outlets`` write their names without a capital. ``told`` holds the patterns of speech.toml by name, those over the text as it is written among them.
    """

    lemmas: dict[str, str]
    reflexive: dict[str, str]
    quoting: dict[str, str]
    first_words: frozenset[str]
    infinitives: frozenset[str]
    participles: frozenset[str]
    two_words: frozenset[str]
    words: dict[str, frozenset[str]]
    endings: Endings
    object_endings: tuple[str, ...]
    object_clitics: tuple[str, ...]
    before_inversion: tuple[str, ...]
    agent_prepositions: tuple[str, ...]
    source_prepositions: frozenset[str]
    labels: Mapping[str, str]
    small_outlets: frozenset[str]
    last_phrase: bool
    attitudes: bool
    finite: re.Pattern[str]
    told: Mapping[str, re.Pattern[str]]

    def has(self, kind: str, word: str) -> bool:
        """Whether a folded word is in one of the plain lists of speech.toml."""
        return word in self.words[kind]

    def is_object(self, noun: str) -> bool:
        """Whether a noun is one of what is told ("une réduction") rather than of who tells it."""
        if noun in self.words["objects"] or noun in self.words["tellings"]:
            return True
        return noun not in self.words["heads"] and noun.endswith(self.object_endings)


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon, attitudes: bool = False) -> Grammar:
    """The Grammar of a language, compiled once; with ``attitudes``, those who believe or want something speak too.

    Raises LexiconError where a pattern of speech.toml is broken.
    """
    data = lexicon["speech"]
    held = list(data["attitudes"]) if attitudes else []
    lemmas, quoting, participles = _forms(lexicon, held)
    reflexive = _reflexive(lexicon)
    words = {kind: frozenset(fold(word) for word in data[kind]) for kind in _PLAIN}
    words["plain"] |= {fold(verb) for verb in (*data["verbs"], *held)} if attitudes else frozenset()
    words["not_inverted"] |= {fold(verb) for verb in held if verb not in data["verbs"]}
    words["heads"] |= {word + fold(ending) for word in words["heads"] for ending in data["head_plurals"]}
    endings = Endings(*(tuple(data[f"{kind}_endings"]) for kind in ("participle", "finite", "gerund")))
    gerunds = [form for form in lemmas if form.endswith(endings.gerund) and len(form) > 5]
    return Grammar(
        lemmas, reflexive, quoting,
        first_words=frozenset(form.split()[0] for form in (*lemmas, *reflexive, *quoting)),
        infinitives=frozenset(fold(verb) for verb in (*data["verbs"], *held)),
        participles=participles, two_words=frozenset(fold(pair) for pair in data["two_words"]), words=words,
        endings=endings, object_endings=_folded(data["object_endings"]), object_clitics=_folded(data["object_clitics"]),
        before_inversion=_folded(data["before_inversion"]), agent_prepositions=_folded(data["agent_prepositions"]),
        source_prepositions=frozenset(_folded(data["source_prepositions"])),
        labels={kind: _folded(data[f"{kind}_prepositions"])[0] for kind in ("agent", "recipient", "learnt") if data[f"{kind}_prepositions"]},
        small_outlets=frozenset(name for name in data["outlets"] if name.islower()), last_phrase=data["last_phrase"], attitudes=attitudes, finite=_finite(data["finite"]), told=_told(lexicon, gerunds, attitudes),
    )  # fmt: skip


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)


def _finite(forms: list[str]) -> re.Pattern[str]:
    if not forms:
        return NEVER
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?![\w-])")


def _told(lexicon: Lexicon, gerunds: list[str], attitudes: bool) -> dict[str, re.Pattern[str]]:
    """The patterns of speech.toml by name."""
    data, path = lexicon["speech"], lexicon.folder / "speech.toml"
    particles = any_of(data["name_particles"])
    more = {
        "weekdays": any_of(lexicon["calendar"]["weekdays"]), "months": any_of(lexicon["calendar"]["months"]),
        "gerunds": any_of(gerunds), "agent_verbs": any_of(_agents(lexicon, attitudes)),
        "name": rf"[A-ZÀ-Ý][\w'-]*(?:\s+(?:(?:{particles})\s+)?[A-ZÀ-Ý][\w'-]*){{0,4}}",
    }  # fmt: skip
    templates = templates_of(data, path, more)
    written = templates_of(data, path, more, table="written", written=True)
    told = {name: templates.compiled(name, *_REMEMBERED.get(name, ())) for name in SPEECH_PATTERNS}
    told["name"] = re.compile(more["name"])
    told |= {name: re.compile(usual) for name, usual in _USUAL.items() if told[name] is NEVER}
    return told | {name: written.compiled(name, *_REMEMBERED.get(name, ())) for name in SPEECH_WRITTEN}


def _forms(lexicon: Lexicon, held: list[str]) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Folded form to infinitive, the like for forms that are mostly another word, and participles no accent tells."""
    data, rules = lexicon["speech"], lexicon["conjugation"]
    told = tuple(data["participle_endings"])
    lemmas: dict[str, str] = {}
    participles: set[str] = set()
    finite: set[str] = set()
    for verb in (v for v in (*data["verbs"], *held) if " " not in v):
        for form, kind in conjugate(verb, rules):
            lemmas.setdefault(fold(form), verb)
            if kind == "verb":
                finite.add(fold(form))
            elif not form.endswith(told):
                participles.add(fold(form))
    lemmas |= {fold(form): verb for form, verb in data["irregular"].items()}
    lemmas |= {fold(pair): verb for pair, verb in data["two_words"].items()}
    alone = {fold(form) for form in data["not_alone"]}
    quoting = {form: fold(verb) for form, verb in lemmas.items() if form in alone}
    named = {form: fold(verb) for form, verb in lemmas.items() if form not in alone and len(form) > 2}
    return named, quoting, frozenset((participles - finite) | {fold(form) for form in data["irregular_participles"]})


def _reflexive(lexicon: Lexicon) -> dict[str, str]:
    """Folded form to infinitive of the verbs that report of themselves alone ("se désoler")."""
    return {fold(form): verb for verb in lexicon["speech"]["reflexive"] for form, kind in conjugate(verb, lexicon["conjugation"]) if kind == "verb"}


def _agents(lexicon: Lexicon, attitudes: bool) -> set[str]:
    """The participles behind which an agent is a source: "revendiqué [par]"."""
    data: dict[str, Any] = lexicon["speech"]
    rules = lexicon["conjugation"]
    verbs = [*data["agents"], *(data["attitude_agents"] if attitudes else ())]
    built = {form for verb in verbs for form, kind in conjugate(verb, rules) if kind == "participle"}
    return built | set(data["agent_forms"])
