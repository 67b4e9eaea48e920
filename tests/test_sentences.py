"""Sentences: they cover what was written, and an abbreviation ends none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.language import load
from recoupe.sentences import sentences
from recoupe.text import normalise

FR, EN = load("fr"), load("en")
PRESS = st.text(alphabet="aéÉœŒ İßﬁ'’«»\"“”().!?…,;:-–—\n\t\u00a0\u202f\u200b0123M.", max_size=120)


@given(st.one_of(st.text(), PRESS))
def test_sentences_are_in_order_and_cover_all_words(text: str) -> None:
    spans = sentences(text, EN)
    covered = set()
    reach = 0
    for start, end in spans:
        assert reach <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        reach = end
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Des tirs ont éclaté. La ville est calme.", ["Des tirs ont éclaté.", "La ville est calme."]),
        ("Un titre\n\nUn chapeau. Une suite.", ["Un titre", "Un chapeau.", "Une suite."]),
        ("Selon M. Traoré, douze corps ont été trouvés.", ["Selon M. Traoré, douze corps ont été trouvés."]),
        ("Mme. Diallo et le Dr. Sow ont témoigné.", ["Mme. Diallo et le Dr. Sow ont témoigné."]),
        ("Le président J. K. Mbala a parlé.", ["Le président J. K. Mbala a parlé."]),
        ("Le gén. Issoufou a fui.", ["Le gén. Issoufou a fui."]),
        ("« Ils ont tiré. » Il pleurait.", ["« Ils ont tiré. »", "Il pleurait."]),
        ("« Qui a tiré ? » Nul ne sait.", ["« Qui a tiré ? »", "Nul ne sait."]),
        ("Il a vu. « Ils ont tiré. » Nul ne sait.", ["Il a vu.", "« Ils ont tiré. »", "Nul ne sait."]),
        ("Ils ont tiré. « Nous avons fui. »", ["Ils ont tiré.", "« Nous avons fui. »"]),
        ("« Partez.\nRestez. » Il a fui.", ["« Partez.", "Restez.", "» Il a fui."]),
        ("“Ils ont tiré.” Il pleurait.", ["“Ils ont tiré.”", "Il pleurait."]),
        ("Il a dit : « Partez ! » puis il a fui.", ["Il a dit : « Partez ! » puis il a fui."]),
        ("Les pertes sont de 1.200 hommes.", ["Les pertes sont de 1.200 hommes."]),
        ("Trois morts. 12 blessés.", ["Trois morts.", "12 blessés."]),
        ("Ils ont fui… Personne ne revient.", ["Ils ont fui…", "Personne ne revient."]),
        ("Le bilan (12 morts). Puis rien.", ["Le bilan (12 morts).", "Puis rien."]),
        ("Le texte est de l'ONU. Il est clair.", ["Le texte est de l'ONU.", "Il est clair."]),
        ("", []),
        (" \n\t \n", []),
    ],
)
def test_french(text: str, expected: list[str]) -> None:
    normal = normalise(text)
    assert [text[a:b] for a, b in sentences(normal, FR)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Col. Ana Reyes said the convoy was hit.",
        "Gen. Amos Kile met Mr. Dawit and Dr. Lemma.",
        "The U.S. Army said so.",
        "U.S. Marines and U.N. observers left.",
        "The attack came at 8 a.m. Monday near the base.",
        "The raid of Feb. 3 killed two.",
        "It happened on Sept. 11 last year.",
        "He lives in Alexandria, La. with his son.",
        "John F. Kennedy spoke.",
        "They came from St. Louis and Ft. Worth.",
        "Acme Inc. Chairman Bo Lund left.",
        '"Stop it." he said.',
        "The village, No. 7 on the list, burned.",
        "Sgt. 1st Class Ron Lee died.",
        "The court heard Smith vs. Jones.",
        "It is 3.5 km away.",
    ],
)
def test_english_that_is_one_sentence(text: str) -> None:
    assert len(sentences(normalise(text), EN)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The army stayed.", ["He left the U.S.", "The army stayed."]),
        ("It began at 8 a.m. The guards slept.", ["It began at 8 a.m.", "The guards slept."]),
        ("Two died. Three fled.", ["Two died.", "Three fled."]),
        ("“We won.” The crowd cheered.", ["“We won.”", "The crowd cheered."]),
        ("Was it them? No one knows! Rebels left.", ["Was it them?", "No one knows!", "Rebels left."]),
        ("A title\nA text.", ["A title", "A text."]),
        ("He works for Acme Corp. It pays well.", ["He works for Acme Corp.", "It pays well."]),
        ("Ельня горит. Луганск тоже.", ["Ельня горит.", "Луганск тоже."]),
    ],
)
def test_english_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(normalise(text), EN)] == expected
