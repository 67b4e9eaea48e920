"""Places in English: nouns before and after a name, states behind a comma, namesakes settled by the places around them."""

from __future__ import annotations

from collections.abc import Callable
from types import EllipsisType

import pytest
from support import plain, texts

from recoupe.language import load
from recoupe.places.gazetteer import Gazetteer
from recoupe.places.mention import kilometres
from recoupe.places.names import names_of, words_of
from recoupe.places.persons import family_names
from recoupe.places.resolve import PlaceFinder, PlaceMention, country_weights
from recoupe.text import normalise

EN = load("en")
ANY = ...
Find = Callable[[str], list[PlaceMention]]


@pytest.fixture(scope="module")
def find(gazetteer: Gazetteer) -> Find:
    finder = PlaceFinder(EN, gazetteer)

    def found(text: str) -> list[PlaceMention]:
        normal, spans = plain(text, EN)
        return finder.find(normal, frozenset(start for start, _ in spans), (), tuple(spans))

    return found


# text, name, (country, precision, GeoNames id)
ROWS = [
    # a noun before or after the name
    ("Gunmen attacked the village of Kassoumba in northern Burkina Faso.", "Kassoumba", ("BF", "town", None)),
    ("Fighting raged in Helmand province, Afghanistan.", "Helmand", ("AF", "province", ANY)),
    ("Fighting raged in Helmand Province, Afghanistan.", "Helmand Province", ("AF", "province", ANY)),
    ("Two died in Rutshuru territory, in Congo's North Kivu.", "Rutshuru territory", ("CD", "district", ANY)),
    ("Two died in Rutshuru territory, in Congo's North Kivu.", "North Kivu", ("CD", "province", ANY)),
    ("Shells hit Goma airport in DR Congo.", "Goma", ("CD", "site", ANY)),
    ("Clashes in the Sambisa forest in Nigeria.", "Sambisa", ("NG", "area", ANY)),
    ("A ship was hit in the Red Sea.", "Red Sea", (None, "area", None)),
    ("A bomb went off in the Karrada district of Baghdad, Iraq.", "Karrada", ("IQ", ANY, ANY)),
    # towns, and the provinces named like them
    ("Shots rang out in Kidal, Mali.", "Kidal", ("ML", "town", 2455290)),
    ("Shots rang out in Kidal region, Mali.", "Kidal", ("ML", "province", 2597449)),
    ("KABUL (AP) - A blast killed two in Afghanistan.", "KABUL", ("AF", "town", 1138958)),
    ("A blast killed two in Kyiv, Ukraine.", "Kyiv", ("UA", "town", 703448)),
    # the country told behind the name, in one way or another
    ("Clashes erupted in Tripoli, Lebanon.", "Tripoli", ("LB", "town", 266826)),
    ("Clashes erupted in Tripoli, Libya.", "Tripoli", ("LY", "town", 2210247)),
    ("Clashes erupted in Tripoli (Lebanon).", "Tripoli", ("LB", "town", 266826)),
    ("Clashes erupted in Tripoli in northern Lebanon.", "Tripoli", ("LB", "town", 266826)),
    ("Shots were fired in Palma, Mozambique.", "Palma", ("MZ", "town", ANY)),
    # states and their short forms
    ("A man was shot in Alexandria, La., on Friday.", "Alexandria", ("US", "town", 4314550)),
    ("A man was shot in Alexandria, Va., on Friday.", "Alexandria", ("US", "town", 4744091)),
    ("A man was shot in Paris, Texas.", "Paris", ("US", "town", 4717560)),
    ("A man was shot in PARIS, TX, on Friday.", "PARIS", ("US", "town", 4717560)),
    ("A man was shot in Charleston, W.Va., on Friday.", "Charleston", ("US", "town", 4801859)),
    ("A man was shot in Charleston, S.C., on Friday.", "Charleston", ("US", "town", 4574324)),
    ("A man was shot in Charleston, W.Va., on Friday.", "W.Va.", ("US", "province", 4826850)),
    ("U.S. troops left.", "U.S.", ("US", "country", 6252001)),
    ("Troops left Washington, D.C.", "Washington", ("US", "town", 4140963)),
    ("A deputy was hurt in Rapides Parish.", "Rapides Parish", ("US", "district", 4338356)),
    # what lies around decides between namesakes
    ("Deputies in Rapides Parish said the fire began in Alexandria.", "Alexandria", ("US", "town", 4314550)),
    ("Police in Dallas and Sherman looked for a car seen in Paris.", "Paris", ("US", "town", 4717560)),
    ("Police in Lyon and Lille said the car was seen in Paris.", "Paris", ("FR", "town", 2988507)),
    ("Atlanta and Macon are the cities of Georgia that grew most.", "Georgia", ("US", "province", 4197000)),
    ("Tbilisi and Gori are the cities of Georgia that grew most.", "Georgia", ("GE", "country", ANY)),
    ("Shells fell on Toretsk and on New York, near Donetsk in Ukraine.", "New York", ("UA", "town", ANY)),
    ("In Ahmadabad district, Paktia province, Afghan troops killed two.", "Ahmadabad", ("AF", "district", ANY)),
    ("In Zurmat district, Paktia province, Afghan troops killed two.", "Zurmat", ("AF", "district", ANY)),
    # parts of countries, distances, borders
    ("Fighting in northern Mali.", "northern Mali", ("ML", "area", ANY)),
    ("Fighting in the north of Mali.", "north of Mali", ("ML", "area", None)),
    ("Fighting in Turkey's southeast.", "Turkey's southeast", ("TR", "area", None)),
    ("A convoy hit a mine 30 km north of Gao, Mali.", "30 km north of Gao", ("ML", "area", None)),
    ("A convoy hit a mine about 20 miles (32 km) north of Gao, Mali.", "about 20 miles (32 km) north of Gao", ("ML", "area", None)),
    ("Clashes on the border between Chad and Sudan.", "border between Chad and Sudan", (ANY, "area", None)),
    ("Clashes on the Chad-Sudan border.", "Chad-Sudan border", (ANY, "area", None)),
    ("Greek police watch the Turkish border.", "Turkish border", ("GR", "area", None)),
    ("Troops mass on Nigeria's border with Chad.", "Nigeria's border with Chad", ("NG", "area", None)),
    ("Troops were sent to the U.S.-Mexico border.", "U.S.-Mexico border", (ANY, "area", None)),
    ("A convoy was hit on the Maiduguri-Monguno road in Nigeria.", "Maiduguri-Monguno", ("NG", "area", None)),
    # how names are written
    ("Iraq's army retook Mosul.", "Iraq", ("IQ", "country", 99237)),
    ("Fighting near St. Louis, Mo., stopped.", "St. Louis", ("US", "town", 4407066)),
    ("The Kabul-based group left.", "Kabul", ("AF", "town", 1138958)),
    ("Kabul Police said so in Afghanistan.", "Kabul", ("AF", "town", 1138958)),
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
        assert place.text == normalise(text)[slice(*place.span)]
        reach = place.span[1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. Jackson was hurt in Dallas, Texas.", ["Dallas", "Texas"]),
        ("Gen. Hamilton met Col. Lincoln in Kabul.", ["Kabul"]),
        ("Linda Houston fled. Houston said the shots came from Gao, Mali.", ["Gao", "Mali"]),
        ("Austin, 43, was arrested in Bamako.", ["Bamako"]),
        ("The City Council met in Goma.", ["Goma"]),
        ("It rained in May and in August in Goma.", ["Goma"]),
        ("The French Embassy in Kabul was hit.", ["Kabul"]),
        ("The embassy of France in Kabul was hit.", ["Kabul"]),
        ("The U.S. Embassy in Kabul was hit.", ["Kabul"]),
        ("The UK consulate in Erbil was hit.", ["Erbil"]),
        ("An Iranian city was hit.", []),
        ("The NGO left Goma.", ["Goma"]),
        ("They went home on Sunday.", []),
    ],
)
def test_persons_and_words_are_no_places(text: str, names: list[str], find: Find) -> None:
    assert [m.text for m in find(text)] == names


