"""Places: a name to its entry, with the country that the text speaks of and the precision that the words give."""

from __future__ import annotations

from collections.abc import Callable
from types import EllipsisType

import pytest
from support import plain, texts

from recoupe.language import Lexicon
from recoupe.parties import PartyFinder, Registry
from recoupe.places.gazetteer import Gazetteer
from recoupe.places.mention import kilometres
from recoupe.places.resolve import PlaceFinder, PlaceMention, country_weights
from recoupe.text import normalise

Find = Callable[[str], list[PlaceMention]]
ANY = ...


@pytest.fixture(scope="session")
def find(lexicon: Lexicon, gazetteer: Gazetteer, registry: Registry) -> Find:
    places, parties = PlaceFinder(lexicon, gazetteer), PartyFinder(lexicon, registry)

    def found(text: str) -> list[PlaceMention]:
        normal, spans = plain(text)
        taken = tuple(party.span for party in parties.named(normal))
        return places.find(normal, frozenset(start for start, _ in spans), taken, tuple(spans))

    return found



# text, name, (country, precision, GeoNames id)
ROWS = [
    # the country that the text speaks of
    ("Les forces irakiennes ont pris Rawa, dans la province d'al-Anbar.", "Rawa", ("IQ", "town", 92004)),
    ("Les forces irakiennes ont pris Rawa, dans la province d'al-Anbar.", "al-Anbar", ("IQ", "province", 99592)),
    ("Des hommes armés ont attaqué le cercle de Koro, au Mali.", "Koro", ("ML", ANY, ANY)),
    ("Des hommes ont attaqué le cercle de Koro, au Mali.", "Koro", ("ML", "district", ANY)),
    ("Tirs dans le territoire de Rutshuru, au Nord-Kivu.", "territoire de Rutshuru", ("CD", "district", ANY)),
    ("Tripoli, dans le nord du Liban, a connu des heurts.", "Tripoli", ("LB", "town", 266826)),
    ("Tripoli, la capitale libyenne, a été bombardée.", "Tripoli", ("LY", "town", 2210247)),
    ("Des tirs à Beni, dans le Nord-Kivu.", "Beni", ("CD", "town", 219057)),
    ("Des heurts à Saint-Louis, au Sénégal.", "Saint-Louis", ("SN", "town", 2246452)),
    ("L'attaque de Palma, au Mozambique, a duré dix jours.", "Palma", ("MZ", "town", ANY)),
    ("Des tirs à Odessa, en Ukraine.", "Odessa", ("UA", "town", 698740)),
    ("Des tirs ont éclaté à Lozova.", "Lozova", ("UA", "town", 702760)),
    ("Des tirs à Lozova, en Ukraine.", "Lozova", ("UA", "town", 702760)),
    # spellings of the French press, apostrophes
    ("Des tirs à Khan Younès, dans la bande de Gaza.", "Khan Younès", ("PS", "town", 281124)),
    ("Rakka, en Syrie, est assiégée.", "Rakka", ("SY", "town", 172955)),
    ("La ville de Deir Ezzor, en Syrie, brûle.", "Deir Ezzor", ("SY", "town", 170794)),
    ("La ville de Deir ez-Zor, en Syrie, brûle.", "Deir ez-Zor", ("SY", "town", 170794)),
    ("Hodeida, au Yémen, est assiégée.", "Hodeida", ("YE", "town", 79415)),
    ("Al-Qaïm, à la frontière syrienne, est tombée en Irak.", "Al-Qaïm", ("IQ", "town", 92138)),
    ("Des heurts à Ndjamena, au Tchad.", "Ndjamena", ("TD", "town", 2427123)),
    ("Des heurts à N’Djamena, au Tchad.", "N'Djamena", ("TD", "town", 2427123)),
    ("Des tirs à Abidjan, en Côte d’Ivoire.", "Côte d'Ivoire", ("CI", "country", 2287781)),
    ("Des heurts à Cox’s Bazar, au Bangladesh.", "Cox's Bazar", ("BD", "town", 1336134)),
    ("Des heurts à Londres, au Royaume-Uni.", "Londres", ("GB", "town", 2643743)),
    ("Des heurts à Pékin, en Chine.", "Pékin", ("CN", "town", 1816670)),
    ("Un attentat à Mogadiscio, en Somalie.", "Mogadiscio", ("SO", "town", 53654)),
    ("Des heurts à La Haye, aux Pays-Bas.", "La Haye", ("NL", "town", 2747373)),
    ("Des tirs à Boutcha, près de Kiev.", "Boutcha", ("UA", "town", 711350)),
    # provinces rather than their chief towns
    ("Des tirs dans la région de Kidal, au Mali.", "Kidal", ("ML", "province", ANY)),
    ("Des tirs dans la région de Kidal, au Mali.", "Kidal", ("ML", "province", 2597449)),
    ("Des tirs à Kidal, au Mali.", "Kidal", ("ML", "town", 2455290)),
    ("Des tirs dans la province du Helmand.", "Helmand", ("AF", "province", 1140043)),
    ("Des tirs au Cabo Delgado, au Mozambique.", "Cabo Delgado", ("MZ", "province", 1051823)),
    # parts of countries, areas
    ("Des combats dans le nord du Mali.", "nord du Mali", ("ML", "area", None)),
    ("Des combats dans l'est de l'Ukraine.", "est de l'Ukraine", ("UA", "area", None)),
    ("Des combats dans l'extrême-nord du Cameroun.", "extrême-nord du Cameroun", ("CM", "area", None)),
    ("La forêt de Sambisa, au Nigeria, est un refuge.", "forêt de Sambisa", ("NG", "area", ANY)),
    ("Un convoi a sauté sur la route de Djibo, au Burkina Faso.", "Djibo", ("BF", "area", ANY)),
    ("Des combats dans le Donbass.", "Donbass", ("UA", "area", ANY)),
    ("Un navire a été attaqué en mer Rouge.", "mer Rouge", (None, "area", ANY)),
    ("Des combats sur le lac Tchad.", "lac Tchad", (ANY, "area", ANY)),
    ("Un bateau a coulé sur le fleuve Niger, au Mali.", "fleuve Niger", (ANY, "area", ANY)),
    ("Des tirs dans le nord syrien.", "nord syrien", ("SY", "area", None)),
    ("Un convoi a sauté à une trentaine de km au nord de Gao.", "une trentaine de km au nord de Gao", ("ML", "area", None)),
    ("Tirs sur l'axe Ouagadougou-Djibo, au Burkina Faso.", "Ouagadougou-Djibo", ("BF", "area", None)),
    # borders
    ("Combats à la frontière entre le Tchad et le Soudan.", "frontière entre le Tchad et le Soudan", (ANY, "area", None)),
    ("En Syrie, tirs à la frontière syro-turque.", "frontière syro-turque", ("SY", "area", None)),
    ("Au Nigeria, raid à la frontière avec le Tchad.", "frontière avec le Tchad", ("NG", "area", None)),
    ("Des soldats pakistanais à la frontière afghane.", "frontière afghane", ("PK", "area", None)),
    # what stands in brackets after a town decides which is meant
    ("Une attaque à Essen (Allemagne).", "Essen", ("DE", "town", ANY)),
    ("Une attaque à Saumane (Vaucluse).", "Saumane", ("FR", "town", 2975767)),
    ("Des heurts à Tripoli (Liban).", "Tripoli", ("LB", "town", ANY)),
    # sites
    ("Des tirs ont visé l'aéroport de Goma, en RDC.", "aéroport de Goma", ("CD", "site", ANY)),
    ("Une bombe a explosé dans le quartier de Karrada, à Bagdad.", "Karrada", ("IQ", "site", ANY)),
    ("Des tirs ont visé l'hôpital d'Al-Chifa, à Gaza.", "Al-Chifa", ("PS", "site", ANY)),
    ("Un obus sur la base aérienne de Hmeimim, en Syrie.", "Hmeimim", ("SY", "site", ANY)),
    (
        "Une bombe a explosé dans le quartier d'Al-Zahra, à Homs, en Syrie.", "Al-Zahra", ("SY", "site", ANY),
    ),
    (
        "Des tirs à Gao, au Mali. Dans le nord du Burkina Faso, des tirs ont retenti sur l'axe Arbina-Kassou.",
        "Arbina-Kassou", ("BF", "area", None),
    ),
    # what no gazetteer knows takes its country from what is around it
    ("Le village de Kassoumba, dans le nord du Burkina Faso, brûle.", "Kassoumba", ("BF", "town", None)),
]  # fmt: skip


def fits(value: object, wanted: object | EllipsisType) -> bool:
    return wanted is ANY or value == wanted


@pytest.mark.parametrize(("text", "name", "expected"), ROWS)
def test_resolved(text: str, name: str, expected: tuple[object, object, object], find: Find) -> None:
    mentions = [m for m in find(text) if normalise(text)[slice(*m.span)] == name]
    assert len(mentions) == 1
    place = mentions[0]
    assert all(fits(*pair) for pair in zip((place.country, place.precision, place.geonameid), expected, strict=True))
    assert place.lat is not None
    assert place.lon is not None


@pytest.mark.parametrize("text", texts(ROWS))
def test_places_are_told_once_and_in_order(text: str, find: Find) -> None:
    reach = 0
    for place in find(text):
        assert reach <= place.span[0] < place.span[1]
        reach = place.span[1]


@pytest.mark.parametrize(
    "text",
    [
        "Des tirs ont éclaté à Kidal et à Gao.",
        "Une bombe a explosé dans le quartier de Karrada, à Bagdad.",
        "Des combats ont lieu dans le nord du Mali.",
    ],
)
def test_text_is_what_the_span_covers(text: str, find: Find) -> None:
    assert [m.text for m in find(text)] == [normalise(text)[slice(*m.span)] for m in find(text)]


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("À Dibilou, une localité située dans la commune de Pissila, au Burkina Faso.", "Dibilou", (13.16, -0.82)),
        ("Le village Makidhi a brûlé (territoire d'Irumu), en RDC.", "Makidhi", (1.2, 30.0)),
        ("Une attaque à Kassoumbri, près de Gao, au Mali.", "Kassoumbri", (16.27, -0.04)),
        ("Un convoi a sauté à 30 km au nord de Gao, au Mali.", "Gao (30 km nord)", (16.54, -0.04)),
        ("La Grèce surveille la frontière avec la Turquie.", "Greece-Turkey border", (41.2, 26.4)),
        ("Combats à la frontière entre le Cameroun et la Centrafrique.", "Cameroon-Central", (5.5, 14.6)),
        ("Tirs à la frontière entre la Colombie et le Venezuela.", "Venezuela", (7.8, -72.4)),
        ("Tirs à la frontière entre Israël et le Liban.", "Lebanon", (33.1, 35.4)),
    ],
)
def test_points(text: str, name: str, point: tuple[float, float], find: Find) -> None:
    place = next(m for m in find(text) if name in m.name)
    assert place.lat is not None
    assert place.lon is not None
    assert kilometres(place.lat, place.lon, *point) < 150


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("L'ambassade de France à Bamako a été visée.", ["Bamako"]),
        ("M. Kidal a été arrêté à Bamako.", ["Bamako"]),
        ("Mme Paris a été blessée à Lyon.", ["Lyon"]),
        ("Le colonel Oran a été tué à Alger.", ["Alger"]),
        ("Le maire de Gao, Moussa Tombouctou, a condamné l'attaque.", ["Gao"]),
        ("Victoria Nuland est attendue à Kiev.", ["Kiev"]),
        ("Le président Hama a été tué à Bamako.", ["Bamako"]),
        ("Le général Tripoli a été tué à Bamako.", ["Bamako"]),
        ("Le député Bamako a été tué à Gao.", ["Gao"]),
        ("Le Groupe de soutien à l'islam et aux musulmans a attaqué Gao.", ["Gao"]),
        ("L'Etat islamique en Irak et en Syrie a attaqué Palmyre.", ["Palmyre"]),
        ("Des soldats ont été tués lundi.", []),
        ("Les Forces de soutien rapide ont fui.", []),
    ],
)
def test_persons_and_parties_are_no_places(text: str, names: list[str], find: Find) -> None:
    assert [m.text for m in find(text)] == names


def test_only_the_zones_asked_for_are_read(lexicon: Lexicon, gazetteer: Gazetteer) -> None:
    text = "Des tirs à Kidal. Des tirs à Gao."
    found = PlaceFinder(lexicon, gazetteer).find(text, frozenset({0, 18}), (), ((18, len(text)),))
    assert [m.text for m in found] == ["Gao"]


def test_the_same_text_gives_the_same_places(find: Find) -> None:
    text = "Des combats à Koro, au Mali, et à Rawa, en Irak, et dans le nord du Niger."
    assert find(text) == find(text)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Au Mali, des soldats maliens ont été tués à Gao.", "ML"),
        ("Des soldats irakiens ont pris le bourg, a annoncé Bagdad.", "IQ"),
        ("République démocratique du Congo : des civils tués", "CD"),
        ("Les soldats ukrainiens avancent.", "UA"),
        ("Rien n'est dit du pays.", None),
    ],
)
def test_country_weights(text: str, country: str | None, lexicon: Lexicon) -> None:
    weights = country_weights(normalise(text), lexicon)
    assert max(weights, key=lambda code: weights[code], default=None) == country
    assert not weights or sum(weights.values()) == pytest.approx(1)
