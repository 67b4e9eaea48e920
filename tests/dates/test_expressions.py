"""Expressions of time: each resolves as the codebook says ("Dates"); none is invented."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import texts

from recoupe.dates import DateMention, find_dates
from recoupe.language import Lexicon, load
from recoupe.text import normalise

THU = "2024-03-14"
FR = load("fr")


def found(text: str, anchor: str | None, lexicon: Lexicon = FR) -> list[DateMention]:
    return find_dates(normalise(text), lexicon, dt.date.fromisoformat(anchor) if anchor else None)


def iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


ONE = [
    # days of the week: the latest one not after publication
    ("Le camp a été attaqué jeudi.", THU, "2024-03-14", "2024-03-14", "day"),
    ("Le camp a été attaqué mercredi.", THU, "2024-03-13", "2024-03-13", "day"),
    ("Vendredi, des tirs ont retenti.", THU, "2024-03-08", "2024-03-08", "day"),
    ("Des tirs ont retenti mardi soir.", THU, "2024-03-12", "2024-03-12", "day"),
    ("A l'aube mercredi, des tirs ont retenti.", THU, "2024-03-13", "2024-03-13", "day"),
    ("Un obus est tombé aux premières heures de mardi.", THU, "2024-03-12", "2024-03-12", "day"),
    ("Ce jeudi, un obus est tombé.", THU, "2024-03-14", "2024-03-14", "day"),
    ("L'attaque de lundi dernier", THU, "2024-03-11", "2024-03-11", "day"),
    ("L'attaque de jeudi dernier", THU, "2024-03-07", "2024-03-07", "day"),
    ("La marche de lundi prochain", THU, "2024-03-18", "2024-03-18", "day"),
    ("La marche de jeudi prochain", THU, "2024-03-21", "2024-03-21", "day"),
    ("La marche de samedi prochain", THU, "2024-03-16", "2024-03-16", "day"),
    # days counted from publication
    ("aujourd’hui, le calme est revenu", THU, "2024-03-14", "2024-03-14", "day"),
    ("Un soldat est mort ce matin.", THU, "2024-03-14", "2024-03-14", "day"),
    ("Un soldat est mort hier.", THU, "2024-03-13", "2024-03-13", "day"),
    ("AVANT-HIER, UN SOLDAT EST MORT", THU, "2024-03-12", "2024-03-12", "day"),
    ("La trêve commence demain.", THU, "2024-03-15", "2024-03-15", "day"),
    ("La trêve commence après-demain.", THU, "2024-03-16", "2024-03-16", "day"),
    ("La trêve a été signée il y a trois jours.", THU, "2024-03-11", "2024-03-11", "day"),
    ("La trêve a été signée il y a 2 jours.", THU, "2024-03-12", "2024-03-12", "day"),
    ("Il y a une semaine, la ville tombait.", THU, "2024-03-07", "2024-03-07", "week"),
    ("Il y a deux mois, la ville tombait.", THU, "2024-01-01", "2024-01-31", "month"),
    ("Il y a un an, la ville tombait.", THU, "2023-01-01", "2023-12-31", "year"),
    ("Il y a 48 heures, la ville tombait.", THU, "2024-03-12", "2024-03-12", "day"),
    ("Il y a quelques jours, la ville tombait.", THU, "2024-03-05", "2024-03-11", "week"),
    ("dans deux jours, la trêve prendra fin", THU, "2024-03-16", "2024-03-16", "day"),
    ("Jeudi 7, la ville est tombée.", THU, "2024-03-07", "2024-03-07", "day"),
    # nights
    ("Cette nuit, un drone est tombé.", THU, "2024-03-13", "2024-03-14", "day"),
    ("La nuit dernière, un drone est tombé.", THU, "2024-03-13", "2024-03-14", "day"),
    ("dans la nuit de mercredi à jeudi", THU, "2024-03-13", "2024-03-14", "day"),
    ("dans la nuit de samedi à dimanche", THU, "2024-03-09", "2024-03-10", "day"),
    ("dans la nuit du 12 au 13 mars", THU, "2024-03-12", "2024-03-13", "day"),
    ("dans la nuit du 29 février au 1er mars", THU, "2024-02-29", "2024-03-01", "day"),
    ("dans la nuit du lundi 11 au mardi 12 mars", THU, "2024-03-11", "2024-03-12", "day"),
    ("dans la nuit du 3 au 4 mai 2019", THU, "2019-05-03", "2019-05-04", "day"),
    ("dans la nuit de jeudi à vendredi", THU, "2024-03-14", "2024-03-15", "day"),
    ("Un drone est tombé au cours de la nuit.", THU, "2024-03-13", "2024-03-14", "day"),
    ("Il est mort dans la nuit des suites de ses blessures.", THU, "2024-03-13", "2024-03-14", "day"),
    # spans
    ("de lundi à mercredi", THU, "2024-03-11", "2024-03-13", "day"),
    ("entre samedi et lundi", THU, "2024-03-09", "2024-03-11", "day"),
    ("samedi et dimanche", THU, "2024-03-09", "2024-03-10", "day"),
    ("du 3 au 7 mars", THU, "2024-03-03", "2024-03-07", "day"),
    ("entre le 3 et le 7 mars", THU, "2024-03-03", "2024-03-07", "day"),
    ("du 28 février au 2 mars", THU, "2024-02-28", "2024-03-02", "day"),
    ("de mars à mai 2022", THU, "2022-03-01", "2022-05-31", "month"),
    ("au cours des dernières 24 heures", THU, "2024-03-13", "2024-03-14", "day"),
    ("les 10 et 11 mars", THU, "2024-03-10", "2024-03-11", "day"),
    ("Le week-end dernier, des tirs", THU, "2024-03-09", "2024-03-10", "day"),
    ("Le week-end dernier, des tirs", "2024-03-18", "2024-03-16", "2024-03-17", "day"),
    ("Ce week-end, des tirs", "2024-03-17", "2024-03-16", "2024-03-17", "day"),
    ("Une marche le week-end prochain", THU, "2024-03-16", "2024-03-17", "day"),
    ("Cette semaine, la ville est tombée.", THU, "2024-03-11", "2024-03-14", "week"),
    ("La semaine dernière, la ville est tombée.", THU, "2024-03-04", "2024-03-10", "week"),
    ("La semaine prochaine, une marche aura lieu.", THU, "2024-03-18", "2024-03-24", "week"),
    ("au cinquième jour de l'offensive", THU, "2024-03-10", "2024-03-14", "day"),
    ("au troisième jour d'affrontements", THU, "2024-03-12", "2024-03-14", "day"),
    ("La ville brûle depuis jeudi.", THU, "2024-03-07", "2024-03-07", "day"),
    ("La ville brûle depuis ce jeudi.", THU, "2024-03-14", "2024-03-14", "day"),
    ("pour la sixième journée consécutive", THU, "2024-03-09", "2024-03-14", "day"),
    ("La bataille entre dans sa troisième semaine.", THU, "2024-02-29", "2024-03-14", "week"),
    ("En début de semaine, la ville est tombée.", THU, "2024-03-11", "2024-03-13", "week"),
    ("Ces derniers jours, la ville est tombée.", THU, "2024-03-07", "2024-03-14", "week"),
    ("depuis plusieurs semaines", THU, "2024-02-14", "2024-03-14", "month"),
    ("depuis plusieurs mois", THU, "2023-09-14", "2024-03-14", "month"),
    ("La semaine passée, la ville est tombée.", THU, "2024-03-04", "2024-03-10", "week"),
    ("le premier week-end de décembre", THU, "2023-12-02", "2023-12-03", "day"),
    ("une marche prévue dimanche", THU, "2024-03-17", "2024-03-17", "day"),
    ("de novembre à janvier", THU, "2023-11-01", "2024-01-31", "month"),
    # days of a month
    ("le 5 mars", THU, "2024-03-05", "2024-03-05", "day"),
    ("le 1er mars", THU, "2024-03-01", "2024-03-01", "day"),
    ("mardi 5 mars", THU, "2024-03-05", "2024-03-05", "day"),
    ("dimanche 25 décembre 2022", THU, "2022-12-25", "2022-12-25", "day"),
    # a slip: the weekday is the safer half
    ("mardi 8 mars", THU, "2024-03-05", "2024-03-05", "day"),
    ("lundi 5 mars", THU, "2024-03-04", "2024-03-04", "day"),
    ("le 8 mars dernier", THU, "2024-03-08", "2024-03-08", "day"),
    ("le 2 avril prochain", THU, "2024-04-02", "2024-04-02", "day"),
    ("Le 20 AOÛT 2020", THU, "2020-08-20", "2020-08-20", "day"),
    ("le 05/03/2024", THU, "2024-03-05", "2024-03-05", "day"),
    ("le 12/03", THU, "2024-03-12", "2024-03-12", "day"),
    # months and years
    ("Début mars, la ville est tombée.", THU, "2024-03-01", "2024-03-10", "month"),
    ("La ville est tombée mi-février.", THU, "2024-02-11", "2024-02-20", "month"),
    ("La ville est tombée fin février.", THU, "2024-02-21", "2024-02-29", "month"),
    ("fin février 2023", THU, "2023-02-21", "2023-02-28", "month"),
    ("en avril 2018", THU, "2018-04-01", "2018-04-30", "month"),
    ("au mois de février", THU, "2024-02-01", "2024-02-29", "month"),
    ("en janvier dernier", THU, "2024-01-01", "2024-01-31", "month"),
    ("en mars dernier", THU, "2023-03-01", "2023-03-31", "month"),
    ("le mois dernier", THU, "2024-02-01", "2024-02-29", "month"),
    ("le mois prochain", THU, "2024-04-01", "2024-04-30", "month"),
    ("en 2015", THU, "2015-01-01", "2015-12-31", "year"),
    ("l'an dernier", THU, "2023-01-01", "2023-12-31", "year"),
    # the turn of the year
    ("vendredi", "2024-01-02", "2023-12-29", "2023-12-29", "day"),
    ("hier", "2024-01-01", "2023-12-31", "2023-12-31", "day"),
    ("dans la nuit de dimanche à lundi", "2024-01-02", "2023-12-31", "2024-01-01", "day"),
    ("dans la nuit du 31 décembre au 1er janvier", "2024-01-03", "2023-12-31", "2024-01-01", "day"),
    ("samedi 30 décembre", "2024-01-02", "2023-12-30", "2023-12-30", "day"),
    ("le 20 décembre", "2024-01-05", "2023-12-20", "2023-12-20", "day"),
    ("du 30 décembre au 2 janvier", "2024-01-05", "2023-12-30", "2024-01-02", "day"),
    ("fin décembre", "2024-01-05", "2023-12-21", "2023-12-31", "month"),
    ("en novembre", "2024-01-02", "2023-11-01", "2023-11-30", "month"),
    ("le mois dernier", "2024-01-02", "2023-12-01", "2023-12-31", "month"),
    ("la semaine dernière", "2024-01-03", "2023-12-25", "2023-12-31", "week"),
    ("il y a deux mois", "2024-01-20", "2023-11-01", "2023-11-30", "month"),
    ("une marche prévue le 4 janvier", "2023-12-28", "2024-01-04", "2024-01-04", "day"),
    ("un scrutin prévu en janvier", "2023-12-20", "2024-01-01", "2024-01-31", "month"),
    # leap days
    ("le 29 février 2024", THU, "2024-02-29", "2024-02-29", "day"),
    ("le 29 février", THU, "2024-02-29", "2024-02-29", "day"),
    ("le 29 février", "2025-03-14", "2024-02-29", "2024-02-29", "day"),
    ("fin février", "2023-03-14", "2023-02-21", "2023-02-28", "month"),
    # what needs no publication day
    ("le 5 mars 2019", None, "2019-03-05", "2019-03-05", "day"),
    ("mardi 5 mars 2019", None, "2019-03-05", "2019-03-05", "day"),
    ("dans la nuit du 3 au 4 mai 2019", None, "2019-05-03", "2019-05-04", "day"),
    ("en avril 2018", None, "2018-04-01", "2018-04-30", "month"),
    ("depuis 2012", None, "2012-01-01", "2012-12-31", "year"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "anchor", "start", "end", "precision"), ONE)
def test_one_expression(text: str, anchor: str | None, start: str, end: str, precision: str) -> None:
    assert [(iso(m.start), iso(m.end), m.precision) for m in found(text, anchor)] == [(start, end, precision)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Tué mercredi, il avait été enlevé la veille.", ["2024-03-13", "2024-03-12"]),
        ("Le 5 mars, la ville tombait ; le lendemain, elle brûlait.", ["2024-03-05", "2024-03-06"]),
        ("Le 5 mars, un assaut ; le surlendemain, un autre.", ["2024-03-05", "2024-03-07"]),
        ("Lundi, un assaut. L'avant-veille, un raid.", ["2024-03-11", "2024-03-09"]),
        ("Mardi, un assaut. Le même jour, un raid.", ["2024-03-12", "2024-03-12"]),
        ("Samedi, un raid. Le lendemain, un autre. Le lendemain, rien.", ["2024-03-09", "2024-03-10", "2024-03-11"]),
        ("La veille, un raid.", ["2024-03-13"]),
        ("Lundi, un assaut ; deux jours plus tard, un raid.", ["2024-03-11", "2024-03-13"]),
        ("Mardi 5 mars et mercredi, des tirs", ["2024-03-05", "2024-03-13"]),
        ("Samedi, un assaut. Dans la nuit, des tirs", ["2024-03-09", "2024-03-09"]),
        ("Dans la nuit, des tirs", ["2024-03-13"]),
        ("Au lendemain d'un assaut, des tirs", ["2024-03-13"]),
        ("Samedi, au lendemain de l'assaut, des tirs", ["2024-03-09", "2024-03-08"]),
        ("A la veille d'une marche, un raid", ["2024-03-15"]),
        ("dans la nuit de lundi à mardi ; le lendemain, des tirs", ["2024-03-11", "2024-03-13"]),
    ],
)  # fmt: skip
def test_chained(text: str, starts: list[str]) -> None:
    assert [iso(m.start) for m in found(text, THU)] == starts


@pytest.mark.parametrize(
    "text", ["depuis jeudi", "depuis le 5 mars", "depuis lundi", "depuis janvier", "depuis 2012", "au 3e jour de siège"]
)
def test_open_start(text: str) -> None:
    assert [m.open_start for m in found(f"La ville est assiégée {text}.", THU)] == [True]


@pytest.mark.parametrize(
    "text",
    ["jeudi", "jeudi soir", "le 5 mars", "la veille", "en mars", "la nuit de samedi à dimanche", "cette semaine"],
)
def test_unresolved_without_a_publication_day(text: str) -> None:
    assert [(m.start, m.end) for m in found(f"Un raid a eu lieu {text}.", None)] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Le 3 avril 2022, un raid. Le 30 mars, un autre.", ["2022-04-03", "2022-03-30"]),
        ("Fin décembre, un raid. Le 2 janvier 2023, un autre.", ["2022-12-21", "2023-01-02"]),
        ("Le 3 avril 2022, un raid. Lundi, un autre.", ["2022-04-03", None]),
        ("En 2022, la guerre. Le 30 mars, un raid.", ["2022-01-01", None]),
    ],
)
def test_a_day_told_with_its_year_gives_it_to_the_others(text: str, starts: list[str | None]) -> None:
    assert [iso(m.start) for m in found(text, None)] == starts


@pytest.mark.parametrize(
    "text", ["le 30 février 2024", "le 31 avril", "le 29 février 2023", "le 45 mars", "le 31/02/2024", "le 12/13/2024"]
)
def test_impossible_days_are_not_resolved(text: str) -> None:
    assert [m for m in found(f"Un raid a eu lieu {text}.", THU) if m.start is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "Les soldats vont marcher vers la ville.",
        "Trois cents hommes et 12 blindés",
        "La 3e brigade a tiré 24 obus.",
        "Il est tombé à 16h30, à 40 km de la ville.",
        "Des mardistes ont défilé.",
        "La maire a parlé.",
        "Une fin heureuse",
        "Des avriliers en fleur",
        "Des détenus en grève de la faim",
        "Les rebelles du Mouvement du 23 mars ont avancé.",
        "Les marcheurs ont rejoint le stade du 28 Septembre.",
        "Elles défilent sur la place de Mai.",
        "Les tués de la révolution du 17 décembre",
        "Il a mis en sept jours le feu aux poudres.",
        "La dernière position de l'armée est tombée.",
        "Un précédent bilan donnait douze morts.",
        "Le convoi est passé par la ville.",
    ],
)
def test_no_date(text: str) -> None:
    assert found(text, THU) == []


FRAGMENTS = texts(ONE)
ANCHORS = st.one_of(st.none(), st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)))


@given(st.text(alphabet=" \n\t\u00a0\u202f\u2009\u200b"), ANCHORS)
def test_white_space_holds_no_date(text: str, anchor: dt.date | None) -> None:
    assert find_dates(normalise(text), FR, anchor) == []


@given(
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=20)), max_size=6),
    st.sampled_from([" ", "\n", "  ", ", "]),
    ANCHORS,
)
def test_spans_quote_the_text_in_order_without_overlap(parts: list[str], joint: str, anchor: dt.date | None) -> None:
    text = normalise(joint.join(parts))
    reach = 0
    for mention in find_dates(text, FR, anchor):
        start, end = mention.span
        assert reach <= start < end
        assert mention.text == text[start:end]
        reach = end


def runs_forward(text: str, anchor: dt.date | None) -> bool:
    mentions = find_dates(normalise(text), FR, anchor)
    assert all((m.start is None) == (m.end is None) for m in mentions)
    return all(m.start <= m.end for m in mentions if m.start and m.end)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=4), ANCHORS)
def test_a_span_of_days_never_runs_backwards(parts: list[str], anchor: dt.date | None) -> None:
    assert runs_forward(", ".join(parts), anchor)


@given(st.integers(1, 31), st.sampled_from(["janvier", "février", "décembre"]), st.integers(1, 31), ANCHORS)
def test_a_span_over_new_year_never_runs_backwards(first: int, month: str, last: int, anchor: dt.date | None) -> None:
    assert runs_forward(f"du {first} décembre au {last} {month}", anchor) or (month == "décembre" and first > last)
