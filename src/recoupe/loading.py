"""Loading without work that Python does over and over: it halves the time to the first record.

spaCy's French tokenizer has one expression with the class of all letters a hundred times over, matched whatever the case.
Python works that class out anew each time it meets it, which is most of what loading the pipeline takes; the patterns of our own word lists
repeat theirs as well. And while much is made that stays, the garbage collector looks through it again and again for what could go.
"""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_WORK = "_optimize_charset"
_KNOWN: dict[tuple[object, ...], tuple[Any, ...]] = {}
"""What was worked out, by the class and how its letters are folded; some hundred classes in a process."""

_ONE_AT_A_TIME = threading.RLock()
"""Two threads that entered and left by turns would leave what one of them had put there."""


@contextmanager
def classes_once() -> Iterator[None]:
    """While it is entered, what ``re`` works out of a class of characters it remembers. The expressions are the same.

    ``re`` gives no public way to it: where a Python has it elsewhere, nothing is changed and nothing is faster.
    """
    compiler = getattr(re, "_compiler", None)
    if not hasattr(compiler, _WORK):
        yield
        return
    with _ONE_AT_A_TIME:
        work_out = getattr(compiler, _WORK)
        setattr(compiler, _WORK, _remembering(work_out))
        try:
            yield
        finally:
            setattr(compiler, _WORK, work_out)


def _remembering(work_out: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    def remembered(charset: list[Any], *how: Any) -> tuple[Any, ...]:
        # How letters are folded is told by functions and a table that live as long as the module.
        key = (tuple(charset), *map(id, how))
        if key not in _KNOWN:
            _KNOWN[key] = work_out(charset, *how)
        found, *rest = _KNOWN[key]
        return (list(found), *rest)

    return remembered


@contextmanager
def uncollected() -> Iterator[None]:
    """While it is entered, nothing is collected as garbage: for loading what stays. The collector is left as it was found."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
