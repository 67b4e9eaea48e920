"""What workers do for each new dispatch: code it, and make the signature by which copies are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from recoupe.copies import signature
from recoupe.records import CodedDispatch, Dispatch


class Codes(Protocol):
    """What a run needs of a Coder."""

    def code_or_say(self, dispatch: Dispatch) -> CodedDispatch: ...
    def prepare(self) -> None: ...
    def basis(self) -> str: ...


@dataclass(frozen=True)
class CodingAndSigning:
    """A dispatch to its records and its signature. What the signature is compared with is the parent's to keep."""

    coder: Codes

    def __call__(self, dispatch: Dispatch) -> tuple[CodedDispatch, bytes]:
        return self.coder.code_or_say(dispatch), signature(dispatch.text)

    def prepare(self) -> None:
        self.coder.prepare()

    def basis(self) -> str:
        return self.coder.basis()