@pytest.mark.parametrize(
    ("text", "name", "point", "reach"),
    [
        ("A convoy hit a mine 30 km north of Gao, Mali.", "Gao (30 km north)", (16.54, -0.04), 10),
        ("A convoy hit a mine 20 miles north of Gao, Mali.", "Gao (32.18 km north)", (16.56, -0.04), 10),
        ("A deputy was hurt in Kanawha County.", "Kanawha County", (38.34, -81.53), 25),
        ("A man was shot in Nowhereville, Texas.", "Texas", (31.25, -99.25), 1),
    ],
)
def test_points(text: str, name: str, point: tuple[float, float], reach: float, find: Find) -> None:
    place = next(m for m in find(text) if m.name == name)
    assert place.lat is not None
    assert place.lon is not None
    assert kilometres(place.lat, place.lon, *point) < reach


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aleppo's walls", [("Aleppo", True), ("walls", False)]),
        ("the Kabul-based group", [("the", False), ("Kabul", True), ("group", False)]),
        ("Sen. Lee, R-Florence", [("Sen", True), ("Lee", True), ("Florence", True)]),
        ("the O'Fallon fire", [("the", False), ("O'Fallon", True), ("fire", False)]),
    ],
)
def test_words(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(w.text, w.capital) for w in words_of(normalise(text), EN)] == expected


@pytest.mark.parametrize(
    ("text", "cue", "level"),
    [
        ("in the village of Kassoumba", "village", "town"),
        ("in Kassoumba village", "village", "town"),
        ("in Kassoumba Province", "province", "province"),
        ("in Kassoumba Street", None, None),
        ("at Kassoumba airport", "airport", "site"),
        ("in Kassoumba", None, None),
    ],
)
def test_cues(text: str, cue: str | None, level: str | None) -> None:
    names = [runs[-1] for runs in names_of(normalise(text), EN, frozenset()) if runs[-1].text == "Kassoumba"]
    assert [(name.cue, name.cue_level) for name in names] == [(cue, level)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Linda Houston fled.", {"houston"}),
        ("John F. Dallas fled.", {"dallas"}),
        ("Houston fled.", set()),
    ],
)
def test_family_names(text: str, expected: set[str]) -> None:
    assert family_names(normalise(text), EN) == expected


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Malian soldiers died near Gao.", "ML"),
        ("U.S. forces and U.S. diplomats left.", "US"),
        ("The Democratic Republic of Congo said so.", "CD"),
        ("Nothing is said of it.", None),
    ],
)
def test_country_weights(text: str, country: str | None) -> None:
    weights = country_weights(normalise(text), EN)
    assert max(weights, key=lambda code: weights[code], default=None) == country


def test_the_same_text_gives_the_same_places(find: Find) -> None:
    text = "Police in Dallas and Sherman said the car was seen in Paris, near Springfield and Columbus."
    assert find(text) == find(text)
