"""What the desk tells a person who asked for what cannot be; each becomes one plain sentence on the page."""

from __future__ import annotations


class DeskError(ValueError):
    """What was asked cannot be done; the message names the input and the mend."""


class NotThere(DeskError):
    """Nothing has the name that was asked for."""


class NotAllowed(DeskError):
    """Whoever asks may not do this; the message says what would let them."""


class TooOften(DeskError):
    """Asked too often; ``wait`` is the number of seconds after which it is taken again."""

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait
