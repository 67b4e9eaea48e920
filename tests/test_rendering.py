"""What a person sees of coded dispatches, and the lines a program reads."""

from __future__ import annotations

import datetime as dt
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from recoupe.records import CodedDispatch, DateSpan, Dispatch, Event, Note, Party, Place, Range, Source, Span
from recoupe.rendering import explain, jsonl, printable, render
from recoupe.rendering.cells import figure, place, toll, when, who

TEXT = "Des bandits ont tué douze bergers jeudi à Bourem, selon le maire.\nLe gouverneur doute [b]fort[/b]."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


BANDITS = Party(
    text="Des bandits",
    name="Unidentified Armed Group (Mali)",
    kind="unknown",
    country="ML",
    loaded=("bandits",),
    span=(0, 11),
)
HERDERS = Party(text="douze bergers", name="Civilians (Mali)", kind="civilians", span=span("douze bergers"))
BOUREM = Place(text="Bourem", name="Bourem", country="ML", precision="town", span=span("Bourem"))
ATTACK = Event(
    id="e1",
    type="civilians.attack",
    status="happened",
    certainty="attributed",
    actors=(BANDITS,),
    targets=(HERDERS,),
    place=BOUREM,
    date=DateSpan(start=dt.date(2024, 5, 30), end=dt.date(2024, 5, 30), precision="day", span=span("jeudi")),
    killed=(12, None),
    injured=(3, 9),
    sources=(Source(text="le maire", span=span("le maire")),),
    evidence=((0, 65),),
    confidence=0.9,
    notes=(
        Note(field="type", value="civilians.attack", how="stated", rule="frames: tuer", spans=(span("ont tué"),)),
        Note(field="date", value="2024-05-30", how="inferred", rule="no day told: the publication day"),
        Note(field="place", value="Bourem", how="inherited", rule="[red]exact[/red]", spans=(span("[b]fort"),)),
    ),
)
DISPATCH = Dispatch(id="d1", title="Bergers tués", text=TEXT, published=dt.date(2024, 6, 1))
CODED = CodedDispatch(id="d1", events=(ATTACK,), published=dt.date(2024, 6, 1))


def shown(renderable: RenderableType, width: int = 200) -> str:
    """What a terminal of that width would get."""
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=True, color_system=None).print(renderable)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "words"), [((12, 12), "12"), ((12, None), "12–"), ((3, 9), "3–9"), ((0, 30), "0–30"), ((0, 0), "0")]
)
def test_figure(value: Range, words: str) -> None:
    assert figure(value) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({}, ""),
        ({"killed": (12, None), "injured": (3, 9)}, "killed 12–, injured 3–9"),
        ({"killed": (0, 0)}, "killed 0"),
        ({"captured": (2, 2), "displaced": (200, 999)}, "captured 2, displaced 200–999"),
    ],
)
def test_toll(figures: dict[str, Range], words: str) -> None:
    bare = {"killed": None, "injured": None, "captured": None, "displaced": None}
    assert toll(ATTACK.model_copy(update={**bare, **figures})) == words


@pytest.mark.parametrize(
    ("last", "precision", "inferred", "words"),
    [
        (30, "day", False, "2024-05-30"),
        (30, "day", True, "2024-05-30 (inferred)"),
        (31, "day", False, "2024-05-30 – 2024-05-31"),
        (30, "week", True, "2024-05-30 (week, inferred)"),
    ],
)
def test_when(last: int, precision: str, inferred: bool, words: str) -> None:
    days = {"start": "2024-05-30", "end": f"2024-05-{last}", "precision": precision, "inferred": inferred}
    assert when(DateSpan.model_validate(days)) == words
    assert when(None) == ""


def test_who_and_where() -> None:
    assert who(ATTACK) == "Unidentified Armed Group (Mali) → Civilians (Mali)"
    assert who(ATTACK.model_copy(update={"actors": ()})) == "? → Civilians (Mali)"
    assert who(ATTACK.model_copy(update={"actors": (), "targets": ()})) == ""
    assert place(BOUREM) == "Bourem (ML, town)"
    assert place(BOUREM.model_copy(update={"country": None})) == "Bourem (town)"


@pytest.mark.parametrize("width", [200, 80])
def test_a_dispatch_shows_every_value_and_the_words_behind_the_event(width: int) -> None:
    seen = " ".join(shown(render(CODED, DISPATCH), width).replace("│", " ").split())
    for words in ("d1 Bergers tués 2024-06-01", "civilians.attack", "killed 12–, injured 3–9", "maire", "2024-05-30"):
        assert words in seen
    for words in ("Unidentified Armed Group (Mali) → Civilians (Mali)", "Bourem (ML, town)", "happened, attributed"):
        assert words in seen
    assert f"e1 [0:65] “{TEXT[:65]}”" in seen


