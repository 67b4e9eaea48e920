"""Text: nothing moves an offset, and sentences cover what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.text import fold, key, normalise, sentences, trim

PRESS = st.text(alphabet="aéÉœŒ İßﬁ'’«»\"“”().!?…,;:-–—\n\t\u00a0\u202f\u200b0123M.", max_size=120)


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_normalise_keeps_the_length(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_fold_and_normalise_settle_at_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_normalise_keeps_line_breaks(text: str) -> None:
    assert [i for i, c in enumerate(text) if c == "\n"] == [i for i, c in enumerate(normalise(text)) if c == "\n"]


@given(st.one_of(st.text(), PRESS))
def test_sentences_are_in_order_and_cover_all_words(text: str) -> None:
    spans = sentences(text)
    covered = set()
    reach = 0
    for start, end in spans:
        assert reach <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        reach = end
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(st.text())
def test_key_settles_at_once(text: str) -> None:
    assert key(key(text)) == key(text)


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_trim_stays_inside(text: str, start: int, width: int) -> None:
    start = min(start, len(text))
    end = min(start + width, len(text))
    a, b = trim(text, start, end)
    assert start <= a <= b <= end
    assert text[a:b] == text[start:end].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’armée", "l'armée"),
        ("« Nous avançons »", '" Nous avançons "'),
        ("mi–mars", "mi-mars"),
        ("1\u202f200 déplacés", "1 200 déplacés"),
        ("1\u00a0200 déplacés", "1 200 déplacés"),
        ("Goma\u200b, Bunia", "Goma , Bunia"),
        ("Goma\ufeff", "Goma "),
        ("Kidal\x07", "Kidal "),
        ("tirs\tnourris", "tirs nourris"),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ÉTAT-MAJOR", "etat-major"),
        ("août", "aout"),
        ("Ménaka", "menaka"),
        ("Français", "francais"),
        ("NOËL", "noel"),
        ("cœur", "cœur"),
        ("Şırnak", "sırnak"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("N'Djamena", "N’Djaména"),
        ("Al-Qaïm", "al qaim"),
        ("Deir-ez-Zor", "Deir ez Zor"),
        ("Œuilly", "oeuilly"),
        ("Sa'dah", "Sadah"),
        ("Saint-Marc", "saint  marc"),
    ],
)
def test_key_brings_spellings_together(name: str, other: str) -> None:
    assert key(name) == key(other)


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
def test_sentences(text: str, expected: list[str]) -> None:
    normal = normalise(text)
    assert [text[a:b] for a, b in sentences(normal)] == expected
