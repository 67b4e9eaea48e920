"""Names: which capitalised words may be a place, and what introduces them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import plain

from recoupe.language import Lexicon, load
from recoupe.places.names import MAX_WORDS, Name, names_of, words_of
from recoupe.text import normalise

FR = load("fr")


def longest(text: str, lexicon: Lexicon) -> list[Name]:
    """Of each run of names the longest, leaving out those that begin inside another."""
    normal, spans = plain(text)
    kept: list[Name] = []
    for runs in names_of(normal, lexicon, frozenset(start for start, _ in spans)):
        if not kept or runs[0].span[0] >= kept[-1].span[1]:
            kept.append(runs[0])
    return kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tirs d'Alep", [("tirs", False), ("Alep", True)]),
        ("jusqu’à Alep", [("à", False), ("Alep", True)]),
        ("à L'Aquila", [("à", False), ("Aquila", True)]),
        ("vers al-Qaïm", [("vers", False), ("al-Qaïm", True)]),
        ("à Port-au-Prince", [("à", False), ("Port-au-Prince", True)]),
        ("au Nord-Kivu", [("au", False), ("Nord-Kivu", True)]),
        ("Œuilly brûle", [("Œuilly", True), ("brûle", False)]),
        ("", []),
        ("à N'Djamena", [("à", False), ("N'Djamena", True)]),
    ],
)
def test_words(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(w.text, w.capital) for w in words_of(normalise(text), FR)] == expected


@given(st.text())
def test_words_quote_the_text(text: str) -> None:
    for word in words_of(text, FR):
        assert text[word.start : word.end] == word.text
        assert word.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("des combats à Rawa", ["Rawa"]),
        ("des combats à Khan Younès et à Gaza", ["Khan Younès", "Gaza"]),
        ("des combats au Cabo Delgado", ["Cabo Delgado"]),
        ("des combats à Bab al-Hawa", ["Bab al-Hawa"]),
        ("des combats à Rostov-sur-le-Don", ["Rostov-sur-le-Don"]),
        ("des combats à Saint-Jean d'Acre", ["Saint-Jean d'Acre"]),
        ("des combats à Deir ez-Zor", ["Deir ez-Zor"]),
        ("rien ne bouge", []),
    ],
)
def test_runs(text: str, expected: list[str], lexicon: Lexicon) -> None:
    assert [name.text for name in longest(text, lexicon)] == expected


@pytest.mark.parametrize(
    ("text", "cue", "level"),
    [
        ("dans le village de Kassoumba", "village", "town"),
        ("dans la ville syrienne de Kassoumba", "ville", "town"),
        ("dans la localité de Kassoumba", "localite", "town"),
        ("dans le cercle de Kassoumba", "cercle", "district"),
        ("dans le territoire d'Irumu", "territoire", "district"),
        ("dans la province du Helmand", "province", "province"),
        ("dans l'Etat de Borno", "etat", "province"),
        ("dans la région de l'Oudalan", "region", "province"),
        ("à l'aéroport de Kassoumba", "aeroport", "site"),
        ("sur la base aérienne de Kassoumba", "base aerienne", "site"),
        ("dans le quartier Kassoumba", "quartier", "site"),
        ("dans la forêt de Kassoumba", "foret", "area"),
        ("sur la route de Kassoumba", "route", "area"),
        ("le maire a vu Kassoumba", None, None),
        ("des tirs à Kassoumba", None, None),
    ],
)
def test_cues(text: str, cue: str | None, level: str | None, lexicon: Lexicon) -> None:
    last = list(names_of(normalise(text), lexicon, frozenset()))[-1][0]
    assert (last.cue, last.cue_level) == (cue, level)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("dans le nord du Mali", "nord"),
        ("dans l'extrême-nord du Cameroun", "extreme-nord"),
        ("au sud-ouest de la Syrie", "sud-ouest"),
        ("dans le centre de l'Ukraine", "centre"),
        ("dans le nord-est d'Haïti", "nord-est"),
        ("au Mali", None),
    ],
)
def test_directions(text: str, direction: str | None, lexicon: Lexicon) -> None:
    assert [name.direction for name in longest(text, lexicon)] == [direction]


def test_first_words_and_neighbours_are_marked(lexicon: Lexicon) -> None:
    names = longest("Bangui brûle. Le maire Paul Kidal a fui.", lexicon)
    assert [(n.text, n.initial) for n in names] == [("Bangui", True), ("Le", True), ("Paul Kidal", False)]


@given(st.text(alphabet="AÉlad'’- dekKu.\n«»", max_size=80))
def test_names_quote_the_text_and_shrink_from_the_right(text: str) -> None:
    normal, spans = plain(text)
    for runs in names_of(normal, FR, frozenset(start for start, _ in spans)):
        assert len({name.span[0] for name in runs}) == 1
        assert [n.span[1] for n in runs] == sorted((n.span[1] for n in runs), reverse=True)
        assert len(runs) <= MAX_WORDS
        for name in runs:
            assert normal[slice(*name.span)] == name.text
