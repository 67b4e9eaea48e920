"""The word lists of speech.toml, compiled once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.language.lexicon import conjugate
from recoupe.text import either_folded, fold


@dataclass(frozen=True)
class Grammar:
    """What the stage knows of one language. Words are folded, save ``finite`` ("a" is not "à")."""

    lemmas: dict[str, str]
    quoted: re.Pattern[str]
    quoting: dict[str, str]
    first_words: frozenset[str]
    infinitives: frozenset[str]
    participles: frozenset[str]
    two_words: frozenset[str]
    words: dict[str, frozenset[str]]
    object_endings: tuple[str, ...]
    finite: re.Pattern[str]
    prepositions: re.Pattern[str]
    source_prepositions: frozenset[str]
    agents: re.Pattern[str]
    recipients: re.Pattern[str]
    recipient_lead: re.Pattern[str]
    learnt: re.Pattern[str]
    outlet: re.Pattern[str]
    pronoun_behind: re.Pattern[str]
    pronoun_before: re.Pattern[str]
    pronoun_told: re.Pattern[str]
    stops: re.Pattern[str]
    clause: re.Pattern[str]
    interviewed: re.Pattern[str]
    adverbial: re.Pattern[str]
    determiner: re.Pattern[str]
    relative: re.Pattern[str]
    conjunction: re.Pattern[str]
    complement: re.Pattern[str]
    late_complement: re.Pattern[str]
    object: re.Pattern[str]
    adverb_run: re.Pattern[str]

    def has(self, kind: str, word: str) -> bool:
        """Whether a folded word is in one of the plain lists of speech.toml."""
        return word in self.words[kind]

    def is_object(self, noun: str) -> bool:
        """Whether a noun is one of what is told ("une réduction") rather than of who tells it."""
        if noun in self.words["objects"] or noun in self.words["tellings"]:
            return True
        return noun not in self.words["heads"] and noun.endswith(self.object_endings)


_PLAIN = (
    "transitive", "absolute", "inverted_only", "auxiliaries", "adverbs", "clitics", "heads", "tellings", "objects",
    "repeats", "pronouns", "openers", "linking", "outlet_nouns", "giving", "titles", "plural_pronouns",
    "feminine_pronouns", "plural_openers", "feminine_openers", "masculine_openers",
)  # fmt: skip


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> Grammar:
    """The Grammar of a language, compiled once."""
    data = lexicon["speech"]
    lemmas, quoting, participles = _forms(lexicon)
    words = {kind: frozenset(fold(word) for word in data[kind]) for kind in _PLAIN}
    words["heads"] |= {f"{word}s" for word in words["heads"]}
    time = _time(lexicon)
    adverbial = rf"(?:{either_folded(data['adverbials'])}|{time}|{_recipient(data)})"
    adverb_run = rf"(?:\s+(?:{either_folded(data['adverbs'])}|{adverbial})(?![\w-]))*"
    incise = r'(?:\s*,[^,"]{2,90},|\s*\([^()]{2,60}\))?'
    infinitive = (
        rf"(?!(?:{either_folded(data['no_infinitives'])})(?![\w-]))(?:[nlsdy]')?[a-z]{{2,}}(?:er|ir|oir|re)(?![\w-])"
    )
    told = rf"\s*(?:que\b|qu'|:|\"|,\s*\"|ne pas\b|{infinitive})"
    gerunds = {form for form in lemmas if form.endswith("ant") and len(form) > 5}
    return Grammar(
        lemmas=lemmas,
        quoted=_quoted(data, adverb_run),
        quoting=quoting,
        first_words=frozenset(form.split()[0] for form in (*lemmas, *quoting)),
        infinitives=frozenset(fold(verb) for verb in data["verbs"]),
        participles=participles,
        two_words=frozenset(fold(pair) for pair in data["two_words"]),
        words=words,
        object_endings=tuple(fold(ending) for ending in data["object_endings"]),
        finite=re.compile(rf"(?<![\w'-])(?:{'|'.join(sorted(data['finite'], key=len, reverse=True))})(?![\w-])"),
        prepositions=re.compile(rf"(?<![\w-])(?:{either_folded(data['prepositions'])})(?:\s|(?<='))"),
        source_prepositions=frozenset(fold(p) for p in data["source_prepositions"]),
        agents=_agents(lexicon, adverb_run),
        recipient_lead=re.compile(rf"(?:{either_folded(data['recipient_prepositions'])})(?:(?![\w-])|(?<='))\s*"),
        learnt=re.compile(rf"(?<![\w-])(?:appris|apprend-on)(?![\w-])[^.;:\"]{{0,40}}?\s(?:{either_folded(data['learnt_prepositions'])})(?:\s+|(?<='))"),
        outlet=re.compile(rf"(?<![\w-])(?:{either_folded(data['outlets'])})$"),
        recipients=re.compile(rf"(?<![\w-]){_recipient(data)}(?![\w-])"),
        clause=re.compile(rf"(?<![\w'-])(?:{either_folded(data['clause_words'])}|s'\w+|\w{{3,}}(?:{either_folded(data['clause_endings'])}))(?![\w-])"),
        interviewed=re.compile(rf"(?:{either_folded(data['interviewed'])})e?s?(?!\w)"),
        stops=re.compile(
            rf"(?<=[\s'])(?:{either_folded([*data['stops'], *gerunds])})(?![\w-])"
            r"|(?<=\s)(?:qu'|(?:\w+(?:es?|is?|us?)\s+)?par\b|en\s+\w+ant\b|-\s)"
        ),
        adverbial=re.compile(rf"\s*(?:,\s*)?(?:{adverbial}(?![\w-])\s*,?\s*)+"),
        determiner=re.compile(rf"(?:{either_folded(data['determiners'])})(?:\s|(?<='))"),
        relative=re.compile(rf"(?<![\w-])(?:{either_folded(data['relatives'])})(?:(?![\w-])|(?<='))"),
        conjunction=re.compile(rf"(?<![\w-])(?:{either_folded(data['conjunctions'])})(?:(?![\w-])|(?<='))"),
        object=re.compile(rf"\s+(?:(?:{either_folded(data['about'])})\s+)?(?:(?:{either_folded(data['object_openers'])})(?:-\w+)*(?![\w-])|[ld]'|\d)"),
        late_complement=re.compile(r"[^,.;:\"()\n]{1,80}?\s(?:que\b|qu')"),
        **_pronouns(data, adverb_run),
        complement=re.compile(rf"{adverb_run}{incise}{adverb_run}{told}"),
        adverb_run=re.compile(adverb_run),
    )  # fmt: skip


def _quoted(data: dict[str, list[str]], adverb_run: str) -> re.Pattern[str]:
    """What stands between a quotation and its speaker: any verb at all ('", s'est agacé', '", analyse')."""
    auxiliary = rf"(?:s'est|se sont|s'etait|{either_folded(data['auxiliaries'])})"
    return re.compile(
        rf"\",?\s+(?:{auxiliary}(?:{adverb_run})\s+(?P<done>[a-z]+(?:e|es|ee|ees|i|u|it))|(?P<does>(?:se\s+|s')?[a-z]{{3,}}(?:e|ent)))(?![\w'-])"
    )


def _pronouns(data: dict[str, list[str]], adverb_run: str) -> dict[str, re.Pattern[str]]:
    """Speakers told by a pronoun: "a-t-elle ajouté", "ajoute-t-il", "il a ajouté que", "selon lui"."""
    pronoun = rf"(?P<who>{either_folded(data['speaker_pronouns'])})"
    auxiliary = either_folded(data["auxiliaries"])
    form = r"(?P<form>[a-z]+(?:\s(?:savoir|etat|entendre))?)(?![\w'-])"
    clitics = rf"(?:\s*(?:{either_folded(data['clitics'])})(?![\w-]))*"
    dative = rf"(?P<who>{either_folded(data['speaker_datives'])})"
    return {
        "pronoun_behind": re.compile(rf"-{pronoun}(?![\w-])(?:(?:{adverb_run})\s+{form})?"),
        "pronoun_before": re.compile(rf"(?<![\w'-]){pronoun}{clitics}\s+(?:(?:{auxiliary})(?:{adverb_run})\s+)?{form}"),
        "pronoun_told": re.compile(rf"(?<![\w-])selon\s+{dative}(?![\w-])"),
    }


def _forms(lexicon: Lexicon) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Folded form to infinitive, the like for forms that are mostly another word, and participles no accent tells."""
    data, classes = lexicon["speech"], lexicon["conjugation"]["class"]
    lemmas: dict[str, str] = {}
    participles: set[str] = set()
    finite: set[str] = set()
    for verb in (v for v in data["verbs"] if " " not in v):
        for form, kind in conjugate(verb, classes):
            lemmas.setdefault(fold(form), verb)
            if kind == "verb":
                finite.add(fold(form))
            elif not form.rstrip("es").endswith("é"):
                participles.add(fold(form))
    lemmas |= {fold(form): verb for form, verb in data["irregular"].items()}
    for pair in data["two_words"]:
        lemmas[fold(pair)] = "faire état" if pair.endswith("état") else "laisser entendre"
    alone = {fold(form) for form in data["not_alone"]}
    quoting = {form: fold(verb) for form, verb in lemmas.items() if form in alone}
    lemmas = {form: verb for form, verb in lemmas.items() if form not in alone}
    named = {form: fold(verb) for form, verb in lemmas.items() if len(form) > 2}
    return named, quoting, frozenset((participles - finite) | {fold(form) for form in data["irregular_participles"]})


def _time(lexicon: Lexicon) -> str:
    days, months = either_folded(lexicon["calendar"]["weekdays"]), either_folded(lexicon["calendar"]["months"])
    date = rf"(?:\d{{1,2}}|1er)\s+(?:{months})(?:\s+\d{{4}})?"
    return rf"(?:(?:ce|cette|le)\s+)?(?:{days})(?:\s+(?:matin|soir|midi|apres-midi))?(?:\s+{date})?|(?:le\s+)?{date}"


def _recipient(data: dict[str, list[str]]) -> str:
    """ "à l'AFP", "au Monde", "à la chaîne de télévision locale": whom one speaks to, the outlet as group."""
    to = either_folded(data["recipient_prepositions"])
    outlet, noun = either_folded(data["outlets"]), either_folded(data["outlet_nouns"])
    article = r"(?:la\s+|les?\s+|l')?"
    named = rf"(?:{to})(?:\s+|(?<=')){article}(?:(?:{noun})\s+(?:[a-z]+\s+){{0,3}}?)?(?:{outlet})"
    kind = rf"(?:{to})(?:\s+|(?<=')){article}(?:{noun})"
    more = r"(?:\s+(?!que\b|qu'|une?\b|le\b|la\b|des\b)[\w'-]+){0,5}?"
    closed = r"(?=\s+(?:que|un|une|le|la|les|des|plusieurs|avoir|etre)\b|\s+(?:qu|l)'|\s*[,.:;\"()]|$)"
    return rf"(?:{named}|{kind}{more}{closed})"


def _agents(lexicon: Lexicon, adverb_run: str) -> re.Pattern[str]:
    """ "revendiqué dimanche par": a participle, what may stand between, and the agent's preposition."""
    data, classes = lexicon["speech"], lexicon["conjugation"]["class"]
    built = {form for verb in data["agents"] for form, kind in conjugate(verb, classes) if kind == "participle"}
    forms = either_folded(built | set(data["agent_forms"]))
    return re.compile(rf"(?<![\w-])(?P<verb>{forms})(?:{adverb_run})(?:,?\s+\w+,)?\s+par\s+")
