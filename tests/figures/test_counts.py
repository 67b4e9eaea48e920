"""Figures: what a number counts, as the codebook's ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import texts

from recoupe.figures import FigureMention, find_figures
from recoupe.language import Lexicon, load
from recoupe.text import normalise

FR = load("fr")
SUM = "sum of parts"


def told(text: str, lexicon: Lexicon) -> list[FigureMention]:
    return find_figures(normalise(text), lexicon)


ROWS = [
    # harm in the passive
    ("Douze soldats ont été tués.", [("killed", [12, 12])]),
    ("Au moins 12 soldats ont été tués dans l'embuscade.", [("killed", [12, None])]),
    ("Une vingtaine de personnes ont été blessées.", [("injured", [17, 23])]),
    ("Des dizaines de civils ont été tués.", [("killed", [20, 99])]),
    ("De nombreux habitants ont été blessés.", [("injured", [5, None])]),
    ("Plusieurs policiers ont été blessés.", [("injured", [3, 9])]),
    ("Jusqu'à 30 combattants auraient été tués.", [("killed", [0, 30])]),
    ("Moins de dix personnes ont été blessées.", [("injured", [0, 9])]),
    ("Entre 10 et 15 soldats ont péri.", [("killed", [10, 15])]),
    ("Six personnes ont perdu la vie.", [("killed", [6, 6])]),
    ("Une vingtaine d'assaillants ont été « neutralisés ».", [("killed", [17, 23])]),
    ("Quatre rebelles ont été mis hors d'état de nuire.", [("killed", [4, 4])]),
    ("Quinze membres des forces de sécurité ont été tués.", [("killed", [15, 15])]),
    ("Quinze personnes ont succombé à leurs blessures.", [("killed", [15, 15])]),
    ("Les corps de 21 villageois ont été retrouvés.", [("killed", [21, 21])]),
    ("Douze villageois ont été tués.", [("killed", [12, 12])]),
    ("Neuf paysans ont été tués.", [("killed", [9, 9])]),
    ("Trois anciens combattants ont été tués.", [("killed", [3, 3])]),
    ("Quatre camionneurs ont été enlevés.", [("captured", [4, 4])]),
    ("Six des huit assaillants ont été tués.", [("killed", [6, 6])]),
    ("Trois élèves et deux enseignants ont été tués.", [("killed", [3, 3]), ("killed", [2, 2])]),
    ("Neuf gendarmes auraient trouvé la mort.", [("killed", [9, 9])]),
    ("Un officier et deux soldats ont été tués.", [("killed", [1, 1]), ("killed", [2, 2])]),
    ("Quatre mariniers ont été tués.", [("killed", [4, 4])]),
    # harm nouns
    ("L'attaque a fait cinq morts et 12 blessés.", [("killed", [5, 5]), ("injured", [12, 12])]),
    ("Mali : quatre morts dans une attaque", [("killed", [4, 4])]),
    ("Deux soldats tués, trois blessés dans un raid", [("killed", [2, 2]), ("injured", [3, 3])]),
    ("Les secours ont retrouvé 23 cadavres.", [("killed", [23, 23])]),
    ("Près de 200 blessés ont afflué à l'hôpital.", [("injured", [180, 200])]),
    ("Sur les 12 blessés, quatre sont dans un état grave.", [("injured", [12, 12])]),
    ("Le bilan est passé de 10 à 14 morts.", [("killed", [14, 14])]),
    ("Le nombre de morts est monté à 48.", [("killed", [48, 48])]),
    ("Le nombre de blessés est passé de 10 à 14.", [("injured", [14, 14])]),
    # two figures in one sentence
    ("Le raid a tué 37 civils et en a blessé 30.", [("killed", [37, 37]), ("injured", [30, 30])]),
    ("Un homme a été tué et sa femme blessée.", [("killed", [1, 1]), ("injured", [1, 1])]),
    ("Trois soldats, tous blessés, ont été pris.", [("injured", [3, 3]), ("captured", [3, 3])]),
    ("Ils ont tué 35 rebelles et capturé six.", [("killed", [35, 35]), ("captured", [6, 6])]),
    ("137 personnes ont été tuées et 300 blessées.", [("killed", [137, 137]), ("injured", [300, 300])]),
    ("Cinq soldats ont été tués et huit autres blessés.", [("killed", [5, 5]), ("injured", [8, 8])]),
    ("Un soldat a été tué et trois autres ont été blessés.", [("killed", [1, 1]), ("injured", [3, 3])]),
    # harm in the active: only the victims are counted
    ("L'armée a tué 15 jihadistes.", [("killed", [15, 15])]),
    ("Des hommes armés ont tué 12 villageois.", [("killed", [12, 12])]),
    ("L'EI a exécuté 25 prisonniers.", [("killed", [25, 25])]),
    ("Le soldat a tué trois de ses camarades.", [("killed", [3, 3])]),
    ("Deux kamikazes se sont fait exploser, tuant neuf personnes.", [("killed", [9, 9])]),
    ("Dix hommes armés ont tué quatre bergers.", [("killed", [4, 4])]),
    ("Dix hommes armés ont ouvert le feu, blessant trois passants.", [("injured", [3, 3])]),
    ("Des habitants ont lynché deux hommes.", [("killed", [2, 2])]),
    ("Des inconnus ont enlevé huit commerçants.", [("captured", [8, 8])]),
    ("31 civils sont tombés en martyrs.", [("killed", [31, 31])]),
    ("L'explosion a coûté la vie à sept personnes.", [("killed", [7, 7])]),
    ("Le raid a provoqué la mort de quatre gendarmes.", [("killed", [4, 4])]),
    ("Le raid a coûté la vie à onze personnes.", [("killed", [11, 11])]),
    ("Le tir a causé la mort d'au moins 150 personnes et fait plus de 5 000 blessés.",
     [("killed", [150, None]), ("injured", [5001, None])]),
    ("On compte 24 personnes sans vie et 7 blessés.", [("killed", [24, 24]), ("injured", [7, 7])]),
    ("Au moins 29 personnes, dont des civils et des prisonniers, ont péri.", [("killed", [29, None])]),
    ("Dix-huit soldats sont actuellement soignés pour des blessures graves.", [("injured", [18, 18])]),
    ("L'annonce de l'arrestation, samedi, de huit soldats a surpris.", [("captured", [8, 8])]),
    ("L'exécution par les rebelles de 28 soldats a été filmée.", [("killed", [28, 28])]),
    ("Il a tué l'un d'eux et blessé grièvement l'autre.", [("killed", [1, 1]), ("injured", [1, 1])]),
    ("Une vingtaine des 64 blessés sont hospitalisés.", [("injured", [64, 64])]),
    ("Un soldat a été tué et sept policiers blessés.", [("killed", [1, 1]), ("injured", [7, 7])]),
    ("Sur 40 habitants, 20 ont été évacués et deux sont morts.", [("displaced", [20, 20]), ("killed", [2, 2])]),
    ("Trois pasteurs zélés ont été assassinés.", [("killed", [3, 3])]),
    # one person, or many without a number
    ("Un tireur a été abattu.", [("killed", [1, 1])]),
    ("Le guide a été retrouvé mort.", [("killed", [1, 1])]),
    ("L'assassinat du général Martin a choqué.", [("killed", [1, 1])]),
    ("Paul Martin, abattu vendredi par la police, avait 20 ans.", [("killed", [1, 1])]),
    ("Ils ont tiré, atteignant M. Martin de plusieurs balles.", [("injured", [1, 1])]),
    ("Il a frappé avant d'être arrêté.", [("captured", [1, 1])]),
    ("Une bombe a tué le général Martin.", [("killed", [1, 1])]),
    ("Ils ont pris la fuite après avoir enlevé des paysans.", [("captured", [2, None])]),
    ("Aucun soldat n'a été tué.", [("killed", [0, 0])]),
    ("Le maire a été tué.", [("killed", [1, 1])]),
    ("Une fillette a été tuée.", [("killed", [1, 1])]),
    ("Un policier a été légèrement blessé.", [("injured", [1, 1])]),
    ("Un garçon de 14 ans a été tué.", [("killed", [1, 1])]),
    ("Un Palestinien a été abattu.", [("killed", [1, 1])]),
    ("Une journaliste a été enlevée.", [("captured", [1, 1])]),
    ("Des civils ont été tués.", [("killed", [2, None])]),
    ("Des manifestants ont été arrêtés.", [("captured", [2, None])]),
    ("Des soldats blessés ont été évacués.", [("injured", [2, None])]),
    ("Le raid a fait des morts et des blessés.", [("killed", [2, None]), ("injured", [2, None])]),
    ("Le raid a causé la mort de soldats.", [("killed", [2, None])]),
    # none
    ("Le raid n'a pas fait de victimes.", [("injured", [0, 0]), ("killed", [0, 0])]),
    ("Des tirs ont retenti sans faire de blessés.", [("injured", [0, 0])]),
    ("Aucun mort n'est à déplorer.", [("killed", [0, 0])]),
    ("L'attaque n'a fait ni mort ni blessé.", [("killed", [0, 0]), ("injured", [0, 0])]),
    ("Personne n'a été blessé.", [("injured", [0, 0])]),
    # taken, freed, driven out
    ("Huit commerçants ont été enlevés.", [("captured", [8, 8])]),
    ("Des inconnus ont kidnappé onze personnes.", [("captured", [11, 11])]),
    ("Les ravisseurs ont libéré quatre otages.", [("captured", [4, 4])]),
    ("La police a procédé à 42 arrestations.", [("captured", [42, 42])]),
    ("Quelque 300 manifestants ont été interpellés.", [("captured", [270, 330])]),
    ("Les forces de l'ordre ont arrêté 12 manifestants.", [("captured", [12, 12])]),
    ("Une trentaine de prisonniers ont été libérés.", [("captured", [27, 33])]),
    ("Plus de 3.000 personnes ont fui.", [("displaced", [3001, None])]),
    ("Une centaine d'habitants ont été évacués.", [("displaced", [80, 120])]),
    ("Les combats ont contraint 10.000 personnes à fuir.", [("displaced", [10_000, 10_000])]),
    ("Près de 2.500 personnes ont quitté leurs maisons.", [("displaced", [2250, 2500])]),
    ("Plus de 100 000 Rohingyas ont fui.", [("displaced", [100_001, None])]),
    ("Les heurts ont fait 40.000 déplacés.", [("displaced", [40_000, 40_000])]),
    # numbers of other things, and people who suffer nothing
    ("Un drone a été abattu.", []),
    ("La ville a été libérée.", []),
    ("Le Mouvement pour la libération du Sud a signé.", []),
    ("Il est jugé pour 13 délits terroristes et deux soldats ont été tués.", [("killed", [2, 2])]),
    ("Des centaines de fidèles ont défilé après la mort du roi.", [("killed", [1, 1])]),
    ("Une adolescente est jugée pour avoir blessé son voisin.", []),
    ("Le suspect n'est pas en danger de mort.", []),
    ("Selon un comité d'avocats, six civils sont morts.", [("killed", [6, 6])]),
    ("Vingt-trois villages ont été attaqués.", []),
    ("Trois maisons ont été incendiées.", []),
    ("Le convoi a roulé à 40 km de la ville.", []),
    ("Douze roquettes ont été tirées.", []),
    ("Environ 20 % des blessés ont quitté l'hôpital.", []),
    ("Le 12 mars, l'armée a avancé.", []),
    ("Après 15 jours de combats, la ville est tombée.", []),
    ("Quelque 300 soldats ont été déployés.", []),
    ("La marche a réuni 5.000 personnes.", []),
    ("L'armée a abattu onze drones.", []),
    ("Les démineurs ont arrêté deux minuteries.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_figures(text: str, expected: list[tuple[str, list[int | None]]], lexicon: Lexicon) -> None:
    figures = [m for m in told(text, lexicon) if not m.subset and m.rule != SUM]
    assert [(m.field, list(m.value)) for m in figures] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trois élèves et deux enseignants ont été tués.", [("killed", (5, 5))]),
        ("Sept militaires, un policier et six civils ont été tués.", [("killed", (14, 14))]),
        ("Au moins trois élèves et deux enseignants ont été tués.", [("killed", (5, None))]),
        ("Un médecin et son chauffeur ont été enlevés.", [("captured", (2, 2))]),
        ("63 assaillants et 25 soldats ont été tués.", [("killed", (88, 88))]),
        ("L'explosion a eu lieu, blessant trois civils et deux policiers.", [("injured", (5, 5))]),
        ("Le maire et deux policiers ont été tués.", [("killed", (3, 3))]),
        ("Le chef a été tué en même temps que deux autres personnes.", [("killed", (3, 3))]),
        ("Huit personnes, deux hommes et six femmes, ont été tuées.", []),
        ("Cinq soldats ont été tués et huit autres blessés.", []),
        ("Dix civils, dont trois enfants, ont été tués.", []),
        ("Douze soldats ont été tués.", []),
    ],
)
def test_parts_told_in_one_breath_are_added(text: str, expected: list[object], lexicon: Lexicon) -> None:
    assert [(m.field, m.value) for m in told(text, lexicon) if m.rule == SUM] == expected


@pytest.mark.parametrize(
    ("text", "subset"),
    [
        ("Trois civils, dont un enfant, ont été tués.", [False, True]),
        ("L'attaque a fait 19 morts, dont cinq enfants tués par balle.", [False, True]),
        ("Dix blessés, parmi lesquels trois soldats touchés aux jambes.", [False, True]),
    ],
)
def test_a_part_is_no_figure_of_its_own(text: str, subset: list[bool], lexicon: Lexicon) -> None:
    assert [m.subset for m in told(text, lexicon)] == subset


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Trois blessés ont succombé, portant le bilan à 31 morts.", (31, 31)),
        ("Au total, 14 personnes ont été tuées.", (14, 14)),
        ("Au total 14 personnes ont été tuées.", (14, 14)),
        ("Le bilan s'élève à 22 morts.", (22, 22)),
    ],
)
def test_a_total_is_marked(text: str, value: tuple[int, int], lexicon: Lexicon) -> None:
    assert [m.value for m in told(text, lexicon) if m.total] == [value]


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("Un précédent bilan faisait état de huit morts.", [True]),
        ("Un premier bilan faisait état de trois blessés.", [True]),
        ("Le bilan est de huit morts.", [False]),
    ],
)
def test_an_earlier_toll_is_marked(text: str, previous: list[bool], lexicon: Lexicon) -> None:
    assert [m.previous for m in told(text, lexicon)] == previous


@given(st.lists(st.one_of(st.sampled_from(texts(ROWS)), st.text(max_size=30)), max_size=5))
def test_figures_quote_the_text_and_hold_ranges(parts: list[str]) -> None:
    text = normalise(" ".join(parts))
    for mention in find_figures(text, FR):
        start, end = mention.span
        low, high = mention.value
        assert 0 <= start < end <= len(text)
        assert low >= 0
        assert high is None or low <= high
