"""Tells names of persons from names of places, by the words around them and what the dispatch calls them elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache

from recoupe.language import Lexicon
from recoupe.places.grammar import first_names, grammar
from recoupe.places.names import Name, words_of
from recoupe.text import fold

_INITIAL = re.compile(r" (?:[A-Z]\. )?")


@lru_cache(maxsize=4)
def family_names(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The folded words that follow a first name in a normalised text; none where the language has no use for them."""
    if not lexicon["places"]["naming"]["families"]:
        return frozenset()
    given, words = first_names(lexicon), words_of(text, lexicon)
    found = set()
    for index, word in enumerate(words[:-1]):
        if not word.capital or fold(word.text) not in given:
            continue
        behind = index + 1
        if len(words[behind].text) == 1 and behind + 1 < len(words):
            behind += 1  # a middle initial
        family = words[behind]
        if family.capital and not family.text.isdigit() and _INITIAL.fullmatch(text[word.end : family.start]):
            found.add(fold(family.text))
    return frozenset(found)


def person(text: str, name: Name, lexicon: Lexicon) -> bool:
    """Whether a name that nothing says is a place must be a person's."""
    if name.locative or name.cue is not None or name.direction is not None:
        return False
    if grammar(lexicon).written["person_after"].match(text[name.span[1] : name.span[1] + 20]):
        return True
    return fold(name.text) in family_names(text, lexicon)
