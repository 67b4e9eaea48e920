"""Accounts to what a format makes of them; those it has no place for are counted by reason, never dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from recoupe.exports.account import Account
from recoupe.exports.errors import LeftOut

T = TypeVar("T")


@dataclass
class Rows:
    """The accounts of one export, and what became of them; it is filled while they are written."""

    accounts: Iterable[Account]
    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def taken(rows: Rows, convert: Callable[[Account], T]) -> Iterator[T]:
    """What the format makes of each account that it has a place for, in order."""
    for account in rows.accounts:
        try:
            made = convert(account)
        except LeftOut as left:
            rows.left_out[left.reason] += 1
        else:
            rows.written += 1
            yield made
