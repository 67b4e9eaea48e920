"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "missing", "broken"]


@dataclass(frozen=True)
class Finding:
    """``state``: "ok"; "missing" where nothing that coding needs depends on it; "broken" where coding does. ``mend`` is empty if
    nothing is to be done."""

    state: State
    name: str
    says: str
    mend: str = ""
