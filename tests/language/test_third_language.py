"""A language is data: a folder of files adds one that codes a sentence end to end, and no Python knows of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from third_language import write

from recoupe import Coder, Dispatch
from recoupe.figures import find_figures
from recoupe.language import LexiconError, available, lexicon_of, load

SENTENCE = "Ribeluloj kaptis ses maliajn soldatojn en Gao lunde, diris la armeo."


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RECOUPE_DATA", str(tmp_path))
    return tmp_path / "languages"


def test_a_folder_adds_a_language(languages: Path) -> None:
    write(languages, load("en"))
    assert {code: one.name for code, one in available().items()} == {"fr": "French", "en": "English", "eo": "Esperanto"}
    coded = Coder(lang="eo").code(Dispatch(id="x", text=SENTENCE, lang="eo", published=dt.date(2024, 5, 7)))
    (event,) = coded.events
    assert event.type == "civilians.abduction"
    assert [(p.text, p.kind) for p in event.actors] == [("Ribeluloj", "rebel")]
    assert [(p.name, p.country) for p in event.targets] == [("Military Forces of Mali", "ML")]
    assert event.place is not None and (event.place.name, event.place.country) == ("Gao", "ML")
    assert event.date is not None and event.date.start == dt.date(2024, 5, 6)
    assert [(f.field, f.value) for f in find_figures(SENTENCE, lexicon_of("eo"))] == [("captured", (6, 6))]
    assert [s.text for s in event.sources] == ["la armeo"] and event.certainty == "attributed"
    assert SENTENCE[slice(*event.evidence[0])] == SENTENCE


def test_without_its_words_it_finds_nothing(languages: Path) -> None:
    write(languages, load("en"))
    coded = Coder(lang="eo").code(Dispatch(id="x", text="Six soldiers were killed in Gao.", lang="eo"))
    assert coded.events == () and coded.skipped is None


def test_a_mistake_in_its_files_is_named(languages: Path) -> None:
    folder = write(languages, load("en"))
    (folder / "frames.toml").write_text('frame = "kill"\nambiguous = []\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"frames\.toml: frame: a list that is not empty expected, not 'kill'"):
        Coder(lang="eo").code(Dispatch(id="x", text=SENTENCE, lang="eo"))
