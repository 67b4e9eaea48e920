"""What the desk says in each language, and how a text is cut where marks begin and end."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise
from typing import get_args

import pytest
from desk_samples import samples
from hypothesis import given
from hypothesis import strategies as st

from recoupe.desk.reader.loaded import loaded_words
from recoupe.desk.reader.marking import Mark, marks_of, stretches
from recoupe.desk.reader.reading import LONGEST, cards, paragraphs
from recoupe.desk.reviews.standing import records
from recoupe.desk.shown import figure, web_address
from recoupe.desk.words import LANGUAGES, preferred, words
from recoupe.records import Certainty, DatePrecision, Dispatch, EventType, Kind, PlacePrecision, Status

CODES = {
    "type": EventType,
    "status": Status,
    "certainty": Certainty,
    "kind": Kind,
    "precision": PlacePrecision,
    "date_precision": DatePrecision,
}


def test_all_languages_say_the_same_things() -> None:
    one, *others = (words(language).phrases for language in LANGUAGES)
    for other in others:
        assert one.keys() == other.keys()
        for name, phrase in one.items():
            assert set(re.findall(r"\{\w+\}", phrase)) == set(re.findall(r"\{\w+\}", other[name])), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_codebook_has_a_word(language: str) -> None:
    for group, codes in CODES.items():
        for code in get_args(codes):
            assert f"{group}.{code}" in words(language).phrases


def test_every_phrase_that_a_template_asks_for_is_there() -> None:
    known = words("en").phrases
    folder = files("recoupe.desk") / "templates"
    texts = [
        item.read_text(encoding="utf-8")
        for place in (folder, folder / "parts")
        for item in place.iterdir()
        if item.name.endswith(".html")
    ]
    asked = {name for text in texts for name in re.findall(r"""\bt\("([a-z_]+\.[a-z_0-9]+)\"""", text)}
    assert (
        len(asked) > 100
        and {name for name in asked if name not in known and not any(one.startswith(name) for one in known)} == set()
    )


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("de,en;q=0.5", "en"), ("", "en"), ("de", "en"), ("EN-us", "en")],
)
def test_the_browser_s_language(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


def test_numbers_are_written_as_the_language_does() -> None:
    assert (
        words("fr")("events.n", n=12345) == "12\u202f345 événements"
        and words("en")("events.n", n=12345) == "12,345 events"
    )


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(12, 12, "12"), (3, 9, "3–9"), (12, None, "12+"), (None, None, ""), (0, 30, "0–30")]
)
def test_figures(low: int | None, high: int | None, shown: str) -> None:
    assert figure(low, high) == shown


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x", True),
        ("http://a", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("http://", False),
        (None, False),
        ("http://[", False),
        (" javascript:x", False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: bool) -> None:
    assert bool(web_address(url)) == safe


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))
MARKS = st.lists(
    st.builds(Mark, SPANS, st.integers(1, 3), st.sampled_from(["actors", "evidence", "loaded"])), max_size=12
)


@given(MARKS, st.integers(60, 80))
def test_stretches_cover_the_text_once_with_exactly_their_marks(marks: list[Mark], length: int) -> None:
    found = stretches(length, marks)
    assert [one.start for one in found] == [0, *(one.end for one in found)][:-1] and found[-1].end == length
    for one in found:
        assert set(one.marks) == {mark for mark in marks if mark.span[0] <= one.start and one.end <= mark.span[1]}


def test_a_text_without_marks_or_length() -> None:
    assert stretches(0, ()) == () and len(stretches(5, ())) == 1


def test_the_words_of_each_value_are_marked() -> None:
    stored = samples()[0]
    shown = [piece for line in paragraphs(stored.dispatch, cards(records(stored, ()))) for piece in line]
    by_field = {name: str(one.html) for one in shown for name in one.marks.split() if name != "e1-evidence"}
    assert by_field == {
        "e1-actors": "Le JNIM",
        "e1-targets": "soldats maliens",
        "e1-place": "Douentza",
        "e1-date": "mercredi",
        "e1-killed": "douze",
        "e1-sources": "l&#x27;armée",
    }
    assert "".join(str(one.html) for one in shown).replace("&#x27;", "'") == stored.dispatch.text


def test_loaded_words_are_marked_in_their_own_form() -> None:
    stored = samples()[0]
    event = stored.coded.events[0]
    text = "Les  Térroristes ont frappé."
    loaded = event.actors[0].model_copy(update={"span": (0, 16), "loaded": ("terroriste", "absent")})
    marks = [
        mark for mark in marks_of(event.model_copy(update={"actors": (loaded,)}), 1, text) if mark.field == "loaded"
    ]
    assert [text[slice(*mark.span)] for mark in marks] == ["Térroristes"]


def test_loaded_words_are_found_all_over_a_text_with_what_a_style_guide_says() -> None:
    text = "L'armée a neutralisé douze terroristes. Des Térroristes présumés ont fui vers le terrorisme."
    found = loaded_words(Dispatch(text=text, lang="fr"))
    said = [text[slice(*one.span)] for one in found]
    assert (
        "terroristes" in said
        and any(one.startswith("Térroristes") for one in said)
        and all(one.why and one.neutral for one in found)
    )
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(found))
    assert loaded_words(Dispatch(text=text, lang="xx")) == () == loaded_words(Dispatch(text="", lang="fr"))
    (shown,) = paragraphs(Dispatch(text=text, lang="fr"), ())
    assert [str(one.html) for one in shown if one.note] == said and all(one.classes in ("", "loaded") for one in shown)


@pytest.mark.parametrize(
    "text", ["", "a", "\n", "a\n\nb", "a\r\nb\n", "x" * (LONGEST * 2 + 5), "y\n" * 3 + "x" * LONGEST + "\n"]
)
def test_lines_are_the_text_cut_at_its_ends(text: str) -> None:
    lines = ["".join(str(piece.html) for piece in line) for line in paragraphs(Dispatch(text=text, lang="fr"), ())]
    assert "".join(lines).replace('<span class="steer">U+000D</span>', "\r") == text
    assert all("\n" not in line[:-1] and len(line) <= LONGEST + 40 for line in lines)
