"""Expressions compiled with ``classes_once`` are those that Python compiles without it; ``uncollected`` leaves the collector as it was."""

import gc
import re
import re._compiler as compiler  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from recoupe import loading
from recoupe.loading import classes_once, uncollected

PATTERNS = [
    ("[a-zà-öø-ÿ]+-[a-zà-öø-ÿ]+", re.IGNORECASE),
    ("[a-zà-öø-ÿ]+-[a-zà-öø-ÿ]+", 0),
    (r"[^\W\d_]+'[^\W\d_]+|[^\W\d_]+", re.IGNORECASE),
    ("[k\u212a]|[K\u212a]|[ſs]", re.IGNORECASE),
    ("[a-z][a-z](?-i:[a-z])", re.IGNORECASE),
    ("[a-z][a-z]", re.IGNORECASE | re.ASCII),
    ("[\u0370-\u1fff][\u0370-\u1fff]", re.IGNORECASE),
]


def code(pattern: str, flags: int) -> list[int]:
    parsed = parser.parse(pattern, flags)
    return list(compiler._code(parsed, flags | parsed.state.flags))


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_the_code_is_the_same(pattern: str, flags: int) -> None:
    plain = code(pattern, int(flags))
    with classes_once():
        assert code(pattern, int(flags)) == plain


def test_flags_do_not_share_what_is_remembered() -> None:
    with classes_once():
        assert re.compile("[a-z]", re.IGNORECASE).fullmatch("Q")
        assert not re.compile("[a-z]").fullmatch("Q")
        assert re.compile("[a-zé]", re.IGNORECASE).fullmatch("É")
        assert not re.compile("[a-zé]", re.IGNORECASE | re.ASCII).fullmatch("É")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How long each class was that had to be worked out."""
    monkeypatch.setattr(loading, "_KNOWN", {})
    seen: list[int] = []
    plain = compiler._optimize_charset

    def work_out(charset: list[object], *how: object) -> object:
        seen.append(len(charset))
        return plain(charset, *how)

    monkeypatch.setattr(compiler, "_optimize_charset", work_out)
    yield seen


def test_a_class_is_worked_out_once(counted: list[int]) -> None:
    with classes_once():
        code("[a-z]x[a-z]y[a-z]", int(re.IGNORECASE))
    once = len(counted)
    code("[a-z]x[a-z]y[a-z]", int(re.IGNORECASE))
    assert once < len(counted) - once


def test_it_is_undone_even_after_an_error() -> None:
    before = compiler._optimize_charset
    with pytest.raises(re.error), classes_once():
        re.compile("[a-z")
    assert compiler._optimize_charset is before


def test_threads_leave_it_as_it_was() -> None:
    before, inside = compiler._optimize_charset, threading.Barrier(2, timeout=0.2)

    def enter(_: int) -> bool:
        with classes_once():
            try:
                inside.wait()
            except threading.BrokenBarrierError:
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(enter, range(2)))
    assert together == [False, False]
    assert compiler._optimize_charset is before


def test_a_python_without_it_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "re", SimpleNamespace())
    with classes_once():
        assert re.compile("[a-z]+").fullmatch("abc")


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_left_as_it_was(collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with pytest.raises(ValueError, match="broken"), uncollected():
            assert not gc.isenabled()
            raise ValueError("broken")
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()