def test_an_inferred_publication_day_says_so() -> None:
    assert "2024-06-01 (inferred)" in shown(render(CODED.model_copy(update={"published_inferred": True}), DISPATCH))
    assert "(inferred)" not in shown(render(CODED, DISPATCH))


def test_no_event_and_no_coding_are_told_apart() -> None:
    assert "No event." in shown(render(CodedDispatch(id="d1"), DISPATCH))
    skipped = shown(render(CodedDispatch(id="d1", skipped="the text is in 'en', not 'fr'"), DISPATCH))
    assert "Not coded: the text is in 'en', not 'fr'." in skipped and "No event." not in skipped


def test_an_explanation_gives_words_rule_and_manner_of_each_note() -> None:
    seen = shown(explain(CODED, DISPATCH))
    assert f"[{span('ont tué')[0]}:{span('ont tué')[1]}] “ont tué”" in seen
    for words in ("frames: tuer", "stated", "inherited", "inferred", "no day told: the publication day"):
        assert words in seen
    assert "loaded words for Unidentified Armed Group (Mali): “bandits”" in seen


def test_an_explanation_of_nothing_is_nothing() -> None:
    assert shown(explain(CodedDispatch(id="d1"), DISPATCH)).strip() == ""


def test_markup_in_a_dispatch_is_inert() -> None:
    seen = shown(explain(CODED, DISPATCH))
    assert "[b]fort" in seen and "[red]exact[/red]" in seen
    titled = DISPATCH.model_copy(update={"title": "[blink]Alerte[/blink] :skull: [/]"})
    assert "[blink]Alerte[/blink] :skull: [/]" in shown(render(CODED, titled))


HOSTILE = "\x1b]0;pris\x07\x1b[2J\u202eesrever\u202c\u2066\x9b31m\x00\u2028\ue000\u200f\U000e0041"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Ménaka, “près” d'Ansongo", "Ménaka, “près” d'Ansongo"),
        ("a\nb\r\n\tc", "a b   c"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b\x7f", "\\x9b\\x7f"),
        ("\u202e\u2066\ufeff\u2028", "\\u202e\\u2066\\ufeff\\u2028"),
        ("\U000e0041", "\\U000e0041"),
        ("👨‍👩‍👧 co\u00adordination", "👨‍👩‍👧 co\u00adordination"),
    ],
)
def test_printable(text: str, safe: str) -> None:
    assert printable(text) == safe


def steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs"} and character not in "\n\u200c\u200d\u00ad"


@given(st.text())
def test_nothing_printable_steers_a_terminal(text: str) -> None:
    assert not any(steers(character) or character == "\n" for character in printable(text))


def test_no_field_of_a_dispatch_reaches_the_terminal_raw() -> None:
    party = BANDITS.model_copy(update={"name": HOSTILE, "loaded": (HOSTILE,)})
    note = Note(field="place", value=HOSTILE, how="stated", rule=HOSTILE, spans=((0, len(HOSTILE)),))
    event = ATTACK.model_copy(
        update={
            "actors": (party,),
            "place": BOUREM.model_copy(update={"name": HOSTILE}),
            "sources": (Source(text=HOSTILE, span=(0, 4)),),
            "notes": (note,),
        }
    )
    dispatch = Dispatch(id=HOSTILE, title=HOSTILE, text=HOSTILE * 3)
    coded = CodedDispatch(id=HOSTILE, events=(event,))
    skipped = CodedDispatch(id=HOSTILE, skipped=HOSTILE)
    for renderable in (render(coded, dispatch), explain(coded, dispatch), render(skipped, dispatch)):
        for width in (60, 200):
            stream = io.StringIO()
            Console(file=stream, width=width, force_terminal=False).print(renderable)
            assert not any(map(steers, stream.getvalue()))


def test_a_line_of_json_has_the_codebooks_fields_in_their_order() -> None:
    line = jsonl(CODED)
    assert "\n" not in line and "Bourem" in line and "Des bandits" in line
    assert line == jsonl(CodedDispatch.model_validate(CODED.model_dump()))
    record = json.loads(line)
    assert list(record) == ["id", "events"]
    assert record["events"][0]["killed"] == [12, None]
    assert record["events"][0]["sources"] == ["le maire"]
    assert "notes" not in record["events"][0]


def test_a_dispatch_that_was_not_coded_is_no_dispatch_without_events() -> None:
    assert jsonl(CodedDispatch(id="é")) == '{"id": "é", "events": []}'
    assert json.loads(jsonl(CodedDispatch(id="é", skipped="why")))["skipped"] == "why"
