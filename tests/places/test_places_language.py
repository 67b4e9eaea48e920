"""Places in a language that says little: empty lists match nothing, and a mistake in places.toml is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import plain

from recoupe.language import LexiconError, load
from recoupe.places.gazetteer import Gazetteer
from recoupe.places.grammar import grammar
from recoupe.places.resolve import PlaceFinder
from recoupe.places.tables import tables

EMPTY = """
cues = {}
directions = {}
distances = {}
units = {}
abbreviations = {}
locative = { certain = [], strong = [] }
inner = { words = [], parting = [] }
enclosing = { words = [], loose = [], comma = false }
owned = { words = [], titles = [] }
articles = { words = [] }
openings = { never = [] }
roads = { words = [] }
not_place_before = { words = [] }
unit_forms = { words = [] }
nearness = { weight = 1.0, kilometres = 80 }
naming = { common_neighbours = false, families = false, repeated = true, listed_words = true, acronyms = 0, after_preposition = [] }
sureness = { told = 2.0, bare = 2.0, initial = 0.0, variant_told = 0.5, variant_bare = 3.0 }
"""


def test_empty_lists_match_nothing(folder: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    (folder / "places.toml").write_text(EMPTY, "utf-8")
    lexicon = load("fr", tmp_path)
    text, spans = plain(
        "Combats à Bamako, près de la frontière. Tirs dans l'ouest du Mali (Kidal), à 30 km de Gao.", lexicon
    )
    places = PlaceFinder(lexicon, gazetteer).find(text, frozenset(start for start, _ in spans), (), tuple(spans))
    assert [place.text for place in places] == ["Bamako", "Mali", "Kidal", "Gao"]
    found = grammar(lexicon)
    patterns = [found.locative, found.certain, *found.patterns.values(), *found.written.values()]
    assert not any(pattern.search(piece) for pattern in patterns for piece in ("", " ", "Combats à Bamako.", text))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[abbreviations]\n", '[abbreviations]\n"Atl." = "Atlantide"\n', "Atlantide"),
        ("{vague:distances}", "{vague:distance}", "distance"),
        ("border = '{border}'", "border = '({border}'", "border"),
    ],
)
def test_a_mistake_is_named(old: str, new: str, message: str, *, folder: Path, tmp_path: Path) -> None:
    path = folder / "places.toml"
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")
    with pytest.raises(LexiconError) as caught:
        lexicon = load("fr", tmp_path)
        grammar(lexicon)
        tables(lexicon)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)
