"""The lexicon: verbs conjugate as French does, and a mistake in a data file is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.language import Lexicon, LexiconError, load
from recoupe.language.lexicon import conjugate, plural, read_table


@pytest.mark.parametrize(
    ("infinitive", "forms", "participles"),
    [
        ("tuer", ["tue", "tuent", "tuait", "tuèrent", "tuera", "tueront", "tuant"], ["tué", "tuée", "tués", "tuées"]),
        ("dégager", ["dégage", "dégageait", "dégagèrent", "dégagea"], ["dégagé", "dégagées"]),
        ("lancer", ["lance", "lançait", "lança", "lançant"], ["lancé", "lancée"]),
        ("déployer", ["déploie", "déploient", "déployait", "déploiera"], ["déployé"]),
        ("enlever", ["enlève", "enlèvent", "enlevait", "enlèvera"], ["enlevé", "enlevées"]),
        ("libérer", ["libère", "libèrent", "libérait", "libérera"], ["libéré"]),
        ("assiéger", ["assiège", "assiègent", "assiégeait"], ["assiégé"]),
        ("envahir", ["envahit", "envahissent", "envahissait", "envahira"], ["envahi", "envahie"]),
        ("tenir", ["tient", "tiennent", "tint", "tiendra"], ["tenu"]),
        ("intervenir", ["intervient", "interviennent", "interviendra"], ["intervenu"]),
        ("mourir", ["meurt", "meurent", "mourut"], ["mort", "mortes"]),
        ("fuir", ["fuit", "fuient", "fuyait", "fuirent"], ["fui"]),
        ("prendre", ["prend", "prennent", "prit", "prendra"], ["pris", "prise", "prises"]),
        ("reprendre", ["reprend", "reprennent", "reprit"], ["repris", "reprises"]),
        ("battre", ["bat", "battent", "battit"], ["battu"]),
        ("combattre", ["combat", "combattent", "combattait"], ["combattu"]),
        ("mettre", ["met", "mettent", "mit"], ["mis", "mises"]),
        ("conquérir", ["conquiert", "conquit"], ["conquis"]),
        ("détruire", ["détruit", "détruisent", "détruisait"], ["détruite"]),
        ("pendre", ["pend", "pendent", "pendait"], ["pendu", "pendus"]),
        ("dire", ["dit", "disent", "disait"], ["dit"]),
        ("écrire", ["écrit", "écrivent", "écrivait"], ["écrit"]),
        ("poursuivre", ["poursuit", "poursuivent", "poursuivait"], ["poursuivi"]),
        ("faire", ["fait", "font", "faisait", "fera"], ["fait"]),
        ("appeler", ["appelle", "appellent", "appelait"], ["appelé"]),
        ("rompre", ["rompt", "rompent", "rompait"], ["rompu"]),
        ("démentir", ["dément", "démentent", "démentait"], ["démenti"]),
        ("reconnaître", ["reconnaît", "reconnaissent", "reconnut"], ["reconnu"]),
        ("dissoudre", ["dissout", "dissolvent"], ["dissous", "dissoute"]),
        ("jeter", ["jette", "jettent"], ["jeté"]),
        ("marteler", ["martèle", "martèlent"], ["martelé"]),
        ("geler", ["gèle", "gèlent"], ["gelé"]),
        ("admettre", ["admet", "admettent"], ["admis"]),
        ("croire", ["croit", "croient", "croyait"], ["cru"]),
        ("abattre", ["abat", "abattent", "abattait", "abattirent"], ["abattu", "abattue", "abattus"]),
        ("ouvrir", ["ouvre", "ouvrent", "ouvrit"], ["ouvert"]),
        ("assaillir", ["assaille", "assaillent"], ["assailli"]),
        ("quitter", ["quitte", "quittèrent", "quitteraient"], ["quitté"]),
    ],
)
def test_conjugation(infinitive: str, forms: list[str], participles: list[str], lexicon: Lexicon) -> None:
    made = conjugate(infinitive, lexicon["conjugation"])
    assert [form for form in forms if form not in {f for f, _ in made}] == []
    assert [form for form in participles if (form, "participle") not in made] == []
    assert (infinitive, "verb") in made


def test_an_unknown_class_gives_the_infinitive_alone(lexicon: Lexicon) -> None:
    assert conjugate("xyz", lexicon["conjugation"]) == [("xyz", "verb")]


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("raid", "raids"),
        ("obus", "obus"),
        ("drapeau", "drapeaux"),
        ("général", "généraux"),
        ("voix", "voix"),
        ("coup de feu", "coups de feu"),
        ("prise d'otages", "prises d'otages"),
        ("échange de tirs", "échanges de tirs"),
        ("feu", "feux"),
        ("gaz", "gaz"),
    ],
)
def test_plural(noun: str, expected: str, lexicon: Lexicon) -> None:
    assert plural(noun, lexicon["conjugation"]["plural"]) == expected


def test_the_french_files_load_and_hang_together(lexicon: Lexicon) -> None:
    assert lexicon.lang == "fr"
    assert len(lexicon.countries) > 200
    assert lexicon.country_by_code["ML"].name == "Mali"
    assert all(len(country.code) == 2 and -90 <= country.lat <= 90 for country in lexicon.countries)
    assert {"annonce", "affirme", "a fait savoir"} <= lexicon.reporting_forms
    assert any(t.form == "tues" and t.act == "kill" for t in lexicon.triggers)


def test_a_second_load_is_the_same_lexicon() -> None:
    assert load("fr") is load("fr")


@pytest.mark.parametrize("name", ["places", "regions_world", "not_places", "countries"])
def test_tables_have_rows_of_one_shape(name: str, lexicon: Lexicon) -> None:
    rows = lexicon.table(name)
    assert rows == [] or len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("# note\na\tb\n1\t 2 \n\n3\t4\n", [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]),
        ('a\tb\n"x\ty\n', [{"a": '"x', "b": "y"}]),
        ("a\tb\n", []),
        ("", []),
    ],
)
def test_read_table(content: str, expected: list[dict[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(content, "utf-8")
    assert read_table(path) == expected


def test_a_row_of_another_width_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("# note\na\tb\n1\t2\n3\n", "utf-8")
    with pytest.raises(LexiconError) as caught:
        read_table(path)
    assert f"{path}, line 4: 1 columns, 2 expected (a, b)" in str(caught.value)


def test_a_toml_mistake_is_named_by_file_and_line(folder: Path, tmp_path: Path) -> None:
    path = folder / "calendar.toml"
    path.write_text("[months]\njanvier = 1\nfévrier == 2\n", "utf-8")
    with pytest.raises(LexiconError) as caught:
        load("fr", tmp_path)
    assert str(path) in str(caught.value)
    assert "line 3" in str(caught.value)


def test_a_missing_toml_file_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "speech.toml").unlink()
    with pytest.raises(LexiconError, match=r"speech\.toml is missing"):
        load("fr", tmp_path)


def test_a_language_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="xx"):
        load("xx", tmp_path)


def test_a_row_of_countries_that_is_too_short_is_named(folder: Path, tmp_path: Path) -> None:
    path = folder / "countries.tsv"
    lines = path.read_text("utf-8").splitlines()
    where = next(i for i, line in enumerate(lines) if line.startswith("ML\t"))
    lines[where] = lines[where].replace("\tMali\t", "\tMali ", 1)
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(LexiconError) as caught:
        load("fr", tmp_path)
    assert f"{path}, line {where + 1}: 9 columns, 10 expected" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("countries.tsv", "\t18.0\t", "\tnord\t"),
        ("countries.tsv", "\t2453866\t", "\tML\t"),
        ("countries.tsv", "code\tname_en", "code\tname"),
        ("frames.toml", 'act = "kill"', 'deed = "kill"'),
        ("conjugation.toml", 'suffix = "ger"', 'ending = "ger"'),
        ("calendar.toml", "[months]", "[mois]"),
        ("numbers.toml", '"une dizaine" = [8, 12]', '"une dizaine" = 10'),
        ("speech.toml", "heads = [", "head = ["),
        ("countries.tsv", "\nML\t", "\nMLI\t"),
        ("places.tsv", "\t24.45118\t", "\t924.45118\t"),
        ("regions_world.tsv", "\t20.0\t", "\test\t"),
        ("not_places.tsv", "word\twhat", "mot\twhat"),
        ("frames.toml", 'act = "kill"\nverbs = [', 'act = "kill"\nverb = ['),
        ("frames.toml", '"tuer", ', '"", '),
        ("frames.toml", "[[frame]]", "[frame]"),
        ("conjugation.toml", '"ger", "ge"', '"ger", 3'),
        ("parties.toml", 'class = "force"', 'klass = "force"'),
        ("places.toml", '"nord" = [1, 0]', '"nord" = [1]'),
        ("calendar.toml", "janvier = 1", 'janvier = "un"'),
        ("status.toml", "ongoing = [", "ongoing = [3, "),
    ],
)
def test_a_wrong_value_is_named_at_load(name: str, old: str, new: str, *, folder: Path, tmp_path: Path) -> None:
    path = folder / name
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")
    with pytest.raises(LexiconError) as caught:
        load("fr", tmp_path)
    assert str(path) in str(caught.value)


def test_a_missing_table_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "countries.tsv").unlink()
    with pytest.raises(LexiconError, match=r"countries\.tsv"):
        load("fr", tmp_path)


def test_a_file_that_is_not_utf8_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "calendar.toml").write_bytes('[months]\n"août" = 8\n'.encode("latin-1"))
    with pytest.raises(LexiconError, match=r"calendar\.toml"):
        load("fr", tmp_path)


def test_a_key_that_the_code_needs_is_named_when_it_is_missed(folder: Path, tmp_path: Path) -> None:
    lexicon = load("fr", tmp_path)
    with pytest.raises(LexiconError) as caught:
        lexicon["places"]["locative"]["weak"]
    assert str(caught.value).startswith(f"{folder / 'places.toml'}, locative: 'weak' is missing")


def test_a_wrong_place_in_a_file_is_told(folder: Path, tmp_path: Path) -> None:
    path = folder / "numbers.toml"
    path.write_text(path.read_text("utf-8").replace("[8, 12]", "[8, true]", 1), "utf-8")
    with pytest.raises(LexiconError) as caught:
        load("fr", tmp_path)
    assert str(caught.value) == f"{path}: vague, une dizaine, number 2: a whole number expected, not True"
